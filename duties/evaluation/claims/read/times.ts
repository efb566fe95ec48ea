import { hanNumber } from '../../../../platform/core/chinese.ts'
import { datesBefore, type DateFound } from './dates.ts'
import type { Figure } from './figures.ts'
import { firstFrom } from './places.ts'

/** What the time of a figure is read from: its sentence, and the times that hold where the sentence names none. */
export type Told = {
  readonly text: string
  readonly from: number
  readonly figures: readonly Figure[]
  readonly dates: readonly DateFound[]
  /** What the sentences before leave behind. */
  readonly carried: string | null
  /** What the heading, else the title, else the date of the paper says. */
  readonly time: string | null
}

/** How far before a figure a time may stand that governs it, in signs, and how many such times are looked at: a sentence may be as long as a paper. */
const REACH = 1000
const MOST = 24

/** The same with the dates and figures alone that can matter for one figure. */
function nearTo(told: Told, { from, to }: Figure): Told {
  const until = firstFrom(told.dates, ({ from }) => from, to + 16)
  const dates = told.dates.slice(Math.max(0, until - MOST), until).filter((date) => date.to > from - REACH)
  const own = firstFrom(told.figures, ({ from }) => from, from)
  const first = Math.min(dates[0] ? firstFrom(told.figures, ({ from }) => from, dates[0].to) : own, own - 1)
  return { ...told, dates, figures: told.figures.slice(Math.max(0, first), own + 1) }
}

/** The time of a figure that stands in no list of years: what governs it most nearly. */
export function timeOfFigure(sentence: Told, figure: Figure): string | null {
  const told = nearTo(sentence, figure)
  const around = told.carried ?? told.time
  const { text, figures } = told
  const behind = datedBehind(told, figure)
  if (behind) return behind.period
  const before = datesBefore(told.dates, figure.from).filter((date) => date.to <= figure.from && stands(text, date) && reaches(text, date, figure.from))
  const last = before.at(-1)
  const governing = governs(told, before.filter(({ compared }) => !compared), figure) ?? around
  if (last?.compared && COMPARED_FIGURE.test(text.slice(last.to, figure.from))) return sameTime(text, last, governing)
  const lead = text.slice(Math.max(told.from, figure.from - 14), figure.from)
  if (/(?:同比|较?上年同期|较?去年同期)\($/.test(lead)) return yearBefore(governing)
  if (/(?:[由从比较]|年)年?初的?$/.test(lead) && !/\d{4}年初的?$/.test(lead)) return governing === null ? null : `${lastYear(governing)}-01`
  return overYears(told, figure, figures, governing) ?? wholeYear(lead, governing)
}

/** 比2019年的97.5%: the figure itself is the earlier one; 比上年末增加1474户 is not. */
const COMPARED_FIGURE = /^[^\d，。；增升降减高低长多少缩扩]{0,12}$/

/** Signs of the name of a paper. */
const TITLE = 60

/** 三季度最多 names a time and says nothing that goes on; nor does the year in the name of a plan. */
const stands = (text: string, { from, to }: DateFound): boolean =>
  !/^[^，。；、\d]{0,3}最[高低多少大小快慢]/.test(text.slice(to, to + 8)) && !/《[^》]*$/.test(text.slice(Math.max(0, from - TITLE), from))

/** A date in brackets holds within them; the day of one deed (5月底，…召开) no further than its clause; 二是 begins anew. */
function reaches(text: string, date: DateFound, at: number): boolean {
  const between = text.slice(date.to, at)
  if (closes(between)) return false
  if (/[；。][一二三四五六七八九十]{1,2}是/.test(between)) return false
  return !(isPoint(text, date) && /[；]/.test(between))
}

/** Whether a bracket that was open at its beginning is closed in these words. */
function closes(words: string): boolean {
  let depth = 0
  for (const sign of words) {
    if (sign === '(') depth++
    else if (sign === ')' && --depth < 0) return true
  }
  return false
}

const isPoint = (text: string, { period, until, to }: DateFound): boolean =>
  !until && /^\d{4}-\d{2}(?:-\d{2})?$/.test(period) && !/^(?:以来|至今)/.test(text.slice(to, to + 3))

/** 30家（截至2022年底） */
function datedBehind({ text, dates }: Told, { to }: Figure): DateFound | undefined {
  const noun = /^[\u4e00-\u9fff]{0,6}\(/.exec(text.slice(to, to + 8))?.[0]
  if (noun === undefined) return undefined
  return dates.find(
    ({ from, to: end }) => from >= to + noun.length && from <= to + noun.length + 3 && /^(?:数据|数|的)?\)/.test(text.slice(end, end + 4)) && !/\d/.test(text.slice(to, from)),
  )
}

/** In a row (2020年486件、2021年552件；罚没款…) each year holds for its own figure, and what comes behind the row is of all of it. */
function governs({ text, figures }: Pick<Told, 'text' | 'figures'>, dates: readonly DateFound[], figure: Figure): string | null {
  const last = dates.at(-1)
  if (last === undefined) return null
  const row = rowOf(text, figures, dates)
  // 上年是2625件，同比增长20.0%: the year before holds for its own figure
  if (row.length === 1 && row[0] === last && /^(?:上年|去年|上一?年度)/.test(text.slice(last.from, last.to))) {
    const own = figures.find(({ from }) => from >= last.to)
    if (own !== figure) return dates.length > 1 ? governs({ text, figures }, dates.slice(0, -1), figure) : null
  }
  if (row.length < 2 || !row.includes(last)) return joinedYears(text, dates) ?? last.period
  const own = figures.findLast(({ from }) => from >= last.to && from < figure.from)
  if (own === undefined) return last.period
  const between = text.slice(own.to, figure.from)
  if (!/；/.test(between) && !/(?:共|累计|合计|总计|[^，。；]均|平均)[^，。；]{0,6}$/.test(between)) return last.period
  const outer = dates.filter((date) => !row.includes(date)).at(-1)
  if (outer) return outer.period
  return /其中[^，。；\d]{0,6}$/.test(text.slice(Math.max(0, row[0]!.from - 8), row[0]!.from)) ? null : spanned(row.map(({ period }) => period))
}

/** The dates at the end of `dates` that stand in a row, each right before a figure of its own. */
function rowOf(text: string, figures: readonly Figure[], dates: readonly DateFound[]): DateFound[] {
  const row: DateFound[] = []
  for (let i = dates.length - 1; i >= 0; i--) {
    const date = dates[i]!
    const own = figures[firstFrom(figures, ({ from }) => from, date.to)]
    if (!own || !/^[^，。；：、()]{0,8}$/.test(text.slice(date.to, own.from))) break
    const next = row[0]
    if (next && (next.from < own.to || !/^[^。；]{0,24}$/.test(text.slice(own.to, next.from)))) break
    row.unshift(date)
  }
  return row
}

/** 2019年、2020年、2021年三年共…: what is said of all of them. */
function joinedYears(text: string, dates: readonly DateFound[]): string | null {
  const years = dates.filter(({ period }) => /^\d{4}$/.test(period))
  if (years.length < 2 || years.length !== dates.length) return null
  return /^[\d年度、，和及与]+$/.test(text.slice(years[0]!.from, years.at(-1)!.to)) ? `${years[0]!.period}/${years.at(-1)!.period}` : null
}

const spanned = (periods: readonly string[]): string | null => {
  const [first, last] = [periods[0]!.split('/')[0]!, periods.at(-1)!.split('/').at(-1)!]
  return first !== '' && first < last ? `${first}/${last}` : (periods.at(-1) ?? null)
}

const lastYear = (period: string): number => Number(/(\d{4})(?:-\d{2}){0,2}$/.exec(period)?.[1])
const yearBefore = (period: string | null): string | null => period?.replaceAll(/\d{4}(?=[-/]|$)/g, (year) => String(Number(year) - 1)) ?? null

/** 上年同期 is the same stretch of the year before. */
function sameTime(text: string, { from, to, period }: DateFound, governing: string | null): string {
  if (!text.slice(from, to).endsWith('同期') || governing === null || !/^\d{4}$/.test(period)) return period
  const ends = governing.split('/').map((end) => /^\d{4}/.exec(end)?.[0] ?? '')
  if (ends.some((year) => year !== '' && year !== ends.at(-1))) return period
  const moved = governing.replaceAll(/\d{4}(?=[-/]|$)/g, period)
  return governing.startsWith('/') ? moved : moved
}

const NUMBER = '[二两三四五六七八九十]|\\d{1,2}'
/** 三年累计, 两年间提高, 五年共 */
const YEARS = new RegExp(`(?<![\\d十近第前后满])(${NUMBER})年(?:间|来|里|内)?(?:全[市县区])?[^，。；：、\\d年]{0,6}$`)
const CHANGE = /(?:提高|提升|增长|增加|上升|下降|降低|减少|缩短|压减|翻)[^，。；：、\d]{0,4}$/

/** 三年累计6579万元 is of three years: those named, else the last of the paper's. */
function overYears({ text, from, dates, time, carried }: Told, figure: Figure, figures: readonly Figure[], governing: string | null): string | null {
  const previous = figures.findLast(({ to }) => to <= figure.from)?.to ?? from
  const words = text.slice(Math.max(previous, figure.from - 16), figure.from)
  const count = YEARS.exec(words)?.[1]
  if (count === undefined) return null
  const years = /^\d/.test(count) ? Number(count) : hanNumber(count)
  const lasts = (period: string | null): boolean => {
    const [first, last] = (period ?? '').split('/')
    return last !== undefined && Number(last.slice(0, 4)) - Number(first!.slice(0, 4)) + 1 === years
  }
  const told = [governing, ...dates.filter((date) => date.to <= figure.from).map(({ period }) => period), carried, time]
  const whole = told.find(lasts)
  if (whole) return whole
  const single = [...new Set(dates.filter(({ to, period }) => to <= figure.from && /^\d{4}$/.test(period)).map(({ period }) => Number(period)))]
  const first = Math.min(...single)
  if (CHANGE.test(words) && single.length > 1) return `${first}/${first + years}`
  if (single.length === years) return `${first}/${Math.max(...single)}`
  const end = governing === null ? NaN : lastYear(governing)
  return Number.isNaN(end) || years < 2 ? null : `${end - years + 1}/${end}`
}

/** 全年计划13800批次 in a report of the half year is of the year. */
function wholeYear(lead: string, governing: string | null): string | null {
  if (governing === null || !/(?:全年|年度)[^，。；：、\d]{0,10}$/.test(lead)) return governing
  const year = lastYear(governing)
  return Number.isNaN(year) || /^\d{4}\/\d{4}$/.test(governing) ? governing : String(year)
}

/** The time that a sentence leaves to those behind it: the one it begins with, if it is more than the day of a deed. */
export function carriedOn({ text, from, dates, carried, figures }: Told): string | null {
  const topic = dates.findLast((date) => {
    // 四季度…: a part of the year that names none holds for its sentence, unless the paragraph begins with it
    if (from > 8 && /^\d{4}-\d{2}/.test(date.period) && !/\d{4}|年/.test(text.slice(date.from, date.to).replace('半年', ''))) return false
    if (date.compared || date.near || date.today || isPoint(text, date) || !stands(text, date)) return false
    const lead = text.slice(from, date.from)
    return /^(?:[^，。；：]{0,10}[、：])?[^，。；\d]{0,8}$/.test(lead.replace(/^(?:[\d一二三四五六七八九十(（)）]{1,4}[.．、]?)/, ''))
  })
  if (!topic) return carried
  const row = rowOf(text, figures, dates.filter(({ compared }) => !compared))
  return row.length > 1 && row.includes(topic) ? carried : topic.period
}
