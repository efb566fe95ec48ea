import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import { shippedFigures } from '../shipped/campaign.ts'
import { dailyFaults, units, type DailyFigures, type FigureKind } from './campaign.ts'

/** Columns of a campaign's daily line, each a figure with its unit. */
export const figureCodes = ['officers', 'vehicles', 'checked', 'checked_premises', 'problem_firms', 'orders', 'documents', 'cases', 'penalties', 'destroyed', 'removed', 'seized'] as const
export type FigureCode = (typeof figureCodes)[number]
export const figureOf = (code: FigureCode): FigureKind => shippedFigures.find((one) => one.code === code)!

/** Figures that the rows of inspections give by themselves. */
export const fromRows = ['checked', 'checked_premises', 'problem_firms', 'orders'] as const satisfies readonly FigureCode[]
export type RowFigure = (typeof fromRows)[number]

/** The first is never more than the second, in whatever units: a firm with problems was visited at least once. */
const atMost: readonly (readonly [part: FigureCode, whole: FigureCode])[] = [['checked_premises', 'checked'], ['problem_firms', 'checked'], ['orders', 'documents']]

/** What one day of one unit can hold, as the city's table says. */
export type DayLimits = {
  /** 户次 a day for each 人次. */
  readonly visits_per_officer: number
  /** 分 */
  readonly fine_per_case: number
  /** kg destroyed, removed or seized by one unit in a day. */
  readonly kg_a_day: number
}

/** A daily line as its columns say: money in 分, kg with decimals, names one a line. */
export type DailyRow = { readonly day?: DateOnly | null; readonly unit_id?: string | null; readonly problem_names?: string | null; readonly note?: string | null }
  & { readonly [C in FigureCode]?: number | null }

/** A column's value in the steps of its unit: kg in grams, the rest as they are kept. */
const steps = (code: FigureCode, value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : figureOf(code).unit === 'kg' ? Math.round(value * units.kg.perUnit) : value

/** The firms named, one a line or parted by 、；. */
export const namesIn = (text: string | null | undefined): readonly string[] =>
  [...new Set((text ?? '').split(/[\n、；;]/).map((name) => name.trim()).filter((name) => name !== ''))]

/** A line in the shape that totals are made of. */
export const asDaily = (row: DailyRow & { readonly day: DateOnly; readonly unit_id: string }): DailyFigures => {
  const named = namesIn(row.problem_names)
  return {
    on: row.day, by: row.unit_id, figures: Object.fromEntries(figureCodes.map((code) => [code, steps(code, row[code])])),
    ...(named.length > 0 && { named: { problem_firms: named } }),
  }
}

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const say = (code: FigureCode): Bilingual => figureOf(code).title

function impossible(row: DailyRow): FieldProblem[] {
  return atMost.flatMap(([part, whole]) => {
    const [a, b] = [row[part], row[whole]]
    return typeof a === 'number' && typeof b === 'number' && a > b
      ? [fault(part, `${say(part).zh}（${a}${figureOf(part).unit}）多于${say(whole).zh}（${b}${figureOf(whole).unit}）。`, `${say(part).en} (${a}) are more than ${say(whole).en} (${b}).`)] : []
  })
}

/** What is hardly possible: kept once the note says why. */
export function doubtful(row: DailyRow, { visits_per_officer, fine_per_case, kg_a_day }: DayLimits): readonly FieldProblem[] {
  if (row.note?.trim()) return []
  const doubt = (path: FigureCode, zh: string, en: string): FieldProblem => fault(path, `${zh}，请核对；属实的请在“说明”中写明。`, `${en}. Check it; where it is so, say why in the note.`)
  const { officers, vehicles, checked, cases, penalties, documents } = row
  return [
    ...(typeof officers === 'number' && typeof checked === 'number' && checked > officers * visits_per_officer
      ? [doubt('checked', `${officers} 人次一天检查 ${checked} 户次`, `${checked} visits in a day by ${officers} officers`)] : []),
    ...(typeof officers === 'number' && typeof vehicles === 'number' && vehicles > officers
      ? [doubt('vehicles', `车辆（${vehicles} 辆次）多于人员（${officers} 人次）`, `More vehicles (${vehicles}) than officers (${officers})`)] : []),
    ...(typeof penalties === 'number' && typeof cases === 'number' && penalties > cases * fine_per_case && cases > 0
      ? [doubt('penalties', `${cases} 起案件罚没 ${penalties / units.元.perUnit} 元`, `${penalties / units.元.perUnit} yuan in ${cases} cases`)] : []),
    ...(typeof penalties === 'number' && penalties > 0 && cases === 0 && !documents
      ? [doubt('penalties', '有罚没款而没有案件和文书', 'Fines without a case or a document')] : []),
    ...(['destroyed', 'removed', 'seized'] as const).flatMap((code) => {
      const kg = row[code]
      return typeof kg === 'number' && kg > kg_a_day ? [doubt(code, `${say(code).zh} ${kg} kg`, `${say(code).en}: ${kg} kg`)] : []
    }),
  ]
}

/** All that cannot be in a line, at once. */
export function dailyRowFaults(row: DailyRow, { today }: { readonly today: string }): readonly FieldProblem[] {
  if (!row.day) return []
  const daily = asDaily({ ...row, day: row.day, unit_id: row.unit_id ?? '' })
  const plain = dailyFaults(daily, shippedFigures, today as DateOnly).map(({ path, sentence }) =>
    ({ path: path === 'on' ? 'day' : path.replace('figures.', ''), sentence }))
  const empty = figureCodes.every((code) => row[code] === null || row[code] === undefined)
  return [
    ...plain,
    ...(empty ? [fault('officers', '请至少填写一项数据；确实没有的填 0。', 'Give one figure at least; where there was none, enter 0.')] : []),
    ...impossible(row),
  ]
}

/** Where what was told and what the rows give part: shown, never overwritten. */
export type Difference = { readonly code: RowFigure; readonly told: number; readonly rows: number }

export const differencesOf = (told: DailyRow, rows: Readonly<Partial<Record<RowFigure, number>>>): readonly Difference[] =>
  fromRows.flatMap((code) => {
    const [said, counted] = [told[code], rows[code] ?? 0]
    return typeof said === 'number' && said !== counted ? [{ code, told: said, rows: counted }] : []
  })
