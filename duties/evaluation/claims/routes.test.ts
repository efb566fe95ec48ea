import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../../test/support/city.ts'
import { changeRow, getRow, insertRow } from '../../../platform/register/store.ts'
import { reportedFigures, settings } from '../../../platform/settings/registers.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { asProgram, COUNTY, runJob, upload, waiting } from '../../workplan/county.fixture.ts'
import { verdicts } from './contract.ts'
import { readClaimFile } from './files/read-file.ts'
import { readDocument } from './index.ts'
import { claimJobs } from './jobs.ts'
import { claimLinks, LINKS_SETTING } from './known-links.ts'
import { ownFigures } from './known-own.ts'
import type { CheckedPaper, KeptReport } from './registers.ts'

let city: TestCity
let officer: { token: string; person: string }

const fixture = (name: string): Buffer => readFileSync(new URL(`files/fixtures/${name}`, import.meta.url))
const TEXT = Buffer.from(
  '澄阳市自评报告\n2022年9月，全市共有食品生产经营单位100户，其中食品生产企业60户、小作坊70户。\n投入经费1200万元（0.15亿元）。\n',
)

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-03-03T02:00:00.000Z')
  officer = await city.signIn({ rights: ['claims.use', 'files.write'], region: COUNTY })
})
afterAll(() => city.close())

const ask = (token: string, files: unknown) => call(city, token, 'POST', '/claims/checks', { files })

/** Uploads, asks, and does the job that was asked for. */
async function checked(...papers: readonly (readonly [name: string, content: Buffer])[]) {
  const ids: string[] = []
  for (const [name, content] of papers) ids.push(await upload(city, name, content, officer.person))
  const { status, body } = await ask(officer.token, ids)
  expect(status).toBe(202)
  for (const declaration of claimJobs) {
    const job = (await waiting(city, declaration.kind)).find(({ id }) => id === body['job'])
    if (job)
      return {
        id: String(body['job']),
        kind: declaration.kind,
        result: await runJob(city, declaration, job),
        again: () => runJob(city, declaration, job),
      }
  }
  throw new Error('no job was asked for')
}

const row = async (token: string, id: string) => call(city, token, 'GET', `/claim-check/${id}`)
const fileOf = async (token: string, id: string) =>
  city.app.inject({ method: 'GET', url: `/api/v1/files/${id}`, headers: { authorization: `Bearer ${token}` } })

describe('a check of uploaded papers', () => {
  test('is kept with who, when, the papers by their hash, the counts by verdict and the report', async () => {
    const { id, kind, result } = await checked(['报告.txt', TEXT])
    expect([kind, result]).toEqual(['claims.check', { check: id }])
    const { row: kept } = (await row(officer.token, id)).body as { row: Record<string, unknown> }
    expect(kept).toMatchObject({
      title: '报告.txt',
      person_id: officer.person,
      region: COUNTY,
      documents: 1,
      checked_at: '2026-03-03T02:00:00.000Z',
    })
    expect((kept['papers'] as CheckedPaper[])[0]).toMatchObject({
      name: '报告.txt',
      form: 'txt',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const { report, pages } = (await fileOf(officer.token, String(kept['report_file']))).json<KeptReport>()
    expect(pages).toEqual([[]])
    expect(Object.keys(report).toSorted()).toEqual(['claims', 'documents', 'findings'])
    expect(report.documents[0]).toMatchObject({ file: '报告.txt', text: TEXT.toString() })
    expect(report.findings.some(({ verdict, kind: of }) => verdict === 'contradiction' && of === 'unit')).toBe(true)
    const counts = verdicts.map((verdict) => report.findings.filter((one) => one.verdict === verdict).length)
    expect([kept['contradictions'], kept['doubtful'], kept['uncheckable'], kept['holding']]).toEqual(counts)
    expect(kept['claims']).toBe(report.claims.length)
  })

  test('its commented copies can be fetched again: the paper itself for a .docx, a new one for others', async () => {
    const { id } = await checked(['报告.docx', fixture('lo-report.docx')], ['说明.txt', TEXT])
    const { row: kept } = (await row(officer.token, id)).body as { row: { papers: CheckedPaper[] } }
    for (const [at, source] of [fixture('lo-report.docx'), TEXT].entries()) {
      const { copy, name } = kept.papers[at]!
      const answer = await fileOf(officer.token, copy)
      expect(answer.headers['content-type']).toContain('wordprocessingml.document')
      expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('（核验批注）.docx')
      expect((await readClaimFile('副本.docx', answer.rawPayload)).text.trimEnd()).toBe((await readClaimFile(name, source)).text.trimEnd())
    }
  })

  test('only a short plain text is checked in the server’s own process: a .docx of few bytes may hold a hundred pages', async () => {
    expect((await checked(['短文.txt', Buffer.from(`短文。${TEXT.toString()}`)])).kind).toBe('claims.check')
    expect((await checked(['长文.txt', Buffer.from(`长文。\n${'本段没有数字。\n'.repeat(4_000)}`)])).kind).toBe('claims.check-large')
    expect((await checked(['又一.docx', fixture('lo-report.docx')])).kind).toBe('claims.check-large')
    expect((await checked(['报告.pdf', fixture('lo-report.pdf')])).kind).toBe('claims.check-large')
  })

  test('done twice, it is kept once', async () => {
    const { id, again } = await checked(['又一份.txt', Buffer.from(`${TEXT.toString()}。`)])
    expect(await again()).toEqual({ check: id })
    const { body } = await call(city, officer.token, 'GET', '/claim-check?sort=-checked_at')
    expect((body['items'] as { title: string }[]).filter(({ title }) => title === '又一份.txt')).toHaveLength(1)
  })

  test('what cannot be read fails once, with a sentence about each paper', async () => {
    const asked = checked(['一.txt', Buffer.from('plain English only')], ['二.docx', Buffer.from('文本而已，不是文档。')])
    await expect(asked).rejects.toMatchObject({
      code: 'claims.unreadable',
      sentence: { zh: expect.stringMatching(/一\.txt：.*二\.docx：/), en: expect.stringMatching(/一\.txt: .* 二\.docx: /) },
    })
  })
})

describe('a paper of our own city', () => {
  const OURS = '自评报告\n2025年12月\n2024年，全市食品安全群众满意度达到85.6%。2023年，全市食品安全群众满意度达到80.1%。\n'

  /** Our figure for each claim of a percentage, by its printed value. */
  const ownFor = async (name: string): Promise<unknown[]> =>
    city.installation.database.read({ system: 'test', city: TEST_CITY }, async (tx) => {
      const paper = readDocument('报告.txt', `${name}${OURS}`)
      const own = await ownFigures(tx, [paper])
      return paper.read.filter(({ unit }) => unit === '%').map((claim) => [claim.value, own(name, claim)])
    })

  test('is compared with what departments reported for the same year, and with nothing of another year or another city', async () => {
    const name = await city.installation.owner(async (owner) => {
      const { rows } = await owner.query<{ name_zh: string }>('select name_zh from shian.region where code = $1 and valid_to is null', [
        TEST_CITY,
      ])
      return rows[0]!.name_zh
    })
    await asProgram(city, (tx) =>
      insertRow(tx, reportedFigures, {
        region: TEST_CITY,
        indicator: 'survey.satisfaction',
        value: 91.2,
        starts_on: '2024-01-01',
        ends_on: '2024-12-31',
        source: '第三方调查',
        unit_id: null,
      }),
    )
    expect(await ownFor(name)).toEqual([
      [85.6, { value: 91.2, indicator: 'survey.satisfaction', period: '2024-01-01/2024-12-31' }],
      [80.1, null],
    ])
    expect(await ownFor('澄阳市')).toEqual([
      [85.6, null],
      [80.1, null],
    ])
  })

  test('links that a person has made unusable are told, not passed over', async () => {
    await asProgram(city, async (tx) => {
      const { id } = await tx.selectFrom('setting').select('id').where('code', '=', LINKS_SETTING).executeTakeFirstOrThrow()
      await changeRow(tx, settings, await getRow(tx, settings, id, { lock: true }), { value: [{ words: [] }] })
    })
    await expect(asProgram(city, claimLinks)).rejects.toMatchObject({ code: 'claims.links' })
  })
})

describe('who may ask for what', () => {
  test('without the right nothing is checked, and nothing that was is seen', async () => {
    const { id } = await checked(['第三份.txt', Buffer.from(`${TEXT.toString()}！`)])
    const { row: kept } = (await row(officer.token, id)).body as { row: Record<string, unknown> }
    const other = await city.signIn({ rights: ['files.write'], region: COUNTY })
    expect((await ask(other.token, [await upload(city, '甲.txt', TEXT, other.person)])).body).toMatchObject({
      status: 403,
      code: 'right.missing',
    })
    expect((await row(other.token, id)).status).toBe(404)
    expect((await fileOf(other.token, String(kept['report_file']))).statusCode).toBe(404)
  })

  test('the files of others cannot be had checked', async () => {
    const file = await upload(city, '乙.txt', TEXT, (await city.signIn({ rights: [] })).person)
    expect((await ask(officer.token, [file])).body).toMatchObject({ status: 404, code: 'row.not-found' })
  })

  test.each([
    ['no file', []],
    ['more than ten', Array.from({ length: 11 }, () => '00000000-0000-7000-8000-000000000000')],
    ['what is no id', ['x']],
    ['no list', 'x'],
  ])('%s is refused', async (_, files) => {
    expect((await ask(officer.token, files)).body).toMatchObject({ status: 400, code: 'input.invalid' })
  })

  test('the same content twice is refused', async () => {
    const files = [await upload(city, '丙.txt', TEXT, officer.person), await upload(city, '丁.txt', TEXT, officer.person)]
    expect((await ask(officer.token, files)).body).toMatchObject({ status: 422, code: 'claims.same-file' })
  })

  test('a file over 20 MB is refused by its name', async () => {
    const file = await upload(city, '年鉴.txt', Buffer.alloc(21 * 1_048_576, 0x61), officer.person)
    expect((await ask(officer.token, [file])).body).toMatchObject({ status: 413, code: 'claims.file-size' })
  })
})
