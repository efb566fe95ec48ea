import type { DateOnly } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import type { Period } from './periods.ts'
import type { PeriodName } from './snapshot.ts'

/** One kept day of an indicator. */
export type Point = {
  readonly day: DateOnly
  readonly value: number | null
  readonly part: number | null
  readonly whole: number | null
  readonly denominator: number | null
}

/** The daily snapshots of an indicator in a region; a day without one is left out. */
export async function trendOf(tx: Tx, indicator: string, region: string, over: PeriodName, { from, to }: Period): Promise<Point[]> {
  const rows = await tx.selectFrom('indicator_snapshot').select(['day', 'value', 'part', 'whole', 'denominator'])
    .where('indicator', '=', indicator).where('region', '=', region).where('period', '=', over).where('day', '>=', from).where('day', '<=', to).orderBy('day').execute()
  return rows as unknown as Point[]
}
