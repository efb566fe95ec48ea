import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../platform/core/ids.ts'
import { pathOf } from '../../../platform/evidence/bytes.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { readPaper } from '../../../platform/documents/paper.ts'
import { asProgram, makeUnit, runJobs } from '../../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../../registry/registers.ts'
import type { FieldBundle } from '../contract.ts'
import { remindPublication } from '../public/remind.ts'
import { standing } from '../sheets/applicable.ts'
import type { Finding } from '../sheets/sheet.ts'

const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const PHOTO = 'b'.repeat(64)
let city: TestCity
let unit: string
let leader: { token: string; person: string }
let first: { token: string; person: string }
let second: { token: string; person: string }
let place: { id: string; enterprise_id: string }

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T00:30:00.000Z')
  unit = await makeUnit(city, 'market', COUNTY)
  const rights = ['inspection.work', 'inspection.read', 'premises.read', 'people.read', 'files.read', 'files.write', 'jobs.read']
  leader = await city.signIn({ rights: [...rights, 'inspection.manage'], region: COUNTY, unit })
  ;[first, second] = [await city.signIn({ rights, region: COUNTY, unit }), await city.signIn({ rights, region: COUNTY, unit })]
  await city.installation.owner((owner) => owner.query(`update city_${TEST_CITY}.org_unit set leader_id = $1, name = '平山县市场监督管理局' where id = $2`, [leader.person, unit]))
  place = await asProgram(city, async (tx) => {
    const owner = await insertRow(tx, enterprises, { region: COUNTY, name: '王小明（个体工商户）', kind: 'individual' })
    return await insertRow(tx, premises, { region: COUNTY, enterprise_id: owner.id, name: '望江楼饭店', type: 'CATE', status: 'open', lng: 112.17, lat: 37.19, contact: '王小明', phone: '13800138000' }) as unknown as typeof place
  })
})
afterAll(() => city.close())

/** An inspection with one key item failed, its note naming a person. */
async function held(told: Record<string, unknown> = {}): Promise<string> {
  city.setClock('2026-05-11T00:30:00.000Z')
  const { ids } = (await call(city, leader.token, 'POST', '/inspections/assign', { premises: [place.id], kind: 'daily', chosen_by: 'plan', inspectors: [first.person, second.person] })).body as { ids: string[] }
  const carried = (await call(city, first.token, 'GET', '/field/bundle')).body as unknown as FieldBundle
  const sheet = carried.sheets[carried.tasks.find(({ id }) => id === ids[0])!.sheet]!
  const facts = Object.fromEntries(sheet.facts.map(({ code }) => [code, false]))
  const asked = sheet.items.filter((item) => standing(item, facts) === 'applies')
  const key = asked.find((item) => item.key && !item.measure)!
  const findings = asked.map(({ code, measure, photo }): Finding => (code === key.code ? { code, verdict: 'fail', note: '厨师李四未晨检', photos: [PHOTO] }
    : { code, verdict: 'pass', ...(measure && { value: measure.min ?? measure.max ?? 0 }), ...(photo === 'always' && { photos: [PHOTO] }) }))
  city.setClock('2026-05-11T02:00:00.000Z')
  const answer = await call(city, first.token, 'POST', `/matters/inspection/${ids[0]}/finish`, {
    facts, findings, corrected: [], stop: false, present: [first.person, second.person], started_at: '2026-05-11T01:00:00.000Z', signed_at: '2026-05-11T01:40:00.000Z', finished_at: '2026-05-11T01:41:00.000Z',
    sent_at: '2026-05-11T02:00:00.000Z', lng: 112.171, lat: 37.19, accuracy: 10, ...told,
  }, { 'idempotency-key': newId() })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return ids[0]!
}

const conduct = { signatures: {}, businessBy: null, refusal: { reason: '不认可检查结果', witness: '社区工作人员', video: null }, entrusting: null, exam: { asked: 2, passed: 1, resitOn: '2026-05-20' }, samples: 2, evidence: { what: '进货票据复印件 2 份', files: [] } }
const ask = (id: string, kind: string) => call(city, first.token, 'POST', `/inspections/${id}/papers`, { kind })
const page = async (path: string) => {
  const answer = await city.app.inject({ method: 'GET', url: `/public/${TEST_CITY}${path}` })
  return { status: answer.statusCode, html: answer.body }
}

test('papers are numbered by unit and year, once for a record, as Word and PDF with one number', async () => {
  const id = await held({ conduct })
  for (const kind of ['inspection_record', 'inspection_result', 'correction_order']) expect((await ask(id, kind)).status).toBe(202)
  expect((await ask(id, 'result_poster')).body['code']).toBe('inspection.paper-without')
  const made = await runJobs(city, 'inspection.print') as { document: string; docx: string; pdf: string }[]
  await ask(id, 'correction_order')
  expect(await runJobs(city, 'inspection.print')).toEqual([made[2]])
  const documents = (await call(city, first.token, 'GET', `/documents?matter=inspection&matter_id=${id}`)).body['items'] as { number: string; kind: string; file_id: string }[]
  expect(Object.fromEntries(documents.map(({ kind, number }) => [kind, number]))).toEqual({ inspection_record: '平山市监检记〔2026〕1号', inspection_result: '平山市监检结〔2026〕1号', correction_order: '平山市监责改〔2026〕1号' })
  const bytes = async (file: string) => readFileSync(pathOf(city.installation.files, await asProgram(city, async (tx) => (await tx.selectFrom('file').select('hash').where('id', '=', file).executeTakeFirstOrThrow()).hash)))
  expect((await bytes(made[2]!.pdf)).subarray(0, 5).toString()).toBe('%PDF-')
  const said = JSON.stringify(readPaper('a.docx', await bytes(made[1]!.docx)))
  for (const text of ['进货票据复印件 2 份', '望江楼饭店', '不符合', '社区工作人员', '抽查考核食品安全管理人员 2 人，合格 1 人', '现场抽样 2 批次', '厨师李四未晨检']) expect(said).toContain(text)
  expect(JSON.stringify(readPaper('a.docx', await bytes(made[2]!.docx)))).toContain('2026年5月26日前改正')
})

test('a refusal without witness or video is refused, and so is an exam without a day for the resit', async () => {
  city.setClock('2026-05-11T00:30:00.000Z')
  const { ids } = (await call(city, leader.token, 'POST', '/inspections/assign', { premises: [place.id], kind: 'daily', chosen_by: 'plan', inspectors: [first.person, second.person] })).body as { ids: string[] }
  city.setClock('2026-05-11T02:00:00.000Z')
  const answer = await call(city, first.token, 'POST', `/matters/inspection/${ids[0]}/finish`, {
    facts: Object.fromEntries([]), findings: [], corrected: [], stop: false, present: [first.person, second.person], started_at: '2026-05-11T01:00:00.000Z', signed_at: '2026-05-11T01:40:00.000Z', finished_at: '2026-05-11T01:41:00.000Z', sent_at: '2026-05-11T02:00:00.000Z',
    conduct: { ...conduct, refusal: { reason: 'x', witness: null, video: null }, exam: { asked: 2, passed: 1, resitOn: null } },
  })
  expect([400, 422]).toContain(answer.status)
  expect(JSON.stringify(answer.body)).toMatch(/conduct\.refusal\.witness/)
})

test('who sat again is written down; no more pass than had failed', async () => {
  const id = await held({ conduct })
  const resit = (passed: number, on: string | null = null) => call(city, first.token, 'POST', `/matters/inspection/${id}/resit`, { passed, on })
  expect((await resit(2)).status).toBe(400)
  expect((await resit(0)).status).toBe(400)
  expect((await resit(0, '2026-06-01')).body['row']).toMatchObject({ resit_passed: 0, resit_on: '2026-06-01', exam_asked: 2, exam_passed: 1, refused: true, samples: 2 })
  expect((await resit(1)).body['row']).toMatchObject({ resit_passed: 1, resit_on: null })
  expect((await resit(1)).status).toBe(409)
})

test('anyone finds a published result by the place’s name; nothing of a person stands on it, and nothing before it is published', async () => {
  const id = await held()
  expect((await page(`/inspections/${id}`)).status).toBe(404)
  expect((await page(`/inspections?q=${encodeURIComponent('望江')}`)).html).not.toContain(id)
  await call(city, leader.token, 'POST', `/matters/inspection/${id}/publish`, {})
  const { status, html } = await page(`/inspections/${id}?lang=zh`)
  expect(status).toBe(200)
  for (const text of ['望江楼饭店', '不符合', '2026-05-11', '平山县市场监督管理局']) expect(html).toContain(text)
  for (const person of ['李四', '王小明', '13800138000', first.person]) expect(html).not.toContain(person)
  expect((await page(`/inspections?q=${encodeURIComponent('望江')}&lang=en`)).html).toContain(id)
  expect((await page(`/inspections?q=${encodeURIComponent('没有的店')}`)).html).not.toContain(id)
  expect((await page('/inspections?q=x')).status).toBe(200)
  expect((await page('/inspections?q=%00%00&after=x')).status).toBe(200)
  expect((await page(`/inspections?q=${encodeURIComponent("<script>'")}`)).html).not.toContain('<script>')
  expect((await page('/inspections/nonsense')).status).toBe(404)
  expect((await ask(id, 'result_poster')).status).toBe(202)
  expect(await runJobs(city, 'inspection.print')).toHaveLength(1)
})

test('the unit’s leader is reminded once a day of results that are late or nearly so', async () => {
  await held()
  city.setClock('2026-06-30T01:00:00.000Z')
  expect(await asProgram(city, (tx) => remindPublication(tx))).toEqual({ told: 1 })
  expect(await asProgram(city, (tx) => remindPublication(tx))).toEqual({ told: 0 })
  city.setClock('2026-05-11T02:00:00.000Z')
})

test('results are published many at once, those due first, by who may publish each of them', async () => {
  const ids = [await held(), await held()]
  const waiting = async () => ((await call(city, leader.token, 'GET', '/inspections/to-publish')).body as { items: { id: string; publish_by: string }[] }).items
  const listed = await waiting()
  expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
  expect(listed.map((one) => one.publish_by)).toEqual(listed.map((one) => one.publish_by).toSorted())
  const publish = (token: string, chosen: readonly string[]) => call(city, token, 'POST', '/inspections/publish', { ids: chosen })
  expect((await publish(first.token, ids)).status).toBe(403)
  expect((await publish(leader.token, [...ids, newId()])).status).toBe(404)
  expect((await page(`/inspections/${ids[0]}`)).status, 'all or none').toBe(404)
  expect((await publish(leader.token, [...ids, ids[0]!])).body).toEqual({ published: 2 })
  expect((await publish(leader.token, ids)).body).toEqual({ published: 0 })
  expect((await page(`/inspections/${ids[1]}`)).status).toBe(200)
  expect((await waiting()).some(({ id }) => ids.includes(id))).toBe(false)
})
