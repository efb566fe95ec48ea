import type { DateFound } from './dates.ts'
import { datesBefore, yearsOf } from './dates.ts'
import type { Figure } from './figures.ts'

/** What a figure gets from its place in a bare list: `505万元、4889万元、3839万元` against `2019—2021年` or `甲和乙`. */
export type Share = {
  readonly period: string | null
  readonly subject: string | null
  readonly head: number
  readonly index: number
  readonly count: number
  readonly respectively: boolean
}

const BETWEEN = /^(?:[、，和及]|以及|，?和|\([^()]{0,12}\)[、，和及])$/
/** 甲、乙和丙分别 */
const RESPECTIVELY = /([^，。；：()]{2,80}?)(?:分别|各)(?:累计|共|约)?(?:有|为|是|达到?|完成|检查|抽检|投入|安排)?[^，。；：]{0,12}$/

/** For each figure of a sentence its share of a list, or null. `text` and positions are the paragraph's; `from` is where the sentence begins. */
export function sharesOf(text: string, from: number, figures: readonly Figure[], dates: readonly DateFound[]): (Share | null)[] {
  const out: (Share | null)[] = figures.map(() => null)
  for (let start = 0; start < figures.length;) {
    let end = start + 1
    while (
      end < figures.length &&
      BETWEEN.test(text.slice(figures[end - 1]!.to, figures[end]!.from)) &&
      figures[end]!.unit === figures[start]!.unit
    )
      end++
    if (end - start > 1) distribute(text, from, figures, dates, start, end, out)
    start = end
  }
  return out
}

function distribute(
  text: string,
  from: number,
  figures: readonly Figure[],
  dates: readonly DateFound[],
  start: number,
  end: number,
  out: (Share | null)[],
): void {
  const count = end - start
  const at = figures[start]!.from
  const told = datesBefore(dates, at).filter((date) => date.from >= from && !date.compared)
  const years = yearsOf(told, count) ?? quartersOf(text.slice(Math.max(from, at - 60), at), told.at(-1)?.period ?? null, count)
  const respectively = /分别[^，。；]{0,12}$/.test(text.slice(Math.max(from, at - 20), at))
  const subjects = years ? null : named(text.slice(Math.max(from, at - 120), at), count)
  for (let i = start; i < end; i++)
    out[i] = {
      period: years?.[i - start] ?? null,
      subject: subjects?.[i - start] ?? null,
      head: start,
      index: i - start,
      count,
      respectively,
    }
}

/** 一至四季度分别督导…: the quarters of the year spoken of. */
function quartersOf(words: string, year: string | null, count: number): string[] | null {
  const span = /([一二三四1-4])(?:至|到|—|-|~)([一二三四1-4])季度|(四个|各)季度/.exec(words)
  const own = /^\d{4}/.exec(year ?? '')?.[0]
  if (!span || own === undefined) return null
  const place = (sign: string | undefined) => (sign === undefined ? 0 : '一二三四'.indexOf(sign) + 1 || Number(sign))
  const [first, last] = span[3] ? [1, 4] : [place(span[1]), place(span[2])]
  const month = (number: number) => String(number).padStart(2, '0')
  return last - first + 1 === count
    ? Array.from({ length: count }, (_, i) => `${own}-${month(3 * (first + i) - 2)}/${own}-${month(3 * (first + i))}`)
    : null
}

function named(words: string, count: number): string[] | null {
  const list = RESPECTIVELY.exec(words)?.[1]
  const names = list?.split(/[、和及与]|以及/).filter((name) => name !== '') ?? []
  if (names.length !== count) return null
  // A、B、C、D级企业: what the last letter belongs to, all do
  const shared = names.slice(0, -1).every((name) => /^[A-Z]$/.test(name)) ? (/^[A-Z](.+)$/.exec(names.at(-1)!)?.[1] ?? '') : ''
  return names.map((name, i) => (i < count - 1 ? name + shared : name))
}
