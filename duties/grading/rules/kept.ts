import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Finding, Sheet } from '../../inspection/index.ts'
import { lineage, type Business } from '../../registry/index.ts'
import type { GradeFacts, GradeTable } from './risk-grade.ts'

/** An item of the last inspection as it is kept: its weight follows from the table that grades. */
export type KeptItem = { readonly code: string; readonly text: Bilingual; readonly key: boolean; readonly points: number }

/** The last inspection as a grade keeps it: failed items one by one, sound ones counted. */
export type KeptInspection = {
  readonly on: DateOnly
  /** Whether its sheet has points; else items weigh by general and key. */
  readonly scored: boolean
  readonly failed: readonly KeptItem[]
  readonly sound: { readonly general: number; readonly key: number; readonly points: number }
}

/**
 * What a grade was made from, small enough to stand in its row: with the version of the rules it gives the same grade and the
 * same explanation again at any time, and a simulation needs nothing else.
 */
export type KeptFacts = Pick<GradeFacts, 'events' | 'licensed_on' | 'last_penalty_on' | 'certificates'> & Omit<Business, 'types'> & {
  readonly type: string
  readonly inspection: KeptInspection | null
}

/** A judged sheet as the grade keeps it: items found sound or failed; those that did not apply are none. */
export function keptInspection(sheet: Pick<Sheet, 'items'>, findings: readonly Finding[], on: DateOnly): KeptInspection {
  const verdicts = new Map(findings.map(({ code, verdict }) => [code, verdict]))
  const sound = { general: 0, key: 0, points: 0 }
  const failed: KeptItem[] = []
  for (const { code, text, key, points } of sheet.items) {
    const verdict = verdicts.get(code)
    if (verdict === 'fail') failed.push({ code, text, key, points })
    if (verdict !== 'pass') continue
    sound[key ? 'key' : 'general'] += 1
    sound.points += points
  }
  return { on, scored: sheet.items.some(({ points }) => points > 0), failed, sound }
}

/** Kept facts as the rule takes them, with the weights of a table. */
export function factsOf(kept: KeptFacts, { dynamic: { weights } }: Pick<GradeTable, 'dynamic'>): GradeFacts {
  const { type, inspection, events, licensed_on, last_penalty_on, certificates, ...business } = kept
  const weigh = ({ key, points }: Pick<KeptItem, 'key' | 'points'>, scored: boolean): number => (scored ? points : key ? weights.key : weights.general)
  return {
    business: { ...business, types: lineage(type) }, events, licensed_on, last_penalty_on, certificates,
    inspection: inspection && {
      on: inspection.on,
      items: inspection.failed.map((item) => ({ code: item.code, text: item.text, weight: weigh(item, inspection.scored), failed: true })),
      sound: {
        count: inspection.sound.general + inspection.sound.key,
        weight: inspection.scored ? inspection.sound.points : inspection.sound.general * weights.general + inspection.sound.key * weights.key,
      },
    },
  }
}
