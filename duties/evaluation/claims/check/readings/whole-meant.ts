import type { Finding } from '../../contract.ts'
import { isChange } from '../ground/change-words.ts'
import { cut, meet, minus, over, sum, times, type Interval } from '../ground/interval.ts'
import { rounded } from '../means/mean-words.ts'
import { percent } from '../ground/rows.ts'
import { between, inSentence, isCount, isExact, isMean, isPoints, isRate, lead, sort, type Figure, type Paper } from '../ground/paper.ts'

/**
 * `完成1264批次，其中一季度545批次、二季度719批次，占任务的52.0%，同比增长8.0%（上年1170批次）`: what follows a list may be said of the whole before it, and
 * `A级58家、B级171家、C级66家，检查1180家次，平均每家4次` of all its members together. A finding that takes the last member instead is none where the whole makes
 * the figure right.
 */
export function wholeIsMeant(paper: Paper, { kind }: Finding, [said, ...others]: readonly Figure[], named: boolean): boolean {
  if (!kinds.has(kind)) return false
  if (!said || others.length === 0) return false
  return others.some((taken, at) => {
    if (!taken || !isCount(taken) || taken.sentence !== said.sentence || taken.end > said.start) return false
    const second = others[1 - at]
    return wholesOf(paper, taken, said).some((whole) => fits(paper, said, whole, second, at === 0, named))
  })
}

const kinds = new Set<Finding['kind']>(['ratio', 'series', 'points', 'mean', 'total', 'part-whole'])

/** What the member of a list stands for: the whole before it, and all members together. */
function wholesOf(paper: Paper, member: Figure, said: Figure): Interval[] {
  const alike = inSentence(paper, member.sentence).filter((one) => one.end <= said.start && sort(one) === sort(member) && isExact(one) && !isMean(paper, one) && !isChange(paper, one))
  const place = alike.indexOf(member)
  if (place < 0) return []
  let first = place
  while (first > 0 && step.test(between(paper, alike[first - 1]!, alike[first]!))) first -= 1
  let last = place
  while (last + 1 < alike.length && step.test(between(paper, alike[last]!, alike[last + 1]!))) last += 1
  const row = alike.slice(first, last + 1)
  if (row.length < 2) return []
  const wholes = alike.slice(0, place).filter((one, at) => {
    const parts = alike.slice(at + 1, last + 1)
    return parts.length > 1 && at >= first - 1 && meet(one, sum(parts))
  })
  // 其中区财政1800万元、街道600万元，财政占四分之三: the share names whose it is
  const name = /^([一-鿿]{2,8}?)(?:约|各|所)?占/.exec(lead(paper, said))?.[1]
  const called = name === undefined ? [] : row.filter((one) => one !== member && own(paper, one).includes(name) && !own(paper, member).includes(name))
  return [...(row.length > 2 ? [sum(row)] : []), ...wholes, ...called]
}
const own = (paper: Paper, one: Figure): string => lead(paper, one).split(/[、\d]/).at(-1)!
/** Members stand beside each other with nothing but their names between. */
const step = /^[^，。；、\d]{0,8}(?:、|，其中|和|及|，)(?!同?比|较|上年|去年|同期)[^，。；、\d]{1,14}$/

function fits(paper: Paper, said: Figure, whole: Interval, other: Figure | undefined, first: boolean, fixed: boolean): boolean {
  if (!other || other.low <= 0) return false
  const [top, under] = first ? [whole, other] : [other, whole]
  if (isPoints(said) || under.low <= 0) return false
  if (isRate(said)) {
    const factor = percent(said)
    const bases = first && !fixed ? [under, ...inSentence(paper, said.sentence).filter((one) => one.end <= said.start && one.low > 0 && sort(one) === sort(other))] : [under]
    if (bases.some((base) => meet(cut(times(over(top, base), factor)), cut(said)))) return true
    const grown = times(over(minus(top, under), under), 100)
    return isChange(paper, said) && [grown, { low: -grown.high, high: -grown.low }].some((one) => meet(cut(one), cut(said)))
  }
  if (isMean(paper, said)) return meet(cut(over(top, under)), rounded(said))
  return sort(said) === sort(other) && [minus(top, under), minus(under, top)].some((one) => meet(one, said))
}
