import type { Passage } from './text.ts'

/** A longer first sentence is no heading. */
export const HEADING_MAX = 26
const SURELY_SHORT = 18
const NUMBER_AND_INDENT = 6

/** Whether the first line is as long as those behind it: the page's edge ended it, not its writer. */
function isWrapped(body: Passage, first: number): boolean {
  if (first <= SURELY_SHORT || body.folded[first - 1] === '\n') return false
  const starts = [...body.breaks].filter((at) => at >= first).sort((a, b) => a - b)
  const longest = Math.max(...starts.map((at, i) => (starts[i + 1] ?? body.text.length) - at))
  // the number and an indent stand in the first line too
  return longest <= first + NUMBER_AND_INDENT
}

/** 目标：…, 责任：…: what a card says line by line. */
const ATTRIBUTE = /^[\u4e00-\u9fff]{2,8}：/

/** The bold opening, a line of its own, or a short first sentence. `cut`: the list that opened the item was taken out, so that its first line says nothing. */
export function headingOf(body: Passage, bold = 0, cut = false): string {
  const lines = cut ? [] : [...body.breaks].filter((at) => at > 0).sort((a, b) => a - b)
  const line = lines[0]
  if (
    line !== undefined &&
    line <= HEADING_MAX &&
    !/[，。；：、]/.test(body.folded.slice(0, line)) &&
    ATTRIBUTE.test(body.folded.slice(line))
  )
    return body.text.slice(0, line).trim()
  const stop = /[。！？\n]/.exec(body.folded)?.index ?? -1
  const rest = stop >= 0 ? body.text.slice(stop + 1).trim() : ''
  if (stop > 0 && stop <= HEADING_MAX && (rest !== '' || (stop <= 20 && !/，/.test(body.folded.slice(0, stop)))))
    return body.text.slice(0, stop).trim()
  if (bold > 1 && bold <= 40)
    return body.text
      .slice(0, bold)
      .trim()
      .replace(/[。：:]$/, '')
  if (line !== undefined && line <= 30 && !/[，。；、]/.test(body.folded.slice(0, line)) && !isWrapped(body, line))
    return body.text
      .slice(0, line)
      .trim()
      .replace(/[：:]$/, '')
  const colon = body.folded.indexOf('：')
  if (colon > 1 && colon <= 15 && !/[，。]/.test(body.folded.slice(0, colon))) return body.text.slice(0, colon).trim()
  if (stop < 0 && body.folded.length <= 30 && !/[，；]/.test(body.folded)) return body.text.trim()
  return ''
}
