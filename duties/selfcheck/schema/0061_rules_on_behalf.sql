-- A record that whoever covers the place wrote down for a shopkeeper without a smartphone (代录).
alter table self_check add column on_behalf boolean not null default false;
alter table self_check add column written_by text;
alter table self_check add column marks jsonb not null default '[]';
create index self_check_on_behalf on self_check (region, on_day, id) where on_behalf;

-- Who is under the rule and who keeps which record, by the day on which a version begins.
create table self_check_rule (
  like shian.standard including all,
  valid_from date not null,
  types text[] not null default '{}',
  not_types text[] not null default '{}',
  daily_roles text[] not null default '{}',
  weekly_roles text[] not null default '{}',
  monthly_roles text[] not null default '{}',
  monthly_with text[] not null default '{}',
  on_behalf text[] not null default '{}',
  source text not null
);
create index self_check_rule_region on self_check_rule (region, valid_from, id);
create index self_check_rule_order on self_check_rule (valid_from, id);
create unique index self_check_rule_once on self_check_rule (valid_from) where closed_at is null;
select shian.keep_register('self_check_rule', 'city', '*');
