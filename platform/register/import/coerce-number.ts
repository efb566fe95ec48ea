import type { Bilingual } from '../../core/bilingual.ts'
import { plainNumber, type Cell } from '../../documents/spreadsheet/index.ts'
import { factorOf, splitUnit } from './units.ts'

/** A value, or what is wrong with the cell. */
export type Coerced<V = unknown> = { readonly value: V } | { readonly fault: Bilingual }

const SCALES: Readonly<Record<string, number>> = {
  百: 100,
  千: 1_000,
  万: 10_000,
  十万: 100_000,
  百万: 1_000_000,
  千万: 10_000_000,
  亿: 100_000_000,
}

/** How many of the plain unit a unit stands for: 万元 is 10,000 元. 1 for a unit without such a word; 百度 is whose map it is. */
export const scaleOf = (unit: string | null | undefined): number =>
  SCALES[/^(十万|百万|千万|百(?!度)|千|万|亿)(?!克|米|瓦|卡)/.exec(unit ?? '')?.[1] ?? ''] ?? 1

const baseOf = (unit: string): string => unit.replace(/^(十万|百万|千万|百|千|万|亿)(?=.)/, '')

const NUMBER = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/
const UNITS = /(人民币|rmb|[¥￥$])|(元整|元|圆|块|人|名|户|家|个|台|辆|张|次|份|件|处|平方米|平米|平|m2|㎡|公斤|千克|kg|吨|亩)$/gi

const notANumber = (text: string): Coerced<never> => ({ fault: { zh: `“${text}”不是数字`, en: `“${text}” is not a number` } })

/** A number as text spells it: with thousands commas, 万 or 亿, a unit, a percent sign, full-width digits, accountants' brackets. */
export function parseNumber(shown: string): { value: number; scaled: boolean; percent: boolean } | null {
  let text = shown
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^\((.+)\)$/, '-$1')
    .replaceAll('−', '-')
    .replace(UNITS, '')
  const percent = text.endsWith('%')
  if (percent) text = text.slice(0, -1)
  const word = /(十万|百万|千万|百|千|万|亿)$/.exec(text)?.[1]
  if (word) text = text.slice(0, -word.length)
  const parts = NUMBER.exec(text)
  if (!parts) return null
  const value = Number(`${parts[1]}${parts[2]!.replaceAll(',', '')}${parts[3] ?? ''}`) // group 2 is not optional
  return { value: exact(value * (word ? SCALES[word]! : 1)), scaled: word !== undefined, percent }
}

/** Without the tail that binary fractions leave: 0.1 × 3 is 0.3. */
const exact = (value: number): number => Number(value.toPrecision(15))

/**
 * The number of a cell in the field's unit. `heading` is the unit the column's heading names, which the cell's own unit or 万 overrules.
 * What is measured in another unit of the same kind is converted (吨 to kg); another thing counted (户 for 户次) is a fault.
 */
export function coerceNumber(cell: string | number, shown: string, unit: string | undefined, heading: string | null): Coerced<number> {
  const written = typeof cell === 'number' ? { number: shown, unit: null } : splitUnit(shown)
  const parsed = typeof cell === 'number' ? { value: exact(cell), scaled: false, percent: false } : parseNumber(written.number)
  if (!parsed) return notANumber(shown)
  if (parsed.percent) return { value: unit === '%' ? parsed.value : exact(parsed.value / 100) }
  const named = written.unit ?? (heading === null ? null : baseOf(heading))
  const factor = unit && named ? factorOf(named, baseOf(unit)) : 1
  if (factor === null) return otherUnit(written.unit === null ? null : shown, named!, unit!)
  const own = scaleOf(unit)
  if (parsed.scaled) return { value: exact((parsed.value * factor) / own) }
  const told = written.unit === null && heading && unit && (baseOf(heading) === baseOf(unit) || factor !== 1) ? scaleOf(heading) / own : 1
  return { value: exact(parsed.value * told * factor) }
}

const otherUnit = (cell: string | null, named: string, unit: string): Coerced<never> => ({
  fault: cell === null
    ? { zh: `本列的单位是“${named}”，此项按“${unit}”填，两者不能换算；请另选对应的项`, en: `the column is in “${named}”, this field in “${unit}”; one cannot be made of the other, so choose another field for the column` }
    : { zh: `“${cell}”的单位是“${named}”，此项按“${unit}”填，两者不能换算`, en: `“${cell}” is in “${named}”, this field in “${unit}”; one cannot be made of the other` },
})

/** 元 behind the number: the cell says its unit itself, whatever the heading says. */
const IN_YUAN = /[\d)](?:元整|元|圆|块)$/

/** 元 to 分, by the unit of the heading (万元) or of the cell itself. Half a 分 is a fault, never rounded. */
export function coerceMoney(cell: string | number, shown: string, heading: string | null): Coerced<number> {
  const parsed = typeof cell === 'number' ? { value: exact(cell), scaled: false, percent: false } : parseNumber(shown)
  if (!parsed || parsed.percent) return notANumber(shown)
  const scale = parsed.scaled || IN_YUAN.test(shown.normalize('NFKC').replace(/\s/g, '')) ? 1 : /元|圆|^[百千万亿]+$/.test(heading ?? '') ? scaleOf(heading) : 1
  const fen = exact(parsed.value * scale * 100)
  if (!Number.isSafeInteger(fen))
    return { fault: { zh: `金额“${shown}”最多只能有两位小数（精确到分）`, en: `The amount “${shown}” may have two decimals at most` } }
  return { value: fen }
}

/** Faults of a number against the field's bounds. */
export function outOfRange(value: number, { min, max }: { readonly min?: number; readonly max?: number }): Bilingual | null {
  if (min !== undefined && value < min)
    return { zh: `${plainNumber(value)} 小于下限 ${min}`, en: `${plainNumber(value)} is below the least allowed, ${min}` }
  if (max !== undefined && value > max)
    return { zh: `${plainNumber(value)} 大于上限 ${max}`, en: `${plainNumber(value)} is above the most allowed, ${max}` }
  return null
}

/** The faults that come with a cell itself, whatever the field. */
export function cellFault(cell: Cell): Bilingual | null {
  if (typeof cell === 'string') {
    if (/^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!)/i.test(cell.trim())) return errorSentence(cell.trim())
    return /^\d(\.\d+)?E\+\d{2}$/i.test(cell.normalize('NFKC').trim()) ? impreciseSentence(cell.trim()) : null
  }
  if (typeof cell !== 'object' || cell === null || !('fault' in cell)) return null
  return cell.fault === 'error' ? errorSentence(cell.text) : impreciseSentence(cell.text)
}

const errorSentence = (text: string): Bilingual => ({
  zh: `单元格是错误值 ${text}，请改正公式或直接填写内容`,
  en: `The cell holds the error ${text}; correct its formula or enter the value itself`,
})
const impreciseSentence = (text: string): Bilingual => ({
  zh: `“${text}”是超过15位的数字，Excel 已丢失末尾几位。请把该列设为“文本”格式后重新填写完整号码`,
  en: `“${text}” is a number of more than 15 digits, of which Excel has lost the last. Format the column as text and enter the whole number again`,
})
