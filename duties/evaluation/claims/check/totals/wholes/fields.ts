import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { countsLike } from '../../ground/near.ts'
import { finding, isCount, isIncrement, lead, named, type Figure, type Paper } from '../../ground/paper.ts'

/** `共破获案件2.4万起` and, a paragraph later, of one field alone `破获案件2.8万起`: no field has more than all of them. */
export const checkFields = (paper: Paper): Finding[] =>
  paper.figures.flatMap((part) => {
    const name = nameOf(paper, part)
    if (name === null || part.value < 20) return []
    const whole = countsLike(paper, part).find(
      (one) =>
        one.end < part.start &&
        one.unit === part.unit &&
        paper.paragraphs[one.sentence] !== paper.paragraphs[part.sentence] &&
        nameOf(paper, one) === name &&
        all.test(sentenceHead(paper, one)),
    )
    if (!whole || part.low <= whole.high || all.test(sentenceHead(paper, part).replace(/共(?=[破侦查抓])/, '')) || !field.test(sentenceHead(paper, part))) return []
    return [
      finding(paper, [part, whole], {
        verdict: 'doubtful',
        kind: 'part-whole',
        calculation: `${show(part.value)} > ${show(whole.value)}${whole.unit}`,
        explanation: `其中一个领域的“${named(part)}”多于全部的“${named(whole)}”；若两者时间不同则无误。`,
      }),
    ]
  })

const all = /截至|共|累计|全年|今年以来|20\d{2}年/
const field = /领域|方面|活动中|工作中|环节|(?:会同|在)[^。]{2,40}/

/** The verb and the noun right before a count: 抓获犯罪嫌疑人, 破获案件. */
function nameOf(paper: Paper, one: Figure): string | null {
  if (!isCount(one) || one.cell !== null || isIncrement(paper, one)) return null
  const words = lead(paper, one, 16).replace(/^.*[\d、]/, '').replace(/(?:近|约|逾|超)$/, '')
  const found = /(破获|侦破|查处|查办|抓获|捣毁|打掉|检查|受理|立案)[一-鿿]{0,12}?(案件|嫌疑人|窝点|团伙|单位|主体)$/.exec(words)
  return found ? `${found[1]!.replace('侦破', '破获').replace('查办', '查处')}${found[2]}` : null
}

const sentenceHead = (paper: Paper, one: Figure): string => {
  const start = paper.document.sentences[one.sentence]?.start ?? one.start
  return paper.text.slice(Math.max(start, one.start - 160), one.start)
}
