import { date } from '../../../platform/core/dates.ts'
import type { Shipped } from '../board/limits.ts'

/** What one day of one unit can hold; beyond it the reporter says why. Figures of our own, for the office to change. */
export const shippedDailyLimits: readonly Shipped[] = [
  { valid_from: date('2015-10-01'), visits_per_officer: 20, fine_per_case: 100_000_000, kg_a_day: 10_000, source: '系统默认（非法定），由市食安办按本地情况调整' },
]
