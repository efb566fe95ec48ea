import type { Confidence } from '../calendar/limits.ts'
import type { DateOnly } from './dates.ts'
import { Problem, problems } from './problem.ts'

problems({
  'rule.none-in-force': [
    409,
    '没有在 {day} 有效的规则“{what}”，请在设置中补充后再办理。',
    'No rule “{what}” is in force on {day}. Add it in the settings, then try again.',
  ],
})

/** Where a figure comes from and how sure that is; `confirmed` once the city's legal officer has read it. */
export type Sourced = { readonly source: string; readonly confidence: Confidence | 'confirmed' }

/** One version of a table of rules. Thresholds change by law and by city: they are rows of such tables, never code. */
export type Dated = Sourced & {
  /** Printed beside every answer that was made with it. */
  readonly version: string
  /** The first day in force. */
  readonly valid_from: DateOnly
  /** The first day no longer in force, or null. */
  readonly valid_to: DateOnly | null
}

/**
 * The version in force on a day. Where two overlap the one that began later holds, so that a city's own version is added
 * after the shipped one.
 * @param what the name of the table, for the sentence
 * @throws Problem `rule.none-in-force` (409) where none is in force
 */
export function inForce<T extends Dated>(versions: readonly T[], day: DateOnly, what: string): T {
  const found = versions
    .filter((one) => one.valid_from <= day && (one.valid_to === null || day < one.valid_to))
    .reduce<T | undefined>((best, one) => (best === undefined || one.valid_from >= best.valid_from ? one : best), undefined)
  if (!found) throw new Problem('rule.none-in-force', { what, day })
  return found
}
