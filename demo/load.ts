import { sql } from 'kysely'
import { loadDemoPlan } from '../duties/workplan/index.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { createCity } from '../platform/city.ts'
import type { DateOnly } from '../platform/core/dates.ts'
import { onItsWay, type Tx } from '../platform/database/database.ts'
import type { Duty } from '../platform/duty.ts'
import { hashPassword } from '../platform/identity/password.ts'
import type { Installation } from '../platform/installation.ts'
import { registryOf } from '../platform/platform.ts'
import type { Registry } from '../platform/register/labels.ts'
import { insertMany } from '../platform/register/bulk.ts'
import { DEMO_PASSWORD, type Account } from './accounts.ts'
import { loadCampaigns } from './campaigns.ts'
import { demoCity, type DemoCity } from './city.ts'
import { loadDutyLevel } from './dutylevel.ts'
import { loadDraws } from './draw.ts'
import { loadExamination } from './evaluation-examination.ts'
import { loadEvaluationOffice } from './evaluation-office.ts'
import { loadFigureWork } from './evaluation-figures.ts'
import { loadEvaluationPapers } from './evaluation-papers.ts'
import { loadEvaluation } from './evaluation.ts'
import { demoPlansOf, loadGrades } from './grading.ts'
import { loadInspections } from './inspections.ts'
import { randomOf } from './random.ts'
import { loadSelfChecks } from './selfcheck.ts'
import type { DemoBatch } from './rows.ts'
import { markComplete } from './state.ts'

export type LoadOptions = {
  readonly seed: string
  readonly referenceDate: DateOnly
  readonly scale?: number
  /** Told after each step: premises written so far, of how many. */
  readonly progress?: (done: number, total: number) => void
}

/** Villages of the demo are invented and stand in the shared division table, as townships do. */
async function writeVillages(installation: Installation, city: DemoCity): Promise<void> {
  const villages = city.regions.filter((region) => region.level === 'village')
  const column = <K extends keyof (typeof villages)[number]>(name: K): (typeof villages)[number][K][] => villages.map((row) => row[name])
  await installation.owner((owner) => owner.query(`insert into shian.region (code, valid_from, valid_to, name_zh, name_en, level, parent)
    select * from unnest($1::text[], $2::date[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[]) on conflict do nothing`,
  [column('code'), column('valid_from'), column('valid_to'), column('name_zh'), column('name_en'), column('level'), column('parent')]))
}

async function writeAccounts(tx: Tx, accounts: readonly Account[]): Promise<void> {
  // One hash for all: the password is printed at every start, and twenty hashes cost a second.
  const password_hash = await hashPassword(DEMO_PASSWORD)
  await tx.insertInto('credential').values(accounts.map(({ login, personId }) =>
    ({ person_id: personId, login, password_hash, password_changed_at: tx.work.now }))).execute()
}

/** Batches that go into one transaction. */
const TOGETHER = 20

function* bundled(batches: Iterable<DemoBatch>): Generator<DemoBatch[]> {
  let bundle: DemoBatch[] = []
  for (const batch of batches) {
    bundle.push(batch)
    if (bundle.length < TOGETHER) continue
    yield bundle
    bundle = []
  }
  if (bundle.length > 0) yield bundle
}

/**
 * Sends each batch without waiting for the one before, in order: while the database writes, the next is being sealed.
 * Nothing is lost by not waiting for the disk either: the load counts only when its last transaction, which does wait, is in.
 */
async function insertAll(tx: Tx, registers: Registry, batches: readonly DemoBatch[]): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx)
  for (const { table, rows } of batches) {
    const register = registers.get(table)
    if (!register) throw new Error(`the demo has rows of a table that is no register: ${table}`)
    await onItsWay(tx, insertMany(tx, register, rows as never))
  }
}

/**
 * Makes the synthetic city and fills it: a function of seed and reference date. Rows go in as a named part of the program,
 * through row-level security, in transactions of some thousand rows, each with its versions and an audit entry.
 */
export async function loadDemo(installation: Installation, duties: readonly Duty[], options: LoadOptions): Promise<DemoCity> {
  const city = await demoCity(options)
  await createCity(installation, duties, { code: city.code, demo: true })
  await writeVillages(installation, city)
  const registers = registryOf(duties)
  const author = { system: 'demo', city: city.code } as const
  const write = (body: (tx: Tx) => Promise<void>): Promise<void> => installation.database.write(author, async (tx) => {
    tx.work.action = 'demo.load'
    tx.work.reason = `演示数据 Demo data (${options.seed}, ${options.referenceDate})`
    await body(tx)
  }, recordAudit)
  let premises = 0
  for (const batches of bundled(city.rows())) {
    await write((tx) => insertAll(tx, registers, batches))
    premises += batches.reduce((sum, batch) => sum + (batch.table === 'premises' ? batch.rows.length : 0), 0)
    options.progress?.(premises, city.premisesExpected)
  }
  await write(async (tx) => {
    const units = city.leaders.map((leader) => leader.unitId)
    const leaders = city.leaders.map((leader) => leader.personId)
    await sql`update org_unit u set leader_id = l.person from unnest(${units}::uuid[], ${leaders}::uuid[]) l(unit, person)
      where u.id = l.unit`.execute(tx)
    await writeAccounts(tx, city.accounts)
  })
  const { files } = installation
  const draw = (label: string): number => randomOf(`${options.seed}:${options.referenceDate}:plan:${label}`).next()
  await write(async (tx) => { await loadDemoPlan(tx, { today: options.referenceDate, draw, files }) })
  await write((tx) => loadInspections(tx, { today: options.referenceDate, seed: options.seed }))
  for (const step of loadGrades(options)) await write(step)
  // Without figures of what was just written the planner takes these for empty and joins them row by row.
  await installation.owner((owner) => owner.query(`analyze city_${city.code}.premises_grade, city_${city.code}.inspection, city_${city.code}.premises`))
  await write(demoPlansOf(options))
  await write((tx) => loadEvaluationOffice(tx, { today: options.referenceDate, seed: options.seed, files }))
  await write((tx) => loadDutyLevel(tx, { today: options.referenceDate, seed: options.seed, actsAs: city.accounts.find(({ roleCode }) => roleCode === 'cadre') }))
  await write((tx) => loadCampaigns(tx, { today: options.referenceDate, seed: options.seed }))
  await write((tx) => loadEvaluation(tx, duties, options.referenceDate, options.seed))
  await write((tx) => loadFigureWork(tx, duties, options.referenceDate, options.seed))
  await write((tx) => loadSelfChecks(tx, options.referenceDate, options.seed))
  await write((tx) => loadExamination(tx, duties, options.referenceDate, options.seed))
  await write((tx) => loadEvaluationPapers(tx, duties, { today: options.referenceDate, seed: options.seed, files }))
  await write((tx) => loadDraws(tx, options.referenceDate, options.seed))
  await installation.owner(async (owner) => {
    // Versions and actions are read by their row alone; sampling their wide images takes longer than all the rest.
    const { rows } = await owner.query<{ name: string }>(`select format('%I.%I', relnamespace::regnamespace, relname) as name from pg_class
      where relnamespace = 'city_${city.code}'::regnamespace and relkind = 'r' and relname not like '%\\_version' and relname not in ('matter_action', 'audit_entry')`)
    await owner.query(`analyze ${rows.map(({ name }) => name).join(', ')}`)
  })
  await markComplete(installation, { seed: options.seed, referenceDate: options.referenceDate, scale: options.scale ?? 1 })
  return city
}
