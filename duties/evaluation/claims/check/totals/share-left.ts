import type { Finding } from '../../contract.ts'
import { exactly, meet, minus, show } from '../ground/interval.ts'
import { ratesOf, says } from '../ground/near.ts'
import { finding, isExact, isGrowth, isRate, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'

/** `使用率93.6%` and, sections later, `还有6.4%的订单未使用`: what a rate leaves of the whole. */
export const checkShareLeft = (paper: Paper): Finding[] => ratesOf(paper).flatMap((rest) => (rest.cell === null && isRate(rest) && isExact(rest) ? shareLeft(paper, rest) : []))

function shareLeft(paper: Paper, rest: Figure): Finding[] {
  if (!/(?:还有|尚有|仍有|余下|其余|剩余)(?:约|近)?$/.test(lead(paper, rest, 12)) || isGrowth(paper, rest) || !/未|没有|不/.test(tail(paper, rest, 20))) return []
  const told = ratesOf(paper).filter((one) => one !== rest && one.unit === rest.unit && !isGrowth(paper, one) && says(paper, one, tail(paper, rest, 24)))
  const done = told.findLast((one) => one.end <= rest.start) ?? told[0]
  if (!done || told.length > 6 || ratesOf(paper).some((one) => one !== rest && isExact(one) && meet(one, rest)) || told.some((one) => isExact(one) && meet(minus(exactly(100), one), rest))) return []
  return [
    finding(paper, [rest, done], {
      verdict: 'doubtful',
      kind: 'total',
      calculation: `100% − ${printed(done)} = ${show(100 - done.value)}%，所列 ${printed(rest)}`,
      explanation: '余下的比例与前文已完成的比例合起来不是 100%；若所说的不是同一批对象则无误。',
    }),
  ]
}
