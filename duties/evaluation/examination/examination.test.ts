import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { asProgram } from '../evaluation.fixture.ts'
import type { DrawFile, ExaminationView, ReviewLine, Visit } from './contract.ts'
import { hashOf } from '../../../platform/core/draw.ts'
import { readExaminationDraw } from './read-draw.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { verifyDraw } from './draw.ts'
import { interviews } from './registers.ts'
import { drawn, filledIn, fillPool, people, rules, visits, type People } from './examination.fixture.ts'

let city: TestCity
let who: People
let id: string
const post = (token: string, path: string, body: object = {}, headers: Record<string, string> = {}) => call(city, token, 'POST', path, body, headers)
const view = async (token: string, of = id): Promise<ExaminationView> => (await call(city, token, 'GET', `/examinations/${of}/view`)).body as unknown as ExaminationView
const open = (more: object = {}) => ({ title: '模拟初评', kind: 'mock', region: TEST_CITY, starts_on: '2026-05-11', ends_on: '2026-05-13', teams: 2, rules, ...more })

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00Z')
  await fillPool(city)
  who = await people(city)
  id = await drawn(city, who)
})
afterAll(() => city.close())

describe('opening an examination', () => {
  test('needs the right, the city, days in order, kinds that exist and areas enough', async () => {
    expect((await post(who.reader, '/examinations', open())).status).toBe(403)
    expect((await post(who.office, '/examinations', open({ region: '140728' }))).body['code']).toBe('examination.city')
    expect((await post(who.office, '/examinations', open({ ends_on: '2026-05-01' }))).body['code']).toBe('examination.days')
    expect((await post(who.office, '/examinations', open({ rules: { ...rules, covert: { ...rules.covert, quotas: { NONE: 2 } } } }))).body['code']).toBe('examination.kind')
    expect((await post(who.office, '/examinations', open({ rules: { ...rules, open: { ...rules.open, areas: { district: 50, county: 0 } } } }))).body['code']).toBe('examination.too-few-areas')
  })

  test('sealed twice at once is sealed once, and what was sealed stays; nothing is drawn before it', async () => {
    const other = String((await post(who.office, '/examinations', open())).body['id'])
    expect((await post(who.office, `/examinations/${other}/draw`, { seed: 'too early' })).body['code']).toBe('examination.state')
    expect((await call(city, who.office, 'GET', `/examinations/${other}/published`)).status).toBe(404)
    const both = await Promise.all([0, 0].map(() => post(who.office, `/examinations/${other}/commit`)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const published = (await call(city, who.reader, 'GET', `/examinations/${other}/published`)).body
    expect(Object.keys(published).toSorted()).toEqual(['commitment', 'commitmentHash'])
    expect(published['commitmentHash']).toBe((await view(who.reader, other)).examination.commitment_hash)
  })

  test('an expert is in it once, and none of the examined city in a provincial one', async () => {
    const provincial = String((await post(who.office, '/examinations', open({ kind: 'provincial' }))).body['id'])
    expect((await post(who.office, `/examinations/${provincial}/experts`, { person: who.first.person, team: 1 })).body['code']).toBe('examination.recused')
    const mock = String((await post(who.office, '/examinations', open())).body['id'])
    const add = () => post(who.office, `/examinations/${mock}/experts`, { person: who.first.person, team: 1 })
    expect((await Promise.all([add(), add()])).map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect((await post(who.office, `/examinations/${mock}/experts`, { person: who.second.person, team: 3 })).body['code']).toBe('examination.team')
    const { person } = await city.signIn({ rights: ['examination.expert'], region: '140728' })
    expect((await post(who.office, `/examinations/${mock}/experts`, { person, team: 1 })).body['code']).toBe('examination.out-of-reach')
  })
})

describe('an expert from outside', () => {
  test('takes part in a provincial examination once he says where he works; one who works in the city is told why he may not', async () => {
    const provincial = String((await post(who.office, '/examinations', open({ kind: 'provincial' }))).body['id'])
    const { person } = await city.signIn({ rights: ['examination.expert', 'evaluation.read'] })
    await asProgram(city, (tx) => sql`update person set kind = 'expert', unit_id = null where id = ${person}`.execute(tx))
    const add = (employer?: string) => post(who.office, `/examinations/${provincial}/experts`, { person, team: 1, ...(employer ? { employer } : {}) })
    expect((await add()).body['code']).toBe('examination.employer')
    const refused = (await add('平遥县市场监督管理局')).body
    expect(refused['code']).toBe('examination.recused')
    expect(JSON.stringify(refused)).toContain('平遥县市场监督管理局')
    expect((await add('省食品检验研究院')).status).toBe(201)
    expect((await view(who.office, provincial)).experts).toMatchObject([{ person_id: person, employer: '省食品检验研究院', unit: null }])
    await post(who.office, `/examinations/${provincial}/commit`)
    expect((await post(who.office, `/examinations/${provincial}/draw`, { seed: 'a seed of dice' })).status).toBe(200)
  })
})

describe('the draw', () => {
  test('is public: anybody sees seal, seed and open list, and takes the file away; nothing of one that is not sealed', async () => {
    const page = (path: string) => city.app.inject({ method: 'GET', url: `/public/${TEST_CITY}/examinations${path}` })
    const file = JSON.parse((await page(`/${id}/file`)).body) as DrawFile
    expect(verifyDraw(file)).toEqual([])
    expect(readExaminationDraw(JSON.stringify(file))).toEqual(file)
    const { body } = await page(`/${id}?lang=en`)
    for (const words of [file.commitmentHash, file.seed, ...file.open.points.map(({ name }) => name)]) expect(body).toContain(words)
    const secret = (await asProgram(city, (tx) => sql<{ name: string }>`select name from examination_covert where examination_id = ${id}`.execute(tx))).rows
    for (const { name } of secret) expect(body).not.toContain(name)
    expect((await page('')).body).toContain(id)
    const unsealed = String((await post(who.office, '/examinations', open())).body['id'])
    expect((await page(`/${unsealed}`)).statusCode).toBe(404)
    expect((await page('')).body).not.toContain(unsealed)
  })

  test('is published for everyone and drawn again to the same list; a second press draws nothing', async () => {
    const file = (await call(city, who.reader, 'GET', `/examinations/${id}/published`)).body as unknown as DrawFile
    expect(verifyDraw(file, (await view(who.reader)).examination.commitment_hash!)).toEqual([])
    expect(file.open.points).toHaveLength(3)
    expect(file.covert).toBeUndefined()
    expect(hashOf(file.pool)).toBe(file.commitment.poolHash)
    expect((await post(who.office, `/examinations/${id}/draw`, { seed: 'another seed' })).body['code']).toBe('examination.state')
  })

  test('with one idempotency key sent twice is one draw', async () => {
    const other = String((await post(who.office, '/examinations', open())).body['id'])
    await post(who.office, `/examinations/${other}/experts`, { person: who.first.person, team: 1 })
    await post(who.office, `/examinations/${other}/commit`)
    const [a, b] = await Promise.all([0, 0].map(() => post(who.office, `/examinations/${other}/draw`, { seed: 'a seed of dice' }, { 'idempotency-key': 'draw-0001' })))
    expect([a!.status, b!.status]).toEqual([200, 200])
    expect(a!.body).toEqual(b!.body)
  })
})

describe('covert points before their release', () => {
  const names = async (): Promise<string[]> => (await asProgram(city, (tx) => sql<{ name: string }>`select name from examination_covert where examination_id = ${id}`.execute(tx))).rows.map(({ name }) => name)
  const groupOf = async (): Promise<[Visit[], Visit[]]> => {
    const both = await Promise.all([who.first, who.second].map(async ({ token }) => (await visits(city, token, id)).filter(({ covert }) => covert)))
    return both as [Visit[], Visit[]]
  }

  test('are seen by one group, and by nobody of the other', async () => {
    const [first, second] = await groupOf()
    expect([first.length, second.length].toSorted()).toEqual([0, 2])
    expect([...first, ...second].map(({ name }) => name).toSorted()).toEqual((await names()).toSorted())
    const [insider, outsider] = first.length > 0 ? [who.first, who.second] : [who.second, who.first]
    const point = [...first, ...second][0]!
    expect((await call(city, outsider.token, 'GET', `/examinations/${id}/visits/${point.id}`)).status).toBe(404)
    expect((await call(city, outsider.token, 'PUT', `/examinations/${id}/visits/${point.id}`, filledIn(point))).status).toBe(404)
    // Nor is its sheet printed for anybody but the group.
    const printed = ({ token }: { token: string }) => city.app.inject({ method: 'GET', url: `/api/v1/examinations/${id}/visits/${point.id}/sheet.docx`, headers: { authorization: `Bearer ${token}` } })
    expect((await printed(outsider)).statusCode).toBe(404)
    const paper = await printed(insider)
    expect(paper.statusCode).toBe(200)
    const { text } = readPaper('sheet.docx', paper.rawPayload)
    for (const words of [point.name, ...point.sheet.lines.map((line) => line.text.zh), '暗访']) expect(text).toContain(words)
  })

  test('are told by no answer to any other role: office, outsider, reader, bureau, and who holds every right', async () => {
    const [first] = await groupOf()
    const outsider = first.length > 0 ? who.second : who.first
    const secret = await names()
    // In the published pool every place is named; which are drawn is not.
    const paths = [`/examinations/${id}/view`, `/examinations/${id}/visits`, `/examinations/${id}/reviews`, `/examination/${id}`, `/examination/${id}/history`, '/examination', '/examination-point', `/examination-point?examination_id=${id}`,
      '/examination-covert', '/examination-expert', '/examination-finding', '/examination-review', '/inbox', '/notifications', '/today']
    for (const token of [who.office, outsider.token, who.reader, who.bureau.token, who.auditor]) {
      for (const path of paths) {
        const text = JSON.stringify((await call(city, token, 'GET', path)).body)
        expect(secret.filter((name) => text.includes(name)), path).toEqual([])
      }
      const { open: list, covert, ...rest } = (await call(city, token, 'GET', `/examinations/${id}/published`)).body as unknown as DrawFile
      expect(covert).toBeUndefined()
      expect(rest.secret).toBeUndefined()
      expect(list.points.filter(({ name }) => secret.includes(name))).toEqual([])
    }
  })

  test('are told by no audit entry, version or kept answer in the database', async () => {
    const secret = await names()
    await asProgram(city, async (tx) => {
      const { rows } = await sql<{ text: string }>`select changes::text as text from audit_entry where changes::text like '%examination%' union all select image::text from examination_version union all select image::text from examination_point_version
        union all select answer::text from idempotency where answer is not null`.execute(tx)
      expect(rows.length).toBeGreaterThan(5)
      expect(secret.filter((name) => rows.some(({ text }) => text.includes(name)))).toEqual([])
    })
  })

  test('are kept by row-level security from whoever is not of the group, whatever the code asks', async () => {
    const counted = (token: string): Promise<number> => city.installation.database.read({ token }, async (tx) =>
      (await sql<{ n: number }>`select count(*)::int as n from examination_covert where examination_id = ${id}`.execute(tx)).rows[0]!.n)
    const seen = await Promise.all([who.first.token, who.second.token, who.office, who.auditor, who.reader].map(counted))
    expect(seen.slice(0, 2).toSorted()).toEqual([0, 2])
    expect(seen.slice(2)).toEqual([0, 0, 0])
  })
})

describe('papers', () => {
  const mine = async (token: string): Promise<ReviewLine[]> => (await call(city, token, 'GET', `/examinations/${id}/reviews`)).body['items'] as ReviewLine[]
  const give = (token: string, item: string, body: object) => call(city, token, 'PUT', `/examinations/${id}/reviews/${item}`, { score: 100, reason: null, version: null, ...body })

  test('are shown to each expert for his group’s items only, and to nobody else', async () => {
    const [first, second] = [await mine(who.first.token), await mine(who.second.token)]
    expect(first.length + second.length).toBe(72)
    expect(first.filter(({ item }) => second.some((one) => one.item === item))).toEqual([])
    expect((await call(city, who.office, 'GET', `/examinations/${id}/reviews`)).status).toBe(403)
    expect((await give(who.first.token, second[0]!.item, {})).body['code']).toBe('examination.not-your-item')
    expect((await give(who.reader, first[0]!.item, {})).body['code']).toBe('examination.not-expert')
  })

  test('of one’s own unit are not one’s to review', async () => {
    const lines = [...(await mine(who.first.token)).map((line) => [who.first.token, line] as const), ...(await mine(who.second.token)).map((line) => [who.second.token, line] as const)]
    const owned = lines.filter(([, { recused }]) => recused === 'owner')
    expect(owned.length).toBeGreaterThan(0)
    expect((await give(owned[0]![0], owned[0]![1].item, {})).body['code']).toBe('examination.recused-item')
  })

  test('are scored with a reason for every loss, once at a time, and changed only by who saw the last score', async () => {
    const { item } = (await mine(who.first.token)).find(({ recused }) => recused === null)!
    expect((await give(who.first.token, item, { score: 80 })).body['code']).toBe('examination.reason')
    const both = await Promise.all([1, 2].map((at) => give(who.first.token, item, { score: 80, reason: `缺件${at}` })))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await give(who.first.token, item, { score: 90, reason: '已补一件', version: 1 })).body).toEqual({ version: 2 })
    expect((await mine(who.first.token)).find((line) => line.item === item)!.mine).toEqual({ version: 2, score: 90, reason: '已补一件' })
    expect((await view(who.reader)).standing).toBeNull()
    expect((await view(who.office)).standing!.items.find((one) => one.item === item)).toMatchObject({ papers: 90, score: 90 })
  })
})

describe('from the visits to the opinion', () => {
  const record = (token: string, visit: Visit, body: object = filledIn(visit)) => call(city, token, 'PUT', `/examinations/${id}/visits/${visit.id}`, body)

  test('points are visited by their own group, whole sheets only; then the covert list is released and agrees with the seal', async () => {
    for (const { token } of [who.first, who.second]) {
      const [one] = await visits(city, token, id)
      if (one) expect((await record(token, one, { ...filledIn(one), answers: [] })).status).toBe(400)
      expect((await post(who.office, `/examinations/${id}/release`)).body['code']).toBe('examination.visits-open')
      for (const visit of await visits(city, token, id)) {
        expect((await record(token, visit)).status).toBe(200)
        expect((await record(token, visit)).body['code']).toBe('row.changed')
      }
    }
    expect((await view(who.office)).covert).toBeNull()
    expect((await post(who.first.token, `/examinations/${id}/release`)).status).toBe(403)
    expect((await post(who.office, `/examinations/${id}/release`)).body).toEqual({ points: 2 })
    const file = (await call(city, who.reader, 'GET', `/examinations/${id}/published`)).body as unknown as DrawFile
    expect(file.covert!.points).toHaveLength(2)
    expect(verifyDraw(file, (await view(who.reader)).examination.commitment_hash!)).toEqual([])
    expect((await visits(city, who.office, id)).filter(({ covert, state }) => covert && state === 'visited')).toHaveLength(2)
  })

  test('a finding is held by a unit of the city, put right, looked at again and closed', async () => {
    const finding = { title: '公示不全', text: '许可证未公示。', holder_unit: who.bureau.unit, due_on: '2026-06-01', item: 'C1-1', place: '某饭店' }
    expect((await post(who.bureau.token, `/examinations/${id}/findings`, finding)).status).toBe(403)
    expect((await post(who.office, `/examinations/${id}/findings`, { ...finding, item: 'Z9' })).body['code']).toBe('examination.item')
    const made = String((await post(who.office, `/examinations/${id}/findings`, finding)).body['id'])
    const act = (token: string, action: string, body: object) => post(token, `/matters/examination-finding/${made}/${action}`, body)
    expect((await act(who.bureau.token, 'report', { note: '已公示' })).status).toBe(200)
    expect((await act(who.bureau.token, 'recheck', { note: '好' })).status).toBe(403)
    expect((await act(who.office, 'return', { reason: '仍缺一处' })).body['row']).toMatchObject({ state: 'returned', reported_on: null })
    await act(who.bureau.token, 'report', { note: '已补' })
    expect((await act(who.office, 'recheck', { note: '复查在位' })).body['row']).toMatchObject({ state: 'closed', checked_note: '复查在位', done_on: '2026-05-11' })
  })

  test('an objection is raised once, answered once, and an upheld one sets the score; no opinion before', async () => {
    const raise = () => post(who.bureau.token, `/examinations/${id}/objections`, { item: 'C1-1', text: '已于当日补公示。' })
    expect((await Promise.all([raise(), raise()])).map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect((await post(who.bureau.token, `/examinations/${id}/objections`, { item: 'C1-99', text: '不存在的指标。' })).body['code']).toBe('examination.item')
    const [objection] = (await view(who.bureau.token)).objections
    expect((await post(who.office, `/examinations/${id}/conclude`, { opinion: '同意。' })).body['code']).toBe('examination.objections-open')
    const answer = (token: string) => post(token, `/examinations/${id}/objections/${objection!.id}/answer`, { outcome: 'upheld', answer: '核实属实。', score: 95 })
    expect((await answer(who.bureau.token)).status).toBe(403)
    expect((await post(who.office, `/examinations/${id}/objections/${objection!.id}/answer`, { outcome: 'upheld', answer: '核实属实。' })).body['code']).toBe('examination.upheld-score')
    expect((await answer(who.office)).status).toBe(200)
    expect((await answer(who.office)).body['code']).toBe('examination.answered')
    expect((await view(who.reader)).standing!.items.find(({ item }) => item === 'C1-1')).toMatchObject({ corrected: 95, score: 95 })
    // Who is examined sees what was taken and why.
    expect((await view(who.bureau.token)).losses).toContainEqual(expect.objectContaining({ item: 'C1-1', points: 4, note: '公示不全' }))
  })

  test('the opinion is a Word paper of 18 and 5 headings with the figures of the examination', async () => {
    const download = () => city.app.inject({ method: 'GET', url: `/api/v1/examinations/${id}/opinion.docx`, headers: { authorization: `Bearer ${who.reader}` } })
    expect((await download()).statusCode).toBe(403)
    expect((await post(who.office, `/examinations/${id}/conclude`, { opinion: '建议继续整改。' })).status).toBe(200)
    const answer = await download()
    expect(answer.statusCode).toBe(200)
    const text = JSON.stringify(readPaper('opinion.docx', answer.rawPayload))
    expect(text).toContain('18. 推广食品安全责任保险')
    expect(text).toContain('5. 学校食堂')
    expect(text).toContain('选派专家2名，组成2个工作组')
    expect(text).toContain('共1类业态2个点位')
    expect(text).toContain('建议继续整改。')
    expect((await post(who.office, `/examinations/${id}/conclude`, { opinion: '再来' })).body['code']).toBe('examination.state')
    const pdf = await city.app.inject({ method: 'GET', url: `/api/v1/examinations/${id}/opinion.pdf`, headers: { authorization: `Bearer ${who.reader}` } })
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-'])
  })

  test('an interview is printed with its outline and minutes, for those who run the examination alone', async () => {
    const row = await asProgram(city, (tx) => insertRow(tx, interviews, { region: TEST_CITY, examination_id: id, office: '副市长', day: '2026-05-11', interviewers: '第一组', outline: '一、党政同责。', minutes: '谈了经费。' }))
    const print = (token: string) => city.app.inject({ method: 'GET', url: `/api/v1/examinations/${id}/interviews/${row.id}/record.docx`, headers: { authorization: `Bearer ${token}` } })
    const { text } = readPaper('record.docx', (await print(who.office)).rawPayload)
    for (const words of ['副市长', '党政同责', '谈了经费。', '第一组']) expect(text).toContain(words)
    expect((await print(who.bureau.token)).statusCode).toBeGreaterThanOrEqual(403)
  })
})
