import { isDate, startOf, instant, type DateOnly, type Instant } from '../../core/dates.ts'
import { isDateCell, serialDate, type Cell } from '../../documents/spreadsheet/index.ts'
import type { Coerced } from './coerce-number.ts'

/** Words for a term without end. */
const FOREVER =
  /^(长期|永久|长期有效|永久有效|无固定期限|无期限|长期经营|不限|longterm|permanent|indefinite|9999[-/.]?12[-/.]?31|9999年12月31日)$/i
const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const TIME = /[\sT](\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?)?\s*[秒分]?Z?$/
/** Serials from 1954 to 2119: what a date looks like in a cell that lost its format. */
const SERIALS = { from: 20_000, to: 80_000 }

/** True for a cell that says the term has no end (长期). */
export const isForever = (text: string): boolean => FOREVER.test(text.normalize('NFKC').replace(/\s/g, ''))

/** The calendar date of a cell: a date cell, a serial, or one of the ways people write it, the year first and in full. */
export function coerceDate(cell: Cell, shown: string): Coerced<DateOnly> {
  const parts = datePart(cell, shown)
  return 'fault' in parts ? parts : { value: parts.value.date }
}

/** The instant of a cell; a date alone is its midnight in Asia/Shanghai. */
export function coerceInstant(cell: Cell, shown: string): Coerced<Instant> {
  const parts = datePart(cell, shown)
  if ('fault' in parts) return parts
  const seconds = (parts.value.time ?? '0:0:0').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return { value: instant(Date.parse(startOf(parts.value.date)) + seconds * 1000) }
}

/** Between the two days of a term; a bare hyphen or stroke only with blanks around it, or where both days are written otherwise. */
const TERM = /^(?:自|从)?(.*\d[日号]?)\s*(?:起?[至到]|[~～—–]{1,2}|-{2}|\s-\s|(?<=[日号])-)\s*(\S.*?)(?:止)?$/
const TERM_OF_STROKES = /^(\d{4}([-/.])\d{1,2}\2\d{1,2})\s*-\s*(\d{4}\2\d{1,2}\2\d{1,2})$/

/** What a text says behind the first day of a term; undefined where it is no term with a day before it. */
export function endOfTerm(shown: string): string | undefined {
  const text = shown.normalize('NFKC').trim()
  const [first, last] = TERM_OF_STROKES.exec(text)?.filter((_, at) => at === 1 || at === 3) ?? TERM.exec(text)?.slice(1) ?? []
  return first && last && !('fault' in datePart(first.trim(), first)) ? last.trim() : undefined
}

type Moment = { readonly date: DateOnly; readonly time: string | null }

function datePart(cell: Cell, shown: string): Coerced<Moment> {
  if (isDateCell(cell)) return inCalendar(cell, shown)
  const text = shown.normalize('NFKC').trim()
  const time = TIME.exec(text)
  const day = time ? text.slice(0, time.index).trim() : text
  const parts = YEAR_FIRST.exec(day) ?? COMPACT.exec(day)
  if (parts) {
    const [, year, month, date] = parts
    const iso = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}` // both patterns have three groups
    if (!isDate(iso)) return { fault: { zh: `“${shown}”不是真实存在的日期`, en: `“${shown}” is not a real date` } }
    return inCalendar({ date: iso, time: time ? [time[1], time[2], time[3] ?? '0'].join(':') : null }, shown)
  }
  const serial = /^\d{5}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  const fromSerial = serial >= SERIALS.from && serial < SERIALS.to ? serialDate(serial) : null
  return fromSerial ? { value: fromSerial } : { fault: wrongDate(text, shown) }
}

const inCalendar = (moment: Moment, shown: string): Coerced<Moment> =>
  moment.date >= '1900-01-01' && moment.date < '2200-01-01'
    ? { value: moment }
    : { fault: { zh: `日期“${shown}”不在 1900 年至 2199 年之间`, en: `The date “${shown}” is not between 1900 and 2199` } }

/** Why a text is no date, as exactly as can be told. */
function wrongDate(text: string, shown: string): { zh: string; en: string } {
  if (/^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/.test(text)) {
    return { zh: `“${shown}”缺少日，请写全，如 2023-01-05`, en: `“${shown}” lacks the day; write it in full, such as 2023-01-05` }
  }
  if (/^\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}$|^\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?$/.test(text)) {
    return {
      zh: `“${shown}”分不清年月日，请按“年-月-日”写四位年份，如 2023-01-05`,
      en: `“${shown}” is ambiguous; write year, month and day with a four-digit year, such as 2023-01-05`,
    }
  }
  if (/\d{4}.*(至|到|~|—|–|-{2}|起).*\d{4}/.test(text)) {
    return { zh: `“${shown}”是一段期间，此处只能填一个日期`, en: `“${shown}” is a period; only one date goes here` }
  }
  return { zh: `“${shown}”不是日期，请按 2023-01-05 的样式填写`, en: `“${shown}” is not a date; write it like 2023-01-05` }
}
