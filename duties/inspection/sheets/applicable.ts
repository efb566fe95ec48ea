import type { FactCode } from './facts.ts'
import type { Sheet, SheetFact, SheetItem, SheetKind } from './sheet.ts'

/**
 * The sheet that premises of a type are usually inspected by; types are those of the registry. Left out are types that other
 * departments inspect by papers of their own (farms, agricultural inputs, grain, laboratories) and the roots, which only gather.
 */
export const usualSheets: Readonly<Record<string, SheetKind>> = {
  PROD: 'production', ADDI: 'production', HEAL: 'production', INFA: 'production', WORK: 'workshop', PACK: 'food_contact',
  DIST: 'sales', INFA_SALE: 'sales', SHOP: 'small_shop', WHOL: 'market', WHOL_WHOLESALE: 'market', WHOL_FARMERS: 'market', PLAT: 'platform',
  CATE: 'catering', SCAT: 'small_catering', VEND: 'vendor', CANT: 'canteen', CANT_SCHOOL: 'canteen', CANT_KINDERGARTEN: 'canteen', CANT_UNIVERSITY: 'canteen',
  CANT_UNIT: 'canteen', CENT: 'catering', CENT_KITCHEN: 'catering', CENT_MEALS: 'catering', CARE: 'small_catering', CARE_TABLE: 'small_catering',
  CARE_NURSERY: 'canteen', CARE_ELDERLY: 'canteen', CARE_COMMUNITY: 'canteen', CARE_GUESTHOUSE: 'small_catering',
  SLAU: 'slaughterhouse', SLAU_PIG: 'slaughterhouse', SLAU_RUMINANT: 'slaughterhouse',
  WASH: 'tableware', COLD: 'cold_store', COLD_IMPORTER: 'sales', COLD_HUB: 'cold_store', COLD_STORE: 'cold_store',
}

/** Types of what is come upon on the street without a licence; each phone carries their sheets. @source 食品安全法 art. 122 */
export const foundTypes = ['SCAT', 'SHOP', 'VEND', 'CATE', 'DIST', 'WORK', 'CARE_TABLE'] as const

/** Sheets that are filled in beside the usual one. @source 总局令49号 art.18 (special foods) */
export const furtherSheets: Readonly<Record<string, readonly SheetKind[]>> = {
  HEAL: ['special_food'], INFA: ['special_food'], INFA_SALE: ['special_food'],
}

/** What is known of a place by its type alone; the rest is asked at the head of the sheet. */
export const factsOfType: Readonly<Record<string, Readonly<Partial<Record<FactCode, boolean>>>>> = {
  HEAL: { health_food: true, makes_special: true }, INFA: { infant_formula: true, makes_special: true, controlled_area: true },
  INFA_SALE: { infant_formula: true, special_food: true },
  CANT_SCHOOL: { school: true, kindergarten: false }, CANT_KINDERGARTEN: { school: true, kindergarten: true },
  CANT_UNIVERSITY: { school: false, kindergarten: false }, CANT_UNIT: { school: false, kindergarten: false }, CARE_NURSERY: { kindergarten: true },
  CATE: { central_kitchen: false, delivers_meals: false }, CENT_KITCHEN: { central_kitchen: true }, CENT_MEALS: { delivers_meals: true },
  WHOL_WHOLESALE: { wholesale: true }, WHOL_FARMERS: { wholesale: false },
  SLAU_PIG: { pigs: true }, SLAU_RUMINANT: { ruminants: true },
  COLD_IMPORTER: { imported: true }, COLD_HUB: { import_hub: true }, COLD_STORE: { non_food_firm: true },
}

/** Answers to the questions of a sheet; a question that is not in it has not been answered. */
export type Answers = Readonly<Partial<Record<string, boolean>>>

/** What is known of a place: its type first, what was answered over it; only what the sheet asks for. */
export function answersFor(sheet: Sheet, type: string, given: Answers = {}): Answers {
  const known: Answers = { ...factsOfType[type], ...given }
  return Object.fromEntries(sheet.facts.flatMap(({ code }) => (known[code] === undefined ? [] : [[code, known[code]]])))
}

/** Questions that are still to be asked. */
export const openFacts = (sheet: Sheet, answers: Answers): readonly SheetFact[] => sheet.facts.filter(({ code }) => answers[code] === undefined)

/** Whether an item applies: `open` while a question it depends on is unanswered and none answered says no. */
export function standing(item: SheetItem, answers: Answers): 'applies' | 'not_applicable' | 'open' {
  const when = item.when ?? []
  if (when.some((code) => answers[code] === false)) return 'not_applicable'
  return when.every((code) => answers[code] === true) ? 'applies' : 'open'
}

/** The items that apply at a place of a type where these answers hold, in their order; a question left open counts as no. */
export function applicableItems(sheet: Sheet, type: string, given: Answers = {}): readonly SheetItem[] {
  const answers = answersFor(sheet, type, given)
  return sheet.items.filter((item) => standing(item, answers) === 'applies')
}
