-- Who must appoint a food safety director, line by line and by date.
create table director_rule (
  like shian.standard including all,
  title text not null,
  title_en text,
  types text[] not null default '{}',
  scales text[] not null default '{}',
  foods text[] not null default '{}',
  diners_from integer,
  valid_from date not null,
  valid_to date,
  source text not null
);
create index director_rule_region on director_rule (region, title, id);
create index director_rule_order on director_rule (title, id);
select shian.keep_register('director_rule', 'city', '*');
