import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Tx } from '../../platform/database/database.ts'
import { writeWorkbook, type Column } from '../../platform/documents/spreadsheet/index.ts'
import { storeBytes } from '../../platform/evidence/bytes.ts'
import { addFile } from '../../platform/evidence/files.ts'
import type { PlanTarget } from './contract.ts'

/** What the demo's units hand in with: a number in [0, 1) for a label, the same for the same seed, and where files are kept. */
export type DemoHands = { readonly draw: (label: string) => number; readonly files: string }

/** A figure as a unit hands it in; see `checkedFigures`. */
export type DemoFigure = { readonly target: number; readonly value: number }

/** How much of a target a report tells of: what is done met it, what was sent back fell short. */
const ATTAINED = { done: [1, 1.06], reported: [1, 1.03], returned: [0.4, 0.7] } as const satisfies Record<string, readonly [number, number]>

/** A rate has one decimal and never passes the whole; a count is whole. */
function rounded({ value, unit }: PlanTarget, share: number): number {
  const told = value * share
  if (unit === '%') return Math.min(100, Math.round(told * 10) / 10)
  return unit.includes('/') ? Math.round(told * 100) / 100 : Math.round(told)
}

/** Figures of the unit that answers for a task, for each of its targets. */
export function figuresOf(
  targets: readonly PlanTarget[],
  story: keyof typeof ATTAINED,
  number: string,
  { draw }: Pick<DemoHands, 'draw'>,
): readonly DemoFigure[] {
  const [least, most] = ATTAINED[story]
  return targets.map((target, at) => ({ target: at, value: rounded(target, least + (most - least) * draw(`${number}:${at}`)) }))
}

/**
 * Figures of one of the units that share a task. Each counts for itself, so that two of them contradict each other: the `rank`-th
 * unit tells some hundredths less than the one before it.
 */
export function sharedFigures(
  targets: readonly PlanTarget[],
  number: string,
  rank: number,
  { draw }: Pick<DemoHands, 'draw'>,
): readonly DemoFigure[] {
  return targets.map((target, at) => {
    const best = 0.95 + 0.04 * draw(`${number}:${at}`)
    return { target: at, value: rounded(target, best - rank * (0.02 + 0.02 * draw(`${number}:${at}:${rank}`))) }
  })
}

const columns: readonly Column[] = [
  { header: '目标', width: 44 },
  { header: '目标值', kind: 'number' },
  { header: '完成数', kind: 'number' },
  { header: '单位', width: 12 },
  { header: '填报单位', width: 30 },
  { header: '截至日期', kind: 'date' },
  { header: '备注', width: 30 },
]

/** Puts a small workbook with the figures beside what was reported, as the unit would have uploaded it; `tx` is of that day. */
export async function attachEvidence(
  tx: Tx,
  { files }: Pick<DemoHands, 'files'>,
  about: { readonly table: string; readonly id: string; readonly region: string; readonly title: string },
  targets: readonly PlanTarget[],
  figures: readonly DemoFigure[],
): Promise<void> {
  const unit = tx.work.actor.name
  const rows = figures.map(({ target, value }) => {
    const { text, value: aim, unit: counted } = targets[target]!
    return [text, aim, value, counted, unit, tx.work.today, '演示数据，内容虚构']
  })
  const stream = new PassThrough()
  const written = buffer(stream)
  await writeWorkbook(stream, { sheets: [{ name: '目标完成情况', columns, rows }] })
  const stored = await storeBytes(files, await written)
  const { table, id, region, title } = about
  await addFile(tx, stored, { region, own_id: null, name: `${title} 目标完成情况（演示）.xlsx`, about: { table, id }, note: '演示数据' })
}
