import type { Finding } from '../../contract.ts'
import { meet, minus, over, plus, show, showInterval, times, cut } from '../ground/interval.ts'
import { isChange } from '../ground/change-words.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, finding, isCount, isExact, isMean, isPoints, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** A growth told behind the amount that came on top. */
export const checkOnTop = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => figures.flatMap((_, at) => onTop(paper, figures, at)))

const usable = (one: Figure | undefined): one is Figure => one !== undefined && isCount(one) && isExact(one) && one.low > 0 && one.cell === null
/** `投入43万元，…较2022年增加3万元，增长7.5%`: what came on top over what there was without it. */
function onTop(paper: Paper, figures: readonly Figure[], at: number): Finding[] {
  const [more, rate] = [figures[at], figures[at + 1]]
  if (!usable(more) || !rate || !isRate(rate) || isPoints(rate) || !isExact(rate) || !isChange(paper, more)) return []
  if (!/^，(?:同比)?(?:增长|增幅|增加|上升|下降|降幅|减少)(?:了|为|达)?$/.test(between(paper, more, rate)) || !/比|较/.test(lead(paper, more))) return []
  const now = figures.slice(0, at).filter((one) => usable(one) && sort(one) === sort(more) && !isChange(paper, one) && !isMean(paper, one) && one.value >= more.value)
  const [total] = now
  if (!total || now.length > 1 || !isExact(total)) return []
  const before = /减|降|少/.test(lead(paper, more)) ? plus(total, more) : minus(total, more)
  const grown = times(over(more, before), 100)
  if (before.low <= 0 || meet(cut(grown), cut(rate)) || paragraphOf(paper, rate.sentence).some((one) => usable(one) && one.end <= rate.start && sort(one) === sort(more) && one !== more && meet(cut(times(over(more, one), 100)), cut(rate)))) return []
  return [
    finding(paper, [rate, more, total], {
      verdict: 'contradiction',
      kind: 'series',
      calculation: `${show(more.value)} ÷ (${show(total.value)} ${/减|降|少/.test(lead(paper, more)) ? '+' : '−'} ${show(more.value)}) = ${showInterval(grown, 2)}%，所列 ${printed(rate)}`,
      explanation: '增幅与同一句中所列的总数、增减数不符。',
    }),
  ]
}
