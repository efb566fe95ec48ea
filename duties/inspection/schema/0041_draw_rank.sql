-- 双随机: credit classes, rules and recusals that pools are made by; draws; what was drawn.
create table credit_class (
  like shian.standard including all,
  enterprise_id uuid not null references enterprise,
  source text not null,
  class text not null check (class in ('A', 'B', 'C', 'D')),
  judged_on date not null
);
create index credit_class_region on credit_class (region, source, id);
create index credit_class_order on credit_class (source, id);
create unique index credit_class_once on credit_class (enterprise_id) where closed_at is null;
create index credit_class_enterprise on credit_class (enterprise_id);
select shian.keep_register('credit_class', 'city');

create table draw_rule (
  like shian.standard including all,
  title text not null,
  ratio_a double precision not null,
  ratio_b double precision not null,
  ratio_c double precision not null,
  ratio_d double precision not null,
  ratio_none double precision not null,
  repeat_months integer not null,
  source text not null,
  confidence text not null check (confidence in ('recalled', 'design', 'confirmed')),
  valid_from date not null,
  valid_to date
);
create index draw_rule_region on draw_rule (region, title, id);
create index draw_rule_order on draw_rule (title, id);
select shian.keep_register('draw_rule', 'city');

create table recusal (
  like shian.standard including all,
  note text not null,
  person_id uuid not null references person,
  enterprise uuid not null references enterprise,
  ground text not null check (ground in ('interest', 'family', 'former', 'other')),
  starts_on date not null,
  ends_on date
);
create index recusal_region on recusal (region, note, id);
create index recusal_order on recusal (note, id);
create index recusal_person on recusal (person_id);
create index recusal_enterprise on recusal (enterprise);
select shian.keep_register('recusal');

create table draw (
  like shian.standard including all,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  types text[] not null default '{}',
  levels text[] not null default '{}',
  near_school boolean not null default false,
  count integer not null check (count > 0),
  each integer not null check (each > 0),
  inspectors uuid[] not null default '{}',
  pool_size integer,
  left_out integer,
  recused integer,
  commitment text,
  frozen_at timestamptz,
  rules jsonb,
  public_source text,
  public_on date,
  first_commitment text,
  first_by uuid references person,
  first_at timestamptz,
  second_number text,
  second_by uuid references person,
  second_at timestamptz,
  first_number text,
  first_salt text,
  public_number text,
  seed text,
  drawn_at timestamptz,
  redrawn jsonb not null default '[]',
  shown_from date,
  published_on date,
  planned_on date,
  inspect_by date,
  reason text
);
create index draw_region on draw (region, title, id);
create index draw_order on draw (title, id);
create index draw_region_due on draw (region, due_on, id);
create index draw_due on draw (due_on, id);
create index draw_holder on draw (holder_unit, due_on, id);
create index draw_person on draw (holder_person);
create index draw_first on draw (first_by);
create index draw_second on draw (second_by);
create index draw_frozen on draw (frozen_at);
create index draw_inspectors on draw using gin (inspectors);
select shian.keep_register('draw', 'region');

-- The frozen pool as the text that was hashed. The program may write it once and never change it.
create table draw_pool (
  id uuid primary key references draw,
  region text collate "C" not null,
  content text not null
);
select shian.protect('draw_pool', 'region', null, 'select, insert');

create table drawn_place (
  like shian.standard including all,
  premises_id uuid not null references premises,
  title text not null,
  draw uuid not null references draw,
  draw_region text collate "C" not null,
  drawn_on date not null,
  position integer not null,
  inspectors uuid[] not null default '{}',
  inspection uuid references inspection
);
create index drawn_place_region on drawn_place (region, title, id);
create index drawn_place_order on drawn_place (title, id);
create index drawn_place_region_position on drawn_place (region, position, id);
create index drawn_place_position on drawn_place (position, id);
create unique index drawn_place_draw on drawn_place (draw, position);
create index drawn_place_premises on drawn_place (premises_id, drawn_on);
create index drawn_place_inspection on drawn_place (inspection);
create index drawn_place_inspectors on drawn_place using gin (inspectors);
select shian.keep_register('drawn_place', 'region');

-- 风险排序: each training with what it says of itself; and the order of places as of the last one, a projection that every training writes anew.
create table rank_run (
  like shian.standard including all,
  title text not null,
  day date not null,
  visits integer not null,
  findings integer not null,
  places integer not null,
  method text not null check (method in ('learned', 'plain')),
  auc double precision,
  days_earlier double precision,
  seconds double precision not null,
  card jsonb not null,
  fairness jsonb,
  backtest jsonb
);
create index rank_run_region on rank_run (region, title, id);
create index rank_run_order on rank_run (title, id);
create index rank_run_region_day on rank_run (region, day, id);
create index rank_run_day on rank_run (day, id);
select shian.keep_register('rank_run', 'city');

create table premises_rank (
  id uuid primary key references premises,
  region text collate "C" not null,
  run_id uuid not null references rank_run,
  position integer not null,
  tier text not null check (tier in ('late', 'due', 'later')),
  type text not null,
  score double precision not null,
  reasons jsonb not null,
  last_on date,
  due_on date
);
create index premises_rank_region on premises_rank (region, position);
create index premises_rank_position on premises_rank (position);
create index premises_rank_run on premises_rank (run_id);
select shian.protect('premises_rank', 'region', null, 'select, insert, update, delete');
