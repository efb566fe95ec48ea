import type { Finding } from '../../contract.ts'
import { cut, meet, minus, showInterval, type Interval } from '../ground/interval.ts'
import { between, finding, isCount, isExact, isGrowth, isPoints, isRank, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { pointsFit } from './stated-pairs.ts'

/** How much more or less there is, right behind the two figures it comes of. */
export const checkDeltas = (paper: Paper, figures: readonly Figure[]): Finding[] =>
  figures.flatMap((change, at) => stepped(paper, figures, at) ?? lastOfRow(paper, figures, at) ?? againstAverage(paper, change, figures, at) ?? [])

const usable = (one: Figure | undefined): one is Figure => one !== undefined && one.cell === null && isExact(one) && Number.isFinite(one.high)
const size = ({ low, high }: Interval): Interval => (high < 0 ? { low: -high, high: -low } : { low: Math.max(0, low), high: Math.max(-low, high) })

function say(paper: Paper, change: Figure, from: Figure, to: Figure, doubt = ''): Finding {
  return finding(paper, [change, to, from], {
    verdict: doubt === '' ? 'contradiction' : 'doubtful',
    kind: isPoints(change) ? 'points' : 'total',
    calculation: `${printed(from)} → ${printed(to)}，相差 ${showInterval(size(minus(to, from)), 2)}，所列 ${printed(change)}`,
    explanation: `增减数与紧接在前的两个数不符${doubt}。`,
  })
}

const more = '新增|净增|增加|增长|扩大|扩充|增|多|提高|提升|上升'
const less = '缩短|压缩|压减|精简|缩减|减少|提前|节约|减|下降|降低|少'
const fresh = '新建|新设|新添|增配|增设'
const told = new RegExp(`^[^，。；\\d]{0,12}，(?:同比|共|净|累计|实际|全年|一年|总体|平均)?(?:(?<more>${more})|(?<less>${less})|(?<fresh>${fresh}))了?$`)
/** `由21个增至28个，新增7个`, `由12天压缩到9天，缩短3天`. What is newly built may stand for what was given up. */
function stepped(paper: Paper, figures: readonly Figure[], at: number): Finding[] | null {
  const [from, to, change] = [figures[at - 2], figures[at - 1], figures[at]]
  if (!usable(from) || !usable(to) || !usable(change) || !isCount(change) || from.unit !== to.unit || sort(to) !== sort(change) || isRank(paper, from)) return null
  if (!/(?:由|(?<!其中|自)从)[^，。；\d]{0,10}$/.test(lead(paper, from).replaceAll(/20\d{2}年|\d{1,2}月/g, ''))) return null
  if (!/^[^，。；]{0,12}(?:到|至|为|成)[^，。；、\d]{0,4}$/.test(between(paper, from, to).replaceAll(/20\d{2}年/g, ''))) return null
  const match = told.exec(between(paper, to, change))
  // lengths of time are printed in whole days and reckoned so
  const whole = [from, to, change].every((one) => Number.isInteger(one.value) && one.high - one.low <= 1)
  if (!match || (whole ? Math.abs(to.value - from.value) === change.value : meet(size(minus(to, from)), change))) return null
  // 新建24个 beside 20 more: four may have been given up
  const room = match.groups?.['fresh'] !== undefined && change.low > size(minus(to, from)).high
  return [say(paper, change, from, to, room ? '；若同期另有撤并则无误' : '')]
}

const yearly = /^，?[^，。；\d]{0,20}，?(?:今年|本年|同期)?(?:较|比|与)(?:去年|上年)(?:同期)?(?:相比)?(?:，)?(?:减少|增加|下降|上升|多|少|增|减)了?$/
/** `近三年分别报告1380例、1265例、1150例，…，较去年同期减少115例`: the last two of the row. */
function lastOfRow(paper: Paper, figures: readonly Figure[], at: number): Finding[] | null {
  const [first, from, to, change] = [figures[at - 3], figures[at - 2], figures[at - 1], figures[at]]
  if (!usable(from) || !usable(to) || !usable(change) || !isCount(change) || ![from, to].every((one) => one.unit === change.unit)) return null
  const row = [first, from, to].every((one, i, all) => i === 0 || (all[i - 1] !== undefined && one!.unit === all[i - 1]!.unit && /^(?:、|和|及)$/.test(between(paper, all[i - 1]!, one!))))
  if (!row || !first || !/分别|依次|年/.test(lead(paper, first)) || !yearly.test(between(paper, to, change).replace(/^，[^，]{0,14}，/, '，'))) return null
  return meet(size(minus(to, from)), change) ? [] : [say(paper, change, from, to)]
}

const beside = /(?:低于|高于|超过|高出|快于|慢于|落后于?|领先|超)[^，。；、\d]{0,12}$/
/** `占62.5%，低于全省68.0%的平均水平5.5个百分点`, `进度55.0%，快于时序进度5.0个百分点（时序进度50.0%）`. */
function againstAverage(paper: Paper, points: Figure, figures: readonly Figure[], at: number): Finding[] | null {
  if (!isPoints(points) || !usable(points)) return null
  const [own, other, behind] = [figures[at - 2], figures[at - 1], figures[at + 1]]
  const rate = (one: Figure | undefined): one is Figure => usable(one) && isRate(one) && !isPoints(one) && !isGrowth(paper, one)
  const average = (one: Figure | undefined): one is Figure => usable(one) && isRate(one) && !isPoints(one)
  const judged = (one: Figure, two: Figure): Finding[] => (pointsFit(one, two, points) || meet(cut(size(minus(one, two))), cut(points)) ? [] : [say(paper, points, two, one)])
  if (rate(own) && average(other) && beside.test(lead(paper, other)) && /^的?(?:平均)?(?:水平|目标|进度|要求|均值|平均数)$/.test(between(paper, other, points)))
    return /^，[^，。；\d]{0,16}$/.test(between(paper, own, other)) ? judged(own, other) : null
  const noun = /(?:低于|高于|超过|高出|快于|慢于|超)([一-鿿]{2,8})$/.exec(lead(paper, points))?.[1]
  if (rate(other) && rate(behind) && noun !== undefined && /^，[^，。；\d]{0,14}$/.test(between(paper, other, points)))
    return new RegExp(`^[（(]${noun}[为是达]?$`).test(between(paper, points, behind)) ? judged(other, behind) : null
  return null
}
