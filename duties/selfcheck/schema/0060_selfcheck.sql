-- 经营日历: one a place; days that differ from the week hang beside it.
create table operating_calendar (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  starts_on date not null,
  week text not null check (week in ('every_day', 'working_days', 'chosen')),
  weekdays text[] not null default '{}',
  meals text[] not null default '{}',
  contracted boolean not null default false,
  contractor text,
  contractor_licence text,
  note text
);
create index operating_calendar_region on operating_calendar (region, starts_on, id);
create index operating_calendar_order on operating_calendar (starts_on, id);
create index operating_calendar_premises on operating_calendar (premises_id, starts_on);
create index operating_calendar_enterprise on operating_calendar (enterprise_id);
create unique index operating_calendar_once on operating_calendar (premises_id) where closed_at is null;
select shian.keep_register('operating_calendar', 'region', 'enterprise_id');

create table operating_exception (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  kind text not null check (kind in ('closed', 'opened', 'term')),
  from_on date not null,
  until_on date not null,
  reason text
);
create index operating_exception_region on operating_exception (region, from_on, id);
create index operating_exception_order on operating_exception (from_on, id);
create index operating_exception_premises on operating_exception (premises_id, from_on);
create index operating_exception_enterprise on operating_exception (enterprise_id);
select shian.keep_register('operating_exception', 'region', 'enterprise_id');

-- Forms: each version a row, kept whole; the last that began is in force.
create table self_check_form (
  like shian.standard including all,
  title text not null,
  kind text not null check (kind in ('daily', 'weekly', 'monthly')),
  applies text not null,
  form_version integer not null,
  valid_from date not null,
  item_count integer not null,
  source text,
  items jsonb not null
);
create index self_check_form_region on self_check_form (region, title, id);
create index self_check_form_order on self_check_form (title, id);
create unique index self_check_form_once on self_check_form (kind, applies, form_version, valid_from) where closed_at is null;
select shian.keep_register('self_check_form', 'city', '*');

create table self_check (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  on_day date not null,
  kind text not null check (kind in ('daily', 'weekly', 'monthly')),
  period_from date not null,
  due_on date,
  late boolean not null default false,
  role text not null,
  filled_by text not null,
  attended text[] not null default '{}',
  zero_risk boolean not null default false,
  problem_count integer not null,
  problems jsonb not null default '[]',
  decision text,
  form uuid not null references self_check_form,
  answers jsonb not null default '{}',
  corrections integer not null default 0,
  sent_by uuid references person
);
create index self_check_region on self_check (region, on_day, id);
create index self_check_order on self_check (on_day, id);
create index self_check_premises on self_check (premises_id, on_day);
create index self_check_enterprise on self_check (enterprise_id);
create unique index self_check_once on self_check (premises_id, kind, period_from) where closed_at is null;
create index self_check_form_used on self_check (form);
create index self_check_sent on self_check (sent_by);
select shian.keep_register('self_check', 'region', 'enterprise_id');

-- What was owed and kept in a month; reckoned by the program.
create table self_check_month (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  month date not null,
  business text not null,
  owed integer not null,
  kept integer not null,
  late integer not null,
  missed integer not null,
  missed_daily integer not null,
  missed_weekly integer not null,
  missed_monthly integer not null,
  problem_count integer not null,
  missed_list jsonb not null default '[]'
);
create index self_check_month_region on self_check_month (region, month, id);
create index self_check_month_order on self_check_month (month, id);
create index self_check_month_premises on self_check_month (premises_id, month);
create index self_check_month_enterprise on self_check_month (enterprise_id);
create unique index self_check_month_once on self_check_month (premises_id, month) where closed_at is null;
select shian.keep_register('self_check_month', 'region', 'enterprise_id');

-- The canteen book: limits, entries, and what a day owed and holds.
create table canteen_limit (
  like shian.standard including all,
  valid_from date not null,
  sample_grams double precision not null,
  sample_hours double precision not null,
  sample_min double precision not null,
  sample_max double precision not null,
  fever double precision not null,
  steam_celsius double precision not null,
  infrared_celsius double precision not null,
  dishwasher_celsius double precision not null,
  chlorine_mg double precision not null,
  steam_seconds integer not null,
  infrared_seconds integer not null,
  dishwasher_seconds integer not null,
  chlorine_seconds integer not null,
  source text not null
);
create index canteen_limit_region on canteen_limit (region, valid_from, id);
create index canteen_limit_order on canteen_limit (valid_from, id);
create unique index canteen_limit_once on canteen_limit (valid_from) where closed_at is null;
select shian.keep_register('canteen_limit', 'city', '*');

create table morning_check (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  on_day date not null,
  name text not null,
  fit boolean not null default false,
  celsius double precision,
  sign text,
  sent_away boolean not null default false,
  checked_by text not null
);
create index morning_check_region on morning_check (region, on_day, id);
create index morning_check_order on morning_check (on_day, id);
create index morning_check_premises on morning_check (premises_id, on_day);
create index morning_check_enterprise on morning_check (enterprise_id);
select shian.keep_register('morning_check', 'region', 'enterprise_id');

create table goods_in (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  on_day date not null,
  goods text not null,
  supplier text not null,
  quantity double precision not null,
  unit text not null,
  produced_on date,
  best_before date,
  papers text,
  refused boolean not null default false
);
create index goods_in_region on goods_in (region, on_day, id);
create index goods_in_order on goods_in (on_day, id);
create index goods_in_premises on goods_in (premises_id, on_day);
create index goods_in_enterprise on goods_in (enterprise_id);
select shian.keep_register('goods_in', 'region', 'enterprise_id');

create table tableware_disinfection (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  on_day date not null,
  meal text not null,
  method text not null,
  reached double precision not null,
  seconds integer not null,
  done_by text
);
create index tableware_disinfection_region on tableware_disinfection (region, on_day, id);
create index tableware_disinfection_order on tableware_disinfection (on_day, id);
create index tableware_disinfection_premises on tableware_disinfection (premises_id, on_day);
create index tableware_disinfection_enterprise on tableware_disinfection (enterprise_id);
select shian.keep_register('tableware_disinfection', 'region', 'enterprise_id');

create table food_sample (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  on_day date not null,
  meal text not null,
  dish text not null,
  weight double precision not null,
  kept_at timestamptz not null,
  celsius double precision not null,
  kept_by text not null,
  disposed_at timestamptz,
  disposed_by text
);
create index food_sample_region on food_sample (region, on_day, id);
create index food_sample_order on food_sample (on_day, id);
create index food_sample_premises on food_sample (premises_id, on_day);
create index food_sample_enterprise on food_sample (enterprise_id);
create index food_sample_waiting on food_sample (premises_id, kept_at) where disposed_at is null and closed_at is null;
select shian.keep_register('food_sample', 'region', 'enterprise_id');

create table leader_meal (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  on_day date not null,
  meal text not null,
  leader text not null,
  post text not null,
  opinion text
);
create index leader_meal_region on leader_meal (region, on_day, id);
create index leader_meal_order on leader_meal (on_day, id);
create index leader_meal_premises on leader_meal (premises_id, on_day);
create index leader_meal_enterprise on leader_meal (enterprise_id);
select shian.keep_register('leader_meal', 'region', 'enterprise_id');

create table canteen_day (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  on_day date not null,
  meals integer not null,
  morning boolean not null default false,
  sampled integer not null,
  disinfected integer not null,
  leader_owed integer not null,
  leader_kept integer not null,
  complete boolean not null default false,
  samples_complete boolean not null default false,
  leader_complete boolean not null default false,
  lacking jsonb not null default '[]'
);
create index canteen_day_region on canteen_day (region, on_day, id);
create index canteen_day_order on canteen_day (on_day, id);
create index canteen_day_premises on canteen_day (premises_id, on_day);
create index canteen_day_enterprise on canteen_day (enterprise_id);
create unique index canteen_day_once on canteen_day (premises_id, on_day) where closed_at is null;
select shian.keep_register('canteen_day', 'region', 'enterprise_id');

-- 校级自查, 区级巡查, 市级抽查
create table school_check (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  on_day date not null,
  level text not null check (level in ('school', 'county', 'city')),
  checked_by text not null,
  result text not null check (result in ('in_order', 'problems')),
  problems text,
  due_on date,
  corrected_on date,
  note text
);
create index school_check_region on school_check (region, on_day, id);
create index school_check_order on school_check (on_day, id);
create index school_check_premises on school_check (premises_id, on_day);
create index school_check_enterprise on school_check (enterprise_id);
create index school_check_level on school_check (premises_id, level, on_day);
select shian.keep_register('school_check', 'region', 'enterprise_id');
