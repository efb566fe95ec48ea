/** What other duties may use of this one. */
export { assign, type Assignment } from './assign.ts'
export { inspections, inspectionStates } from './registers.ts'
export { sheetOf } from './sheets/store.ts'
export type { Finding, Sheet } from './sheets/sheet.ts'
