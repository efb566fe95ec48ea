import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import type { Period } from '../../../platform/indicator/periods.ts'
import type { When } from './contract.ts'

const at = (year: number, month: number, day: number): DateOnly =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as DateOnly
const partsOf = (day: DateOnly): [number, number, number] => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
const lastOfMonth = (year: number, month: number): DateOnly => addDays(month === 12 ? at(year + 1, 1, 1) : at(year, month + 1, 1), -1)

/** The same days so many years before; 29 February becomes the last of the month. */
export function yearsBefore({ from, to }: Period, years: number): Period {
  const back = (day: DateOnly): DateOnly => {
    const [year, month, date] = partsOf(day)
    const last = lastOfMonth(year - years, month)
    const same = at(year - years, month, date)
    return same > last ? last : same
  }
  return { from: back(from), to: back(to) }
}

export const periodAt = (period: Period, when: When): Period =>
  when === 'period' ? period : yearsBefore(period, when === 'last-year' ? 1 : 2)

/**
 * Where departments have not told of the whole period, what they told of parts of it may stand, with its own dates beside it:
 * how things stand on the day, then the half-year or quarter that ended last.
 */
export function partsToTry({ from, to }: Period, day: DateOnly): Period[] {
  const [year] = partsOf(to)
  const spans = [6, 3].flatMap((months) =>
    Array.from({ length: 12 / months }, (_, index) => {
      const first = 12 - (index + 1) * months + 1
      return { from: at(year, first, 1), to: lastOfMonth(year, first + months - 1) }
    }),
  )
  const over = spans.filter((span) => span.from >= from && span.to <= to && span.to <= day)
  // Of two that ended together the half-year, which is the whole of both.
  return [{ from: day, to: day }, ...over.toSorted((a, b) => (a.to === b.to ? 0 : a.to < b.to ? 1 : -1))]
}

/** A day as it is written: 2026年3月5日. */
export function dayText(day: DateOnly): string {
  const [year, month, date] = partsOf(day)
  return `${year}年${month}月${date}日`
}

/** A part of the year that a report is about, beside its figures: 上半年, 第三季度, 1月至10月. Of another year, with it. */
export const partText = (period: Period, asked: Period): string => {
  const year = `${partsOf(asked.from)[0]}年`
  const text = periodText(period)
  return asked.from.slice(0, 4) === asked.to.slice(0, 4) && text.startsWith(year) && text !== year ? text.replaceAll(year, '') : text
}

/** A period as it is written: 2026年, 2026年上半年, 2026年第三季度, 2026年1月至10月, else from day to day. */
export function periodText({ from, to }: Period): string {
  const [year, first, day] = partsOf(from)
  const [lastYear, last] = partsOf(to)
  const whole = day === 1 && to === lastOfMonth(lastYear, last)
  if (from === to) return dayText(from)
  if (!whole || year !== lastYear) return `${dayText(from)}至${dayText(to)}`
  if (first === 1 && last === 12) return `${year}年`
  if (last - first === 5 && (first === 1 || first === 7)) return `${year}年${first === 1 ? '上' : '下'}半年`
  if (last - first === 2 && first % 3 === 1) return `${year}年第${'一二三四'[(first - 1) / 3]}季度`
  return first === last ? `${year}年${first}月` : `${year}年${first}月至${last}月`
}
