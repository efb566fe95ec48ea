import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, sum, times, type Interval } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { between, finding, inSentence, isCount, isGrowth, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/**
 * Rows of shares: `甲13867批次、乙3962批次、丙1981批次，占比为70%、20%、10%`. Each share has its own count, all have one base: a count that the
 * paper states, or the sum of the row. A share that alone differs where all others fit one base cannot be right.
 */

type Judged = { readonly findings: readonly Finding[]; readonly covered: ReadonlySet<Figure> }
const judged = new WeakMap<Paper, Judged>()

export const checkRowShares = (paper: Paper): readonly Finding[] => judge(paper).findings
/** Whether a rate stands in a row of shares that was judged as a row. */
export const inRowOfShares = (paper: Paper, rate: Figure): boolean => judge(paper).covered.has(rate)

function judge(paper: Paper): Judged {
  const known = judged.get(paper)
  if (known) return known
  const findings: Finding[] = []
  const covered = new Set<Figure>()
  for (const sentence of paper.bySentence.keys())
    for (const rates of rateRows(paper, sentence)) {
      const found = ofRow(paper, rates)
      if (!found) continue
      for (const rate of rates) covered.add(rate)
      findings.push(...found)
    }
  const made = { findings, covered }
  judged.set(paper, made)
  return made
}

const joint = /^(?:、|，|和|及|与|以及)$/
const announced = /(?:占|率|度|面|比例|比重|占比|比|对应|依次|分别)[^，。；\d]{0,8}$/

function rateRows(paper: Paper, sentence: number): Figure[][] {
  const rows: Figure[][] = []
  for (const figure of inSentence(paper, sentence)) {
    const row = rows.at(-1)
    const last = row?.at(-1)
    if (last && last.unit === figure.unit && joint.test(between(paper, last, figure))) row!.push(figure)
    else rows.push([figure])
  }
  return rows.filter(
    ([first, second]) =>
      second !== undefined && isRate(first!) && first!.cell === null && !isGrowth(paper, first!) && announced.test(lead(paper, first!)),
  )
}

const summed = /共|合计|总|累计|其余|以上$/
/** The counts of a row of shares: as many as there are shares, the last of one sort before them. */
function partsOf(paper: Paper, rates: readonly Figure[]): Figure[] | null {
  const first = rates[0]!
  const counts = paragraphOf(paper, first.sentence).filter(
    (one) =>
      one.end <= first.start &&
      one.sentence >= first.sentence - 1 &&
      isCount(one) &&
      one.bracketOf === null &&
      !summed.test(lead(paper, one)),
  )
  const last = counts.at(-1)
  if (!last) return null
  const parts = counts.filter((one) => sort(one) === sort(last)).slice(-rates.length)
  if (parts.length < rates.length || between(paper, parts.at(-1)!, first).length > 40) return null
  // counts that a stop parts are no row
  return parts.every((one) => one.sentence === last.sentence) ? parts : null
}

function ofRow(paper: Paper, rates: readonly Figure[]): Finding[] | null {
  const parts = partsOf(paper, rates)
  if (!parts) return null
  const factor = rates[0]!.unit === '‰' ? 1000 : 100
  const most = parts.reduce((all, { value }) => Math.max(all, value), 0)
  const share = (at: number, base: Interval): Interval => times(over(parts[at]!, base), factor)
  const misses = (base: Interval): number[] => rates.flatMap((rate, at) => (meet(cut(share(at, base)), cut(rate)) ? [] : [at]))
  const near = paragraphOf(paper, rates[0]!.sentence).filter(
    (one) => isCount(one) && sort(one) === sort(parts[0]!) && one.low >= most && !parts.includes(one),
  )
  const bases: Interval[] = [...near.toReversed(), sum(parts)]
  const all = [...bases, ...countsLike(paper, parts[0]!).filter((one) => one.low >= most && !parts.includes(one))]
  if (all.some((base) => misses(base).length === 0)) return []
  const best = bases.map((base) => ({ base, wrong: misses(base) })).toSorted((a, b) => a.wrong.length - b.wrong.length)[0]!
  // two of three that do not fit the whole they divide, which all of them fill
  const whole100 = Math.abs(rates.reduce((all, { value }) => all + value, 0) - factor) < 0.011 * factor && meet(best.base, sum(parts))
  if ((best.wrong.length !== 1 && !(whole100 && rates.length > 2 && best.wrong.length < rates.length)) || rates.length < 2) return null
  const [at] = best.wrong
  const rate = rates[at!]!
  const part = parts[at!]!
  const base = near.find((one) => one === best.base)
  const whole = (best.base.low + best.base.high) / 2
  return [
    finding(paper, [rate, part, ...(base ? [base] : [])], {
      verdict: rates.length > 2 && best.wrong.length === 1 ? 'contradiction' : 'doubtful',
      kind: 'ratio',
      calculation: `${show(part.value)} ÷ ${show(whole)} = ${showInterval(share(at!, best.base), 2)}${rate.unit}，所列 ${printed(rate)}`,
      explanation:
        rates.length > 2
          ? '同列其余占比都与各自的数及同一基数相符，只有此项不符。'
          : '同列另一占比与这一基数相符，此项不符；若此项另有基数则无误。',
    }),
  ]
}
