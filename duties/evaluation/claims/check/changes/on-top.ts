import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { growthOf, way } from '../ground/growth.ts'
import { depthOf, paragraphOf } from '../ground/near.ts'
import { between, finding, isCount, isDensity, isExact, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** What came on top (净增, 多挽回) against how much there is now: the growth it makes, and a year before that cannot be negative. */
export const checkOnTopOf = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) =>
    figures.flatMap((more, at) => {
      const [first, now] = [figures[at - 2], figures[at - 1]]
      const plain = now !== undefined && more.cell === null && now.cell === null && isExact(more) && isExact(now)
      return [...grown(paper, figures, more, at), ...beyond(paper, more), ...(plain ? [(first && densities(paper, first, now, more)) ?? netted(paper, now, more)].filter((one) => one !== null) : [])]
    }),
  )

const usable = (one: Figure | undefined): one is Figure => one !== undefined && isCount(one) && isExact(one) && one.cell === null && one.low > 0

/** `货值196781.6万美元，净增48903.0万美元，比增33.07%`. */
function grown(paper: Paper, figures: readonly Figure[], more: Figure, at: number): Finding[] {
  const [now, rate] = [figures[at - 1], figures[at + 1]]
  if (!usable(now) || !usable(more) || !rate || sort(now) !== sort(more) || way(paper, now) !== 0 || depthOf(paper, now) > depthOf(paper, more)) return []
  const direction = way(paper, more)
  const growth = growthOf(paper, rate)
  if (direction === 0 || !growth || /[；。]/.test(between(paper, now, rate)) || !/^[^，。；\d]{0,12}，[^，。；\d]{0,12}$/.test(between(paper, more, rate))) return []
  if (!/^[^，。；\d]{0,6}，[^；。\d]{0,16}$/.test(between(paper, now, more)) || /每|平均|累计/.test(between(paper, now, rate))) return []
  const then: Interval = direction > 0 ? { low: now.low - more.high, high: now.high - more.low } : { low: now.low + more.low, high: now.high + more.high }
  // 上年540万元，增加43.2万元: the figure before is of the time before
  if (then.high <= 0 || /上年|去年|前年|同期|年初|此前|原有?$/.test(lead(paper, now, 20)) || meet(cut(times(over(more, now), 100)), cut(rate))) return []
  const made = times(over(more, then), 100)
  const others = paragraphOf(paper, more.sentence).filter((one) => one !== now && one !== more && usable(one) && sort(one) === sort(more))
  if (meet(cut(made), cut(rate)) || others.some((one) => meet(cut(times(over(more, one), 100)), cut(rate)))) return []
  return [
    finding(paper, [rate, more, now], {
      verdict: 'contradiction',
      kind: 'series',
      calculation: `${show(more.value)} ÷ (${show(now.value)} ${direction > 0 ? '−' : '+'} ${show(more.value)}) = ${showInterval(made, 2)}%，所列 ${printed(rate)}`,
      explanation: '增减幅度与所列的现有数、增减数不符。',
    }),
  ]
}

// 第二产业增加值 is a level
const named = /(?:多|增加(?!值)|净增(?!值)|增收|新增)([一-鿿]{2,10})$/
/** `挽回损失409万元…，比上年多挽回损失445万元`: what came on top is a part of what there is. */
function beyond(paper: Paper, more: Figure): Finding[] {
  if (!usable(more)) return []
  const words = lead(paper, more, 24)
  const name = named.exec(words)?.[1]
  const compared = /[比较]|同比|上年|去年/.test(`${paper.text.slice(Math.max(0, more.start - 40), more.start)}`)
  if (name === undefined || !compared || /新增/.test(words)) return []
  const now = paragraphOf(paper, more.sentence).filter(
    (one) => one.end <= more.start && usable(one) && one.unit === more.unit && way(paper, one) === 0 && (lead(paper, one, 24).includes(name.slice(0, 6)) || `${lead(paper, one, 24)}${tail(paper, one, 6)}`.includes(name)),
  )
  const [value] = now
  if (!value || now.length !== 1 || more.low <= value.high) return []
  return [
    finding(paper, [more, value], {
      verdict: 'contradiction',
      kind: 'bound',
      calculation: `${printed(value)} − ${printed(more)} = ${show(value.value - more.value, 2)}，小于 0`,
      explanation: '增加的数比现在的总数还多，所比时期的数不可能为负。',
    }),
  ]
}

/** `总量36200户，净增2900户` */
function netted(paper: Paper, now: Figure, change: Figure): Finding | null {
  if (!/^，(?:净增|新增)$/.test(between(paper, now, change)) || now.unit !== change.unit || !isCount(now) || change.low <= now.high || !/总[量数]|共有?|累计/.test(lead(paper, now))) return null
  return finding(paper, [change, now], { verdict: 'contradiction', kind: 'part-whole', calculation: `${show(change.value)} > ${show(now.value)}${now.unit}`, explanation: '净增的多于现有的总数。' })
}

/** `5.36批次/千人，比上年的3.23批次/千人增加2.13批次/千人`. */
function densities(paper: Paper, now: Figure, then: Figure, change: Figure): Finding | null {
  if (![now, then, change].every((one) => isDensity(one) && isExact(one) && one.unit === now.unit && one.sentence === now.sentence)) return null
  const told = /^(增加|提高|上升|减少|下降|降低)了?$/.exec(between(paper, then, change))?.[1]
  if (told === undefined || !/^，(?:比|较)[^，。；]{0,12}的?$/.test(between(paper, now, then))) return null
  const gap = /减少|下降|降低/.test(told) ? minus(then, now) : minus(now, then)
  return meet(gap, change) ? null : finding(paper, [change, now, then], {
    verdict: 'contradiction',
    kind: 'per-capita',
    calculation: `${show(now.value)} − ${show(then.value)} = ${show(now.value - then.value)}${now.unit}，所列 ${printed(change)}`,
    explanation: '增减数与前后两个数不符。',
  })
}
