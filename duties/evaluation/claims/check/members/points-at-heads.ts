import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, type Paper } from '../ground/paper.ts'

const head = /(?<=^|\n)[ \u3000]*([一二三四五六七八九十]{1,3})是(?!否|的|非)/g
const inside = /(?<=[。；：，])([一二三四五六七八九十]{1,3})是(?!否|的|非)/g

/** 三是 at the head of a paragraph and 五是 at the head of the next: a number is left out, or stands twice. */
export function checkPointsAtHeads(paper: Paper): Finding[] {
  const { headings } = paper.document
  let before: { number: number; end: number } | null = null
  return [...paper.text.matchAll(head)].flatMap((match) => {
    const [number, last] = [hanNumber(match[1]!), before]
    before = { number, end: match.index + match[0].length }
    if (!last || number === last.number + 1 || number < last.number) return []
    const gap = paper.text.slice(last.end, match.index)
    const told = [...gap.matchAll(inside)].map((one) => hanNumber(one[1]!))
    // an outer row goes on behind its inner one; a heading between begins another
    if (told.includes(number - 1) || headings.some(({ start }) => start >= last.end && start < match.index)) return []
    const at = match.index + match[0].indexOf(match[1]!)
    return [
      findingAt(paper, at, at + match[1]!.length + 1, {
        verdict: number === last.number ? 'doubtful' : 'contradiction',
        kind: 'heading',
        calculation: `第${last.number}点 → ${match[0].trim()}`,
        explanation: number === last.number ? '分述序号重复；若属内外两层则无误。' : `分述由第 ${last.number} 点跳到第 ${number} 点，中间缺号。`,
      }),
    ]
  })
}
