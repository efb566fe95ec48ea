import type { Finding } from '../../contract.ts'
import { changed, isChange, ofAnother } from '../ground/change-words.ts'
import { cut, meet, minus, over, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { akin, countsLike, paragraphOf, ratesOf } from '../ground/near.ts'
import { impliedChange } from './implied-share.ts'
import { againstOther } from './points-against.ts'
import { checkRowChanges, givenByRow } from './row-changes.ts'
import {
  figureAt,
  before,
  between,
  finding,
  inSentence,
  isCount,
  isDensity,
  isExact,
  isPoints,
  isRate,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/**
 * Changes: how much more or less there is than there was (增加137起, 增长七成, 下降0.4个百分点), against the two figures it comes of. Whatever two
 * figures near it give it is right; a change that none gives, beside a figure of another time, leaves a doubt.
 */
export function checkChanges(paper: Paper): Finding[] {
  const rows = checkRowChanges(paper, (change, row) =>
    explained(
      paper,
      change,
      row.map(({ at }) => at),
    ),
  )
  const others = paper.figures.flatMap((change) => {
    if (change.cell !== null || !isChange(paper, change) || !Number.isFinite(change.high)) return []
    if (againstOther(paper, change) || impliedChange(paper, change)) return []
    const pair = likely(paper, change)
    // a change of a row has its own pair, whatever others would give it
    const right =
      pair !== null &&
      (pair.row
        ? gives(change, pair.from, pair.to)
        : givenByRow(paper, change, [pair.from]) || explained(paper, change, [pair.from.at, pair.to.at]))
    return pair === null || right ? [] : [say(paper, change, pair)]
  })
  return [...rows, ...others]
}

const stepped = /^[^，。；\d]{0,8}(?:升|增|降|减|扩|提|压|缩|涨)[^，。；\d]{0,4}(?:到|至|为)(?:20\d{2}年的?|今年的?)?$/
/** What existing rules call wrong and two figures near it explain. */
export const unexplained = (paper: Paper, findings: readonly Finding[]): Finding[] => {
  return findings.filter(({ verdict, claims }) => {
    const pivot = figureAt(paper, claims[0])
    if (verdict === 'holds' || !pivot || !isChange(paper, pivot)) return true
    // its own two figures give it: what is wrong is the direction, or how it is called
    const [one, other] = claims.slice(1).map((id) => figureAt(paper, id))
    if (one === undefined || other === undefined) return true
    // 由3200吨降到2976吨，降幅17%: the sentence says what it goes between
    if (verdict === 'contradiction' && [one, other].every((it) => it.sentence === pivot.sentence) && stepped.test(between(paper, other, one)) && /^，[^，。；\d]{0,4}$/.test(between(paper, one, pivot))) return true
    const row = likely(paper, pivot)
    return gives(pivot, one, other) || !((row && gives(pivot, row.from, row.to)) || explained(paper, pivot, [one.at, other.at]))
  })
}

/** How a figure of another time, or of a mark to reach, is announced. */
const other =
  /(?:比|较|由|从|上年|去年|前年|同期|年初|年末|年底|上季度|第[一二三四]季度|上学[年期]|上半年|上届|上次|上期|(?:行动|活动|改造|创建|整治|实施|开展|启动|培训|提升|专项)(?:前|之初)|以前|原来|原先|原有|此前|法定|规定|目标|任务|(?:20)?\d{2}年度?)[^，。；、\d]{0,14}$/
/** 98%的目标, 85分的推荐线 */
const mark = /^的?(?:目标|任务|要求|标准|推荐线|达标线|合格线|指标|规定)/
const past = (paper: Paper, figure: Figure): boolean =>
  (other.test(lead(paper, figure)) && !changed.test(lead(paper, figure))) || mark.test(tail(paper, figure))

/** Goals, weights and rules are set, not measured: 90% is 90 and no 89.6. */
const given = /权重|比重|目标|任务|标准|规定|法定|要求|省定|国定/
const exactly = (paper: Paper, one: Figure): Figure =>
  isRate(one) && isExact(one) && (given.test(lead(paper, one)) || mark.test(tail(paper, one)))
    ? { ...one, low: one.value, high: one.value }
    : one

/** Figures that a change may be the difference of: of its unit, or rates for points, or any of one sort for a percentage. */
const comparable = (paper: Paper, change: Figure, one: Figure): boolean => {
  if (one === change || one.low <= 0 || !Number.isFinite(one.high) || isPoints(one)) return false
  if (isPoints(change)) return isRate(one) && !isChange(paper, one)
  if (isRate(change)) return (isCount(one) || isDensity(one) || isRate(one)) && !(isRate(one) && isChange(paper, one))
  return sort(one) === sort(change) && !isChange(paper, one)
}

const size = ({ low, high }: Interval): Interval =>
  high < 0 ? { low: -high, high: -low } : low < 0 ? { low: 0, high: Math.max(-low, high) } : { low, high }
const rough = (change: Figure): Interval =>
  isRate(change) && !isPoints(change) ? cut({ low: change.low, high: change.high }) : cut(change)

/** Whether going from one figure to the other is the change. */
function gives(change: Figure, from: Figure, to: Figure): boolean {
  if (sort(from) !== sort(to) && !(isRate(from) && isRate(to))) return false
  const difference = size(minus(to, from))
  if (isPoints(change) || !isRate(change)) return meet(cut(difference), rough(change))
  return meet(cut(times(over(difference, from), 100)), rough(change)) || (isRate(from) && meet(cut(difference), rough(change)))
}

/** `anchors`: of points one of the two rates must be one that the words name, for rates are many. */
function explained(paper: Paper, change: Figure, anchors: readonly number[]): boolean {
  const around = paragraphOf(paper, change.sentence)
    .filter((one) => Math.abs(one.sentence - change.sentence) < 2 && comparable(paper, change, one))
    .map((one) => exactly(paper, one))
  const amounts =
    isRate(change) && !isPoints(change) ? inSentence(paper, change.sentence).filter((one) => isCount(one) && isChange(paper, one)) : []
  // two rates of the sentence itself are what it speaks of
  const own = around.filter((one) => one.sentence === change.sentence)
  const far = (isPoints(change) && own.length > 1 ? [] : elsewhere(paper, change)).filter((one) =>
    around.some((near) => near.at !== one.at && akin(paper, one, near)),
  )
  return around.some(
    (one) =>
      around.some(
        (two) => one !== two && gives(change, one, two) && (!isPoints(change) || anchors.includes(one.at) || anchors.includes(two.at)),
      ) ||
      far.some((two) => gives(change, one, two)) ||
      // 净增2.12万户，增长8.0%: the growth over what there is without it
      amounts.some(
        (more) =>
          sort(more) === sort(one) &&
          (anchors.length === 0 || anchors.includes(one.at)) &&
          meet(cut(times(over(more, { low: one.low - more.high, high: one.high - more.low }), 100)), rough(change)),
      ) ||
      amounts.some((more) => sort(more) === sort(one) && anchors.includes(one.at) && meet(cut(times(over(more, one), 100)), rough(change))),
  )
}

/** Figures of the whole paper that a difference may be taken from. */
function elsewhere(paper: Paper, change: Figure): readonly Figure[] {
  if (isPoints(change)) return ratesOf(paper).filter((one) => !isChange(paper, one))
  return isRate(change) ? [] : countsLike(paper, change).filter((one) => one !== change && !isChange(paper, one))
}

type Change = { readonly from: Figure; readonly to: Figure; readonly row?: boolean }

/** The figure of another time next to the change, and the one of now that it is most likely compared with. */
function likely(paper: Paper, change: Figure): Change | null {
  const words = lead(paper, change)
  if (/年均|平均|累计|复合|全省|全国|国家/.test(words)) return null
  const all = inSentence(paper, change.sentence)
    .filter((one) => comparable(paper, change, one))
    .map((one) => exactly(paper, one))
  const row = inRow(paper, change, all)
  if (row !== undefined) return row && { ...row, row: true }
  if (/分别|各/.test(words)) return null
  const same = all.filter((one) => Math.abs(one.start - change.start) < 90)
  const apart = twoOf(paper, change, same, all)
  if (apart) return apart
  const from = [
    ...same.filter((one) => one.start > change.start && between(paper, change, one).length < 24),
    ...same.filter((one) => one.start < change.start).toReversed(),
  ].find((one) => past(paper, one) && isExact(one) && !/；/.test(between(paper, one, change)))
  if (!from || ofAnotherYear(paper, change, from)) return null
  const now = (one: Figure): boolean =>
    one.at !== from.at && !past(paper, one) && sort(one) === sort(from) && !isChange(paper, one) && one.bracketOf !== from.at
  const led = (one: Figure): boolean =>
    one.start > from.start && one.start < change.start && /^[^，。；]{0,6}[至到为]$/.test(between(paper, from, one))
  const near = (one: Figure): boolean => isRate(from) || led(one) || (one.value < 4 * from.value && from.value < 4 * one.value)
  // 减少15%，由1200件降到1020件
  const behind = (one: Figure): boolean => from.start > change.start && /^[^，。；]{0,6}[至到为]$/.test(between(paper, from, one))
  const here = same.filter((one) => now(one) && (one.start < Math.max(change.start, from.start) || behind(one)) && near(one))
  const to =
    closest(here.slice(-2), from) ?? aboveIt(paper, change, from, now, near) ?? afar(paper, change, from, now) ?? grown(paper, change, from)
  return to && !ofAnother(paper, change, [from, to]) ? { from, to } : null
}

const joint = /^(?:个?百分点)?(?:、|和|及)(?:[一-鿿]{0,4}(?:上升|下降|提高|提升|降低|增长|增加|减少|回落)了?)?$/
/** `甲由84.7%升至91.3%，乙由81.5%升至89.6%，分别提升6.6和8.1个百分点`: each change of a row has its own pair. */
function inRow(paper: Paper, change: Figure, all: readonly Figure[]): Change | null | undefined {
  const same = inSentence(paper, change.sentence)
  const alike = (at: number): boolean => same[at]?.unit === change.unit
  let [first, last] = [same.indexOf(change), same.indexOf(change)]
  while (alike(first - 1) && joint.test(between(paper, same[first - 1]!, same[first]!))) first--
  while (alike(last + 1) && joint.test(between(paper, same[last]!, same[last + 1]!))) last++
  if (first === last) return undefined
  const pairs = all.flatMap((from, at) => {
    const to = all[at + 1]
    return to && to.end < same[first]!.start && /[由从][^，。；\d]*$/.test(lead(paper, from)) ? [{ from, to }] : []
  })
  return pairs.length === last - first + 1 ? (pairs[same.indexOf(change) - first] ?? null) : null
}

/** `甲86.4%，乙92.8%，两者相差6.4个百分点`, `最高与最低相差22.1个百分点`: the two figures, or the ends of the row, before. */
function twoOf(paper: Paper, change: Figure, same: readonly Figure[], all: readonly Figure[]): Change | null {
  const words = lead(paper, change)
  if (!/相差|差距|拉开|两者|二者|[前后]者/.test(words) || !(isPoints(change) || isCount(change))) return null
  const ends = words.includes('最高') ? all.filter((one) => one.end < change.start) : same.filter((one) => one.end < change.start).slice(-2)
  const sorted = ends.filter((one) => one.unit === ends.at(-1)!.unit).toSorted((a, b) => a.value - b.value)
  const [from, to] = [sorted[0], sorted.at(-1)]
  return from && to && from !== to ? { from, to } : null
}

/** `增加31起（上年95起），增长32.6%`: how many there are now is what there was and what came on top. */
function grown(paper: Paper, change: Figure, from: Figure): Figure | undefined {
  if (!isRate(change) || isPoints(change)) return undefined
  const more = inSentence(paper, change.sentence).find(
    (one) => isCount(one) && sort(one) === sort(from) && one !== from && isChange(paper, one),
  )
  if (!more) return undefined
  const sign = /减|降|少|下|回落/.test(lead(paper, more)) ? -1 : 1
  return { ...from, value: from.value + sign * more.value, low: from.low + sign * more.value, high: from.high + sign * more.value }
}

const closest = (all: readonly Figure[], from: Figure): Figure | undefined =>
  all.toSorted((a, b) => Math.abs(Math.log(a.value / from.value)) - Math.abs(Math.log(b.value / from.value)))[0]

/** `共查办案件2146起。较上年的2009起增加137起`: the figure of now in the sentence before. */
function aboveIt(
  paper: Paper,
  change: Figure,
  from: Figure,
  now: (one: Figure) => boolean,
  near: (one: Figure) => boolean,
): Figure | undefined {
  const above = paragraphOf(paper, change.sentence).filter(
    (one) => one.sentence === change.sentence - 1 && now(one) && near(one) && one.partOf === null,
  )
  return closest(
    above.filter(
      (one) => akin(paper, one, from) || akin(paper, one, change) || (one.value < 1.3 * from.value && from.value < 1.3 * one.value),
    ),
    from,
  )
}

/** `A级食堂增加38所（行动前103所）`: how many there are now stands elsewhere. */
function afar(paper: Paper, change: Figure, from: Figure, now: (one: Figure) => boolean): Figure | undefined {
  return closest(
    elsewhere(paper, change).filter(
      (one) =>
        now(one) &&
        (isPoints(change) ? akin(paper, one, from) : akin(paper, one, change)) &&
        one.value < 2 * from.value &&
        from.value < 2 * one.value,
    ),
    from,
  )
}

/** `较2022年（98.2%）提高0.5个百分点，较2021年提高0.8个百分点`: the second is of a year whose figure is not told. */
function ofAnotherYear(paper: Paper, change: Figure, from: Figure): boolean {
  const year = /[比较](20\d{2}年|上年|去年|年初|前年|上季度)[^，。；]*$/.exec(lead(paper, change))?.[1]
  return year !== undefined && !before(paper, from, 30).includes(year) && !lead(paper, change).includes(printed(from))
}

function say(paper: Paper, change: Figure, { from, to }: Change): Finding {
  const difference = minus(to, from)
  const percent = isRate(change) && !isPoints(change)
  const computed = percent ? times(over(size(difference), from), 100) : size(difference)
  return finding(paper, [change, to, from], {
    verdict: 'doubtful',
    kind: isPoints(change) ? 'points' : percent ? 'series' : 'total',
    calculation: percent
      ? `(${show(to.value)} − ${show(from.value)}) ÷ ${show(from.value)} = ${showInterval(computed, 2)}%，所列 ${printed(change)}`
      : `${printed(to)} 与 ${printed(from)} 相差 ${showInterval(computed, 2)}，所列 ${printed(change)}`,
    explanation: '增减数与前后两个数不符；若对比的是另一时期或另一口径的数则无误。',
  })
}
