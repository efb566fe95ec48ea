-- Check sheets: each version a row, kept whole. One in use is never changed.
create table check_sheet (
  like shian.standard including all,
  title text not null,
  kind text not null,
  sheet_version text not null,
  state text not null check (state in ('draft', 'in_use', 'retired')),
  valid_from date,
  items integer not null,
  confidence text not null check (confidence in ('text', 'reconstructed')),
  content jsonb not null
);
create index check_sheet_region on check_sheet (region, title, id);
create index check_sheet_order on check_sheet (title, id);
create unique index check_sheet_version_once on check_sheet (kind, sheet_version) where closed_at is null;
create unique index check_sheet_in_use on check_sheet (kind) where state = 'in_use' and closed_at is null;
select shian.keep_register('check_sheet', 'city');

create table inspection (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  kind text not null check (kind in ('daily', 'flight', 'system')),
  chosen_by text not null,
  check_sheet uuid not null references check_sheet,
  inspectors uuid[] not null default '{}',
  present uuid[] not null default '{}',
  planned_on date,
  started_at timestamptz,
  finished_at timestamptz,
  visited_on date,
  facts jsonb not null default '{}',
  findings jsonb not null default '[]',
  result text check (result in ('pass', 'basic', 'fail')),
  score double precision,
  failed integer,
  follow text check (follow in ('nothing', 'corrected', 'order', 'case')),
  corrected_items jsonb not null default '[]',
  stopped boolean not null default false,
  marks jsonb not null default '[]',
  conduct jsonb,
  note text,
  corrections integer not null default 0,
  published_on date,
  reason text
);
create index inspection_region on inspection (region, title, id);
create index inspection_order on inspection (title, id);
create index inspection_region_visited on inspection (region, visited_on, id);
create index inspection_visited on inspection (visited_on, id);
create index inspection_region_due on inspection (region, due_on, id);
create index inspection_due on inspection (due_on, id);
create index inspection_premises on inspection (premises_id, visited_on);
create index inspection_enterprise on inspection (enterprise_id);
create index inspection_holder on inspection (holder_unit, due_on, id);
create index inspection_person on inspection (holder_person);
create index inspection_sheet on inspection (check_sheet);
create index inspection_inspectors on inspection using gin (inspectors);
create index inspection_present on inspection using gin (present);
select shian.keep_register('inspection', 'region', 'enterprise_id');

-- What a phone has sent of an inspection that is not finished: seen on the inspectors' other devices, no record of anything.
create table inspection_draft (
  id uuid primary key references inspection,
  region text collate "C" not null,
  person_id uuid not null references person,
  device text not null,
  content jsonb not null,
  at timestamptz not null
);
create index inspection_draft_person on inspection_draft (person_id);
select shian.protect('inspection_draft', 'region', null, 'select, insert, update, delete');

create table rectification (
  like shian.standard including all,
  premises_id uuid not null references premises,
  enterprise_id uuid not null references enterprise,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  inspection uuid references inspection,
  ordered_on date not null,
  items jsonb not null default '[]',
  case_lead boolean not null default false,
  correction text,
  corrected_on date,
  returned_for text,
  checked_note text,
  checked_on date
);
create index rectification_region on rectification (region, title, id);
create index rectification_order on rectification (title, id);
create index rectification_region_ordered on rectification (region, ordered_on, id);
create index rectification_ordered on rectification (ordered_on, id);
create index rectification_region_due on rectification (region, due_on, id);
create index rectification_due on rectification (due_on, id);
create index rectification_premises on rectification (premises_id);
create index rectification_enterprise on rectification (enterprise_id);
create index rectification_holder on rectification (holder_unit, due_on, id);
create index rectification_person on rectification (holder_person);
create index rectification_inspection on rectification (inspection);
select shian.keep_register('rectification', 'region', 'enterprise_id');
