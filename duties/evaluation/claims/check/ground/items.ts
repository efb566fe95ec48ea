import { depthOf } from './near.ts'
import { growthOf } from './growth.ts'
import { between, inSentence, isCount, isExact, isIncrement, isMean, isRate, lead, tail, type Figure, type Paper } from './paper.ts'
import type { Interval } from './interval.ts'

/** How much there is of one thing, with what its sentence goes on to say of it: `投诉6409件，同比增长5.9%，占全年投诉举报的84.3%`. */
export type Item = {
  readonly level: Figure
  readonly name: string
  readonly growth: (Interval & { readonly figure: Figure }) | null
  readonly share: { readonly figure: Figure; readonly of: string } | null
}

const past = /上年|去年|同期|年初|目标|计划|力争|预计|每|上季度|上月/
const level = (paper: Paper, one: Figure): boolean =>
  isCount(one) &&
  isExact(one) &&
  one.cell === null &&
  one.low > 0 &&
  !isIncrement(paper, one) &&
  !isMean(paper, one) &&
  !past.test(lead(paper, one, 14)) &&
  !/(?:增|减|多|少|净增|比增|增收)了?$/.test(lead(paper, one, 14))

const doing =
  /^(?:其中|此外|另外|另|而|并|全年|全[市县区省]|我[市县区省]|各级|各类|分别|共计|累计|总计|共|实现|完成|受理|接收|接到|收到|处理|出口|进口|达到?|有|的)+/
/** The words that name a count, before it or behind it. */
export function nameOf(paper: Paper, one: Figure): string {
  const words = lead(paper, one, 30)
    .replace(/\(?GDP\)?/g, '')
    .replace(/^.*[\d、)(%]/, '')
    .replace(/(?:共计|累计|总计|达到?|为|有|共|约)+$/, '')
  const ahead = words.replace(doing, '')
  return ahead.length > 1 ? ahead : (/^的?([一-鿿]{2,10})/.exec(tail(paper, one, 12))?.[1] ?? ahead)
}

const ofShare = /(?:占比|比重|占)(?:到|了|据)?([^，。；\d]*?)(?:的?(?:比例|比重|份额|占比))?(?:分别)?(?:为|达到?|的|约|近|[由从][^，。；]*[到至为])*$/

/** The share that a rate tells and of what: '' where only 占比 is said; null where it is no share. */
export function shareOf(paper: Paper, rate: Figure): string | null {
  if (!isRate(rate) || !isExact(rate)) return null
  const words = lead(paper, rate, 40).replaceAll(/(?:19|20)\d{2}年度?/g, '').replace(/[由从][^，。；]*?\d+(?:\.\d+)?%[^，。；\d]{0,10}[到至为]$/, '')
  if (/[由从][^，。；]{0,12}$/.test(words)) return null
  const among = /在([^，。；\d]{1,12})中的(?:占比|比重|比例)[^，。；\d]{0,4}$/.exec(words)?.[1]
  if (among !== undefined) return among
  return /[占比]/.test(words) ? (ofShare.exec(words)?.[1] ?? null) : null
}

const inRow = (paper: Paper, one: Figure): boolean =>
  /分别|依次|各占/.test(lead(paper, one, 24)) ||
  [paper.figures[one.at - 1], paper.figures[one.at + 1]].some((next) => next !== undefined && next.unit === one.unit && next.sentence === one.sentence && /^(?:、|和|及|与|以及)$/.test(between(paper, one, next)))

/** `A级1290家、B级5590家、C级1720家，A级占15%`, `三类合计占75.0%`, `“好转”204份、“没有变化”71份，其中“好转”占四分之一`: the words before 占 name another than the last. */
function ofOther(paper: Paper, rate: Figure, items: readonly Item[]): boolean {
  const last = items.at(-1)!
  const label = /^(?:其中|而)?(“[^“”]+”|[A-Z一-鿿]{2,10}?)(?:正好|恰好|刚好)?的?(?:约|仅|共)?占/.exec(lead(paper, rate))?.[1]
  if (label === undefined) return false
  const called = ({ level: one }: Item): boolean => lead(paper, one, 20).includes(label)
  if (/(?:[两二三四五六七八九十]|以上)[类项者种个部]/.test(label) || (items.some(called) && !called(last))) return true
  return /^[A-Z]级/.test(label) && !lead(paper, last.level, 8).includes(label.slice(0, 2))
}

/** The items of a sentence, in its order. */
export function itemsOf(paper: Paper, sentence: number): Item[] {
  const items: Item[] = []
  for (const one of inSentence(paper, sentence)) {
    const last = items.at(-1)
    if (level(paper, one) && depthOf(paper, one) === 0) {
      const level0 = /^[^，。；\d]{0,8}，(?:与|和|同|较)?[^，。；\d]{0,8}(?:基本|大体|大致)?持平/.test(paper.text.slice(one.end, one.end + 30))
      items.push({ level: one, name: nameOf(paper, one), growth: level0 ? { low: -1, high: 1, figure: one } : null, share: null })
      continue
    }
    // 分别占33.3%、60.0%、6.7%: each of a row is of another count
    if (!last || one.cell !== null || inRow(paper, one) || /[；。]/.test(between(paper, last.level, one))) continue
    const growth = shareOf(paper, one) === null ? growthOf(paper, one) : null
    if (growth) {
      if (!last.growth && !last.share) items[items.length - 1] = { ...last, growth: { ...growth, figure: one } }
      continue
    }
    const of = shareOf(paper, one)
    if (of !== null && !last.share && !ofOther(paper, one, items) && between(paper, last.level, one).length < 70) items[items.length - 1] = { ...last, share: { figure: one, of } }
  }
  return items
}

const made = new WeakMap<Paper, ReadonlyMap<number, readonly Item[]>>()
/** Items of each sentence that has some. */
export function allItems(paper: Paper): ReadonlyMap<number, readonly Item[]> {
  const known = made.get(paper)
  if (known) return known
  const all = new Map([...paper.bySentence.keys()].map((sentence) => [sentence, itemsOf(paper, sentence)] as const).filter(([, items]) => items.length > 0))
  made.set(paper, all)
  return all
}
