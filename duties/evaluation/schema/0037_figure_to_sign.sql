-- 待会签的数据: a projection. Each figure that has a value, in the city and in each county, with how it stands with the signature of the
-- unit that answers. Made again after every change of what figures come from; lists and counts read this and compute nothing.
create table figure_to_sign (
  id uuid primary key,
  region text collate "C" not null,
  item text not null,
  indicator text not null,
  -- Both null where the figure tells how things stand.
  starts_on date,
  ends_on date,
  value numeric not null,
  signed text not null check (signed in ('unsigned', 'changed', 'signed')),
  -- The order of the list: what changed since it was signed first, then the scheme's.
  place text collate "C" not null,
  unit_id uuid references org_unit,
  -- The signature whose person was told that the figure is another one by now.
  told_of uuid references figure_signature
);
create unique index figure_to_sign_figure on figure_to_sign (region, indicator);
create index figure_to_sign_region on figure_to_sign (region, place, id);
create index figure_to_sign_unit on figure_to_sign (unit_id, place, id);
create index figure_to_sign_told on figure_to_sign (told_of);
select shian.protect('figure_to_sign', 'region', null, 'select, insert, update, delete');
