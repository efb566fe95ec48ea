import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import { Sm3 } from '../../../platform/core/sm3.ts'

/** The two-sided 95 % point of the normal distribution. */
const Z95 = 1.959963984540054

/** A share of a sample, 0 to 1, with the limits between which the public's lies with 95 % confidence. `margin`: half their distance. */
export type Interval = { readonly share: number; readonly low: number; readonly high: number; readonly margin: number }

/**
 * Wilson's score interval: it stays within 0 and 1 and holds for small samples and shares near 100 %, where the usual ± does not.
 * @param positive of `answered`; @returns null where nobody answered
 * @source E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209–212
 */
export function wilson(positive: number, answered: number, z: number = Z95): Interval | null {
  if (answered === 0) return null
  const share = positive / answered
  const over = 1 + z ** 2 / answered
  const centre = (share + z ** 2 / (2 * answered)) / over
  const half = (z / over) * Math.sqrt((share * (1 - share)) / answered + z ** 2 / (4 * answered ** 2))
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half), margin: half }
}

/** Beyond this many percentage points to either side a result is too uncertain to be held against a threshold. */
export const WIDE = 0.05

const percent = (share: number): string => (share * 100).toFixed(1)

/** The interval as people read it. */
export const intervalWords = ({ low, high, margin }: Interval): Bilingual => ({
  zh: `有95%的把握，全体居民的真实水平在${percent(low)}%至${percent(high)}%之间（误差约±${percent(margin)}个百分点）。`,
  en: `With 95% confidence the whole public’s figure lies between ${percent(low)}% and ${percent(high)}% (about ±${percent(margin)} points).`,
})

/** Shares a whole number out by weights (largest remainder); each gets one at least as long as there is enough. */
export function allocate(weights: readonly number[], whole: number): readonly number[] {
  const least = whole >= weights.length ? 1 : 0
  const rest = whole - least * weights.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (weights.length === 0 || total <= 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (rest * weight) / total)
  const shares = exact.map(Math.floor)
  const left = Math.max(0, rest - shares.reduce((sum, one) => sum + one, 0))
  const next = exact.map((one, at) => ({ at, part: one - Math.floor(one) })).toSorted((a, b) => b.part - a.part || a.at - b.at).slice(0, left)
  for (const { at } of next) shares[at]! += 1
  return shares.map((share) => share + least)
}

const hashOf = (text: string): string => new Sm3().update(new TextEncoder().encode(text)).hex()

/** What is drawn from, as one hash: told with the seed, so that anyone with the list draws the same. */
export const poolHash = (pool: readonly string[]): string => hashOf(pool.toSorted().join('\n'))

/** Draws `count` of a pool: those whose SM3 of seed and code come first. The order of the pool counts for nothing. */
export const drawFrom = (pool: readonly string[], count: number, seed: string): readonly string[] =>
  [...new Set(pool)].map((code) => ({ code, key: hashOf(`${seed} ${code}`) })).toSorted((a, b) => (a.key < b.key ? -1 : 1)).slice(0, count).map(({ code }) => code)

/** Answers that count as 满意, 知晓, 支持. */
const POSITIVE = { satisfaction: ['very', 'fairly'], awareness: ['yes'], support: ['yes'] } as const
export const positiveOf = (kind: keyof typeof POSITIVE): readonly string[] => POSITIVE[kind]

/** What may be answered to a survey of a kind, in the order in which it is shown. */
export const choicesOf = (kind: keyof typeof POSITIVE): readonly string[] =>
  kind === 'satisfaction' ? ['very', 'fairly', 'middling', 'little', 'not', 'unsure'] : ['yes', 'no', 'unsure']

/** The indicator that a survey of a kind feeds. */
export const INDICATOR = { satisfaction: 'survey.satisfaction', awareness: 'survey.awareness', support: 'survey.support' } as const

type Row = {
  readonly method?: string | null; readonly run_by?: string | null; readonly starts_on?: string | null; readonly ends_on?: string | null; readonly organisation?: string | null
  readonly answered?: number | null; readonly refused?: number | null; readonly unreached?: number | null; readonly positive?: number | null
}

/** Faults of a survey, all at once. */
export function surveyFaults(row: Row): readonly FieldProblem[] {
  const faults: FieldProblem[] = []
  const fault = (when: unknown, path: string, zh: string, en: string): void => {
    if (when) faults.push({ path, sentence: { zh, en } })
  }
  fault(row.method === 'app-rating', 'method', '软件商店的星级由自愿下载的人打出，没有抽样框、拒访和误差可言，不是满意度，不能登记。', 'An app’s stars are given by whoever chose to; without a frame, refusals or an error they are no satisfaction rate.')
  fault(row.starts_on && row.ends_on && row.ends_on < row.starts_on, 'ends_on', '止日不能早于起日。', 'The last day cannot be before the first.')
  fault(row.run_by === 'third-party' && !row.organisation, 'organisation', '第三方调查请填写调查机构。', 'Name the institute of a third party’s survey.')
  fault(row.run_by === 'third-party' && row.method === 'link', 'method', '链接作答由本办实施；第三方调查请选实际的访问方式。', 'A link is run by ourselves; choose how the third party asked.')
  fault(row.run_by === 'own' && row.method !== undefined && row.method !== 'link', 'method', '本办实施的只有链接作答。', 'What we run ourselves is answered by link.')
  fault((row.positive ?? 0) > 0 && (row.positive ?? 0) > (row.answered ?? 0), 'positive', '肯定回答不能多于有效样本。', 'There cannot be more positive answers than answers.')
  fault(row.run_by === 'own' && [row.answered, row.refused, row.unreached, row.positive].some((one) => one !== null && one !== undefined), 'answered', '链接作答的结果由系统统计，不能填写。', 'Results of a link are counted by the program and cannot be entered.')
  return faults
}
