-- 重点工作安排: the notice, its draft while a clerk corrects the reading, its tasks, each unit's part of a shared task, and
-- every report that is due. Tasks, parts and reports are matters; their columns change only through actions.

create table plan (
  like shian.standard including all,
  title text not null,
  number text,
  issuer text,
  issued_on date,
  year integer not null,
  recipients jsonb not null default '[]',
  copied_to jsonb not null default '[]',
  state text not null check (state in ('draft', 'issued')),
  office_unit uuid references org_unit,
  file_id uuid references file,
  assigned_at timestamptz
);
create index plan_region on plan (region, title, id);
create index plan_order on plan (title, id);
create index plan_region_year on plan (region, year, id);
create index plan_year on plan (year, id);
create index plan_office on plan (office_unit);
create index plan_file on plan (file_id);
select shian.keep_register('plan');

create table plan_draft (
  like shian.standard including all,
  plan_id uuid not null unique references plan,
  name text not null,
  paper text not null,
  draft jsonb not null
);
create index plan_draft_region on plan_draft (region, name, id);
create index plan_draft_order on plan_draft (name, id);
select shian.keep_register('plan_draft');

create table plan_task (
  like shian.standard including all,
  plan_id uuid not null references plan,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  office_unit uuid references org_unit,
  sort_order integer not null,
  number text not null,
  section text,
  heading text,
  text text not null,
  mode text not null,
  superior text,
  lead_units uuid[] not null default '{}',
  assisting_units uuid[] not null default '{}',
  joint_units uuid[] not null default '{}',
  collector_unit uuid references org_unit,
  targets jsonb not null default '[]',
  deadlines jsonb not null default '[]',
  unclear jsonb not null default '[]',
  due_note text,
  progress integer not null default 0 check (progress between 0 and 100),
  note text,
  -- What was reported for the targets: [{target, text, value, unit}].
  figures jsonb not null default '[]',
  missing text,
  returned_for text,
  reported_on date,
  done_on date
);
create index plan_task_plan on plan_task (plan_id, sort_order);
create index plan_task_region on plan_task (region, title, id);
create index plan_task_order on plan_task (title, id);
create index plan_task_region_due on plan_task (region, due_on, id);
create index plan_task_due on plan_task (due_on, id);
create index plan_task_holder on plan_task (holder_unit, due_on, id);
create index plan_task_person on plan_task (holder_person);
create index plan_task_office on plan_task (office_unit);
create index plan_task_collector on plan_task (collector_unit);
create unique index plan_task_number on plan_task (plan_id, number) where closed_at is null;
select shian.keep_register('plan_task');

-- Each unit's own part of a task that several units share. It stands in the unit's region, so that a township sees it.
create table plan_part (
  like shian.standard including all,
  plan_task_id uuid not null references plan_task,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  office_unit uuid references org_unit,
  source text not null,
  text text not null,
  targets jsonb not null default '[]',
  note text,
  figures jsonb not null default '[]',
  returned_for text,
  reported_on date
);
create index plan_part_task on plan_part (plan_task_id, holder_unit);
create index plan_part_region on plan_part (region, title, id);
create index plan_part_order on plan_part (title, id);
create index plan_part_region_due on plan_part (region, due_on, id);
create index plan_part_due on plan_part (due_on, id);
create index plan_part_holder on plan_part (holder_unit, due_on, id);
create index plan_part_person on plan_part (holder_person);
create index plan_part_office on plan_part (office_unit);
select shian.keep_register('plan_part');

-- One unit's report for one period: half-yearly, quarterly, yearly.
create table plan_report (
  like shian.standard including all,
  plan_task_id uuid not null references plan_task,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  office_unit uuid references org_unit,
  source text not null,
  period text not null,
  addressees jsonb not null default '[]',
  copies jsonb not null default '[]',
  due_note text,
  note text,
  figures jsonb not null default '[]',
  returned_for text,
  reported_on date
);
create index plan_report_task on plan_report (plan_task_id, period, holder_unit);
create index plan_report_region on plan_report (region, title, id);
create index plan_report_order on plan_report (title, id);
create index plan_report_region_due on plan_report (region, due_on, id);
create index plan_report_due on plan_report (due_on, id);
create index plan_report_holder on plan_report (holder_unit, due_on, id);
create index plan_report_person on plan_report (holder_person);
create index plan_report_office on plan_report (office_unit);
select shian.keep_register('plan_report');
