/** Chinese typing and numerals: one spelling of signs, values of written numbers. Pure; the browser has them too. */

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

const DIGITS: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const SECTIONS: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }

/** The value of a Chinese numeral (`二十一`, `一百零五`, `二〇二三`, `一百二十万`), NaN when it is none. */
export function hanNumber(text: string): number {
  if (text === '') return NaN
  if ([...text].every((sign) => sign in DIGITS)) return Number([...text].map((sign) => DIGITS[sign]).join(''))
  let total = 0
  let section = 0
  let digit = 0
  for (const sign of text) {
    if (sign in DIGITS) digit = DIGITS[sign]!
    else if (sign in PLACES) {
      section += (digit || 1) * PLACES[sign]!
      digit = 0
    } else if (sign in SECTIONS) {
      total += (section + digit || 1) * SECTIONS[sign]!
      section = digit = 0
    } else return NaN
  }
  return total + section + digit
}
