import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, date } from '../../../platform/core/dates.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import { newId } from '../../../platform/core/ids.ts'
import { insertNew } from '../../../platform/register/bulk.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { asProgram, makeUnit, runJobs } from '../../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../../registry/registers.ts'
import { inspections } from '../registers.ts'
import { shippedFrequencyTables } from '../../grading/index.ts'
import type { RankedPlace } from './contract.ts'
import { allDuties, jobsOf } from '../../../platform/platform.ts'
import { duty } from '../../../platform/duty.ts'
import { duties } from '../../index.ts'
import { RANK_JOB, writeOrder } from './job.ts'
import { byTurn, owedOn, tierOf } from './order.ts'
import { dayOf, yearBefore } from './own.ts'

/** The order of visits from a city's own rows, with a truth that the test made: every fifth kitchen is bad, one inspector finds everything, one nothing. */
const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const OTHER = `${TEST_CITY.slice(0, 4)}02`
const TODAY = date('2026-05-11')
const PLACES = 120
const isBad = (at: number): boolean => at % 5 === 0

let city: TestCity
let manager: string
let people: string[]
let places: string[]

/** The same numbers each time. */
const chance = (seed: number) => (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

beforeAll(async () => {
  city = await testCity()
  city.setClock(`${TODAY}T00:30:00.000Z`)
  const unit = await makeUnit(city, 'market', TEST_CITY)
  manager = (await city.signIn({ rights: ['inspection.manage', 'inspection.read', 'premises.read', 'people.read', 'jobs.read'], region: TEST_CITY, unit })).token
  people = []
  for (let n = 0; n < 4; n++) people.push((await city.signIn({ rights: ['inspection.work'], region: TEST_CITY, unit })).person)
  places = await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: '排序试验公司', kind: 'company' })
    const ids = Array.from({ length: PLACES }, () => newId())
    await insertNew(tx, premises, ids.map((id, at) => ({ id, region: at % 3 === 0 ? OTHER : COUNTY, enterprise_id: owner.id, name: `排序饭店${at}`, type: 'CATE', status: 'open', opened_on: '2015-01-01', name_sort: `p${at}`, grams: [] })))
    return ids
  })
})
afterAll(() => city.close())

/** Visits of two years, six a place; `until` days before today. */
async function visit(rounds: number): Promise<void> {
  const next = chance(7)
  await asProgram(city, async (tx) => {
    const { rows: [sheet] } = await tx.selectFrom('check_sheet').select('id').limit(1).execute().then((rows) => ({ rows }))
    const rows = Array.from({ length: rounds * PLACES }, (_, n) => {
      const at = n % PLACES
      const pair = [people[Math.floor(next() * 2)]!, people[2 + Math.floor(next() * 2)]!]
      // The second inspectors: the one finds a quarter more than is there, the other half of it.
      const strict = pair[1] === people[2] ? 0.25 : -0.1
      const failed = next() < (isBad(at) ? 0.6 : 0.12) + strict
      const on = addDays(TODAY, -700 + Math.floor((n / (rounds * PLACES)) * 690))
      return {
        id: newId(), region: at % 3 === 0 ? OTHER : COUNTY, premises_id: places[at]!, enterprise_id: null, state: 'published', title: '监督检查', late_level: 0, kind: 'daily', chosen_by: 'plan', check_sheet: sheet!.id,
        inspectors: pair, present: pair, visited_on: on, facts: {}, findings: [], result: failed ? 'fail' : 'pass', failed: failed ? 1 : 0, follow: failed ? 'order' : 'nothing', corrected_items: [], stopped: false, marks: [], corrections: 0, refused: false, called: {},
      }
    })
    const { rows: [owner] } = await tx.selectFrom('enterprise').select('id').limit(1).execute().then((found) => ({ rows: found }))
    await insertNew(tx, inspections, rows.map((row) => ({ ...row, enterprise_id: owner!.id })))
  })
}

async function order(query = '', token = manager): Promise<RankedPlace[]> {
  const items: RankedPlace[] = []
  for (let cursor: string | null = '0'; cursor !== null;) {
    const { body } = await call(city, token, 'GET', `/ranked-places?limit=50&cursor=${cursor}${query}`)
    items.push(...(body['items'] as RankedPlace[]))
    cursor = body['next'] as string | null
  }
  return items
}
const train = async (): Promise<void> => {
  expect((await call(city, manager, 'POST', '/ranked-places/train', {})).status).toBe(202)
  await runJobs(city, RANK_JOB)
}
const latest = async () => (await call(city, manager, 'GET', '/rank-run?sort=-day&limit=1')).body['items'] as Record<string, unknown>[]

describe('with a short history', () => {
  test('plain rules rank, and the run says so', async () => {
    await train()
    expect((await call(city, manager, 'GET', '/ranked-places/latest')).body['run']).toMatchObject({ method: 'plain', visits: 0, places: PLACES })
    const list = await order()
    expect(list.map(({ position }) => position)).toEqual(Array.from({ length: PLACES }, (_, at) => at + 1))
    expect(list.every(({ last_on }) => last_on === null)).toBe(true)
  })

  test('two trainings that end at the same time leave one order', async () => {
    const [run, list] = [(await latest())[0]!, await order()]
    const write = () => asProgram(city, async (tx) => {
      await writeOrder(tx, String(run['id']), list.map((one) => ({ ...one, due_on: one.due_on ?? TODAY })))
      await new Promise((later) => setTimeout(later, 200)) // still open when the other begins
    })
    await Promise.all([write(), write()])
    expect(await order()).toHaveLength(PLACES)
  })
})

describe('with the city’s own history', () => {
  let list: RankedPlace[]
  beforeAll(async () => {
    await visit(6)
    await train()
    list = await order()
  }, 120_000)

  test('bad kitchens stand before good ones within what the law asks for', () => {
    for (const tier of ['late', 'due', 'later'] as const) {
      const own = list.filter((one) => one.tier === tier)
      if (own.length < 40) continue
      const firsts = own.slice(0, Math.floor(own.length / 5))
      expect(firsts.filter(({ id }) => isBad(places.indexOf(id))).length / firsts.length).toBeGreaterThan(0.6)
    }
    const rank = { late: 0, due: 1, later: 2 }
    expect(list.every((one, at) => at === 0 || rank[list[at - 1]!.tier] <= rank[one.tier])).toBe(true)
  })

  test('every place has its reasons, and who inspected is none of them', () => {
    expect(list.some(({ reasons }) => reasons.length > 0)).toBe(true)
    const known = new Set(['place', 'type', 'grade', 'county', 'township', 'scale', 'near_school', 'area', 'diners', 'years_open', 'latitude', 'longitude', 'latitude, longitude'])
    for (const { reasons } of list) for (const { source, value } of reasons) {
      expect([...known].some((name) => source === name || source.includes('latitude')), source).toBe(true)
      expect(people).not.toContain(value)
    }
    expect(JSON.stringify(list)).not.toContain(people[2])
  })

  test('the run tells what it learned, whether it is fair and how the last months would have gone', async () => {
    const [run] = await latest()
    expect(run).toMatchObject({ method: 'learned', visits: 6 * PLACES, places: PLACES })
    const row = (await call(city, manager, 'GET', `/rank-run/${String(run!['id'])}`)).body['row'] as Record<string, { months?: { month: string; rows: number }[]; inspectors?: { person: string; effect: number }[]; groups?: Record<string, unknown[]> }>
    expect(row['backtest']!.months!.length).toBeGreaterThan(2)
    const effect = (at: number): number => row['fairness']!.inspectors!.find(({ person }) => person === people[at])!.effect
    expect(effect(2)).toBeGreaterThan(effect(3))
    expect(Object.keys(row['fairness']!.groups!)).toContain('county')
  })

  test('the same rows give the same order', async () => {
    await train()
    expect((await order()).map(({ id, score }) => [id, score])).toEqual(list.map(({ id, score }) => [id, score]))
  })

  test('a county sees its own places in the city’s order, and trains nothing', async () => {
    const county = (await city.signIn({ rights: ['inspection.manage', 'inspection.read'], region: COUNTY })).token
    const seen = await order('', county)
    expect(seen.map(({ id }) => id)).toEqual(list.filter(({ region }) => region === COUNTY).map(({ id }) => id))
    expect((await call(city, county, 'GET', '/ranked-places/latest')).body['may']).toEqual([])
    expect((await call(city, manager, 'GET', '/ranked-places/latest')).body['may']).toEqual(['train'])
    expect((await call(city, county, 'POST', '/ranked-places/train', {})).status).toBe(403)
    expect((await order(`&region=${OTHER}`)).every(({ region }) => region === OTHER)).toBe(true)
    expect(await order('&type=PRODUCTION')).toEqual([])
  })

  test('places of the list are assigned as ranked', async () => {
    const answer = await call(city, manager, 'POST', '/inspections/assign', { premises: list.slice(0, 2).map(({ id }) => id), kind: 'daily', chosen_by: 'ranked', inspectors: people.slice(0, 2) })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  })
})

describe('what a later duty knows of places', () => {
  // A duty that nobody has written yet: a third of the good kitchens were complained about before they turned bad, from then on.
  const complained = (at: number): boolean => !isBad(at) && at % 3 === 1
  const trial = duty({
    name: 'trial', title: { zh: '试验职责', en: 'Trial duty' }, registers: [], rights: {},
    dated: [
      { name: 'complaints', title: { zh: '投诉举报', en: 'complaints' }, about: 'premises', events: async () => places.flatMap((row, at) => (complained(at) ? [300, 200, 20].map((ago) => ({ row, on: addDays(TODAY, -ago) })) : [])) },
      { name: 'people', title: { zh: '人员', en: 'people' }, about: 'person', events: async () => { throw new Error('what is not about premises is not asked') } },
    ],
  })

  test('is an input of the order by its declaration alone, said in its own words', async () => {
    const { database } = city.installation
    // Those complained about fail from then on.
    await asProgram(city, async (tx) => {
      for (const [at, place] of places.entries()) if (complained(at)) await tx.updateTable('inspection').set({ result: 'fail' }).where('premises_id', '=', place).where('visited_on', '>', addDays(TODAY, -300)).execute()
    })
    const job = jobsOf(allDuties([...duties, trial]), city.installation).find(({ kind }) => kind === RANK_JOB)!
    await job.run({
      read: (body: never) => database.read({ system: 'job', city: TEST_CITY }, body), write: (body: never) => database.write({ system: 'job', city: TEST_CITY }, body, recordAudit), progress: async () => {}, stopping: () => false,
    } as never)
    const list = await order()
    const told = list.flatMap(({ id, reasons }) => reasons.filter(({ source }) => source === 'complaints').map((reason) => ({ at: places.indexOf(id), reason })))
    expect(told.filter(({ at }) => complained(at)).length).toBeGreaterThan(10)
    for (const { at, reason } of told) expect(reason).toMatchObject({ what: 'given', title: { zh: '投诉举报', en: 'complaints' }, value: complained(at) ? 3 : 0 })
    expect(told.filter(({ at }) => complained(at)).every(({ reason }) => reason.odds > 1)).toBe(true)
    const [run] = await latest()
    const row = (await call(city, manager, 'GET', `/rank-run/${String(run!['id'])}`)).body['row'] as { card: { inputs: string[]; titles: object } }
    expect([row.card.inputs.includes('complaints'), row.card.inputs.includes('people'), row.card.titles]).toEqual([true, false, { complaints: { zh: '投诉举报', en: 'complaints' } }])
  })

  test('the year before a visit is counted, neither its own day nor what came later', () => {
    const day = dayOf(TODAY)
    expect(yearBefore([day - 366, day - 365, day - 1, day, day + 1], day)).toBe(2)
    expect(yearBefore([], day)).toBe(0)
  })
})

describe('the day that the law asks for', () => {
  const [table] = shippedFrequencyTables
  const owed = (last: string | null, grade: 'B' | 'D' | null = null) => owedOn({ type: 'CATE', grade, scale: null, near_school: false, last_on: last === null ? null : date(last), since: date('2024-01-01') }, table!)

  test('a place of grade B is owed a visit a year after the last, one that was never visited a year after it came under supervision', () => {
    expect(owed('2026-01-01')).toBe('2027-01-01')
    expect(owed(null)).toBe('2024-12-31')
    expect(owed('2026-01-01', 'B')).toBe(owed('2026-01-01'))
  })

  test('a place of grade D is owed its next visit much sooner', () => {
    expect(owed('2026-01-01', 'D') < '2026-07-02').toBe(true)
  })

  test('what is late stands before what is likely', () => {
    expect([tierOf(date('2026-05-10'), TODAY), tierOf(TODAY, TODAY), tierOf(date('2026-08-09'), TODAY), tierOf(date('2026-08-10'), TODAY)]).toEqual(['late', 'due', 'due', 'later'])
    const at = (tier: 'late' | 'due', score: number) => ({ tier, score, due_on: TODAY, id: 'x' })
    expect([at('due', 0.9), at('late', 0.1), at('late', 0.5)].toSorted(byTurn).map(({ tier, score }) => [tier, score])).toEqual([['late', 0.5], ['late', 0.1], ['due', 0.9]])
  })
})
