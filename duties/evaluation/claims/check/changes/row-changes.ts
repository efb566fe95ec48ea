import type { Finding } from '../../contract.ts'
import { isChange, ofAnother } from '../ground/change-words.ts'
import { cut, meet, minus, over, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { paragraphOf, says } from '../ground/near.ts'
import { before, between, finding, isCount, isMean, isPoints, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/**
 * Changes told of a row of times: `五年依次为78.2%、80.1%、82.7%，累计提升4.5个百分点`, `7月892件；8月743件，环比下降16.7%`. Any two figures of the row,
 * the sooner first, may be what a change goes between, unless its words name the time.
 */

/** A figure of a row that has come together over time. */
const joint = new RegExp(
  [
    '^(?:\\([^()]*\\))?(?:、|，|；|和|及|以及|与)[^，。；、\\d]{0,8}(?:(?:20)?\\d{1,4}[年月底末前]{1,2}|\\d季度)?[^，。；、\\d]{0,10}$',
    '^[^，。；、\\d]{0,4}(?:升|提高|提升|增|增加|增长|降|下降|减少|降低|推进)[到至为][^，。；、\\d]{0,4}(?:(?:20)?\\d{2,4}年)?[^，。；、\\d]{0,6}$',
  ].join('|'),
)
const MOST = 12

/** The figures of one sort before a change that follow one another, those of its own sentence and of the one before. */
function rowBefore(paper: Paper, change: Figure): Figure[] {
  const all = paragraphOf(paper, change.sentence).filter(
    (one) =>
      one.end <= change.start &&
      one.sentence >= change.sentence - 1 &&
      (one === change || !isChange(paper, one)) &&
      // 三年累计…，年均…: sums and means are no members of the row
      !isMean(paper, one) &&
      !/(?:累计|合计|共计|总计|年均)[^，。；、]{0,4}$|(?:^|[年者项间])共$/.test(lead(paper, one, 12)),
  )
  const fit = (one: Figure): boolean =>
    (isPoints(change) ? isRate(one) : isCount(one) || isRate(one)) && one.low > 0 && one.bracketOf === null
  const last = all.findLast(fit)
  if (!last || change.start - last.end > 90) return []
  const row = [last]
  for (const one of all.slice(0, all.indexOf(last)).toReversed()) {
    const next = row[0]!
    if (sort(one) !== sort(next) || !fit(one) || row.length === MOST) break
    const words = between(paper, one, next)
    if (!joint.test(words) || /(?:共|合计|总计|累计|其中)[^，。；]*$/.test(words)) {
      const wide = isPoints(change) && one.sentence === next.sentence && /^[^。；]{0,40}$/.test(words)
      const monthly = row.length === 1 && /环比/.test(lead(paper, change)) && /^[^。]{0,60}[；，][^，。；]{0,12}$/.test(words)
      if (!wide && !monthly) break
    }
    row.unshift(one)
  }
  return newestFirst(row) ? row.toReversed() : row
}

/** `2024年为88.5%，2023年为86.7%，2022年为85.2%`: told back in time. */
const newestFirst = (row: readonly Figure[]): boolean =>
  row.length > 1 && row.slice(1).every(({ period }, at) => /^20\d{2}$/.test(period ?? '') && /^20\d{2}$/.test(row[at]!.period ?? '') && period! < row[at]!.period!)

const rising = /上升|提高|提升|增长|增加|上涨|扩大|攀升|递增|增幅|涨幅/
const falling = /负增长|下降|降低|减少|下滑|回落|递减|降幅|压缩|压减|缩短|缩减/
/** 1 where the words say more, −1 where they say less, 0 where they say neither. */
export const signOf = (words: string): number => (falling.test(words) ? -1 : rising.test(words) ? 1 : 0)

/** 比年初的45.8%提高…: the rate of another time, told behind that of now. */
const compared = /(?:[较与]|(?<!占)比(?!例|重))[^，。；]*$|^\(?(?:上年|去年|同期|年初)/
const timed = /分别|依次|环比|逐年|逐月|逐季|年度|季度|[年月]|上年|[由从]/
const whole = /(?<![前后首末])[两二三四五六七八]年|累计|半年|总体|共计|期间|至今/

type Step = { readonly from: Figure; readonly to: Figure }
/** The pairs that a change may go between, by what its words name. */
function steps(paper: Paper, change: Figure, row: readonly Figure[]): Step[] {
  const words = before(paper, change, 60)
    .split(/[。；，]/)
    .slice(-2)
    .join('，')
  const pairs = row.flatMap((from, at) => row.slice(at + 1).map((to) => ({ from, to })))
  const ends = pairs.filter(({ from, to }) => from === row[0] && to === row.at(-1))
  const next = pairs.filter(({ from, to }) => row.indexOf(to) - row.indexOf(from) === 1)
  const own = lead(paper, change)
  if (/环比/.test(own)) return next
  if (whole.test(own) && !/其中/.test(own)) return ends
  const year = (/[比较](20\d{2})年/.exec(own) ?? /[比较](20\d{2})年/.exec(own.length > 0 ? words : ''))?.[1]
  const of = /(?:其中|，|、)(20\d{2})年[^，、]*(?:，[增升降减涨]幅[为达]?)?$/.exec(`，${words}`)?.[1]
  const at = (name: string): Figure | undefined => row.find(({ period }) => period === name)
  if (year !== undefined && at(year)) return pairs.filter(({ from }) => from === at(year))
  if (of !== undefined && at(of)) return next.filter(({ to }) => to === at(of))
  return pairs
}

const size = ({ low, high }: Interval): Interval =>
  high < 0 ? { low: -high, high: -low } : low < 0 ? { low: 0, high: Math.max(-low, high) } : { low, high }
function computed(change: Figure, { from, to }: Step): Interval {
  const difference = minus(to, from)
  return isPoints(change) || !isRate(change) ? difference : times(over(size(difference), from), to.value < from.value ? -100 : 100)
}
const turned = ({ low, high }: Interval): Interval =>
  high < 0 || low > high ? { low: Math.min(-high, -low), high: Math.max(-high, -low) } : { low, high }

const gives = (change: Figure, step: Step): boolean => meet(cut(turned(computed(change, step))), cut(change))
const direction = ({ from, to }: Step): number => (to.low > from.high ? 1 : to.high < from.low ? -1 : 0)

/** Whether a row of three and more before it, the figures given among them, gives a change that goes the way the words say. */
export function givenByRow(paper: Paper, change: Figure, among: readonly Figure[] = []): boolean {
  const sign = signOf(lead(paper, change))
  const row = rowBefore(paper, change)
  const inside = among.every((one) => row.some(({ at }) => at === one.at))
  return (
    row.length > 2 && inside && steps(paper, change, row).some((step) => gives(change, step) && (sign === 0 || direction(step) !== -sign))
  )
}

/** A change of a row of times that no two of them give, or that goes the other way. */
export function checkRowChanges(paper: Paper, explained: (change: Figure, row: readonly Figure[]) => boolean): Finding[] {
  return paper.figures.flatMap((change) => {
    if (change.cell !== null || !isChange(paper, change) || !Number.isFinite(change.high)) return []
    const words = lead(paper, change)
    const sign = signOf(words)
    if (/同比|上年|去年|平均|年均|全省|全国|目标|任务|计划|新增|净增|分别|以上/.test(words) || (sign === 0 && !/增|升|降|减/.test(words)))
      return []
    const row = rowBefore(paper, change)
    const last = row.at(-1)
    if (!isRate(change) && !isPoints(change) && !/环比|[比较]/.test(words)) return []
    if (row.some((one) => compared.test(lead(paper, one)))) return []
    // 小学15.6%，下降0.7个百分点，中学13.8%，下降0.4个百分点: each has its own change
    if (last && paper.figures.slice(row[0]!.at + 1, last.at).some(isPoints)) return []
    // 农药使用量累计减少18.6% behind a row of something else
    const named = words.replace(/(?:同比|累计|总体|逐年|年均|环比|共|净)*(?:增加|增长|减少|下降|提高|提升|上升|降低)了?$/, '')
    if (row.length > 0 && named.length > 2 && /；/.test(between(paper, row.at(-1)!, change)) && !says(paper, row[0]!, named)) return []
    if (ofAnother(paper, change, row)) return []
    if (row.length < 2 || !last || !timed.test(before(paper, row[0]!, 60) + before(paper, change, 40))) return []
    if (row.length === 2 && !/环比|累计/.test(words) && !/分别|依次/.test(before(paper, row[0]!, 40))) return []
    const all = steps(paper, change, row)
    const right = all.filter((step) => gives(change, step))
    if (right.some((step) => sign === 0 || direction(step) !== -sign)) return []
    const step = right[0] ?? all.at(-1)
    if (!step || (right.length === 0 && all.length > row.length && explained(change, row))) return []
    const percent = isRate(change) && !isPoints(change)
    const shown = showInterval(turned(computed(change, step)), 2)
    return [
      finding(paper, [change, step.to, step.from], {
        verdict: 'doubtful',
        kind: isPoints(change) ? 'points' : percent ? 'series' : 'total',
        calculation: percent
          ? `(${show(step.to.value)} − ${show(step.from.value)}) ÷ ${show(step.from.value)} → ${shown}%，所列 ${printed(change)}`
          : `${printed(step.from)} → ${printed(step.to)}，相差 ${shown}，所列 ${printed(change)}`,
        explanation:
          right.length > 0
            ? '升降方向与所列两个时期的数相反；若对比的是另一时期则无误。'
            : '所列各时期的数中没有两个得出这一增减；若对比的是另一时期则无误。',
      }),
    ]
  })
}
