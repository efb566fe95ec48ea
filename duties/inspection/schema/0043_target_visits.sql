-- 重点检查对象: how often a place is owed a visit by its grade and type, and how often it was visited.
alter table inspection_target add column visits integer;
alter table inspection_target add column held integer;
