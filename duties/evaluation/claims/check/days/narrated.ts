import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** What is told on came later: `2021年8月，…；同年10月，…`, `2月18日印发《…预案》；6月10日，据此组织演练`. */
export const checkNarrated = (paper: Paper): Finding[] => [...sameYear(paper), ...following(paper)]

const first = /((?:19|20)\d{2})年(\d{1,2})月(?:(\d{1,2})日)?/g
const later = /(?:同年|当年)(\d{1,2})月(?:(\d{1,2})日)?/
const past = /此前|早在|在此之前/

const sameYear = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap(({ start, end }) => {
    const words = paper.text.slice(start, end)
    return [...words.matchAll(first)].flatMap((match) => {
      const from = match.index + match[0].length
      const rest = words.slice(from, from + 140)
      const told = later.exec(rest)
      if (!told || /(?:19|20)\d{2}年/.test(rest.slice(0, told.index)) || past.test(rest.slice(0, told.index))) return []
      const [month, before] = [Number(told[1]), Number(match[2])]
      const sameMonth = month === before && told[2] !== undefined && match[3] !== undefined && Number(told[2]) < Number(match[3])
      if (month > before || (month === before && !sameMonth)) return []
      const at = start + from + told.index
      return [say(paper, at, told[0], false, `${joined(match[0])}，其后 ${joined(told[0])}`, '依次叙述的两件事，后一件的时间却在前；若本是倒叙则无误。')]
    })
  })

const day = /(?:((?:19|20)\d{2})年)?(?<!\d)(\d{1,2})月(?:(\d{1,2})日)?/g
const onward = '据此|按此|依此|照此|按照?该|根据该|依据该|依照该|以此为|随后|随即|此后|之后|其后|会后|接着|继而|事后|并'
/** The word stands right before the day or right behind it. */
const ahead = new RegExp(`(?:${onward})，?(?:又)?于?$`)
const behind = new RegExp(`^，?(?:[一-鿿]{2,8}?)?(?:${onward})`)

function following(paper: Paper): Finding[] {
  return paper.document.sentences.flatMap(({ start, end }, sentence) => {
    const words = paper.text.slice(start, end)
    if (!/\d月/.test(words) || !new RegExp(onward).test(words)) return []
    const before = sentence > 0 && paper.paragraphs[sentence - 1] === paper.paragraphs[sentence] ? paper.document.sentences[sentence - 1]! : null
    const from = before?.start ?? start
    const text = paper.text.slice(from, end)
    const days = [...text.matchAll(day)].filter((match) => Number(match[2]) < 13)
    return days.slice(1).flatMap((match, at) => {
      const last = days[at]!
      const middle = joined(text.slice(last.index + last[0].length, match.index))
      const tail = joined(text.slice(match.index + match[0].length, match.index + match[0].length + 14))
      // its own year tells another
      if (from + match.index < start || (match[1] !== undefined && match[1] !== last[1]) || middle.length > 110 || past.test(middle)) return []
      if (/[至到—~-]$/.test(middle) && middle.length < 3) return []
      if (!ahead.test(middle) && !behind.test(tail)) return []
      const [month, than] = [Number(match[2]), Number(last[2])]
      const sameMonth = month === than && match[3] !== undefined && last[3] !== undefined && Number(match[3]) < Number(last[3])
      // 11月…，随后1月: of the next year
      if (month > than || (month === than && !sameMonth) || (match[1] === undefined && than > 9 && month < 4)) return []
      return [say(paper, middle.length < 60 ? from + last.index : from + match.index, middle.length < 60 ? text.slice(last.index, match.index + match[0].length) : match[0], /据此|[该此]/.test(behind.exec(tail)?.[0] ?? ''), `${joined(last[0])}，其后 ${joined(match[0])}`, '所称其后之事的日期却在前；若属另一年则无误。')]
    })
  })
}

const say = (paper: Paper, at: number, text: string, sure: boolean, calculation: string, explanation: string): Finding =>
  findingAt(paper, at, at + text.length, { verdict: sure ? 'contradiction' : 'doubtful', kind: 'date', calculation, explanation: sure ? explanation.replace(/；.*/, '。') : explanation })
