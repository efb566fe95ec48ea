import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper, type Said } from '../ground/paper.ts'
import { dayBorne } from './borne.ts'

/** Days by which a phase's work is to be done, days from the first to the last against how many they are told to be, and the number a paper bears. */
export const checkLinedUp = (paper: Paper): Finding[] => [...phases(paper), ...counted(paper), ...ownNumber(paper)]

const date = (verdict: Said['verdict'], calculation: string, explanation: string): Said => ({ verdict, kind: 'date', calculation, explanation })
const place = (month: string | number, day: string | number): number => Number(month) * 32 + Number(day)

const span = /[（(](?:(?:19|20)\d{2}年)?(\d{1,2})月(\d{1,2})日?\s*(?:至|到|—|–|-|~|～)\s*(\d{1,2})月(\d{1,2})?(?:日|底)?[）)]/
const due = /(?<![年\d])(\d{1,2})月(?:(\d{1,2})日|底)前/g
/** `攻坚阶段（3月21日至8月31日）：…8月25日前全部完成`: what is done in a phase is done before it is over. */
const phases = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(/[^\n]+/g)].flatMap((line) => {
    const head = span.exec(line[0])
    if (!head || head.index > 24 || !/阶段|动员|部署|启动|攻坚|整治|推进|实施|自查|提升|总结|验收|巩固|排查/.test(line[0].slice(0, head.index)) || span.test(line[0].slice(head.index + head[0].length))) return []
    const [from, to] = [place(head[1]!, head[2]!), place(head[3]!, head[4] ?? 31)]
    if (to < from) return []
    return [...line[0].slice(head.index + head[0].length).matchAll(due)].flatMap((match) => {
      if (place(match[1]!, match[2] ?? 31) <= to) return []
      const at = line.index + head.index + head[0].length + match.index
      return [findingAt(paper, at, at + match[0].length, date('doubtful', `${joined(match[0])}，所在阶段 ${joined(head[0])}`, '期限在所属阶段结束之后；若该项跨阶段进行则无误。'))]
    })
  })

const first = '(?<![年\\d.])(?<m>\\d{1,2})月(?<d>\\d{1,2})日'
const lasting = new RegExp(`${first}(?:开始|起|启动)?，?(?:持续)?(?:至|到|—|–|-|~|～)(?:(?<m2>\\d{1,2})月)?(?<d2>\\d{1,2})日(?:结束|止)?(?<words>[^。；\\d]{0,14}?)(?<as>[，(（](?:为期|历时|共|共计|前后)?|为期|历时|共计?)(?<n>\\d{1,3})天`, 'g')
const month = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** `11月8日至10日接受省级抽查，为期3天`: the first and the last day count. */
const counted = (paper: Paper): Finding[] =>
  [...paper.text.replaceAll(/(?:19|20)\d{2}年(?=\d)/g, (year) => '　'.repeat(year.length)).matchAll(lasting)].flatMap((match) => {
    const { m, d, m2 = m, d2, n } = match.groups!
    const [from, to] = [Number(m), Number(m2)]
    if (from > 12 || to > 12 || to < from) return []
    const days = month.slice(from - 1, to - 1).reduce((all, one) => all + one, 0) + Number(d2) - Number(d) + 1
    const said = Number(n)
    // in a leap year February has a day more
    if (days < 2 || said === days || (from < 3 && to > 2 && said === days + 1)) return []
    const sure = said > days + 1
    return [findingAt(paper, match.index, match.index + match[0].length, date(sure ? 'contradiction' : 'doubtful', `首尾共 ${days} 天，所列 ${said} 天`, `所列天数与起止日期不符${sure ? '。' : '；若只计其中的工作日，或首日不计，则无误。'}`))]
  })

/** `某食安办〔2025〕6号` above a paper that is signed in March 2024. */
function ownNumber(paper: Paper): Finding[] {
  const own = paper.document.references.find(({ start, end }) => start < 200 && /^[ \t\u3000]*$/.test(paper.text.slice(paper.text.lastIndexOf('\n', start - 1) + 1, start)) && /^[ \t\u3000]*(?:\n|$)/.test(paper.text.slice(end, end + 8)))
  const borne = own ? dayBorne(paper) : null
  if (!own || !borne?.written || borne.start < own.end) return []
  const signed = new Date(borne.day).getUTCFullYear()
  if (own.year === signed || (own.year === signed - 1 && new Date(borne.day).getUTCMonth() < 2)) return []
  return [findingAt(paper, own.start, own.end, date(own.year > signed ? 'contradiction' : 'doubtful', `${joined(own.number)}，落款 ${new Date(borne.day).toISOString().slice(0, 10)}`, `文号的年份与落款日期不符${own.year > signed ? '。' : '；若上一年编号、此时才印发则无误。'}`))]
}
