import { isChange } from '../ground/change-words.ts'
import { between, joined, sentenceOf, sort, type Figure, type Paper } from '../ground/paper.ts'
import { rowOf } from '../ground/rows.ts'

/** Of which year a figure is told, by the words right before it or by its place in a row; 'before' for the year before, null where nothing says. */
export type Time = number | 'before' | null

const past = /上一?年|去年|同期|[比较由从]年初|前一年|[比较由从]一季度/
/** The words between the figure before and this one, inside the sentence. */
export function own(paper: Paper, figure: Figure): string {
  const last = paper.figures[figure.at - 1]
  const { start } = sentenceOf(paper, figure)
  return joined(paper.text.slice(Math.max(start, last && last.end <= figure.start ? last.end : 0), figure.start))
}

const made = new WeakMap<Figure, Time>()
export function timeOf(paper: Paper, figure: Figure): Time {
  const known = made.get(figure)
  if (known !== undefined) return known
  const words = own(paper, figure)
  const last = paper.figures[figure.at - 1]
  // 2022年比2021年增长15%，达8280万元
  const grown = last !== undefined && /^，(?:达到?|为|增至|增加到|升至|至)$/.test(words) && isChange(paper, last) ? comparedIn(own(paper, last)).to : null
  const time = inRow(paper, figure) ?? grown ?? said(words)
  made.set(figure, time)
  return time
}
function said(words: string): Time {
  const clause = words.split(/[。；]/).at(-1)!
  const year = /((?:19|20)\d{2})年[^\d]*$/.exec(clause)?.[1]
  if (past.test(clause.split('，').at(-1)!)) return 'before'
  return year === undefined ? null : Number(year)
}

/** A row that ends in what it has come to: `由97.2%、97.9%升至98.4%`. */
export function rowUpTo(paper: Paper, figure: Figure): readonly Figure[] {
  const last = paper.figures[figure.at - 1]
  const led = (one: Figure, next: Figure): boolean => one.sentence === next.sentence && alike(one, next) && /^(?:的水平)?(?:逐步|逐年|稳步|进一步)?(?:增加|增长|提高|提升|上升|扩大|减少|下降|降低|增|升|降|减)[到至]$/.test(between(paper, one, next))
  if (last && led(last, figure)) return [...rowOf(paper, last), figure]
  const row = rowOf(paper, figure)
  const end = row.at(-1)
  const next = end && paper.figures[end.at + 1]
  return end && next && led(end, next) ? [...row, next] : row
}

const span = /((?:19|20)\d{2})年?(?:—|–|-|－|~|～|至|到)+((?:19|20)?\d{2})年?/g
/** `2020—2022年` beside a row of three, `2021年、2022年、2023年` before it. */
function inRow(paper: Paper, figure: Figure): Time {
  const row = rowUpTo(paper, figure)
  if (row.length < 2) return null
  const { start, end } = sentenceOf(paper, figure)
  const ahead = joined(paper.text.slice(Math.max(start, row[0]!.start - 80), row[0]!.start))
  const names = [...ahead.matchAll(/((?:19|20)\d{2})年?(?=[、，和及年])/g)].map(([, year]) => Number(year)).slice(-row.length)
  if (names.length === row.length && names.every((year, at) => at === 0 || year === names[at - 1]! + 1) && !/\d/.test(ahead.replaceAll(/(?:19|20)\d{2}/g, '').slice(-12))) return names[row.indexOf(figure)]!
  const behind = joined(paper.text.slice(row.at(-1)!.end, Math.min(end, row.at(-1)!.end + 24)))
  const whole = joined(paper.text.slice(Math.max(start, row[0]!.start - 300), row[0]!.start))
  const spans = [...whole.matchAll(span), ...(/^，?(?:这|即|分别)?是/.test(behind) ? behind.matchAll(span) : [])]
  for (const [, from, to] of spans.toReversed()) {
    const last = Number(to!.length === 2 ? from!.slice(0, 2) + to! : to)
    if (last - Number(from) + 1 === row.length) return Number(from) + row.indexOf(figure)
  }
  return null
}

/** What a change says it is from and to: `2022年比2021年增长`, `与2020年相比`, `比上年`. */
export type Compared = { readonly to: number | null; readonly from: number | 'before' | null }
export function comparedIn(words: string): Compared {
  const clause = words.split(/[。；]/).at(-1)!
  const from = /[比较与]((?:19|20)\d{2})年/.exec(clause)?.[1]
  const rest = clause.replace(/[比较与](?:19|20)\d{2}年.*$/, '')
  const to = /((?:19|20)\d{2})年[^\d]*$/.exec(rest)?.[1]
  const year = to === undefined ? null : Number(to)
  const yearly = /同比|[比较](?:上年|去年|上一年|前一年)|增速|增幅|增长/.test(clause)
  return { to: year, from: from !== undefined ? Number(from) : year !== null && yearly ? year - 1 : /上年|去年|同比|同期/.test(clause) ? 'before' : null }
}

/** Whether a level may be the one that is asked for. */
export const suits = (time: Time, asked: number | 'before' | null): boolean => asked === null || time === null || time === 'before' || asked === 'before' || time === asked

/** A level of something, neither a change nor one of another sort. */
export const isLevel = (paper: Paper, one: Figure): boolean => one.cell === null && one.low > 0 && Number.isFinite(one.high) && !isChange(paper, one)
export const alike = (one: Figure, other: Figure): boolean => sort(one) === sort(other)

/** The year a sentence speaks of where a figure stands: the last that nothing is compared with. */
export function yearAt(paper: Paper, figure: Figure): number | null {
  const words = joined(paper.text.slice(Math.max(sentenceOf(paper, figure).start, figure.start - 60), figure.start))
  const years = [...words.matchAll(/(?<![比较与由从—–~-])((?:19|20)\d{2})年(?![—–~至到-])/g)]
  return years.length > 0 ? Number(years.at(-1)![1]) : null
}
