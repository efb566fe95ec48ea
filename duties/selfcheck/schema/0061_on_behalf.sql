-- A record that whoever covers the place wrote down for a shopkeeper without a smartphone (代录).
alter table self_check add column on_behalf boolean not null default false;
alter table self_check add column written_by text;
alter table self_check add column marks jsonb not null default '[]';
create index self_check_on_behalf on self_check (region, on_day, id) where on_behalf;
