import type { Sheet } from '../sheet.ts'
import { canteen } from './canteen.ts'
import { catering } from './catering.ts'
import { coldStore } from './cold-store.ts'
import { foodContact } from './food-contact.ts'
import { market } from './market.ts'
import { platform } from './platform.ts'
import { production } from './production.ts'
import { sales } from './sales.ts'
import { slaughterhouse } from './slaughterhouse.ts'
import { smallCatering, smallShop, vendor } from './small.ts'
import { specialFood } from './special-food.ts'
import { system } from './system.ts'
import { tablewareSheet } from './tableware.ts'
import { workshop } from './workshop.ts'

/** The sheets that a city begins with, one of each kind. */
export const shippedSheets: readonly Sheet[] = [
  production, sales, catering, canteen, workshop, smallShop, smallCatering, vendor, market, specialFood, coldStore, platform, slaughterhouse, tablewareSheet, foodContact, system,
]
