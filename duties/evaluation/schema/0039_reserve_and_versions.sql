-- 备选专家: sealed with the pool; whoever takes the place of an expert after the draw is called from it in the order of the seed.
create table examination_reserve (
  like shian.standard including all,
  examination_id uuid not null references examination,
  name text not null,
  person_id uuid not null references person,
  home text collate "C" not null,
  unit_id uuid references org_unit,
  employer text
);
create index examination_reserve_region on examination_reserve (region, name, id);
create index examination_reserve_order on examination_reserve (name, id);
create index examination_reserve_person on examination_reserve (person_id);
create index examination_reserve_unit on examination_reserve (unit_id);
create unique index examination_reserve_once on examination_reserve (examination_id, person_id) where closed_at is null;
create index examination_reserve_examination on examination_reserve (examination_id);
select shian.keep_register('examination_reserve');

-- Whom the seal covers; whoever was added later is not among them.
alter table examination_pool add column reserve uuid[] not null default '{}';

create table examination_replacement (
  like shian.standard including all,
  examination_id uuid not null references examination,
  name text not null,
  team integer not null,
  expert_id uuid not null references examination_expert,
  reserve_id uuid references examination_reserve,
  kind text not null check (kind in ('unable', 'recused')),
  reason text not null,
  passed jsonb not null,
  replaced_on date not null
);
create index examination_replacement_region on examination_replacement (region, name, id);
create index examination_replacement_order on examination_replacement (name, id);
create index examination_replacement_expert on examination_replacement (expert_id);
create index examination_replacement_reserve on examination_replacement (reserve_id);
create index examination_replacement_examination on examination_replacement (examination_id);
select shian.keep_register('examination_replacement');

/*
 * Hands covert points of one expert on to another while the list is closed. Whoever manages the examination may not read them, so he
 * cannot update them either: the owner does, within the region range, and tells nothing. Nobody is sent to the area that he comes
 * from; what one who had to stay away recorded is to be confirmed again.
 */
do $do$
begin
  execute format($f$
create function %1$I.hand_over_covert(p_examination uuid, p_out uuid, p_in uuid, p_barred text, p_again boolean, p_now timestamptz) returns void
language sql security definer as $$
  update %1$I.examination_covert set version = version + 1, updated_at = p_now,
    members = array_remove(members, p_out) || case when p_in is null or p_barred is not null and left(area, 6) = left(p_barred, 6) then '{}'::uuid[] else array[p_in] end,
    state = case when p_again and visited_by = p_out then 'waiting' else state end,
    visited_on = case when p_again and visited_by = p_out then null else visited_on end
  where examination_id = p_examination and p_out = any(members)
    and (select current_setting('app.city', true)) = %1$L and region >= current_setting('app.region_from', true) and region < current_setting('app.region_to', true)
    and exists (select from %1$I.examination e where e.id = p_examination and e.state = 'drawn')
$$ $f$, current_schema());
end $do$;
revoke all on function hand_over_covert(uuid, uuid, uuid, text, boolean, timestamptz) from public;
grant execute on function hand_over_covert(uuid, uuid, uuid, text, boolean, timestamptz) to shian_app;

-- A new version of a report tells which one it was begun from, and each of its paragraphs which one it continues.
alter table evaluation_report add column copied_from uuid references evaluation_report;
create index evaluation_report_copied on evaluation_report (copied_from);
alter table report_paragraph add column copied_from uuid references report_paragraph;
create index report_paragraph_copied on report_paragraph (copied_from);
