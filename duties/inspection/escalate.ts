import { escalateJobOf } from '../workplan/index.ts'
import { rectificationService, SUPERVISION } from './orders.ts'

/** Each working day an order to correct that is late climbs the city's ladder: the business and who ordered are told, then the levels above. */
export const escalateJob = escalateJobOf(
  { kind: 'inspection.escalate', title: { zh: '责令整改逾期催办', en: 'Urge late orders to correct' }, schedule: '45 6 * * *' },
  [rectificationService],
  { clocks: ['due'], holds: ({ holder_unit, holder_person }) => holder_unit !== null || holder_person !== null, letters: SUPERVISION },
)
