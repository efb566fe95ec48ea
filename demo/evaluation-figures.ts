import { sql } from 'kysely'
import { askFigure, signatures, worldOf, type World } from '../duties/evaluation/index.ts'
import { addDays, startOf, type DateOnly } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Duty } from '../platform/duty.ts'
import { insertMany } from '../platform/register/bulk.ts'
import { lastHalfYear } from './figures.ts'
import { DEMO_CITY } from './geography.ts'
import { idsOf } from './random.ts'
import { standard } from './rows.ts'

/** Asked of the units that hold them (一次填报): how often, and in how many days it is due; two are late. */
const ASKED = [['insurance.insured', 3, 4], ['farming.fertiliser-use', 1, -3], ['laboratory.covered-share', 2, -12]] as const
/** Countersigned (会签) by the department that answers for them. */
const SIGNED = ['kitchens.open-share', 'sampling.pass-rate', 'produce.certified-share', 'hospitals.sentinel', 'complaints.hotline-answered'] as const

type Told = { readonly indicator: string; readonly value: number; readonly starts_on: DateOnly; readonly ends_on: DateOnly; readonly unit_id: string; readonly leader: string | null }

/** What was asked of departments and what they signed, so that the pages of both show how they work. */
export async function loadFigureWork(tx: Tx, duties: readonly Duty[], today: DateOnly, seed: string): Promise<void> {
  const world = worldOf(duties)
  const { starts, ends } = lastHalfYear(today)
  for (const [indicator, times, days] of ASKED)
    for (let i = 0; i < times; i++) await askFigure(tx, world, { indicator, region: DEMO_CITY, period: { from: starts, to: ends }, due_on: addDays(today, days), purpose: '示范城市自评' })
  await insertMany(tx, signatures, (await signedRows(tx, world, today, seed)) as never)
}

async function signedRows(tx: Tx, world: World, today: DateOnly, seed: string): Promise<readonly object[]> {
  const { rows } = await sql<Told>`select distinct on (f.indicator) f.indicator, f.value, f.starts_on, f.ends_on, f.unit_id, u.leader_id as leader
    from reported_figure f join org_unit u on u.id = f.unit_id
    where f.closed_at is null and f.region = ${DEMO_CITY} and f.indicator in (${sql.join([...SIGNED])}) order by f.indicator, f.ends_on desc`.execute(tx)
  const newId = idsOf(`${seed}:signatures:${today}`, Date.parse(startOf(today)) + 3000)
  const at = startOf(addDays(today, -2))
  return rows.map(({ leader, ...told }) => ({
    ...standard(newId(), DEMO_CITY, at), ...told, day: addDays(today, -2), basis: world.shown(told.indicator).basis.zh,
    basis_hash: world.basisHash(told.indicator), person_id: leader, signed_at: at,
  }))
}
