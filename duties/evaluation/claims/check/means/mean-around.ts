import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, sum, times, type Interval } from '../ground/interval.ts'
import { listsOf } from '../ground/lists.ts'
import { paragraphOf } from '../ground/near.ts'
import { before, between, finding, inSentence, isCount, isIncrement, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { otherTime, meanOf, rounded, totalLike, worth, isPopulation, ofEconomy, type Mean } from './mean-words.ts'

/** Means by whatever they are taken over: what explains one, and what it would have to be explained by. */

/** What the members of a list come to that one of them stands in; null where it stands in none. */
export function listOf(paper: Paper, one: Figure): readonly Figure[] | null {
  const rows = listsOf(paper, one.sentence).filter(({ members, strung }) => members.length > 2 && !strung && members.includes(one))
  return rows[0]?.members ?? null
}

/** Counts before a mean, with the members of each list of three and more that ends before it taken together: as the count that tells their sum, else as one. */
export function together(paper: Paper, counts: readonly Figure[], figure: Figure): Figure[] {
  if (/分别|依次|各/.test(lead(paper, figure, 24))) return [...counts]
  const ended = counts.map((one) => ({ one, members: one.sentence === figure.sentence && one.start < figure.start ? listOf(paper, one) : null }))
  return ended.flatMap(({ one, members }) => {
    const last = members?.at(-1)
    if (!members || !last || last.end > figure.start || members.some((it) => !counts.includes(it))) return [one]
    if (one !== last) return []
    const all = sum(members)
    return counts.some((it) => !members.includes(it) && sort(it) === sort(one) && meet(it, all)) ? [] : [{ ...one, ...all, value: members.reduce((made, { value }) => made + value, 0) }]
  })
}



type Count = Interval & { readonly figure: Figure | null; readonly value: number }

/** So many figures around a mean are looked at, and so many at the head of the paper. */
const AROUND = 240
const HEAD = 80
function pool(paper: Paper, figure: Figure): Figure[] {
  const from = Math.max(0, figure.at - AROUND)
  return [...paper.figures.slice(0, Math.min(HEAD, from)), ...paper.figures.slice(from, figure.at + AROUND / 4)].filter(
    (one) => isCount(one) && one.cell === null && one !== figure,
  )
}

function countsFor(paper: Paper, figure: Figure, mean: Mean): Count[] {
  const time = /^[日天月]/.exec(mean.each)?.[0]
  if (time !== undefined && mean.each.length < 3) return timesOf(paper, figure, time === '月' ? '月' : '日')
  // 一个乡镇（街道）设一个所: as many offices as towns
  const twin = /^个?(?:所|站)$/.test(mean.each) ? /(?:一个|每个|每|各)?(乡镇|镇街|街道|镇|乡|县)(?:\([^()]*\))?(?:各|均|都)?(?:设立?|建立?|设有|配)(?:有|了)?(?:一|1)个?[^，。；]{0,6}[所站]/.exec(before(paper, figure, 40))?.[1] : undefined
  return pool(paper, figure).flatMap((one) => {
    const factor = twin !== undefined && one.unit === '个' && tail(paper, one, 6).startsWith(twin) ? 1 : worth(paper, one, mean)
    return factor > 0 && one.low * factor > 1 && Number.isFinite(one.high)
      ? [{ figure: one, value: one.value * factor, ...times(one, factor) }]
      : []
  })
}

const whole = (value: number): Count => ({ figure: null, value, low: value, high: value })
/** How many months or days the sentence speaks of. */
function timesOf(paper: Paper, figure: Figure, unit: '月' | '日'): Count[] {
  const words = before(paper, figure, 120)
  const told = inSentence(paper, figure.sentence)
    .filter((one) => one.unit === (unit === '月' ? '月' : '天') || one.unit === (unit === '月' ? '个月' : '日'))
    .filter((one) => one.value > 1)
    .map((one) => ({ ...one, figure: one, low: one.value, high: one.value }))
  const period = /^(\d{4})(?:-(\d{2}))?(?:-\d{2})?\/(\d{4})-(\d{2})/.exec(figure.period ?? '')
  const months =
    told.length > 0 && unit === '月'
      ? []
      : /(?<![\d年月])(?:1月?(?:—|–|-|－|~|～|至|到)+|前)(\d{1,2})个?月[^。；]{0,24}$/.test(words)
        ? [Number(/(?:1月?(?:—|–|-|－|~|～|至|到)+|前)(\d{1,2})个?月/.exec(words)![1])]
      : /上半年|下半年/.test(words)
        ? [6]
        : /前三季度/.test(words)
          ? [9]
          : /(?<!个)季度/.test(words)
            ? [3]
            : /全年|年度|20\d{2}年(?!\d{1,2}月)/.test(words) || /^\d{4}$/.test(figure.period ?? '')
              ? [12]
              : period
                ? [(Number(period[3]) - Number(period[1])) * 12 + Number(period[4]) - Number(period[2] ?? 1) + 1]
                : []
  if (unit === '月') return [...told, ...months.map(whole)]
  // a year has 365 days and some 250 of work
  return [...told, ...daysTold(paper).map(whole), ...months.flatMap((count) => [30.4, 30, 31, 30.5, 20.8, 21, 22].map((days) => whole(Math.round(days * count))))]
}

const days = new WeakMap<Paper, readonly number[]>()
/** How long the actions of a paper last, in days: told in numbers, all of a row together, and from day to day. */
function daysTold(paper: Paper): readonly number[] {
  const known = days.get(paper)
  if (known) return known
  const told = paper.figures.filter((one) => one.unit === '天' && one.value > 7)
  const spans = paper.document.dates.flatMap(({ period }) => {
    const [from, to] = period.split('/')
    return from?.length === 10 && to?.length === 10 ? [(Date.parse(to) - Date.parse(from)) / 864e5 + 1] : []
  })
  const made = [...told.map(({ value }) => value), ...(told.length > 1 ? [told.reduce((all, { value }) => all + value, 0)] : []), ...spans.filter((span) => span > 7)]
  days.set(paper, made)
  return made
}

type Pair = { readonly total: Figure; readonly count: Count }

/** A total of the paper at its head: 现有食品生产经营主体31460户. */
const headline = /共|现有|登记|在册|总|全[市县区省]/

/**
 * Whether some total and some count that the mean may be over give it: both of its paragraph; or the total at the head of the paper; or the
 * total right before it and a count elsewhere.
 */
export function explainedMean(paper: Paper, figure: Figure): Pair | null {
  const mean = meanOf(paper, figure)
  if (!mean) return null
  const near = new Set(paragraphOf(paper, figure.sentence).filter((one) => figure.sentence - one.sentence < 3))
  const all = countsFor(paper, figure, mean)
  const own = all.filter((count) => count.figure === null || near.has(count.figure))
  const totals = pool(paper, figure).filter((one) => totalLike(paper, one, figure))
  const each = /分别|依次|各/.test(before(paper, figure, 60))
  const listed = (one: Figure): boolean => one.sentence === figure.sentence && (listOf(paper, one)?.at(-1)?.end ?? Infinity) <= figure.start
  const pairs = (some: readonly Figure[], counts: readonly Count[]): Pair[] =>
    some.flatMap((total) =>
      counts
        .filter(
          (count) =>
            count.figure !== total &&
            // a member of one list over a member of another
            !(!each && count.figure !== null && listed(total) && listed(count.figure)) &&
            // the parts of one list over those of another explain nothing
            !(total.partOf !== null && count.figure !== null && count.figure.partOf !== null && total.partOf !== count.figure.at),
        )
        .map((count) => ({ total, count })),
    )
  const here = totals.filter((one) => near.has(one))
  // the total right before it, or one of which a list tells the parts
  const ahead = here.filter((one) => one.end <= figure.start)
  const nearest = ahead.filter((one) => one === ahead.at(-1) || ahead.some(({ partOf }) => partOf === one.at))
  const head = totals.filter((one) => one.partOf === null && one.at < HEAD && headline.test(lead(paper, one)))
  return (
    pairs(here, own).find((pair) => gives(pair, figure)) ??
    pairs(nearest, all).find((pair) => gives(pair, figure)) ??
    pairs(
      here,
      all.filter((count) => count.figure && isPopulation(paper, count.figure)),
    ).find((pair) => gives(pair, figure)) ??
    pairs(head, own).find((pair) => gives(pair, figure)) ??
    null
  )
}

const gives = ({ total, count }: Pair, figure: Figure): boolean =>
  meet(figure.low === figure.high ? over(total, count) : cut(over(total, count)), rounded(figure))

/** The total right before a mean, or right behind where it is told last, with the nearest count of what it is over. */
function likely(paper: Paper, figure: Figure, mean: Mean): Pair | null {
  const words = (one: Figure): string => lead(paper, one, 16)
  const apt = (one: Figure): boolean => totalLike(paper, one, figure) && !isIncrement(paper, one) && !otherTime.test(words(one))
  const same = inSentence(paper, figure.sentence)
  const ahead = same.filter((one) => one.end <= figure.start && apt(one)).at(-1)
  const behind = same.find((one) => one.start >= figure.end && apt(one) && /共|合计|累计|总|覆盖/.test(words(one)))
  const above = paragraphOf(paper, figure.sentence).findLast(
    (one) => one.sentence === figure.sentence - 1 && apt(one) && one.partOf === null,
  )
  const visits = paragraphOf(paper, figure.sentence).findLast(
    (one) => one.end <= figure.start && apt(one) && one.unit === `${mean.each.slice(0, 1)}次`,
  )
  // 培训216期、1.94万人次，每期168人次
  const beside = ahead && ahead.unit === figure.unit && /^，每[^，]*$/.test(between(paper, ahead, figure)) ? ahead : undefined
  // 4312名干部包保，人均…户: of all that there are by the head of the paper
  const stocks = pool(paper, figure).filter((one) => one.at < HEAD && one.partOf === null && one.unit === figure.unit && apt(one) && headline.test(lead(paper, one)))
  const total = mean.plain ? (behind ?? beside) : (ahead ?? behind ?? above ?? visits ?? (new Set(stocks.map(({ value }) => value)).size === 1 && /包保|联系|监管|负责|承担|服务/.test(lead(paper, figure, 24)) ? stocks[0] : undefined))
  if (!total || (total === ahead && between(paper, total, figure).length > 60)) return null
  const all = countsFor(paper, figure, mean).filter((count) => count.figure !== total)
  // 人均25元 where the sentence counts no persons is by the population
  const populations = all.filter((count) => count.figure && isPopulation(paper, count.figure))
  const heads = mean.each === '人' && figure.unit === '元' && all.every((count) => count.figure?.sentence !== figure.sentence)
  const counts = heads && populations.length > 0 ? populations : all
  const away = ({ figure: one }: Count): number =>
    one === null ? 0 : Math.abs(one.start - figure.start) + (one.partOf === null ? 0 : 60) + (one.start > figure.start ? 120 : 0)
  const count = counts.toSorted((a, b) => away(a) - away(b))[0]
  return count ? { total, count } : null
}

/** `5520名包保干部包保全部主体，人均包保6户`: all of what is named at the head of the paper. */
function ofAll(paper: Paper, figure: Figure, mean: Mean): Pair | null {
  const name = /全部(?:的)?([一-鿿]{2,6}?)(?=，|$)[^。；]*$/.exec(before(paper, figure, 40))?.[1]
  const last = inSentence(paper, figure.sentence).findLast((one) => one.end <= figure.start && isCount(one))
  if (name === undefined || !last || mean.plain) return null
  const total = pool(paper, figure).find(
    (one) => totalLike(paper, one, figure) && one.partOf === null && headline.test(lead(paper, one)) && `${one.subject}${lead(paper, one, 16)}`.includes(name),
  )
  const count = countsFor(paper, figure, mean).find((one) => one.figure === last)
  return total && count ? { total, count } : null
}

/** `58个街道、102个乡镇，每个设2名`: a count and the one that stands before it in its row. */
export function withRow(paper: Paper, one: Figure): Count {
  const last = paper.figures[one.at - 1]
  const joined = last !== undefined && last.sentence === one.sentence && sort(last) === sort(one) && /^[^，。；、\d]{0,12}[、和及][^，。；、\d]{0,8}$/.test(between(paper, last, one))
  return joined ? { figure: one, value: one.value + last.value, low: one.low + last.low, high: one.high + last.high } : { ...one, figure: one }
}

/** Output for each is reckoned by the people of the middle of the year, whom the paper does not tell. */
/** What no count and no total near it explain. */
export function doubtfulMean(paper: Paper, figure: Figure): Finding | null {
  const mean = meanOf(paper, figure)
  if (
    !mean ||
    !Number.isFinite(figure.high) ||
    figure.cell !== null ||
    /上年|去年|同期|由[^，。；]*$|从[^，。；]*$|全省|全国/.test(lead(paper, figure))
  )
    return null
  if (ofEconomy.test(lead(paper, figure, 24)) || explainedMean(paper, figure)) return null
  const pair = likely(paper, figure, mean) ?? ofAll(paper, figure, mean)
  if (!pair) return null
  const { total, count } = pair
  // 2023年经费2880万元…，2021年人均10元
  const [year, other] = [figure, total].map((one) => /(20\d{2})年[^，。；]*$/.exec(lead(paper, one))?.[1])
  if (year !== undefined && other !== undefined && year !== other) return null
  if (count.figure && gives({ total, count: withRow(paper, count.figure) }, figure)) return null
  // A级84户、B级372户…，人均…户: all members together, over all members together
  const [all, heads] = [listOf(paper, total), count.figure && listOf(paper, count.figure)]
  const sums = [total, ...(all ? [sum(all)] : [])].flatMap((top) => [count, ...(heads ? [sum(heads)] : [])].map((under) => ({ top, under })))
  if (sums.length > 1 && sums.some(({ top, under }) => meet(cut(over(top, under)), rounded(figure)))) return null
  const people =
    count.figure !== null && /人口/.test(`${count.figure.subject}${lead(paper, count.figure, 10)}${tail(paper, count.figure, 6)}`)
  return finding(paper, [figure, total, ...(count.figure ? [count.figure] : [])], {
    verdict: 'doubtful',
    kind: people ? 'per-capita' : 'mean',
    calculation: `${show(total.value)} ÷ ${show(count.value)} = ${showInterval(over(total, count), 2)}，所列平均 ${printed(figure)}`,
    explanation: '平均数与邻近的总数、个数不符；若平均只就其中一部分或另一时期计算则无误。',
  })
}
