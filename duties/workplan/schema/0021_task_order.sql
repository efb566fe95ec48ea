-- Tasks are listed in the order of their notice: by title 10 stood before 2.
create index plan_task_region_order on plan_task (region, sort_order, id);
create index plan_task_sort_order on plan_task (sort_order, id);
