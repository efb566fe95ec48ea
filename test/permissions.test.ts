import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '../platform/core/ids.ts'
import { shippedRoles } from '../platform/identity/shipped-roles.ts'
import { allDuties, registryOf } from '../platform/platform.ts'
import { pathOf } from '../platform/register/declare.ts'
import { duties } from '../duties/index.ts'
import { testCity, type TestCity } from './support/city.ts'
import { columnsIn, fillCity, fingerprint, tablesOfApp } from './support/fill.ts'
import { operations, request, type Operation, type World } from './support/openapi.ts'
import { TEST_CITY } from './support/template.ts'

/**
 * Every route as every role: in the normal way, with the code's own checks switched off (row-level security alone holds
 * the regions), and with row-level security off (the code alone holds them). Everybody has a post in one county; the
 * rows of the other, and of another business, must neither be told nor changed. The switch exists in this file only.
 */
const off = vi.hoisted(() => ({ code: false }))

vi.mock(import('../platform/identity/actor.ts'), async (load) => {
  const real = await load()
  return { ...real, can: (...given) => off.code || real.can(...given), within: (...given) => off.code || real.within(...given), mustMay: (...given) => { if (!off.code) real.mustMay(...given) } }
})
vi.mock(import('../platform/register/scope.ts'), async (load) => {
  const real = await load()
  return {
    ...real, readScope: (...given) => (off.code ? sql<boolean>`true` : real.readScope(...given)), mayRead: (...given) => off.code || real.mayRead(...given),
    mayWrite: (...given) => off.code || real.mayWrite(...given), mustWrite: (...given) => { if (!off.code) real.mustWrite(...given) },
  }
})
vi.mock(import('../platform/audit/reach.ts'), async (load) => {
  const real = await load()
  return { ...real, reach: (...given) => (off.code ? sql<boolean>`true` : real.reach(...given)) }
})

const SCHEMA = `city_${TEST_CITY}`
const [HERE, THERE] = ['140728', '140702']
/** What the rows of the other county say: in tables limited by region, in those of businesses, in those that only the code limits. */
const [HIDDEN, OTHERS, INNER] = ['kept-from-other-counties', 'kept-from-other-businesses', 'kept-by-the-code']

/** Answers that never end, or that end the session they come with. */
const APART = ['/api/v1/events', '/api/v1/sign-out']

type Who = { readonly name: string; readonly rights: readonly string[]; readonly token: string; readonly business: boolean }

let city: TestCity
let routes: Operation[]
let everybody: Who[]
let here: World
let there: World
let limited: string[]
let withRegion: string[]
let tables: string[]

beforeAll(async () => {
  city = await testCity()
  await city.installation.owner(async (owner) => {
    tables = await tablesOfApp(owner, SCHEMA)
    const columns = await columnsIn(owner, SCHEMA)
    withRegion = tables.filter((table) => columns.some((column) => column.table === table && column.name === 'region'))
    const policies = (await owner.query<{ name: string; qual: string }>('select tablename::text as name, qual from pg_policies where schemaname = $1', [SCHEMA])).rows
    limited = policies.filter(({ qual }) => qual.includes('app.region_from')).map(({ name }) => name)
    const owned = new Set(policies.filter(({ qual }) => qual.includes('app.own')).map(({ name }) => name))
    const inner = new Set(['job', 'audit_entry', 'session', 'notification', 'saved_view', 'idempotency'])
    const mark = (table: string): string => (limited.includes(table) ? HIDDEN : owned.has(table) ? OTHERS : inner.has(table) ? INNER : 'of-the-city')
    const ids = async (region: string, marker: string | ((table: string) => string)): Promise<ReadonlyMap<string, string>> => fillCity(owner, { schema: SCHEMA, region, enterprise: newId(), marker })
    here = { region: HERE, ids: await ids(HERE, 'one-of-ours'), text: 'sent-by-a-test' }
    there = { region: THERE, ids: await ids(THERE, mark), text: 'sent-by-a-test' }
  })
  routes = (await operations(city.app)).filter(({ path }) => !APART.includes(path))
})
beforeEach(async () => {
  everybody = []
  for (const { code, rights } of shippedRoles) {
    const business = code === 'business'
    const { token } = await city.signIn({ rights, region: HERE, unit: here.ids.get('org_unit')!, ...(business ? { scope: 'own', enterprise: here.ids.get('enterprise')! } : {}) })
    everybody.push({ name: code, rights, token, business })
  }
})
afterAll(() => city.close())
afterEach(() => { off.code = false })

const send = async (who: Who | null, operation: Operation, world: World): Promise<{ status: number; text: string; what: string }> => {
  const { url, payload } = request(operation, world)
  const answer = await city.app.inject({
    method: operation.method, url, headers: who ? { authorization: `Bearer ${who.token}`, 'idempotency-key': newId() } : {},
    ...(payload === undefined ? {} : { payload: payload as object }),
  })
  return { status: answer.statusCode, text: answer.body, what: `${who?.name ?? 'nobody'}: ${operation.method} ${operation.path} → ${answer.statusCode}` }
}

/** The other county's rows in the given tables. */
const print = (of: readonly string[]): Promise<Record<string, string>> => city.installation.owner((owner) => fingerprint(owner, SCHEMA, of, () => `region >= '${THERE}' and region < '${THERE}:'`))

/** With `npm test` each route is asked as two of the roles and as a business; with TEST_FULL=1 as every one. */
const FULL = process.env['TEST_FULL'] === '1'
/** A sweep is thousands of requests, ms. */
const SWEEP = FULL ? 3_600_000 : 300_000
const chosen = (who: readonly Who[], person: Who, route: number): boolean => FULL || who.length < 5 || person.business || (who.indexOf(person) + route) % 7 === 0

/** Every route by each, with the other county's ids, and with its own region but the other's ids. */
async function sweep(who: readonly Who[], told: (who: Who) => readonly string[]): Promise<{ asked: string; leaks: string[]; broken: string[] }> {
  const mixed: World = { ...there, region: HERE }
  const [leaks, broken] = [new Set<string>(), new Set<string>()]
  const statuses = new Map<number, number>()
  const one = async (person: Who): Promise<void> => {
    for (const [i, operation] of routes.entries()) {
      if (!chosen(who, person, i)) continue
      for (const world of operation.method === 'GET' || !operation.body ? [there] : [there, mixed]) {
        const answer = await send(person, operation, world)
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (told(person).some((marker) => answer.text.includes(marker))) leaks.add(answer.what)
        // Wrong passwords are answered 401 as well; anywhere else it says that somebody's session was ended.
        if (answer.status >= 500 || (answer.status === 401 && !/sign-in|password|totp/.test(operation.path))) broken.add(answer.what)
      }
    }
  }
  for (let i = 0; i < who.length; i += 4) await Promise.all(who.slice(i, i + 4).map(one))
  const total = [...statuses.values()].reduce((a, b) => a + b, 0)
  const asked = `${routes.length} routes × ${who.length} roles, ${total} requests${FULL ? '' : ' (a fixed sample)'}; answers: ${[...statuses].sort().map(([status, n]) => `${n} × ${status}`).join(', ')}`
  return { asked, leaks: [...leaks], broken: [...broken] }
}

/** Rows outside the other county that refer to its rows, in tables limited by region. */
async function strayReferences(): Promise<string[]> {
  return city.installation.owner(async (owner) => {
    const { rows } = await owner.query<{ child: string; column: string; parent: string }>(`select c.relname as child, a.attname as column, f.relname as parent from pg_constraint o
      join pg_class c on c.oid = o.conrelid join pg_class f on f.oid = o.confrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = o.conkey[1]
      where o.contype = 'f' and c.relnamespace = $1::regnamespace and c.relname = any($2) and f.relname = any($3)`, [SCHEMA, withRegion, limited])
    const found: string[] = []
    for (const { child, column, parent } of rows) {
      const stray = await owner.query(`select 1 from ${SCHEMA}.${child} c join ${SCHEMA}.${parent} p on p.id = c.${column} where p.region like '${THERE}%' and c.region not like '${THERE}%'`)
      if (stray.rowCount) found.push(`${child}.${column} → ${parent}`)
    }
    return found
  })
}

describe('every route as every role', () => {
  test('without a session every route answers 401, save those that are open', async () => {
    expect(routes.length).toBeGreaterThan(60)
    const answers = await Promise.all(routes.map(async (operation) => ({ operation, ...await send(null, operation, here) })))
    expect(answers.filter(({ operation, status }) => !operation.open && status !== 401).map(({ what }) => what)).toEqual([])
    const events = await city.app.inject({ url: '/api/v1/events' })
    expect(events.statusCode).toBe(401)
  })

  test('a register is listed by those who hold a right to read it, and refused to all others', { timeout: SWEEP }, async () => {
    const wrong: string[] = []
    for (const [at, register] of [...registryOf(allDuties(duties)).values()].entries()) {
      for (const who of everybody.filter((_, i) => FULL || (i + at) % 3 === 0)) {
        const may = register.access.read.some((right) => (right === 'own' ? who.business && register.own : who.rights.includes(right)))
        const answer = await city.app.inject({ url: `/api/v1/${pathOf(register.name)}`, headers: { authorization: `Bearer ${who.token}` } })
        if (answer.statusCode !== (may ? 200 : 403)) wrong.push(`${who.name} ${register.name}: ${answer.statusCode}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('nobody is told or changes a row of another county or of another business', { timeout: SWEEP }, async () => {
    const before = await print(withRegion)
    const { asked, leaks, broken } = await sweep(everybody, (who) => (who.business ? [HIDDEN, OTHERS, INNER] : [HIDDEN, INNER]))
    console.log(asked)
    expect(leaks).toEqual([])
    expect(broken).toEqual([])
    expect(await print(withRegion)).toEqual(before)
    expect(await strayReferences()).toEqual([])
  })

  test('with the code’s checks switched off, row-level security alone holds the regions and the businesses', { timeout: SWEEP }, async () => {
    const two = everybody.filter(({ name }) => name === 'county_officer' || name === 'business')
    const before = await print(limited)
    off.code = true
    const { asked, leaks } = await sweep(two, (who) => (who.business ? [HIDDEN, OTHERS] : [HIDDEN]))
    off.code = false
    console.log(`code's checks off: ${asked}`)
    expect(leaks).toEqual([])
    expect(await print(limited)).toEqual(before)
  })

  test('the switch is real: with the code’s checks off, a right that is not held is not missed', async () => {
    const auditor = everybody.find(({ name }) => name === 'business')!
    const list = async (): Promise<number> => (await city.app.inject({ url: '/api/v1/time-limit', headers: { authorization: `Bearer ${auditor.token}` } })).statusCode
    expect(await list()).toBe(403)
    off.code = true
    expect(await list()).toBe(200)
  })

  test('with row-level security off, the code alone holds the regions and the businesses', { timeout: SWEEP }, async () => {
    await city.installation.owner(async (owner) => { for (const table of tables) await owner.query(`alter table ${SCHEMA}.${table} disable row level security`) })
    const seen = await city.installation.database.pool.query<{ n: number }>(`select count(*) as n from ${SCHEMA}.premises`)
    expect(seen.rows[0]!.n).toBeGreaterThan(1)
    const before = await print(withRegion)
    const { asked, leaks, broken } = await sweep(everybody, (who) => (who.business ? [HIDDEN, OTHERS, INNER] : [HIDDEN, INNER]))
    console.log(`row-level security off: ${asked}`)
    expect(leaks).toEqual([])
    expect(broken).toEqual([])
    expect(await print(withRegion)).toEqual(before)
    expect(await strayReferences()).toEqual([])
  })
})
