-- When and where a visit was made, as the phone told it, and what is odd about it.
alter table duty_visit add column started_at timestamptz;
alter table duty_visit add column finished_at timestamptz;
alter table duty_visit add column taken jsonb not null default '{}';
alter table duty_visit add column marks jsonb not null default '[]';
alter table duty_visit add column marked boolean not null default false;

-- From what on a phone's clock and place are marked.
alter table duty_rule add column clock_minutes integer not null default 5;
alter table duty_rule add column far_metres integer not null default 500;

-- What a phone has of a visit so far, shown on the cadre's other devices.
create table duty_visit_draft (
  id uuid primary key references duty_binding,
  region text collate "C" not null,
  person_id uuid not null references person,
  device text not null,
  content jsonb not null,
  at timestamptz not null
);
create index duty_visit_draft_person on duty_visit_draft (person_id);
select shian.protect('duty_visit_draft', 'region', null, 'select, insert, update, delete');
create policy own_only on duty_visit_draft as restrictive to shian_app using (
  (select coalesce(current_setting('app.person', true), '') = '' or exists (
    select 1 from post o where o.person_id::text = current_setting('app.person', true) and o.scope <> 'own' and o.closed_at is null))
  or person_id::text = current_setting('app.person', true));
