import { Kysely, sql, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type CompiledQuery, type QueryResult } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { secretHash } from '../platform/database/database.ts'
import type { DB } from '../platform/database/types.ts'
import type { Actor } from '../platform/identity/actor.ts'
import { inboxPage, waysOf, type InboxRow } from '../platform/matter/inbox.ts'
import { allDuties, registryOf } from '../platform/platform.ts'
import { listRows, parseListQuery, type Page } from '../platform/register/list.ts'
import { readScope } from '../platform/register/scope.ts'
import type { AnyRegister } from '../platform/register/store.ts'
import { duties } from '../duties/index.ts'
import { testCity, type TestCity } from './support/city.ts'
import { TEST_CITY } from './support/template.ts'

/**
 * The plans of lists and searches over 24,000 premises with their enterprises and licences, as the app role sees them
 * through row-level security. Plans, not times: an index is walked, nothing is counted, and few rows are touched for a page.
 */
const SCHEMA = `city_${TEST_CITY}`
const ROWS = 24_000
const COUNTIES = ['140702', '140703', '140721', '140722', '140723', '140724', '140725', '140727', '140728', '140729', '140781']
/** A county, and a village in it. */
const [COUNTY, VILLAGE] = ['140728', '140728001003']

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Actual Rows': number; 'Actual Loops': number; 'Rows Removed by Filter'?: number; 'Rows Removed by Index Recheck'?: number; Plans?: Node[] }
type Asked = { readonly sql: string; readonly nodes: Node[] }

let city: TestCity
const tokens = new Map<string, string>()
const registers = registryOf(allDuties(duties))

beforeAll(async () => {
  city = await testCity()
  for (const region of [`${TEST_CITY}`, COUNTY, VILLAGE]) tokens.set(region, (await city.signIn({ rights: ['premises.read'], region })).token)
  await city.installation.owner(async (owner) => {
    await owner.query(`set search_path = ${SCHEMA}, shian`)
    // Row i lies in county i mod 11, township and village by i; every 7th name holds 面馆, every 4,000th 稀有.
    const region = `(array['${COUNTIES.join("','")}'])[1 + i % 11] || lpad((1 + i / 11 % 5)::text, 3, '0') || lpad((1 + i / 55 % 9)::text, 3, '0')`
    const id = (prefix: string): string => `('${prefix}-0000-7000-8000-' || lpad(to_hex(i * 7919 % 1000003), 12, '0'))::uuid`
    const standard = `${region}, 1, timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-01-01' + i * interval '1 minute'`
    const name = `(case when i % 4000 = 5 then '稀有' when i % 7 = 0 then '面馆' else '小店' end)`
    const grams = `array[${name}, chr(20000 + i % 900) || chr(20000 + i % 89)]`
    const sorted = `md5(i::text)`
    await owner.query(`insert into enterprise (id, region, version, created_at, updated_at, name, name_sort, kind, grams) select ${id('00000001')}, ${standard}, 'e' || i, ${sorted}, 'company', ${grams} from generate_series(1, ${ROWS}) i`)
    await owner.query(`insert into premises (id, region, version, created_at, updated_at, enterprise_id, name, name_sort, type, status, grams)
      select ${id('00000002')}, ${standard}, ${id('00000001')}, ${name} || i, ${sorted}, 'CATE', 'open', ${grams} from generate_series(1, ${ROWS}) i`)
    await owner.query(`insert into licence (id, region, version, created_at, updated_at, enterprise_id, premises_id, number, kind, state, issued_on, expires_on)
      select ${id('00000003')}, ${standard}, ${id('00000001')}, ${id('00000002')}, 'JY' || i, 'operate', 'valid', date '2020-01-01', date '2026-01-01' + i % 1500 from generate_series(1, ${ROWS}) i`)
    for (const table of ['enterprise', 'premises', 'licence']) await owner.query(`analyze ${table}`)
  })
})
afterAll(() => city.close())

/** Kysely over one connection that asks for the plan of each query beside its rows. */
function explaining(client: pg.ClientBase, asked: Asked[]): Kysely<DB> {
  const nothing = async (): Promise<void> => {}
  const connection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const values = query.parameters as unknown[]
      const { rows: [plan] } = await client.query<{ 'QUERY PLAN': { Plan: Node }[] }>(`explain (analyze, timing off, format json) ${query.sql}`, values)
      asked.push({ sql: query.sql, nodes: flat(plan!['QUERY PLAN'][0]!.Plan) })
      return { rows: (await client.query(query.sql, values)).rows as R[] }
    },
    streamQuery() { throw new TypeError('not asked here') },
  }
  return new Kysely<DB>({ dialect: {
    createAdapter: () => new PostgresAdapter(), createQueryCompiler: () => new PostgresQueryCompiler(), createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => ({ init: nothing, acquireConnection: async () => connection, releaseConnection: nothing, destroy: nothing, beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing }),
  } })
}

const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)]

/** Two pages of a list as someone with a post in the region, with the plans of all that was asked. */
async function pages(region: string, register: AnyRegister, query: Record<string, string>): Promise<{ first: Page; second: Page | null; asked: Asked[] }> {
  const client = await city.installation.database.pool.connect()
  const asked: Asked[] = []
  try {
    await client.query('begin read only')
    const { rows: [entered] } = await client.query<{ actor: Actor }>(`select city_${TEST_CITY}.enter($1, $2) as actor`, [secretHash(tokens.get(region)!.split('.')[1]!), new Date().toISOString()])
    const db = explaining(client, asked)
    const scope = readScope(register, entered!.actor)
    const first = await listRows(db, register, parseListQuery(register, query), scope)
    const second = first.next ? await listRows(db, register, parseListQuery(register, { ...query, cursor: first.next }), scope) : null
    return { first, second, asked }
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** What is wrong with the plans of a list: a table read through, a count, or too many rows touched. */
function faultsOf(register: AnyRegister, asked: readonly Asked[], atMost: number): string[] {
  return asked.filter(({ sql }) => sql.includes(`from "${register.name}"`)).flatMap(({ sql, nodes }) => {
    const reading = nodes.filter((node) => node['Relation Name'] === register.name || node['Node Type'].includes('Index Scan'))
    const touched = Math.max(...reading.map((node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) * node['Actual Loops']))
    return [
      ...(nodes.some((node) => node['Node Type'].includes('Seq Scan')) ? ['reads the whole table'] : []),
      ...(nodes.some((node) => node['Node Type'].includes('Aggregate')) ? ['counts'] : []),
      ...(nodes.some((node) => node['Node Type'] === 'WindowAgg') ? ['numbers rows'] : []),
      ...(touched > atMost ? [`touches ${touched} rows`] : []),
    ].map((fault) => `${fault}: ${sql.slice(0, 60)}… ${nodes.map((node) => node['Index Name'] ?? node['Node Type']).join(' < ')}`)
  })
}

const sortsOf = (register: AnyRegister): string[] => [register.naming, ...Object.keys(register.fields).filter((name) => register.fields[name]!.sort && name !== register.naming)].flatMap((name) => [name, `-${name}`])

describe('lists', () => {
  test.each(['premises', 'licence', 'enterprise'])('%s: every sort, for the city, a county and a village, walks an index forward and to the next page and counts nothing', async (name) => {
    const register = registers.get(name)!
    for (const region of tokens.keys()) {
      for (const sort of sortsOf(register)) {
        const { first, second, asked } = await pages(region, register, { sort, limit: '50' })
        expect(first.rows.length, `${region} ${sort}`).toBeGreaterThan(20)
        if (region !== VILLAGE) expect(second?.rows).toHaveLength(50)
        // A county is an eleventh of the city: 50 of its rows lie within some 600 of the city's, found either way.
        expect(faultsOf(register, asked, ROWS / 8), `${region} ${sort}`).toEqual([])
        const ids = [...first.rows, ...(second?.rows ?? [])].map((row) => row.id)
        expect(new Set(ids).size, 'no row on both pages').toBe(ids.length)
      }
    }
  })

  test('a list narrowed to a county or a village by the person of the city is as good', async () => {
    const register = registers.get('premises')!
    for (const region of [COUNTY, VILLAGE]) {
      for (const sort of ['name', '-name']) {
        const { first, asked } = await pages(TEST_CITY, register, { sort, region, limit: '50' })
        expect(first.rows.every((row) => row.region.startsWith(region))).toBe(true)
        expect(first.rows.length).toBeGreaterThan(20)
        expect(faultsOf(register, asked, ROWS / 8), `${region} ${sort}`).toEqual([])
      }
    }
  })
})

describe('search', () => {
  const used = async (): Promise<{ grams: number; whole: number }> => city.installation.owner(async (owner) => {
    await owner.query('select pg_stat_clear_snapshot()')
    const { rows } = await owner.query<{ grams: number; whole: number }>(`select (select idx_scan::int from pg_stat_user_indexes where schemaname = $1 and indexrelname = 'premises_grams') as grams,
      (select seq_scan::int from pg_stat_user_tables where schemaname = $1 and relname = 'premises') as whole`, [SCHEMA])
    return rows[0]!
  })
  const search = async (region: string, q: string): Promise<{ first: Page; asked: Asked[]; before: Awaited<ReturnType<typeof used>>; after: Awaited<ReturnType<typeof used>> }> => {
    const before = await used()
    const { first, asked } = await pages(region, registers.get('premises')!, { q, limit: '50' })
    const client = await city.installation.database.pool.connect()
    // The figures of a connection reach the others when it says so.
    await client.query('select pg_stat_force_next_flush()')
    client.release()
    await city.installation.database.pool.query('select 1')
    return { first, asked, before, after: await used() }
  }

  test.each([['稀有', 'a rare fragment'], ['面馆', 'a frequent fragment']])('%s, %s: found through the grams, for the city, a county and a village, and the table is never read through', async (q) => {
    for (const region of tokens.keys()) {
      const { first, asked, before, after } = await search(region, q)
      if (region === TEST_CITY) expect(first.rows.length).toBe(q === '稀有' ? ROWS / 4_000 : 50)
      expect(first.rows.every((row) => String(row['name']).includes(q))).toBe(true)
      expect(faultsOf(registers.get('premises')!, asked, ROWS / 4), `${region} ${q}`).toEqual([])
      // A village's few rows are found by their region as well.
      if (region !== VILLAGE) expect(after.grams, `${region}: the index of the grams is used`).toBeGreaterThan(before.grams)
      expect(after.whole).toBe(before.whole)
    }
  })

  test('what is not there is answered without reading the table', async () => {
    const { first, asked, before, after } = await search(TEST_CITY, '没有这家')
    expect(first.rows).toEqual([])
    expect(faultsOf(registers.get('premises')!, asked, 10)).toEqual([])
    expect(after.whole).toBe(before.whole)
  })
})

describe('the inbox', () => {
  const UNITS = 40
  const unitOf = (at: number): string => `00000009-0000-7000-8000-${String(at).padStart(12, '0')}`
  const people = new Map<string, string>()

  beforeAll(async () => {
    await city.installation.owner(async (owner) => {
      await owner.query(`set search_path = ${SCHEMA}, shian`)
      await owner.query(`insert into org_unit (id, region, created_at, updated_at, name, name_sort, function, kind, sort_order)
        select ('00000009-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, '${COUNTY}', now(), now(), 'u' || i, 'u' || i, 'market', 'county_government', i from generate_series(0, ${UNITS - 1}) i`)
      // Every fifth has no limit; row i lies in county i mod 11, with unit i mod ${UNITS}; all of unit 8 in its own county.
      await owner.query(`insert into inbox (id, matter, matter_id, kind, region, unit_id, title, state, due_on, late_from, at)
        select gen_random_uuid(), 'trial', gen_random_uuid(), 'do', case when i % ${UNITS} = 8 then '${COUNTY}' else (array['${COUNTIES.join("','")}'])[1 + i % 11] end, ('00000009-0000-7000-8000-' || lpad((i % ${UNITS})::text, 12, '0'))::uuid,
          'w' || i, 'open', case when i % 5 > 0 then date '2026-01-01' + i % 700 end,
          case when i % 5 > 0 then (date '2026-01-02' + i % 700)::timestamp at time zone 'Asia/Shanghai' else timestamptz '9999-12-31 00:00:00+00' end, now() from generate_series(1, ${ROWS}) i`)
      await owner.query('analyze inbox')
    })
    people.set('a unit', (await city.signIn({ rights: [], scope: 'department', region: COUNTY, unit: unitOf(8) })).token)
    people.set('a county', (await city.signIn({ rights: ['inbox.read'], region: COUNTY })).token)
    people.set('the city', (await city.signIn({ rights: ['inbox.read'], unit: unitOf(3) })).token)
  })

  /** Two pages of a person's inbox, with the plans of the queries that found them. */
  async function twoPages(token: string, whole: boolean): Promise<{ rows: readonly InboxRow[]; asked: Asked[] }> {
    const client = await city.installation.database.pool.connect()
    const asked: Asked[] = []
    try {
      await client.query('begin read only')
      const { rows: [entered] } = await client.query<{ actor: Actor }>(`select city_${TEST_CITY}.enter($1, $2) as actor`, [secretHash(token.split('.')[1]!), new Date().toISOString()])
      const db = explaining(client, asked)
      const ways = waysOf(entered!.actor, whole)
      const first = await inboxPage(db, ways, sql<boolean>`true`, undefined, 50)
      return { rows: [...first, ...await inboxPage(db, ways, sql<boolean>`true`, first.at(-1), 50)], asked }
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  test.each([['a unit', false], ['a county', true], ['the city', true]] as const)('of %s is found by its indexes from place to place: the table is never read through, few rows are touched, none comes twice', async (who, whole) => {
    const { rows, asked } = await twoPages(people.get(who)!, whole)
    expect(rows).toHaveLength(100)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(100)
    expect(rows.map(({ late_from }) => late_from)).toEqual(rows.map(({ late_from }) => late_from).toSorted())
    const reading = asked.flatMap(({ nodes }) => nodes).filter((node) => node['Relation Name'] === 'inbox')
    // What one person or unit has may be few enough to be sorted.
    expect(reading.map((node) => node['Node Type']).filter((type) => type.includes('Seq Scan'))).toEqual([])
    expect(reading.length).toBeGreaterThan(0)
    // A county is an eleventh of the city: 50 of its rows lie within some 600 of the city's, found either way.
    expect(Math.max(...reading.map((node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']))).toBeLessThan(ROWS / 16)
  })
})
