import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

const first = /((?:19|20)\d{2})年(\d{1,2})月/g
const later = /(?:同年|当年)(\d{1,2})月/

/** `2021年8月，…；同年10月，…`: what is told on in the same year came later in it. */
export const checkNarrated = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap(({ start, end }) => {
    const words = paper.text.slice(start, end)
    return [...words.matchAll(first)].flatMap((match) => {
      const from = match.index + match[0].length
      const rest = words.slice(from, from + 140)
      const told = later.exec(rest)
      if (!told || /(?:19|20)\d{2}年/.test(rest.slice(0, told.index)) || Number(told[1]) >= Number(match[2]) || /此前|早在|在此之前/.test(rest.slice(0, told.index))) return []
      const at = start + from + told.index
      return [
        findingAt(paper, at, at + told[0].length, {
          verdict: 'doubtful',
          kind: 'date',
          calculation: `${joined(match[0])}，其后 ${joined(told[0])}`,
          explanation: '依次叙述的两件事，后一件的月份却在前；若本是倒叙则无误。',
        }),
      ]
    })
  })
