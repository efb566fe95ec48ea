-- What every city has before any duty: people and their rights, the audit trail, jobs, files, matters, dated data.
-- Applied to each city schema by the owner with search_path = <city schema>, shian.

-- 机构: city, county and township departments; also courts, laboratories, hospitals, Party organs.
create table org_unit (
  like shian.standard including all,
  name text not null,
  name_sort text not null,
  name_en text,
  function text not null,
  kind text not null,
  parent_id uuid references org_unit,
  leader_id uuid,
  sort_order integer not null default 0,
  phone text,
  grams text[] not null default '{}'
);
create index org_unit_search on org_unit using gin (grams);
create index org_unit_region_name on org_unit (region, name_sort, id);
create index org_unit_name_order on org_unit (name_sort, id);
create index org_unit_region on org_unit (region, sort_order, id);
create index org_unit_order on org_unit (sort_order, id);
create index org_unit_parent on org_unit (parent_id);
create unique index org_unit_name on org_unit (region, name) where closed_at is null;
select shian.keep_register('org_unit', 'city', '*');

create table person (
  like shian.standard including all,
  name text not null,
  name_sort text not null,
  kind text not null,
  unit_id uuid references org_unit,
  enterprise_id uuid,
  staff_number text,
  phone text,
  email text,
  grams text[] not null default '{}'
);
create index person_search on person using gin (grams);
create index person_region on person (region, name_sort, id);
create index person_name on person (name_sort, id);
create index person_unit on person (unit_id);
create index person_enterprise on person (enterprise_id);
alter table org_unit add constraint org_unit_leader foreign key (leader_id) references person;
create index org_unit_leader on org_unit (leader_id);
select shian.keep_register('person', 'region', 'enterprise_id');

create table role (
  like shian.standard including all,
  code text not null,
  title_zh text not null,
  title_en text not null,
  rights text[] not null,
  -- system | security | audit: the three administrators, which no one person may combine.
  administrator text
);
create unique index role_code on role (code) where closed_at is null;
create index role_region on role (region, code, id);
create index role_order on role (code, id);
select shian.keep_register('role', 'city', '*');

create table post (
  like shian.standard including all,
  person_id uuid not null references person,
  unit_id uuid references org_unit,
  role_code text not null,
  administrator text,
  -- subtree: the region and all below · region: the region alone · department: the unit's own matters · own: own records
  scope text not null check (scope in ('subtree', 'region', 'department', 'own')),
  starts_on date not null,
  ends_on date
);
create index post_person on post (person_id);
create index post_unit on post (unit_id);
create index post_region on post (region, starts_on, id);
create index post_order on post (starts_on, id);
create unique index post_one_administrator on post (person_id) where administrator is not null and closed_at is null;
select shian.keep_register('post', 'region');

create table credential (
  person_id uuid primary key references person,
  login text not null unique,
  password_hash text not null,
  password_changed_at timestamptz not null,
  former_hashes text[] not null default '{}',
  must_change boolean not null default false,
  failures integer not null default 0,
  locked_until timestamptz,
  totp_secret text,
  -- Shown to the person but not yet confirmed with a code.
  totp_pending text,
  totp_last_step bigint,
  pin_hash text
);
select shian.protect('credential', 'inner');

create table session (
  id uuid primary key,
  secret_hash bytea not null unique,
  person_id uuid not null references person,
  kind text not null,
  second_factor boolean not null default false,
  -- The person must set up a second factor before doing anything else.
  second_factor_due boolean not null default false,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_minutes integer not null,
  idle_until timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text,
  address text,
  agent text
);
create index session_person on session (person_id, created_at);
select shian.protect('session', 'inner');

-- Audit: entries are inserted in the transaction that they tell of; the sealer chains them afterwards.
create table audit_entry (
  id uuid primary key,
  at timestamptz not null,
  person_id uuid,
  actor text not null,
  action text not null,
  reason text,
  address text,
  region text collate "C" not null,
  changes jsonb not null,
  hash bytea not null
);
create index audit_entry_at on audit_entry (at, id);
create index audit_entry_person on audit_entry (person_id, at);
select shian.protect('audit_entry', 'inner', null, 'select, insert');
-- Which rows an entry touched, so that a row's history finds its entries.
create table audit_touch (
  entry_id uuid not null references audit_entry,
  table_name text not null,
  row_id uuid not null,
  primary key (row_id, entry_id, table_name)
);
create index audit_touch_entry on audit_touch (entry_id);
select shian.protect('audit_touch', 'inner', null, 'select, insert');
create table audit_chain (
  number bigint primary key,
  entry_id uuid not null unique references audit_entry,
  link bytea not null
);
select shian.protect('audit_chain', 'inner', null, 'select, insert');
create table audit_checkpoint (
  id uuid primary key,
  at timestamptz not null,
  number bigint not null,
  link bytea not null
);
select shian.protect('audit_checkpoint', 'inner', null, 'select, insert');

create table record_key (
  row_id uuid primary key,
  wrapped bytea not null,
  created_at timestamptz not null
);
-- Erasure deletes the key: what was encrypted with it is gone, the audit hashes stay.
select shian.protect('record_key', 'inner', null, 'select, insert, delete');

create table idempotency (
  actor text not null,
  key text not null,
  body_hash bytea not null,
  status integer not null,
  answer jsonb,
  at timestamptz not null,
  primary key (actor, key)
);
create index idempotency_at on idempotency (at);
select shian.protect('idempotency', 'inner', null, 'select, insert, update, delete');

-- Jobs, events and notifications: rows written with the change that causes them, claimed with `for update skip locked`.
create table job (
  id uuid primary key,
  kind text not null,
  payload jsonb not null default '{}',
  region text collate "C" not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  run_at timestamptz not null,
  attempts integer not null default 0,
  max_attempts integer not null default 8,
  -- At most one waiting job of a key (a schedule's day, an import's file).
  unique_key text,
  person_id uuid,
  title text,
  progress jsonb,
  result jsonb,
  last_error text,
  created_at timestamptz not null,
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz
);
create index job_ready on job (run_at, id) where state = 'waiting';
create index job_running on job (heartbeat_at) where state = 'running';
create index job_history on job (created_at, id);
create index job_person on job (person_id, created_at);
create unique index job_unique on job (kind, unique_key) where unique_key is not null;
select shian.protect('job', 'inner', null, 'select, insert, update, delete');

-- Files by content hash; the bytes lie in the files directory.
create table file (
  id uuid primary key,
  region text collate "C" not null,
  own_id text,
  hash text collate "C" not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  about_table text,
  about_id uuid,
  note text,
  person_id uuid,
  created_at timestamptz not null,
  removed_at timestamptz
);
create index file_hash on file (hash);
create index file_about on file (about_table, about_id);
create index file_person on file (person_id);
select shian.protect('file', 'region', 'own_id');

-- Matters: their actions, their clocks, and the open ones by holder.
create table matter_action (
  id uuid primary key,
  matter text not null,
  matter_id uuid not null,
  number integer not null,
  action text not null,
  region text collate "C" not null,
  own_id text,
  person_id uuid,
  unit_id uuid,
  actor text not null,
  at timestamptz not null,
  from_state text,
  to_state text not null,
  input jsonb not null default '{}',
  unique (matter_id, number)
);
create index matter_action_person on matter_action (person_id, at);
create index matter_action_at on matter_action (at, id);
select shian.protect('matter_action', 'region', 'own_id', 'select, insert');
create table matter_clock (
  matter_id uuid not null,
  clock text not null,
  matter text not null,
  region text collate "C" not null,
  limit_code text not null,
  started_on date not null,
  due_on date,
  stopped_on date,
  paused_on date,
  paused_days integer not null default 0,
  primary key (matter_id, clock, started_on)
);
create index matter_clock_due on matter_clock (due_on) where stopped_on is null;
select shian.protect('matter_clock', 'region', null, 'select, insert, update');
-- What someone must do now: a projection of the open matters, and of expiring rows. Rebuilt by the nightly check.
create table inbox (
  id uuid primary key,
  matter text not null,
  matter_id uuid not null,
  kind text not null,
  region text collate "C" not null,
  own_id text,
  unit_id uuid,
  person_id uuid,
  title text not null,
  state text not null,
  due_on date,
  -- 0 none · 1 reminded 提示 · 2 督办 · 3 约谈 · 4 通报
  level integer not null default 0,
  at timestamptz not null
);
create unique index inbox_matter on inbox (matter_id, kind, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'), coalesce(person_id, '00000000-0000-0000-0000-000000000000'));
create index inbox_unit on inbox (unit_id, due_on, id);
create index inbox_person on inbox (person_id, due_on, id);
create index inbox_region on inbox (region, due_on, id);
create index inbox_due on inbox (due_on, id);
select shian.protect('inbox', 'region', 'own_id', 'select, insert, update, delete');
create table notification (
  id uuid primary key,
  person_id uuid not null references person,
  at timestamptz not null,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  link text,
  read_at timestamptz
);
create index notification_person on notification (person_id, at, id);
select shian.protect('notification', 'inner', null, 'select, insert, update');

-- Printed documents 文书: number, what it was made from, the file.
create table document (
  id uuid primary key,
  region text collate "C" not null,
  own_id text,
  kind text not null,
  number text not null,
  title text not null,
  matter text,
  matter_id uuid,
  action_id uuid,
  file_id uuid references file,
  person_id uuid,
  at timestamptz not null
);
create unique index document_number on document (number);
create index document_matter on document (matter_id);
create index document_file on document (file_id);
select shian.protect('document', 'region', 'own_id', 'select, insert, update');
create table number_series (
  code text primary key,
  last integer not null
);
select shian.protect('number_series', 'inner');

-- Dated data.
create table time_limit (
  like shian.standard including all,
  code text not null,
  title_zh text not null,
  title_en text not null,
  value integer not null,
  unit text not null check (unit in ('working_day', 'natural_day', 'hour')),
  counts_first_day boolean not null default false,
  extension_value integer,
  legal_basis text not null,
  confidence text not null,
  valid_from date not null,
  valid_to date
);
create index time_limit_code on time_limit (code, valid_from);
create index time_limit_region on time_limit (region, code, id);
select shian.keep_register('time_limit', 'city', '*');
create table calendar_day (
  like shian.standard including all,
  day date not null,
  kind text not null check (kind in ('holiday', 'workday')),
  name text not null,
  source text not null
);
create unique index calendar_day_day on calendar_day (day) where closed_at is null;
create index calendar_day_region on calendar_day (region, day, id);
select shian.keep_register('calendar_day', 'city', '*');
create table setting (
  like shian.standard including all,
  code text not null,
  value jsonb not null,
  note text
);
create unique index setting_code on setting (code) where closed_at is null;
create index setting_region on setting (region, code, id);
select shian.keep_register('setting', 'city', '*');
-- Denominators: 常住人口 and the like, by region, dated, with source.
create table region_parameter (
  like shian.standard including all,
  parameter text not null,
  value numeric not null,
  unit text not null,
  starts_on date not null,
  source text not null
);
create index region_parameter_order on region_parameter (parameter, region, starts_on);
create index region_parameter_list on region_parameter (region, parameter, id);
select shian.keep_register('region_parameter', 'city', '*');
-- Which regions a word such as 各镇（街道） or 区食安委各成员单位 stands for, dated.
create table unit_group (
  like shian.standard including all,
  name text not null,
  unit_ids uuid[] not null,
  valid_from date not null,
  valid_to date,
  source text
);
create index unit_group_region on unit_group (region, name, id);
create index unit_group_name on unit_group (name, id);
select shian.keep_register('unit_group', 'city');

create table reported_figure (
  like shian.standard including all,
  indicator text not null,
  starts_on date not null,
  ends_on date not null,
  value numeric not null,
  source text not null,
  unit_id uuid references org_unit
);
create index reported_figure_unit on reported_figure (unit_id);
create index reported_figure_order on reported_figure (indicator, region, ends_on);
create index reported_figure_list on reported_figure (region, indicator, id);
select shian.keep_register('reported_figure', 'region');
create table indicator_snapshot (
  indicator text not null,
  region text collate "C" not null,
  day date not null,
  period text not null,
  value numeric,
  part numeric,
  whole numeric,
  denominator numeric,
  denominator_source text,
  at timestamptz not null,
  primary key (indicator, region, day, period)
);
create index indicator_snapshot_day on indicator_snapshot (day, indicator);
select shian.protect('indicator_snapshot', 'region', null, 'select, insert, update');

create table saved_view (
  id uuid primary key,
  person_id uuid not null references person,
  register text not null,
  name text not null,
  query jsonb not null,
  at timestamptz not null
);
create index saved_view_person on saved_view (person_id, register);
select shian.protect('saved_view', 'inner', null, 'select, insert, update, delete');
create table counter (
  region text collate "C" not null,
  unit_id uuid not null,
  code text not null,
  value bigint not null,
  at timestamptz not null,
  primary key (region, unit_id, code)
);
select shian.protect('counter', 'inner', null, 'select, insert, update');

/*
 * Who a session belongs to and what they may do today, with the range of regions that covers it: the city's half of
 * shian.enter, and called by it only. It lies in the city's schema and runs with a plan made once: it has the same
 * shape for everyone, is asked at every request, and planning it anew took three times as long as running it.
 */
create function actor_of(p_secret bytea, p_now timestamptz, p_city text, out actor jsonb, out region_from text, out region_to text)
language plpgsql stable set search_path from current set plan_cache_mode = force_generic_plan as $$
begin
  with live as (
    select s.id as session_id, s.kind as session_kind, s.last_seen_at, s.second_factor, s.second_factor_due, s.idle_minutes,
           p.id, p.name, p.unit_id, p.region, p.enterprise_id, c.must_change, c.login, c.totp_secret is not null as has_totp
    from session s
    join person p on p.id = s.person_id and p.closed_at is null
    join credential c on c.person_id = p.id
    where s.secret_hash = p_secret and s.ended_at is null and s.expires_at > p_now and s.idle_until > p_now
  ), held as (
    select o.role_code, o.scope, o.unit_id, u.function as department, r.rights,
           case when o.scope = 'own' and live.enterprise_id is not null then p_city else o.region end as region
    from live
    join post o on o.person_id = live.id and o.closed_at is null
      and o.starts_on <= (p_now at time zone 'Asia/Shanghai')::date
      and (o.ends_on is null or o.ends_on >= (p_now at time zone 'Asia/Shanghai')::date)
    join role r on r.code = o.role_code and r.closed_at is null
    left join org_unit u on u.id = o.unit_id
  ), reach as (
    select jsonb_agg(jsonb_build_object('role', role_code, 'rights', rights, 'scope', scope, 'region', region, 'unit', unit_id, 'department', department)) as grants,
           min(shian.prefix_of(region) collate "C") as first, max(shian.after_prefix(shian.prefix_of(region)) collate "C") as last
    from held
  )
  select jsonb_build_object(
           'person', live.id, 'name', live.name, 'login', live.login, 'session', live.session_id, 'sessionKind', live.session_kind, 'unit', live.unit_id,
           'region', live.region, 'enterprise', live.enterprise_id, 'mustChange', live.must_change, 'seen', live.last_seen_at,
           'secondFactor', live.second_factor, 'hasTotp', live.has_totp, 'secondFactorDue', live.second_factor_due, 'idleMinutes', live.idle_minutes,
           'grants', coalesce(reach.grants, '[]')),
         reach.first, reach.last
  into actor, region_from, region_to
  from live, reach;
end $$;
revoke all on function actor_of(bytea, timestamptz, text) from public;
