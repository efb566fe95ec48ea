import { cut, meet, over, times } from '../ground/interval.ts'
import { hasOwnShare } from '../ground/near.ts'
import { countsOfSort } from '../ground/nouns.ts'
import { between, inSentence, isCount, isRate, lead, tail, type Figure, type Paper } from '../ground/paper.ts'
import type { Pair } from './ratio-pairs.ts'

/** Pairs of counts that stand beside a rate and are none of it, and totals that it is a share of though others stand nearer. */

/** 占总投诉量的51.5%: a count of the paper that gives the share is the total it is of. */
export const ofTotal = (paper: Paper, rate: Figure, other: Figure | undefined): Figure | undefined =>
  /占(?:[^，。；\d]{0,10})?总[^，。；\d]{0,6}的?$/.test(lead(paper, rate)) ? other : undefined

/** 商品类165宗，服务类155宗。…36宗，占总量的11.25%: two that stand side by side make the total. */
export function ofTwo(paper: Paper, rate: Figure, part: Figure): boolean {
  if (!/占(?:[^，。；\d]{0,10})?总[^，。；\d]{0,6}的?$/.test(lead(paper, rate))) return false
  const all = countsOfSort(paper, part).filter((one) => one !== part && one.low > 0)
  return all.some((one, at) => {
    const next = all[at + 1]
    const both = next && { low: one.low + next.low, high: one.high + next.high }
    return both && next.sentence === one.sentence && /^[^，。；\d]{0,4}[，、][^，。；、\d]{1,10}$/.test(between(paper, one, next)) && meet(cut(times(over(part, both), 100)), cut(rate))
  })
}

/** Pairs that no share is of: 94个参数 beside samples, a 净增 without its task, one member beside the next, what is told of a whole row. */
export const ofNone = (paper: Paper, rate: Figure, { part, base }: Pair): boolean =>
  /^(?:合计|共计)占/.test(lead(paper, rate)) ||
  ofOtherThings(paper, part, base) ||
  ofOtherThings(paper, base, part) ||
  (/完成率/.test(lead(paper, rate)) && /净增|新增/.test(lead(paper, part)) && !/任务|计划|目标/.test(lead(paper, base))) ||
  (/占/.test(lead(paper, rate)) && hasOwnShare(paper, base) && base.end <= part.start && part.partOf !== base.at && /；/.test(between(paper, base, part)))

/** 94个参数 beside samples; but 达标68项 are of 72项指标. */
const ofOtherThings = (paper: Paper, one: Figure, other: Figure): boolean =>
  /^(?:品种|参数)/.test(tail(paper, one)) || (one.unit !== other.unit && /^(?:项目|指标)/.test(tail(paper, one)))

const joint = /^[、和及]$/
export function rowed(paper: Paper, rate: Figure, { part, base }: Pair): boolean {
  const same = inSentence(paper, rate.sentence)
  const at = same.indexOf(rate)
  const row = [same[at - 1], same[at + 1]].some((one) => one !== undefined && isRate(one) && joint.test(between(paper, one, rate)))
  if (row && joint.test(between(paper, part, base))) return true
  const own = same[at - 1]
  return own !== undefined && own !== part && own !== base && isCount(own) && part.end <= rate.start && /；/.test(between(paper, part, rate)) && !/；/.test(between(paper, own, rate))
}
