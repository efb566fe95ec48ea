import type { Calendar } from '../../../platform/calendar/calendar.ts'
import { due, type Limit } from '../../../platform/calendar/limits.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { daysBetween, type DateOnly } from '../../../platform/core/dates.ts'
import type { InspectionResult } from '../sheets/sheet.ts'

/** The words of a result: those of the 2016 form, and those a form of 2022 may print; both are kept (mapping). */
export const resultWords = {
  pass: { title: { zh: '符合', en: 'Conforms' }, form2022: { zh: '未发现问题', en: 'No problem found' } },
  basic: { title: { zh: '基本符合', en: 'Mostly conforms' }, form2022: { zh: '责令整改', en: 'Ordered to correct' } },
  fail: { title: { zh: '不符合', en: 'Does not conform' }, form2022: { zh: '调查处理', en: 'Under investigation' } },
} as const satisfies Record<InspectionResult, { readonly title: Bilingual; readonly form2022: Bilingual }>

/** When a result was formed and made public. A correction forms it anew. */
export type Publishable = { readonly formedOn: DateOnly; readonly publishedOn: DateOnly | null; readonly correctedOn: DateOnly | null }

export type Publication = {
  /** The last day. */
  readonly dueOn: DateOnly
  /** `stale`: public, but corrected since. */
  readonly state: 'waiting' | 'late' | 'public' | 'public-late' | 'stale' | 'stale-late'
  /** Natural days left; negative where it is over. */
  readonly daysLeft: number
}

/**
 * By when a result must be public, and how it stands on a day.
 * @source 总局令49号 art.39: within 20 working days after the result is formed; row `inspection.publish`
 */
export function publicationOf({ formedOn, publishedOn, correctedOn }: Publishable, limits: readonly Limit[], calendar: Calendar, today: DateOnly): Publication {
  const stale = publishedOn !== null && correctedOn !== null && correctedOn > publishedOn
  // While nothing is public, what is published first is the corrected result: the first day still counts.
  const dueOn = due(limits, 'inspection.publish', stale ? correctedOn : formedOn, calendar).on
  const daysLeft = daysBetween(today, dueOn)
  if (stale) return { dueOn, daysLeft, state: today > dueOn ? 'stale-late' : 'stale' }
  if (publishedOn !== null && publishedOn <= today) return { dueOn, daysLeft, state: publishedOn > dueOn ? 'public-late' : 'public' }
  return { dueOn, daysLeft, state: today > dueOn ? 'late' : 'waiting' }
}

/** What of an inspection is public. */
export type PublicResult = { readonly premises: string; readonly on: DateOnly; readonly result: InspectionResult; readonly kind: string; readonly unit: string; readonly items: readonly string[] }

/**
 * The public part of a result. Fields are named here one by one, so that a new field of an inspection is not public by
 * accident: no names of inspectors or staff, no notes, no photos, no telephone.
 * @source 政府信息公开条例 art.15 (personal data), 总局令49号 art.46 (business secrets)
 */
export const publicPart = (inspection: PublicResult): PublicResult => {
  const { premises, on, result, kind, unit, items } = inspection
  return { premises, on, result, kind, unit, items }
}
