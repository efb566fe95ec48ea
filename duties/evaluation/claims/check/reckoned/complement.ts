import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { finding, isExact, isGrowth, isPoints, printed, type Figure, type Paper } from '../ground/paper.ts'
import { own } from './times.ts'

/** `总体不合格率2.1%（合格率97.9%）`: of two that stand side by side the one is what the other leaves. */
export const checkComplementsBeside = (paper: Paper): Finding[] =>
  paper.figures.flatMap((later) => {
    const one = paper.figures[later.at - 1]
    if (!one || one.sentence !== later.sentence || ![one, later].every((it) => able(paper, it))) return []
    const [first, second] = [nameOf(paper, one), nameOf(paper, later)]
    if (first === second || first.replace(/^不/, '') !== second.replace(/^不/, '') || first === '') return []
    if (!/^[，(][^，。；()\d]{0,4}$/.test(own(paper, later).slice(0, own(paper, later).lastIndexOf(second)))) return []
    if (Math.abs(one.value + later.value - 100) < (one.high - one.low + later.high - later.low) / 2 + 0.06) return []
    return [
      finding(paper, [later, one], {
        verdict: 'contradiction',
        kind: 'ratio',
        calculation: `100% − ${printed(one)} = ${show(100 - one.value, 2)}%，所列${second} ${printed(later)}`,
        explanation: `“${first}”与“${second}”并列而合起来不是 100%。`,
      }),
    ]
  })

const able = (paper: Paper, one: Figure): boolean => one.unit === '%' && one.cell === null && isExact(one) && !isPoints(one) && !isGrowth(paper, one)
const nameOf = (paper: Paper, one: Figure): string => /(不?[一-鿿]{2}率)[为达是]?$/.exec(own(paper, one))?.[1]?.replace(/^(?!不)[体均检品](?=.{3})/, '') ?? ''
