/*
 * As before, and where the caller's region range alone limits what may be seen (p_sort given), only the ids of one page in
 * the order of the list: p_limit rows after the row [p_after, p_after_id], those without a value last. The rows found are in
 * hand here; reading 2,000 of them once more by their keys, through row-level security, cost more than the search itself.
 * `more` says that there are over 2,000.
 */
drop function shian.search(text, jsonb, text, text[], text, text, jsonb, text);

create function shian.search(p_table text, p_alternatives jsonb, p_code text, p_columns text[], p_from text, p_to text, p_filters jsonb, p_closed text,
  p_sort text, p_descending boolean, p_after text, p_after_id uuid, p_limit integer, out ids uuid[], out more boolean)
language plpgsql stable security definer
set enable_seqscan = off
as $$
declare
  v_from text := greatest(current_setting('app.region_from', true) collate "C", p_from collate "C");
  v_to text := least(current_setting('app.region_to', true) collate "C", p_to collate "C");
  v_place text[] := '{}';
  v_where text;
  v_region text := 'region >= $1 and region < $2';
  v_code text := 'true';
  v_more text := 'true';
  v_page text := '';
begin
  ids := '{}';
  more := false;
  if coalesce(current_setting('app.city', true), '') = '' or coalesce(v_from, '') = '' or coalesce(v_to, '') = '' then return; end if;
  -- Rows carry their county as a gram, so that the index itself keeps to a county.
  if length(v_from) >= 6 and left(v_from, 6) = left(shian.before_end(v_to), 6) then v_place := array['r:' || left(v_from, 6)]; end if;
  select string_agg(format('grams @> %L::text[]', array(select jsonb_array_elements_text(alternative)) || v_place), ' or ')
    into v_where from jsonb_array_elements(p_alternatives) alternative;
  -- A township has few rows: its range of the list's index finds them, and the grams are compared row by row. Anywhere larger
  -- the grams' index leads; the range is then written so that it cannot tempt the planner into reading a whole region.
  if length(v_from) >= 9 then v_where := replace(v_where, 'grams @>', '(grams || ''{}''::text[]) @>');
  else v_region := '(region || '''') >= $1 collate "C" and (region || '''') < $2 collate "C"'; end if;
  if p_code is not null then
    select string_agg(format('%I like %L', name, '%' || p_code || '%'), ' or ') into v_code from unnest(p_columns) name;
  end if;
  select coalesce(string_agg(case filter ->> 'op'
      when 'from' then format('%I >= %L', filter ->> 'column', filter -> 'values' ->> 0)
      when 'to' then format('%I <= %L', filter ->> 'column', filter -> 'values' ->> 0)
      when 'any' then format('%I && %L::text[]', filter ->> 'column', array(select jsonb_array_elements_text(filter -> 'values')))
      else format('%I::text = any(%L::text[])', filter ->> 'column', array(select jsonb_array_elements_text(filter -> 'values'))) end, ' and '), 'true')
    into v_more from jsonb_array_elements(p_filters) filter;
  if p_sort is not null then
    v_page := format('where %s order by key is null, key %s, case when key is not null then id end %2$s, id limit %s',
      case when p_after_id is null then 'true'
        when p_after is null then format('key is null and id > %L', p_after_id)
        else format('((key, id) %s (%L, %L) or key is null)', case when p_descending then '<' else '>' end, p_after, p_after_id) end,
      case when p_descending then 'desc' else 'asc' end, p_limit);
  end if;
  execute format('with hit as materialized (select id, %I as key from %I.%I where %s and (%s) and (%s) and (%s) and %s limit 2001)
    select coalesce((select array_agg(id) from (select id from hit %s) page), ''{}''), (select count(*) > 2000 from hit)',
    coalesce(p_sort, 'id'), current_setting('app.city'), p_table, v_region, v_where, v_code, v_more,
    case p_closed when 'open' then 'closed_at is null' when 'closed' then 'closed_at is not null' else 'true' end, v_page) into ids, more using v_from, v_to;
end $$;

revoke all on function shian.search(text, jsonb, text, text[], text, text, jsonb, text, text, boolean, text, uuid, integer) from public;
grant execute on function shian.search(text, jsonb, text, text[], text, text, jsonb, text, text, boolean, text, uuid, integer) to shian_app;
