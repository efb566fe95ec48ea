-- Rules of grading, frequency and planning: each version a row, dated, never edited.
create table grade_rules (
  like shian.standard including all,
  title text not null,
  kind text not null check (kind in ('risk', 'catering', 'frequency', 'planning')),
  rule_version text not null,
  valid_from date not null,
  valid_to date,
  source text not null,
  confidence text not null,
  content jsonb not null,
  note text
);
create index grade_rules_region on grade_rules (region, title, id);
create index grade_rules_order on grade_rules (title, id);
create unique index grade_rules_once on grade_rules (kind, rule_version) where closed_at is null;
select shian.keep_register('grade_rules', 'city', '*');

-- One row for each place that is graded.
create table premises_grade (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  name text not null,
  type text not null,
  trading boolean not null default false,
  grade text check (grade in ('A', 'B', 'C', 'D')),
  score double precision,
  static_score double precision,
  dynamic_score double precision,
  by_score text check (by_score in ('A', 'B', 'C', 'D')),
  moved text check (moved in ('none', 'new', 'raised', 'lowered', 'forced')),
  why text,
  previous text check (previous in ('A', 'B', 'C', 'D')),
  graded_on date,
  regrade_by date,
  rule_version text,
  focus boolean not null default false,
  visits integer,
  last_visit_on date,
  last_full_on date,
  full_due_on date,
  last_audit_on date,
  audit_due_on date,
  facts jsonb
);
create index premises_grade_region on premises_grade (region, name, id);
create index premises_grade_order on premises_grade (name, id);
create index premises_grade_region_score on premises_grade (region, score, id);
create index premises_grade_score on premises_grade (score, id);
create unique index premises_grade_premises on premises_grade (premises_id);
create index premises_grade_enterprise on premises_grade (enterprise_id);
select shian.keep_register('premises_grade', 'region', 'enterprise_id');

create table catering_grade (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  name text not null,
  type text not null,
  trading boolean not null default false,
  dynamic text check (dynamic in ('excellent', 'good', 'fair')),
  dynamic_mean double precision,
  dynamic_on date,
  dynamic_why text,
  annual text check (annual in ('A', 'B', 'C')),
  annual_mean double precision,
  inspections integer,
  graded_on date,
  rule_version text
);
create index catering_grade_region on catering_grade (region, name, id);
create index catering_grade_order on catering_grade (name, id);
create index catering_grade_region_mean on catering_grade (region, annual_mean, id);
create index catering_grade_mean on catering_grade (annual_mean, id);
create unique index catering_grade_premises on catering_grade (premises_id);
create index catering_grade_enterprise on catering_grade (enterprise_id);
select shian.keep_register('catering_grade', 'region', 'enterprise_id');

-- The mapped list of food businesses around schools.
create table school_ring (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  school text not null,
  distance double precision,
  listed_on date not null,
  basis text not null,
  note text
);
create index school_ring_region on school_ring (region, school, id);
create index school_ring_order on school_ring (school, id);
create index school_ring_premises on school_ring (premises_id);
create index school_ring_enterprise on school_ring (enterprise_id);
select shian.keep_register('school_ring', 'region', 'enterprise_id');

create table grade_change (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  cause text not null,
  happened_on date not null,
  until date,
  facts text not null,
  paper text,
  decided_on date,
  decided_note text
);
create index grade_change_region on grade_change (region, title, id);
create index grade_change_order on grade_change (title, id);
create index grade_change_region_due on grade_change (region, due_on, id);
create index grade_change_due on grade_change (due_on, id);
create index grade_change_premises on grade_change (premises_id);
create index grade_change_enterprise on grade_change (enterprise_id);
create index grade_change_holder on grade_change (holder_unit, due_on, id);
create index grade_change_person on grade_change (holder_person);
select shian.keep_register('grade_change', 'region', 'enterprise_id');

-- Yearly plans by version; what one holds stands in plan_line once it is published.
create table inspection_plan (
  like shian.standard including all,
  title text not null,
  year integer not null,
  plan_number integer not null,
  state text not null check (state in ('draft', 'publishing', 'published', 'superseded')),
  choice jsonb not null,
  load jsonb not null,
  premises integer,
  visits integer,
  full_checks integer,
  audits integer,
  unplaced integer,
  by_grade jsonb not null,
  made_on date not null,
  published_on date,
  rules text,
  note text
);
create index inspection_plan_region on inspection_plan (region, title, id);
create index inspection_plan_order on inspection_plan (title, id);
create unique index inspection_plan_once on inspection_plan (region, year, plan_number) where closed_at is null;
create unique index inspection_plan_published on inspection_plan (region, year) where state in ('publishing', 'published') and closed_at is null;
select shian.keep_register('inspection_plan', 'region');

create table plan_line (
  like shian.standard including all,
  premises_id uuid not null references premises,
  name text not null,
  plan uuid not null references inspection_plan,
  type text not null,
  grade text check (grade in ('A', 'B', 'C', 'D')),
  months text[] not null default '{}',
  visits integer not null,
  full_month text,
  audit_month text,
  unplaced integer not null,
  reason text check (reason in ('capacity', 'closed', 'no-inspectors')),
  due integer not null,
  done integer not null,
  behind boolean not null default false,
  assigned_on date,
  starts_on date not null,
  ends_on date not null
);
create index plan_line_region on plan_line (region, name, id);
create index plan_line_order on plan_line (name, id);
create index plan_line_plan on plan_line (plan);
create index plan_line_premises on plan_line (premises_id);
select shian.keep_register('plan_line', 'region');
