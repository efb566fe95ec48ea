const DAY = 86_400_000
const YEAR_FIRST = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}.*)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
/** `5 Jan 2014`, `05-Jan-2014`, `Jan 5, 2014` */
const NAMED = /^(?:(\d{1,2})[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})|([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4}))(?:[T ,]+\d{1,2}:\d{2}.*)?$/i
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Days since 1970 as R and Python write them (1997–2039), and since 1900 as a spreadsheet does (1970–2099). */
const SERIAL = /^(\d{5})(?:\.\d+)?$/
const SPREADSHEET = 25_569
const YEAR_LAST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2}.*)?$/

/** Days since 1970-01-01 of a real calendar date; undefined for the 30th of February. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day)
  const back = new Date(time)
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? Math.round(time / DAY) : undefined
}

/** `YYYY-MM-DD` of a day's number. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/**
 * The days that a column of dates names; undefined for a text that names none. Years may stand first, or last where the
 * column as a whole tells days from months: `31/01/2014` somewhere makes all of them day first.
 */
export function readDays(texts: readonly string[]): (number | undefined)[] {
  const last = texts.map((text) => YEAR_LAST.exec(text)).filter((found) => found !== null)
  const dayFirst = last.some((found) => Number(found[1]) > 12)
  const monthFirst = last.some((found) => Number(found[2]) > 12)
  return texts.map((text) => {
    const first = YEAR_FIRST.exec(text) ?? COMPACT.exec(text)
    if (first) return dayNumber(Number(first[1]), Number(first[2]), Number(first[3]))
    const named = NAMED.exec(text)
    if (named) return dayNumber(Number(named[3] ?? named[6]), MONTHS.indexOf((named[2] ?? named[4])!.toLowerCase()) + 1, Number(named[1] ?? named[5]))
    const serial = SERIAL.exec(text)
    if (serial) return Number(serial[1]) - (Number(serial[1]) >= SPREADSHEET ? SPREADSHEET : 0)
    const found = YEAR_LAST.exec(text)
    if (!found || dayFirst === monthFirst) return undefined
    return dayFirst ? dayNumber(Number(found[3]), Number(found[2]), Number(found[1])) : dayNumber(Number(found[3]), Number(found[1]), Number(found[2]))
  })
}
