-- The person of a session with the rights held today, the range of regions that covers them, and the enterprise of a business's
-- person: one join, planned once a connection.
drop function actor_of(bytea, timestamptz, text);
create function actor_of(p_secret bytea, p_now timestamptz, p_city text, out actor json, out region_from text, out region_to text, out own text, out person text)
language plpgsql stable set search_path from current set plan_cache_mode = force_generic_plan as $$
declare v_today date := (p_now at time zone 'Asia/Shanghai')::date;
begin
  select json_build_object(
           'person', p.id, 'name', p.name, 'login', c.login, 'session', s.id, 'sessionKind', s.kind, 'unit', p.unit_id,
           'region', p.region, 'enterprise', p.enterprise_id, 'mustChange', c.must_change, 'seen', s.last_seen_at,
           'secondFactor', s.second_factor, 'hasTotp', c.totp_secret is not null, 'secondFactorDue', s.second_factor_due,
           'idleMinutes', s.idle_minutes, 'grants', coalesce(held.grants, '[]')),
         held.first, held.last, p.enterprise_id::text, p.id::text
  into actor, region_from, region_to, own, person
  from session s
  join person p on p.id = s.person_id and p.closed_at is null
  join credential c on c.person_id = p.id
  cross join lateral (
    select json_agg(json_build_object('role', role_code, 'rights', rights, 'scope', scope, 'region', reach, 'unit', unit_id, 'department', function)) as grants,
           min(shian.prefix_of(reach) collate "C") as first, max(shian.after_prefix(shian.prefix_of(reach)) collate "C") as last
    from (
      select o.role_code, o.scope, o.unit_id, u.function, r.rights,
             case when o.scope = 'own' and p.enterprise_id is not null then p_city else o.region end as reach
      from post o
      join role r on r.code = o.role_code and r.closed_at is null
      left join org_unit u on u.id = o.unit_id
      where o.person_id = p.id and o.closed_at is null and o.starts_on <= v_today and (o.ends_on is null or o.ends_on >= v_today)
    ) posts
  ) held
  where s.secret_hash = p_secret and s.ended_at is null and s.expires_at > p_now and s.idle_until > p_now;
end $$;
revoke all on function actor_of(bytea, timestamptz, text) from public;
