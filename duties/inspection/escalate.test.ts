import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAudit } from '../../platform/audit/record.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { JobContext } from '../../platform/jobs/declare.ts'
import { act } from '../../platform/matter/act.ts'
import { insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram, makeUnit, runJobs } from '../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../registry/registers.ts'
import { operatingExceptions } from '../selfcheck/registers.ts'
import { escalateJob } from './escalate.ts'
import { rectificationService } from './orders.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`

type Person = { readonly token: string; readonly person: string }
let city: TestCity
let [chief, inspector, office, business]: Person[] = []
let orders: string[]
let places: string[]
let bureau: string
let enterprise: string
const owner = () => city.signIn({ rights: ['rectification.correct'], scope: 'own', region: COUNTY, enterprise })

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T01:00:00.000Z')
  bureau = await makeUnit(city, 'market', COUNTY)
  const fso = await makeUnit(city, 'fso', COUNTY)
  const rights = ['inspection.read', 'inspection.work', 'inspection.manage', 'premises.read', 'files.read']
  inspector = await city.signIn({ rights, region: COUNTY, unit: bureau })
  chief = await city.signIn({ rights: ['inspection.read'], region: COUNTY, unit: bureau })
  office = await city.signIn({ rights: ['inspection.read'], region: COUNTY, unit: fso })
  await city.installation.owner((owner) => owner.query(`update city_${TEST_CITY}.org_unit set leader_id = $2 where id = $1`, [bureau, chief!.person]))
  await city.installation.owner((owner) => owner.query(`update city_${TEST_CITY}.session set idle_minutes = 1000000`))
  const made = await asProgram(city, async (tx) => {
    const { id: owner_id } = await insertRow(tx, enterprises, { region: COUNTY, name: '整改催办公司', kind: 'company' })
    const [ids, at]: string[][] = [[], []]
    for (const name of ['甲店', '乙店']) {
      const { id } = await insertRow(tx, premises, { region: COUNTY, enterprise_id: owner_id, name, type: 'CATE', status: 'open' })
      at!.push(id)
      const order = {
        region: COUNTY, premises_id: id, enterprise_id: owner_id, title: `责令整改：${name}`, holder_unit: bureau, holder_person: inspector!.person, due_on: '2026-05-20' as DateOnly, late_level: 0, inspection: null, inspection_kind: 'daily',
        ordered_on: '2026-05-11' as DateOnly, items: [], case_lead: false, correction: null, corrected_on: null, returned_for: null, checked_note: null, checked_on: null,
      }
      ids!.push((await act(tx, rectificationService, null, 'open', { order })).id)
    }
    return { enterprise: owner_id, ids, at }
  })
  orders = made.ids!
  places = made.at!
  enterprise = made.enterprise
  business = await owner()
})
afterAll(() => city.close())

/** The night's job on the morning of a day. */
async function morning(day: string): Promise<unknown> {
  city.setClock(`${day}T00:00:00.000Z`)
  const who = { system: `job:${escalateJob.kind}`, city: TEST_CITY }
  return escalateJob.run({
    read: (body: never) => city.installation.database.read(who, body), write: (body: never) => city.installation.database.write(who, body, recordAudit), stopping: () => false, progress: async () => {},
  } as unknown as JobContext)
}
/** What somebody was told since he last read. */
async function told({ person }: Person): Promise<readonly string[]> {
  const { rows } = await city.installation.owner((owner) => owner.query<{ title_zh: string }>(`delete from city_${TEST_CITY}.notification where person_id = $1 and kind = 'inspection.late' returning title_zh`, [person]))
  return rows.map(({ title_zh }) => title_zh.replace(/（期限.*/, '')).toSorted()
}
const all = async (): Promise<readonly (readonly string[])[]> => [await told(business!), await told(inspector!), await told(chief!), await told(office!)]
const [A, B] = ['责令整改：甲店', '责令整改：乙店']

test('an order that is late is reminded of by itself, once: the business and whoever ordered, nobody above', async () => {
  expect(await morning('2026-05-20')).toEqual({ late: 0, urged: 0 })
  expect(await morning('2026-05-21')).toEqual({ late: 2, urged: 2 })
  expect(await all()).toEqual([[`提示函：${B}`, `提示函：${A}`].toSorted(), [`提示函：${B}`, `提示函：${A}`].toSorted(), [], []])
  expect(await morning('2026-05-21'), 'once a day').toMatchObject({ urged: 0 })
  expect(await morning('2026-05-22'), 'the next rung has its day').toMatchObject({ urged: 0 })
})

test('five working days late it goes up, with one letter of both to the bureau and one to the office above; what its business reported is late no more', async () => {
  expect((await call(city, business!.token, 'POST', `/matters/rectification/${orders[1]!}/correct`, { note: '已整改' })).status).toBe(200)
  expect(await morning('2026-05-27')).toEqual({ late: 1, urged: 1 })
  expect(await all()).toEqual([[`督办函：${A}`], [`督办函：${A}`], [`督办函：${A}`], [`督办函：${A}`]])
  await runJobs(city, 'workplan.print')
  const { documents, row } = (await call(city, inspector!.token, 'GET', `/matters/rectification/${orders[0]!}`)).body as { documents: { kind: string }[]; row: { late_level: number } }
  expect([documents.map(({ kind }) => kind), row.late_level]).toEqual([['supervision_letter', 'supervision_letter'], 2])
})

test('returned with a new date, an order is urged anew from the first rung; with none, where it had come to', async () => {
  const back = (due_on: string | null) => call(city, inspector!.token, 'POST', `/matters/rectification/${orders[1]!}/return`, { reason: '油烟管仍未清洗', due_on })
  expect((await back('2026-06-05')).body['row']).toMatchObject({ state: 'returned', late_level: 0, due_on: '2026-06-05' })
  await morning('2026-06-08')
  expect((await told(business!)).filter((title) => title.endsWith(B))).toEqual([`提示函：${B}`])
  expect((await call(city, (await owner()).token, 'POST', `/matters/rectification/${orders[1]!}/correct`, { note: '再次整改' })).status).toBe(200)
  expect((await back(null)).body['row']).toMatchObject({ late_level: 1, due_on: '2026-06-05' })
})

/** Sends two inspectors to both shops, by the 10th of June. */
async function sent(): Promise<{ readonly colleague: Person; readonly ids: string[] }> {
  city.setClock('2026-06-08T01:00:00.000Z')
  const unit = bureau
  const colleague = await city.signIn({ rights: ['inspection.work', 'premises.read'], region: COUNTY, unit })
  const { token } = await city.signIn({ rights: ['inspection.manage', 'inspection.read', 'premises.read', 'people.read'], region: COUNTY, unit })
  const { body } = await call(city, token, 'POST', '/inspections/assign', { premises: places, kind: 'daily', chosen_by: 'plan', inspectors: [inspector!.person, colleague.person], due_on: '2026-06-10' })
  return { colleague, ids: body['ids'] as string[] }
}
const visits = async (of: Person): Promise<readonly string[]> => (await told(of)).filter((title) => title.includes('监督检查'))

test('an inspection that is late climbs the same ladder: all its inspectors are told, the business is not', async () => {
  const { colleague, ids: [first] } = await sent()
  await morning('2026-06-10')
  expect(await visits(colleague), 'on its last day it is not late').toEqual([])
  await morning('2026-06-11')
  const both = ['提示函：监督检查：乙店', '提示函：监督检查：甲店']
  expect([await visits(inspector!), await visits(colleague), await visits(chief!), await visits(business!)].map((titles) => titles.toSorted())).toEqual([both, both, [], []])
  await asProgram(city, (tx) => insertRow(tx, operatingExceptions, { region: COUNTY, premises_id: places[1]!, enterprise_id: enterprise, kind: 'closed', from_on: '2026-06-12', until_on: '2026-06-17', reason: '停水' }))
  await morning('2026-06-17')
  expect([await visits(colleague), await visits(chief!), await visits(office!)], 'nobody is urged to a door that is closed that day').toEqual([['督办函：监督检查：甲店'], ['督办函：监督检查：甲店'], ['督办函：监督检查：甲店']])
  await morning('2026-06-18')
  expect(await visits(colleague)).toEqual(['督办函：监督检查：乙店'])
  // With the order of the other shop, which came to the same rung: one letter with the list of both.
  await runJobs(city, 'workplan.print-list')
  const { documents, row } = (await call(city, inspector!.token, 'GET', `/matters/inspection/${first!}`)).body as { documents: { kind: string }[]; row: { late_level: number } }
  expect([documents.map(({ kind }) => kind), row.late_level]).toEqual([['supervision_letter', 'supervision_letter'], 2])
})

test('an order held by a person without a unit is urged with the others and stops no night', async () => {
  const alone = await city.signIn({ rights: ['inspection.work'], region: COUNTY })
  await asProgram(city, async (tx) => act(tx, rectificationService, null, 'open', { order: {
    region: COUNTY, premises_id: places[0]!, enterprise_id: enterprise, title: '责令整改：丙', holder_unit: null, holder_person: alone.person, due_on: '2026-06-17' as DateOnly, late_level: 0, inspection: null, inspection_kind: 'daily',
    ordered_on: '2026-06-10' as DateOnly, items: [], case_lead: false, correction: null, corrected_on: null, returned_for: null, checked_note: null, checked_on: null,
  } }))
  await morning('2026-06-22')
  expect(await told(alone)).toEqual(['提示函：责令整改：丙'])
})
