import type { Finding } from '../../contract.ts'
import { isChange } from '../ground/change-words.ts'
import { cut, meet, minus, over, show, showInterval, times } from '../ground/interval.ts'
import { between, finding, isCount, isExact, isPoints, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { signOf } from './row-changes.ts'
import { fits, pairNamed, size, usable, type Pair } from './stated-pairs.ts'

/**
 * Changes whose two figures the sentence itself names: `由A提高到B，增长C`, `B，比上年的A增长C`, `B，较A增加C、增长D`. No other pair of the
 * paper may explain them away.
 */
export const checkStated = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) =>
    figures.flatMap((change, at) => {
      const fresh = added(paper, figures, at)
      if (fresh) return [fresh]
      if (change.cell !== null || !isChange(paper, change) || !Number.isFinite(change.high) || change.value <= 0) return []
      const pair = pairNamed(paper, figures, at)
      return pair ? [...judge(paper, change, pair)] : []
    }),
  )

/** `新建6家，全区由12家增加到18家`: what is new is what there is more. */
function added(paper: Paper, figures: readonly Figure[], at: number): Finding | null {
  const [fresh, from, to] = [figures[at]!, figures[at + 1], figures[at + 2]]
  if (
    !/新(?:建|增|创建|评定|认定|培育|建成|改造|设|添)[^，。；]{0,14}$/.test(lead(paper, fresh, 24)) ||
    !isCount(fresh) ||
    !usable(from) ||
    !usable(to)
  )
    return null
  if (![fresh, from, to].every((one) => isExact(one) && sort(one) === sort(fresh)) || to.value <= from.value) return null
  if (!/^[^，。；]{0,10}，[^，。；]{0,14}[由从][^，。；\d]{0,8}$/.test(between(paper, fresh, from).replaceAll(/20\d{2}年/g, '')))
    return null
  if (!/^[^，。；]{0,4}(?:增加|增长|扩大|上升|增|扩充)(?:到|至)$/.test(between(paper, from, to)) || meet(minus(to, from), fresh))
    return null
  return finding(paper, [fresh, from, to], {
    verdict: 'doubtful',
    kind: 'total',
    calculation: `${show(to.value)} − ${show(from.value)} = ${show(to.value - from.value)}${to.unit}，所列新增 ${printed(fresh)}`,
    explanation: '新增数与前后总数之差不符；若同期另有减少的则无误。',
  })
}

function judge(paper: Paper, change: Figure, pair: Pair): Finding[] {
  const { from, to } = pair
  if (isPoints(change) !== isRate(from) && isPoints(change)) return []
  if (!isRate(change) && !isPoints(change) && sort(change) !== sort(from)) return []
  // 比创建前的1478项新增668项，增长45.2%: the step on what there was
  if (isRate(change) && [from, to].some((one) => /(?:新增|净增|增加|增|多)了?$/.test(lead(paper, one))) && meet(cut(times(over(from.value < to.value ? from : to, from.value < to.value ? to : from), 100)), cut(change))) return []
  const sign =
    signOf(lead(paper, change)) ||
    (/多|高出|升|增/.test(lead(paper, change).slice(-3)) ? 1 : /少|减|降/.test(lead(paper, change).slice(-3)) ? -1 : 0)
  const turned = (sign > 0 && to.high < from.low) || (sign < 0 && to.low > from.high)
  if (fits(change, pair) && !turned) return []
  const percent = isRate(change) && !isPoints(change)
  const computed = percent ? times(over(size(minus(to, from)), from), 100) : size(minus(to, from))
  const sure = pair.sure && [from, to, change].every(isExact)
  return [
    finding(paper, [change, to, from], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: isPoints(change) ? 'points' : percent ? 'series' : 'total',
      calculation: percent
        ? `(${show(to.value)} − ${show(from.value)}) ÷ ${show(from.value)} → ${showInterval(computed, 2)}%，所列 ${printed(change)}`
        : `${printed(from)} → ${printed(to)}，相差 ${showInterval(computed, 2)}，所列 ${printed(change)}`,
      explanation: `${turned ? '升降方向与句中前后两个数相反。' : '增减数与句中前后两个数不符。'}${sure ? '' : '若对比的是另一时期或另一口径的数则无误。'}`,
    }),
  ]
}
