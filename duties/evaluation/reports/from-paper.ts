import type { Paper } from '../../../platform/documents/paper.ts'

/** Numbers that official papers give their headings (GB/T 9704-2012, 7.3.3), by level. */
const NUMBERS = [/^[一二三四五六七八九十百]+、/, /^（[一二三四五六七八九十百]+）/, /^\d{1,2}[.．]\s*(?!\d)/, /^（\d{1,2}）/] as const
/** A longer line is a sentence that only begins with a number. */
const LONGEST = 40

/** Signs that mean something to a template become those of running text. */
const plain = (text: string): string =>
  text
    .replaceAll('{', '｛')
    .replaceAll('}', '｝')
    .replace(/^[#?:|!]/, (sign) => ({ '#': '＃', '?': '？', ':': '：', '|': '｜', '!': '！' })[sign]!)

/** The level of a line that is a heading, with its words. */
function headingOf(text: string, told: number | null): { readonly level: number; readonly words: string } | null {
  if (text.length > LONGEST || /[。；]$/.test(text)) return null
  const at = NUMBERS.findIndex((number) => number.test(text))
  const words = at < 0 ? text : text.replace(NUMBERS[at]!, '').trim()
  const level = at >= 0 ? at + 1 : told
  return level === null || words === '' ? null : { level: Math.min(4, level), words }
}

/**
 * The text of a template made from a paper: its headings by level, its paragraphs as words in which figures are put afterwards.
 * Tables are left out, for their numbers would be of the paper's own time.
 */
export function bodyFromPaper({ text, blocks }: Paper): string {
  const parts = blocks.flatMap((block) => {
    const line = block.kind === 'line' ? text.slice(block.start, block.end).trim() : ''
    if (line === '') return []
    const heading = headingOf(line, block.kind === 'line' ? block.level : null)
    return [heading ? `${'#'.repeat(heading.level)} ${plain(heading.words)}` : plain(line)]
  })
  return `${parts.join('\n\n')}\n`
}
