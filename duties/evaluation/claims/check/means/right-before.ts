import type { Finding } from '../../contract.ts'
import { cut, meet, over, plus, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { isPopulation, meanOf, rounded, worth } from './mean-words.ts'
import { paragraphOf } from '../ground/near.ts'
import { before, between, finding, isCount, isExact, isIncrement, isMean, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { conversion } from './unit.ts'

const clear = (paper: Paper, one: Figure): boolean =>
  !/每(?![日天年月周季])个?[一-鿿]{1,6}$/.test(lead(paper, one, 10)) && isCount(one) && isExact(one) && one.cell === null && one.low > 0 && Number.isFinite(one.high) && !isIncrement(paper, one) && !isMean(paper, one) && !isPopulation(paper, one)

/**
 * `体系检查45家，查出问题270个，平均每家6个`: the total in the clause right before the mean, the count before it in the sentence, or in the one before by
 * its name.
 */
export const checkMeansRightBefore = (paper: Paper, figures: readonly Figure[]): Finding[] =>
  figures.flatMap((mean, at) => {
    const total = figures[at - 1]
    const over1 = total && isCount(mean) && mean.low > 0 && mean.cell === null ? meanOf(paper, mean) : null
    if (!total || !over1 || !clear(paper, total) || /^[年月日天周季]/.test(over1.each) || /[年月日天周季]均/.test(lead(paper, mean, 12)) || /其中|每|标准|不少于|至少|应|上年|去年|同期|最[高低多少]/.test(lead(paper, mean, 24).replace(/每[^，。；]*$/, ''))) return []
    const factor = scale(total, mean)
    if (factor === null || !/^[^，。；、\d]{0,10}，[^，。；、\d]{1,14}$/.test(between(paper, total, mean)) || /累计|计划|能力|保额/.test(lead(paper, total))) return []
    // 每家4次 may be said of what each ought to have
    if (over1.plain && total.unit !== `${over1.each}次` && total.unit !== mean.unit) return []
    if (/人口/.test(before(paper, mean, 40))) return []
    const ahead = figures.slice(0, at - 1)
    const own = ahead.filter((one) => clear(paper, one) && each(paper, one, over1) > 0)
    const near = paragraphOf(paper, mean.sentence).filter((one) => one.sentence >= mean.sentence - 2 && one.end <= mean.start && isCount(one) && one.low > 0)
    const above = own.length > 0 ? [] : near.filter((one) => one.sentence === mean.sentence - 1 && clear(paper, one) && each(paper, one, over1) > 0)
    const counts = own.length > 0 ? own : above
    // of a whole and its parts the whole
    const count = counts.filter((one) => one.value > 1).toSorted((one, other) => other.value - one.value)[0]
    if (!count || ahead.some((one) => one.start > count.end && /；/.test(between(paper, count, one)))) return []
    const gives = (one: Interval, of: Interval): boolean => of.low > 0 && meet(cut(times(over(one, of), factor)), rounded(mean))
    const totals = figures.slice(0, at).filter((one) => clear(paper, one) && scale(one, mean) !== null)
    // another count of the sentence, whatever its unit, or two of them together may be what it is taken over
    const others = near.filter((one) => one.sentence === mean.sentence || own.length === 0 || each(paper, one, over1) > 0)
    const overs = [
      // 3200吨 are no 3200 of 公斤
      ...others.filter((one) => [0, 1].includes(each(paper, one, over1)) && (!totals.includes(one) || one.unit !== total.unit || one.value < total.value)),
      ...others.slice(1).map((one, n) => plus(others[n]!, one)),
      ...others.flatMap((one) => (each(paper, one, over1) > 0 ? [times(one, each(paper, one, over1))] : [])),
    ]
    const worth1 = each(paper, count, over1)
    if (totals.some((one) => gives(one, times(count, worth1)) || overs.some((of) => of !== one && gives(one, of)))) return []
    // 2020年底接入的不过386所: the count of another time may not be the one that is meant
    const sure = own.length > 0 || (counts.length === 1 && !longAgo(paper, count))
    return [
      finding(paper, [mean, total, count], {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'mean',
        calculation: `${show(total.value * factor)} ÷ ${show(count.value * worth1)} = ${showInterval(times(over(total, times(count, worth1)), factor), 2)}，所列平均 ${printed(mean)}`,
        explanation: `平均数与紧接在前的总数、个数不符${sure ? '' : '；若平均只就其中一部分计算则无误'}。`,
      }),
    ]
  })

function longAgo(paper: Paper, count: Figure): boolean {
  const words = before(paper, count, 24)
  const year = Number(/(20\d{2})年[^。；]*$/.exec(words)?.[1] ?? Infinity)
  return /上年|去年|当时/.test(words) || year < Number(paper.document.date?.slice(0, 4) ?? NaN) - 1
}

/** What a count is worth of what the mean is over; its unit or its noun must say so. */
function each(paper: Paper, one: Figure, mean: NonNullable<ReturnType<typeof meanOf>>): number {
  // 检查食堂731户次 are no canteens
  const value = one.unit === '元' || (/.次$/.test(one.unit) && !mean.each.includes('次')) ? 0 : worth(paper, one, mean)
  const [measure, noun] = [mean.each.slice(0, 1), mean.each.slice(1).slice(0, 2)]
  const named = noun.length < 2 || `${one.subject}${lead(paper, one, 12)}${tail(paper, one, 8)}`.includes(noun)
  return mean.each.length === 1 || (one.unit === measure && named) || value !== 1 || one.subject.endsWith(mean.each.slice(-2)) ? value : 0
}

/** By how much a total is taken to speak in the mean's unit: 家次 as 次, 吨 as 1000公斤; null where it is of another sort. */
function scale(total: Figure, mean: Figure): number | null {
  if (sort(total) === sort(mean) || (total.unit.endsWith(mean.unit) && total.unit.length > mean.unit.length && mean.unit !== '')) return 1
  return /[斤吨克亩顷升]$/.test(mean.unit) ? conversion(total.unit, mean.unit) : null
}
