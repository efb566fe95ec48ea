import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import { inSpan, type Span } from '../../../platform/core/periods.ts'

problems({
  'campaign.units': [422, '“{a}”与“{b}”单位不同，不能相加。', '“{a}” and “{b}” are different units and cannot be added.'],
})

/**
 * Units of campaign figures. A figure keeps its own: 户 (premises), 户次 (visits to premises) and 家 (firms) are three things,
 * and no total mixes them. Amounts are whole numbers of `step`, so that sums are exact: 元 in 分, kg in grams.
 */
export const units = {
  户: { en: 'premises', one: 'premises', perUnit: 1 }, 户次: { en: 'visits to premises', one: 'visit to premises', perUnit: 1 }, 家: { en: 'firms', one: 'firm', perUnit: 1 },
  份: { en: 'documents', one: 'document', perUnit: 1 }, 起: { en: 'cases', one: 'case', perUnit: 1 }, 人次: { en: 'officer-times', one: 'officer-time', perUnit: 1 },
  辆次: { en: 'vehicle-times', one: 'vehicle-time', perUnit: 1 }, kg: { en: 'kg', one: 'kg', perUnit: 1000 }, 元: { en: 'yuan', one: 'yuan', perUnit: 100 },
} as const satisfies Record<string, { readonly en: string; readonly one: string; readonly perUnit: number }>
export type Unit = keyof typeof units

/** `amount` counts steps of the unit: 分 for 元, grams for kg, ones for the rest. */
export type Quantity = { readonly amount: number; readonly unit: Unit }

/** A figure that a campaign reports each day. */
export type FigureKind = {
  readonly code: string
  readonly title: Bilingual
  readonly unit: Unit
  /**
   * Whether days may be added up. 户 and 家 may not: the same firm on two days is one firm. Such a figure is totalled from
   * the firms named, or not at all.
   */
  readonly additive: boolean
}

/** One day of one unit's campaign. A figure left out or null was not reported: no 0 is made of it. */
export type DailyFigures = {
  readonly on: DateOnly
  /** Who reports: one line a day of each. */
  readonly by: string
  readonly figures: Readonly<Record<string, number | null>>
  /** Ids of premises or firms behind a figure that is not additive. */
  readonly named?: Readonly<Record<string, readonly string[]>>
}

/** @throws Problem `campaign.units` (422) where units differ */
export function add(a: Quantity, b: Quantity): Quantity {
  if (a.unit !== b.unit) throw new Problem('campaign.units', { a: a.unit, b: b.unit })
  return { amount: a.amount + b.amount, unit: a.unit }
}

/** The sum of quantities of one unit; null of none. @throws Problem `campaign.units` (422) */
export const sumOf = (quantities: readonly Quantity[]): Quantity | null =>
  quantities.length === 0 ? null : quantities.slice(1).reduce(add, quantities[0]!)

/** What a unit is called beside an amount of it. */
export const unitWord = (amount: number, unit: Unit, language: 'zh' | 'en'): string =>
  language === 'zh' ? unit : amount === units[unit].perUnit ? units[unit].one : units[unit].en

/** A quantity as it is printed: `12.5 kg`, `187000 元`. @example written({ amount: 12_500, unit: 'kg' }, 'zh') // '12.5 kg' */
export const written = ({ amount, unit }: Quantity, language: 'zh' | 'en'): string =>
  `${amount / units[unit].perUnit} ${unitWord(amount, unit, language)}`

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/** What is wrong with a day's figures; empty where they may be kept. Paths are `figures.<code>`. */
export function dailyFaults(daily: DailyFigures, kinds: readonly FigureKind[], today: DateOnly): readonly FieldProblem[] {
  const byCode = new Map(kinds.map((kind) => [kind.code, kind]))
  return [
    ...(daily.on > today ? [fault('on', '不能填写以后的日期。', 'A day to come cannot be reported.')] : []),
    ...Object.entries(daily.figures).flatMap(([code, amount]) => {
      const kind = byCode.get(code)
      if (!kind) return [fault(`figures.${code}`, '没有这项指标。', 'There is no such figure.')]
      if (amount === null) return []
      if (!Number.isSafeInteger(amount) || amount < 0) return [fault(`figures.${code}`, '请填写不为负的整数。', 'Enter a whole number that is not negative.')]
      const named = daily.named?.[code]
      return !kind.additive && named !== undefined && new Set(named).size !== amount
        ? [fault(`figures.${code}`, `填报 ${amount} ${kind.unit}，名单为 ${new Set(named).size} ${kind.unit}。`, `${amount} were reported; ${new Set(named).size} are named.`)] : []
    }),
  ]
}

/** A total with what it rests on. `value` null: nothing reported, or not to be added up (`why`). */
export type Total = {
  readonly code: string
  readonly title: Bilingual
  readonly unit: Unit
  readonly value: Quantity | null
  /** Daily lines that reported the figure. */
  readonly lines: number
  readonly why: Bilingual | null
}

function totalOf(kind: FigureKind, dailies: readonly DailyFigures[]): Total {
  const { code, title, unit, additive } = kind
  const lines = dailies.filter(({ figures }) => typeof figures[code] === 'number')
  const base = { code, title, unit, lines: lines.length }
  if (lines.length === 0) return { ...base, value: null, why: { zh: '未填报', en: 'not reported' } }
  if (additive) return { ...base, value: sumOf(lines.map(({ figures }) => ({ amount: figures[code]!, unit }))), why: null }
  // One line alone needs no names: nothing is counted twice.
  if (lines.length === 1) return { ...base, value: { amount: lines[0]!.figures[code]!, unit }, why: null }
  const unnamed = lines.filter(({ figures, named }) => figures[code] !== 0 && named?.[code] === undefined)
  return unnamed.length > 0
    ? { ...base, value: null, why: { zh: `各日的${unit}数不能相加，有 ${unnamed.length} 条没有名单`, en: `days cannot be added, and ${unnamed.length} lines name no one` } }
    : { ...base, value: { amount: new Set(lines.flatMap(({ named }) => named?.[code] ?? [])).size, unit }, why: null }
}

/**
 * Totals of a campaign over a span, one line a figure in the order of the kinds, each in its own unit. There is no total over
 * figures. A later line of the same day and reporter replaces an earlier one.
 */
export function totals(dailies: readonly DailyFigures[], kinds: readonly FigureKind[], span: Span): readonly Total[] {
  const lines = new Map(dailies.filter(({ on }) => inSpan(on, span)).map((daily) => [`${daily.on} ${daily.by}`, daily]))
  return kinds.map((kind) => totalOf(kind, [...lines.values()]))
}
