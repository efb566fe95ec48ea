import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upgradeCities } from '../../../platform/city.ts'
import { allDuties } from '../../../platform/platform.ts'
import { changeRow, closeRow } from '../../../platform/register/store.ts'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { duties } from '../../index.ts'
import { asProgram } from './city.fixture.ts'
import type { EditionLine, TemplateEdition } from './contract.ts'
import { reportTemplates, type TemplateRow } from './registers.ts'
import { shippedHashes, templateHash } from './templates/editions.ts'
import { shippedTemplates } from './templates/shipped.ts'
import { templatesInUse } from './templates.ts'

let city: TestCity
let office: string
const upgrade = () => upgradeCities(city.installation, allDuties(duties))
const inUse = (): Promise<readonly TemplateRow[]> => asProgram(city, templatesInUse)
const templateOf = async (code: string): Promise<TemplateRow> => (await inUse()).find((one) => one.code === code)!
const editions = async (id: string) => (await call(city, office, 'GET', `/reports/templates/${id}/editions`)).body['items'] as unknown as EditionLine[]

beforeAll(async () => {
  city = await testCity()
  office = (await city.signIn({ rights: ['evaluation.read', 'evaluation.manage'] })).token
})
afterAll(() => city.close())

describe('shipped templates', () => {
  test('are all noted by their hash, the text of this release last: who changes one adds its hash to editions.ts', () => {
    expect(Object.fromEntries(shippedTemplates.map((one) => [one.code, templateHash(one)]))).toEqual(
      Object.fromEntries(Object.entries(shippedHashes).map(([code, hashes]) => [code, hashes.at(-1)])),
    )
  })
})

describe('a city that an earlier release made', () => {
  const OLD = '# 旧版\n有{registry.premises}。'
  const before = structuredClone(shippedHashes) as Record<string, string[]>

  beforeAll(async () => {
    // The city as an earlier release left it: its texts were others, and known as shipped.
    const noted = shippedHashes as Record<string, string[]>
    for (const row of await inUse()) {
      const old = { ...row, body: OLD }
      noted[row.code] = [templateHash(old), ...before[row.code]!]
    }
    await city.installation.owner(async (owner) => {
      await owner.query(`set search_path = city_${TEST_CITY}, shian`)
      await owner.query('update report_template set body = $1', [OLD])
      await owner.query(`update report_template_version set image = image || jsonb_build_object('body', $1::text)`, [OLD])
      await owner.query(`delete from report_template_version where row_id in (select id from report_template where code = 'half-year')`)
      await owner.query(`delete from report_template where code = 'half-year'`)
    })
    const annual = await templateOf('annual')
    await asProgram(city, (tx) => changeRow(tx, reportTemplates, annual, { title: '{city}自己的标题' }))
    const opinion = await templateOf('opinion')
    await asProgram(city, (tx) => closeRow(tx, reportTemplates, opinion, '停用'))
    await upgrade()
  })
  afterAll(() => Object.assign(shippedHashes, before))

  test('gets the text of this release as the next edition where it changed nothing, and the old one stays readable', async () => {
    const row = await templateOf('self-assessment-16')
    expect(row).toMatchObject({ version: 2, body: expect.stringContaining('!years') })
    expect(await editions(row.id)).toMatchObject([
      { edition: 2, shipped: true, reason: '随新版本提供的报告模板' },
      { edition: 1, shipped: true },
    ])
    const old = (await call(city, office, 'GET', `/reports/templates/${row.id}/editions/1`)).body as unknown as TemplateEdition
    expect(old).toMatchObject({ edition: 1, code: 'self-assessment-16', body: OLD })
  })

  test('gets what was not there before, keeps what it edited, and what it took out of use stays out', async () => {
    expect(await templateOf('half-year')).toMatchObject({ version: 1 })
    expect(await templateOf('annual')).toMatchObject({ version: 2, body: OLD, title: '{city}自己的标题' })
    expect(await templateOf('opinion')).toBeUndefined()
    const { body } = await call(city, office, 'GET', '/reports/templates')
    expect((body['shipped'] as { code: string }[]).map(({ code }) => code).toSorted()).toEqual(['annual', 'opinion'])
  })

  test('is upgraded once, however often and however many programs start; what a person put back stays', async () => {
    const versions = async () => (await inUse()).map(({ code, version }) => `${code} ${version}`)
    const now = await versions()
    await Promise.all([upgrade(), upgrade()])
    expect(await versions()).toEqual(now)
    const row = await templateOf('self-assessment-16')
    await asProgram(city, (tx) => changeRow(tx, reportTemplates, row, { body: OLD }))
    await upgrade()
    expect(await templateOf('self-assessment-16')).toMatchObject({ version: 3, body: OLD })
  })
})

describe('a template as a JSON file', () => {
  const take = (content: unknown, into: object | null = null) =>
    call(city, office, 'POST', '/reports/templates/take', { text: typeof content === 'string' ? content : JSON.stringify(content), into })
  const fileOf = async (id: string, edition: number) => (await call(city, office, 'GET', `/reports/templates/${id}/editions/${edition}/export`)).body

  test('comes out and goes in again as the same template, or as an edition of another', async () => {
    const row = await templateOf('self-assessment-23')
    const file = await fileOf(row.id, row.version)
    expect(file).toMatchObject({ format: 'shian.report-template', code: 'self-assessment-23', name: { zh: row.name, en: row.name_en } })
    const made = await take(file)
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const twin = (await inUse()).find(({ id }) => id === made.body['id'])!
    expect(templateHash(twin)).toBe(templateHash(row))
    expect(twin.code).not.toBe(row.code)
    const annual = await templateOf('annual')
    expect((await take(file, { id: annual.id, version: annual.version })).status).toBe(201)
    expect(await templateOf('annual')).toMatchObject({ version: annual.version + 1, body: row.body, name: row.name })
    expect((await take(file, { id: annual.id, version: annual.version })).body['code']).toBe('row.changed')
  })

  test('is refused with everything that is wrong at once, in both languages', async () => {
    const row = await templateOf('self-assessment-23')
    const file = await fileOf(row.id, row.version)
    const { status, body } = await take({ ...file, format: 'other', mark: '', issuer: 'nobody', extra: 1, title: '{nothing', body: ['有{no.such}。', '# 标题', '!draw'] })
    expect(status).toBe(400)
    const fields = body['fields'] as { path: string; sentence: { zh: string; en: string } }[]
    expect(fields.map(({ path }) => path).toSorted()).toEqual(['', 'body.1', 'body.3', 'format', 'issuer', 'mark', 'title'])
    for (const { sentence } of fields) expect([/[\u4e00-\u9fff]/.test(sentence.zh), sentence.en.length > 5]).toEqual([true, true])
    expect(((await take('no json at all')).body['fields'] as { path: string }[])[0]!.path).toBe('text')
  })

  test('is taken in only by whoever keeps the templates; an edition that was never made is not there', async () => {
    const reader = (await city.signIn({ rights: ['evaluation.read'] })).token
    const row = await templateOf('self-assessment-23')
    expect((await call(city, reader, 'POST', '/reports/templates/take', { text: '{}', into: null })).status).toBe(403)
    expect((await call(city, reader, 'GET', `/reports/templates/${row.id}/editions/1`)).status).toBe(200)
    expect((await call(city, reader, 'GET', `/reports/templates/${row.id}/editions/99`)).status).toBe(404)
  })
})
