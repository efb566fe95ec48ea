import type { Finding } from '../../contract.ts'
import { cut, meet, over, sum, times, type Interval } from '../ground/interval.ts'
import { rounded } from '../means/mean-around.ts'
import { between, inSentence, isCount, isDensity, isMean, isRate, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Whether other figures of its sentence bear out the one that a finding calls wrong. */
export const borneOut = (paper: Paper, { kind }: Finding, figures: readonly Figure[]): boolean =>
  kind === 'per-capita' ? densityBorne(paper, figures) : kind === 'bound' ? rateBorne(paper, figures) : kind === 'mean' ? meanBorne(paper, figures) : kind === 'two-values' ? shareBorne(paper, figures) : false

/** `分别完成1655批次、1738批次、1862批次，按41.37万人折算，分别为4.0、4.2、4.5批次/千人`: each has a count of its own. */
function densityBorne(paper: Paper, figures: readonly Figure[]): boolean {
  const [density, count] = [figures.find(isDensity), figures.find((one) => isCount(one) && sort(one) !== '人')]
  if (!density || !count) return false
  const here = inSentence(paper, density.sentence)
  const people = [...here.filter((one) => sort(one) === '人' && one.value >= 10_000), ...(paper.document.population === null ? [] : [{ low: paper.document.population, high: paper.document.population }])]
  const per = /万/.test(density.unit) ? 10_000 : /千/.test(density.unit) ? 1000 : 1
  return here.some((one) => one !== count && sort(one) === sort(count) && people.some((all) => meet(cut(times(over(one, all), per)), cut(density))))
}

/** `应配290名、实配318名，配备率109.7%`, `完成14514批次，完成计划14000批次的103.7%`: more than all was done, and both are told. */
function rateBorne(paper: Paper, [rate]: readonly Figure[]): boolean {
  if (!rate || !isRate(rate) || rate.value <= 100) return false
  const counts = inSentence(paper, rate.sentence).filter((one) => isCount(one) && one.low > 0 && Math.abs(one.start - rate.start) < 120)
  return counts.some((one) => counts.some((base) => base !== one && sort(base) === sort(one) && meet(cut(times(over(one, base), 100)), cut(rate))))
}

/** `集贸市场68个…61个集贸市场建成快检室，覆盖率89.7%`: the one is that part of the other. */
function shareBorne(paper: Paper, [one, other]: readonly Figure[]): boolean {
  if (!one || !other || !isCount(one) || !isCount(other) || one.low <= 0 || other.low <= 0) return false
  const [part, whole] = one.value < other.value ? [one, other] : [other, one]
  return inSentence(paper, part.sentence).some((rate) => isRate(rate) && rate.start > part.end && between(paper, part, rate).length < 30 && meet(cut(times(over(part, whole), 100)), cut(rate)))
}

/** `小餐饮420家、小作坊84家、小摊点196个，补助168万元，平均每处2400元`: a mean over all that stands in a row, whatever the units. */
function meanBorne(paper: Paper, [mean, total]: readonly Figure[]): boolean {
  if (!mean || !total || total.end > mean.start) return false
  const counts = inSentence(paper, mean.sentence).filter((one) => one.end <= mean.start && one !== total && isCount(one) && sort(one) !== sort(total) && !isMean(paper, one))
  return rowsOf(paper, counts).some((all) => all.low > 0 && meet(cut(over(total, all)), rounded(mean)))
}
function rowsOf(paper: Paper, counts: readonly Figure[]): Interval[] {
  const rows: Figure[][] = []
  for (const one of counts) {
    const last = rows.at(-1)?.at(-1)
    if (last && /^[^，。；、\d]{0,6}[、和及][^，。；、\d]{1,10}$/.test(between(paper, last, one))) rows.at(-1)!.push(one)
    else rows.push([one])
  }
  return rows.filter(({ length }) => length > 1).map(sum)
}
