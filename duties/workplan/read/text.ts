import type { Span } from './types.ts'

const OPEN = '(（[［【〔﹝﹙{｛<＜〈'
const CLOSE = ')）]］】〕﹞﹚}｝>＞〉'
const SAME: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '\t': ' ',
  '\u200b': ' ',
  '\ufeff': ' ',
  '｡': '。',
  '︰': '：',
  ':': '：',
  ';': '；',
  '!': '！',
  '?': '？',
  '–': '—',
  '―': '—',
  '－': '—',
  '─': '—',
  '～': '~',
  '〜': '~',
  '○': '〇',
  '﹪': '%',
  '•': '·',
}

/** A text in one spelling of equal length: half-width digits and letters, one pair of brackets `()`, Chinese stops. Offsets stay valid. */
export function fold(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) out += foldSign(text, i)
  return out
}

function foldSign(text: string, i: number): string {
  const sign = text[i]!
  if (sign >= '\u4e00' && sign <= '\u9fff') return sign
  if (OPEN.includes(sign)) return '('
  if (CLOSE.includes(sign)) return ')'
  const same = SAME[sign]
  if (same) return same
  // a comma between digits parts thousands; anywhere else it is a Chinese comma
  if (sign === ',' || sign === '，')
    return /[\d０-９]/.test(text[i - 1] ?? '') && /^[\d０-９]{3}(?![\d０-９])/.test(text.slice(i + 1, i + 5)) ? ',' : '，'
  const code = sign.charCodeAt(0)
  if (code > 0xff00 && code < 0xff5f) {
    const half = String.fromCharCode(code - 0xfee0)
    return SAME[half] ?? half
  }
  return sign
}

/**
 * A stretch of the paper with its line breaks removed. `at[i]` is where `text[i]` stands in the paper; `breaks` are the places where a
 * printed line began.
 */
export type Passage = {
  readonly text: string
  readonly folded: string
  readonly at: readonly number[]
  readonly breaks: ReadonlySet<number>
}

/** Soft hyphen, zero-width space and joiners, byte order mark: left behind by copying, in the middle of words. */
const INVISIBLE = '\u00ad\u200b\u200c\u200d\u2060\ufeff'

/** Joins printed lines into one passage; blank ones leave no trace. After a heading line (`heading`) a line break stays. */
export function passage(paper: string, lines: readonly (Span & { readonly heading?: boolean })[]): Passage {
  let text = ''
  const at: number[] = []
  const breaks = new Set<number>()
  for (const { start, end, heading } of lines) {
    let from = start
    let to = end
    while (from < to && /\s/.test(paper[from]!)) from++
    while (to > from && /\s/.test(paper[to - 1]!)) to--
    if (from === to) continue
    breaks.add(text.length)
    for (let i = from; i < to; i++) {
      if (INVISIBLE.includes(paper[i]!)) continue
      if (paper[i] === '\n') {
        breaks.add(text.length)
        continue
      }
      text += paper[i]
      at.push(i)
    }
    if (heading) {
      text += '\n'
      at.push(to - 1)
    }
  }
  return { text, folded: fold(text), at, breaks }
}

/** A part of a passage, ends trimmed. */
export function part(whole: Passage, start: number, end: number): Passage {
  let from = Math.max(0, start)
  let to = Math.min(whole.text.length, end)
  while (from < to && /\s/.test(whole.folded[from]!)) from++
  while (to > from && /\s/.test(whole.folded[to - 1]!)) to--
  const breaks = new Set<number>()
  for (const place of whole.breaks) if (place >= from && place < to) breaks.add(place - from)
  return { text: whole.text.slice(from, to), folded: whole.folded.slice(from, to), at: whole.at.slice(from, to), breaks }
}

/** The passage without the given stretches (ascending, not overlapping). */
export function without(whole: Passage, cuts: readonly Span[]): Passage {
  const kept: Passage[] = []
  let from = 0
  for (const cut of cuts) {
    kept.push(part(whole, from, cut.start))
    from = cut.end
  }
  kept.push(part(whole, from, whole.text.length))
  return joined(kept)
}

/** Passages one after another. */
export function joined(parts: readonly Passage[]): Passage {
  let text = ''
  let folded = ''
  const at: number[] = []
  const breaks = new Set<number>()
  for (const one of parts) {
    for (const place of one.breaks) breaks.add(text.length + place)
    text += one.text
    folded += one.folded
    for (const place of one.at) at.push(place)
  }
  return { text, folded, at, breaks }
}

/** All white space removed: what numbers and dates are looked for in. Returns the printed and the folded form, equally long. */
export function squeezed(whole: Passage): { text: string; folded: string } {
  let text = ''
  let folded = ''
  for (let i = 0; i < whole.text.length; i++) {
    if (whole.folded[i] === ' ') continue
    text += whole.text[i]
    folded += whole.folded[i]
  }
  return { text, folded }
}

const DIGITS: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 }

/** The value of a Chinese numeral (`二十一`, `一百零五`, `二〇二三`), NaN when it is none. */
export function hanNumber(text: string): number {
  if (text === '') return NaN
  if ([...text].every((sign) => sign in DIGITS)) return Number([...text].map((sign) => DIGITS[sign]).join(''))
  let total = 0
  let digit = 0
  for (const sign of text) {
    if (sign in DIGITS) digit = DIGITS[sign]!
    else if (sign in UNITS) {
      total += (digit || 1) * UNITS[sign]!
      digit = 0
    } else return NaN
  }
  return total + digit
}

// the longest unit lists run to some 300 signs
const LONGEST_BRACKET = 1_200

/** Where the bracket opened at `open` closes in a folded text; -1 when it does not within the length of any list. */
export function closing(folded: string, open: number): number {
  let depth = 0
  for (let i = open; i < Math.min(folded.length, open + LONGEST_BRACKET); i++) {
    if (folded[i] === '(') depth++
    else if (folded[i] === ')' && --depth === 0) return i
  }
  return -1
}
