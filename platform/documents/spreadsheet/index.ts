export {
  cellText,
  isBlank,
  isDateCell,
  isFaultCell,
  plainNumber,
  serialDate,
  type Cell,
  type DateCell,
  type FaultCell,
  type SheetRow,
} from './cells.ts'
export { LIMITS, type Limits } from './limits.ts'
export { openSpreadsheet } from './open.ts'
export { writeCsv, writeWorkbook, type Column, type ColumnKind, type SheetSource, type WorkbookSource } from './write.ts'
export type { Workbook } from './xlsx.ts'
