import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { newId } from '../core/ids.ts'
import { insertMany } from '../register/bulk.ts'
import { orgUnits } from '../identity/registers.ts'
import type { Job } from '../jobs/declare.ts'
import { hourLimits, HOURS_JOB } from './hours.ts'
import { asProgram, openTrial, trialCity, trialService } from './matter.fixture.ts'

/** Limits in hours, pauses and extensions through the API, and the lists and counts that follow from them. */

type Person = { readonly token: string; readonly person: string }
type Item = { readonly id: string; readonly matterId: string; readonly dueOn: string; readonly dueAt: string | null; readonly late: boolean }
type Entry = { readonly clock: string; readonly dueOn: string; readonly dueAt: string | null; readonly pausedAt: string | null; readonly pausedOn: string | null; readonly extendedBy: number; readonly legalBasis: string; readonly extension: unknown }
type Shown = { readonly may: string[]; readonly clocks: Entry[]; readonly actions: { action: string; input: Record<string, unknown> }[] }

const COUNTY = '140728'
let city: TestCity
let holder: Person
let manager: Person
const unit = newId()

beforeAll(async () => {
  city = await trialCity()
  city.setClock('2026-09-28T01:30:00.000Z')
  await asProgram(city, (tx) => insertMany(tx, orgUnits, [{ id: unit, region: COUNTY, version: 1, created_at: tx.work.now, updated_at: tx.work.now, closed_at: null, closed_reason: null, name: '平遥局', function: 'market', kind: 'county_government', sort_order: 1 }]))
  holder = await city.signIn({ rights: ['trial.read'], scope: 'department', region: COUNTY, unit })
  manager = await city.signIn({ rights: ['trial.read', 'trial.manage', 'inbox.read'], region: COUNTY })
})
afterAll(() => city.close())

/** Sets the clock; sessions that lay idle meanwhile go on. */
async function moveTo(now: string): Promise<void> {
  city.setClock(now)
  await city.installation.owner((owner) => owner.query(`update city_${TEST_CITY}.session set idle_until = '2199-01-01'`))
}
const get = async <T>({ token }: Person, path: string): Promise<T> => {
  const { status, body } = await call(city, token, 'GET', path)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as T
}
const doing = ({ token }: Person, id: string, action: string, body: object = {}, key?: string) =>
  call(city, token, 'POST', `/matters/trial/${id}/${action}`, body, key ? { 'idempotency-key': key } : {})
const shown = (who: Person, id: string): Promise<Shown> => get(who, `/matters/trial/${id}`)
const clockOf = async (id: string, name: string): Promise<Entry> => (await shown(manager, id)).clocks.find(({ clock }) => clock === name)!
const overdue = async (who: Person): Promise<string[]> => (await get<{ items: Item[] }>(who, '/overdue')).items.map(({ matterId }) => matterId)

/** All rows of a list, page by page. */
async function every(who: Person, path: string, limit = 3): Promise<Item[]> {
  const all: Item[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: Item[]; next: string | null } = await get(who, `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor && `&cursor=${cursor}`}`)
    all.push(...page.items)
    cursor = page.next
  }
  return all
}

describe('a limit in hours', () => {
  test('stands in the inbox with its hour, and is overdue from that instant on', async () => {
    const { id } = await openTrial(city, '两小时', { unit })
    expect((await get<{ items: Item[] }>(holder, '/me/inbox')).items.find(({ matterId }) => matterId === id)).toMatchObject({ dueOn: '2026-09-28', dueAt: '2026-09-28T03:30:00.000Z', late: false })
    await moveTo('2026-09-28T03:29:59.000Z')
    expect(await overdue(manager)).not.toContain(id)
    await moveTo('2026-09-28T03:30:00.000Z')
    expect(await overdue(manager)).toContain(id)
    expect((await doing(holder, id, 'tell')).status).toBe(200)
    expect(await overdue(manager)).not.toContain(id)
    // The days for handling it run on.
    expect((await get<{ items: Item[] }>(holder, '/me/inbox')).items.find(({ matterId }) => matterId === id)).toMatchObject({ dueOn: '2026-10-16', dueAt: null })
  })

  test('its holders are told at its hour, once, and not where it was met', async () => {
    await moveTo('2026-09-28T05:00:00.000Z')
    const [met, missed] = [await openTrial(city, '按时报告', { unit }), await openTrial(city, '没有报告', { unit })]
    expect((await doing(holder, met.id, 'tell')).status).toBe(200)
    const jobs = await asProgram(city, (tx) => tx.selectFrom('job').select(['id', 'kind', 'payload', 'region', 'attempts', 'person_id', 'run_at']).where('kind', '=', HOURS_JOB).where('run_at', '=', '2026-09-28T07:00:00.000Z' as never).execute())
    expect(jobs.map(({ payload }) => (payload as { id: string }).id).toSorted()).toEqual([met.id, missed.id].toSorted())
    await moveTo('2026-09-28T07:00:00.000Z')
    const run = async (job: Job): Promise<unknown> => {
      const { database, files } = city.installation
      return hourLimits([trialService]).run({ job, city: TEST_CITY, database, files, progress: async () => {}, stopping: () => false, write: (body) => asProgram(city, body), read: (body) => asProgram(city, body) })
    }
    const told = new Map<string, unknown>()
    for (const job of jobs as Job[]) told.set(String(job.payload['id']), await run(job))
    expect([told.get(met.id), told.get(missed.id)]).toEqual([{ told: 0 }, { told: 1 }])
    for (const job of jobs as Job[]) expect(await run(job)).toEqual({ told: 0 })
    const { items } = await get<{ items: { link: string }[] }>(holder, '/me/notifications')
    expect(items.map(({ link }) => link)).toEqual([`/matters/trial/${missed.id}`])
  })

  test('while it pauses it is in nobody’s overdue list, and the page says since when', async () => {
    await moveTo('2026-09-29T01:00:00.000Z')
    const { id } = await openTrial(city, '中止', { unit })
    await moveTo('2026-09-29T02:00:00.000Z')
    expect((await doing(holder, id, 'wait')).status).toBe(200)
    await moveTo('2026-12-01T02:00:00.000Z')
    expect(await overdue(manager)).not.toContain(id)
    expect(await clockOf(id, 'tell')).toMatchObject({ pausedOn: '2026-09-29', pausedAt: '2026-09-29T02:00:00.000Z' })
    expect((await doing(holder, id, 'resume')).status).toBe(200)
    expect(await clockOf(id, 'tell')).toMatchObject({ pausedAt: null, dueAt: '2026-12-01T03:00:00.000Z' })
    await moveTo('2026-12-01T03:00:00.000Z')
    expect(await overdue(manager)).toContain(id)
  })
})

describe('an extension', () => {
  test('is for who may grant it, as far as the law goes, once; it says its source and stands in the audit trail', async () => {
    await moveTo('2026-09-28T01:30:00.000Z')
    const { id } = await openTrial(city, '延长', { unit })
    expect([(await shown(manager, id)).may, (await shown(holder, id)).may.includes('extend')]).toEqual([['extend'], false])
    const asked = { clock: 'handle', reason: '等待检验结果' }
    expect((await doing(holder, id, 'extend', asked)).body).toMatchObject({ status: 403, code: 'right.missing' })
    expect((await doing(manager, id, 'extend', { clock: 'handle' })).body).toMatchObject({ status: 400, code: 'input.invalid' })
    expect((await doing(manager, id, 'extend', { ...asked, amount: 6 })).body).toMatchObject({ status: 422, code: 'matter.extension-too-long' })
    expect((await doing(manager, id, 'extend', { clock: 'tell', reason: '路断' })).body).toMatchObject({ status: 409, code: 'matter.no-extension' })
    const key = newId()
    const once = await doing(manager, id, 'extend', asked, key)
    expect(once).toMatchObject({ status: 200, body: { may: [] } })
    expect(await doing(manager, id, 'extend', asked, key)).toEqual(once)
    expect(await clockOf(id, 'handle')).toMatchObject({ dueOn: '2026-10-23', extendedBy: 5, legalBasis: '试验办法第三条', extension: null })
    expect((await doing(manager, id, 'extend', asked)).body).toMatchObject({ status: 409, code: 'matter.extended-already' })
    const { actions } = await shown(manager, id)
    expect(actions.map(({ action }) => action)).toEqual(['extend', 'open'])
    expect(actions[0]!.input).toEqual({ ...asked, amount: 5, unit: 'working_day', legal_basis: '试验办法第三条' })
    const trail = await asProgram(city, (tx) => tx.selectFrom('audit_touch').innerJoin('audit_entry', 'audit_entry.id', 'audit_touch.entry_id').select(['audit_entry.person_id', 'audit_entry.reason', 'audit_entry.changes']).where('row_id', '=', id).where('audit_entry.person_id', '=', manager.person).execute())
    expect(trail).toMatchObject([{ reason: '等待检验结果', changes: [{ table: 'trial', row: id, diff: { 'due_on handle': ['2026-10-16', '2026-10-23'], action: [null, 'extend'] } }] }])
  })

  test('is neither offered nor granted once the matter is done, or late', async () => {
    await moveTo('2026-09-28T01:30:00.000Z')
    const [done, late] = [await openTrial(city, '已结束', { unit }), await openTrial(city, '已逾期', { unit })]
    expect((await doing(holder, done.id, 'close')).status).toBe(200)
    expect((await shown(manager, done.id)).may).toEqual([])
    expect((await doing(manager, done.id, 'extend', { clock: 'handle', reason: '理由' })).body).toMatchObject({ status: 409, code: 'matter.clock-not-running' })
    await moveTo('2026-10-16T16:00:00.000Z')
    expect((await shown(manager, late.id)).may).toEqual([])
    expect((await doing(manager, late.id, 'extend', { clock: 'handle', reason: '理由' })).body).toMatchObject({ status: 409, code: 'matter.extension-late' })
  })
})

test('every count of the menu is the number of rows it opens, and pages hold each row once in the order of lateness', async () => {
  await moveTo('2026-10-08T01:00:00.000Z')
  // Several fall due at one instant; one lies with the unit and with the very person.
  for (let at = 0; at < 7; at++) await openTrial(city, `第 ${at} 件`, at === 0 ? { unit, person: holder.person } : { unit })
  await openTrial(city, '本人', { person: holder.person })
  for (const now of ['2026-10-08T02:00:00.000Z', '2026-10-08T03:00:00.000Z', '2026-10-30T00:00:00.000Z']) {
    await moveTo(now)
    for (const who of [holder, manager]) {
      const counts = await get<Record<string, number>>(who, '/me/counters')
      const lists = { late: '/overdue', inbox: '/me/inbox?of=matters', 'inbox.late': '/me/inbox?of=late', 'inbox.today': '/me/inbox?of=today', papers: '/me/inbox?of=papers' }
      for (const [code, path] of Object.entries(lists)) {
        const rows = await every(who, path)
        expect(rows.length, `${code} ${now}`).toBe(counts[code])
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
        const order = rows.map(({ dueAt, dueOn, id }) => `${dueAt ?? `${dueOn}T15:59:59.999Z`} ${id}`)
        expect(order).toEqual(order.toSorted())
      }
    }
  }
  expect((await every(holder, '/me/inbox')).length).toBeGreaterThanOrEqual(8)
  expect((await call(city, holder.token, 'GET', '/me/inbox?cursor=bm9uc2Vuc2U')).body).toMatchObject({ code: 'page.cursor' })
})
