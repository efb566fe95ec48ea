-- 国家食品安全示范城市评价: schemes with their items, what is not applicable, kept states, countersigned figures, gaps and requests.
-- Schemes and items are the city's; the rest stands in the region it is about. Gaps and requests change only through actions.

create table evaluation_scheme (
  like shian.standard including all,
  title text not null,
  title_en text not null,
  code text not null,
  edition text not null,
  state text not null check (state in ('draft', 'in_force', 'retired')),
  valid_from date,
  valid_to date,
  reconstructed boolean not null default false,
  scoring text not null check (scoring in ('whole', 'by-measure')),
  copied_from uuid references evaluation_scheme,
  source text,
  source_en text,
  note text,
  note_en text,
  parts jsonb not null default '[]',
  sources jsonb not null default '[]'
);
create index evaluation_scheme_region on evaluation_scheme (region, title, id);
create index evaluation_scheme_order on evaluation_scheme (title, id);
create unique index evaluation_scheme_edition on evaluation_scheme (code, edition) where closed_at is null;
create index evaluation_scheme_copied on evaluation_scheme (copied_from);
select shian.keep_register('evaluation_scheme', 'city');

create table evaluation_item (
  like shian.standard including all,
  evaluation_scheme_id uuid not null references evaluation_scheme,
  sort_order integer not null,
  code text not null,
  title text not null,
  title_en text not null,
  section text not null,
  section_title text not null,
  section_title_en text not null,
  level text not null check (level in ('veto', 'basic', 'encouraged')),
  kind text not null check (kind in ('computed', 'evidence', 'survey')),
  weight numeric not null check (weight between 0 and 100),
  review text,
  review_en text,
  applicable text not null check (applicable in ('both', 'city', 'county')),
  owner text not null,
  papers jsonb not null default '[]',
  measures jsonb not null default '[]',
  note text,
  note_en text
);
create index evaluation_item_region on evaluation_item (region, code, id);
create index evaluation_item_order on evaluation_item (code, id);
create index evaluation_item_scheme on evaluation_item (evaluation_scheme_id, sort_order);
create unique index evaluation_item_code on evaluation_item (evaluation_scheme_id, code) where closed_at is null;
select shian.keep_register('evaluation_item', 'city');

create table evaluation_waiver (
  like shian.standard including all,
  item text not null,
  starts_on date not null,
  ends_on date,
  why text not null,
  source text not null
);
create index evaluation_waiver_region on evaluation_waiver (region, item, id);
create index evaluation_waiver_order on evaluation_waiver (item, id);
select shian.keep_register('evaluation_waiver');

create table evaluation_snapshot (
  like shian.standard including all,
  title text not null,
  day date not null,
  evaluation_scheme uuid not null references evaluation_scheme,
  state text not null check (state in ('waiting', 'kept')),
  score numeric,
  verdict text check (verdict in ('passed', 'failed', 'open')),
  hash text,
  kept_at timestamptz,
  checked_at timestamptz,
  check_result text check (check_result in ('same', 'differs')),
  differences jsonb not null default '[]',
  -- What was kept, region by region and measure by measure.
  kept jsonb
);
create index evaluation_snapshot_region on evaluation_snapshot (region, title, id);
create index evaluation_snapshot_order on evaluation_snapshot (title, id);
create index evaluation_snapshot_scheme on evaluation_snapshot (evaluation_scheme);
select shian.keep_register('evaluation_snapshot');

create table figure_signature (
  like shian.standard including all,
  indicator text not null,
  starts_on date not null,
  ends_on date not null,
  day date not null,
  value numeric not null,
  basis text not null,
  basis_hash text not null,
  unit_id uuid references org_unit,
  person_id uuid references person,
  signed_at timestamptz not null
);
create index figure_signature_region on figure_signature (region, indicator, id);
create index figure_signature_order on figure_signature (indicator, id);
create index figure_signature_unit on figure_signature (unit_id);
create index figure_signature_person on figure_signature (person_id);
select shian.keep_register('figure_signature');

create table evaluation_gap (
  like shian.standard including all,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  item text not null,
  evaluation_scheme uuid not null references evaluation_scheme,
  asked_for text,
  shortfall jsonb not null default '[]',
  progress text,
  met_on date
);
create index evaluation_gap_region on evaluation_gap (region, title, id);
create index evaluation_gap_order on evaluation_gap (title, id);
create index evaluation_gap_region_due on evaluation_gap (region, due_on, id);
create index evaluation_gap_due on evaluation_gap (due_on, id);
create index evaluation_gap_holder on evaluation_gap (holder_unit, due_on, id);
create index evaluation_gap_person on evaluation_gap (holder_person);
create index evaluation_gap_scheme on evaluation_gap (evaluation_scheme);
-- One gap an item and region at a time, however often it is asked for.
create unique index evaluation_gap_open on evaluation_gap (region, item) where closed_at is null and state in ('open', 'working');
select shian.keep_register('evaluation_gap');

create table figure_request (
  like shian.standard including all,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  indicator text not null,
  starts_on date not null,
  ends_on date not null,
  asked_by uuid references org_unit,
  purpose text,
  value numeric,
  source text,
  answered_on date,
  asked_again integer not null default 0
);
create index figure_request_region on figure_request (region, title, id);
create index figure_request_order on figure_request (title, id);
create index figure_request_region_due on figure_request (region, due_on, id);
create index figure_request_due on figure_request (due_on, id);
create index figure_request_holder on figure_request (holder_unit, due_on, id);
create index figure_request_person on figure_request (holder_person);
create index figure_request_asker on figure_request (asked_by);
create unique index figure_request_asked on figure_request (indicator, region, starts_on, ends_on) where closed_at is null and state <> 'withdrawn';
select shian.keep_register('figure_request');
