/*
 * Ids of the rows that hold all grams of one of the alternatives, in the entered region range narrowed to
 * [p_from, p_to); null where there are more than 2,000: then the list walks its sort index instead, which finds a
 * page of so frequent a fragment at once. Array operators are not leakproof, so under row-level security their index
 * is not used; this function owns the table and repeats the region condition instead. It answers ids only, and the
 * rows are then read as usual, through row-level security.
 * p_columns: with a query of digits and letters, the columns one of which must hold it as written (pairs of digits are
 * too common to tell numbers apart).
 */
create function shian.search(p_table text, p_alternatives jsonb, p_code text, p_columns text[], p_from text, p_to text) returns uuid[]
language plpgsql stable security definer
set enable_seqscan = off
as $$
declare
  v_from text := greatest(current_setting('app.region_from', true) collate "C", p_from collate "C");
  v_to text := least(current_setting('app.region_to', true) collate "C", p_to collate "C");
  v_where text;
  v_code text := 'true';
  v_ids uuid[];
begin
  if coalesce(current_setting('app.city', true), '') = '' or coalesce(v_from, '') = '' or coalesce(v_to, '') = '' then return '{}'; end if;
  select string_agg(format('grams @> %L::text[]', array(select jsonb_array_elements_text(alternative))), ' or ')
    into v_where from jsonb_array_elements(p_alternatives) alternative;
  if p_code is not null then
    select string_agg(format('%I like %L', name, '%' || p_code || '%'), ' or ') into v_code from unnest(p_columns) name;
  end if;
  execute format('select array_agg(id) from (select id from %I.%I where region >= $1 and region < $2 and (%s) and (%s) limit 2001) found',
    current_setting('app.city'), p_table, v_where, v_code) into v_ids using v_from, v_to;
  if cardinality(v_ids) > 2000 then return null; end if;
  return coalesce(v_ids, '{}');
end $$;
revoke all on function shian.search(text, jsonb, text, text[], text, text) from public;
grant execute on function shian.search(text, jsonb, text, text[], text, text) to shian_app;
