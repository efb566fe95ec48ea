import type { Finding } from '../../contract.ts'
import { minus, showInterval } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, finding, inSentence, isGrowth, isPoints, isRate, lead, printed, type Figure, type Paper } from '../ground/paper.ts'
import { pointsFit } from './stated-pairs.ts'

/** Points by which one rate lies above or below another that is named with it: `高于全省平均（88.7%）2.5个百分点`, `离80%的要求尚差5.7个百分点`. */

const compared = /高于|高出|超出|超过|低于|优于|领先|落后|[比较离距与]/
const up = /高于|高出|超出|超过|优于|领先|已超|提高|提升|上升|增加|增长|高/g
const down = /低于|落后|低|差|少|下降|降低|减少|下滑|回落/g
const narrowing = /差距|差幅|缩小|收窄|拉开|相差/

/** 1 for above, −1 for below, by the last such word. */
function side(words: string): number {
  const last = (form: RegExp): number => [...words.matchAll(form)].at(-1)?.index ?? -1
  const [above, below] = [last(up), last(down)]
  return narrowing.test(words) || above === below ? 0 : above > below ? 1 : -1
}

/** The rate that the points are counted from: the last before them, in brackets or with its noun behind it. */
function reference(paper: Paper, points: Figure): { reference: Figure; words: string } | null {
  const same = inSentence(paper, points.sentence)
  const last = same[same.indexOf(points) - 1]
  if (!last || !isRate(last) || isGrowth(paper, last)) return null
  const words = between(paper, last, points)
  // 与第一季度的2.31%相比，不合格率环比下降…; 1.3%，下降…
  if (!/^\)?[^，。；\d]{0,12}$/.test(words) && !/^\)?(?:的水平|相比|比)?，[^，。；\d]{0,10}$/.test(words)) return null
  const ahead = lead(paper, last)
  if (!compared.test(ahead) || /[由从][^，。；]*$/.test(ahead)) return null
  // goals are set, not measured: 96% is no 95.6
  const goal = /目标|要求|标准|任务|指标/.test(`${ahead} ${words}`) ? { ...last, low: last.value, high: last.value } : last
  return { reference: goal, words: `${ahead} ${words}` }
}

/** The rates that may be what is compared: of its sentence and of the one before, nearest first. */
function subjects(paper: Paper, points: Figure, other: Figure): Figure[] {
  return paragraphOf(paper, points.sentence)
    .filter(
      (one) =>
        one.end <= other.start && one.sentence >= points.sentence - 1 && isRate(one) && !isGrowth(paper, one) && one.unit === other.unit,
    )
    .toReversed()
    .slice(0, 8)
}

const fits = (one: Figure, other: Figure, points: Figure, sign: number): boolean => {
  const difference = minus(one, other)
  return pointsFit(other, one, points) && (sign === 0 || (sign > 0 ? difference.high > 0 : difference.low < 0))
}

export type Against = { readonly found: Finding | null }
/** What is said of points that name what they are counted from; null where they do not. */
export function againstOther(paper: Paper, points: Figure): Against | null {
  if (!isPoints(points) || points.cell !== null) return null
  const named = reference(paper, points)
  const two = named ? null : twoNamed(paper, points)
  const [other, all, sign] = named
    ? [named.reference, subjects(paper, points, named.reference), side(named.words)]
    : two
      ? [two.other, [two.one], two.sign]
      : [null, [], 0]
  const [one] = all
  if (!other || !one) return null
  if (all.some((rate) => fits(rate, other, points, sign))) return { found: null }
  const turned = all.find((rate) => fits(rate, other, points, 0))
  // farther ones may confirm: 完成率…，高于全省平均进度（50.8%）
  const subject = turned ?? one
  const sure = one.sentence === points.sentence && (turned === one || all.length === 1) && turned !== undefined
  return {
    found: finding(paper, [points, subject, other], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'points',
      calculation: `${printed(subject)} − ${printed(other)} = ${showInterval(minus(subject, other), 2)} 个百分点，所列${sign < 0 ? '低' : sign > 0 ? '高' : ''} ${printed(points)}`,
      explanation: sure ? '高低方向与所列两个比率相反。' : '所列百分点与邻近比率同所比数之差不符；若比较的是另一个比率则无误。',
    }),
  }
}

/** `满意度87.7%；知晓率82.8%，满意度比知晓率高4.9个百分点`: the names tell which of the two is which. */
function twoNamed(paper: Paper, points: Figure): { one: Figure; other: Figure; sign: number } | null {
  const match = /([一-鿿]{2,8})[比较]([一-鿿]{2,8}?)(?:要|仅|还)?(?:高出?|低|多|少)了?$/.exec(lead(paper, points))
  if (!match) return null
  const rates = paragraphOf(paper, points.sentence)
    .filter((one) => one.end <= points.start && one.sentence >= points.sentence - 1 && isRate(one) && !isGrowth(paper, one))
    .toReversed()
  const called = (name: string): Figure | undefined =>
    rates.find((one) => `${lead(paper, one)}${one.measure}`.includes(name.slice(-3))) ??
    rates.find((one) => `${one.subject}${lead(paper, one)}`.includes(name.slice(0, 2)))
  const [one, other] = [called(match[1]!), called(match[2]!)]
  return one && other && one !== other ? { one, other, sign: side(lead(paper, points)) } : null
}
