import type { Finding } from '../../../contract.ts'
import { cut, meet, over, show, showInterval, sum, times } from '../../ground/interval.ts'
import { countsLike } from '../../ground/near.ts'
import { between, finding, inSentence, isCount, isExact, isRate, lead, printed, sort, type Figure, type Paper } from '../../ground/paper.ts'

/** `主要有甲区（16件）、乙县（15件）、丙区（11件），合计占比77.78%`: the sum of a row in a total of the paper. */
export const checkSummedShares = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rate) => {
    if (!isRate(rate) || rate.cell !== null || !isExact(rate) || !/^(?:合计|共计|[两三四五六]者)?(?:合计|共)?占(?:比|[^，。；\d]{0,10}的|全[市县区省])?[为达]?$/.test(lead(paper, rate)) || !/合计|共/.test(lead(paper, rate))) return []
    const same = inSentence(paper, rate.sentence)
    const row: Figure[] = []
    for (let at = same.indexOf(rate) - 1; at >= 0; at--) {
      const one = same[at]!
      if (!isCount(one) || !isExact(one) || (row[0] && (sort(one) !== sort(row[0]) || !/^[^，。；]{0,3}[、，][^，。；、\d]{1,14}$/.test(between(paper, one, row[0]))))) break
      row.unshift(one)
    }
    const [first] = row
    if (!first || row.length < 2) return []
    const total = sum(row)
    const bases = countsLike(paper, first).filter((one) => !row.includes(one) && one.high >= total.low && Number.isFinite(one.high) && one.end <= first.start)
    const gives = (one: Figure): boolean => meet(cut(times(over(total, one), 100)), cut(rate))
    const nearest = bases.at(-1)
    if (!nearest || bases.some(gives)) return []
    return [
      finding(paper, [rate, ...row, nearest], {
        verdict: 'doubtful',
        kind: 'ratio',
        calculation: `(${row.map(({ value }) => show(value)).join(' + ')}) ÷ ${show(nearest.value)} = ${showInterval(times(over(total, nearest), 100), 2)}%，所列 ${printed(rate)}`,
        explanation: '所列几项之和与前列的总数都得不出这一占比；若另有基数则无误。',
      }),
    ]
  })
