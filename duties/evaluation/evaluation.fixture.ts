import { recordAudit } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import { allDuties, jobsOf } from '../../platform/platform.ts'
import { insertRow } from '../../platform/register/store.ts'
import { orgUnits } from '../../platform/identity/registers.ts'
import { reportedFigures } from '../../platform/settings/registers.ts'
import { duties } from '../index.ts'
import type { TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'

export const COUNTY = `${TEST_CITY.slice(0, 4)}28`
export const OTHER_COUNTY = `${TEST_CITY.slice(0, 4)}02`

/** A transaction as the program, audited. */
export const asProgram = <T>(city: TestCity, body: (tx: Tx) => Promise<T>): Promise<T> =>
  city.installation.database.write({ system: 'test', city: TEST_CITY }, body, recordAudit)

export async function makeUnit(city: TestCity, func: string, region: string): Promise<string> {
  const row = await asProgram(city, (tx) => insertRow(tx, orgUnits, { region, name: `${region} ${func}`, function: func, kind: 'government', sort_order: 1 }))
  return row.id
}

export type Told = { readonly region?: string; readonly from?: string; readonly to?: string; readonly unit?: string | null }
/** Enters a figure of 2025 unless told otherwise. */
export const tell = (city: TestCity, indicator: string, value: number, { region = TEST_CITY, from = '2025-01-01', to = '2025-12-31', unit = null }: Told = {}): Promise<unknown> =>
  asProgram(city, (tx) => insertRow(tx, reportedFigures, { region, indicator, starts_on: from, ends_on: to, value, source: '试验', unit_id: unit }))

const kinds = (city: TestCity): readonly JobDeclaration[] => jobsOf(allDuties(duties), city.installation)

/** Does the waiting jobs of a kind, as the runner would. @returns their results */
export async function runJobs(city: TestCity, kind: string): Promise<unknown[]> {
  const declaration = kinds(city).find((one) => one.kind === kind)!
  const { database, files } = city.installation
  const waiting = await asProgram(city, (tx) => tx.selectFrom('job').selectAll().where('kind', '=', kind).where('state', '=', 'waiting').orderBy('run_at').execute())
  const results: unknown[] = []
  for (const job of waiting) {
    await asProgram(city, (tx) => tx.updateTable('job').set({ state: 'running' } as never).where('id', '=', job.id).execute())
    results.push(await declaration.run({
      job: job as never, city: TEST_CITY, database, files, progress: async () => {}, stopping: () => false,
      write: (body) => database.write({ system: `job:${kind}`, city: TEST_CITY, region: job.region }, body, recordAudit),
      read: (body) => database.read({ system: `job:${kind}`, city: TEST_CITY, region: job.region }, body),
    }))
    await asProgram(city, (tx) => tx.updateTable('job').set({ state: 'done' } as never).where('id', '=', job.id).execute())
  }
  return results
}

