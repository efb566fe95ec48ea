-- A choice of many that nobody made is an empty list.
alter table role alter column rights set default '{}';
