import type { FigureState } from './contract.ts'

/** Units in which a large number is printed in 万: persons and money. Whole things are counted to the last. */
const IN_WAN = new Set(['人', '元', '人次'])

/** At most `digits` behind the point, without zeros that say nothing. */
const trimmed = (value: number, digits: number): string => String(Number(value.toFixed(digits)))

/**
 * A share in per cent, to two places. What is not whole is never printed as 100 %, and what is not nothing never as 0 %:
 * then as many places as it takes.
 */
function percent(value: number): string {
  for (let digits = 2; digits <= 8; digits++) {
    const text = trimmed(value, digits)
    if (!((Number(text) === 100 && value < 100) || (Number(text) === 0 && value > 0))) return text
  }
  return String(value)
}

/** A number as reports print it, without its unit but with its 万: `336.56万`, `98.13`, `17300`. */
export function printNumber(value: number, unit: string): string {
  if (unit === '%' || unit === '百分点') return percent(value)
  if (IN_WAN.has(unit) && Math.abs(value) >= 100_000) return `${trimmed(value / 10_000, 2)}万`
  return trimmed(value, 2)
}

/**
 * The one way in which a figure is printed, in the report and on its page: `98.13%`, `336.56万人`, `1.5批次/千人`.
 * @param unit the indicator's unit in Chinese; '' for a bare number
 */
export const printFigure = (value: number, unit: string): string => `${printNumber(value, unit)}${unit}`

/** What stands where no figure can stand. A missing figure is a gap with who owes it, never 0. */
export function printGap(
  state: Exclude<FigureState, 'value'>,
  { title, unit, owner }: { readonly title: string; readonly unit: string; readonly owner: string },
): string {
  const named = `${title}${unit === '' ? '' : `（${unit}）`}`
  if (state === 'not-applicable') return `【不适用：${title}】`
  return state === 'contradictory' ? `【待核：${named}，各单位填报不一致——${owner}】` : `【待补：${named}——${owner}】`
}

/** Quotation marks inside others are single ones (GB/T 15834-2011, 4.8.3.3). */
const quoted = (name: string): string => `“${name.replaceAll('“', '‘').replaceAll('”', '’')}”`

/** Names as a list, quoted; where there are more than `most`, the first of them and how many there are. @param all how many there are */
export const printList = (names: readonly string[], most: number, all = names.length): string =>
  `${names.slice(0, most).map(quoted).join('、')}${all > most ? `等${all}项` : ''}`
