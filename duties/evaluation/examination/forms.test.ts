import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { asProgram, runJobs } from '../evaluation.fixture.ts'
import type { Form, FormLine, SheetContent } from './contract.ts'
import { drawn, fillPool, people, rules, visits, type People } from './examination.fixture.ts'
import { readForm, writeForm } from './form-sheet.ts'
import { sheetsInForce, shippedForms } from './forms.ts'
import { formFaults } from './form-rules.ts'

let city: TestCity
let who: People
beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-05-11T02:00:00.000Z')
  await fillPool(city)
  who = await people(city)
})
afterAll(() => city.close())

const ask = async <T>(token: string, method: 'GET' | 'POST' | 'PUT', path: string, status: number, body?: object): Promise<T> => {
  const answer = await call(city, token, method, `/examinations/${path}`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  return answer.body as T
}
const list = async (): Promise<readonly FormLine[]> => (await ask<{ items: readonly FormLine[] }>(who.office, 'GET', 'forms', 200)).items
const lineOf = async (code: string, state = 'in_force'): Promise<FormLine> =>
  (await list()).find((one) => one.code === code && one.state === state)!
const open = (id: string): Promise<Form> => ask(who.office, 'GET', `forms/${id}`, 200)
const sheetOf = (form: Form): SheetContent => form.content as SheetContent

test('a city begins with the shipped sheets and quotas in force', async () => {
  expect((await list()).map(({ kind, code, edition, state }) => [kind, code, edition, state])).toEqual(
    shippedForms
      .map(({ kind, code }) => [kind, code, 1, 'in_force'])
      .toSorted((a, b) => (String(a) < String(b) ? 1 : -1))
      .toSorted((a, b) => (a[0] === b[0] ? (a[1]! < b[1]! ? -1 : 1) : 0)),
  )
})

test('a sheet that is in force never changes: a change is a new edition, and what was drawn keeps its sheet', async () => {
  const shipped = await lineOf('catering')
  const first = await open(shipped.id!)
  const body = { version: first.version, title: '改', title_en: 'x', content: first.content }
  expect((await ask<{ code: string }>(who.office, 'PUT', `forms/${first.id}`, 409, body)).code).toBe('examination.form-in-use')
  const examination = await drawn(city, who)
  const before = (await visits(city, who.office, examination)).filter(({ kind }) => kind === 'CATE').map(({ sheet }) => sheet)
  const head = { kind: 'sheet', code: 'catering', title: '餐饮服务检查表', title_en: 'Catering', from: first.id }
  const { id } = await ask<{ id: string }>(who.office, 'POST', 'forms', 201, head)
  expect((await ask<{ code: string }>(who.office, 'POST', 'forms', 409, head)).code).toBe('examination.form-draft')
  const draft = await open(id)
  expect(draft).toMatchObject({ edition: 2, state: 'draft' })
  const lines = [...sheetOf(draft).lines, { code: 'knives', text: { zh: '刀具分色', en: 'Knives by colour' }, score: 5, item: 'A7-6' }]
  const changed = await ask<Form>(who.office, 'PUT', `forms/${id}`, 200, {
    version: draft.version,
    title: '餐饮服务检查表',
    title_en: 'Catering',
    content: { ...sheetOf(draft), lines },
  })
  expect(changed.size).toBe(first.size + 1)
  await ask(who.bureau.token, 'POST', `forms/${id}/activate`, 403, { version: changed.version })
  await ask(who.office, 'POST', `forms/${id}/activate`, 200, { version: changed.version })
  expect(await open(first.id)).toMatchObject({ state: 'retired', retired_on: '2026-05-11', content: first.content })
  expect((await visits(city, who.office, examination)).filter(({ kind }) => kind === 'CATE').map(({ sheet }) => sheet)).toEqual(before)
  const later = await drawn(city, who)
  for (const { sheet } of (await visits(city, who.office, later)).filter(({ kind }) => kind === 'CATE'))
    expect(sheet).toMatchObject({ edition: '2', lines })
})

test('what cannot be right is told line by line', async () => {
  const { id } = await ask<{ id: string }>(who.office, 'POST', 'forms', 201, {
    kind: 'sheet',
    code: 'own',
    title: '自拟',
    title_en: 'Own',
    from: null,
  })
  const line = { code: 'a', text: { zh: '甲', en: 'A' }, score: 0, item: 'Z9-9' }
  const { fields } = await ask<{ fields: { path: string }[] }>(who.office, 'PUT', `forms/${id}`, 400, {
    version: 1,
    title: '自拟',
    title_en: 'Own',
    content: { kinds: ['NONE'], lines: [line, line] },
  })
  expect(fields.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['content.kinds.0', 'content.lines.1.code', 'content.lines.0.item', 'content.lines.0.score']),
  )
  // A kind of business has one sheet in force.
  const good = { kinds: ['SHOP'], lines: [{ ...line, score: 10, item: 'A7-1' }] }
  const saved = await ask<Form>(who.office, 'PUT', `forms/${id}`, 200, { version: 1, title: '自拟', title_en: 'Own', content: good })
  expect(await ask<{ code: string }>(who.office, 'POST', `forms/${id}/activate`, 409, { version: saved.version })).toMatchObject({
    code: 'examination.form-kinds',
  })
  await ask(who.office, 'POST', `forms/${id}/retire`, 200, { version: saved.version })
})

test.each(shippedForms.map((form) => [`${form.kind} ${form.code}`, form] as const))(
  '%s comes back from its workbook as it was',
  async (_, form) => {
    expect(await readForm(await writeForm(form))).toEqual(form)
    expect(form.kind === 'quotas' ? formFaults('quotas', form.content, { items: new Set(), kinds: new Set() }).length > 0 : true).toBe(true)
  },
)

test('a workbook that was changed becomes a draft of the next edition', async () => {
  const quotas = shippedForms.find(({ kind }) => kind === 'quotas')!
  const content = { ...quotas.content, covert: { areas: { district: 0, county: 1 }, quotas: { CATE: 5 } } } as typeof quotas.content
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await writeForm({ ...quotas, content }))]), 'quotas.xlsx')
  const keeper = (await city.signIn({ rights: ['evaluation.read', 'examination.manage', 'files.read', 'files.write'] })).token
  const encoded = new Request('http://x', { method: 'POST', body: form })
  const sent = await city.app.inject({
    method: 'POST',
    url: '/api/v1/files',
    headers: { authorization: `Bearer ${keeper}`, 'content-type': encoded.headers.get('content-type')! },
    payload: Buffer.from(await encoded.arrayBuffer()),
  })
  const file = (sent.json() as { id: string }).id
  expect(file, sent.body).toBeTruthy()
  await ask(keeper, 'POST', 'forms/import', 202, { file })
  const [made] = (await runJobs(city, 'examination.form-import')) as { form: string }[]
  expect(await open(made!.form)).toMatchObject({
    kind: 'quotas',
    code: 'standard',
    edition: 2,
    state: 'draft',
    content: { covert: content['covert' as never] },
  })
})

test('a city from before has the shipped ones until its own edition is in force', async () => {
  const before = await testCity()
  await before.installation.owner((owner) =>
    owner.query(`truncate city_${TEST_CITY}.examination_form, city_${TEST_CITY}.examination_form_version cascade`),
  )
  const office = (await before.signIn({ rights: ['evaluation.read', 'examination.manage'] })).token
  const items = async () =>
    ((await call(before, office, 'GET', '/examinations/forms')).body as { items: FormLine[] }).items.filter(({ code }) => code === 'source')
  expect(await items()).toMatchObject([{ id: null, edition: 1, state: 'in_force' }])
  const head = { kind: 'sheet', code: 'source', title: '种养殖', title_en: 'Sources', from: 'shipped:source' }
  const { id } = (await call(before, office, 'POST', '/examinations/forms', head)).body as { id: string }
  expect((await items()).map(({ edition, state }) => [edition, state])).toEqual([
    [2, 'draft'],
    [1, 'in_force'],
  ])
  expect((await asProgram(before, sheetsInForce)).map(({ code }) => code)).toContain('source')
  expect((await call(before, office, 'POST', `/examinations/forms/${id}/activate`, { version: 1 })).status).toBe(200)
  expect((await items()).map(({ edition, state }) => [edition, state])).toEqual([[2, 'in_force']])
  await before.close()
})

test('groups: sections are dealt and leaders named until the draw, and not after', async () => {
  const given = { title: '模拟', kind: 'mock', region: TEST_CITY, starts_on: '2026-05-11', ends_on: '2026-05-13', teams: 2, rules }
  const { id } = (await call(city, who.office, 'POST', '/examinations', given)).body as { id: string }
  type View = {
    examination: { version: number }
    sections: Record<string, number>
    experts: { id: string; leader: boolean; team: number }[]
  }
  const view = (): Promise<View> => ask(who.office, 'GET', `${id}/view`, 200)
  const { examination, sections } = await view()
  const all = Object.fromEntries(Object.keys(sections).map((code) => [code, 2]))
  expect(
    (await ask<{ code: string }>(who.office, 'PUT', `${id}/sections`, 422, { version: examination.version, sections: { A1: 1 } })).code,
  ).toBe('examination.section')
  expect(
    (await ask<{ code: string }>(who.office, 'PUT', `${id}/sections`, 422, { version: examination.version, sections: { ...all, A1: 3 } }))
      .code,
  ).toBe('examination.team')
  await ask(who.office, 'PUT', `${id}/sections`, 200, { version: examination.version, sections: all })
  expect(
    (await ask<{ code: string }>(who.office, 'PUT', `${id}/sections`, 409, { version: examination.version, sections: all })).code,
  ).toBe('row.changed')
  for (const { person } of [who.first, who.second]) await ask(who.office, 'POST', `${id}/experts`, 201, { person, team: 1 })
  const [one, two] = (await view()).experts
  await ask(who.office, 'PUT', `${id}/experts/${one!.id}`, 200, { team: 1, leader: true })
  await ask(who.office, 'PUT', `${id}/experts/${two!.id}`, 200, { team: 1, leader: true })
  expect((await view()).experts.filter(({ leader }) => leader).map((expert) => expert.id)).toEqual([two!.id])
  await ask(who.bureau.token, 'PUT', `${id}/experts/${one!.id}`, 403, { team: 2, leader: false })
})
