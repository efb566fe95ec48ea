import { date } from '../../../platform/core/dates.ts'
import type { PlausibleTable } from '../rules/daily.ts'

/** What one day of one unit can hold; beyond it the reporter says why. Figures of our own, for the office to change. */
export const shippedPlausible: readonly PlausibleTable[] = [
  {
    version: '1', valid_from: date('2015-10-01'), valid_to: null, confidence: 'design', source: '系统默认（非法定）',
    atMost: [['checked_premises', 'checked'], ['problem_firms', 'checked'], ['orders', 'documents']],
    visitsPerOfficer: 20, yuanPerCase: 1_000_000, kgADay: 10_000,
  },
]
