/** What other duties and the demo may use of this one. */
export { assign, type Assignment } from './assign.ts'
export { inspectionService, rectificationService } from './services.ts'
export { follows, type Failed } from './rules/result.ts'
export { publicationOf } from './rules/publication.ts'
export { answersFor, applicableItems, furtherSheets, usualSheets } from './sheets/applicable.ts'
export type { Finding, Sheet, SheetItem } from './sheets/sheet.ts'
export { keepTargets } from './targets/store.ts'
