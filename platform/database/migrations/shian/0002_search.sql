/*
 * Ids of at most 2,000 rows that hold all grams of one of the alternatives, lie in the entered region range narrowed to
 * [p_from, p_to), and meet the list's own conditions. Array operators are not leakproof, so under row-level security their
 * index is not used; this function owns the table and repeats the region condition instead. It answers ids only, and the
 * rows are then read as usual, through row-level security.
 *
 * Why a bound: a fragment such as 超市 stands in a fifth of all names. Walking the sort order until a page is full takes
 * seconds where the names that hold it are sorted together, and sorting all of them does too; the first 2,000 cost
 * milliseconds, and nobody pages further. The answer says when there are more.
 *
 * p_code: with a query of digits and letters, one of p_columns must hold it as written (pairs of digits are too common to
 * tell numbers apart). p_filters: [{"column", "op": "in"|"from"|"to"|"any", "values"}]. p_closed: open | closed | all.
 * Every name is quoted as an identifier, every value as a literal.
 */
create function shian.search(p_table text, p_alternatives jsonb, p_code text, p_columns text[], p_from text, p_to text, p_filters jsonb, p_closed text) returns uuid[]
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
  v_ids uuid[];
begin
  if coalesce(current_setting('app.city', true), '') = '' or coalesce(v_from, '') = '' or coalesce(v_to, '') = '' then return '{}'; end if;
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
  execute format('select array_agg(id) from (select id from %I.%I where %s and (%s) and (%s) and (%s) and %s limit 2001) found',
    current_setting('app.city'), p_table, v_region, v_where, v_code, v_more,
    case p_closed when 'open' then 'closed_at is null' when 'closed' then 'closed_at is not null' else 'true' end) into v_ids using v_from, v_to;
  return coalesce(v_ids, '{}');
end $$;

/* The last prefix before an exclusive end: '140729' → '140728', '14070:' → '140709'. */
create function shian.before_end(p_end text) returns text language sql immutable parallel safe
return left(p_end, -1) || chr(ascii(right(p_end, 1)) - 1);

revoke all on function shian.search(text, jsonb, text, text[], text, text, jsonb, text), shian.before_end(text) from public;
grant execute on function shian.search(text, jsonb, text, text[], text, text, jsonb, text) to shian_app;
