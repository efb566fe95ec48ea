import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { duty } from '../duty.ts'
import { insertRow } from '../register/store.ts'
import { shippedDays } from './days.ts'
import { calendarDays, timeLimits } from './registers.ts'
import { shippedLimits } from './shipped-limits.ts'

/** Working days and legal time limits: shipped as data with their sources, then the city's own to keep. */
export const calendarDuty = duty({
  name: 'calendar',
  title: { zh: '日历与时限', en: 'Calendar and limits' },
  registers: [timeLimits, calendarDays],
  rights: {
    'settings.read': { zh: '查看设置、时限与日历', en: 'See settings, limits and the calendar' },
    'limits.write': { zh: '维护法定时限与工作日历', en: 'Keep legal time limits and the calendar' },
  },
  seed: async (tx) => {
    await addLimits(tx)
    for (const { day, kind, name, source } of shippedDays()) await insertRow(tx, calendarDays, { day, kind, name, source, region: tx.work.city })
  },
  upgrade: addLimits,
})

/** Shipped limits whose code the city has never had; one that it closed stays closed. */
async function addLimits(tx: Tx): Promise<void> {
  const { rows } = await sql<{ code: string }>`select distinct code from time_limit`.execute(tx)
  const known = new Set(rows.map(({ code }) => code))
  for (const limit of shippedLimits) if (!known.has(limit.code)) await insertRow(tx, timeLimits, { ...limit, region: tx.work.city })
}
