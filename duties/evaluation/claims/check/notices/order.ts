import type { Finding } from '../../contract.ts'
import { show } from '../interval.ts'
import { before, between, finding, isExact, isGrowth, isIncrement, isPoints, isRank, lead, printed, sort, type Paper } from '../paper.ts'

/** Two figures that stand beside one another with the word between them that says which is the larger. */
export const checkOrder = (paper: Paper): Finding[] =>
  paper.figures.flatMap((second, at) => {
    const first = paper.figures[at - 1]
    if (!first || first.sentence !== second.sentence || sort(first) !== sort(second) || first.cell !== null || isPoints(second) || isRank(paper, first) || ![first, second].every(isExact)) return []
    if (isGrowth(paper, first) || isIncrement(paper, first) || isIncrement(paper, second)) return []
    const words = between(paper, first, second)
    const risen = /^[^，。；\d]{0,8}?(上升|提高|提升|增加|增长|升)(?:到|至|为)(?:了)?(?:如今|目前|现在|当前|今年|现今)?的?$/.test(words) && /由|从|[一-鿿]的$/.test(before(paper, first, 24))
    const fallen = /^[^，。；\d]{0,8}?(下降|降低|减少|回落|降)(?:到|至|为)(?:了)?(?:如今|目前|现在|当前|今年|现今)?的?$/.test(words) && /由|从|[一-鿿]的$/.test(before(paper, first, 24))
    const higher = /^[)）]?，?(?:明显|略)?(?:高于|多于|大于)[一-鿿]{2,10}[(（]$/.test(words)
    const lower = /^[)）]?，?(?:明显|略)?(?:低于|少于|小于)[一-鿿]{2,10}[(（]$/.test(words)
    const next = /^[%分批次件家起]{0,2}[)）]?[，；](?:其次|第二)[^。]{0,14}$/.test(words)
    const top = next && /最[高多大]|居首|第一|首位/.test(before(paper, first, 30)) && !/最[低少小]/.test(lead(paper, first, 16))
    const bad =
      (risen && second.high < first.low) || (fallen && second.low > first.high) || (higher && first.high < second.low) || (lower && first.low > second.high) || (top && second.low > first.high)
    if (!bad) return []
    return [
      finding(paper, [second, first], {
        verdict: 'contradiction',
        kind: 'series',
        calculation: `${show(first.value)}${first.unit}；${show(second.value)}${second.unit}（${printed(second)}）`,
        explanation: '两数的大小与其间所称的高低、升降相反。',
      }),
    ]
  })
