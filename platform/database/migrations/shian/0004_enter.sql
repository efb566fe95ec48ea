/*
 * Begins a request, as 0001 says, at half its cost: each statement is planned once a connection (it looks for single rows by
 * their keys, whoever asks), and the actor stays the text it is sent as.
 */
drop function shian.enter(text, bytea, timestamptz);
create function shian.enter(p_city text, p_secret bytea, p_now timestamptz) returns json
language plpgsql security definer set plan_cache_mode = force_generic_plan as $$
declare
  v_schema text;
  v_actor json;
  v_from text;
  v_to text;
  v_own text;
  v_person text;
begin
  select schema_name into v_schema from shian.city where code = p_city;
  if v_schema is null then return null; end if;
  execute format('select actor, region_from, region_to, own, person from %I.actor_of($1, $2, $3)', v_schema)
    into v_actor, v_from, v_to, v_own, v_person using p_secret, p_now, p_city;
  if v_actor is null then return null; end if;
  perform shian.place(v_schema, coalesce(v_from, ''), coalesce(v_to, ''), coalesce(v_own, '*'), v_person);
  return v_actor;
end $$;
revoke all on function shian.enter(text, bytea, timestamptz) from public;
grant execute on function shian.enter(text, bytea, timestamptz) to shian_app, shian_public;
