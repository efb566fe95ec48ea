import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import type { Dated } from '../../../platform/core/dated.ts'
import { addMonths } from '../../../platform/core/periods.ts'
import type { Where } from '../../registry/index.ts'

/** 动态等级: of one inspection (大笑、微笑、平脸). */
export const dynamicGrades = ['excellent', 'good', 'fair'] as const
export type DynamicGrade = (typeof dynamicGrades)[number]
/** 年度等级. A is best; neither a risk grade nor a duty level. */
export type AnnualGrade = 'A' | 'B' | 'C'

/** One version of 餐饮量化分级. */
export type CateringTable = Dated & {
  /** Which premises bear a catering grade, by type. */
  readonly applies: Where
  /** Best first: the mean, out of 10, from which a band begins. Below the last there is no grade. */
  readonly bands: readonly { readonly from: number; readonly dynamic: DynamicGrade; readonly annual: AnnualGrade; readonly title: Bilingual }[]
  /** From so many failed key items on, no grade. */
  readonly keyFailed: number
  /** Months after the first licence without a dynamic grade. */
  readonly afterLicence: number
  /** Months after an accident without a dynamic grade. */
  readonly afterAccident: number
  /** Months whose inspections the annual grade averages. */
  readonly annualMonths: number
}

/** One inspection as the grade sees it: the mean of its items that applied, out of 10, and how many key items failed. */
export type GradedInspection = { readonly on: DateOnly; readonly tenth: number; readonly keyFailed: number }

/** Why nothing may be shown: `until` is the first day on which it may again, null where it hangs on the next inspection. */
export type NotShown = { readonly why: Bilingual; readonly until: DateOnly | null }
export type CateringAnswer<G> = {
  /** Null where there is none, or none may be shown. */
  readonly grade: G | null
  /** Mean out of 10, one decimal as it is printed; null where nothing was inspected. */
  readonly mean: number | null
  readonly notShown: NotShown | null
  readonly title: Bilingual | null
  readonly version: string
  readonly on: DateOnly
}

/** Only a sheet with points gives a grade: what was inspected by another does not count here. */
const NO_INSPECTION: NotShown = { why: { zh: '尚无计分检查', en: 'no scored inspection yet' }, until: null }

/** The bands are printed with one decimal (7.5–8.9), so a mean is rounded before it is looked up: 8.95 is 9.0. */
const printed = (mean: number): number => Math.round((mean + Number.EPSILON) * 10) / 10

const bandOf = (mean: number, { bands }: CateringTable) => bands.find(({ from }) => mean >= from)

/**
 * Whether a dynamic grade may be shown on a day: not within three months of the first licence, not within six months after
 * an accident.
 * @source restaurant grading notices of two cities [found]; national text recalled
 */
export function dynamicBarred(licensedOn: DateOnly | null, accidents: readonly DateOnly[], table: CateringTable, day: DateOnly): NotShown | null {
  const fresh = licensedOn === null ? null : addMonths(licensedOn, table.afterLicence)
  const last = accidents.filter((on) => on <= day).toSorted().at(-1)
  const after = last === undefined ? null : addMonths(last, table.afterAccident)
  const bars: NotShown[] = []
  if (fresh !== null && day < fresh)
    bars.push({ until: fresh, why: { zh: `取得许可不满 ${table.afterLicence} 个月`, en: `licensed less than ${table.afterLicence} months ago` } })
  if (after !== null && day < after)
    bars.push({ until: after, why: { zh: `发生食品安全事故后 ${table.afterAccident} 个月内`, en: `within ${table.afterAccident} months of an accident` } })
  // Both may hold: the one that lasts longer is told.
  return bars.toSorted((a, b) => (a.until! > b.until! ? -1 : 1))[0] ?? null
}

/**
 * The dynamic grade after the last inspection. Under 6.0, or with two key items failed, there is none.
 * @param inspection the last one; its `tenth` is `Judged.score.tenth`
 */
export function dynamicGrade(
  inspection: GradedInspection | null, licensedOn: DateOnly | null, accidents: readonly DateOnly[], table: CateringTable, day: DateOnly,
): CateringAnswer<DynamicGrade> {
  const base = { version: table.version, on: day }
  if (inspection === null) return { grade: null, mean: null, notShown: NO_INSPECTION, title: null, ...base }
  const mean = printed(inspection.tenth)
  const barred = dynamicBarred(licensedOn, accidents, table, day)
  if (barred) return { grade: null, mean, notShown: barred, title: null, ...base }
  if (inspection.keyFailed >= table.keyFailed) {
    const why = { zh: `${inspection.keyFailed} 项重点项不符合`, en: `${inspection.keyFailed} key items failed` }
    return { grade: null, mean, notShown: { why, until: null }, title: null, ...base }
  }
  const band = bandOf(mean, table)
  return band ? { grade: band.dynamic, mean, notShown: null, title: band.title, ...base }
    : { grade: null, mean, notShown: { why: { zh: `平均 ${mean} 分，不评等级`, en: `a mean of ${mean}: no grade` }, until: null }, title: null, ...base }
}

/**
 * The annual grade: the mean of the inspections of the last twelve months, the day itself included. An inspection that gave
 * no dynamic grade still counts with its points, or a bad one would raise the year.
 */
export function annualGrade(inspections: readonly GradedInspection[], table: CateringTable, day: DateOnly): CateringAnswer<AnnualGrade> {
  const from = addDays(addMonths(day, -table.annualMonths), 1)
  const counted = inspections.filter(({ on }) => from <= on && on <= day)
  const base = { version: table.version, on: day, title: null }
  if (counted.length === 0) return { grade: null, mean: null, notShown: NO_INSPECTION, ...base }
  const mean = printed(counted.reduce((sum, { tenth }) => sum + tenth, 0) / counted.length)
  const band = bandOf(mean, table)
  return band ? { grade: band.annual, mean, notShown: null, ...base }
    : { grade: null, mean, notShown: { why: { zh: `平均 ${mean} 分，不评等级`, en: `a mean of ${mean}: no grade` }, until: null }, ...base }
}
