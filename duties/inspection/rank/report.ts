import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { dayText } from './days.ts'
import { LEAST } from './contract.ts'
import type { Model } from './model.ts'
import type { Ranking } from './rank.ts'

/** What a model says of itself, for a file. */
export type ModelReport = {
  readonly as_of: string
  readonly rows: number
  readonly findings: number
  readonly method: 'learned' | 'plain rules'
  /** Spread of each nuisance's effects on the log-odds: fitted, then left out. */
  readonly nuisance: Readonly<Record<string, number>>
  /** Small trees that tell what columns say together; 0 where they foretold later months no better. */
  readonly trees: number
  readonly columns: readonly { readonly source: string; readonly aspect: string; readonly level?: string; readonly weight: number }[]
}

const rounded = (value: number): number => Number(value.toFixed(6))

export function describe({ asOf, rows, findings, plain, effects, design, logistic, trees }: Model): ModelReport {
  const nuisance = effects.terms.filter((term) => term.nuisance).map(({ name, variance }) => [name, rounded(Math.sqrt(variance))])
  const columns = design.labels.map((label, at) => ({ ...label, weight: rounded(logistic.weights[at]!) })).toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  return { as_of: dayText(asOf), rows, findings, method: plain ? 'plain rules' : 'learned', nuisance: Object.fromEntries(nuisance), trees: trees.length, columns }
}

/** A report of a ranking: data for a file, and the lines that a person should see. */
export function reportOf({ models }: Ranking, ranked: number): { readonly data: { readonly ranked: number; readonly models: readonly ModelReport[] }; readonly lines: readonly Bilingual[] } {
  const lines = models.map(({ asOf, rows, findings, plain }): Bilingual => plain
    ? {
        zh: `截至 ${dayText(asOf)} 只有 ${rows} 次检查、${findings} 次严重发现（学习至少需要 ${LEAST.rows} 次检查、有和无严重发现各 ${LEAST.findings} 次），按固定规则排序，未从历史中学习。`,
        en: `Before ${dayText(asOf)} there are only ${rows} inspections with ${findings} serious findings (learning needs ${LEAST.rows}, with ${LEAST.findings} of either kind): ranked by plain rules, nothing was learned.`,
      }
    : { zh: `由 ${dayText(asOf)} 之前的 ${rows} 次检查、${findings} 次严重发现学习。`, en: `Learned from ${rows} inspections with ${findings} serious findings before ${dayText(asOf)}.` })
  const total = { zh: `已排序 ${ranked} 户次。`, en: `${ranked} visits ranked.` }
  return { data: { ranked, models: models.map(describe) }, lines: [...lines, total] }
}
