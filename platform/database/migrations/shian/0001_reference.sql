-- What all cities of an installation share: which cities there are, the division table, and the functions that
-- every request and every migration goes through. Applied once, by the owner, with search_path = shian.

create table shian.city (
  code text collate "C" primary key check (code ~ '^\d{6}$'),
  schema_name text not null unique,
  name_zh text not null,
  name_en text not null,
  -- True for a city made by `shian demo`: every face marks its data as synthetic.
  demo boolean not null default false,
  created_at timestamptz not null
);

-- Divisions (GB/T 2260 to county, statistical codes below), with the dates between which a code is in force.
create table shian.region (
  code text collate "C" not null,
  valid_from date not null default '1949-10-01',
  valid_to date,
  name_zh text not null,
  name_en text not null,
  level text not null check (level in ('province', 'city', 'county', 'township', 'village')),
  parent text collate "C",
  primary key (code, valid_from)
);
create index region_parent on shian.region (parent);

-- Recodes (太谷 140726 → 140703): rows carry the current code, papers of before name the old one.
create table shian.region_change (
  id uuid primary key,
  old_code text collate "C" not null,
  new_code text collate "C" not null,
  changed_on date not null,
  source text not null
);

-- The columns of every register; city migrations say `like shian.standard including all`.
create table shian.standard (
  id uuid primary key,
  region text collate "C" not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  closed_reason text
);

/* A division code without its trailing empty pairs: '140700' → '1407', '140702' → '140702', '140702001' as it is. */
create function shian.prefix_of(code text) returns text language sql immutable parallel safe
return case when length(code) = 6 and code like '%0000' then left(code, 2)
            when length(code) = 6 and code like '%00' then left(code, 4)
            else code end;

/* The first text after all that begin with a prefix: '1407' → '1408'. Digits only, so ':' follows '9'. */
create function shian.after_prefix(prefix text) returns text language sql immutable parallel safe
return left(prefix, -1) || chr(ascii(right(prefix, 1)) + 1);

/* Sets the place and the limits of this transaction. Nothing else in the program writes these settings. */
create function shian.place(p_schema text, p_from text, p_to text, p_own text, p_person text) returns void
language plpgsql as $$
begin
  execute format('set local search_path = %I, shian, pg_catalog', p_schema);
  execute format('set local app.city = %L', p_schema);
  execute format('set local app.region_from = %L', p_from);
  execute format('set local app.region_to = %L', p_to);
  execute format('set local app.own = %L', p_own);
  execute format('set local app.person = %L', p_person);
end $$;

/*
 * Begins a request: finds the session of a token, reads the rights its person has today, and limits the transaction
 * to the city and to the range of regions that covers them. Answers the actor as json, or null when the session is
 * over; nothing is visible then. Rights are read at each request, so they end with the next one after a change.
 */
create function shian.enter(p_city text, p_secret bytea, p_now timestamptz) returns jsonb
language plpgsql security definer as $$
declare
  v_schema text;
  v_actor jsonb;
  v_from text;
  v_to text;
begin
  select schema_name into v_schema from shian.city where code = p_city;
  if v_schema is null then return null; end if;
  execute format('select actor, region_from, region_to from %I.actor_of($1, $2, $3)', v_schema) into v_actor, v_from, v_to using p_secret, p_now, p_city;
  if v_actor is null then return null; end if;
  perform shian.place(v_schema, coalesce(v_from, ''), coalesce(v_to, ''), coalesce(v_actor ->> 'enterprise', '*'), v_actor ->> 'person');
  return v_actor;
end $$;

/* Begins a request of nobody (sign-in, public pages): the city is set, no region is visible. */
create function shian.enter_nobody(p_city text) returns boolean
language plpgsql security definer as $$
declare v_schema text;
begin
  select schema_name into v_schema from shian.city where code = p_city;
  perform shian.place(coalesce(v_schema, 'shian'), '', '', '', '');
  return v_schema is not null;
end $$;

/* Begins a job: a named system actor with an explicit region, never the owner role. */
create function shian.enter_system(p_city text, p_region text) returns boolean
language plpgsql security definer as $$
declare v_schema text;
begin
  select schema_name into v_schema from shian.city where code = p_city;
  if v_schema is null then return false; end if;
  perform shian.place(v_schema, shian.prefix_of(p_region), shian.after_prefix(shian.prefix_of(p_region)), '*', '');
  return true;
end $$;

/*
 * Puts a table of the current schema under row-level security and grants it to the app role.
 * scope 'region': rows within the actor's range; own_column names the enterprise a business must be, else businesses see none.
 * scope 'city':   every row of the city, for staff and, where `own_column` is '*', for businesses too.
 * scope 'inner':  every row of the city, to whoever the program runs for (sessions, jobs, audit).
 * In all three the row's city must be the one entered: naming another schema shows nothing.
 */
create function shian.protect(p_table text, p_scope text, p_own text default null, p_grants text default 'select, insert, update') returns void
language plpgsql as $$
declare
  v_schema text := current_schema();
  -- The comparisons that no column has a part in stand in sub-selects: as plain conditions the planner takes each for one row
  -- in two hundred, thinks a city of a million premises has fifty rows, and reads them all instead of walking an index.
  v_where text := format('(select current_setting(''app.city'', true) = %L)', v_schema);
begin
  if p_scope = 'region' then
    v_where := v_where || ' and region >= current_setting(''app.region_from'', true) and region < current_setting(''app.region_to'', true)';
  end if;
  if p_scope in ('region', 'city') and coalesce(p_own, '') <> '*' then
    v_where := v_where || case when p_own is null then ' and (select current_setting(''app.own'', true) = ''*'')'
      else format(' and ((select current_setting(''app.own'', true) = ''*'') or %I::text = current_setting(''app.own'', true))', p_own) end;
  end if;
  execute format('alter table %I.%I enable row level security', v_schema, p_table);
  execute format('create policy scope on %I.%I to shian_app using (%s) with check (%s)', v_schema, p_table, v_where, v_where);
  execute format('grant %s on %I.%I to shian_app', p_grants, v_schema, p_table);
end $$;

/* Protects a register's table and makes its `<name>_version` table: the row's image between two instants. */
create function shian.keep_register(p_table text, p_scope text default 'region', p_own text default null) returns void
language plpgsql as $$
declare v_schema text := current_schema();
begin
  perform shian.protect(p_table, p_scope, p_own);
  execute format($q$create table %1$I.%2$I (
    row_id uuid not null, version integer not null, region text collate "C" not null, own_id text,
    starts_at timestamptz not null, ends_at timestamptz, entry_id uuid, image jsonb not null,
    primary key (row_id, version))$q$, v_schema, p_table || '_version');
  execute format('create index on %I.%I (starts_at, region)', v_schema, p_table || '_version');
  perform shian.protect(p_table || '_version', p_scope, case when p_own is null or p_own = '*' then p_own else 'own_id' end);
end $$;

revoke all on all functions in schema shian from public;
revoke all on schema shian from public;
grant usage on schema shian to shian_app, shian_public;
grant select on shian.city, shian.region, shian.region_change to shian_app, shian_public;
grant execute on function shian.enter(text, bytea, timestamptz), shian.enter_nobody(text), shian.enter_system(text, text),
  shian.prefix_of(text), shian.after_prefix(text) to shian_app, shian_public;
alter table shian.city enable row level security;
create policy readable on shian.city for select to shian_app, shian_public using (true);
alter table shian.region enable row level security;
create policy readable on shian.region for select to shian_app, shian_public using (true);
alter table shian.region_change enable row level security;
create policy readable on shian.region_change for select to shian_app, shian_public using (true);
