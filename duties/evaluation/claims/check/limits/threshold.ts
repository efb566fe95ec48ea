import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { between, finding, inSentence, isCount, isExact, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'

/** `罚没款10万元以上的大案54件，…，罚没款1352万元`: so many that each reach a mark make together at least that many marks. */
export const checkThresholds = (paper: Paper): Finding[] => paper.figures.flatMap((mark) => (mark.cell === null && mark.hedges.includes('at-least') && isCount(mark) ? judge(paper, mark) : []))

function judge(paper: Paper, mark: Figure): Finding[] {
  const name = /([一-鿿]{2,3})$/.exec(lead(paper, mark).replace(/^其中|(?:超过?|在|达|不低于|不少于)$/g, ''))?.[1]
  if (name === undefined || !/^(?:及?以上)?的/.test(tail(paper, mark))) return []
  const behind = inSentence(paper, mark.sentence).filter((one) => one.start >= mark.end && isExact(one) && isCount(one))
  const [count] = behind
  if (!count || count.unit === mark.unit || count.value < 2 || !/^(?:及?以上)?的[^，。；\d]{0,8}$/.test(between(paper, mark, count))) return []
  const total = behind.find((one) => one.unit === mark.unit && one.start > count.end && lead(paper, one, 12).replace(/[为达共计合]+$/, '').endsWith(name) && !/；/.test(between(paper, count, one)))
  if (!total || total.high >= mark.low * count.low) return []
  return [
    finding(paper, [mark, count, total], {
      verdict: 'contradiction',
      kind: 'bound',
      calculation: `${printed(mark)} × ${show(count.value)} = ${show(mark.low * count.value)}${mark.unit} > ${printed(total)}`,
      explanation: '每一个都达到所称的数，合计就不会低于它与个数之积。',
    }),
  ]
}
