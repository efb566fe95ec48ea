import { Cron } from 'croner'
import { recordAudit } from '../audit/record.ts'
import { dateAt, type DateOnly } from '../core/dates.ts'
import type { Database } from '../database/database.ts'
import type { JobDeclaration } from './declare.ts'
import { addJob } from './queue.ts'

export type ScheduleOptions = {
  readonly database: Database
  readonly cities: readonly string[]
  readonly kinds: readonly JobDeclaration[]
  readonly log?: (message: string, error?: unknown) => void
}

/** Adds a city's job of a kind for one day; however many servers do so, there is one. @returns its id */
export const addScheduled = (database: Database, city: string, kind: string, day: DateOnly): Promise<string> =>
  database.write({ system: 'schedule', city }, (tx) => addJob(tx, kind, { day }, { uniqueKey: `${kind}:${day}`, title: day }), recordAudit)

/** The last day in Asia/Shanghai on which a schedule came round by `now`; undefined where it never did. */
export function lastDay(schedule: string, now: Date): DateOnly | undefined {
  const [last] = new Cron(schedule, { timezone: 'Asia/Shanghai', paused: true }).previousRuns(1, now)
  return last && dateAt(last)
}

/**
 * Adds the jobs of kinds with a schedule when their time of day comes (Asia/Shanghai), for each city. What came round
 * while no server ran is made up for at the start: the last time only, not each missed day.
 */
export function startSchedules({ database, cities, kinds, log = () => {} }: ScheduleOptions): { readonly stop: () => void } {
  const add = async (kind: string, day: DateOnly): Promise<void> => {
    for (const city of cities) {
      await addScheduled(database, city, kind, day).catch((error: unknown) => log(`job ${kind} of ${day} could not be added to ${city}`, error))
    }
  }
  const crons = kinds.flatMap(({ kind, schedule }) => {
    if (!schedule) return []
    const missed = lastDay(schedule, new Date())
    if (missed) void add(kind, missed)
    return [new Cron(schedule, { timezone: 'Asia/Shanghai', unref: true }, () => add(kind, dateAt(Date.now())))]
  })
  return { stop: () => crons.forEach((cron) => cron.stop()) }
}
