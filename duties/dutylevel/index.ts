/** What other duties may use of the duty levels; pure. */
export { dutyLevelCodes, type DutyLevel } from './rules/duty-level.ts'
