import type { Finding } from '../../contract.ts'
import { cut, meet, over, showInterval, show, times } from '../ground/interval.ts'
import { countsLike, hasOwnShare, paragraphOf } from '../ground/near.ts'
import { between, finding, inSentence, isCount, isExact, isGrowth, isIncrement, isMean, isRate, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { explanationOf, factorOf } from './shares.ts'

/** A rate of one digit is met by chance by many pairs of a paper. */
function explained(paper: Paper, rate: Figure): boolean {
  const pair = explanationOf(paper, rate)
  return pair !== null && (rate.high - rate.low < 0.1 * rate.value || [pair.part, pair.base].every((one) => one.sentence === rate.sentence))
}

/** `累计快检8.9万批次，筛出阳性356批次，阳性率4%`: part and base right before the rate give it tenfold or a tenth: % stands for ‰, or the point has moved. */
export const checkTenfold = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rate) => {
    if (!isRate(rate) || rate.cell !== null || !isExact(rate) || isGrowth(paper, rate) || rate.low <= 0 || rate.value >= factorOf(rate) || !/[率占比]/.test(lead(paper, rate, 16))) return []
    const usable = (one: Figure): boolean => isCount(one) && isExact(one) && one.low > 0 && Number.isFinite(one.high) && !isMean(paper, one) && !isIncrement(paper, one)
    const part = inSentence(paper, rate.sentence).findLast((one) => one.end <= rate.start && usable(one))
    if (!part || part.value < 2 || !/^[^。；\d]{0,16}[，（(][^，。；、\d]{1,16}$/.test(between(paper, part, rate))) return []
    const people = part.unit === '例' ? countsLike(paper, { ...part, unit: '人' }).filter((one) => usable(one) && one.value >= 1000 && /人口|学生|师生|用餐/.test(`${lead(paper, one, 12)}${tail(paper, one, 6)}`)) : []
    const near = paragraphOf(paper, rate.sentence).filter((one) => one.end <= part.start && one.sentence >= rate.sentence - 1 && usable(one) && one.low > part.high && sort(one) === sort(part) && !hasOwnShare(paper, one) && !/；/.test(between(paper, one, part)))
    const bases = [...people, ...near]
    const share = (base: Figure) => times(over(part, base), factorOf(rate))
    if (bases.some((base) => meet(cut(share(base)), cut(rate))) || explained(paper, rate)) return []
    const base = bases.findLast((one) => [10, 0.1].some((factor) => meet(cut(times(share(one), factor)), rate)))
    if (!base) return []
    return [
      finding(paper, [rate, part, base], {
        verdict: 'doubtful',
        kind: 'unit',
        calculation: `${show(part.value)} ÷ ${show(base.value)} = ${showInterval(share(base), 3)}${rate.unit}，所列 ${printed(rate)}`,
        explanation: '与前列两数相差恰为十倍，似“%”与“‰”写错或小数点错位；若另有基数则无误。',
      }),
    ]
  })
