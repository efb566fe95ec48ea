import { addDays } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { changeRow, getRow, insertRow, type AnyRow } from '../../../platform/register/store.ts'
import { specialPeriods } from '../registers.ts'
import { majorEvents, type EventRow } from './registers.ts'

/** An event has a period of visits: its kitchens are inspected before it begins. Dates and kitchens follow the event. */
export async function keepEventPeriod(tx: Tx, row: AnyRow): Promise<void> {
  const event = row as unknown as EventRow
  const open = event.closed_at === null && event.state !== 'cancelled'
  const told = { title: event.title, starts_on: event.starts_on, ends_on: event.ends_on, venues: event.venues }
  if (event.special_period === null) {
    if (!open) return
    const period = await insertRow(tx, specialPeriods, {
      region: event.region, ...told, code: `event-${event.id}`, kind: 'event', types: [], surroundings: false, assigns: false, source: `重大活动保障：${event.title}`.slice(0, 300),
      visits_from: null, visits_until: addDays(event.starts_on, -1), note: null, made_on: null,
    })
    await changeRow(tx, majorEvents, await getRow(tx, majorEvents, event.id, { lock: true }), { special_period: period.id })
    return
  }
  const period = await getRow(tx, specialPeriods, event.special_period, { lock: true })
  if (period.closed_at !== null) return
  await changeRow(tx, specialPeriods, period, open ? { ...told, visits_until: addDays(event.starts_on, -1) } : { closed_at: tx.work.now, closed_reason: '活动取消' })
}
