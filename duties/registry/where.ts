/**
 * What the inspection rules know of premises. `types` is the type with those above it, itself first (`lineage` of the
 * registry): rules name a type and mean all below it.
 */
export type Business = {
  readonly types: readonly string[]
  /** Code of `scales` in the registry; null where it is not on record. */
  readonly scale?: string | null
  /** m² */
  readonly area?: number | null
  /** People who eat there in a day. */
  readonly diners?: number | null
  /** Kinds of food made or sold: `infant_formula`, `fsmp`, `health_food`, `dairy`, `meat`, `cold_dishes` … */
  readonly foods?: readonly string[]
  /** Who eats it: `infants`, `pupils`, `elderly`, `patients`; the general public is not named. */
  readonly consumers?: readonly string[]
  /** On the mapped list 校园周边. */
  readonly near_school?: boolean
}

/** A condition as data: all that is named must hold, one of each list is enough. An empty one holds for all. */
export type Where = {
  readonly types?: readonly string[]
  readonly notTypes?: readonly string[]
  readonly scales?: readonly string[]
  readonly foods?: readonly string[]
  readonly notFoods?: readonly string[]
  readonly consumers?: readonly string[]
  /** m², inclusive. What is not on record is never enough. */
  readonly areaFrom?: number
  /** People a day, inclusive. */
  readonly dinersFrom?: number
  readonly nearSchool?: boolean
}

const any = (wanted: readonly string[] | undefined, has: readonly string[] | undefined): boolean =>
  wanted === undefined || (has?.some((one) => wanted.includes(one)) ?? false)
const none = (barred: readonly string[] | undefined, has: readonly string[] | undefined): boolean =>
  barred === undefined || !(has?.some((one) => barred.includes(one)) ?? false)
const atLeast = (wanted: number | undefined, has: number | null | undefined): boolean => wanted === undefined || (has ?? -1) >= wanted

/** Whether a condition holds for premises. */
export const holds = (where: Where, business: Business): boolean =>
  any(where.types, business.types) &&
  none(where.notTypes, business.types) &&
  any(where.scales, business.scale ? [business.scale] : []) &&
  any(where.foods, business.foods) &&
  none(where.notFoods, business.foods) &&
  any(where.consumers, business.consumers) &&
  atLeast(where.areaFrom, business.area) &&
  atLeast(where.dinersFrom, business.diners) &&
  (where.nearSchool === undefined || (business.near_school ?? false) === where.nearSchool)
