-- 资料审查: papers by item and region, and who was reminded of what is missing.
create table evaluation_paper (
  like shian.standard including all,
  item text not null,
  paper text not null,
  title text not null,
  starts_on date not null,
  ends_on date not null,
  note text,
  unit_id uuid references org_unit,
  person_id uuid references person,
  supplied_at timestamptz,
  review text not null check (review in ('waiting', 'accepted', 'returned')),
  review_note text,
  reviewed_by uuid references person,
  reviewed_on date
);
create index evaluation_paper_region on evaluation_paper (region, title, id);
create index evaluation_paper_order on evaluation_paper (title, id);
create index evaluation_paper_item on evaluation_paper (region, item, starts_on);
create index evaluation_paper_unit on evaluation_paper (unit_id);
create index evaluation_paper_person on evaluation_paper (person_id);
create index evaluation_paper_reviewer on evaluation_paper (reviewed_by);
select shian.keep_register('evaluation_paper');

create table paper_reminder (
  like shian.standard including all,
  title text not null,
  unit_id uuid not null references org_unit,
  reminded_on date not null,
  year integer not null,
  missing integer not null check (missing > 0),
  told integer not null,
  papers jsonb not null default '[]',
  person_id uuid references person
);
create index paper_reminder_region on paper_reminder (region, title, id);
create index paper_reminder_order on paper_reminder (title, id);
create index paper_reminder_person on paper_reminder (person_id);
-- Once a day a unit, whoever presses.
create unique index paper_reminder_day on paper_reminder (unit_id, reminded_on);
select shian.keep_register('paper_reminder');

-- 满意度、知晓率、支持率: surveys with frame, quotas and refusals.
create table survey (
  like shian.standard including all,
  title text not null,
  kind text not null check (kind in ('satisfaction', 'awareness', 'support')),
  question text not null,
  starts_on date not null,
  ends_on date not null,
  run_by text not null check (run_by in ('third-party', 'own')),
  method text not null check (method in ('household', 'phone', 'intercept', 'online', 'link', 'app-rating')),
  organisation text,
  frame text not null,
  source text not null,
  sample integer not null check (sample > 0),
  answered integer,
  refused integer,
  unreached integer,
  positive integer,
  state text check (state in ('draft', 'open', 'closed')),
  seed text,
  pool_hash text,
  figure_id uuid references reported_figure,
  used_on date
);
create index survey_region on survey (region, title, id);
create index survey_order on survey (title, id);
create index survey_figure on survey (figure_id);
select shian.keep_register('survey');

create table survey_quota (
  like shian.standard including all,
  survey_id uuid not null references survey,
  area text collate "C" not null,
  planned integer not null check (planned > 0),
  answered integer,
  link text
);
create index survey_quota_region on survey_quota (region, area, id);
create index survey_quota_order on survey_quota (area, id);
create index survey_quota_survey on survey_quota (survey_id, area);
create unique index survey_quota_area on survey_quota (survey_id, area) where closed_at is null;
create unique index survey_quota_link on survey_quota (link, survey_id) where closed_at is null;
select shian.keep_register('survey_quota');

create table survey_answer (
  like shian.standard including all,
  survey_id uuid not null references survey,
  number text not null,
  area text collate "C",
  outcome text not null check (outcome in ('answered', 'refused', 'unreached')),
  answer text check (answer in ('very', 'fairly', 'middling', 'little', 'not', 'yes', 'no', 'unsure')),
  channel text check (channel in ('sheet', 'link')),
  answered_on date,
  -- A keyed hash of a random token, of no use in any other survey; no address, no person.
  device text
);
create index survey_answer_region on survey_answer (region, number, id);
create index survey_answer_order on survey_answer (number, id);
create index survey_answer_survey on survey_answer (survey_id, outcome);
create unique index survey_answer_device on survey_answer (survey_id, device) where closed_at is null and device is not null;
select shian.keep_register('survey_answer');

-- 会议: meetings of the committee and special sessions, and what they decided.
create table meeting (
  like shian.standard including all,
  title text not null,
  kind text not null check (kind in ('committee', 'special', 'dispatch', 'consultation')),
  day date not null,
  time text,
  place text,
  chair text,
  agenda text not null,
  attending uuid[] not null default '{}',
  attendees text,
  state text not null check (state in ('planned', 'held', 'cancelled')),
  minutes text,
  brief_on date,
  brief_docx text,
  brief_pdf text
);
create index meeting_region on meeting (region, title, id);
create index meeting_order on meeting (title, id);
create index meeting_region_day on meeting (region, day, id);
create index meeting_day on meeting (day, id);
select shian.keep_register('meeting');

create table meeting_decision (
  like shian.standard including all,
  meeting_id uuid not null references meeting,
  state text not null,
  title text not null,
  holder_unit uuid references org_unit,
  holder_person uuid references person,
  due_on date,
  late_level integer not null default 0 check (late_level between 0 and 4),
  office_unit uuid references org_unit,
  source text not null,
  text text not null,
  note text,
  returned_for text,
  reported_on date,
  done_on date
);
create index meeting_decision_region on meeting_decision (region, title, id);
create index meeting_decision_order on meeting_decision (title, id);
create index meeting_decision_region_due on meeting_decision (region, due_on, id);
create index meeting_decision_due on meeting_decision (due_on, id);
create index meeting_decision_holder on meeting_decision (holder_unit, due_on, id);
create index meeting_decision_person on meeting_decision (holder_person);
create index meeting_decision_office on meeting_decision (office_unit);
create index meeting_decision_meeting on meeting_decision (meeting_id);
select shian.keep_register('meeting_decision');
