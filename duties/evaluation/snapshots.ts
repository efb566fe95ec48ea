import { hash } from 'node:crypto'
import { z } from 'zod'
import { canonical } from '../../platform/core/canonical.ts'
import { addDays, startOf, type DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Duty } from '../../platform/duty.ts'
import { divisionsBelow } from '../../platform/indicator/reach.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import { addJob } from '../../platform/jobs/queue.ts'
import { idText } from '../../platform/register/schema.ts'
import { changeRow, getRow, insertRow } from '../../platform/register/store.ts'
import type { MeasureFact, RegionState } from './contract.ts'
import { worldOf, type World } from './facts.ts'
import { snapshots, type SnapshotRow } from './registers.ts'
import { levelOf, schemeFor, statesOf } from './state.ts'

problems({
  'evaluation.snapshot-future': [422, '不能固定今天以后的数据。', 'A day that has not come cannot be kept.'],
  'evaluation.snapshot-waiting': [409, '快照尚未生成，日终之后才能重算。', 'The snapshot is not made yet: it can be computed again once its day is over.'],
})

type KeptMeasure = Pick<MeasureFact, 'indicator' | 'over' | 'state' | 'value' | 'part' | 'whole' | 'period' | 'base'> & { readonly standing: string }
type KeptRegion = Pick<RegionState, 'points' | 'extra' | 'verdict'> & { readonly items: Readonly<Record<string, { readonly state: string; readonly points: number; readonly measures: readonly KeptMeasure[] }>> }
/** What a snapshot keeps: every number by region and item, and the hash of what each indicator counted. */
export type Kept = { readonly regions: Readonly<Record<string, KeptRegion>>; readonly basis: Readonly<Record<string, string>> }

export type Difference = { readonly region: string; readonly item: string; readonly indicator: string | null; readonly was: number | string | null; readonly now: number | string | null; readonly basisChanged: boolean }

const keptRegion = ({ points, extra, verdict, items }: RegionState): KeptRegion => ({
  points, extra, verdict,
  items: Object.fromEntries(Object.entries(items).map(([code, { state, points, measures }]) => [code, {
    state, points,
    measures: measures.map(({ indicator, over, state, value, part, whole, period, base, standing }) => ({ indicator, over, state, value, part, whole, period, base, standing })),
  }])),
})

/** The numbers of a day that is over, for a region and those below it, from the versions that held at its end. */
async function numbersOf(tx: Tx, world: World, scheme: string, day: DateOnly, regions: readonly string[]): Promise<Kept> {
  const known = await schemeFor(tx, day, scheme)
  const states = await statesOf(tx, world, known, { root: regions[0]!, regions, moment: { day, frozen: true } })
  const names = new Set(known.items.flatMap(({ measures }) => measures.map(({ indicator }) => indicator)))
  return {
    regions: Object.fromEntries([...states].map(([region, state]) => [region, keptRegion(state)])),
    basis: Object.fromEntries([...names].map((name) => [name, world.basisHash(name)])),
  }
}

export const SNAPSHOT_JOB = 'evaluation.snapshot'

/**
 * Asks for a snapshot: of a day that is over at once, of today as soon as it is over.
 * @throws Problem `evaluation.snapshot-future` (422), `evaluation.no-scheme` (404)
 */
export async function askSnapshot(tx: Tx, { region, day, title }: { region: string; day: DateOnly; title?: string | undefined }): Promise<{ id: string; job: string }> {
  const { today, now } = tx.work
  if (day > today) throw new Problem('evaluation.snapshot-future')
  const scheme = await schemeFor(tx, day)
  const row = await insertRow(tx, snapshots, { region, title: title ?? `${scheme.title.zh} ${day}`, day, evaluation_scheme: scheme.id, state: 'waiting', differences: [], kept: null })
  const over = startOf(addDays(day, 1))
  return { id: row.id, job: await addJob(tx, SNAPSHOT_JOB, { snapshot: row.id }, { region, runAt: over > now ? over : now, title: day }) }
}

/** Fills a snapshot that waits; one that is kept already stays. */
async function keep(tx: Tx, world: World, id: string): Promise<SnapshotRow> {
  const row = await getRow(tx, snapshots, id, { lock: true }) as SnapshotRow
  if (row.state === 'kept') return row
  const regions = [row.region, ...(levelOf(row.region) === 'city' ? await divisionsBelow(tx, row.region) : [])]
  const kept = await numbersOf(tx, world, row.evaluation_scheme, row.day, regions)
  const own = kept.regions[row.region]!
  return changeRow(tx, snapshots, row, { state: 'kept', kept, hash: hash('sm3', canonical(kept)), score: own.points, verdict: own.verdict, kept_at: tx.work.now }) as Promise<SnapshotRow>
}

export const snapshotJob = (duties: readonly Duty[]): JobDeclaration => {
  let world: World | undefined
  return {
    kind: SNAPSHOT_JOB,
    title: { zh: '固定评价快照', en: 'Keep an evaluation snapshot' },
    run: async ({ job, write }) => {
      const { snapshot } = z.object({ snapshot: idText }).parse(job.payload)
      const row = await write((tx) => keep(tx, (world ??= worldOf(duties)), snapshot))
      return { snapshot, score: row.score, verdict: row.verdict }
    },
  }
}

/** What differs between two sets of numbers, item by item; of the second only what the first has. */
export function differencesOf(was: Kept, now: Kept, sameBasis: World['sameBasis']): readonly Difference[] {
  return Object.entries(was.regions).flatMap(([region, before]) => Object.entries(before.items).flatMap(([item, old]): Difference[] => {
    const after = now.regions[region]?.items[item]
    const measures = old.measures.flatMap((measure, at): Difference[] => {
      const other = after?.measures[at]
      if (canonical(measure) === canonical(other)) return []
      return [{ region, item, indicator: measure.indicator, was: measure.value ?? measure.state, now: other?.value ?? other?.state ?? null, basisChanged: !sameBasis(measure.indicator, was.basis[measure.indicator] ?? '') }]
    })
    if (measures.length > 0 || (after?.state === old.state && after.points === old.points)) return measures
    return [{ region, item, indicator: null, was: old.state, now: after?.state ?? null, basisChanged: false }]
  }))
}

/** Computes a kept snapshot again from the versions of its day and keeps what came out. @throws Problem `evaluation.snapshot-waiting` (409) */
export async function verifySnapshot(tx: Tx, world: World, row: SnapshotRow): Promise<{ same: boolean; differences: readonly Difference[] }> {
  if (row.state !== 'kept') throw new Problem('evaluation.snapshot-waiting')
  const was = row.kept as Kept // written by keep() above, and by nothing else
  const now = await numbersOf(tx, world, row.evaluation_scheme, row.day, [row.region, ...Object.keys(was.regions).filter((region) => region !== row.region)])
  const differences = differencesOf(was, now, world.sameBasis)
  // What was kept is still what was hashed, and every number comes out again; a sentence that tells them may read otherwise by now.
  const same = differences.length === 0 && canonical(now.regions) === canonical(was.regions) && hash('sm3', canonical(was)) === row.hash
  await changeRow(tx, snapshots, row, { checked_at: tx.work.now, check_result: same ? 'same' : 'differs', differences: differences.slice(0, 500) })
  return { same, differences }
}
