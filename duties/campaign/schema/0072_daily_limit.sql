-- What one day of one unit can hold without a word of why, by the day on which a version begins.
create table daily_limit (
  like shian.standard including all,
  valid_from date not null,
  visits_per_officer integer not null,
  fine_per_case bigint not null,
  kg_a_day numeric not null,
  source text not null
);
create index daily_limit_region on daily_limit (region, valid_from, id);
create index daily_limit_order on daily_limit (valid_from, id);
create unique index daily_limit_once on daily_limit (valid_from) where closed_at is null;
select shian.keep_register('daily_limit', 'city');
