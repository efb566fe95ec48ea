import { recordAudit } from '../../../platform/audit/record.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { Job } from '../../../platform/jobs/declare.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { regionParameters, reportedFigures } from '../../../platform/settings/registers.ts'
import type { TestCity } from '../../../test/support/city.ts'
import { TEST_CITY } from '../../../test/support/template.ts'
import { world } from './random-city.fixture.ts'
import { reportPrintJob } from './print.ts'

/** One transaction as the program, in the whole city. */
export const asProgram = <T>(city: TestCity, body: (tx: Tx) => Promise<T>): Promise<T> =>
  city.installation.database.write({ system: 'test', city: TEST_CITY }, body, recordAudit)

/** What departments told of the year, by indicator. */
const told: Readonly<Record<string, number>> = {
  'survey.satisfaction': 91.25,
  'sampling.pass-rate': 98.4,
  'sampling.disposal-on-time': 100,
  'stations.coverage': 100,
  'budget.spent': 1694,
  'leadership.sessions': 4,
  'cases.lost-suits': 0,
  'kitchens.school-connected': 97.5,
  'monitoring.plan-done': 100,
}

/** A small city: seven premises in two counties, its population, some figures of departments, one told of a quarter only. */
export async function makeCity(city: TestCity): Promise<void> {
  await asProgram(city, async (tx) => {
    const enterprise = await insertRow(tx, world.registers.get('enterprise')!, { region: TEST_CITY, name: '试验', kind: 'company' })
    for (let at = 0; at < 7; at++) {
      await insertRow(tx, world.registers.get('premises')!, {
        region: at < 4 ? '140702' : '140728',
        enterprise_id: enterprise.id,
        name: `试验场所${at}`,
        type: at < 3 ? 'CATE' : 'WORK',
        status: 'open',
        in_ledger: at < 5,
      })
    }
    await insertRow(tx, regionParameters, {
      region: TEST_CITY,
      parameter: 'population',
      value: 3_365_600,
      unit: '人',
      starts_on: '2020-01-01',
      source: '统计年鉴',
    })
    const tell = (indicator: string, value: number, starts_on: string, ends_on: string): Promise<unknown> =>
      insertRow(tx, reportedFigures, {
        region: TEST_CITY,
        indicator,
        value,
        starts_on,
        ends_on,
        source: indicator.startsWith('survey') ? '第三方调查报告' : '部门统计',
      })
    for (const [indicator, value] of Object.entries(told)) await tell(indicator, value, '2026-01-01', '2026-12-31')
    await tell('platforms.real-name', 88, '2026-07-01', '2026-09-30')
  })
}

/** Does what the runner would do with the reports that wait to be printed. */
export async function runPrint(city: TestCity): Promise<void> {
  const { database, files } = city.installation
  const jobs = (await asProgram(city, (tx) =>
    tx
      .selectFrom('job')
      .select(['id', 'kind', 'payload', 'region', 'attempts', 'person_id'])
      .where('kind', '=', reportPrintJob.kind)
      .orderBy('id')
      .execute(),
  )) as Job[]
  for (const job of jobs) {
    const entry = { system: `job:${job.kind}`, city: TEST_CITY, region: job.region }
    await reportPrintJob.run({
      job,
      city: TEST_CITY,
      database,
      files,
      progress: async () => {},
      stopping: () => false,
      write: (body) => database.write(entry, body, recordAudit),
      read: (body) => database.read(entry, body),
    })
  }
}
