/*
 * Who an account belongs to, for sign-in: nobody sees no person, as people are limited by region. Answers only what
 * deciding on a sign-in or an appointment takes; null where the city has no such person or the person left.
 * administrator: which of the three administrators the person is by an open post, in whatever region.
 */
create function shian.account_owner(p_person uuid) returns jsonb
language plpgsql stable security definer as $$
declare
  v_schema text;
  v_owner jsonb;
begin
  select schema_name into v_schema from shian.city where schema_name = current_setting('app.city', true);
  if v_schema is null then return null; end if;
  execute format($q$
    select jsonb_build_object('name', p.name, 'region', p.region, 'unit', p.unit_id, 'staff', p.enterprise_id is null,
      'administrator', (select max(o.administrator) from %1$I.post o where o.person_id = p.id and o.closed_at is null))
    from %1$I.person p where p.id = $1 and p.closed_at is null $q$, v_schema) into v_owner using p_person;
  return v_owner;
end $$;
revoke all on function shian.account_owner(uuid) from public;
grant execute on function shian.account_owner(uuid) to shian_app;
