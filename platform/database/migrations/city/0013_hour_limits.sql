-- A limit in hours is due, pauses and stops at an instant; of limits in days these stay empty.
alter table matter_clock add column due_at timestamptz;
alter table matter_clock add column paused_at timestamptz;
alter table matter_clock add column stopped_at timestamptz;
-- Extensions granted: how much in the limit's own unit, and in how many grants.
alter table matter_clock add column extended_by integer not null default 0;
alter table matter_clock add column extended_times integer not null default 0;
-- How often the extension may be granted; once where the row does not say.
alter table time_limit add column extension_times integer;

-- The inbox goes by the instant from which a thing is late: the hour itself, else the end of its day; without a limit, never.
alter table inbox add column due_at timestamptz;
-- Written by the program with each row; what has no limit stands at the end of all time.
alter table inbox add column late_from timestamptz not null default timestamptz '9999-12-31 00:00:00+00';
update inbox set late_from = (due_on + 1)::timestamp at time zone 'Asia/Shanghai' where due_on is not null;
drop index inbox_unit;
drop index inbox_person;
drop index inbox_region;
drop index inbox_due;
create index inbox_unit on inbox (unit_id, late_from, id);
create index inbox_person on inbox (person_id, late_from, id);
create index inbox_region on inbox (region, late_from, id);
create index inbox_late on inbox (late_from, id);
