import { hanNumber } from '../../../../platform/core/chinese.ts'

/** A date or span as it stands in a paragraph. `period` as in contract.ts; `year` is the year it leaves behind for what follows. */
export type DateFound = {
  readonly from: number
  readonly to: number
  readonly period: string
  readonly until: boolean
  /** 近三年, 连续两年: holds for its own sentence. */
  readonly near: boolean
  /** 目前: the paper's own time, no date in itself. */
  readonly today: boolean
  /** 去年同期, 较上年: what is compared with, not when the sentence plays. */
  readonly compared: boolean
}

const YEAR = '(?:(?:19|20)\\d{2}|[二一][〇零九][〇零一二三四五六七八九]{2})'
const MONTH = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])'
const DAY = '(?:3[01]|[12]\\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])'
const TO = '(?:—+|-+|~+|至|到)'
const REL = '(?:今年|本年度?|去年|上年度?|前年|当年|明年|同年|年内)'
const SAME = '(?:同期)?'

/** What only a reader of times asks for. */
const MORE = [
    // 2021—2022学年
    `(?<s1>(?:19|20)\\d{2})年?${TO}(?<s2>(?:19|20)\\d{2})学年(?:度)?(?:(?<term>[上下秋春])(?:学期|半年)?)?`,
    // 前10个月, 前三季度: from the beginning of the year in hand
    '前(?:(?<firstMonths>1[0-2]|[2-9]|[二两三四五六七八九十])个月|(?<firstQuarters>[二两三23])个?季度)',
]
/** Tried at each place in this order; group names say how a match is read. */
const PRINTED = [
    // 2020—2022年, 2019年至2021年间, 2020年1月至2021年6月
    `(?<a>${YEAR})年?(?:(?<am>${MONTH})月(?:(?<ad>${DAY})日)?)?${TO}(?<b>${YEAR})年?(?:(?<bm>${MONTH})月(?:(?<bd>${DAY})[日号])?)?(?:底|末|期?间)?`,
    // 2022年1—10月, 2021年1月1日至11月30日
    `(?<y2>${YEAR}|\\d{2}|${REL})年?(?<m2>${MONTH})月?(?:(?<d2>${DAY})[日号]?)?(?:份)?${TO}(?<n2>${MONTH})月(?:(?<e2>${DAY})[日号]|份|底|末)?`,
    // 2022年12月31日, 2022年11月, 2022年底
    `(?<y>${YEAR})年(?:度)?(?:(?<m>${MONTH})月(?:份|底|末|初|上旬|中旬|下旬)?(?:(?<d>${DAY})[日号])?|(?<end>年?(?:底|末|终))|(?:第)?(?<q>[一二三四1-4])季度|(?<half>[上下])半年)?${SAME}`,
    `(?<ys>(?:19|20)\\d{2})(?=以来|-)(?:-(?<ms>\\d{1,2})(?:-(?<ds>\\d{1,2}))?)?`,
    `(?<rel>${REL})(?:(?<since>以来)|年?(?<rend>底|末)|(?<rm>${MONTH})月(?:份|底|末|初)?(?:(?<rd>${DAY})[日号])?|(?:第)?(?<rq>[一二三四1-4])季度|(?<rhalf>[上下])半年)?${SAME}`,
    // 1—11月, 上半年, 第三季度 of the year in hand
    `(?<!\\d|\\.|年)(?<bm1>${MONTH})月?${TO}(?<bm2>${MONTH})月(?:份|底|末)?`,
    '(?<bareHalf>[上下])半年|第?(?<bareQuarter>[一二三四])季度',
    `(?<bare>(?<![\\d.年])${MONTH}月(?:份|底|末|初|上旬|中旬|下旬)?(?:(?<bareDay>${DAY})[日号])?)(?!份)`,
    `(?<short>(?<![\\d.])[12]\\d)年(?![度间内多余来左以]|[\\u4e00-\\u9fff]{0,2}内)(?:(?<shortMonth>${MONTH})月)?`,
    `(?<near>(?:近|过去|最近|连续)(?<n>[一二两三四五六七八九十]|\\d{1,2})年(?:来|间)?|(?<n3>[一二两三四五六七八九十]|\\d{1,2})年(?:来(?!源)|间))`,
    '(?<today>截至目前|截止目前|目前|迄今)',
    '(?<before>(?:上年|去年|前年)?同期)',
]
const DATE = new RegExp(PRINTED.join('|'), 'g')
const TOLD = new RegExp([...MORE, ...PRINTED].join('|'), 'g')

const pad = (number: number) => String(number).padStart(2, '0')
const figure = (text: string | undefined): number => (text === undefined ? NaN : /^\d/.test(text) ? Number(text) : hanNumber(text))

function ymd(year: number, month: number, day = NaN): string {
  if (!(month >= 1 && month <= 12)) return String(year)
  return Number.isNaN(day) ? `${year}-${pad(month)}` : `${year}-${pad(month)}-${pad(day)}`
}

/**
 * Dates and spans of a text as printed, for the checks to set side by side. `now` is the paper's own date (`YYYY…`) or null: 今年, 去年,
 * 近三年 and bare months are read against it, or against the last year printed before.
 */
export const datesIn = (text: string, now: string | null): DateFound[] => scan(text, now, null)

/**
 * The times a reader is told: what is compared with leaves no year behind, 今年以来 and 底前 are open at one end, 前三季度 and 学年 are spans. `year` is
 * the year the paper tells of: bare months, quarters and halves are of it.
 */
export const timesIn = (text: string, now: string | null, year: number | null): DateFound[] => scan(text, now, { year })

type Teller = { readonly year: number | null } | null

function scan(text: string, now: string | null, teller: Teller): DateFound[] {
  const found: DateFound[] = []
  const paperYear = now === null ? NaN : Number(/\d{4}/.exec(now)?.[0])
  let year = NaN
  for (const match of text.matchAll(teller ? TOLD : DATE)) {
    const named = match.groups ?? {}
    if (named['short'] !== undefined && /[第近后前过续满]/.test(text[match.index - 1] ?? '')) continue
    const read = named['today'] ? now && `/${now}` : period(named, { paper: Number.isNaN(paperYear) ? year : paperYear, last: year, teller, now })
    if (read === null) continue
    const opened = openEnds(text, match.index, match.index + match[0].length, read, now, teller)
    const own = /\d{4}/.exec(opened.period)
    const compared =
      named['before'] !== undefined || /同期$/.test(match[0]) || /[比较由]$/.test(text.slice(Math.max(0, match.index - 1), match.index))
    if (own && !(teller && compared) && !named['near'] && !named['today']) year = Number(/(\d{4})[^/]*$/.exec(opened.period)?.[1] ?? own[0])
    found.push({ ...opened, today: named['today'] !== undefined, near: named['near'] !== undefined, compared })
  }
  return found
}

type Groups = Readonly<Record<string, string | undefined>>

/** The years a date without one may be of: the paper's own, the last one printed, the one the paper tells of. */
type Years = { readonly paper: number; readonly last: number; readonly teller: Teller; readonly now: string | null }

function period(named: Groups, years: Years): string | null {
  const { paper, last, teller } = years
  const here = Number.isNaN(last) ? (teller?.year ?? paper) : last
  if (named['s1']) return schoolYear(figure(named['s1']), named['term'])
  if (named['a']) {
    const from = ymd(figure(named['a']), figure(named['am']), figure(named['ad']))
    return `${from}/${ymd(figure(named['b']), figure(named['bm']), figure(named['bd']))}`
  }
  if (named['y2']) {
    const year = relative(named['y2'], paper, last)
    if (Number.isNaN(year)) return null
    return `${ymd(year, figure(named['m2']), figure(named['d2']))}/${ymd(year, figure(named['n2']), figure(named['e2']))}`
  }
  if (named['y']) return part(figure(named['y']), named['m'], named['d'], named['end'], named['q'], named['half'])
  if (named['ys']) return ymd(figure(named['ys']), figure(named['ms']), figure(named['ds']))
  if (named['rel']) {
    const year = relative(named['rel'], paper, last)
    if (Number.isNaN(year)) return null
    if (named['since'] && teller) return years.now?.startsWith(`${year}-`) || year < paper ? `${year}/${years.now}` : String(year)
    return part(year, named['rm'], named['rd'], named['rend'], named['rq'], named['rhalf'])
  }
  if (named['near']) {
    const count = figure(named['n'] ?? named['n3'])
    return Number.isNaN(paper) || !(count > 1) ? null : `${paper - count + 1}/${paper}`
  }
  if (named['short']) return ymd(2000 + Number(named['short']), figure(named['shortMonth']))
  if (Number.isNaN(here)) return null
  return withoutYear(named, (month) => (teller && teller.year === null && Number.isNaN(last) && isPast(month, years.now) ? here - 1 : here)) ?? String(here - 1)
}

/** In a paper of January or February the fourth quarter is that of the year before. */
function isPast(month: number, now: string | null): boolean {
  const own = Number(/^\d{4}-(\d{2})/.exec(now ?? '')?.[1])
  return own <= 2 && month > 6
}

/** Months, quarters and halves without a year; `yearOf` says of which year a month is. */
function withoutYear(named: Groups, yearOf: (month: number) => number): string | null {
  if (named['firstMonths'] ?? named['firstQuarters']) {
    const month = figure(named['firstMonths']) || 3 * figure(named['firstQuarters'])
    const year = yearOf(month)
    return `${year}-01/${ymd(year, month)}`
  }
  if (named['bm1']) {
    const year = yearOf(figure(named['bm2']))
    return `${ymd(year, figure(named['bm1']))}/${ymd(year, figure(named['bm2']))}`
  }
  const { bareQuarter: quarter, bareHalf: half } = named
  if (half) return part(yearOf(half === '上' ? 6 : 12), undefined, undefined, undefined, undefined, half)
  if (quarter) return part(yearOf(3 * figure(quarter)), undefined, undefined, undefined, quarter)
  if (!named['bare']) return null
  const month = figure(/^[^月]+/.exec(named['bare'])?.[0])
  return ymd(yearOf(month), month, figure(named['bareDay']))
}

/** A school year runs from September to August; its terms part at the end of January. */
function schoolYear(year: number, term: string | undefined): string {
  if (term === undefined) return `${year}-09/${year + 1}-08`
  return /[上秋]/.test(term) ? `${year}-09/${year + 1}-01` : `${year + 1}-02/${year + 1}-08`
}

function part(year: number, month?: string, day?: string, end?: string, quarter?: string, half?: string): string {
  if (month) return ymd(year, figure(month), figure(day))
  if (end) return `${year}-12`
  if (quarter) return `${ymd(year, figure(quarter) * 3 - 2)}/${ymd(year, figure(quarter) * 3)}`
  if (half) return half === '上' ? `${year}-01/${year}-06` : `${year}-07/${year}-12`
  return String(year)
}

function relative(word: string, paperYear: number, lastYear: number): number {
  if (/^\d{4}/.test(word)) return Number(word.slice(0, 4))
  if (/^\d{2}$/.test(word)) return 2000 + Number(word)
  if (/^[二一]/.test(word)) return hanNumber(word)
  if (/^[当同]年/.test(word)) return Number.isNaN(lastYear) ? paperYear : lastYear
  // 上年 is the year before the one just spoken of, 去年 that before the paper's
  if (word.startsWith('上') && !Number.isNaN(lastYear)) return lastYear - 1
  return paperYear + (/^(?:去|上)/.test(word) ? -1 : word.startsWith('前') ? -2 : word.startsWith('明') ? 1 : 0)
}

/** 截至…, 自…以来, …至今 open one end of a date. */
function openEnds(
  text: string,
  from: number,
  to: number,
  read: string,
  now: string | null,
  teller: Teller,
): Omit<DateFound, 'compared' | 'today' | 'near'> {
  const before = text.slice(Math.max(0, from - 4), from)
  const behind = text.slice(to, to + 3)
  const until = /截[至止][到至]?$/.test(before)
  // 8月底前: by then
  if (teller && /^(?:以?前|之前)(?![\d一二三四五六七八九十])/.test(behind) && /^\d{4}(?:-\d{2}){0,2}$/.test(read)) return { from, to, period: `/${read}`, until: false }
  const since = /(?:自|从)[^，。；\d]{1,12}[至到]$/.test(text.slice(Math.max(0, from - 16), from))
  // 2021年截至11月: from the year's beginning
  const year = until ? /((?:19|20)\d{2})年截[至止][到至]?$/.exec(text.slice(Math.max(0, from - 12), from))?.[1] : undefined
  if (year !== undefined) return { from, to, period: `${year}/${read}`, until }
  if ((until || since) && !read.includes('/')) return { from, to, period: `/${read}`, until }
  if (/^(?:以来|至今|起至今)/.test(behind) && !read.includes('/')) return { from, to, period: `${read}/${now ?? ''}`, until: false }
  return { from, to, period: read, until }
}

/** No sentence is read against more dates than these: the bound keeps odd input quick. */
const NEAR = 12

/** The last dates that end before a place, at most a dozen, in their order. */
export function datesBefore(dates: readonly DateFound[], at: number): readonly DateFound[] {
  let [low, high] = [0, dates.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (dates[middle]!.to <= at) low = middle + 1
    else high = middle
  }
  return dates.slice(Math.max(0, low - NEAR), low)
}

/** The year or span over which a list of `count` figures may run: 2020—2022年, 2019年、2020年、2021年. Null when none has that length. */
export function yearsOf(dates: readonly DateFound[], count: number): string[] | null {
  for (const { period } of [...dates].reverse()) {
    const span = /^(\d{4})\/(\d{4})$/.exec(period)
    if (span && Number(span[2]) - Number(span[1]) + 1 === count) return Array.from({ length: count }, (_, i) => String(Number(span[1]) + i))
  }
  const single = dates.filter(({ period }) => /^\d{4}$/.test(period)).slice(-count)
  const years = single.map(({ period }) => period)
  return years.length === count && new Set(years).size === count && count > 1 ? years : null
}
