import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoCity } from '../../../demo/city.ts'
import { loadEvaluation } from '../../../demo/evaluation.ts'
import { date } from '../../../platform/core/dates.ts'
import { allDuties } from '../../../platform/platform.ts'
import { insertMany } from '../../../platform/register/bulk.ts'
import { testCity, type TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { duties } from '../../index.ts'
import { checkDocuments, readDocument } from '../claims/index.ts'
import { asProgram } from './city.fixture.ts'
import { officialReport } from './document.ts'
import { officialDocument } from '../../../platform/documents/word.ts'
import { readPaper } from '../../../platform/documents/paper.ts'
import { world } from './random-city.fixture.ts'
import { createReport, paragraphsOf } from './store.ts'
import { templatesInUse } from './templates.ts'
import { shippedTemplates } from './templates/shipped.ts'

const today = date('2026-11-20')
/** What reports count; people and their posts are left out. */
const COUNTED = new Set(['org_unit', 'region_parameter', 'reported_figure', 'enterprise', 'premises', 'licence'])
let city: TestCity

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-11-20T02:00:00.000Z')
  const { rows } = await demoCity({ seed: 'reports', referenceDate: today, scale: 0.03 })
  await asProgram(city, async (tx) => {
    for (const batch of rows()) if (COUNTED.has(batch.table)) await insertMany(tx, world.registers.get(batch.table)!, batch.rows as never)
    await loadEvaluation(tx, allDuties(duties), today, 'reports')
  })
})
afterAll(() => city.close())

test.each(shippedTemplates.map(({ code }) => code))(
  '%s of the demo city, with its appendix, has no contradiction in the claim check',
  async (code) => {
    const { text, gaps } = await asProgram(city, async (tx) => {
      const template = (await templatesInUse(tx)).find((one) => one.code === code)!
      const asked = { template: template.id, region: TEST_CITY, starts_on: date('2026-01-01'), ends_on: date('2026-12-31'), day: today }
      const report = await createReport(tx, world, asked)
      const paper = officialReport(report, await paragraphsOf(tx, report.id), '市食安办', today)
      const missing = Object.values(report.figures).filter(({ state }) => state === 'no-data').length
      return { text: readPaper('x.docx', await officialDocument(paper)).text, gaps: missing }
    })
    const { claims, findings } = checkDocuments([readDocument('x.docx', text)])
    expect(gaps).toBeLessThan(30)
    expect(claims.length).toBeGreaterThan(60)
    const told = findings.filter(({ verdict }) => verdict === 'contradiction')
    expect(told.map(({ kind, sentence, calculation }) => ({ kind, sentence, calculation }))).toEqual([])
  },
)
