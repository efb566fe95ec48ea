import type { Finding } from '../../contract.ts'
import { meet } from '../interval.ts'
import { finding, group, isCount, isExact, isIncrement, lead, printed, type Paper } from '../paper.ts'

/** One clause printed twice, word for word, with another number: `各部门共查处违法案件518起，…` above and below, and what stands behind it the same. */
export function checkTwiceTold(paper: Paper): Finding[] {
  const able = paper.figures.filter((one) => isCount(one) && isExact(one) && one.cell === null && one.value >= 10 && !isIncrement(paper, one) && lead(paper, one, 40).length >= 9)
  return [...group(able, (one) => `${lead(paper, one, 40)}|${one.unit}`).values()].flatMap((same) => {
    const [first, ...rest] = same
    return rest.slice(0, 3).flatMap((one) => {
      if (meet(first!, one) || same.length > 2 || paper.paragraphs[first!.sentence] === paper.paragraphs[one.sentence]) return []
      const beside = [1, -1].some((step) => {
        const [a, b] = [paper.figures[first!.at + step], paper.figures[one.at + step]]
        return a !== undefined && b !== undefined && a.value === b.value && a.unit === b.unit && lead(paper, a, 20) === lead(paper, b, 20)
      })
      const timed = /上半年|全年|今年以来|20\d{2}年|季度|去年/.test(lead(paper, one, 40))
      if (!beside && !timed) return []
      return [
        finding(paper, [one, first!], {
          verdict: beside ? 'contradiction' : 'doubtful',
          kind: 'two-values',
          calculation: `${printed(first!)}；${printed(one)}`,
          explanation: `同一句话两处所列的数不同${beside ? '' : '；若两处所指不同则无误'}。`,
        }),
      ]
    })
  })
}
