import type { Finding } from '../../contract.ts'
import { cut, meet, over, sum, times, type Interval } from '../ground/interval.ts'
import { rounded } from '../means/mean-words.ts'
import { between, inSentence, isCount, isDensity, isExact, isMean, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** Whether other figures of its sentence bear out the one that a finding calls wrong. */
export const borneOut = (paper: Paper, { kind }: Finding, figures: readonly Figure[]): boolean =>
  kind === 'ratio' ? fractionBorne(paper, figures) : kind === 'part-whole' ? partBorne(paper, figures) : kind === 'per-capita' ? densityBorne(paper, figures) : kind === 'bound' ? rateBorne(paper, figures) : kind === 'mean' ? meanBorne(paper, figures) : kind === 'two-values' ? shareBorne(paper, figures) : false

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

const near = (paper: Paper, one: Figure): readonly Figure[] => [...inSentence(paper, one.sentence - 1), ...inSentence(paper, one.sentence)].filter((other) => isCount(other) && other.low > 0)
/** `属实线索246条…立案41起，占六分之一`: a fraction in words, of the count right before it and the one it names. */
function fractionBorne(paper: Paper, [rate]: readonly Figure[]): boolean {
  if (!rate || !isRate(rate)) return false
  // 三大类得分率均在95%以上: of several, none of which is told here
  if (!isExact(rate) && /[均都][^，。；\d]{0,4}$/.test(lead(paper, rate, 10))) return true
  if (/[\d%‰]/.test(rate.text)) return false
  const part = near(paper, rate).findLast((one) => one.end <= rate.start)
  const name = /(?:^|[（(])(?:各|约|近)?占([一-鿿]{2,8}?)(?:总数|总量)?的?$/.exec(lead(paper, rate))?.[1]
  if (!part || part.sentence !== rate.sentence || name === undefined) return false
  return near(paper, rate).some((base) => base !== part && base.value > part.value && `${lead(paper, base, 16).split(/[、\d]/).at(-1)}${tail(paper, base, 10).split(/[、\d]/)[0]}`.includes(name) && meet(cut(times(over(part, base), 100)), rate))
}

/** `实有84名，空编14名，其中女性占一半，为42名`, `86个接入，装有摄像头1032个，平均每个12个`: the rate or mean beside it says of what it is. */
function partBorne(paper: Paper, [part, whole]: readonly Figure[]): boolean {
  if (!part || !whole) return false
  const here = inSentence(paper, part.sentence)
  const bases = near(paper, part).filter((one) => one !== part && one !== whole && one.start < part.start)
  // 其中45岁以上的占一半，为42名: what is a half is more than the whole it was taken for
  if (/占一半[^。；]{0,4}$/.test(between(paper, whole, part)) && bases.some((base) => meet(times(part, 2), base))) return true
  return here.some((beside) => {
    if (Math.abs(beside.at - part.at) !== 1 || between(paper, beside, part).length > 14) return false
    if (isRate(beside)) return bases.some((base) => base.low >= part.high && meet(cut(times(over(part, base), 100)), cut(beside)))
    return beside.start > part.end && isMean(paper, beside) && bases.some((base) => meet(cut(over(part, base)), rounded(beside)))
  })
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
  return [...counts, ...rowsOf(paper, counts)].some((all) => all.low > 0 && meet(cut(over(total, all)), rounded(mean)))
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
