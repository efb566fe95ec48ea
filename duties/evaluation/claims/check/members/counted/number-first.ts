import type { Finding } from '../../../contract.ts'
import { findingAt, joined, type Paper } from '../../ground/paper.ts'
import { numeral, valueOf } from './names.ts'
import { fits, readingsOf } from './readings.ts'

/**
 * A number of things, and the list that tells them: `高峰有两个，分别在6月和8月`, `三个环节（生产、流通、餐饮）`, `四个特点：…`. What stands between them says that
 * the list is all: 分别为, 即, a bracket, a colon.
 */
const things = '(?:个|种|类|项|大类|大(?=类|问题|特点|方面|环节|领域|板块|任务|热点|渠道|来源|原因|趋势)|条|点|处|档|方面|家|名|起|次|部|件|份|篇|套|张|组(?![织长成员])|路(?!线))'
const told = new RegExp(
  `(?<!超过|[第前近约每另逾超各头\\d.百千万一二三四五六七八九十])(${numeral})${things}([^，。；：()、\\n]{0,14}?)(?:，(?:分别|依次|具体)?(?:即|为|是|在|于|有|来自|位于|发生在|出现在|集中在|包括|负责|承担)[：:]?|(?:[：:]|——|(?:分别)?[为是][：:])(?:分别|依次)?(?:即|为|是|在)?|\\((?:即|分别为|分别是)?)([^。；()\\n]{3,140})([。；)]|$)`,
  'g',
)
const surely = /分别|依次|即|具体/

export const checkNumberFirst = (paper: Paper): Finding[] =>
  everyMatch(paper.text).flatMap((match) => {
    const [whole, number = '', noun = '', rest = '', end = ''] = match
    // titles stand one behind the other, whatever is said of them then
    const titles = /^(?:《[^》]{2,60}》(?:以及|[、，和及与])?)+/.exec(rest)?.[0].match(/《[^》]*》/g)
    const list = titles ? titles.map((_, at) => `篇${at}`).join('、') : rest
    const said = valueOf(number)
    const opener = whole.slice(number.length, whole.length - rest.length - end.length)
    const bracketed = opener.endsWith('(') || /\((?:即|分别[为是])$/.test(opener)
    // （新增4个：甲、乙、丙、丁）
    const inside = end === ')' && !bracketed && /[：:]$/.test(opener) && open(paper.text.slice(Math.max(0, match.index - 30), match.index))
    if (said < 2 || said > 20 || (bracketed !== (end === ')') && !inside)) return []
    // 5个县（市、区）
    if (bracketed && (/[，；]/.test(list) || list.split(/[、和及]/).every((one) => divisions.test(one)))) return []
    if (opener.includes('，') && !surely.test(opener)) return []
    // points that are numbered, or told at length, are counted elsewhere
    if (/^第一|[一二三四五六七八九]是|[①-⑳]|(?:^|[，、])\(?\d+[.)、]|其中|不得|应当|必须|\d{4}年/.test(list) || /[至到—~]\d/.test(list)) return []
    // 5家机构(市级1家、县级4家): the counts of what is listed make the number
    const each = [...list.matchAll(/(\d+)[一-鿿]/g)].map((one) => Number(one[1]))
    if (each.length > 1 && each.reduce((sum, one) => sum + one, 0) === said) return []
    const readings = readingsOf(list)
    if (!readings || readings.longest > 18 || fits(readings, said)) return []
    const likely = [...readings.counts][0]!
    // 选取3个区，分别为…的: what is told of them may be longer than they are
    const even = readings.longest <= 12
    if (Math.abs(likely - said) > 4 || !even || (/[的了]/.test(list) && !bracketed)) return []
    const sure = (bracketed || inside || surely.test(opener)) && readings.counts.size === 1 && readings.longest < 10 && !/[，；]/.test(list) && !ofParts.test(noun)
    return [
      findingAt(paper, match.index, match.index + number.length + 1 + noun.length, {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'enumeration',
        calculation: `“${joined(whole.slice(0, number.length + 1 + noun.length))}”：其后所列 ${likely} 项（${(titles ?? readings.list).join('、').slice(0, 80)}），所称 ${said} 项`,
        explanation: `其后所列各项与所称的个数不符${sure ? '' : '；若其中两项本是一项，或所列只是其中一部分，则无误'}。`,
      }),
    ]
  })
const open = (words: string): boolean => words.lastIndexOf('(') > words.lastIndexOf(')')
/** A number in the list of another announces its own: `扩充为28个（新增4个：…）`. */
function everyMatch(text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  told.lastIndex = 0
  for (let match = told.exec(text); match; match = told.exec(text)) {
    found.push(match)
    told.lastIndex = match.index + match[1]!.length + 1
  }
  return found
}
const divisions = /^(?:.|[市县区旗州镇乡村]{2}|街道|园区|[功产]能?业?区|开发区|社区|管委会|含.*)$/
/** What is counted may have several of what is listed each. */
const ofParts = /组|批次|阶段|期|年|天|人次|系列/
