import type { Telling } from '../workplan/index.ts'

/** Where the work comes from, in the letters. */
export const LEDGER = '食品安全包保台账'
export const LATE: Telling = { source: LEDGER, kind: 'duty.late' }
