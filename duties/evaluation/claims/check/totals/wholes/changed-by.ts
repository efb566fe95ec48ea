import type { Finding } from '../../../contract.ts'
import { meet, minus, plus, showInterval, type Interval } from '../../ground/interval.ts'
import { countsLike, paragraphOf } from '../../ground/near.ts'
import { before, between, finding, isCount, isExact, lead, printed, sort, type Figure, type Paper } from '../../ground/paper.ts'
import { plainCount } from './words.ts'

/** How much more, less, sooner or later something is, told beside the two figures of which it is the difference. */
export const checkChangedBy = (paper: Paper, figures: readonly Figure[]): Finding[] =>
  figures.flatMap((change, at) => [...(compared(paper, figures, at) ?? []), ...(grown(paper, figures, change) ?? []), ...(enlarged(paper, figures, at) ?? [])])

const size = ({ low, high }: Interval): Interval => (high < 0 ? { low: -high, high: -low } : { low: Math.max(0, low), high: Math.max(-low, high) })
const say = (paper: Paper, change: Figure, from: Figure, to: Figure, sure: boolean, words: string): Finding =>
  finding(paper, [change, to, from], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'total',
    calculation: `${printed(from)} → ${printed(to)}，相差 ${showInterval(size(minus(to, from)), 2)}，所列 ${printed(change)}`,
    explanation: words,
  })

const against = /^，?(?:比|较)(?!上|去|前|20)[^，。；、\d]{2,10}$/
const by = /^(?:缩短|短|提前|快|压缩|减少|少|低|长|慢|多|延长|增加|高)了?$/
/** `平均用时6.5天，比法定的15天短8.5天`. */
function compared(paper: Paper, figures: readonly Figure[], at: number): Finding[] | null {
  const [own, norm, change] = [figures[at - 2], figures[at - 1], figures[at]]
  if (!own || !norm || !change || own.unit !== change.unit || norm.unit !== change.unit || ![own, norm, change].every((one) => isCount(one) && isExact(one))) return null
  if (!against.test(between(paper, own, norm)) || !by.test(between(paper, norm, change))) return null
  return meet(size(minus(norm, own)), change) ? [] : [say(paper, change, norm, own, true, '相差数与紧接在前的两个数不符。')]
}

const once = /一年前|两年前|此前|当时|原先|原来|上年|去年|年初|20\d{2}年(?:底|末|初)?/
/** `快检室现有312间…。而在一年前，总数还只有240间，一年净增72间`: what there is stands in the sentence before. */
function grown(paper: Paper, figures: readonly Figure[], change: Figure): Finding[] | null {
  if (!isCount(change) || !isExact(change) || !/净增加?了?$/.test(lead(paper, change))) return null
  const from = figures.findLast((one) => one.end <= change.start && plainCount(paper, one) && one.unit === change.unit)
  if (!from || !/^，[^，。；\d]{0,8}$/.test(between(paper, from, change)) || !once.test(before(paper, from, 24))) return null
  const near = paragraphOf(paper, change.sentence).filter((one) => one.sentence >= change.sentence - 1 && one !== from && one !== change && plainCount(paper, one) && one.unit === change.unit)
  if (near.some((one) => meet(plus(from, change), one))) return []
  const to = near.find((one) => one.end <= from.start && /(?:(?:现有|现已有|共有)[一-鿿]{0,8}|现|目前|达到?)$/.test(lead(paper, one, 12)) && one.value > from.value)
  return to ? [say(paper, change, from, to, true, '净增数与现有数、原有数之差不符。')] : null
}

/** `快检室现有312间` and, sections later, `快检室扩至350间，新建38间`. */
function enlarged(paper: Paper, figures: readonly Figure[], at: number): Finding[] | null {
  const [to, change] = [figures[at - 1], figures[at]]
  if (!to || !plainCount(paper, to) || !change || !isCount(change) || !isExact(change) || sort(to) !== sort(change)) return null
  const noun = /([一-鿿]{2,6}?)(?:总数|数量|数)?(?:将|要)?(?:扩|增|扩大|扩充|增加|发展|达|提高)[到至]$/.exec(lead(paper, to, 16))?.[1]
  if (noun === undefined || !/^，(?:再|将|计划|年内)?(?:新建|新增|增加|新设|扩建|增设)了?$/.test(between(paper, to, change))) return null
  const name = noun.slice(-3)
  const there = countsLike(paper, to).filter((one) => one.end <= to.start && one.sentence !== to.sentence && isExact(one) && one.low > 0)
  if (there.some((one) => meet(plus(one, change), to))) return []
  const called = there.filter((one) => `${one.subject}${lead(paper, one, 12)}`.includes(name) && /现有?$|共有$|已有$|建成$|达到?$/.test(lead(paper, one, 12)) && one.value < to.value)
  return called.length === 1 ? [say(paper, change, called[0]!, to, false, '新增数与目标数、现有数之差不符；若同期另有撤并则无误。')] : null
}
