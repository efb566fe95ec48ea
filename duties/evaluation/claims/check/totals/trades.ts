import type { Finding } from '../../contract.ts'
import { bare, doesMore } from '../ground/nouns.ts'
import { finding, isCount, lead, named, sort, type Paper } from '../ground/paper.ts'

/** Trades that the law counts among 食品生产经营. */
const trades =
  /^(?:食品生产企业|食品生产者|餐饮服务(?:单位|企业|经营者|提供者)|食品(?:销售|流通|经营)(?:单位|企业|者|主体|户)|学校食堂|食品小作坊)$/
const everyTrade = /^食品生产经营(?:单位|主体|企业|者|户|市场主体)$/

/** One trade alone larger than all food businesses of the same paper. */
export function trade(paper: Paper): Finding[] {
  const standing = paper.figures.filter((one) => isCount(one) && sort(one) === '家' && one.measure === '数量')
  const all = standing.filter(
    (one) => everyTrade.test(bare(one.subject)) && one.partOf === null && !doesMore(paper, one) && !/其中|部分/.test(lead(paper, one)),
  )
  const largest = standing.filter((one) => trades.test(bare(one.subject))).sort((a, b) => b.low - a.low)[0]
  return all
    .filter((whole) => largest && largest.low > whole.high)
    .slice(0, 2)
    .map((whole) =>
      finding(paper, [whole, largest!], {
        verdict: 'doubtful',
        kind: 'part-whole',
        calculation: `${named(largest!)} > ${named(whole)}`,
        explanation: '单一业态的数大于全部食品生产经营单位；若后者只计一部分（如纳入包保的）则无误。',
      }),
    )
}
