import type { Finding } from '../../../contract.ts'
import { findingAt, joined, type Paper } from '../../ground/paper.ts'
import { numeral, valueOf } from './names.ts'
import { fits, readingsOf } from './readings.ts'

const back = new RegExp(`(?:以上|上述|前述|这)(${numeral})(?:大类|类|种|个|项|家|县|区|市|镇|地|方面|环节)(?!以[上下])`, 'g')
/** The list may stand in the sentence before, and no further. */
const REACH = 220

/** `主要集中在甲、乙、丙、丁等行业中，以上4类的投诉量为…`: the number counts the names of the list before it, even where 等 follows them. */
export const checkPointedBack = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(back)].flatMap((match) => {
    const said = valueOf(match[1]!)
    const before = paper.text.slice(Math.max(0, match.index - REACH), match.index).split('\n').at(-1)!
    const clauses = before.replaceAll(/\([^()]*\)/g, '').split(/[。；：，]/)
    const lists = clauses.filter((one) => (one.match(/、/g) ?? []).length > 0 && readingsOf(cleared(one)))
    const list = lists.at(-1)
    const points = pointsBefore(paper.text.slice(0, match.index).split('\n').at(-1)!)
    if (points > 1 && said !== points && said > 1) return [numbered(paper, match, points)]
    // 坚持“四个最严”，即甲、乙、丙、丁，围绕上述三方面不足: the list has a number of its own
    if (list !== undefined && new RegExp(`[“"](?:${numeral})(?:个|项)?[一-鿿]{1,4}[”"][^。；]{0,6}$`).test(clauses.slice(0, clauses.lastIndexOf(list)).join('，'))) return []
    if (said < 2 || list === undefined || (list.match(/、/g) ?? []).length < 2 || /\d/.test(list) || /[一二三四五]是|[①-⑳]|\d[.)、]/.test(before)) return []
    // a list that goes on from clause to clause, or stands too far away
    const far = clauses.length - 1 - clauses.lastIndexOf(list)
    const readings = readingsOf(cleared(list))!
    if (far > 2 || lists.length > 1 || readings.longest > 24 || fits({ ...readings, open: false }, said) || Math.abs([...readings.counts][0]! - said) > 3) return []
    const sure = readings.counts.size === 1 && readings.list.slice(1).every((one) => one.length < 11)
    return [
      findingAt(paper, match.index, match.index + match[0].length, {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'enumeration',
        calculation: `“${joined(match[0])}”：其前所列 ${[...readings.counts][0]!} 项（${readings.list.join('、').slice(-80)}），所称 ${said} 项`,
        explanation: `其前所列各项与所称的个数不符${sure ? '' : '；若其中两项本是一项，则无误'}。`,
      }),
    ]
  })
/** 一是…。二是…。三是…。 of the paragraph up to here, in their order from the first. */
function pointsBefore(words: string): number {
  let last = 0
  for (const point of words.slice(-3000).matchAll(/(?<=^|[。；：，])\s*([一二三四五六七八九])是/g)) {
    const number = '一二三四五六七八九'.indexOf(point[1]!) + 1
    if (number === 1 || number === last + 1) last = number
  }
  return last
}
const numbered = (paper: Paper, match: RegExpExecArray, points: number): Finding =>
  findingAt(paper, match.index, match.index + match[0].length, {
    verdict: 'doubtful',
    kind: 'enumeration',
    calculation: `“${joined(match[0])}”：其前“一是”至第 ${points} 点，所称 ${valueOf(match[1]!)} 项`,
    explanation: '其前逐点所列的项数与所称不符；若一点之中含几项则无误。',
  })
const cleared = (clause: string): string => clause.replace(/等[^、]*$/, '')
