import type { Finding } from '../../../contract.ts'
import { meet } from '../../ground/interval.ts'
import { countsLike, ratesOf } from '../../ground/near.ts'
import { before, finding, isCount, isExact, isRate, lead, printed, tail, type Figure, type Paper } from '../../ground/paper.ts'

/** What points back to a figure told before: the overall rate that others lie above, the batches that were found. */
export const checkPointed = (paper: Paper): Finding[] => paper.figures.flatMap((one) => overall(paper, one) ?? found(paper, one) ?? [])

const above = /(?:高于|低于|超过|好于|优于|接近|持平于)(?:本次|同期|全[市省县区])?(?:抽检|监督抽检)?(?:总体|整体|平均|总)[一-鿿]{0,6}?(不?合格率|[一-鿿]{2}率)[(为]?$/
const whole = /(?:总体|整体|平均|总)[一-鿿]{0,6}?(不?合格率|[一-鿿]{2}率)[(为达是]*到?$/
/** `均高于总体合格率96.95%` where the paper tells an overall rate of another value. */
function overall(paper: Paper, one: Figure): Finding[] | null {
  if (!isRate(one) || !isExact(one) || one.cell !== null) return null
  const name = above.exec(lead(paper, one, 40))?.[1]
  if (name === undefined) return null
  const told = ratesOf(paper).filter((rate) => rate !== one && rate.cell === null && isExact(rate) && !above.test(lead(paper, rate, 40)) && whole.exec(lead(paper, rate, 24))?.[1] === name)
  const [first] = told
  if (!first || told.some((rate) => meet(rate, one)) || new Set(told.map(({ value }) => value)).size > 1) return null
  return [say(paper, one, first, true)]
}

const pointing = /(?:(?:在|针对|对|就|从|把|将)(?:此次|本次|上述|以上|这次)?|上述|这)[一-鿿]{0,6}?([一-鿿]{2})(?:发现|检出|到|出|中)?的$/
/** `针对抽检发现的31批次不合格食品`, `在抽检的33类食品中`: the count of that deed was told before. */
function found(paper: Paper, one: Figure): Finding[] | null {
  if (!isCount(one) || !isExact(one) || one.cell !== null || one.value < 2) return null
  const deed = pointing.exec(lead(paper, one, 20))?.[1]
  const noun = /^(?:的)?([一-鿿]{2})/.exec(tail(paper, one, 8))?.[1]
  if (deed === undefined || noun === undefined || other.test(lead(paper, one, 20))) return null
  const stem = deed === '发现' || deed === '检出' ? (/([一-鿿]{2})(?:发现|检出)的$/.exec(lead(paper, one, 20))?.[1] ?? deed) : deed
  const earlier = countsLike(paper, one).filter((two) => two.end <= one.start && two.unit === one.unit && two.cell === null)
  if (earlier.some((two) => meet(two, one))) return null
  const seen = /发现|检出/.exec(lead(paper, one, 20))?.[0]
  const all = earlier.filter((two) => isExact(two) && (tail(paper, two, 8).replace(/^的/, '').startsWith(noun) || lead(paper, two, 8).includes(noun)) && before(paper, two, 120).includes(stem))
  // what was found is told of all, and then of each sort
  const founds = seen === undefined ? [] : all.filter((two) => lead(paper, two, 12).includes(seen))
  const same = founds.length > 0 ? founds : all
  const [first] = same
  if (!first || new Set(same.map(({ value }) => value)).size > 1 || first.value > 3 * one.value || one.value > 3 * first.value) return null
  return [say(paper, one, first, same.length > 1)]
}
const other = /其他|其余|部分|另|上年|去年|同期|每|未|已|首批/

const say = (paper: Paper, later: Figure, earlier: Figure, sure: boolean): Finding =>
  finding(paper, [later, earlier], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'two-values',
    calculation: `${printed(earlier)}；${printed(later)}`,
    explanation: `所指的是前文已列的数，两处却不同${sure ? '' : '；若所指是其中一部分或另一批则无误'}。`,
  })
