/** A time as papers name what they speak of: a year, years from one to another, months, a quarter or a half with or without its year. */
export type Spoken = {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly year: number | null
  /** The last of several years. */
  readonly last: number | null
  /** First and last month of a part of the year. */
  readonly part: readonly [number, number] | null
}

const to = '\\s*(?:—+|–|-+|~|～|至|到)\\s*'
const form = new RegExp(
  [
    `(?<!\\d)(?<a>(?:19|20)\\d{2})年?${to}(?<b>(?:19|20)\\d{2})年`,
    `(?:(?<!\\d)(?<y>(?:19|20)\\d{2})年(?:度)?\\s*)?(?:第?(?<q>[一二三四1-4])季度|(?<h>[上下])半年|前(?<fq>[二两三23])个?季度|(?<!\\d)(?<m1>\\d{1,2})月?${to}(?<m2>\\d{1,2})月(?:份)?(?!\\d)|(?<!\\d)(?<m>1[0-2]|[1-9])月(?:份)?(?!\\d|[上中下]旬|初|底|末))`,
    `(?<!\\d)(?<only>(?:19|20)\\d{2})年(?:度|全年)?(?!\\d|来|间)`,
  ].join('|'),
  'g',
)
const numeral = (sign: string): number => Number(sign) || '一二三四'.indexOf(sign.replace('两', '二')) + 1

/** The times that some words name; what is compared with, or only begins or ends there, is none. */
export function spans(words: string): Spoken[] {
  return [...words.matchAll(form)].flatMap((match) => {
    const { a, b, y, q, h, fq, m1, m2, m, only } = match.groups ?? {}
    const [from, end] = [match.index, match.index + match[0].length]
    const [ahead, behind] = [words.slice(Math.max(0, from - 3), from), words.slice(end, end + 4)]
    if (/(?:[比较与自从由]|截[至止]|根据|按照)$/.test(ahead) || /^(?:以来|起|底|末|初|前|之前|同期|相比|第.[次届期批]|至|到|—|-)/.test(behind)) return []
    const first = Number(a ?? y ?? only)
    return [{ from, to: end, text: match[0].trim(), year: Number.isNaN(first) ? null : first, last: b === undefined ? null : Number(b), part: partOf({ q, h, fq, m1, m2, m }) }]
  })
}
export const spanOf = (words: string): Spoken | undefined => spans(words)[0]

type Part = Readonly<Record<'q' | 'h' | 'fq' | 'm1' | 'm2' | 'm', string | undefined>>
function partOf({ q, h, fq, m1, m2, m }: Part): readonly [number, number] | null {
  if (q !== undefined) return [3 * numeral(q) - 2, 3 * numeral(q)]
  if (h !== undefined) return h === '上' ? [1, 6] : [7, 12]
  if (fq !== undefined) return [1, 3 * numeral(fq)]
  if (m1 !== undefined) return [Number(m1), Number(m2)]
  return m === undefined ? null : [Number(m), Number(m)]
}

/** Whether one may be a part of the other or the same: a month of the quarter, a year of several, the whole year where none of its parts is named. */
export function meets(one: Spoken, other: Spoken): boolean {
  const years = one.year === null || other.year === null || (one.year <= (other.last ?? other.year) && other.year <= (one.last ?? one.year))
  if (!years) return false
  if (one.last !== null && other.last !== null) return one.year === other.year && one.last === other.last
  if (one.part === null || other.part === null) return true
  const [a, b] = [one.part, other.part]
  return (a[0] >= b[0] && a[1] <= b[1]) || (a[0] > b[0] && b[1] >= a[1])
}
