import { readFile, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCity } from '../platform/city.ts'
import { newId } from '../platform/core/ids.ts'
import { cityFolder, sharedFolder } from '../platform/database/migrate.ts'
import { allDuties, registryOf } from '../platform/platform.ts'
import { sortColumn } from '../platform/register/columns.ts'
import { duties } from '../duties/index.ts'
import { testCity, type TestCity } from './support/city.ts'
import { fillCity, tablesOfApp } from './support/fill.ts'
import { statementsOf } from './support/sql-text.ts'
import { TEST_CITY } from './support/template.ts'

/** The rules of the house for SQL, held against the catalogue of a migrated city and the text of every migration. */

const SCHEMA = `city_${TEST_CITY}`
const OTHER_CITY = '140300'
const OTHER = `city_${OTHER_CITY}`

/** Tables whose primary key is not one uuid, each with the reason; a table's versions are keyed by row and number. */
const KEYS: Readonly<Record<string, string>> = {
  'shian.migration': 'schema and file name: written by the owner before there is anything else',
  'shian.city': 'the division code, which the token of each request begins with',
  'shian.region': 'a division code from a date on',
  audit_touch: 'the row, the entry and the table: a link between two uuids',
  audit_chain: 'the number in the chain is what is proved',
  idempotency: 'the actor and his key, which come from outside',
  matter_clock: 'a clock of a matter, begun on a day',
  number_series: 'the code of a series of document numbers',
  indicator_snapshot: 'what was measured, where, on which day, over which period',
  counter: 'what is counted, where and for whom',
}
/** Column lists for `like`: no rows, granted to nobody. */
const TEMPLATES = ['standard', 'holding']
/** Reference data that every city and every request may read. */
const PUBLIC = ['city', 'region', 'region_change']

let city: TestCity
let tables: { schema: string; name: string; key: string[] | null; keyTypes: string[] | null; logged: boolean; rls: boolean; forced: boolean; policies: number }[]

const owner = <T>(body: (client: pg.Client) => Promise<T>): Promise<T> => city.installation.owner(body)
const ask = async <R extends object>(text: string, values: unknown[] = []): Promise<R[]> => owner(async (client) => (await client.query<R>(text, values)).rows)
const list = async (text: string): Promise<string[]> => (await ask<{ name: string }>(text)).map((row) => row.name)
const inSchemas = `in ('shian'::regnamespace, '${SCHEMA}'::regnamespace)`

beforeAll(async () => {
  city = await testCity()
  await createCity(city.installation, allDuties(duties), { code: OTHER_CITY, demo: false })
  await owner(async (client) => {
    for (const schema of [SCHEMA, OTHER]) await fillCity(client, { schema, region: `${schema.slice(-6, -2)}02`, enterprise: newId(), marker: schema })
  })
  tables = await ask(`select n.nspname as schema, c.relname as name, c.relpersistence = 'p' as logged, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum = any(i.indkey)) as key,
      (select array_agg(format_type(a.atttypid, null) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum = any(i.indkey)) as "keyTypes",
      (select count(*)::int from pg_policy p where p.polrelid = c.oid and 'shian_app'::regrole = any(p.polroles)) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace ${inSchemas} and c.relkind in ('r', 'p') order by 1, 2`)
})
afterAll(() => city.close())

/** A transaction of the app role with the given settings; always rolled back. */
async function asApp<T>(settings: Readonly<Record<string, string>> | null, body: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await city.installation.database.pool.connect()
  try {
    await client.query('begin')
    for (const [name, value] of Object.entries(settings ?? {})) await client.query(`set local ${name} = '${value}'`)
    return await body(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** How many rows of each table the app role sees with the given settings, where it sees any. */
const seen = (schema: string, names: readonly string[], settings: Readonly<Record<string, string>> | null): Promise<Record<string, number>> => asApp(settings, async (client) => {
  const found: Record<string, number> = {}
  for (const name of names) {
    const { rows } = await client.query<{ n: number }>(`select count(*) as n from ${schema}.${name}`)
    if (rows[0]!.n > 0) found[name] = rows[0]!.n
  }
  return found
})

const ENTERED = { 'app.city': SCHEMA, 'app.region_from': '1407', 'app.region_to': '1408', 'app.own': '*', 'app.person': '' }

describe('tables', () => {
  test('every table has one uuid as its primary key, or stands on the list with a reason', () => {
    const named = (table: { schema: string; name: string }): string => (table.schema === 'shian' ? `shian.${table.name}` : table.name)
    const other = tables.filter((table) => !(table.key?.length === 1 && table.keyTypes![0] === 'uuid') && !TEMPLATES.includes(table.name))
    const unexplained = other.filter((table) => !(named(table) in KEYS) && !(table.name.endsWith('_version') && table.key?.join() === 'row_id,version'))
    expect(unexplained.map(named)).toEqual([])
    expect(Object.keys(KEYS).filter((name) => !other.some((table) => named(table) === name)), 'on the list without need').toEqual([])
  })

  test('every table is logged, under row-level security, and not under FORCE', () => {
    expect(tables.length).toBeGreaterThan(40)
    expect(tables.filter((table) => !table.logged || table.forced).map((table) => table.name)).toEqual([])
    expect(tables.filter((table) => !table.rls && !TEMPLATES.includes(table.name)).map((table) => table.name)).toEqual([])
  })

  test('every table that the app role may touch has a policy for it, and the others it may not touch at all', async () => {
    const granted = new Set(await list(`select relnamespace::regnamespace || '.' || relname as name from pg_class where relnamespace ${inSchemas} and relkind = 'r'
      and has_table_privilege('shian_app', oid, 'select, insert, update, delete')`))
    const withPolicy = new Set(tables.filter((table) => table.policies > 0).map((table) => `${table.schema}.${table.name}`))
    expect([...granted].filter((name) => !withPolicy.has(name))).toEqual([])
    expect(tables.map((table) => `${table.schema}.${table.name}`).filter((name) => !granted.has(name))).toEqual(['shian.migration', 'shian.standard'])
  })

  test('the roles of the program own nothing, are nobody special, and cannot step around row-level security', async () => {
    expect(await list(`select rolname as name from pg_roles where rolname in ('shian_app', 'shian_public')
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or exists (select 1 from pg_auth_members m where m.member = oid))`)).toEqual([])
    const roles = `('shian_app'::regrole, 'shian_public'::regrole)`
    expect(await list(`select relname::text as name from pg_class where relowner in ${roles} union all select nspname::text from pg_namespace where nspowner in ${roles}
      union all select proname::text from pg_proc where proowner in ${roles} union all select datname::text from pg_database where datdba in ${roles}`)).toEqual([])
    expect(await list(`select nspname::text as name from pg_namespace where has_schema_privilege('shian_app', oid, 'create')`)).toEqual([])
  })

  test('the app role plans each query for its values, as a plan made for a village is poison for a city', async () => {
    // Database's own connections keep plans of named statements only; which those are is held by platform/register/serve.test.ts.
    expect(await list(`select rolname::text as name from pg_roles where rolname in ('shian_app', 'shian_public') and not 'plan_cache_mode=force_custom_plan' = any(rolconfig)`)).toEqual([])
  })

  test('the trail and the chain can neither be changed nor removed by the app role', async () => {
    expect(await list(`select relname::text as name from pg_class where relnamespace = '${SCHEMA}'::regnamespace and relname in ('audit_entry', 'audit_touch', 'audit_chain', 'audit_checkpoint', 'matter_action')
      and has_table_privilege('shian_app', oid, 'update, delete, truncate')`)).toEqual([])
  })
})

describe('columns, keys and indexes', () => {
  test('every foreign key has an index that begins with it', async () => {
    expect(await list(`select c.conrelid::regclass || ' ' || c.conname as name from pg_constraint c where c.contype = 'f' and c.connamespace ${inSchemas} and not exists (
      select 1 from pg_index i where i.indrelid = c.conrelid and i.indisvalid and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', (select attname from pg_attribute where attrelid = c.conrelid and attnum = c.conkey[1]))))`)).toEqual([])
  })

  test('a foreign key points into its own city or to what all cities share', async () => {
    expect(await list(`select c.conrelid::regclass || ' → ' || c.confrelid::regclass as name from pg_constraint c join pg_class f on f.oid = c.confrelid
      where c.contype = 'f' and f.relnamespace <> c.connamespace and f.relnamespace <> 'shian'::regnamespace`)).toEqual([])
  })

  test('no triggers, no rules, no sequences, no identity or generated columns', async () => {
    expect(await list(`select tgname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where not tgisinternal and c.relnamespace ${inSchemas}
      union all select rulename::text from pg_rewrite r join pg_class c on c.oid = r.ev_class where c.relnamespace ${inSchemas}
      union all select relname::text from pg_class where relkind = 'S' and relnamespace ${inSchemas}
      union all select attname::text from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace ${inSchemas} and (attidentity <> '' or attgenerated <> '')`)).toEqual([])
  })

  test('no default calls a function: times and ids are values that the program gives', async () => {
    const defaults = await ask<{ name: string; text: string }>(`select adrelid::regclass || '.' || attname as name, pg_get_expr(adbin, adrelid) as text
      from pg_attrdef d join pg_class c on c.oid = d.adrelid join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum where c.relnamespace ${inSchemas}`)
    expect(defaults.length).toBeGreaterThan(10)
    expect(defaults.filter(({ text }) => /\w\s*\(|current_|localtime/i.test(text))).toEqual([])
  })

  test('every region column sorts by code point, as the policies compare ranges', async () => {
    expect(await list(`select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_collation o on o.oid = a.attcollation
      where c.relnamespace ${inSchemas} and c.relkind = 'r' and a.attname = 'region' and o.collname <> 'C'`)).toEqual([])
  })

  test('every sort of every register has its two indexes, (region, sort, id) and (sort, id)', async () => {
    const rows = await ask<{ table: string; columns: string }>(`select c.relname as table, (select string_agg(a.attname, ',' order by k.at) from unnest(i.indkey::int2[]) with ordinality k(num, at)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num) as columns
      from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = '${SCHEMA}'::regnamespace and i.indpred is null and i.indexprs is null`)
    const indexes = new Set(rows.map((row) => `${row.table} (${row.columns})`))
    const wanted = [...registryOf(allDuties(duties)).values()].flatMap((register) => {
      const sorted = new Set([register.naming, ...Object.keys(register.fields).filter((name) => register.fields[name]!.sort)].map((name) => sortColumn(register, name)))
      return [...sorted].flatMap((column) => [`${register.name} (region,${column},id)`, `${register.name} (${column},id)`])
    })
    expect(wanted.length).toBeGreaterThan(20)
    expect(wanted.filter((index) => !indexes.has(index))).toEqual([])
  })
})

describe('what row-level security shows', () => {
  test('without settings, or with empty ones, no table shows a row', async () => {
    const names = (await owner((client) => tablesOfApp(client, SCHEMA)))
    const shared = (await owner((client) => tablesOfApp(client, 'shian')))
    expect(shared.filter((name) => !PUBLIC.includes(name))).toEqual([])
    const filled = await owner(async (client) => (await client.query<{ n: number }>(names.map((name) => `select count(*)::int as n from ${SCHEMA}.${name}`).join(' union all '))).rows)
    expect(filled.every((row) => row.n > 0), 'every table holds something to hide').toBe(true)
    const empty = Object.fromEntries(Object.keys(ENTERED).map((name) => [name, '']))
    expect(await seen(SCHEMA, names, null)).toEqual({})
    expect(await seen(SCHEMA, names, empty)).toEqual({})
  })

  test('with the city but an empty range, no table limited by region shows a row', async () => {
    const limited = await list(`select tablename::text as name from pg_policies where schemaname = '${SCHEMA}' and qual like '%app.region_from%'`)
    expect(limited.length).toBeGreaterThan(10)
    expect(await seen(SCHEMA, limited, { ...ENTERED, 'app.region_from': '', 'app.region_to': '' })).toEqual({})
    expect(Object.keys(await seen(SCHEMA, limited, ENTERED)).sort()).toEqual([...limited].sort())
    expect(await seen(SCHEMA, limited, { ...ENTERED, 'app.region_from': '140703', 'app.region_to': '140704' }), 'the next county').toEqual({})
  })

  test('a business sees no row of another business, and nothing that is kept for staff', async () => {
    const names = await list(`select tablename::text as name from pg_policies where schemaname = '${SCHEMA}' and qual like '%app.own%'`)
    expect(names.length).toBeGreaterThan(10)
    expect(await seen(SCHEMA, names, { ...ENTERED, 'app.own': newId() })).toEqual({})
  })

  test('naming another city’s schema shows nothing and writes nothing', async () => {
    const names = await owner((client) => tablesOfApp(client, OTHER))
    expect(await seen(OTHER, names, ENTERED)).toEqual({})
    const id = newId()
    await expect(asApp(ENTERED, (client) => client.query(`insert into ${OTHER}.job (id, kind, region, run_at, created_at) values ($1, 'x', '140302', '2026-01-01', '2026-01-01')`, [id]))).rejects.toMatchObject({ code: '42501' })
    const changed = await asApp(ENTERED, (client) => client.query(`update ${OTHER}.premises set address = 'x'`))
    expect(changed.rowCount).toBe(0)
  })
})

describe('the text of the migrations', () => {
  const read = async (): Promise<{ file: string; statement: string; whole: string }[]> => {
    const folders = [sharedFolder, cityFolder, ...duties.flatMap((duty) => duty.migrations ?? [])]
    const files = (await Promise.all(folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))))).flat()
    return (await Promise.all(files.map(async (file) => statementsOf(await readFile(file, 'utf8')).map((each) => ({ file, ...each }))))).flat()
  }
  const having = async (pattern: RegExp): Promise<string[]> => (await read()).filter(({ whole }) => pattern.test(whole)).map(({ file, statement }) => `${file}: ${statement.slice(0, 80)}`)

  test('one change an ALTER TABLE', async () => {
    const alters = (await read()).filter(({ statement }) => /^alter table/i.test(statement))
    expect(alters.length).toBeGreaterThan(2)
    const outside = (statement: string): string => statement.replace(/\([^()]*(\([^()]*\)[^()]*)*\)/g, '')
    expect(alters.filter(({ statement }) => outside(statement).includes(',')).map(({ statement }) => statement)).toEqual([])
  })

  test('no MERGE, NOTIFY, trigger, identity column, serial, set_config, or unlogged table', async () => {
    expect((await read()).length).toBeGreaterThan(100)
    expect(await having(/\bmerge\s+into\b|\bnotify\s|pg_notify|create\s+(constraint\s+)?trigger|as\s+identity|\b(big|small)?serial\b|set_config\s*\(|\bunlogged\b|nextval/i)).toEqual([])
  })

  test('a policy compares ranges and never asks `like` of a setting', async () => {
    expect(await having(/(like|starts_with\s*\()[^;]{0,40}current_setting/i)).toEqual([])
  })

  test('a SET LOCAL shares its query string with no other statement', async () => {
    const shared = (await read()).filter(({ whole }) => /set local[^']*;[^']*'|';?\s*set local[^']*;\s*\w/i.test(whole))
    expect(shared.map(({ statement }) => statement)).toEqual([])
  })

  test('the program itself says neither now() nor MERGE nor NOTIFY nor set_config to the database', async () => {
    const root = fileURLToPath(new URL('..', import.meta.url))
    const files = (await Promise.all(['platform', 'duties', 'demo', 'bin'].map(async (folder) => (await readdir(join(root, folder), { recursive: true }).catch(() => []))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => join(root, folder, name))))).flat()
    expect(files.length).toBeGreaterThan(100)
    const wrong = (await Promise.all(files.map(async (file) => {
      const sql = [...(await readFile(file, 'utf8')).matchAll(/sql(?:<[^`]*>)?`([^`]*)`|query\(\s*[`']([^`']*)/g)].map((found) => found[1] ?? found[2] ?? '')
      return sql.filter((text) => /\bnow\(\)|clock_timestamp|gen_random_uuid|\bmerge into\b|\bnotify\b|set_config\(/i.test(text)).map((text) => `${file.slice(root.length)}: ${text.slice(0, 80)}`)
    }))).flat()
    expect(wrong).toEqual([])
  })
})
