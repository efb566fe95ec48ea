import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Item } from '../contract.ts'
import type { Answer, CheckSheet } from './contract.ts'

export type Interview = { readonly id: string; readonly office: string; readonly day: DateOnly | null; readonly minuted: boolean }
export type Objection = {
  readonly id: string
  readonly version: number
  readonly item: string
  readonly text: string
  readonly unit: string | null
  readonly outcome: 'open' | 'upheld' | 'dismissed'
  readonly answer: string | null
  readonly score: number | null
}

/** Scores are of 100; null where nobody has judged. */
export type ItemScore = {
  readonly item: string
  readonly section: string
  readonly weight: number
  readonly veto: boolean
  readonly papers: number | null
  readonly visits: number | null
  /** Set by an objection that was upheld. */
  readonly corrected: number | null
  readonly score: number | null
}

export type Standing = {
  /** Points earned, and the points of what was judged; an item that nobody judged is no 0 and stands in neither. */
  readonly points: number
  readonly of: number
  readonly total: number
  readonly verdict: 'passed' | 'failed' | 'open'
  readonly vetoFailed: readonly string[]
  readonly vetoOpen: readonly string[]
  readonly sections: readonly { readonly section: string; readonly points: number; readonly of: number; readonly open: number }[]
  readonly items: readonly ItemScore[]
}

export type Judged = {
  readonly items: readonly Pick<Item, 'code' | 'section' | 'weight' | 'level'>[]
  readonly reviews: readonly { readonly item: string; readonly score: number }[]
  readonly visits: readonly { readonly sheet: CheckSheet; readonly answers: readonly Answer[] }[]
  readonly objections: readonly Pick<Objection, 'item' | 'outcome' | 'score'>[]
}

const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length)

/** Of what the lines of check sheets could give an item, how much they gave, of 100; lines that do not apply are left out. */
function visitScores(visits: Judged['visits']): ReadonlyMap<string, number> {
  const sums = new Map<string, { got: number; of: number }>()
  for (const { sheet, answers } of visits) {
    for (const line of sheet.lines) {
      const score = answers.find((answer) => answer.line === line.code)?.score
      if (score === null || score === undefined) continue
      const sum = sums.get(line.item) ?? { got: 0, of: 0 }
      sums.set(line.item, { got: sum.got + score, of: sum.of + line.score })
    }
  }
  return new Map([...sums].map(([item, { got, of }]) => [item, (got / of) * 100]))
}

const round = (value: number): number => Math.round(value * 100) / 100

/**
 * The total of an examination. An item's score is the mean of what the papers and what the visits say of it, unless an upheld objection
 * set another; a veto that is not whole fails everything, whatever the points.
 */
export function standingOf({ items, reviews, visits, objections }: Judged): Standing {
  const seen = visitScores(visits)
  const read = Map.groupBy(reviews, ({ item }) => item)
  const scored: ItemScore[] = items.map(({ code, section, weight, level }) => {
    const papers = mean((read.get(code) ?? []).map(({ score }) => score))
    const visited = seen.get(code) ?? null
    const corrected = objections.findLast(({ item, outcome, score }) => item === code && outcome === 'upheld' && score !== null)?.score ?? null
    const score = corrected ?? mean([papers, visited].filter((one) => one !== null))
    return { item: code, section, weight, veto: level === 'veto', papers, visits: visited, corrected, score }
  })
  const sections = [...Map.groupBy(scored, ({ section }) => section)].map(([section, of]) => ({ section, ...sumOf(of) }))
  const { points, of } = sumOf(scored)
  const vetoes = scored.filter(({ veto }) => veto)
  const vetoFailed = vetoes.filter(({ score }) => score !== null && score < 100).map(({ item }) => item)
  const vetoOpen = vetoes.filter(({ score }) => score === null).map(({ item }) => item)
  const total = round(items.reduce((sum, { weight }) => sum + weight, 0))
  return { points, of, total, verdict: vetoFailed.length > 0 ? 'failed' : vetoOpen.length > 0 ? 'open' : 'passed', vetoFailed, vetoOpen, sections, items: scored }
}

function sumOf(scores: readonly ItemScore[]): { points: number; of: number; open: number } {
  const judged = scores.filter(({ score }) => score !== null)
  return {
    points: round(judged.reduce((sum, { score, weight }) => sum + (score! / 100) * weight, 0)),
    of: round(judged.reduce((sum, { weight }) => sum + weight, 0)),
    open: scores.length - judged.length,
  }
}
