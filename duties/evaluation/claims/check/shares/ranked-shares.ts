import type { Finding } from '../../contract.ts'
import { hanNumber } from '../../../../../platform/core/chinese.ts'
import { before, between, finding, isExact, isRate, printed, type Figure, type Paper } from '../ground/paper.ts'

const place = /(?:位列|位居|排名?|居|列)(?:全[市县区省])?第([一二三四五六七八九十]{1,2}|\d{1,2})位?，(?:占比|占)[^，。；\d]{0,12}$/
/** `举报788件，位列第四，占比9.0%；…，位列第五，占比9.9%`: the share of what stands lower is not the larger one. */
export const checkRankedShares = (paper: Paper): Finding[] => {
  let last: { readonly rate: Figure; readonly rank: number } | null = null
  return paper.figures.flatMap((rate) => {
    if (!isRate(rate) || !isExact(rate) || rate.cell !== null) return []
    const said = place.exec(before(paper, rate, 40))?.[1]
    if (said === undefined) return []
    const rank = /\d/.test(said) ? Number(said) : hanNumber(said)
    const above = last
    last = { rate, rank }
    if (!above || rank !== above.rank + 1 || paper.paragraphs[above.rate.sentence] !== paper.paragraphs[rate.sentence] || rate.low <= above.rate.high) return []
    if (/占比|占/.test(between(paper, above.rate, rate)) === false) return []
    return [
      finding(paper, [rate, above.rate], {
        verdict: 'contradiction',
        kind: 'ratio',
        calculation: `第${above.rank} ${printed(above.rate)} < 第${rank} ${printed(rate)}`,
        explanation: '名次在后的占比反而大于名次在前的占比。',
      }),
    ]
  })
}
