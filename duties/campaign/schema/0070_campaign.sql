create table special_period (
  like shian.standard including all,
  title text not null,
  code text not null,
  kind text not null check (kind in ('term', 'exam', 'festival', 'event')),
  starts_on date not null,
  ends_on date not null,
  visits_from date,
  visits_until date,
  types text[] not null default '{}',
  surroundings boolean not null default false,
  venues uuid[] not null default '{}',
  assigns boolean not null default false,
  source text not null,
  note text,
  made_on date
);
create unique index special_period_code on special_period (code) where closed_at is null;
create index special_period_region on special_period (region, title, id);
create index special_period_order on special_period (title, id);
create index special_period_region_starts on special_period (region, starts_on, id);
create index special_period_starts on special_period (starts_on, id);
create index special_period_venues on special_period using gin (venues);
select shian.keep_register('special_period', 'city');

create table period_visit (
  like shian.standard including all,
  premises_id uuid not null references premises,
  title text not null,
  special_period uuid not null references special_period,
  period_kind text not null check (period_kind in ('term', 'exam', 'festival', 'event')),
  visit_group text not null check (visit_group in ('school', 'surroundings', 'other')),
  from_on date not null,
  due_on date not null,
  asked boolean not null default true,
  why_not text,
  inspection uuid references inspection,
  visited_on date,
  visited boolean not null default false,
  problem boolean not null default false
);
create index period_visit_region on period_visit (region, title, id);
create index period_visit_order on period_visit (title, id);
create index period_visit_region_due on period_visit (region, due_on, id);
create index period_visit_due on period_visit (due_on, id);
create unique index period_visit_once on period_visit (premises_id, special_period) where closed_at is null;
create index period_visit_premises on period_visit (premises_id);
create index period_visit_period on period_visit (special_period, region);
create index period_visit_inspection on period_visit (inspection);
select shian.keep_register('period_visit', 'region');

create table campaign (
  like shian.standard including all,
  title text not null,
  theme text not null check (theme in ('rural', 'online', 'health_food', 'school', 'festival', 'other')),
  state text not null check (state in ('draft', 'running', 'closed')),
  notice_number text,
  starts_on date not null,
  ends_on date not null,
  lead_unit uuid references org_unit,
  units uuid[] not null default '{}',
  types text[] not null default '{}',
  near_school boolean not null default false,
  asks text,
  findings text
);
create index campaign_region on campaign (region, title, id);
create index campaign_order on campaign (title, id);
create index campaign_region_starts on campaign (region, starts_on, id);
create index campaign_starts on campaign (starts_on, id);
create index campaign_lead on campaign (lead_unit);
create index campaign_units on campaign using gin (units);
select shian.keep_register('campaign', 'city');

create table campaign_target (
  like shian.standard including all,
  premises_id uuid not null references premises,
  title text,
  campaign uuid not null references campaign,
  listed_by text check (listed_by in ('query', 'list')),
  note text,
  visited boolean not null default false,
  visited_on date,
  visits integer,
  problem boolean not null default false,
  inspection uuid references inspection
);
create index campaign_target_region on campaign_target (region, title, id);
create index campaign_target_order on campaign_target (title, id);
create unique index campaign_target_once on campaign_target (premises_id, campaign) where closed_at is null;
create index campaign_target_premises on campaign_target (premises_id);
create index campaign_target_campaign on campaign_target (campaign, region);
create index campaign_target_inspection on campaign_target (inspection);
select shian.keep_register('campaign_target', 'region');

-- A line of a unit and day: figures that were not told are empty, never 0. Money in 分, weights in kg.
create table campaign_daily (
  like shian.standard including all,
  campaign_id uuid not null references campaign,
  title text,
  unit_id uuid not null references org_unit,
  day date not null,
  officers integer,
  vehicles integer,
  checked integer,
  checked_premises integer,
  problem_firms integer,
  problem_names text,
  orders integer,
  documents integer,
  cases integer,
  penalties bigint,
  destroyed double precision,
  removed double precision,
  seized double precision,
  note text,
  person_id uuid references person
);
create index campaign_daily_region on campaign_daily (region, title, id);
create index campaign_daily_order on campaign_daily (title, id);
create index campaign_daily_region_day on campaign_daily (region, day, id);
create index campaign_daily_day on campaign_daily (day, id);
create unique index campaign_daily_once on campaign_daily (campaign_id, unit_id, day) where closed_at is null;
create index campaign_daily_campaign on campaign_daily (campaign_id, day);
create index campaign_daily_unit on campaign_daily (unit_id, day);
create index campaign_daily_person on campaign_daily (person_id);
select shian.keep_register('campaign_daily', 'region');

create table major_event (
  like shian.standard including all,
  title text not null,
  state text not null check (state in ('planned', 'running', 'done', 'cancelled')),
  starts_on date not null,
  ends_on date not null,
  organiser text,
  people integer,
  venues uuid[] not null default '{}',
  lead_unit uuid references org_unit,
  plan text,
  review text,
  special_period uuid references special_period
);
create index major_event_region on major_event (region, title, id);
create index major_event_order on major_event (title, id);
create index major_event_region_starts on major_event (region, starts_on, id);
create index major_event_starts on major_event (starts_on, id);
create index major_event_lead on major_event (lead_unit);
create index major_event_period on major_event (special_period);
create index major_event_venues on major_event using gin (venues);
select shian.keep_register('major_event', 'region');

create table event_meal (
  like shian.standard including all,
  major_event_id uuid not null references major_event,
  title text not null,
  day date not null,
  meal text not null check (meal in ('breakfast', 'lunch', 'dinner', 'break')),
  premises uuid not null references premises,
  diners integer,
  stationed uuid[] not null default '{}',
  menu_read boolean not null default false,
  dishes integer,
  samples integer,
  least_grams double precision,
  checks text,
  done boolean not null default false
);
create index event_meal_region on event_meal (region, title, id);
create index event_meal_order on event_meal (title, id);
create index event_meal_region_day on event_meal (region, day, id);
create index event_meal_day on event_meal (day, id);
create index event_meal_event on event_meal (major_event_id, day);
create index event_meal_premises on event_meal (premises);
create index event_meal_stationed on event_meal using gin (stationed);
select shian.keep_register('event_meal', 'region');

create table event_risk (
  like shian.standard including all,
  major_event_id uuid not null references major_event,
  title text not null,
  level text not null check (level in ('high', 'middle', 'low')),
  measure text not null,
  unit_id uuid references org_unit,
  due_on date not null,
  done_on date
);
create index event_risk_region on event_risk (region, title, id);
create index event_risk_order on event_risk (title, id);
create index event_risk_region_due on event_risk (region, due_on, id);
create index event_risk_due on event_risk (due_on, id);
create index event_risk_event on event_risk (major_event_id);
create index event_risk_unit on event_risk (unit_id);
select shian.keep_register('event_risk', 'region');

create table interview (
  like shian.standard including all,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  kind text not null check (kind in ('business', 'department', 'government')),
  enterprise uuid references enterprise,
  unit uuid references org_unit,
  office_held text not null,
  why text not null,
  basis text not null,
  outline text not null,
  meet_on date not null,
  time text not null,
  place text not null,
  attendees text,
  held_on date,
  minutes text,
  reason text
);
create index interview_region on interview (region, title, id);
create index interview_order on interview (title, id);
create index interview_region_meet on interview (region, meet_on, id);
create index interview_meet on interview (meet_on, id);
create index interview_region_due on interview (region, due_on, id);
create index interview_due on interview (due_on, id);
create index interview_holder on interview (holder_unit, due_on, id);
create index interview_person on interview (holder_person);
create index interview_enterprise on interview (enterprise);
create index interview_unit on interview (unit);
select shian.keep_register('interview', 'region');

create table undertaking (
  like shian.standard including all,
  interview_id uuid not null references interview,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  text text not null,
  checked text,
  checked_on date
);
create index undertaking_region on undertaking (region, title, id);
create index undertaking_order on undertaking (title, id);
create index undertaking_region_due on undertaking (region, due_on, id);
create index undertaking_due on undertaking (due_on, id);
create index undertaking_interview on undertaking (interview_id);
create index undertaking_holder on undertaking (holder_unit, due_on, id);
create index undertaking_person on undertaking (holder_person);
select shian.keep_register('undertaking', 'region');
