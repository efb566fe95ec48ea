import type { Finding } from '../../contract.ts'
import { cut, meet, over, sum, times } from '../ground/interval.ts'
import { rounded } from '../means/mean-words.ts'
import { isChange } from '../ground/change-words.ts'
import { before, between, inSentence, isCount, isPoints, isRate, lead, sort, type Figure, type Paper } from '../ground/paper.ts'
import { countsAround, rowOf } from '../ground/rows.ts'

/** Honest readings of a mean, a growth and a distance in points; for doubts alone. */
export function otherStep(paper: Paper, { kind, verdict }: Finding, figures: readonly Figure[]): boolean {
  const [said] = figures
  if (!said) return false
  // 平均每车每月: each, and in each part of the year
  if (kind === 'mean' || (kind === 'unit' && verdict === 'doubtful')) return (verdict === 'doubtful' || /每[^，。；\d]{1,6}(?:每|[月季周日天年]均)/.test(lead(paper, said))) && (kind === 'mean' ? [said] : figures).some((mean) => otherCount(paper, mean, figures.filter((one) => one !== mean)))
  if (verdict !== 'doubtful') return false
  if (kind === 'series' || (kind === 'ratio' && isChange(paper, said))) return isRate(said) && ownStep(paper, said)
  return kind === 'points' && isPoints(said) && impliedRate(paper, said)
}

const spans: readonly (readonly [RegExp, readonly number[]])[] = [
  [/每个?月|月均/, [12]],
  [/每个?季|季均/, [4]],
  [/每个?周|每星期|周均/, [52]],
  [/每天|每日|日均/, [365, 366]],
]

/** `每个网格配网格员1名、协管员3名`: what else each one gets. */
function besides(paper: Paper, mean: Figure): Figure[] {
  const behind = paper.figures.slice(mean.at + 1, mean.at + 4)
  const end = behind.findIndex((one, at) => one.unit !== mean.unit || one.sentence !== mean.sentence || !/^[、和及][^，。；、\d]{1,10}$/.test(between(paper, behind[at - 1] ?? mean, one)))
  return behind.slice(0, end < 0 ? undefined : end)
}

/** `1—10月快检20万批次，每家月均400批次`: how many months, quarters or weeks the sentence tells of. */
function monthsTold(paper: Paper, mean: Figure, span: RegExp): number[] {
  const words = before(paper, mean, 90)
  const between1 = /(\d{1,2})月?(?:[—–~-]|至)(\d{1,2})月/.exec(words)
  const months = between1 ? Number(between1[2]) - Number(between1[1]) + 1 : Number(/前(\d{1,2})个月/.exec(words)?.[1] ?? (/[上下]半年/.test(words) ? 6 : /[一二三四]季度/.test(words) ? 3 : NaN))
  return !(months > 0) ? [] : span.test('月均') ? [months] : span.test('季均') ? [months / 3] : span.test('周均') ? [(months * 52) / 12] : []
}

/** `3辆车出车468台次，平均每车每月13台次`, `给3个县配齐设备，预算210万元，每县70万元`: what each gets by another count of the sentence, or in a part of the year. */
function otherCount(paper: Paper, mean: Figure, others: readonly Figure[]): boolean {
  const row = [...rowOf(paper, mean), ...besides(paper, mean)]
  if (row.length > 1 && others.some((amount) => others.some((count) => count !== amount && count.low > 0 && meet(over(amount, count), sum(row))))) return true
  if (row.length > 1 && others.some((one) => meet(sum(row), one))) return true
  const words = before(paper, mean, 16)
  const times = [1, ...spans.flatMap(([span, counts]) => (span.test(words) ? [...counts, ...monthsTold(paper, mean, span)] : []))]
  const here = inSentence(paper, mean.sentence).filter((one) => one !== mean && isCount(one) && one.low > 0 && Math.abs(one.start - mean.start) < 90)
  return here.some((amount) => (others[0] === amount || sort(amount) === sort(mean)) && here.some((count) => count !== amount && sort(count) !== sort(amount) && times.some((many) => meet(cut(over(amount, { low: count.low * many, high: count.high * many })), rounded(mean)))))
}

/** `A级148个…。与上学年末相比，A级多了31个，增长26.5%`: the step right before the rate, on what there was. */
function ownStep(paper: Paper, said: Figure): boolean {
  const step = paper.figures[said.at - 1]
  if (!step || step.sentence !== said.sentence || !isCount(step) || !/(?:[多少增减升降]了?|[多少][一-鿿]{1,3})$/.test(lead(paper, step))) return false
  const back = /(?:[少减降]了?|少[一-鿿]{1,3})$/.test(lead(paper, step)) ? 1 : -1
  return countsAround(paper, step, 1).some((now) => {
    const then = { low: now.low + back * step.low, high: now.high + back * step.high }
    return now !== step && then.low > 0 && meet(cut(times(over(step, then), 100)), cut(said))
  })
}

/** `满意度距90%的目标尚差5个百分点，而知晓率已到90.0%，两者相差5个百分点`: a rate that is told by its distance from another. */
function impliedRate(paper: Paper, said: Figure): boolean {
  if (!/[两二]者|之间|相差|相距/.test(lead(paper, said))) return false
  const figures = inSentence(paper, said.sentence).filter((one) => one.end <= said.start)
  const rates = figures.filter(isRate)
  const implied = figures.flatMap((step, at) => {
    const mark = figures[at - 1]
    return isPoints(step) && mark && isRate(mark) && /[差高低超少多]/.test(lead(paper, step)) ? [{ mark, value: mark.value - step.value }, { mark, value: mark.value + step.value }] : []
  })
  return implied.some(({ mark, value }) => rates.some((one) => one !== mark && Math.abs(Math.abs(one.value - value) - said.value) < 0.06))
}
