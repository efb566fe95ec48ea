/**
 * Units by what they measure or count, each as how many of the family's first. What lies in one family is converted; two families
 * never are: 户 (premises), 户次 (visits) and 家 (firms) are three things.
 */
const FAMILIES: readonly Readonly<Record<string, number>>[] = [
  { kg: 1, 公斤: 1, 千克: 1, 吨: 1000, t: 1000, 克: 0.001, g: 0.001, 斤: 0.5, 市斤: 0.5 },
  { '㎡': 1, m2: 1, 平方米: 1, 平米: 1, 亩: 2000 / 3, 公顷: 10_000 },
  { 人: 1, 名: 1, 位: 1 }, { 人次: 1 }, { 户: 1 }, { 户次: 1 }, { 家: 1 }, { 份: 1 }, { 起: 1, 件: 1, 宗: 1 }, { 辆: 1 }, { 辆次: 1, 车次: 1, 台次: 1 },
]
const WORDS = FAMILIES.flatMap((family) => Object.keys(family)).toSorted((a, b) => b.length - a.length)

/** As units are compared: full width, capitals and blanks say nothing. */
const plain = (unit: string): string => unit.normalize('NFKC').replace(/\s/g, '').toLowerCase()
const familyOf = (unit: string) => FAMILIES.find((family) => Object.hasOwn(family, plain(unit)) || Object.hasOwn(family, unit))
const amountOf = (unit: string): number => familyOf(unit)?.[plain(unit)] ?? familyOf(unit)?.[unit] ?? 1

/** The number and the unit that a cell writes behind it. @example splitUnit('10 人次') // { number: '10', unit: '人次' } */
export function splitUnit(shown: string): { readonly number: string; readonly unit: string | null } {
  const text = plain(shown)
  const unit = WORDS.find((word) => text.endsWith(plain(word)) && /\d[十百千万亿]*$/.test(text.slice(0, text.length - plain(word).length)))
  return unit === undefined ? { number: shown, unit: null } : { number: text.slice(0, text.length - plain(unit).length), unit }
}

/** How many of one unit another is; 1 where either is no unit known here, null where they are different things. */
export function factorOf(from: string, to: string): number | null {
  const [one, other] = [familyOf(from), familyOf(to)]
  if (!one || !other) return 1
  return one === other ? amountOf(from) / amountOf(to) : null
}
