/** What a printed figure says, read by the measure itself: it must not share its eyes with the reader it measures. */

export type Printed = { readonly value: number; readonly to?: number; readonly unit: string; readonly approximate: boolean }

const digits: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** Full-width digits, points, commas and signs as their plain forms; one unit stays one unit. */
export const plain = (text: string): string => text.replace(/[０-９．，％]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))

function hanNumber(text: string): number {
  let sum = 0
  let digit: number | null = null
  for (const c of text) {
    if (c in places) {
      sum += (digit ?? 1) * (places[c] ?? 1)
      digit = null
    } else digit = digits[c] ?? 0
  }
  return sum + (digit ?? 0)
}

const before = /^(?:大约有?|约有|约为|约|近|将近|接近|超过|超|逾|不少于|不低于|不足|高于|低于|至少)/u
const number = /^(?:([0-9][0-9,]*(?:\.[0-9]+)?)|([零〇一二两三四五六七八九十百千]+))/u

/** Shares in words as per cent: 百分之九十八点五. */
function share(source: string): { value: number; rest: string } | null {
  const parts = /^百分之([零〇一二两三四五六七八九十百]+)(?:点([零一二三四五六七八九]+))?/u.exec(source)
  if (parts) {
    const decimals = [...(parts[2] ?? '')].reduce((sum, c, i) => sum + (digits[c] ?? 0) * 10 ** -(i + 1), 0)
    const value = parts[1] === '百' ? 100 : hanNumber(parts[1] ?? '')
    return { value: Number((value + decimals).toPrecision(12)), rest: source.slice(parts[0].length) }
  }
  return null
}

/** Reads one printed figure, hedges and unit included; throws on a form it does not know. */
export function printed(source: string): Printed {
  let rest = plain(source).replaceAll(' ', '')
  const hedgedBefore = before.test(rest)
  rest = rest.replace(before, '')
  const worded = share(rest)
  if (worded) return { value: worded.value, unit: '%', approximate: hedgedBefore || /多|余|以上|以下|左右/u.test(worded.rest) }
  const found = number.exec(rest)
  if (!found) throw new Error(`no number in ${source}`)
  const base = found[1] === undefined ? hanNumber(found[2] ?? '') : Number(found[1].replaceAll(',', ''))
  rest = rest.slice(found[0].length)
  const range = /^[%‰]?(?:—|–|~|～|至|-)([0-9.]+)/u.exec(rest)
  if (range) rest = rest.slice(range[0].length)
  const over = /^(余|多)/u.exec(rest)
  if (over) rest = rest.slice(1)
  const scale = /^(万亿|亿|百万|千万|万)/u.exec(rest)
  if (scale) rest = rest.slice(scale[0].length)
  const factor = { 万: 1e4, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12 }[scale?.[0] ?? ''] ?? 1
  const inner = /^(余|多)/u.exec(rest)
  if (inner) rest = rest.slice(1)
  const after = /(?:及)?(以上|以下|以内|左右)$/u.exec(rest)
  const unit = rest.replace(/(?:及)?(以上|以下|以内|左右)$/u, '')
  const times = (n: number): number => Number((n * factor).toPrecision(12))
  return {
    value: times(base), ...(range ? { to: times(Number(range[1])) } : {}), unit,
    approximate: hedgedBefore || over !== null || inner !== null || after !== null || range !== null,
  }
}

/** How exactly a plain figure is printed: half of its last digit's worth, in the unit's base. */
export function halfStep(source: string): number {
  const text = plain(source)
  const decimals = /\.([0-9]+)/u.exec(text)?.[1]?.length ?? 0
  const factor = text.includes('亿') ? 1e8 : text.includes('万') ? 1e4 : 1
  return (factor * 10 ** -decimals) / 2
}
