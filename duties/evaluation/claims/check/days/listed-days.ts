import type { Finding } from '../../contract.ts'
import { hanNumber } from '../../../../../platform/core/chinese.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

const number = '\\d{1,2}'
const day = `(?:(?:19|20)\\d{2}年)?${number}月(?:${number}日)?(?:\\([^()]{1,12}\\))?`
const row = new RegExp(`${day}(?:(?:以及|[、，和及与])(?:${day}|${number}日)){1,15}`, 'g')
const one = new RegExp(`(?:((?:19|20)\\d{2})年)?(?:(${number})月)?(?:(${number})日|(?<=月))`, 'g')
const told = new RegExp(`(?<![第前近约每另逾各\\d.一二三四五六七八九十百])(\\d{1,2}|[两二三四五六七八九十]{1,2})(?:次|场|期|轮|回|届|批)(?!次)[^。；，：\\d]{0,12}[，：(]?[^。；，：\\d]{0,16}$`)
const inTurn = /依次|先后|陆续|逐次|相继|顺次/
const placed = /(?:依次|先后|陆续|相继|分别|时间|日期|具体|即|[于在为是：(])+$/

/** Days in a row: as many as the number before them says, and behind 依次, 先后 one behind the other. */
export const checkListedDays = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(row)].flatMap((match) => {
    const words = joined(paper.text.slice(Math.max(0, match.index - 60), match.index)).split(/[。；\n]/).at(-1)!
    const days = daysOf(match[0])
    if (!days) return []
    return [...counted(paper, match, words, days.length), ...order(paper, match, words, days)]
  })

type Day = { readonly value: number; readonly month: number; readonly text: string; readonly from: number; readonly dated: boolean }
function daysOf(words: string): readonly Day[] | null {
  const days: Day[] = []
  let [year, month] = [0, 0]
  for (const match of words.matchAll(one)) {
    if (match[1] !== undefined) year = Number(match[1])
    if (match[2] !== undefined) month = Number(match[2])
    if (match[0] === '') continue
    if (month < 1 || month > 12 || Number(match[3] ?? 0) > 31) return null
    days.push({ value: (year * 12 + month) * 32 + Number(match[3] ?? 0), month, text: match[0], from: match.index, dated: match[1] !== undefined })
  }
  // a year that is told in the middle holds for what follows only
  return days.length > 1 && days.slice(1).every(({ dated }) => !dated || days[0]!.dated) ? days : null
}

function counted(paper: Paper, match: RegExpExecArray, words: string, count: number): Finding[] {
  const before = told.exec(words)
  if (!before || !placed.test(words) || /其中|包括|如|等|最近|每/.test(before[0])) return []
  const said = /\d/.test(before[1]!) ? Number(before[1]) : hanNumber(before[1]!.replace('两', '二'))
  const behind = paper.text.slice(match.index + match[0].length, match.index + match[0].length + 3)
  if (said < 2 || said === count || Math.abs(said - count) > 4 || /^(?:等|[、，]?[至到—~-]|[、和及与]\d)/.test(behind)) return []
  const start = paper.text.lastIndexOf(before[1]!, match.index)
  return [
    findingAt(paper, start, match.index + match[0].length, {
      verdict: 'contradiction',
      kind: 'enumeration',
      calculation: `“${joined(paper.text.slice(start, start + 6)).split(/[，：(]/)[0]!}”：其后所列 ${count} 个日期（${joined(match[0])}），所称 ${said}`,
      explanation: '其后逐一所列的日期与所称的次数不符。',
    }),
  ]
}

function order(paper: Paper, match: RegExpExecArray, words: string, days: readonly Day[]): Finding[] {
  const clause = words.split('，').at(-1)!
  const sure = inTurn.test(clause)
  // what is told of several in turn need not be in order
  if (!sure && !told.test(words)) return []
  const at = days.findIndex(({ value }, index) => index > 0 && value < days[index - 1]!.value)
  // 11月20日、1月15日: into the next year
  if (at < 0 || (days[at]!.month < 4 && days[at - 1]!.month > 9)) return []
  return [
    findingAt(paper, match.index, match.index + match[0].length, {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'date',
      calculation: `${joined(match[0])}：${days[at]!.text} 早于 ${days[at - 1]!.text}`,
      explanation: `依次所列的日期先后颠倒${sure ? '。' : '；若不是按时间所列则无误。'}`,
    }),
  ]
}
