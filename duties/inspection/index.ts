/** What other duties may use of inspections. */
export { assign, type Assignment } from './assign.ts'
export { inspections, MANAGE as ASSIGN_INSPECTIONS, WORK as INSPECT } from './registers.ts'
