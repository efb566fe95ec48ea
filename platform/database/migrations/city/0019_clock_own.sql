-- The limits of a business's own matter are its own too: what it reports must be able to stop them.
alter table matter_clock add column own_id text;
update matter_clock c set own_id = a.own_id from matter_action a where a.matter_id = c.matter_id and a.number = 1 and a.own_id is not null;
drop policy scope on matter_clock;
select shian.protect('matter_clock', 'region', 'own_id', 'select, insert, update');
