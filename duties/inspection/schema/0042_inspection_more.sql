-- What an inspection's conduct says that lists filter and indicators count.
alter table inspection add column publish_by date;
alter table inspection add column refused boolean not null default false;
alter table inspection add column entrusting text;
alter table inspection add column samples integer;
alter table inspection add column exam_asked integer;
alter table inspection add column exam_passed integer;
alter table inspection add column resit_on date;
alter table inspection add column resit_passed integer;
alter table inspection add column beside uuid references inspection;
alter table inspection add column called jsonb not null default '{}';
create index inspection_beside on inspection (beside) where beside is not null;
create index inspection_publish_by on inspection (publish_by, id) where state = 'finished';
create index inspection_published on inspection (published_on, id) where state = 'published';

alter table rectification add column inspection_kind text check (inspection_kind in ('daily', 'flight', 'system'));
create index rectification_state on rectification (state, due_on, id) where state in ('ordered', 'corrected', 'returned');

-- Premises that the law says are checked first, each year one row: what A7-2 and A7-3 count.
create table inspection_target (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  title text not null,
  why text not null,
  starts_on date not null,
  ends_on date not null,
  visited_on date,
  inspection uuid references inspection,
  audited_on date,
  audit uuid references inspection
);
create index inspection_target_region on inspection_target (region, title, id);
create index inspection_target_order on inspection_target (title, id);
create unique index inspection_target_once on inspection_target (premises_id, starts_on) where closed_at is null;
create index inspection_target_premises on inspection_target (premises_id);
create index inspection_target_enterprise on inspection_target (enterprise_id);
create index inspection_target_inspection on inspection_target (inspection);
create index inspection_target_audit on inspection_target (audit);
select shian.keep_register('inspection_target', 'region', 'enterprise_id');
