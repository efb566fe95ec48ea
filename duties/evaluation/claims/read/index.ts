import { hanNumber } from '../../../../platform/core/chinese.ts'
import type { Dated, Heading, ReadClaim, ReadDocument, Reference, Sentence } from '../contract.ts'
import { claimsOf } from './claims.ts'
import { datesIn, timesIn, type DateFound } from './dates.ts'
import { figuresIn } from './figures.ts'
import { masked } from './masks.ts'
import { topicOf } from './naming/topics.ts'
import { headingOf, referencesIn } from './outline.ts'
import { HeadingTimes, timeTold } from './paper-time.ts'
import { paperDate, placesIn } from './place.ts'
import { columnAt, measureOf, rowsOf, withBareCells, type Row } from './table.ts'
import { MARKER, paragraphsOf, placed, sentencesOf, type Paragraph } from './sheet.ts'

/**
 * Takes a report apart: claims with their subject, measure, period and tolerance, sentences, headings, dates and document numbers. Pure and
 * linear in the length of `text`; offsets are UTF-16 units into it. `document` is the index the claims bear.
 */
export function readDocument(file: string, text: string, document = 0): ReadDocument {
  const paragraphs = paragraphsOf(text)
  const { city, scopes } = placesIn(paragraphs)
  const date = paperDate(paragraphs)
  const sentences: Sentence[] = []
  const headings: Heading[] = []
  const dates: Dated[] = []
  const references: Reference[] = []
  const read: ReadClaim[] = []
  const time = timeOf(paragraphs, date)
  const told = timeTold(paragraphs, date)
  const headingTimes = new HeadingTimes(told, date)
  let caption: string | null = null
  let above = ''
  const rows = rowsOf(paragraphs)
  for (const paragraph of paragraphs) {
    const heading = paragraph.text.includes('\t') ? null : headingOf(paragraph)
    if (heading) {
      headings.push(heading)
      headingTimes.heading(heading, paragraph)
    }
    for (const reference of referencesIn(paragraph)) references.push(reference)
    const spans = sentencesOf(paragraph)
    const mask = masked(paragraph.text)
    mask.fill(1, 0, MARKER.exec(paragraph.text)?.[0].length ?? 0)
    const found = datesIn(paragraph.text, date).filter(({ from }) => !mask[from])
    const times = timesIn(paragraph.text, date, told.year).filter(({ from }) => !mask[from])
    for (const { from, to, period, today } of found) {
      mask.fill(1, from, to)
      const place = placed(paragraph, from, to)
      if (!today) dates.push({ ...place, period, text: text.slice(place.start, place.end) })
    }
    const before = { claimsBefore: read.length, sentencesBefore: sentences.length, heading: headings.length - 1 }
    const row = rows.get(paragraph)
    const prose = figuresIn(paragraph.text, mask)
    const figures = row ? withBareCells(row, paragraph.text, prose) : prose
    const claims = claimsOf(
      paragraph,
      { figures, dates: found, times, sentences: spans },
      { document, paper: text, time, told: (row ? caption : null) ?? headingTimes.now, title: headings.at(-1)?.title ?? '', places: scopes, ...before },
    )
    claims.forEach((claim, at) => read.push(row ? inCell(claim, row, figures[at]!.from, date, topicOf(above) || topicOf(headings.at(-1)?.title ?? '')) : claim))
    if (!paragraph.text.includes('\t')) {
      caption = captionTime(paragraph, times)
      above = heading || paragraph.text.length > 40 ? '' : paragraph.text
    }
    for (const { from, to } of spans) sentences.push(placed(paragraph, from, to))
  }
  const population = populationOf(read, text)
  return { file, text, city, date, population, claims: read.length, sentences, headings, dates, references, read }
}

/** Rows of years and sums are of what the section is about. */
const UNNAMED = /^(?:$|\d|合计|总计|小计|全[市县区省]|[一二三四第上下]+(?:季度|半年))/

const TIME_ROW = /^(?:(?:19|20)\d{2}年?度?|\d{1,2}月份?|第?[一二三四1-4]季度|[上下]半年)$/

/** A figure of a table is of what its row and its column say. */
function inCell(claim: ReadClaim, row: Row, at: number, date: string | null, topic: string): ReadClaim {
  const column = columnAt(row, at)
  const { measure, unit } = measureOf(row, column)
  const year = /^\d{4}(?=$|-)/.exec(claim.told.period ?? '')?.[0]
  const dated = timesIn(row.header[column]?.text ?? '', date, year === undefined ? null : Number(year)).at(0)
  return {
    ...claim,
    // rows of times are one thing at several times
    subject: TIME_ROW.test(row.label) ? '' : row.label,
    measure,
    told: {
      subject: (UNNAMED.test(row.label) && topic) || row.label,
      measure,
      scope: /^[\u4e00-\u9fff]{1,6}[市县区旗镇乡]$/.test(row.label) ? row.label : claim.told.scope,
      period: dated && !dated.compared ? dated.period : claim.told.period,
    },
    unit: claim.unit === '' ? unit : claim.unit,
    partOf: null,
    bracketOf: null,
    base: null,
    cell: { table: row.table, row: row.row, column },
  }
}

/** 2023年各县抽检情况如下：, 表1 2023年…情况表: the time a line above a table says of it. */
function captionTime({ text }: Paragraph, dates: readonly DateFound[]): string | null {
  const line = text.length < 40 || /(?:如下|见下表|下表)[^。]{0,12}$/.test(text)
  return (line && dates.findLast(({ compared, near, today }) => !compared && !near && !today)?.period) || null
}

const YEAR_OF_TITLE = /((?:19|20)\d{2})年度?[^，。；()]{0,30}(?:计划|安排|要点|方案|报告|总结|任务|情况|通知)/

/** What holds for figures that name no time: the year of the title (2023年工作安排), the time up to which the paper speaks, else its date. */
function timeOf(paragraphs: readonly Paragraph[], date: string | null): string | null {
  const title = paragraphs.slice(0, 10).find(({ text }) => text.length < 80 && YEAR_OF_TITLE.test(text) && !/截[至止]/.test(text))
  if (title) return YEAR_OF_TITLE.exec(title.text)![1]!
  if (date === null) return null
  return paragraphs.some(({ text }) => /截[至止]/.test(text)) ? `/${date}` : date
}

/** 常住人口 (else 户籍人口) of the whole place, in persons: the largest stated. */
function populationOf(read: readonly ReadClaim[], text: string): number | null {
  const lead = ({ start, end }: ReadClaim) => {
    const behind = /^(?:常住|户籍|总)?人口/.exec(text.slice(end, end + 4))?.[0]
    return text.slice(Math.max(0, start - 16), start) + (behind ?? '')
  }
  const people = ({ unit, value }: ReadClaim) => (unit === '人' && value >= 1000) || (unit === '' && value >= 10_000)
  const stated = read.filter((claim) => people(claim) && /人口[^。；，\d]{0,8}$/.test(lead(claim)))
  const resident = stated.filter((claim) => lead(claim).includes('常住'))
  const values = (resident.length > 0 ? resident : stated).map(({ value }) => value)
  // 围绕二百四十八万常住人口的饮食安全
  if (values.length === 0) {
    const han = /(?<![一二三四五六七八九十百千])([一二三四五六七八九十百千零]{2,9}万)余?(?:常住|户籍)?人口/.exec(text)?.[1]
    return han === undefined ? null : hanNumber(han)
  }
  return values.reduce((most, value) => Math.max(most, value))
}
