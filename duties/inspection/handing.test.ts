import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DateOnly } from '../../platform/core/dates.ts'
import { act } from '../../platform/matter/act.ts'
import { insertRow } from '../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { asProgram, makeUnit, runJobs } from '../evaluation/evaluation.fixture.ts'
import { enterprises, premises } from '../registry/registers.ts'
import { replacement, verifyDraw, type DrawFile } from './draw/draw.ts'
import { readDrawFile } from './draw/read.ts'
import { recusals } from './draw/registers.ts'
import { ASSIGN_JOB } from './draw/service.ts'
import { rectificationService } from './orders.ts'

/** An inspector moves on: what passes to a successor in one step, and what the law keeps from him. */
const COUNTY = `${TEST_CITY.slice(0, 4)}28`
const TOWN = `${COUNTY}100`
type Person = { token: string; person: string }
type Line = { matter: string; id: string; title: string; to: string | null; toName: string | null; why: { zh: string } | null }
type Passing = { lines: Line[]; seal: string; others: { id: string }[] }

let city: TestCity
let [manager, second, leaving, successor, partner, townsman]: Person[] = []
let inspectors: Person[]
let station: string
let places: Record<'plain' | 'pair' | 'recused' | 'outside' | 'ordered', string>
let shops: string[]

const RIGHTS = ['inspection.draw', 'inspection.manage', 'inspection.read', 'premises.read', 'people.read']
const send = async (place: string, who: readonly Person[], way = 'plan'): Promise<string> => {
  const answer = await call(city, manager!.token, 'POST', '/inspections/assign', { premises: [place], kind: 'daily', chosen_by: way, inspectors: who.map(({ person }) => person) })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return (answer.body['ids'] as string[])[0]!
}
const look = async (to: Person, who = manager!): Promise<Passing> => {
  const answer = await call(city, who.token, 'GET', `/duty/people/${leaving!.person}/handover?to=${to.person}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body['passing'] as Passing
}
const move = (to: Person, seal: string, who = manager!) => call(city, who.token, 'POST', `/duty/people/${leaving!.person}/hand-over`, { to: to.person, seal, note: '调任' })
const inspectorsAt = async (id: string): Promise<readonly string[]> => ((await call(city, manager!.token, 'GET', `/matters/inspection/${id}`)).body['row'] as { inspectors: string[] }).inspectors
const draw = (who: Person, id: string, action: string, body: Record<string, unknown> = {}) => call(city, who.token, 'POST', `/matters/draw/${id}/${action}`, body)
const whyOf = ({ lines }: Passing, id: string): string | null | undefined => lines.find((one) => one.id === id)?.why?.zh

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T00:30:00.000Z')
  station = await makeUnit(city, 'market', COUNTY)
  const official = () => city.signIn({ rights: RIGHTS, region: COUNTY, unit: station })
  const inspector = (region = COUNTY) => city.signIn({ rights: ['inspection.work', 'inspection.read', 'premises.read', 'inbox.read'], region, unit: station })
  ;[manager, second] = [await official(), await official()]
  ;[leaving, successor, partner, townsman] = [await inspector(), await inspector(), await inspector(), await inspector(TOWN)]
  inspectors = [leaving!, partner!, await inspector(), await inspector(), await inspector(), await inspector()]
  await asProgram(city, async (tx) => {
    const [own, other] = [await insertRow(tx, enterprises, { region: COUNTY, name: '移交试验公司', kind: 'company' }), await insertRow(tx, enterprises, { region: COUNTY, name: '接手人亲属公司', kind: 'company' })]
    await insertRow(tx, recusals, { region: COUNTY, note: '亲属经营', person_id: successor!.person, enterprise: other.id, ground: 'family', starts_on: '2026-01-01' })
    const make = async (name: string, enterprise_id = own.id, type = 'CATE', region = COUNTY) => (await insertRow(tx, premises, { region, enterprise_id, name, type, status: 'open' })).id
    places = { plain: await make('普通店'), pair: await make('同组店'), recused: await make('回避店', other.id), outside: await make('县城店'), ordered: await make('整改店') }
    shops = []
    for (let n = 0; n < 6; n++) shops.push(await make(`抽查店${n}`, own.id, 'SHOP'))
  })
})
afterAll(() => city.close())

describe('what passes and what stays is shown first', () => {
  let ids: Record<'plain' | 'pair' | 'recused' | 'elsewhere', string>
  let order: string
  beforeAll(async () => {
    ids = {
      plain: await send(places.plain, [leaving!, partner!]), pair: await send(places.pair, [successor!, leaving!]), recused: await send(places.recused, [leaving!, partner!]),
      elsewhere: await send(places.outside, [leaving!, partner!], 'double_random'),
    }
    order = await asProgram(city, async (tx) => (await act(tx, rectificationService, null, 'open', { order: {
      region: COUNTY, premises_id: places.ordered, enterprise_id: (await tx.selectFrom('premises').select('enterprise_id').where('id', '=', places.ordered).executeTakeFirstOrThrow()).enterprise_id, title: '责令整改：整改店', holder_unit: station,
      holder_person: leaving!.person, due_on: '2026-05-20' as DateOnly, late_level: 0, inspection: null, inspection_kind: 'daily', ordered_on: '2026-05-11' as DateOnly, items: [], case_lead: false, correction: null, corrected_on: null, returned_for: null, checked_note: null, checked_on: null,
    } })).id)
  })

  test('a pair that the successor belongs to, a business from which he stands back, a draw made elsewhere stay, each with its reason', async () => {
    const passing = await look(successor!)
    expect(passing.lines.filter(({ to }) => to === successor!.person).map(({ id }) => id).toSorted()).toEqual([ids.plain, order].toSorted())
    expect([whyOf(passing, ids.pair), whyOf(passing, ids.recused), whyOf(passing, ids.elsewhere)]).toEqual(['接手人已是这一户的检查人员，移交后不足两人', '接手人登记了回避', '检查人员由别处随机抽出，须在原处另抽后更换'])
    expect(await inspectorsAt(ids.plain), 'nothing is kept').toEqual([leaving!.person, partner!.person])
  })

  test('to one with another area, or without a post that inspects, nothing passes; himself, a stranger, nobody are refused', async () => {
    expect(new Set((await look(townsman!)).lines.filter(({ id }) => id !== ids.elsewhere).map(({ why }) => why?.zh))).toEqual(new Set(['接手人的辖区不含此处']))
    expect(new Set((await look(second!)).lines.map(({ why }) => why?.zh))).toEqual(new Set(['接手人没有办理此事的职责']))
    const self = await call(city, manager!.token, 'GET', `/duty/people/${leaving!.person}/handover?to=${leaving!.person}`)
    expect([self.status, (self.body['fields'] as { path: string }[])[0]!.path]).toEqual([400, 'to'])
    const outsider = await city.signIn({ rights: ['people.read'], region: `${TEST_CITY.slice(0, 4)}02` })
    expect((await call(city, outsider.token, 'GET', `/duty/people/${leaving!.person}/handover?to=${successor!.person}`)).status).toBe(404)
  })

  test('who may see but not assign is shown that he may not, and moves nothing', async () => {
    const reader = await city.signIn({ rights: ['inspection.read', 'people.read', 'premises.read'], region: COUNTY, unit: station })
    const passing = await look(successor!, reader)
    expect(new Set(passing.lines.map(({ why }) => why?.zh))).toEqual(new Set(['您无权更换其承办人']))
    expect((await move(successor!, passing.seal, reader)).body['code']).toBe('handover.nothing')
  })

  test('it goes only as it was shown; then all of it is the successor’s, with one word to him', async () => {
    const { seal } = await look(successor!)
    const more = await send(places.plain, [leaving!, partner!])
    expect((await move(successor!, seal)).body['code']).toBe('handover.changed')
    expect(await inspectorsAt(ids.plain)).toContain(leaving!.person)
    const answer = await move(successor!, (await look(successor!)).seal)
    expect([answer.status, answer.body]).toEqual([200, { moved: 3, drawn: 0, stayed: 3 }])
    expect([await inspectorsAt(ids.plain), await inspectorsAt(more), await inspectorsAt(ids.pair)]).toEqual([[successor!.person, partner!.person], [successor!.person, partner!.person], [successor!.person, leaving!.person]])
    expect((await call(city, manager!.token, 'GET', `/matters/rectification/${order}`)).body['row']).toMatchObject({ holder_person: successor!.person, holder_unit: station })
    const told = (await call(city, successor!.token, 'GET', '/me/notifications')).body['items'] as { title: { zh: string } }[]
    expect(told.map(({ title }) => title.zh)).toEqual([expect.stringMatching(/移交给您 3 件事项：调任$/)])
  })

  test('by hand, too, an order goes to who may re-check it and does not stand back', async () => {
    const give = (to: Person) => call(city, manager!.token, 'POST', `/matters/rectification/${order}/entrust`, { person: to.person, reason: '分工调整' })
    expect((await give(second!)).body['code']).toBe('matter.not-entrusted')
    expect((await give(successor!)).body['code']).toBe('matter.not-entrusted')
    expect((await give(partner!)).body['row']).toMatchObject({ holder_person: partner!.person })
  })

  test('who stands back is not sent by hand either', async () => {
    const answer = await call(city, manager!.token, 'POST', '/inspections/assign', { premises: [places.recused], kind: 'daily', chosen_by: 'plan', inspectors: [successor!.person, partner!.person] })
    expect([answer.status, (answer.body['fields'] as { path: string }[]).map(({ path }) => path)]).toEqual([400, ['inspectors']])
  })
})

describe('what was drawn at random', () => {
  const SALT = 'a1b2c3d4e5f60718'
  let id: string
  const fileOf = async (): Promise<DrawFile> => (await call(city, manager!.token, 'GET', `/draws/${id}/file`)).body as unknown as DrawFile
  beforeAll(async () => {
    const opened = await call(city, manager!.token, 'POST', '/matters/draw', { title: '销售双随机', region: COUNTY, types: ['SHOP'], levels: [], near_school: false, count: 6, each: 2, inspectors: inspectors.map(({ person }) => person), due_on: '2026-06-30' })
    id = (opened.body['row'] as { id: string }).id
    await draw(manager!, id, 'freeze')
    await draw(manager!, id, 'seal', { commitment: createHash('sm3').update(`${SALT}|31`).digest('hex') })
    await draw(second!, id, 'enter', { number: '0704' })
    await draw(manager!, id, 'reveal', { number: '31', salt: SALT })
  })

  test('goes to whom the published method draws, not to the successor, whether sent out or not; the file verifies', async () => {
    const before = await fileOf()
    const his = before.draws.filter(({ inspectors: who }) => who.includes(leaving!.person)).map(({ object }) => object)
    expect(his.length).toBeGreaterThan(1)
    const passing = await look(successor!)
    const lines = passing.lines.filter(({ matter }) => matter === 'draw')
    expect([lines.length, lines.every(({ to, why }) => to !== null && to !== successor!.person && why!.zh === '双随机抽中，由公布的方法另抽')]).toEqual([his.length, true])
    await draw(manager!, id, 'publish')
    await draw(manager!, id, 'assign', {})
    await runJobs(city, ASSIGN_JOB)
    const sent = await look(successor!)
    const drawn = sent.lines.filter(({ why }) => why?.zh === '双随机抽中，由公布的方法另抽')
    expect(drawn.map(({ matter, to }) => [matter, to])).toEqual(lines.map(({ to }) => ['inspection', to]))
    expect((await call(city, manager!.token, 'POST', `/matters/inspection/${drawn[0]!.id}/reassign`, { inspectors: [successor!.person, partner!.person], reason: '调任' })).body['code']).toBe('inspection.drawn')
    const answer = await move(successor!, sent.seal)
    expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ moved: 0, drawn: his.length })
    for (const one of drawn) expect(await inspectorsAt(one.id)).toContain(one.to)
    const file = await fileOf()
    expect([verifyDraw(readDrawFile(JSON.stringify(file))), file.redrawn.map(({ object, out, reason }) => [object, out, reason])]).toEqual([[], his.map((object) => [object, leaving!.person, '调离或不再检查'])])
    expect((await look(successor!)).lines.filter(({ why }) => why?.zh === '双随机抽中，由公布的方法另抽')).toEqual([])
  })

  test('one whom the method names and who has left is replaced in turn: both steps stand in the file', async () => {
    const rows = (await call(city, manager!.token, 'GET', `/drawn-place?draw=${id}`)).body['items'] as { id: string; premises_id: string; inspectors: string[] }[]
    const [before, place] = [await fileOf(), rows.find(({ inspectors: who }) => who.includes(partner!.person))!]
    const named = replacement(before, place.premises_id, partner!.person)!
    await city.installation.owner((owner) => owner.query(`update city_${TEST_CITY}.post set ends_on = '2026-05-01' where person_id = $1`, [named]))
    const answer = await draw(second!, id, 'redraw', { place: place.id, out: partner!.person, ground: 'interest' })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const file = await fileOf()
    const steps = file.redrawn.slice(before.redrawn.length)
    expect([verifyDraw(readDrawFile(JSON.stringify(file))), steps.map(({ out, reason }) => [out, reason])]).toEqual([[], [[partner!.person, '有利害关系'], [named, '调离或不再检查']]])
    const now = (await call(city, manager!.token, 'GET', `/drawn-place/${place.id}`)).body['row'] as { inspectors: string[]; inspection: string }
    expect([now.inspectors.includes(steps[1]!.in), now.inspectors.includes(named), await inspectorsAt(now.inspection)]).toEqual([true, false, now.inspectors])
  })
})
