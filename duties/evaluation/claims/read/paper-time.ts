import type { Heading } from '../contract.ts'
import { timesIn, type DateFound } from './dates.ts'
import { headingOf } from './outline.ts'
import type { Paragraph } from './sheet.ts'

/** `period`: what holds for figures that name no time; `year`: of which year bare months and quarters are. */
export type PaperTime = { readonly period: string | null; readonly year: number | null }

const TITLE = /(?:计划|安排|要点|方案|报告|总结|任务|情况|通知|通报|汇报|综述|公报|简报|分析|自查|自评)/
const REPORTED = /(?:现将|现就|就)([^。；]{4,80}?)(?:情况|工作|总结)?[^。；，]{0,8}(?:报告|汇报|通报|总结|说明|公布|反馈)如下/
const UNDATED = /未(?:注明|标明|说明|写明)[^。]{0,4}(?:年份|时间|年度)[^。]{0,6}?((?:19|20)\d{2})年/
/** Titles and openings stand at the head of a paper. */
const HEAD = 12

/** What a paper says it speaks of: 未注明年份的均为2023年, the time in its title (2024年上半年…报告), what it reports (现将2023年…报告如下), else its date. */
export function timeTold(paragraphs: readonly Paragraph[], date: string | null): PaperTime {
  const head = paragraphs.slice(0, HEAD)
  const undated = head.map(({ text }) => UNDATED.exec(text)?.[1]).find((year) => year !== undefined)
  const period = undated ?? titled(head, date) ?? reported(head, date)
  if (period !== null) return { period, year: Number(/(\d{4})(?:-\d{2}){0,2}$/.exec(period)?.[1]) || null }
  return { period: date !== null && date.length > 4 ? `/${date}` : date, year: null }
}

function titled(head: readonly Paragraph[], date: string | null): string | null {
  for (const paragraph of head) {
    const { text } = paragraph
    if (headingOf(paragraph)) break
    if (/。./.test(text) || text.length >= 80 || !TITLE.test(text) || /截[至止]|《/.test(text.replace(/^关于|印发/g, ''))) continue
    const found = spanIn(text, date)
    if (found) return found
  }
  return null
}

function reported(head: readonly Paragraph[], date: string | null): string | null {
  for (const { text } of head) {
    const words = REPORTED.exec(text)?.[1]
    const found = words === undefined ? null : spanIn(words, date)
    if (found) return found
  }
  return null
}

/** The first year or span that words name; the day of a meeting and the year a thing is of (2024年第一次全体会议) are none. */
function spanIn(words: string, date: string | null): string | null {
  return timesIn(words, date, null).find((found) => isSpan(found) && !/^(?:第|版|[^，。]{0,3}第.{1,3}次)/.test(words.slice(found.to, found.to + 8)))?.period ?? null
}

const isSpan = ({ period, compared, near, today, until }: DateFound): boolean =>
  !compared && !near && !today && !until && !/^\d{4}-\d{2}-\d{2}$/.test(period) && !period.startsWith('/')

const LONGEST_HEADING = 40
/** What is still to come is not of the time a report speaks of. */
const AHEAD = /下(?:一)?步|下阶段|工作打算|工作思路|努力方向/

/** The times that headings say, for what stands below them: 一、2022年工作情况, 三、2023年工作打算. */
export class HeadingTimes {
  #open: { readonly level: number; readonly period: string | null }[] = []
  readonly #paper: string | null
  readonly #year: number | null
  readonly #date: string | null

  constructor({ period, year }: PaperTime, date: string | null) {
    this.#paper = period
    this.#year = year
    this.#date = date
  }

  /** A heading that is a whole paragraph opens a time; any heading closes those of its level and below. */
  heading({ level, title }: Heading, { text }: Paragraph): void {
    this.#open = this.#open.filter((one) => one.level < level)
    if (text.length > LONGEST_HEADING || /[。；]/.test(text)) return
    const dated = timesIn(title, this.#date, this.#year).find(isSpan)
    if (dated) this.#open.push({ level, period: dated.period })
    else if (AHEAD.test(title) && !/[和及与、]/.test(title)) this.#open.push({ level, period: null })
  }

  get now(): string | null {
    const open = this.#open.at(-1)
    return open ? open.period : this.#paper
  }
}
