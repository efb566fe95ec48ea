import { escalateJobOf } from '../workplan/index.ts'
import { LEDGER } from './letters.ts'
import { dutyLevelMatters } from './services.ts'

/** Each working day what is late climbs the city's ladder: a visit missed, a problem that nobody received or closed, premises without a cadre. */
export const escalateJob = escalateJobOf(
  { kind: 'duty.escalate', title: { zh: '包保逾期催办', en: 'Urge what is late in the duty ledger' }, schedule: '40 6 * * *' },
  dutyLevelMatters,
  { clocks: ['due', 'receive', 'rebind', 'promise'], holds: ({ holder_unit, holder_person }) => holder_unit !== null || holder_person !== null, letters: LEDGER },
)
