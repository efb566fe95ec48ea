-- 材料核验: who had which papers checked, and what came of it. The report and the commented copies are files about the row.

create table claim_check (
  like shian.standard including all,
  title text not null,
  checked_at timestamptz not null,
  person_id uuid references person,
  documents integer not null check (documents between 1 and 10),
  claims integer not null,
  contradictions integer not null,
  doubtful integer not null,
  uncheckable integer not null,
  holding integer not null,
  -- [{name, hash, form, copy}]: each paper by its evidence hash, and the file of its commented copy.
  papers jsonb not null default '[]',
  report_file uuid not null references file
);
create index claim_check_region on claim_check (region, title, id);
create index claim_check_order on claim_check (title, id);
create index claim_check_region_at on claim_check (region, checked_at, id);
create index claim_check_at on claim_check (checked_at, id);
create index claim_check_person on claim_check (person_id);
create index claim_check_report on claim_check (report_file);
select shian.keep_register('claim_check');
