import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asProgram, makeCity, runPrint } from './city.fixture.ts'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { numbered } from '../../../platform/documents/official.ts'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readStored } from '../../../platform/evidence/bytes.ts'
import { checkDocuments, readDocument } from '../claims/index.ts'
import type { Met, ReportAnswer } from './contract.ts'

let city: TestCity
let director: string
let clerk: string
let reader: string
const WORDS = ['evaluation.read', 'evaluation.work', 'evaluation.manage', 'export', 'files.read', 'plan.read']

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-11-20T02:00:00.000Z')
  await makeCity(city)
  director = (await city.signIn({ rights: WORDS })).token
  clerk = (await city.signIn({ rights: ['evaluation.read', 'evaluation.work'] })).token
  reader = (await city.signIn({ rights: ['evaluation.read'] })).token
})
afterAll(() => city.close())

const templates = async (): Promise<
  { id: string; code: string; version: number; body: string; name: string; name_en: string; title: string; note: string }[]
> => (await call(city, director, 'GET', '/reports/templates')).body['items'] as never
const templateOf = async (code: string) => (await templates()).find((one) => one.code === code)!

async function make(code = 'self-assessment-23'): Promise<ReportAnswer> {
  const made = await call(city, director, 'POST', '/reports', {
    template: (await templateOf(code)).id,
    region: TEST_CITY,
    starts_on: '2026-01-01',
    ends_on: '2026-12-31',
    day: '2026-11-20',
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return open(made.body['id'] as string)
}
const open = async (id: string, token = director): Promise<ReportAnswer> =>
  (await call(city, token, 'GET', `/reports/${id}`)).body as unknown as ReportAnswer
const holding = (report: ReportAnswer, key: string) =>
  report.paragraphs.find(({ pieces }) => pieces.some((piece) => typeof piece !== 'string' && piece.figure === key))!
const edit = (report: ReportAnswer, paragraph: { id: string; version: number }, text: string, token = clerk) =>
  call(city, token, 'PUT', `/reports/${report.id}/paragraphs/${paragraph.id}`, { version: paragraph.version, text })

describe('a report from the records', () => {
  test('holds what departments told and what registers count, each with period, source, 口径 and who answers', async () => {
    const report = await make()
    const { figures } = report
    expect(figures['survey.satisfaction']).toMatchObject({
      state: 'value',
      printed: '91.25%',
      source: expect.stringContaining('第三方调查'),
      owner: expect.stringMatching(/./),
    })
    expect(figures['registry.premises']).toMatchObject({ state: 'value', printed: '7户', value: 7, source: '系统台账“经营场所”' })
    expect(figures['registry.premises']!.basis).toContain('未注销的经营场所')
    expect(figures['base:population']).toMatchObject({ printed: '336.56万人', source: expect.stringContaining('统计年鉴') })
    expect(report.paragraphs.map(({ text }) => text).join('')).toContain('常住人口336.56万人')
  })

  test('marks as a gap, with its unit and who owes it, what nobody has told; nothing is printed as 0', async () => {
    const report = await make()
    const missing = Object.values(report.figures).filter(({ state }) => state === 'no-data')
    expect(missing.map(({ key }) => key)).toContain('platforms.sealed')
    expect(report.figures['platforms.sealed']!.printed).toBe('【待补：外卖封签率（%）——市场监督管理局】')
    expect(holding(report, 'platforms.sealed').text).toContain('【待补：外卖封签率（%）——市场监督管理局】')
    for (const { printed } of missing) expect(printed).toMatch(/^【待补：.+——.+】$/)
  })

  test('a figure told of a part of the period says of which', async () => {
    const { figures } = await make()
    expect(figures['platforms.real-name']).toMatchObject({ printed: '88%（第三季度）', from: '2026-07-01', to: '2026-09-30' })
  })

  test('of a day gone by is made from what was known then', async () => {
    const { id } = await templateOf('annual')
    const made = await call(city, director, 'POST', '/reports', {
      template: id,
      region: TEST_CITY,
      starts_on: '2026-01-01',
      ends_on: '2026-12-31',
      day: '2020-01-01',
    })
    expect((await open(made.body['id'] as string)).figures['registry.premises']!.state).toBe('no-data')
  })

  test('of a day to come, of a period that ends before it begins, or of a township, is refused', async () => {
    const { id: template } = await templateOf('annual')
    const asked = { template, region: TEST_CITY, starts_on: '2026-01-01', ends_on: '2026-12-31', day: '2026-11-20' }
    expect((await call(city, director, 'POST', '/reports', { ...asked, day: '2026-11-21' })).body).toMatchObject({ code: 'report.day' })
    expect((await call(city, director, 'POST', '/reports', { ...asked, starts_on: '2027-01-01' })).body).toMatchObject({
      code: 'report.day',
    })
    expect((await call(city, director, 'POST', '/reports', { ...asked, region: '140728100' })).body).toMatchObject({
      code: 'report.region',
    })
  })

  test.each(['self-assessment-16', 'self-assessment-23', 'annual', 'opinion', 'half-year'])(
    'made by %s is read back from its Word file with the same text and heading numbers, and has no contradiction',
    async (code) => {
      const report = await make(code)
      const file = await city.app.inject({
        method: 'GET',
        url: `/api/v1/reports/${report.id}/draft.docx`,
        headers: { authorization: `Bearer ${director}` },
      })
      const paper = readPaper('x.docx', file.rawPayload)
      const blocks = numbered(
        report.paragraphs.map(({ kind, level, text, chart }) =>
          kind === 'heading' ? { kind, level: level as 1, text } : chart ? { kind: 'chart', chart } : { kind: 'paragraph', text },
        ),
      )
      for (const block of blocks)
        for (const line of block.kind === 'chart' ? [block.chart.title, ...block.chart.notes] : 'text' in block ? [block.text] : [])
          expect(paper.text).toContain(line)
      expect(paper.text).toContain('报告所用数据说明')
      const { findings } = checkDocuments([readDocument('x.docx', paper.text)])
      expect(
        findings
          .filter(({ verdict }) => verdict === 'contradiction')
          .map(({ kind, sentence, calculation }) => ({ kind, sentence, calculation })),
      ).toEqual([])
    },
  )
})

describe('templates of the office', () => {
  const head = { name: '专题报告', name_en: 'Topic', title: '{city}专题报告', note: null, mark: '报', issuer: 'fso', over: 'year' }

  test('are made from a text, have editions, make reports, and are taken out of use while their reports stay', async () => {
    const body = '# 基本情况\n在营场所{registry.premises}。\n\n!years registry.premises\n'
    const made = await call(city, director, 'POST', '/reports/templates', { ...head, body })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const again = await call(city, director, 'POST', '/reports/templates', { ...head, body })
    const own = (await templates()).filter(({ name }) => name === '专题报告')
    expect(own.map(({ code }) => code)).toEqual(['topic', 'topic-2'])
    const report = await make('topic')
    expect(report.paragraphs.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'chart'])
    expect(report.paragraphs[2]!.chart!.series[0]!.values.at(-1)).toBe(7)
    expect((await call(city, director, 'POST', `/reports/templates/${again.body['id'] as string}/retire`, { version: 1 })).status).toBe(200)
    expect((await templates()).map(({ code }) => code)).not.toContain('topic-2')
    expect((await call(city, clerk, 'POST', '/reports/templates', { ...head, body })).status).toBe(403)
    const wrong = await call(city, director, 'POST', '/reports/templates', { ...head, body: '有{no.such}。' })
    expect(wrong.body).toMatchObject({ code: 'input.invalid', fields: [{ path: 'body.1' }] })
  })
})

describe('words of people', () => {
  test('stay when the figures are renewed, and the figures inside them follow the records', async () => {
    const report = await make()
    const paragraph = holding(report, 'survey.satisfaction')
    const written = `经第三方入户调查，满意度达到${report.figures['survey.satisfaction']!.printed}，创建工作得到群众认可。`
    expect((await edit(report, paragraph, written)).status).toBe(200)
    await asProgram(city, (tx) =>
      tx.updateTable('reported_figure').set({ value: 93.5 }).where('indicator', '=', 'survey.satisfaction').execute(),
    )
    const renewed = (await call(city, director, 'POST', `/reports/${report.id}/regenerate`, { day: '2026-11-20' }))
      .body as unknown as ReportAnswer
    const now = renewed.paragraphs.find(({ id }) => id === paragraph.id)!
    expect(now).toMatchObject({ text: '经第三方入户调查，满意度达到93.5%，创建工作得到群众认可。', edited: true })
    expect(renewed.changes).toContainEqual({
      kind: 'figure',
      paragraph: paragraph.id,
      title: '群众食品安全满意度',
      before: '91.25%',
      after: '93.5%',
    })
    await asProgram(city, (tx) =>
      tx.updateTable('reported_figure').set({ value: 91.25 }).where('indicator', '=', 'survey.satisfaction').execute(),
    )
  })

  test('two who edit one paragraph lose nothing: the second is shown what stands there and what the edit began from', async () => {
    const report = await make()
    const paragraph = holding(report, 'stations.coverage')
    const [first, second] = [`${paragraph.text}甲补充一句。`, `乙在前面加一句。${paragraph.text}`]
    const [one, other] = await Promise.all([edit(report, paragraph, first, clerk), edit(report, paragraph, second, director)])
    const [kept, refused] = one.status === 200 ? [one, other] : [other, one]
    expect([kept.status, refused.status]).toEqual([200, 409])
    const met = refused.body['details'] as unknown as Met
    expect(refused.body['code']).toBe('report.paragraph-changed')
    expect(met).toMatchObject({ version: paragraph.version + 1, base: paragraph.text, text: kept.body['text'] })
    const merged = `乙在前面加一句。${paragraph.text}甲补充一句。`
    expect((await edit(report, { id: paragraph.id, version: met.version }, merged)).body).toMatchObject({ text: merged })
    const versions = await asProgram(city, (tx) =>
      tx.selectFrom('report_paragraph_version').select('image').where('row_id', '=', paragraph.id).orderBy('version').execute(),
    )
    expect(versions.map(({ image }) => (image as { text: string }).text)).toEqual([paragraph.text, kept.body['text'], merged])
  })

  test('two who edit two paragraphs never meet', async () => {
    const report = await make()
    const [one, other] = [holding(report, 'stations.coverage'), holding(report, 'budget.spent')]
    const answers = await Promise.all([edit(report, one, `${one.text}甲。`), edit(report, other, `${other.text}乙。`, director)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
  })

  test('a paragraph of one’s own stands where it was put, and one that was taken out does not come back', async () => {
    const report = await make()
    const [at, gone] = [holding(report, 'stations.coverage'), holding(report, 'budget.spent')]
    expect(
      (
        await call(city, clerk, 'POST', `/reports/${report.id}/paragraphs`, {
          after: at.id,
          kind: 'paragraph',
          level: null,
          text: '自己写的一段。',
        })
      ).status,
    ).toBe(201)
    expect((await call(city, clerk, 'POST', `/reports/${report.id}/paragraphs/${gone.id}/remove`, { version: gone.version })).status).toBe(
      200,
    )
    const { paragraphs } = (await call(city, director, 'POST', `/reports/${report.id}/regenerate`, { day: '2026-11-20' }))
      .body as unknown as ReportAnswer
    const place = paragraphs.findIndex(({ id }) => id === at.id)
    expect(paragraphs[place + 1]!.text).toBe('自己写的一段。')
    expect(paragraphs.some(({ text }) => text === gone.text)).toBe(false)
  })

  test('are written by who works on the evaluation, and reports are made by who manages it', async () => {
    const report = await make()
    expect((await edit(report, report.paragraphs[1]!, '不行。', reader)).body).toMatchObject({ code: 'right.missing' })
    expect((await call(city, clerk, 'POST', `/reports/${report.id}/regenerate`, { day: '2026-11-20' })).body).toMatchObject({
      code: 'right.missing',
    })
    expect((await open(report.id, reader)).may).toEqual([])
    expect((await open(report.id, clerk)).may).toEqual(['edit'])
  })
})

describe('a report that was sent', () => {
  test('is numbered, dated, locked, and its files are those whose hash it bears', async () => {
    const report = await make('annual')
    const sent = await call(city, director, 'POST', `/reports/${report.id}/send`, {
      version: report.version,
      recipients: '省食品安全委员会办公室',
    })
    expect(sent.status, JSON.stringify(sent.body)).toBe(202)
    expect((await edit(report, report.paragraphs[1]!, '太晚了。')).body).toMatchObject({ code: 'report.locked' })
    await runPrint(city)
    const locked = await open(report.id)
    expect(locked).toMatchObject({ state: 'sent', sent_on: '2026-11-20', may: ['copy'], number: expect.stringMatching(/〔2026〕\d+号$/) })
    const file = await asProgram(city, (tx) =>
      tx.selectFrom('file').select(['hash', 'name', 'about_id']).where('id', '=', locked.files.docx!).executeTakeFirstOrThrow(),
    )
    expect(file).toMatchObject({ hash: locked.hash, about_id: report.id })
    const bytes = await buffer(readStored(city.installation.files, file.hash))
    expect(createHash('sm3').update(bytes).digest('hex')).toBe(locked.hash)
    const { text } = readPaper(file.name, bytes)
    expect(text).toContain(locked.number)
    expect(text).toContain('省食品安全委员会办公室：')
    expect(locked.files.pdf).toMatch(/^[0-9a-f-]{36}$/)
    expect((await call(city, director, 'POST', `/reports/${report.id}/regenerate`, { day: '2026-11-20' })).body).toMatchObject({
      code: 'report.locked',
    })
  })

  test('a new version begins as a draft of its own with the same words; renewed at once nothing has changed, and the sent one stays', async () => {
    const report = await make('annual')
    const own = await edit(report, report.paragraphs[1]!, `${report.paragraphs[1]!.text}甲的话。`)
    expect(own.status).toBe(200)
    const out = report.paragraphs.findLast(({ kind }) => kind === 'paragraph')!
    await call(city, director, 'POST', `/reports/${report.id}/paragraphs/${out.id}/remove`, { version: out.version })
    expect((await call(city, director, 'POST', `/reports/${report.id}/copy`, {})).body).toMatchObject({ code: 'report.not-sent' })
    const { version } = await open(report.id)
    expect((await call(city, director, 'POST', `/reports/${report.id}/send`, { version, recipients: null })).status).toBe(202)
    await runPrint(city)
    const sent = await open(report.id)
    const next = String((await call(city, director, 'POST', `/reports/${report.id}/copy`, {})).body['id'])
    const copy = await open(next)
    expect(copy).toMatchObject({ state: 'draft', number: null, may: ['edit', 'manage'] })
    expect(copy.paragraphs.map(({ text }) => text)).toEqual(sent.paragraphs.map(({ text }) => text))
    const renewed = (await call(city, director, 'POST', `/reports/${next}/regenerate`, { day: copy.day })).body as unknown as typeof copy
    expect(renewed.changes).toEqual([])
    expect(renewed.paragraphs.map(({ text }) => text)).toEqual(sent.paragraphs.map(({ text }) => text))
    const changes = async (of: string) => (await call(city, director, 'GET', `/reports/${of}/differences`)).body
    expect(await changes(next)).toMatchObject({ from: { id: report.id, number: sent.number }, items: [] })
    expect(await changes(report.id)).toMatchObject({ code: 'report.first-version' })
    await edit(renewed, renewed.paragraphs[1]!, '新版的话。')
    expect(await changes(next)).toMatchObject({ items: [{ kind: 'changed', paragraph: renewed.paragraphs[1]!.id, before: sent.paragraphs[1]!.text, after: '新版的话。' }] })
    expect([copy.before?.id, (await open(report.id)).after.map(({ id }) => id)]).toEqual([report.id, [next]])
    expect((await open(report.id)).paragraphs).toEqual(sent.paragraphs)
  })

  test('is not sent with figures that the sender has not seen', async () => {
    const report = await make('annual')
    await call(city, director, 'POST', `/reports/${report.id}/regenerate`, { day: '2026-11-19' })
    expect(
      (await call(city, director, 'POST', `/reports/${report.id}/send`, { version: report.version, recipients: null })).body,
    ).toMatchObject({ code: 'row.changed' })
  })
})

describe('templates of the city', () => {
  test('an edit is a new edition; reports made before keep their text when they are renewed', async () => {
    const report = await make('half-year')
    const { id, version, code: _, ...whole } = await templateOf('half-year')
    const { name, name_en, title, note } = whole
    expect(
      (
        await call(city, director, 'PUT', `/reports/templates/${id}`, {
          version,
          name,
          name_en,
          title,
          note,
          body: '# 新结构\n有{registry.premises}。',
        })
      ).status,
    ).toBe(200)
    const renewed = (await call(city, director, 'POST', `/reports/${report.id}/regenerate`, { day: '2026-11-20' }))
      .body as unknown as ReportAnswer
    expect(renewed.paragraphs.map(({ text }) => text)).toEqual(report.paragraphs.map(({ text }) => text))
    const fresh = await make('half-year')
    expect(fresh.paragraphs.map(({ text }) => text)).toEqual(['新结构', '有7户。'])
    expect(fresh.template_edition).toBe(version + 1)
  })

  test('an edit that cannot be read is refused with every line named', async () => {
    const { id, version, name, name_en, title, note } = await templateOf('annual')
    const { body } = await call(city, director, 'PUT', `/reports/templates/${id}`, {
      version,
      name,
      name_en,
      title,
      note,
      body: '有{no.such}。\n!draw',
    })
    expect((body['fields'] as { path: string }[]).map(({ path }) => path)).toEqual(['body.1', 'body.2'])
  })
})
