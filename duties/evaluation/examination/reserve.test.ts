import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { asProgram, makeUnit } from '../evaluation.fixture.ts'
import type { DrawFile, ExaminationView, ReviewLine, Visit } from './contract.ts'
import { reserveOrder, verifyDraw } from './draw.ts'
import { filledIn, fillPool, people, rules, visits, type Expert, type People } from './examination.fixture.ts'
import { readExaminationDraw } from './read-draw.ts'

let city: TestCity
let who: People
let id: string
let reserve: readonly Expert[]

const post = (token: string, path: string, body: object = {}) => call(city, token, 'POST', path, body)
const at = (path: string) => `/examinations/${id}${path}`
const view = async (): Promise<ExaminationView> => (await call(city, who.office, 'GET', at('/view'))).body as unknown as ExaminationView
const published = async (): Promise<DrawFile> => (await call(city, who.reader, 'GET', at('/published'))).body as unknown as DrawFile
const publicPage = async (language: string): Promise<string> => (await city.app.inject({ method: 'GET', url: `/public/${TEST_CITY}/examinations/${id}?lang=${language}` })).body
const tokenOf = (person: string): string => reserve.find((one) => one.person === person)!.token

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00Z')
  await fillPool(city)
  who = await people(city)
  const unit = await makeUnit(city, 'agriculture', TEST_CITY)
  reserve = await Promise.all([0, 1, 2].map(async () => ({ unit, ...(await city.signIn({ rights: ['examination.expert', 'evaluation.read', 'files.read'], unit })) })))
  const opened = await post(who.office, '/examinations', { title: '模拟初评', kind: 'mock', region: TEST_CITY, starts_on: '2026-05-11', ends_on: '2026-05-13', teams: 2, rules })
  id = String(opened.body['id'])
  for (const [team, { person }] of [who.first, who.second].entries()) await post(who.office, at('/experts'), { person, team: team + 1, leader: true })
})
afterAll(() => city.close())

describe('a reserve of experts', () => {
  test('is sealed with the pool: nobody stands on it twice or in a group too, nobody leaves it after, and who comes later stands behind', async () => {
    for (const { person } of reserve.slice(0, 2)) expect((await post(who.office, at('/reserve'), { person })).status).toBe(201)
    expect((await post(who.office, at('/reserve'), { person: reserve[0]!.person })).body['code']).toBe('examination.expert-twice')
    expect((await post(who.office, at('/reserve'), { person: who.first.person })).body['code']).toBe('examination.expert-twice')
    expect((await post(who.office, at('/experts'), { person: reserve[0]!.person, team: 1 })).body['code']).toBe('examination.expert-twice')
    expect((await post(who.reader, at('/reserve'), { person: reserve[2]!.person })).status).toBe(403)
    await post(who.office, at('/commit'))
    const [sealed] = (await view()).reserve
    expect((await post(who.office, at(`/reserve/${sealed!.id}/remove`))).body['code']).toBe('examination.reserve-sealed')
    expect((await post(who.office, at(`/experts/${(await view()).experts[0]!.id}/replace`), { kind: 'unable', reason: '病假' })).body['code']).toBe('examination.state')
    expect((await post(who.office, at('/reserve'), { person: reserve[2]!.person })).status).toBe(201)
    await post(who.office, at('/draw'), { seed: '2026年5月10日开奖号码 7-3-21' })
    const file = await published()
    expect([file.reserve?.length, file.added?.length]).toEqual([2, 1])
    expect(verifyDraw(file, (await view()).examination.commitment_hash!)).toEqual([])
    expect(verifyDraw({ ...file, reserve: [...file.reserve!, ...file.added!], added: [] })).toContain('reserve')
    expect((await view()).reserve.map(({ id: one }) => one)).toEqual(reserveOrder(file as Required<DrawFile>, file.seed, file.commitmentHash))
    expect((await view()).reserve.at(-1)).toMatchObject({ late: true, order: 3, person_id: reserve[2]!.person })
  })

  test('gives its first for one who cannot take part: points open and covert go over, his scores stay, and who left sees nothing any more', async () => {
    const covert = async ({ token }: { token: string }): Promise<Visit[]> => (await visits(city, token, id)).filter((one) => one.covert)
    const [leaving, team] = (await covert(who.first)).length > 0 ? [who.first, 1] : [who.second, 2]
    const secret = (await covert(leaving)).map(({ name }) => name)
    const had = (await visits(city, leaving.token, id)).map(({ name }) => name)
    const line = ((await call(city, leaving.token, 'GET', at('/reviews'))).body['items'] as ReviewLine[]).find(({ recused }) => recused === null)!
    await call(city, leaving.token, 'PUT', at(`/reviews/${line.item}`), { score: 70, reason: '缺件', version: null })
    const before = await view()
    const expert = before.experts.find(({ person_id }) => person_id === leaving.person)!
    const replace = () => post(who.office, at(`/experts/${expert.id}/replace`), { kind: 'unable', reason: '手术住院' })
    const both = await Promise.all([replace(), replace()])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404])
    const next = before.reserve[0]!
    expect((await view()).experts.filter((one) => one.team === team)).toMatchObject([{ person_id: next.person_id, leader: true }])
    expect((await visits(city, tokenOf(next.person_id), id)).map(({ name }) => name)).toEqual(had)
    expect(await covert({ token: tokenOf(next.person_id) })).toHaveLength(secret.length)
    expect((await call(city, leaving.token, 'GET', at('/visits'))).body['code']).toBe('examination.not-expert')
    const told = await asProgram(city, (tx) => tx.selectFrom('notification').select('link').where('person_id', '=', next.person_id).where('kind', '=', 'examination.called').execute())
    expect(told).toEqual([{ link: at('/visits') }])
    expect((await view()).standing!.items.find(({ item }) => item === line.item)).toMatchObject({ papers: 70 })
    const file = await published()
    expect(verifyDraw(file, before.examination.commitment_hash!)).toEqual([])
    expect(readExaminationDraw(JSON.stringify(file))).toEqual(file)
    expect(file.replaced).toMatchObject([{ team, out: expert.id, in: next.id, passed: [], kind: 'unable' }])
    expect(verifyDraw({ ...file, replaced: [{ ...file.replaced![0]!, in: before.reserve[1]!.id }] })).toEqual(['replaced'])
    // The office that replaced him has learned of no covert point, nor has the trail.
    const answered = JSON.stringify([both, await view(), file.open, file.replaced])
    const trail = await asProgram(city, (tx) => sql<{ text: string }>`select changes::text as text from audit_entry where changes::text like '%examination%'`.execute(tx))
    expect(secret.filter((name) => answered.includes(name) || trail.rows.some(({ text }) => text.includes(name)))).toEqual([])
  })

  test('passes over whoever can no longer take part, and tells so; of one who must stay away scores and points are set aside', async () => {
    const before = await view()
    const [gone, next] = before.reserve.filter(({ called }) => !called)
    await asProgram(city, (tx) => sql`update post set ends_on = '2026-05-10', starts_on = '2026-01-01' where person_id = ${gone!.person_id}`.execute(tx))
    const leaving = before.experts.find(({ person_id }) => [who.first.person, who.second.person].includes(person_id))!
    const own = leaving.person_id === who.first.person ? who.first : who.second
    const line = ((await call(city, own.token, 'GET', at('/reviews'))).body['items'] as ReviewLine[]).find(({ recused }) => recused === null)!
    await call(city, own.token, 'PUT', at(`/reviews/${line.item}`), { score: 60, reason: '缺件', version: null })
    const points = await visits(city, own.token, id)
    for (const point of points) await call(city, own.token, 'PUT', at(`/visits/${point.id}`), filledIn(point))
    expect((await post(who.office, at(`/experts/${leaving.id}/replace`), { kind: 'recused', reason: '配偶在被查企业任职' })).body).toEqual({ in: next!.name, passed: 1 })
    expect((await view()).replacements.at(-1)).toMatchObject({ out: leaving.name, in: next!.name, kind: 'recused', passed: [{ id: gone!.id, why: 'gone', name: gone!.name }] })
    expect((await view()).standing!.items.find(({ item }) => item === line.item)).toMatchObject({ papers: null })
    const again = await visits(city, tokenOf(next!.person_id), id)
    expect(again.map(({ state, answers }) => [state, answers.length > 0])).toEqual(points.map(() => ['waiting', true]))
    expect(verifyDraw(await published())).toEqual([])
    expect((await post(who.office, at('/reserve'), { person: leaving.person_id })).body['code']).toBe('examination.stood-back')
  })

  test('that has nobody left leaves a group of one as it is and says what to do; one more on it may be called', async () => {
    const [expert] = (await view()).experts
    expect((await post(who.office, at(`/experts/${expert!.id}/replace`), { kind: 'unable', reason: '出差' })).body['code']).toBe('examination.reserve-empty')
    expect((await view()).experts.map(({ id: one }) => one)).toContain(expert!.id)
    const { person } = await city.signIn({ rights: ['examination.expert', 'evaluation.read'] })
    expect((await post(who.office, at('/reserve'), { person })).status).toBe(201)
    expect((await post(who.office, at(`/experts/${expert!.id}/replace`), { kind: 'unable', reason: '出差' })).status).toBe(200)
    expect(verifyDraw(await published())).toEqual([])
  })

  test('is told on the public page by places in its order, never by names or reasons', async () => {
    const [zh, en] = [await publicPage('zh'), await publicPage('en')]
    for (const words of ['抽取后更换的专家', '备选第 1 位接替', '应当回避', '（封存后增补）', '不能参加']) expect(zh).toContain(words)
    for (const words of ['Experts replaced after the draw', 'no. 1 of the reserve', 'must stay away', 'passed over']) expect(en).toContain(words)
    const { reserve: all, replacements } = await view()
    for (const { reason } of replacements) expect(zh).not.toContain(reason)
    const { rows } = await asProgram(city, (tx) => sql<{ login: string }>`select login from credential where person_id = any(${all.map(({ person_id }) => person_id)}::uuid[])`.execute(tx))
    expect(rows.filter(({ login }) => zh.includes(login))).toEqual([])
  })
})
