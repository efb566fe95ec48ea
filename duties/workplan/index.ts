/** What other parts of the program may use of this duty. */
export { loadDemoPlan } from './demo.ts'
/** The ladder of urging for matters of other duties: their table has `title`, `source`, `due_on`, `holder_unit`, `office_unit` and `late_level`, their clock is `due`. */
export { checkUrge, printRung, sendPapers, type Urgeable } from './urging.ts'
export { lettersFor, printCollected, type Climbed, type Said } from './urging-list.ts'
export { escalateJobOf, ladderOf } from './escalate.ts'
export { aboveOf, holderOf, reachedBy, reachOf, type Reach } from './reach.ts'
export { paperName, tellLate, TOGETHER, type Telling } from './tell-late.ts'
