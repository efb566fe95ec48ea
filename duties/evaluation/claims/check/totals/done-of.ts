import type { Finding } from '../../contract.ts'
import { meet, plus, show } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, finding, isCount, isExact, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** What was done of a part that is named as before, and what is left of it. */
export const checkDoneOf = (paper: Paper): Finding[] => paper.figures.flatMap((figure) => doneOf(paper, figure))

const usable = (one: Figure | undefined): one is Figure => one !== undefined && isCount(one) && isExact(one) && one.low > 0 && one.cell === null
const did = /^(?:其中)?([一-鿿]{2,8}?)的?(?:，)?(?:已|目前已|均已)(?:经)?(?:完成|整改|办结|改造|处置)(?:的)?$/
/** `限期整改43处；…，限期整改的已完成40处，还有3处正在整改`: the name of the part comes back with what was done of it. */
function doneOf(paper: Paper, figure: Figure): Finding[] {
  const name = usable(figure) ? did.exec(lead(paper, figure, 20))?.[1] : undefined
  if (name === undefined) return []
  const whole = paragraphOf(paper, figure.sentence).findLast(
    (one) => one.end <= figure.start && usable(one) && sort(one) === sort(figure) && lead(paper, one, 12).endsWith(name),
  )
  if (!whole) return []
  if (figure.low > whole.high)
    return [
      finding(paper, [figure, whole], {
        verdict: 'contradiction',
        kind: 'part-whole',
        calculation: `${show(figure.value)} > ${show(whole.value)}${whole.unit}`,
        explanation: '所列已完成的多于前文同名的总数。',
      }),
    ]
  const rest = paper.figures[figure.at + 1]
  if (!usable(rest) || rest.sentence !== figure.sentence || sort(rest) !== sort(figure) || !/^，?(?:还有|尚有|仍有|其余|剩余|余下|另有)$/.test(between(paper, figure, rest))) return []
  if (meet(plus(figure, rest), whole) || !/正在|尚|未|没有|待/.test(tail(paper, rest, 12))) return []
  return [
    finding(paper, [rest, figure, whole], {
      verdict: 'contradiction',
      kind: 'total',
      calculation: `${show(figure.value)} + ${show(rest.value)} = ${show(figure.value + rest.value)}${whole.unit}，前文 ${printed(whole)}`,
      explanation: '已完成的与未完成的之和与前文同名的总数不符。',
    }),
  ]
}
