import type { Finding } from '../../contract.ts'
import { isChange } from '../ground/change-words.ts'
import { wayOf } from '../ground/growth.ts'
import { cut, meet, minus, over, showInterval, times, type Interval } from '../ground/interval.ts'
import { entryFor, ofAll, sameIn, type Entry } from '../ground/ledger.ts'
import { between, finding, inSentence, isCount, isDensity, isExact, isPoints, isRate, lead, printed, type Figure, type Paper } from '../ground/paper.ts'

/** `2023年查办案件644件，同比增长15.0%`: how many there were the year before is told in another sentence or section, under the same name. */
export const checkLevelsElsewhere = (paper: Paper): Finding[] =>
  paper.figures.flatMap((change) => (change.cell === null && isExact(change) && change.value > 0 && isChange(paper, change) ? (judge(paper, change) ?? []) : []))

const compared = /同比|比上年|较上年|比去年|较去年|比(?:上年|去年)?同期|较(?:上年|去年)?同期|[比较与](?:19|20)\d{2}年|上一年|上年度/
const named = /[比较与]((?:19|20)\d{2})年/
const other = /环比|年均|累计|目标|计划|任务|全[省国]|平均|力争|预计/

function judge(paper: Paper, change: Figure): Finding | null {
  const words = lead(paper, change)
  const way = wayOf(words)
  if (way === 0 || !compared.test(words) || other.test(words)) return null
  const same = inSentence(paper, change.sentence)
  const level = same.findLast((one) => one.end <= change.start && !isChange(paper, one))
  if (!level || !isExact(level) || !suits(change, level) || !/^[^。；]{0,40}$/.test(between(paper, level, change)) || /[比较与][^，。；]*$/.test(lead(paper, level))) return null
  const entry = entryFor(paper, level)
  if (!entry || entry.thing.length + entry.deed.length < 2 || !ofAll(paper, level)) return null
  const years = named.exec(words)?.[1]
  const earlier = sameIn(paper, entry).filter((one) => one.figure.sentence !== change.sentence && one.figure.unit === level.unit && isExact(one.figure) && ofAll(paper, one.figure) && before(entry, one, years))
  const [from] = earlier
  if (!from || new Set(earlier.map(({ figure }) => figure.value)).size > 1) return null
  const moved = movedBy(change, level, from.figure)
  const told: Interval = way > 0 ? change : { low: -change.high, high: -change.low }
  const wide = cut(moved)
  if (meet(wide, told) || meet(moved, cut(told)) || meet(cut({ low: -moved.high, high: -moved.low }), { low: -told.high, high: -told.low })) return null
  // twice as far off is another reckoning
  const middle = (moved.low + moved.high) / 2
  if (Math.abs(middle) > 4 * change.value + 1 && middle * way > 0) return null
  const sign = isPoints(change) ? '个百分点' : change.unit
  return finding(paper, [change, level, from.figure], {
    verdict: 'doubtful',
    kind: isPoints(change) ? 'points' : 'series',
    calculation: `${printed(from.figure)} → ${printed(level)}：${showInterval(moved, 2)}${sign}，所列${way > 0 ? '' : '下降'} ${printed(change)}`,
    explanation: '增减数与文中另一处所列的上一时期的数不符；若口径或范围不同则无误。',
  })
}

const suits = (change: Figure, level: Figure): boolean =>
  isPoints(change) ? isRate(level) : isRate(change) ? isCount(level) || isDensity(level) : change.unit === level.unit

/** Whether an entry is of the time that is compared with. */
function before(entry: Entry, one: Entry, year: string | undefined): boolean {
  if (one.time === '-') return year === undefined && one.figure.start < entry.figure.start
  const own = /^(\d{4})(?!\/\d)/.exec(entry.time ?? '')?.[1]
  if (one.time === null || entry.time === null || own === undefined) return false
  const wanted = year ?? String(Number(own) - 1)
  return one.time === entry.time.replaceAll(own, wanted) && one.time !== entry.time
}

function movedBy(change: Figure, level: Figure, from: Figure): Interval {
  const more = minus(level, from)
  return isRate(change) && !isPoints(change) ? times({ low: over(level, from).low - 1, high: over(level, from).high - 1 }, change.unit === '‰' ? 1000 : 100) : more
}
