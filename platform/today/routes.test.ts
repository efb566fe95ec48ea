import { afterAll, beforeAll, expect, test } from 'vitest'
import { duties } from '../../duties/index.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import type { Instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import { allDuties, registryOf } from '../platform.ts'
import { insertMany } from '../register/bulk.ts'
import { cache } from './cache.ts'

const registers = registryOf(allDuties(duties))
const NOW = '2026-11-22T02:00:00.000Z' as Instant
const standard = { version: 1, created_at: NOW, updated_at: NOW, closed_at: null, closed_reason: null }
type Today = {
  region: string; inbox: { open: number; late: number; today: number }; late: number; dueToday: number; alerts: { title: { zh: string } }[]
  strip: { name: string; value: number | null; state: string; met: boolean | null; link: string }[]; expiring: Record<string, { count: number | null; link: string }>
  counties: { region: string; name: { zh: string }; open: number; late: number }[]
}
let city: TestCity
let leader: { token: string; person: string }
let clerk: { token: string; person: string }
let county: { token: string; person: string }
const unit = newId()

beforeAll(async () => {
  city = await testCity()
  city.setClock(NOW)
  const { database } = city.installation
  const [enterprise, premises] = [newId(), newId()]
  await database.write({ system: 'test', city: TEST_CITY }, async (tx) => {
    await insertMany(tx, registers.get('org_unit')!, [{ ...standard, id: unit, region: '140728', name: '平遥局', function: 'market', kind: 'department', sort_order: 1 }])
    await insertMany(tx, registers.get('enterprise')!, [{ ...standard, id: enterprise, region: '140728', name: '试验餐饮', kind: 'company' }])
    await insertMany(tx, registers.get('premises')!, [{ ...standard, id: premises, region: '140728', enterprise_id: enterprise, name: '试验面馆', type: 'CATE', status: 'open', licensed_until: '2026-11-25',
      unlicensed: false, in_ledger: false, needs_director: false, has_director: false, has_officer: false }])
    await insertMany(tx, registers.get('licence')!, ['2026-11-25', '2026-12-15', '2027-02-01'].map((expires_on, at) => (
      { ...standard, id: newId(), region: '140728', enterprise_id: enterprise, premises_id: premises, number: `JY${at}`, kind: 'JY', state: 'valid', expires_on, electronic: false, on_promise: false })))
  }, recordAudit)
  leader = await city.signIn({ rights: ['indicators.read', 'inbox.read'] })
  clerk = await city.signIn({ rights: [], region: '140728', unit })
  county = await city.signIn({ rights: ['indicators.read', 'inbox.read'], region: '140728' })
  await todo('140728', '2026-11-20', unit)
  await todo('140728101', '2026-11-22', unit)
  await todo('140702', '2026-11-01', null)
  await todo('140702', null, null)
})
afterAll(() => city.close())

const owner = (statement: string, values: unknown[]): Promise<unknown> => city.installation.owner(async (client) => {
  await client.query(`set search_path = city_${TEST_CITY}, shian`)
  await client.query(statement, values)
})
const todo = (region: string, due: string | null, holder: string | null): Promise<unknown> =>
  owner(`insert into inbox (id, matter, matter_id, kind, region, unit_id, title, state, due_on, late_from, at) values ($1, 'trial', $2, 'do', $3, $4, '试验', 'open', $5, coalesce(($5::date + 1)::timestamp at time zone 'Asia/Shanghai', timestamptz '9999-12-31'), $6)`, [newId(), newId(), region, holder, due, NOW])
async function today({ token }: { token: string }): Promise<Today> {
  const { status, body } = await call(city, token, 'GET', '/today')
  expect(status, JSON.stringify(body)).toBe(200)
  return body as never
}

test('the city sees late work by county, each county named, those without work too', async () => {
  const { region, late, dueToday, counties } = await today(leader)
  expect({ region, late, dueToday }).toEqual({ region: TEST_CITY, late: 2, dueToday: 1 })
  expect(counties.length).toBeGreaterThan(8)
  expect(counties.filter(({ open }) => open > 0)).toEqual([
    { region: '140702', name: expect.objectContaining({ zh: '榆次区' }), open: 2, late: 1 }, { region: '140728', name: expect.objectContaining({ zh: '平遥县' }), open: 2, late: 1 },
  ])
})

test('the strip shows figures with their state and threshold, and what runs out within 90, 30 and 7 days, each with its link', async () => {
  const { strip, expiring } = await today(leader)
  expect(strip[0]).toMatchObject({ name: 'registry.premises', value: 1, state: 'value', link: `/indicators/registry.premises?region=${TEST_CITY}` })
  expect(strip.find(({ name }) => name === 'registry.director-appointed')).toMatchObject({ value: null, state: 'not-applicable', met: null })
  expect(strip.find(({ name }) => name === 'registry.officer-appointed')).toMatchObject({ value: 0, met: false })
  expect(Object.entries(expiring).map(([days, { count }]) => [days, count])).toEqual([['7', 1], ['30', 2], ['90', 3]])
})

test('a county sees its own townships and work only; a clerk without the rights their unit’s work and no figures', async () => {
  const own = await today(county)
  expect(own).toMatchObject({ region: '140728', late: 1, dueToday: 1 })
  expect(own.counties.every(({ region }) => region.startsWith('140728'))).toBe(true)
  const plain = await today(clerk)
  expect(plain).toMatchObject({ inbox: { open: 2, late: 1, today: 1 }, strip: [], expiring: {} })
})

test('one’s own work and alerts are those of this moment; the rest may be a minute old and no older', async () => {
  await today(county)
  await todo('140728', '2026-11-19', unit)
  await owner(`insert into notification (id, person_id, at, kind, title_zh, title_en) values ($1, $2, $3, 'due', '明天到期', 'Due tomorrow')`, [newId(), county.person, NOW])
  expect(await today(county)).toMatchObject({ late: 1, alerts: [{ title: { zh: '明天到期' } }] })
  expect((await today(clerk)).inbox.late).toBe(2)
  city.setClock('2026-11-22T02:01:00.000Z')
  expect((await today(county)).late).toBe(2)
})

test('an answer that failed is not kept, and no more are kept than were asked for within the time', async () => {
  const kept = cache<number>(1000)
  await expect(kept('a', 0, async () => { throw new Error('no') })).rejects.toThrow('no')
  expect(await kept('a', 1, async () => 1)).toBe(1)
  expect(await kept('a', 1000, async () => 2)).toBe(1)
  expect(await kept('a', 1001, async () => 3)).toBe(3)
  expect(await kept('b', 1001, async () => 4)).toBe(4)
})
