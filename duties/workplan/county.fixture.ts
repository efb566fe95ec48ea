import { geography } from '../../demo/geography.ts'
import { organisation } from '../../demo/organisation.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { date } from '../../platform/core/dates.ts'
import { newId } from '../../platform/core/ids.ts'
import type { Tx } from '../../platform/database/database.ts'
import { storeBytes } from '../../platform/evidence/bytes.ts'
import { addFile } from '../../platform/evidence/files.ts'
import { orgUnits, people } from '../../platform/identity/registers.ts'
import type { Job, JobDeclaration } from '../../platform/jobs/declare.ts'
import { insertMany } from '../../platform/register/bulk.ts'
import { unitGroups } from '../../platform/settings/registers.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import type { TestCity } from '../../test/support/city.ts'

export const COUNTY = '140728'

/** One transaction as the program, in the whole city. */
export const asProgram = <T>(city: TestCity, body: (tx: Tx) => Promise<T>): Promise<T> =>
  city.installation.database.write({ system: 'test', city: TEST_CITY }, body, recordAudit)

export type CountyUnit = {
  readonly id: string
  readonly name: string
  readonly function: string
  readonly region: string
  readonly leader: string
}

/** The units of some counties of the demo, 平遥县 unless told, and of the city above it, each with its leader, and the county's groups. */
export async function makeUnits(city: TestCity, codes: readonly string[] = [COUNTY]): Promise<readonly CountyUnit[]> {
  const counties = (await geography('workplan')).filter(({ code }) => codes.includes(code))
  const made = organisation({
    city: { code: TEST_CITY, name: '晋中市' },
    counties,
    seed: 'workplan',
    today: date('2026-01-05'),
    newId,
    reserved: new Map(),
  })
  const leaders = new Map(made.leaders.map(({ unitId, personId }) => [unitId, personId]))
  await asProgram(city, async (tx) => {
    await insertMany(tx, orgUnits, made.units)
    await insertMany(
      tx,
      people,
      made.people.filter(({ unit_id, id }) => unit_id !== null && [...leaders.values()].includes(id)),
    )
    await insertMany(
      tx,
      unitGroups,
      made.groups.map((row) => ({ ...row, valid_from: date('2020-01-01') })),
    )
    for (const { id } of made.units)
      await tx
        .updateTable('org_unit')
        .set({ leader_id: leaders.get(id)! })
        .where('id', '=', id)
        .execute()
  })
  return made.units.map(({ id, name, function: code, region }) => ({ id, name, function: code, region, leader: leaders.get(id)! }))
}

/** Puts a file into the store as if a person had uploaded it. */
export async function upload(city: TestCity, name: string, content: Buffer, person: string): Promise<string> {
  const stored = await storeBytes(city.installation.files, content)
  return asProgram(city, async (tx) => {
    const file = await addFile(tx, stored, { region: COUNTY, own_id: null, name })
    await tx.updateTable('file').set({ person_id: person }).where('id', '=', file.id).execute()
    return file.id
  })
}

/** Runs one job of the table, as the runner would, and answers its result. */
export async function runJob(city: TestCity, declaration: JobDeclaration, job: Job): Promise<Readonly<Record<string, unknown>> | void> {
  const { database, files } = city.installation
  const entry = { system: `job:${declaration.kind}`, city: TEST_CITY, region: job.region }
  return declaration.run({
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

/** The jobs of a kind that wait. */
export const waiting = (city: TestCity, kind: string): Promise<Job[]> =>
  asProgram(
    city,
    async (tx) =>
      (await tx
        .selectFrom('job')
        .select(['id', 'kind', 'payload', 'region', 'attempts', 'person_id'])
        .where('kind', '=', kind)
        .orderBy('id')
        .execute()) as Job[],
  )
