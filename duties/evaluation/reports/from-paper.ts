import type { Paper } from '../../../platform/documents/paper.ts'
import { datesIn } from '../claims/read/dates.ts'
import { figuresIn } from '../claims/read/figures.ts'
import { masked } from '../claims/read/masks.ts'
import { placesIn } from '../claims/read/place.ts'
import { paragraphsOf } from '../claims/read/sheet.ts'

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
 * The figures of a line as places that nobody has filled yet. What a paper counted says nothing of another year: it must not be printed
 * again as if it did.
 */
function withGaps(line: string): string {
  const mask = masked(line)
  for (const { from, to } of datesIn(line, null)) mask.fill(1, from, to)
  let [out, at] = ['', 0]
  for (const { bare, to } of figuresIn(line, mask)) {
    // With its unit: an indicator that takes its place prints its own.
    out += `${line.slice(at, bare)}{gap:${line.slice(bare, to)}}`
    at = to
  }
  return out + line.slice(at)
}

/** The paper's own year and city become those of the report that is written. */
function wordsFor(text: string): (line: string) => string {
  const year = /(20\d\d)年/.exec(text)?.[1]
  const { city } = placesIn(paragraphsOf(text))
  return (line) => {
    const dated = year === undefined ? line : line.replaceAll(`${year}年12月31日`, '{day}').replaceAll(`${year}年`, '{year}年').replaceAll(`${Number(year) - 1}年`, '{last-year}年')
    return city === null || city.length < 3 ? dated : dated.replaceAll(city, '{city}')
  }
}

/** So many lines at most stand above a paper's text: who writes, what about, its number. */
const TITLE_LINES = 4
const TITLE = /(?:报告|总结|汇报|通报|意见|情况|方案|要点)(?:（[^（）]{1,20}）)?$/

/**
 * What a template takes from a paper: its title, its headings by level, its sentences with a gap for each figure. Tables are left out, for
 * their numbers would be of the paper's own time.
 * @returns `title` null where the paper has none above its text
 */
export function templateFromPaper({ text, blocks }: Paper): { readonly title: string | null; readonly body: string } {
  const lines = blocks.flatMap((block) => {
    const line = block.kind === 'line' ? text.slice(block.start, block.end).trim() : ''
    return line === '' ? [] : [{ line, heading: headingOf(line, block.kind === 'line' ? block.level : null) }]
  })
  const first = lines.findIndex(({ line, heading }) => NUMBERS.some((number) => number.test(line)) || /[。：；:]/.test(line) || (heading === null && line.length > LONGEST))
  const above = first > 0 && first <= TITLE_LINES ? lines.slice(0, first).map(({ line }) => line) : []
  // A date in brackets or a number of the paper is no part of its title.
  const named = above.filter((line) => !/^[（(〔[]|号$/.test(line))
  const titled = TITLE.test(named.at(-1) ?? '') ? above : []
  const worded = wordsFor(text)
  const title = titled.length === 0 ? '' : worded(plain(named.join('')))
  const body = lines.slice(titled.length).map(({ line, heading }) => (heading ? `${'#'.repeat(heading.level)} ${worded(plain(heading.words))}` : worded(withGaps(plain(line)))))
  return { title: title === '' || title.length > 200 ? null : title, body: `${body.join('\n\n')}\n` }
}
