import { cut, meet, over } from '../ground/interval.ts'
import { meanOf, rounded, totalLike, worth } from '../means/mean-words.ts'
import { countsLike } from '../ground/near.ts'
import { between, inSentence, isCount, isDensity, isExact, isIncrement, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { elsewhere, othersBetween, stretch } from './clause.ts'

/** `立案34件，罚没款51万元，案均2.5万元`: count and total in the sentence of the mean, and no total and no count of the paper that give it. */
export function certainMean(paper: Paper, [mean]: readonly Figure[]): string | null {
  const over1 = mean && meanOf(paper, mean)
  if (!mean || !over1 || over1.plain || mean.low <= 0 || !Number.isFinite(mean.high) || /人口/.test(over1.each)) return null
  const weight = (one: Figure): number => (isCount(one) && one.cell === null ? worth(paper, one, over1) : 0)
  const here = inSentence(paper, mean.sentence).filter((one) => one.end <= mean.start && isExact(one) && !isIncrement(paper, one))
  const total = here.findLast((one) => totalLike(paper, one, mean) && weight(one) === 0)
  const count = here.find((one) => one !== total && weight(one) > 0 && one.value > 1)
  if (!total || !count || between(paper, total, mean).length > 30) return null
  const said = stretch(paper, [total, count, mean])
  if (said.length > 100 || /；/.test(between(paper, total, mean)) || elsewhere.test(said)) return null
  const totals = countsLike(paper, total).filter((one) => one.value > mean.value)
  const counts = paper.figures.filter((one) => one !== total && weight(one) > 0 && one.value > 1)
  const wide = rounded(mean)
  const gives = totals.some((all) =>
    counts.some((one) => {
      const factor = weight(one)
      return one !== all && meet(cut(over(all, { low: one.low * factor, high: one.high * factor })), wide)
    }),
  )
  return gives ? null : '平均数与同一句中所列的总数、个数不符，文中没有别的数能得出这一平均数。'
}

/** `抽检2625批次，达7批次/千人` where one population is stated: whatever the year's, it is not so far from it. */
export function certainDensity(paper: Paper, figures: readonly Figure[]): string | null {
  const density = figures.find(isDensity)
  const count = figures.find((one) => one !== density && isCount(one) && sort(one) === density?.unit.split('/')[0])
  const { population } = paper.document
  if (!density || !count || population === null || !isExact(density) || !isExact(count) || count.sentence !== density.sentence) return null
  if (!/千人|万人/.test(density.unit) || count.start > density.start || elsewhere.test(lead(paper, count).replaceAll(/任务|计划/g, ''))) return null
  const stated = paper.figures.filter((one) => one.unit === '人' && one.value >= 10_000 && /(?:常住|户籍|总)人口/.test(lead(paper, one, 12) + tail(paper, one, 6)))
  const said = stretch(paper, [count, density])
  if (new Set(stated.map(({ value }) => value)).size !== 1 || said.length > 70 || /[；。]|其中/.test(said)) return null
  if (othersBetween(paper, count, density, [count]).length > 0) return null
  const heads = density.unit.includes('万人') ? 10_000 : 1000
  const off = (count.value / density.value) * (heads / population)
  const other = countsLike(paper, count).some((one) => Math.abs((one.value * heads) / (density.value * population) - 1) < 0.02)
  return (off < 0.85 || off > 1.18) && !other ? '按所列两数倒推的人口与文中唯一所列的人口相差过大，文中也没有别的数能得出这一指标。' : null
}
