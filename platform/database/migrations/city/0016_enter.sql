/*
 * Begins a request in this city, as shian.enter did for whatever city was named. One function with the schema's name written
 * into it: a statement made up at each request was planned at each request, and calling through two functions cost as much
 * as finding the session. Answers the actor as json, or null where the session is over; nothing is visible then.
 */
do $do$
begin
  execute format($f$
create function %1$I.enter(p_secret bytea, p_now timestamptz) returns json
language plpgsql security definer set plan_cache_mode = force_generic_plan as $$
declare
  v_today date := (p_now at time zone 'Asia/Shanghai')::date;
  v_actor json;
  v_from text;
  v_to text;
  v_own text;
  v_person text;
begin
  select json_build_object(
           'person', p.id, 'name', p.name, 'login', c.login, 'session', s.id, 'sessionKind', s.kind, 'unit', p.unit_id,
           'region', p.region, 'enterprise', p.enterprise_id, 'mustChange', c.must_change, 'seen', s.last_seen_at,
           'secondFactor', s.second_factor, 'hasTotp', c.totp_secret is not null, 'secondFactorDue', s.second_factor_due,
           'idleMinutes', s.idle_minutes, 'grants', coalesce(held.grants, '[]')),
         held.first, held.last, p.enterprise_id::text, p.id::text
  into v_actor, v_from, v_to, v_own, v_person
  from %1$I.session s
  join %1$I.person p on p.id = s.person_id and p.closed_at is null
  join %1$I.credential c on c.person_id = p.id
  cross join lateral (
    select json_agg(json_build_object('role', role_code, 'rights', rights, 'scope', scope, 'region', reach, 'unit', unit_id, 'department', function)) as grants,
           min(shian.prefix_of(reach) collate "C") as first, max(shian.after_prefix(shian.prefix_of(reach)) collate "C") as last
    from (
      select o.role_code, o.scope, o.unit_id, u.function, r.rights,
             case when o.scope = 'own' and p.enterprise_id is not null then substr(%1$L, 6) else o.region end as reach
      from %1$I.post o
      join %1$I.role r on r.code = o.role_code and r.closed_at is null
      left join %1$I.org_unit u on u.id = o.unit_id
      where o.person_id = p.id and o.closed_at is null and o.starts_on <= v_today and (o.ends_on is null or o.ends_on >= v_today)
    ) posts
  ) held
  where s.secret_hash = p_secret and s.ended_at is null and s.expires_at > p_now and s.idle_until > p_now;
  if v_actor is null then return null; end if;
  perform shian.place(%1$L, coalesce(v_from, ''), coalesce(v_to, ''), coalesce(v_own, '*'), v_person);
  return v_actor;
end $$ $f$, current_schema());
end $do$;
revoke all on function enter(bytea, timestamptz) from public;
grant execute on function enter(bytea, timestamptz) to shian_app, shian_public;
drop function actor_of(bytea, timestamptz, text);
