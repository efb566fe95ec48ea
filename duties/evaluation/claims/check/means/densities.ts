import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { before, between, finding, isCount, isDensity, isExact, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'

const people: Readonly<Record<string, number>> = { 人: 1, 百人: 100, 千人: 1000, 万人: 10_000, 十万人: 100_000 }

/** `按412.5万常住人口计算，…完成14025批次，达到3.4批次/千人`: the population by which its sentence reckons. */
export const checkDensities = (paper: Paper, figures: readonly Figure[]): Finding[] => {
  const population = figures.find(
    (one) => one.value >= 10_000 && /按(?:照)?[^，。；\d]{0,12}$/.test(before(paper, one, 16)) && /人口/.test(`${lead(paper, one, 12)}${tail(paper, one, 8)}`),
  )
  if (!population) return []
  return figures.flatMap((density, at) => {
    const count = figures[at - 1] === population ? figures[at - 2] : figures[at - 1]
    const [unit, per] = density.unit.split('/')
    const factor = people[per ?? '']
    if (!isDensity(density) || !isExact(density) || factor === undefined || !count || !isCount(count) || count.unit !== unit || !isExact(count)) return []
    if (between(paper, count, density).length > 30 || /；|。/.test(between(paper, count, density)) || /目标|计划|任务|上年|去年|同期/.test(lead(paper, density) + lead(paper, count))) return []
    const result = times(over(count, population), factor)
    if (meet(cut(result), cut(density))) return []
    return [
      finding(paper, [density, count, population], {
        verdict: 'contradiction',
        kind: 'per-capita',
        calculation: `${show(count.value)} ÷ ${show(population.value)} × ${factor} = ${showInterval(result, 2)}，所列 ${printed(density)}`,
        explanation: '与同一句中所列的数、所称的人口不符。',
      }),
    ]
  })
}
