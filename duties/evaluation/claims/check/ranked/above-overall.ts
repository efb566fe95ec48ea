import type { Finding } from '../../contract.ts'
import { inSentence, isExact, isPoints, isRate, lead, printed, type Figure, type Paper } from '../ground/paper.ts'
import { says } from './say.ts'

const word = /(?:以上|上述|前述|这些|其中)?[^，。；\d]{0,24}?均?(?:明显|略|都)?(高于|低于)(?:本次|全[市省县区])?(?:抽检|监督抽检)?(?:总体|整体|平均|总)[一-鿿]{0,6}?(不?合格率|[一-鿿]{2}率)[(为]?$/
const all = /总体|整体|平均|总(?=[一-鿿]{2}率)/

/** `粮食加工品合格率为96.2%。以上食品合格率均高于总体合格率97.0%`: each rate of that name that is told right before lies on that side. */
export const checkAboveOverall = (paper: Paper, sentence: number): Finding[] =>
  inSentence(paper, sentence).flatMap((overall) => {
    const match = isRate(overall) && overall.cell === null && isExact(overall) ? word.exec(lead(paper, overall, 60)) : null
    if (!match || !/均|都|以上|上述/.test(match[0])) return []
    const points = /以上|上述|前述|这些/.test(match[0])
    const told = [...(points && paper.paragraphs[sentence - 1] === paper.paragraphs[sentence] ? inSentence(paper, sentence - 1) : []), ...inSentence(paper, sentence)].filter(
      (one) => one.end <= overall.start && isRate(one) && isExact(one) && !isPoints(one) && ofName(paper, one, match[2]!),
    )
    const wrong = told.find((one) => (match[1] === '高于' ? one.high < overall.low : one.low > overall.high))
    return wrong ? [says(paper, [wrong, overall], `${printed(wrong)} ${match[1] === '高于' ? '<' : '>'} ${printed(overall)}，所称“均${match[1]}总体”`, '所称均在总体一侧的各项中有一项不是')] : []
  })

/** The last rate named before it in its clause is this one, of a part and not of all. */
function ofName(paper: Paper, one: Figure, name: string): boolean {
  const words = lead(paper, one, 40)
  return words.endsWith(name) || new RegExp(`(?<!不)${name}(?:分别|依次|均)?[为达是有]*到?$`).test(words) ? !all.test(words.slice(-name.length - 10)) && words.includes(`不${name}`) === name.startsWith('不') : false
}
