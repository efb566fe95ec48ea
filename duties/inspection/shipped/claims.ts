import { date } from '../../../platform/core/dates.ts'
import type { ClaimTable } from '../rules/order-of-events.ts'

/** Two inspectors are law; from what on clock and place are marked is the program's own. */
export const shippedClaimTables: readonly ClaimTable[] = [
  {
    version: '1', valid_from: date('2022-03-15'), valid_to: null, confidence: 'design', clockMinutes: 5, metres: 500, leastInspectors: 2,
    source: '人数：《食品生产经营监督检查管理办法》（市场监管总局令第49号）第二十三条；时钟、距离为系统默认',
  },
]
