create table cadre (
  like shian.standard including all,
  name text not null,
  name_sort text collate "C" not null,
  rank text not null check (rank in ('province', 'city', 'county', 'township', 'village')),
  unit text,
  office_held text not null,
  assistant boolean not null default false,
  phone text,
  person uuid references person,
  left_on date,
  grams text[] not null default '{}'
);
create index cadre_region on cadre (region, name_sort, id);
create index cadre_order on cadre (name_sort, id);
create index cadre_person on cadre (person) where person is not null;
create index cadre_grams on cadre using gin (grams);
select shian.keep_register('cadre', 'region');

create table duty_binding (
  like shian.standard including all,
  premises_id uuid not null references premises,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  level text not null check (level in ('A', 'B', 'C', 'D')),
  cadre uuid references cadre,
  bound_on date,
  promise_due date,
  promised_on date,
  promised boolean not null default false,
  change text not null,
  changed_on date,
  told_on date,
  told_late boolean not null default false,
  ended_on date,
  ended_for text,
  note text
);
create index duty_binding_region on duty_binding (region, title, id);
create index duty_binding_order on duty_binding (title, id);
create index duty_binding_region_due on duty_binding (region, due_on, id);
create index duty_binding_due on duty_binding (due_on, id);
create index duty_binding_premises on duty_binding (premises_id);
-- One active cadre for each premises.
create unique index duty_binding_once on duty_binding (premises_id) where state <> 'ended' and closed_at is null;
create index duty_binding_cadre on duty_binding (cadre);
create index duty_binding_holder on duty_binding (holder_unit, due_on, id);
create index duty_binding_person on duty_binding (holder_person);
select shian.keep_register('duty_binding', 'region');

create table duty_visit (
  like shian.standard including all,
  premises_id uuid not null references premises,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  level text not null check (level in ('A', 'B', 'C', 'D')),
  binding uuid not null references duty_binding,
  cadre uuid not null references cadre,
  quarter_from date not null,
  extra boolean not null default false,
  visited_on date,
  mode text check (mode in ('on_site', 'with_leader', 'remote')),
  leader text,
  checks jsonb not null default '[]',
  problems integer,
  note text,
  recorded_for text,
  photos jsonb not null default '[]',
  place jsonb,
  dropped_for text
);
create index duty_visit_region on duty_visit (region, title, id);
create index duty_visit_order on duty_visit (title, id);
create index duty_visit_region_visited on duty_visit (region, visited_on, id);
create index duty_visit_visited on duty_visit (visited_on, id);
create index duty_visit_region_due on duty_visit (region, due_on, id);
create index duty_visit_due on duty_visit (due_on, id);
create index duty_visit_premises on duty_visit (premises_id);
create index duty_visit_binding on duty_visit (binding, quarter_from);
create index duty_visit_cadre on duty_visit (cadre, quarter_from);
create index duty_visit_holder on duty_visit (holder_unit, due_on, id);
create index duty_visit_person on duty_visit (holder_person);
select shian.keep_register('duty_visit', 'region');

create table duty_problem (
  like shian.standard including all,
  premises_id uuid not null references premises,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  level text not null check (level in ('A', 'B', 'C', 'D')),
  visit uuid not null references duty_visit,
  cadre uuid not null references cadre,
  reporter uuid references person,
  found_on date not null,
  line text,
  found text not null,
  photos jsonb not null default '[]',
  received_on date,
  received_by text,
  outcome text,
  closed_on date,
  returned_for text
);
create index duty_problem_region on duty_problem (region, title, id);
create index duty_problem_order on duty_problem (title, id);
create index duty_problem_region_found on duty_problem (region, found_on, id);
create index duty_problem_found on duty_problem (found_on, id);
create index duty_problem_region_due on duty_problem (region, due_on, id);
create index duty_problem_due on duty_problem (due_on, id);
create index duty_problem_premises on duty_problem (premises_id);
create index duty_problem_visit on duty_problem (visit);
create index duty_problem_cadre on duty_problem (cadre);
create index duty_problem_reporter on duty_problem (reporter);
create index duty_problem_holder on duty_problem (holder_unit, due_on, id);
create index duty_problem_person on duty_problem (holder_person);
select shian.keep_register('duty_problem', 'region');

-- Who holds only posts that reach his own sees what is his: the second wall behind the code's `mine`. The program has no person.
create policy own_only on cadre as restrictive to shian_app using (
  (select coalesce(current_setting('app.person', true), '') = '' or exists (
    select 1 from post o where o.person_id::text = current_setting('app.person', true) and o.scope <> 'own' and o.closed_at is null))
  or person::text = current_setting('app.person', true));
create policy own_only on duty_binding as restrictive to shian_app using (
  (select coalesce(current_setting('app.person', true), '') = '' or exists (
    select 1 from post o where o.person_id::text = current_setting('app.person', true) and o.scope <> 'own' and o.closed_at is null))
  or holder_person::text = current_setting('app.person', true));
create policy own_only on duty_visit as restrictive to shian_app using (
  (select coalesce(current_setting('app.person', true), '') = '' or exists (
    select 1 from post o where o.person_id::text = current_setting('app.person', true) and o.scope <> 'own' and o.closed_at is null))
  or holder_person::text = current_setting('app.person', true));
create policy own_only on duty_problem as restrictive to shian_app using (
  (select coalesce(current_setting('app.person', true), '') = '' or exists (
    select 1 from post o where o.person_id::text = current_setting('app.person', true) and o.scope <> 'own' and o.closed_at is null))
  or reporter::text = current_setting('app.person', true));

create table duty_line (
  like shian.standard including all,
  list text not null check (list in ('responsibility', 'task', 'supervision', 'risk', 'measure', 'promise')),
  code text not null,
  words text not null,
  words_en text,
  levels text[] not null default '{}',
  valid_from date not null,
  valid_to date,
  source text not null
);
create index duty_line_region on duty_line (region, words, id);
create index duty_line_order on duty_line (words, id);
select shian.keep_register('duty_line', 'city');

create table duty_rule (
  like shian.standard including all,
  title text not null,
  level text not null check (level in ('A', 'B', 'C', 'D')),
  ranks text[] not null default '{}',
  visits_per_quarter integer not null,
  least_operating_days integer not null,
  soon_days integer not null,
  problem_days integer,
  valid_from date not null,
  valid_to date,
  source text not null
);
create index duty_rule_region on duty_rule (region, title, id);
create index duty_rule_order on duty_rule (title, id);
select shian.keep_register('duty_rule', 'city');
