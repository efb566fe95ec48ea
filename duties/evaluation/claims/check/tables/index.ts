import { each, type Check } from '../ground/check.ts'
import { checkAlike } from './alike.ts'
import { checkAligned } from './aligned.ts'
import { checkRows } from './rows.ts'
import { checkTables } from './table.ts'
import { checkTableExtremes } from './table-extremes.ts'
import { checkToldRows } from './told-rows.ts'
import { checkToldTable } from './told-table.ts'

/** Tables, rows built alike, and what prose says of them. */
export const tables: readonly Check[] = [each(checkTables), each(checkAlike), each(checkAligned), each(checkRows), each(checkToldRows), each(checkToldTable), each(checkTableExtremes)]
