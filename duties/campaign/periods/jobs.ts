import { addDays } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { Interrupted, type JobContext, type JobDeclaration } from '../../../platform/jobs/declare.ts'
import { assignNearest } from './assign.ts'
import type { PeriodRow } from '../registers.ts'
import { CHUNK, duePeriods, followDays, FROM_THE_FIRST, keepPeriods, makeSet, moveSet } from './store.ts'
import { excuseClosed, tickTargets, tickVisits, untilDone } from './tick.ts'

export const PERIODS_JOB = 'campaign.periods'
export const TICK_JOB = 'campaign.tick'

/** Places that get their inspectors in one transaction. */
const SENT = 40
/** Each morning: periods of the calendar, sets that are due, inspectors on their way, and what was visited meanwhile. Harmless to repeat. */
export const periodsJob: JobDeclaration = {
  kind: PERIODS_JOB,
  title: { zh: '生成重要时段检查任务', en: 'Make the visits of special periods' },
  schedule: '20 5 * * *',
  run: async ({ read, write, stopping }) => {
    const added = await write(keepPeriods)
    let [listed, assigned] = [0, 0]
    for (const period of await read(duePeriods)) {
      if (stopping()) throw new Interrupted()
      await untilDone(write, (tx) => moveSet(tx, period), CHUNK)
      await followTold(write, period)
      listed += await untilDone(write, (tx) => makeSet(tx, period), CHUNK)
      if (!period.assigns) continue
      let next: string | null = null
      do {
        if (stopping()) throw new Interrupted()
        const done: Awaited<ReturnType<typeof assignNearest>> = await write((tx) => assignNearest(tx, period, SENT, next))
        assigned += done.sent
        next = done.next
      } while (next !== null)
    }
    const excused = await untilDone(write, excuseClosed)
    const ticked = (await untilDone(write, (tx) => tickVisits(tx, null))) + (await untilDone(write, (tx) => tickTargets(tx, null)))
    return { added, listed, assigned, excused, ticked }
  },
}

/** Pages of a set, each in a transaction. */
async function followTold(write: JobContext['write'], period: PeriodRow): Promise<void> {
  for (let after: string | null = FROM_THE_FIRST; after !== null;) {
    const from: string = after
    after = await write((tx) => followDays(tx, period, from))
  }
}

/** How far back a finished inspection is looked for as soon as one is written; the morning's job looks at all. */
const DAYS_BACK = 7

/** Soon after inspections changed: visits and targets they were for are ticked off. */
export const tickJob: JobDeclaration = {
  kind: TICK_JOB,
  title: { zh: '勾销已检查的对象', en: 'Tick off what was inspected' },
  follows: ['inspection'],
  run: async ({ write }) => {
    const since = (tx: Tx) => addDays(tx.work.today, -DAYS_BACK)
    const visits = await untilDone(write, (tx) => tickVisits(tx, since(tx)))
    const targets = await untilDone(write, (tx) => tickTargets(tx, since(tx)))
    return { visits, targets }
  },
}
