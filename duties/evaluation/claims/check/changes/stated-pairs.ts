import { isChange } from '../ground/change-words.ts'
import { cut, meet, minus, over, times, type Interval } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, isCount, isDensity, isExact, isMean, isPoints, isRate, lead, sort, type Figure, type Paper } from '../ground/paper.ts'

/** The two figures between which a change goes, as its sentence names them: from … to, compared with, of two years, in a bracket, side by side. */
export const pairNamed = (paper: Paper, figures: readonly Figure[], at: number): Pair | null =>
  fromTo(paper, figures, at) ?? withNamed(paper, figures, at) ?? against(paper, figures, at) ?? ofYears(paper, figures, at) ?? bracketed(paper, figures, at) ?? sideBySide(paper, figures, at)

/** `sure`: both stand next to the change and to each other. */
export type Pair = { readonly from: Figure; readonly to: Figure; readonly sure: boolean }

export const usable = (one: Figure | undefined): one is Figure =>
  one !== undefined &&
  one.low > 0 &&
  Number.isFinite(one.high) &&
  !isPoints(one) &&
  (isCount(one) || isRate(one) || isDensity(one) || one.unit === '')
/** A change of the same pair may stand between: 增加348户次，同比增长13.3%. */
const links = /^[，、（(]?(?:分别|同比|环比|共|累计|净|总体|整体|实际|也就是|即|年均)?[一-鿿]{0,6}$/
const verbsOnly =
  /^[)）]?(?:的水平|水平)?，?(?:同比|环比|共|累计|净|总体|实际|整体|也就是|即|又|进一步|大幅|明显|显著|小幅|略有|数量|总量)?(?:增加|增长|提高|提升|上升|上涨|递增|扩大|升高|扩充|增|升|多|高出|下降|降低|减少|下滑|回落|压缩|缩短|缩减|压减|减|降|少)了?(?:近|约|超过)?$/

/** The nearest figure before that is no change, where nothing but changes stands between. */
function endBefore(paper: Paper, figures: readonly Figure[], at: number): number {
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    const [one, next] = [figures[i]!, figures[i + 1]!]
    if (!verbsOnly.test(between(paper, one, next)) && !(isChange(paper, one) && links.test(between(paper, one, next)))) return -1
    if (!isChange(paper, one)) return i
  }
  return -1
}

const goal = /目标|计划|任务|要求|标准|规定|平均|全省|全国/
/** `由2021年的1050项增加到2023年的1428项，增长36%`. */
function fromTo(paper: Paper, figures: readonly Figure[], at: number): Pair | null {
  const end = endBefore(paper, figures, at)
  const [from, to] = [figures[end - 1], figures[end]]
  if (!usable(from) || !usable(to) || sort(from) !== sort(to) || goal.test(lead(paper, from))) return null
  // 法定20个工作日的许可时限压缩为8个工作日
  const moved = /^(?:的)?[一-鿿]{0,10}(?:压缩|缩短|精简|压减|缩减|减少|降低|增加|提高|提升|扩大)(?:到|至|为)$/.test(between(paper, from, to))
  // 98.1%→98.5%
  const arrow = /^(?:→|—>|->|-→)$/.test(between(paper, from, to))
  if (!moved && !arrow && !/[由从][^，。；\d]{0,24}$/.test(lead(paper, from).replaceAll(/20\d{2}年|\d{1,2}月/g, ''))) return null
  if (!arrow && !/^[^，。；]{0,12}(?:到|至|为)[^，。；、]{0,14}$/.test(between(paper, from, to))) return null
  return { from, to, sure: true }
}

/** `与第一季度的2.31%相比，不合格率环比下降`: what is compared is named behind. */
const comparedWith =
  /^(?:的水平)?相比，(?:我[市县区])?([一-鿿]{2,8}?)(?:同比|环比|分别)?(?:上升|下降|提高|提升|降低|增长|增加|减少|回落)了?$/
function withNamed(paper: Paper, figures: readonly Figure[], at: number): Pair | null {
  const [from, change] = [figures[at - 1], figures[at]!]
  if (!usable(from) || !/与[^，。；]{0,20}$/.test(lead(paper, from))) return null
  const name = comparedWith.exec(between(paper, from, change))?.[1]
  if (name === undefined) return null
  const stem = name.replace(/批次$|数量$|总量$/, '')
  const to = paragraphOf(paper, change.sentence).findLast(
    (one) =>
      one.end <= from.start &&
      one.sentence >= change.sentence - 1 &&
      usable(one) &&
      sort(one) === sort(from) &&
      !isChange(paper, one) &&
      new RegExp(`${stem}[为达是]?$`).test(lead(paper, one)),
  )
  // the rate of the whole may stand before those of its parts
  const wider = paragraphOf(paper, change.sentence).some((one) => one !== to && usable(one) && isRate(one) && fits(change, { from, to: one, sure: false }))
  return to && !wider ? { from, to, sure: false } : null
}

const comparing = /(?:^|[^占对])(?:比|较|相比|相较于?)[^，。；、()]{0,20}(?:的|为|同期|水平|年|月|期|初|末|底|前)?[（(]?$/
/** `系统内有1386件，比2022年的1260件增加126件`. */
function against(paper: Paper, figures: readonly Figure[], at: number): Pair | null {
  const end = endBefore(paper, figures, at)
  const from = figures[end]
  if (!usable(from) || goal.test(lead(paper, from))) return null
  const words = lead(paper, from)
  // 同比多完成165批次 tells the step; 同比（2.4%） what there was
  if (!comparing.test(words) || /[同环]比[^，。；()]+$/.test(words) || /[由从][^，。；]*$/.test(words)) return null
  const opening = /^(.*?)(?:比|较|相比|相较于?)(?![例重])/.exec(words)?.[1] ?? ''
  const name = opening.replace(/^(?:同比|总体|总量|数量|平均|总数|分别|也|均|还|仍|而|并|其中)+/, '').replaceAll(/[^一-鿿]/g, '')
  const before = figures
    .slice(0, end)
    .filter((one) => usable(one) && sort(one) === sort(from) && !isChange(paper, one) && !isMean(paper, one) && one.bracketOf === null)
  if (name.length > 1) {
    const stem = name.replace(/[数量率]+$/, '').slice(-2)
    const called = before.filter((one) => `${lead(paper, one, 16)}${one.measure}`.includes(stem))
    const [first] = called
    return first && called.length === 1 ? { from, to: first, sure: false } : null
  }
  const to = before.at(-1)
  if (!to || to !== figures[end - 1]) return lateTo(paper, figures, end, before)
  return /^[^，。；]{0,8}[，（(]?[^，。；、]{0,12}$/.test(between(paper, to, from).replaceAll(/20\d{2}年|\d{1,2}月/g, ''))
    ? { from, to, sure: true }
    : null
}

/** Another figure of another sort stands between: `完成9000批次，每千人6批次，较2022年的8400批次增长…`. */
function lateTo(paper: Paper, figures: readonly Figure[], end: number, before: readonly Figure[]): Pair | null {
  const from = figures[end]!
  const near = before.filter(
    (one) =>
      one.value < 3 * from.value &&
      from.value < 3 * one.value &&
      between(paper, one, from).length < 50 &&
      !/[。；]/.test(between(paper, one, from)),
  )
  const [to] = near
  return to && near.length === 1 ? { from, to, sure: false } : null
}

const years = /(?:((?:19|20)\d{2})年(?:度)?)?(?:比|较)(?:((?:19|20)\d{2})年|上一?年|前一年|去年)(?:度)?[^，。；\d]{0,10}$/
const span = /(?:^|[，；])([两三四五])年(?:来|间)?(?:累计|共|合计|总共|净)?(?:增加|增长|减少|下降|净增|提高|提升)了?$/
/** `2021年…12740批次，2022年…，2023年…，两年累计增加3185批次，增长25%`: first and last of the years before; some count both ends. */
function overYears(paper: Paper, figures: readonly Figure[], at: number): Pair | null {
  const [change, last] = [figures[at]!, figures[at - 1]]
  const own = span.exec(lead(paper, change)) ?? (last && isChange(paper, last) && /^，(?:增长|增幅|下降|降幅)[为达]?$/.test(between(paper, last, change)) ? span.exec(lead(paper, last)) : null)
  if (!own || isPoints(change)) return null
  const rows = figures.slice(0, at).filter((one) => usable(one) && isCount(one) && !isChange(paper, one) && !isMean(paper, one) && /^\d{4}$/.test(one.period ?? ''))
  const to = rows.at(-1)
  const length = '一二三四五'.indexOf(own[1]!.replace('两', '二')) + 1
  const starts = to ? [length, length - 1].flatMap((back) => rows.find((one) => sort(one) === sort(to) && Number(one.period) === Number(to.period) - back) ?? []) : []
  const from = starts.find((one) => to && fits(change, { from: one, to, sure: false })) ?? starts[0]
  return to && from && from !== to ? { from, to, sure: false } : null
}

/** `立案94件，同比增加17件（去年同期77件）`: what there was stands in the bracket behind. */
function bracketed(paper: Paper, figures: readonly Figure[], at: number): Pair | null {
  const [change, from] = [figures[at]!, figures[at + 1]]
  if (!usable(from) || !/^[（(](?:上年|去年|前年|20\d{2}年)(?:度|同期|全年|末|底)?(?:为|是|的)?$/.test(between(paper, change, from))) return null
  const before = figures.slice(0, at).filter((one) => usable(one) && sort(one) === sort(from) && !isChange(paper, one) && !isMean(paper, one))
  const to = before.at(-1)
  return to && between(paper, to, change).length < 24 && !/[。；]/.test(between(paper, to, change)) ? { from, to, sure: true } : null
}

/** `，增长13.7%` behind `较2022年增加445万元`. */
const ofTheSame = (paper: Paper, change: Figure, last: Figure | undefined): boolean =>
  last !== undefined && isChange(paper, last) && links.test(between(paper, last, change)) && years.test(lead(paper, last))

/** `2020年、2021年、2022年分别为…。2022年较2021年增长14.5%，比2020年…`: both years are named, each with one figure of a row before. */
function ofYears(paper: Paper, figures: readonly Figure[], at: number): Pair | null {
  const change = figures[at]!
  const spanned = overYears(paper, figures, at)
  if (spanned) return spanned
  const named = years.exec(lead(paper, change))
  const last = figures[at - 1]
  const year = named?.[1] ?? (last && isChange(paper, last) ? years.exec(lead(paper, last))?.[1] : undefined)
  if ((!named && !ofTheSame(paper, change, last)) || year === undefined) return null
  const other = (named ?? years.exec(lead(paper, last!)))?.[2] ?? String(Number(year) - 1)
  const before = paragraphOf(paper, change.sentence).filter(
    (one) =>
      one.end <= change.start &&
      one.sentence >= change.sentence - 1 &&
      usable(one) &&
      !isChange(paper, one) &&
      (one.partOf === null || sort(one) === sort(paper.figures[one.partOf] ?? one)) &&
      !isMean(paper, one) &&
      !/(?:累计|合计|共计|总计)[^，。；、]{0,4}$/.test(lead(paper, one, 12)) &&
      isPoints(change) === (isPoints(change) && isRate(one)),
  )
  const of = (name: string): Figure[] => before.filter(({ period }) => period === name)
  const [to, ...others] = of(year)
  const [from, ...more] = to ? of(other).filter((one) => sort(one) === sort(to)) : []
  const alone = others.every((one) => !to || sort(one) !== sort(to))
  return to && from && more.length === 0 && alone ? { from, to, sure: false } : null
}

const compared = /与[^，。；()]{2,24}[（(]([^（()）。]{4,120})[)）](?:相比|比较|比)，/
/** `与第二季度（抽检4500批次、不合格率2.4%）相比，抽检批次环比增长8.0%`: the bracket tells by name what there was. */
function sideBySide(paper: Paper, figures: readonly Figure[], at: number): Pair | null {
  const change = figures[at]!
  const { start } = paper.document.sentences[change.sentence]!
  const match = compared.exec(paper.text.slice(start, change.start))
  if (!match) return null
  const open = start + match.index + match[0].indexOf(match[1]!)
  const name = nameOf(lead(paper, change))
  if (name === '') return null
  const past = figures.filter((one) => one.start >= open && one.end <= open + match[1]!.length && usable(one))
  const called = (one: Figure): boolean =>
    nameOf(
      lead(paper, one)
        .split(/[（(、]/)
        .at(-1)!,
    ) === name
  const from = past.find(called)
  const near = from
    ? [...(paper.bySentence.get(change.sentence - 1) ?? []), ...figures].filter(
        (one) => one.end <= open && usable(one) && sort(one) === sort(from) && !isChange(paper, one) && one.cell === null,
      )
    : []
  const to = near.find(called) ?? near.find((one) => isCount(one) && nameOf(lead(paper, one)).startsWith(name))
  return from && to ? { from, to, sure: false } : null
}

/** What is counted, without how it is counted and which way it went: 抽检批次环比增长 → 抽检. */
const nameOf = (words: string): string =>
  words
    .replaceAll(/[^一-鿿]/g, '')
    .replace(/(?:同比|环比)?(?:分别|各)?(?:增加|增长|提高|提升|上升|下降|降低|减少|下滑|回落)了?$/, '')
    .replace(/^.*(?:共|累计|[一二三四]季度|全[市县区])/, '')
    .replace(/(?:批次|数量|总数|总量|样品|食品|[为达是共])+$/, '')
    .replace(/(?:食品|样品)+$/, '')

export const size = ({ low, high }: Interval): Interval =>
  high < 0 ? { low: -high, high: -low } : low < 0 ? { low: 0, high: Math.max(-low, high) } : { low, high }

/** One step of the last printed place is what rounding or cutting the three figures may bring. */
export function pointsFit(from: Figure, to: Figure, change: Figure): boolean {
  if (![from, to, change].every(isExact)) return meet(cut(size(minus(to, from))), cut(change))
  const width = ({ low, high }: Figure): number => high - low
  // 2.5% and 3%: what is printed beside tenths is meant to the tenth
  const finest = Math.min(width(from), width(to))
  const steps = finest > 0 ? 2 * finest : Math.max(width(from), width(to))
  const off = Math.abs(to.value - from.value) - change.value
  const room = (steps + width(change)) / 2 - 1e-6
  return off > -room && off < Math.max(room, width(change) - 1e-6)
}

export function fits(change: Figure, { from, to }: Pair): boolean {
  if (isPoints(change)) return !isRate(from) || pointsFit(from, to, change)
  if (!isRate(change)) return sort(change) !== sort(from) || meet(cut(size(minus(to, from))), cut(change))
  const grown = size(times(over(minus(to, from), from), 100))
  return meet(cut(grown), cut(change)) || (isRate(from) && pointsFit(from, to, change))
}
