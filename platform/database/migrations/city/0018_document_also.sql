-- A letter may be about several matters: the first stands in matter_id, the others here, so that each shows it.
alter table document add column also uuid[] not null default '{}';
create index document_also on document using gin (also) where also <> '{}';
