import { fold } from '../../../../platform/core/chinese.ts'
import { UNIT, unitName } from './units.ts'

/** What stands in a cell of a table: a number with its sign, its unit and what is bracketed behind it, or words. */

const DIGITS = '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?'
const SCALED: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8, 千: 1e3, 百万: 1e6 }
const MAIN = new RegExp(`^(\\s*)([+\\-−—↑↓▲▼]?)\\s*(${DIGITS})\\s*([^\\d()\\s↑↓]{0,4})([↑↓]?)\\s*(?:\\((.*)\\))?\\s*$`)
/** 2021年, 3月, 二季度 head or name a row and are no figures. */
const TIME = /^(?:(?:19|20)\d{2}年|\d{1,2}(?:[-—~至]\d{1,2})?月(?:份)?$|第?[1-4]季度)/
/** A cell in which nothing is told. */
export const EMPTY = /^(?:[-—－–―/\\*…·.]{1,4}|无|)$/

export type CellNumber = {
  /** Place of the sign, else of the digits, and the end of the digits with their unit. */
  readonly from: number
  readonly to: number
  readonly digits: number
  readonly printed: string
  readonly sign: 1 | -1
  readonly unit: string
  readonly scale: number
  readonly signed: boolean
}

/** A unit as a head or a cell prints it: 亿元, 件, 万人, %. */
export function unitOf(text: string): { unit: string; scale: number } | null {
  if (text === '') return { unit: '', scale: 1 }
  const scale = /^(?:百万|[万亿千](?![米克瓦]))/.exec(text)?.[0] ?? ''
  const rest = text.slice(scale.length)
  if (rest === '' && scale !== '') return { unit: '', scale: SCALED[scale]! }
  UNIT.lastIndex = 0
  const match = UNIT.exec(rest)
  if (!match || match[0].length !== rest.length) return null
  return { unit: unitName(match[1]!, match[2]), scale: scale === '' ? 1 : SCALED[scale]! }
}

/** The numbers of a cell: none where it holds words, two where one is bracketed behind the other: 15223(↑14.28%). */
export function numbersOf(text: string): CellNumber[] {
  const match = MAIN.exec(fold(text))
  if (!match || TIME.test(text.trim())) return []
  const [, blank, sign, printed, tail, arrow, bracket] = match
  const unit = unitOf(tail!)
  if (!unit) return []
  const from = blank!.length
  const digits = text.indexOf(printed!, from)
  const head: CellNumber = {
    from,
    to: digits + printed!.length + tail!.length,
    digits,
    printed: printed!,
    sign: /[-−—↓▼]/.test(sign! + arrow!) ? -1 : 1,
    signed: sign !== '' || arrow !== '',
    ...unit,
  }
  const open = bracket === undefined ? -1 : fold(text).indexOf('(', head.to)
  const inner = open < 0 ? [] : numbersOf(text.slice(open + 1, open + 1 + bracket!.length))
  return [head, ...inner.slice(0, 1).map((one) => ({ ...one, from: one.from + open + 1, to: one.to + open + 1, digits: one.digits + open + 1 }))]
}

export const isNumber = (text: string): boolean => numbersOf(text).length > 0
