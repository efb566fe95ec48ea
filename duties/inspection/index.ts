/** What other duties may use of inspections. */
export { assign, type Assignment } from './assign.ts'
export { inspections, inspectionStates, MANAGE as ASSIGN_INSPECTIONS, WORK as INSPECT } from './registers.ts'
export { sheetOf } from './sheets/store.ts'
export type { Finding, Sheet } from './sheets/sheet.ts'
