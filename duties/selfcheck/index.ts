/** What other duties may use of self-checks and operating calendars; on the server. */
export { operatingOf } from './operating.ts'
export { onBehalfBook, recordOnBehalf, type OnBehalf } from './on-behalf.ts'
export type { BehalfBook, BehalfPlace, OwnForm } from './contract.ts'
export { selfCheckRecord } from './routes.ts'
