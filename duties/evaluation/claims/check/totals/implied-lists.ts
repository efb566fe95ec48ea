import type { Finding } from '../../contract.ts'
import { meet, showInterval, sum } from '../ground/interval.ts'
import { between, clause, finding, isCount, isGrowth, isIncrement, isRate, lead, named, printed, type Figure, type Paper } from '../ground/paper.ts'
import { sumOf } from './totals-behind.ts'

/** Lists that no word calls so: a short run behind a larger count, and shares of one whole. */

/** `发现隐患4850处，当场改正3977处、限期改正873处`, `…11040批次；按环节看，生产…、流通…`: a short list right behind a larger count. */
export function impliedLists(paper: Paper): Finding[] {
  return [...paper.bySentence.values()].flatMap((figures) =>
    figures.flatMap((whole, at) => {
      if (!isCount(whole) || isIncrement(paper, whole)) return []
      const first = figures.findIndex((one, index) => index > at && one.unit === whole.unit)
      const list = first < 0 ? [] : listFrom(paper, figures.slice(first))
      if (list.length < 2 || ![whole, ...list].every(({ high }) => Number.isFinite(high)) || list.some((one) => one.partOf !== null) || list.some((one) => one.low > whole.high)) return []
      const words = between(paper, figures[first - 1]!, list[0]!)
      const divided = /按[^，。]{1,8}(?:看|分|计)，|中，/.test(words)
      // a row joined by 、 has no whole among its members
      if (!divided && /^[^，。；：]{0,14}、/.test(words)) return []
      if (words.length > 30 || /。/.test(words) || (!divided && (first !== at + 1 || words.includes('；')))) return []
      const total = sum(list)
      const figuresOf = [whole, ...list]
      if (meet(total, whole))
        return [
          finding(paper, figuresOf, {
            verdict: 'holds',
            kind: 'total',
            calculation: `${sumOf(list)}，所列总数 ${printed(whole)}`,
            explanation: '各项之和与总数相符。',
          }),
        ]
      if (total.low <= whole.high || total.low > whole.high * (divided ? 2 : 1.25)) return []
      return [
        finding(paper, figuresOf, {
          verdict: 'doubtful',
          kind: 'total',
          calculation: `${sumOf(list)}，前列 ${printed(whole)}`,
          explanation: '其后各项之和大于前列的数；若各项不是它的一部分，或互有重叠，则无误。',
        }),
      ]
    }),
  )
}

function listFrom(paper: Paper, figures: readonly Figure[]): Figure[] {
  const list: Figure[] = []
  for (const one of figures) {
    const last = list.at(-1)
    if (last && (one.unit !== last.unit || !/^[、和及][^，。；、]{1,10}$/.test(between(paper, last, one)))) break
    list.push(one)
  }
  return list
}

const shareWords = /占|比例|比重/
export function sharesOfOneWhole(paper: Paper): Finding[] {
  return [...paper.bySentence.values()].flatMap((figures) => {
    const shares = figures.filter(
      (figure) =>
        isRate(figure) &&
        figure.unit === '%' &&
        !figure.text.includes('/') &&
        !isGrowth(paper, figure) &&
        shareWords.test(lead(paper, figure)) &&
        !lead(paper, figure).includes('其中'),
    )
    if (shares.length < 3 || shares.some(({ base }) => base !== shares[0]!.base)) return []
    if (shares.some((share) => /[，；]其中|涉及|存在|反映/.test(clause(paper, share)))) return []
    const total = sum(shares)
    const calculation = `${shares.map(printed).join(' + ')} = ${showInterval(total, 2)}%`
    if (meet(total, { low: 100, high: 100 }))
      return [finding(paper, shares, { verdict: 'holds', kind: 'total', calculation, explanation: '各部分占比合计为 100%。' })]
    if (total.low <= 100) return []
    return [
      finding(paper, shares, {
        verdict: 'doubtful',
        kind: 'total',
        calculation,
        explanation: `${named(shares[0]!)}等占比合计超过 100%；只有各部分互有重叠或基数不同才说得通。`,
      }),
    ]
  })
}
