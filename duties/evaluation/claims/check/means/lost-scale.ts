import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, finding, isCount, isExact, isIncrement, isMean, lead, printed, type Figure, type Paper } from '../ground/paper.ts'
import { meanOf } from './mean-words.ts'

/** Sums of money from which 万 was lost: less than one 元 for each, or less than their own mean. */
export const checkLostScale = (paper: Paper): Finding[] => paper.figures.flatMap((one) => (one.cell === null && one.unit === '元' && isCount(one) ? tooLittle(paper, one) : []))

const money = /罚没|罚款|损失|投入|资金|经费|产值|货值|案值|保费|保额|赔付|支出|拨付|销售额|金额/
const single = /[每均]|标准|单价|最[高低]|起价|[从由]|提高|不低于|不超过|违法所得/
const things = /^(?:[件起宗家户所人名场批]|批次|户次|家次)$/
function tooLittle(paper: Paper, one: Figure): Finding[] {
  const words = lead(paper, one, 20)
  if (/[万亿千百]/.test(one.text) || !isExact(one) || isMean(paper, one) || isIncrement(paper, one) || !money.test(words) || single.test(words)) return []
  const near = paragraphOf(paper, one.sentence).filter((it) => it !== one && it.sentence === one.sentence)
  const mean = near.find((it) => it.start > one.end && it.unit === '元' && it.low > one.high && /平均|均/.test(lead(paper, it, 16)) && meanOf(paper, it) !== null && between(paper, one, it).length < 40 && !/[；。]/.test(between(paper, one, it)))
  if (mean)
    return [
      finding(paper, [one, mean], {
        verdict: 'contradiction',
        kind: 'unit',
        calculation: `合计 ${printed(one)} < 平均 ${printed(mean)}`,
        explanation: '合计比其平均数还小，似漏写了“万”。',
      }),
    ]
  const count = near.find((it) => isCount(it) && isExact(it) && things.test(it.unit) && it.value >= 30 && it.low > one.high && between(paper, it, one).length < (it.end <= one.start ? 16 : 8) && !/[；。]/.test(between(paper, it, one)))
  if (!count) return []
  return [
    finding(paper, [one, count], {
      verdict: 'doubtful',
      kind: 'unit',
      calculation: `${printed(one)} ÷ ${printed(count)} = ${show(one.value / count.value, 2)}元`,
      explanation: '分到每一个不足一元，似漏写了“万”；若金额确为如此则无误。',
    }),
  ]
}
