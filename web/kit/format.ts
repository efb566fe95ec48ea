import type { Bilingual, Language } from '../../platform/core/bilingual.ts'
import { dateAt, daysBetween, type DateOnly, type Instant } from '../../platform/core/dates.ts'

const grouped = (value: number, digits: number, least = 0) =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: least })

/** A count with thousands grouped: `34,612`. */
export const plain = (value: number, digits = 2): string => grouped(value, digits)

/**
 * A large figure as officials write it: 万 from a hundred thousand, 亿 from a hundred million; million and billion in English.
 * @example large(3365600, 'zh') // '336.56 万'
 */
export function large(value: number, language: Language): string {
  const size = Math.abs(value)
  if (language === 'zh') {
    if (size >= 1e8) return `${grouped(value / 1e8, 2)} 亿`
    return size >= 1e5 ? `${grouped(value / 1e4, 2)} 万` : plain(value)
  }
  if (size >= 1e9) return `${grouped(value / 1e9, 2)} billion`
  return size >= 1e6 ? `${grouped(value / 1e6, 2)} million` : plain(value)
}

/** An amount of money given in 分: `1,234.50 元`, `¥1,234.50`; 万 and 亿 from 100,000 元 when `short`. */
export function money(fen: number, language: Language, short = false): string {
  const yuan = fen / 100
  const text = short && Math.abs(yuan) >= 1e5 ? large(yuan, language) : grouped(yuan, 2, 2)
  return language === 'zh' ? `${text}${/[万亿]$/.test(text) ? '' : ' '}元` : `¥${text}`
}

/** `2026-11-22 09:30` in Asia/Shanghai. */
export function dateTime(at: Instant): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString() // fixed +08:00, as platform/core/dates.ts
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`
}

const WEEKDAYS = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `11 月 22 日 星期日`, `Sunday, 22 November`. */
export function longDate(day: DateOnly, language: Language): string {
  const month = Number(day.slice(5, 7))
  const number = Number(day.slice(8, 10))
  const weekday = WEEKDAYS[language][new Date(`${day}T00:00:00Z`).getUTCDay()]!
  return language === 'zh' ? `${month} 月 ${number} 日 星期${weekday}` : `${weekday}, ${number} ${MONTHS[month - 1]!}`
}

/** How near a date is: red once it has passed, amber today and within `soonDays` (3 unless told). */
export type Tone = 'good' | 'soon' | 'late' | 'plain'
export type Nearness = { readonly tone: Tone; readonly text: Bilingual }

/** In natural days, as a person counts them: the working days of the law are in the due date already. */
export function nearness(dueOn: DateOnly, today: DateOnly, soonDays = 3): Nearness {
  const days = daysBetween(today, dueOn)
  if (days < 0) return { tone: 'late', text: { zh: `逾期 ${-days} 日`, en: `${-days} d late` } }
  if (days === 0) return { tone: 'soon', text: { zh: '今日到期', en: 'Due today' } }
  return { tone: days <= soonDays ? 'soon' : 'plain', text: { zh: `剩 ${days} 日`, en: `${days} d left` } }
}

/** The same for a limit in hours, against the present instant: amber within three hours. */
export function nearnessOfHour(dueAt: Instant, now: Instant, soonHours = 3): Nearness {
  const left = Date.parse(dueAt) - Date.parse(now)
  const hours = Math.floor(Math.abs(left) / 3_600_000)
  const minutes = Math.floor(Math.abs(left) / 60_000)
  const zh = hours > 0 ? `${hours} 小时` : `${minutes} 分钟`
  const en = hours > 0 ? `${hours} h` : `${minutes} min`
  if (left <= 0) return { tone: 'late', text: { zh: `逾期 ${zh}`, en: `${en} late` } }
  return { tone: hours < soonHours ? 'soon' : 'plain', text: { zh: `剩 ${zh}`, en: `${en} left` } }
}

/** The same for papers that run out: amber within the longest warning of the field. */
export function expiry(expiresOn: DateOnly, today: DateOnly, warnings: readonly number[] = [90]): Nearness {
  const days = daysBetween(today, expiresOn)
  if (days < 0) return { tone: 'late', text: { zh: `过期 ${-days} 日`, en: `Expired ${-days} d` } }
  if (days === 0) return { tone: 'soon', text: { zh: '今日到期', en: 'Ends today' } }
  return days <= Math.max(...warnings)
    ? { tone: 'soon', text: { zh: `${days} 日后到期`, en: `${days} d left` } }
    : { tone: 'plain', text: { zh: '', en: '' } }
}

const UNITS = ['B', 'KB', 'MB', 'GB'] as const
/** `1.4 MB`. */
export function fileSize(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  return `${grouped(bytes / 1024 ** step, step === 0 ? 0 : 1)} ${UNITS[step]}`
}

/** Today by the city's clock when it is known, else by this machine's. */
export const todayOf = (city: { readonly today?: DateOnly } | undefined): DateOnly => city?.today ?? dateAt(Date.now())
