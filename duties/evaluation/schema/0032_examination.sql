-- 初评: an examination of the city, by its province or by itself.
create table examination (
  like shian.standard including all,
  title text not null,
  kind text not null check (kind in ('provincial', 'mock')),
  state text not null check (state in ('preparing', 'committed', 'drawn', 'released', 'concluded')),
  evaluation_scheme uuid not null references evaluation_scheme,
  starts_on date not null,
  ends_on date not null,
  teams integer not null check (teams between 1 and 20),
  rules jsonb not null,
  sections jsonb not null,
  commitment jsonb,
  commitment_hash text,
  committed_at timestamptz,
  seed text,
  drawn_at timestamptz,
  drawn jsonb,
  released_at timestamptz,
  -- The covert list, from its release on.
  released jsonb,
  concluded_on date,
  opinion text
);
create index examination_region on examination (region, title, id);
create index examination_order on examination (title, id);
create index examination_region_starts on examination (region, starts_on, id);
create index examination_starts on examination (starts_on, id);
create index examination_scheme on examination (evaluation_scheme);
select shian.keep_register('examination');

create table examination_expert (
  like shian.standard including all,
  examination_id uuid not null references examination,
  name text not null,
  person_id uuid not null references person,
  team integer not null check (team between 1 and 20),
  leader boolean not null default false,
  home text collate "C" not null,
  unit_id uuid references org_unit
);
create index examination_expert_region on examination_expert (region, name, id);
create index examination_expert_order on examination_expert (name, id);
create index examination_expert_person on examination_expert (person_id);
create index examination_expert_unit on examination_expert (unit_id);
create unique index examination_expert_once on examination_expert (examination_id, person_id) where closed_at is null;
create index examination_expert_examination on examination_expert (examination_id);
select shian.keep_register('examination_expert');

-- What may be drawn, and the secret of the covert draw: read by the program when it draws and publishes, served by no list.
create table examination_pool (
  like shian.standard including all,
  examination_id uuid not null references examination,
  content text not null,
  secret text not null
);
create unique index examination_pool_once on examination_pool (examination_id);
select shian.protect('examination_pool', 'region');

-- Points that everybody may know: the open ones, and the covert ones once they are released.
create table examination_point (
  like shian.standard including all,
  examination_id uuid not null references examination,
  name text not null,
  place text not null,
  kind text not null,
  area text collate "C" not null,
  covert boolean not null default false,
  team integer not null,
  members uuid[] not null default '{}',
  sort_order integer not null,
  state text not null check (state in ('waiting', 'visited')),
  sheet jsonb not null,
  answers jsonb not null,
  note text,
  visited_on date,
  visited_by uuid references person
);
create index examination_point_region on examination_point (region, name, id);
create index examination_point_order on examination_point (name, id);
create index examination_point_by on examination_point (visited_by);
create unique index examination_point_once on examination_point (examination_id, place, covert);
select shian.keep_register('examination_point');

/*
 * Covert points until their release: no register, so that no list, version, export or audit entry tells of them. Beside the region,
 * the group alone sees a row, and the program itself; everybody from the moment the examination says that it is released.
 */
create table examination_covert (
  like shian.standard including all,
  examination_id uuid not null references examination,
  name text not null,
  place text not null,
  kind text not null,
  area text collate "C" not null,
  team integer not null,
  members uuid[] not null default '{}',
  sort_order integer not null,
  state text not null check (state in ('waiting', 'visited')),
  sheet jsonb not null,
  answers jsonb not null,
  note text,
  visited_on date,
  visited_by uuid references person
);
create index examination_covert_by on examination_covert (visited_by);
create unique index examination_covert_once on examination_covert (examination_id, place);
select shian.protect('examination_covert', 'region');
create policy group_reads on examination_covert as restrictive for select to shian_app using (
  (select current_setting('app.person', true)) = '' or (select current_setting('app.person', true)) = any (members::text[])
  or exists (select from examination e where e.id = examination_id and e.released_at is not null));

create table examination_review (
  like shian.standard including all,
  examination_id uuid not null references examination,
  item text not null,
  person_id uuid not null references person,
  score double precision not null check (score between 0 and 100),
  reason text,
  reviewed_on date
);
create index examination_review_region on examination_review (region, item, id);
create index examination_review_order on examination_review (item, id);
create index examination_review_person on examination_review (person_id);
create unique index examination_review_once on examination_review (examination_id, item, person_id);
select shian.keep_register('examination_review');

create table examination_interview (
  like shian.standard including all,
  examination_id uuid not null references examination,
  office text not null,
  day date,
  interviewers text,
  outline text not null,
  minutes text
);
create index examination_interview_region on examination_interview (region, office, id);
create index examination_interview_order on examination_interview (office, id);
create index examination_interview_examination on examination_interview (examination_id);
select shian.keep_register('examination_interview');

create table examination_finding (
  like shian.standard including all,
  examination_id uuid not null references examination,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  office_unit uuid references org_unit,
  source text not null,
  item text,
  place text,
  text text not null,
  note text,
  returned_for text,
  reported_on date,
  checked_note text,
  done_on date
);
create index examination_finding_region on examination_finding (region, title, id);
create index examination_finding_order on examination_finding (title, id);
create index examination_finding_region_due on examination_finding (region, due_on, id);
create index examination_finding_due on examination_finding (due_on, id);
create index examination_finding_holder on examination_finding (holder_unit, due_on, id);
create index examination_finding_person on examination_finding (holder_person);
create index examination_finding_office on examination_finding (office_unit);
create index examination_finding_examination on examination_finding (examination_id);
select shian.keep_register('examination_finding');

create table examination_objection (
  like shian.standard including all,
  examination_id uuid not null references examination,
  item text not null,
  text text not null,
  unit_id uuid references org_unit,
  person_id uuid references person,
  raised_on date,
  outcome text not null check (outcome in ('open', 'upheld', 'dismissed')),
  answer text,
  score double precision check (score between 0 and 100),
  answered_on date,
  answered_by uuid references person
);
create index examination_objection_region on examination_objection (region, item, id);
create index examination_objection_order on examination_objection (item, id);
create index examination_objection_unit on examination_objection (unit_id);
create index examination_objection_person on examination_objection (person_id);
create index examination_objection_answerer on examination_objection (answered_by);
-- A unit has one open objection to an item: a second press of the button adds none.
create unique index examination_objection_once on examination_objection (examination_id, item, unit_id) where outcome = 'open' and closed_at is null;
create index examination_objection_examination on examination_objection (examination_id);
select shian.keep_register('examination_objection');
