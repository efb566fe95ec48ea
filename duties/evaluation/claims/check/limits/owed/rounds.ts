import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { inSentence, isCount, lead, printed, sentenceOf, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { dutiesOf, unmet, yearly, type Duty } from './duty.ts'

/** So often in each quarter, half or month, against how often it was in the years or months that are told: `每季度至少一次，2019年、2020年分别3次、7次`. */
export const checkRounds = (paper: Paper): Finding[] =>
  dutiesOf(paper).flatMap((duty) => {
    const often = yearly(duty.each)
    if (often === null || !/^[次场期遍轮个份]$/.test(duty.unit) || !duty.least || (!duty.bound && /此后|以后|其后|之后|改为|增加?[到至为]|起$|起，$/.test(duty.before))) return []
    const short = told(paper, duty).flatMap((figure) => {
      const years = yearsOf(paper, figure)
      if (years === null) return []
      // a week more or less is lost to holidays
      const owed = Math.floor(often * years * duty.value * (often > 50 ? 0.92 : 1) + 1e-6)
      return figure.high < owed && figure.value * 8 > owed ? [{ figure, owed }] : []
    })
    if (short.length === 0) return []
    const sure = duty.bound && !duty.asked && short.every(({ figure }) => figure.sentence === duty.sentence)
    return short.map(({ figure, owed }) =>
      unmet(paper, duty, figure, { sure, calculation: `“${paper.text.slice(duty.start, duty.end)}”，其间应不少于 ${show(owed)}${duty.unit}，所列 ${printed(figure)}`, what: '所列次数少于按所称频次应有的次数', saved: '若只计其中一部分则无误' }),
    )
  })

const idle = /食品|安全|全[市县]|至少|不少|每|各|一次|组织|开展|进行|工作|专题|坚持|落实|累计|分别|制度/g
const wordsOf = (words: string): Set<string> => {
  const found = new Set<string>()
  for (const part of words.replaceAll(idle, ' ').split(/[^一-鿿]+/)) for (let at = 0; at + 2 <= part.length; at++) found.add(part.slice(at, at + 2))
  return found
}

/** How often it was: counts in rounds of the same deed, in the duty's sentence or the next. */
function told(paper: Paper, duty: Duty): Figure[] {
  const own = wordsOf(`${duty.before}|${duty.thing}|${paper.text.slice(duty.end, duty.end + 14).split(/[，。；]/)[0]!}`)
  const like = (one: Figure): boolean =>
    isCount(one) && one.cell === null && (one.unit === duty.unit || (/^[次场期轮]$/.test(one.unit) && /^[次场期轮]$/.test(duty.unit))) && (one.end <= duty.start || one.start >= duty.end) && !/每|均|其中|至少|不少|另|专题会|[多少超]出?(?:了)?$/.test(lead(paper, one, 12))
  const row: Figure[] = []
  for (const sentence of [duty.sentence - 1, duty.sentence, duty.sentence + 1]) {
    if (paper.paragraphs[sentence] !== paper.paragraphs[duty.sentence]) continue
    const all = inSentence(paper, sentence).filter(like)
    all.forEach((one, at) => {
      const { start } = sentenceOf(paper, one)
      const before = paper.text.slice(Math.max(start, all[at - 1]?.end ?? start, one.start - 40), one.start)
      const goesOn = at > 0 && row.includes(all[at - 1]!) && /^[、，和及]?(?:20\d{2}年)?[一-鿿]{0,4}$/.test(before)
      const words = wordsOf(`${before}|${tail(paper, one, 8)}`)
      if (goesOn || [...words].some((word) => own.has(word))) row.push(one)
    })
  }
  return row
}

/** Over how many years the figure counts; null where it does not say. */
export function yearsOf(paper: Paper, figure: Figure): number | null {
  const words = paper.text.slice(Math.max(sentenceOf(paper, figure).start, figure.start - 30), figure.start)
  const near = words.split(/[；。]/).at(-1)!
  const several = /([两二三四五六])年(?:来|间|内|累计|共)/.exec(near)?.[1]
  const period = figure.period ?? ''
  const date = paper.document.date
  const span = /^(\d{4})\/(\d{4})$/.exec(period)
  // a year that is not over
  const last = /(\d{4})$/.exec(period)?.[1]
  if (last !== undefined && date !== null && date.slice(0, 4) === last && date.length > 4 && Number(date.slice(5, 7)) < 12) return null
  if (span) return Number(span[2]) - Number(span[1]) + 1
  const months = /^(\d{4})-(\d{2})\/(\d{4})-(\d{2})$/.exec(period)
  if (months) return ((Number(months[3]) - Number(months[1])) * 12 + Number(months[4]) - Number(months[2]) + 1) / 12
  const spanned = /(\d{1,2})月?(?:至|到|—|-|~)(\d{1,2})月/.exec(near)
  if (spanned && Number(spanned[2]) >= Number(spanned[1])) return (Number(spanned[2]) - Number(spanned[1]) + 1) / 12
  if (/[上下]半年/.test(near)) return 0.5
  if (several !== undefined) return '二三四五六'.indexOf(several.replace('两', '二')) + 2
  if (/^\d{4}$/.test(period) || /全年/.test(near)) return 1
  return null
}
