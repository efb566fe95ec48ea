-- How periods come about and how far ahead they make work, by the day on which a version begins.
create table period_rule (
  like shian.standard including all,
  valid_from date not null,
  ahead_days integer not null,
  term_from integer not null,
  term_until integer not null,
  exam_from integer not null,
  exam_until integer not null,
  festival_from integer not null,
  festival_until integer not null,
  event_from integer not null,
  event_until integer not null,
  festivals text[] not null default '{}',
  festival_types text[] not null default '{}',
  gaokao_from text not null,
  gaokao_until text not null,
  exam_types text[] not null default '{}',
  source text not null
);
create index period_rule_region on period_rule (region, valid_from, id);
create index period_rule_order on period_rule (valid_from, id);
create unique index period_rule_once on period_rule (valid_from) where closed_at is null;
select shian.keep_register('period_rule', 'city');
