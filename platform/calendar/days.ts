import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import about from 'chinese-days/package.json' with { type: 'json' }
import { date, type DateOnly } from '../core/dates.ts'
import type { CalendarDay } from './calendar.ts'

/** A row of `calendar_day` as the program ships it. */
export type CalendarDayRow = CalendarDay & {
  /** The holiday it belongs to, in Chinese: 国庆节. A day worked in exchange carries the holiday it is exchanged for. */
  readonly name: string
  readonly source: string
}

const SOURCE = `国务院办公厅历年部分节假日安排通知（数据整理：chinese-days ${about.version}）`

/** The package writes a day as `English name,中文名,legal days`. */
function rowsOf(days: Readonly<Record<string, string>>, kind: CalendarDay['kind']): CalendarDayRow[] {
  return Object.entries(days).map(([day, text]) => ({ day: date(day), kind, name: text.split(',')[1] ?? text, source: SOURCE }))
}

const byDay = (a: { readonly day: DateOnly }, b: { readonly day: DateOnly }): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)

/**
 * Public holidays and days worked in exchange, by day, for every year the package knows (from 2004). A year not yet
 * published has no rows: `knownUntil(shippedDays())` tells how far they reach, and a city adds the rest itself.
 * @source 全国年节及纪念日放假办法; the State Council's yearly notice
 */
export const shippedDays = (): readonly CalendarDayRow[] =>
  [...rowsOf(published.holidays, 'holiday'), ...rowsOf(published.workdays, 'workday')].sort(byDay)
