import type { Sheet } from '../sheet.ts'
import { canteen } from './canteen.ts'
import { catering } from './catering.ts'
import { production } from './production.ts'
import { sales } from './sales.ts'

/** The sheets that a city begins with, one of each kind. */
export const shippedSheets: readonly Sheet[] = [production, sales, catering, canteen]
