import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, type Paper } from '../ground/paper.ts'

/** `“三个更”：A、B、C` against what is listed, `综合以上六类` against the sections above it. */
export const checkNumbersOfParts = (paper: Paper): Finding[] => [...slogans(paper), ...sectionsAbove(paper)]

const slogan = /“([两二三四五六七八九十])个([一-鿿])”[:：]([^。；：“”\n]{4,160})(?=[。；])/g
/** The catchword must stand in every member, so that its list is no other. */
function slogans(paper: Paper): Finding[] {
  return [...paper.text.matchAll(slogan)].flatMap((match) => {
    const [, number = '', sign = '', list = ''] = match
    const members = list.split(/[、，]|(?:以及|和)(?=[^、，]*$)/)
    const said = hanNumber(number.replace('两', '二'))
    if (members.length === said || members.length < 2 || !members.every((one) => one.includes(sign))) return []
    return [
      findingAt(paper, match.index, match.index + match[0].length, {
        verdict: 'contradiction',
        kind: 'enumeration',
        calculation: `所称 ${said}，所列 ${members.length}：${members.join('、')}`,
        explanation: '所称个数与所列各项不符。',
      }),
    ]
  })
}

/** `综合以上六类，…`, where the sections right above are numbered （一） to （六） and each bears a mark of its own. */
function sectionsAbove(paper: Paper): Finding[] {
  return [...paper.text.matchAll(/(?:综合|汇总|合计)?(?:以上|上述)([两二三四五六七八九十])(?:大)?(?:类|个方面|个部分|大项)(?=，)/g)].flatMap((match) => {
    const above = paper.document.headings.filter(({ start }) => start < match.index)
    const last = above.at(-1)
    const section = last && above.slice(above.findLastIndex(({ level }) => level < 2) + 1).filter(({ level }) => level === 2)
    if (!section || section.length < 2 || section.some((one, at) => one.number !== at + 1 || !/\d分/.test(paper.text.slice(one.start, one.end + 20)))) return []
    const said = hanNumber(match[1]!.replace('两', '二'))
    if (said === section.length) return []
    return [
      findingAt(paper, match.index, match.index + match[0].length, {
        verdict: 'doubtful',
        kind: 'enumeration',
        calculation: `所称 ${said} 类，其上所列 ${section.length}：${section.map(({ printed, title }) => printed + title.slice(0, 8)).join('、')}`,
        explanation: '所称类数与其上逐项所列的不符；若另有分类则无误。',
      }),
    ]
  })
}
