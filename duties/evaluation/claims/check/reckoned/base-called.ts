import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { bare } from '../ground/nouns.ts'
import { percent } from '../ground/rows.ts'
import { between, finding, isCount, isExact, isPoints, isRate, lead, printed, sort, type Paper } from '../ground/paper.ts'
import { stockNamed } from './stocks.ts'
import { isLevel } from './times.ts'

/**
 * `125家重点企业建成追溯系统，占食品小作坊总数的四成`, `移送33起，占大案数的2%`: the paper counts what the share says it is of, under that very name and only once, and it does not give
 * the share.
 */
export const checkBasesCalled = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rate) => {
    if (!isRate(rate) || isPoints(rate) || rate.cell !== null || !isExact(rate) || rate.value <= 0 || rate.value >= percent(rate)) return []
    const name = /^[^，。；]{0,6}?占(?:到|了)?([一-鿿“”]{2,12}?)(?:总数|总量|数量|数)?的?(?:比例|比重)?(?:约|近|为|达)*$/.exec(lead(paper, rate))?.[1]
    const part = paper.figures[rate.at - 1]
    if (name === undefined || !part || part.sentence !== rate.sentence || !isCount(part) || !isExact(part) || !isLevel(paper, part) || !/^[^。；\d]{0,24}$/.test(between(paper, part, rate))) return []
    const own = bare(name.replaceAll(/^(?:全[市县区部年]|所有|应)+/g, ''))
    const base = own.length < 3 && !/全部|所有|总/.test(lead(paper, rate)) ? undefined : stockNamed(paper, own, part.unit)
    if (!base || base === part || sort(base) !== sort(part)) return []
    const gives = times(over(part, base), percent(rate))
    if (meet(cut(gives), cut(rate)) || meet(times(over({ low: base.low - part.high, high: base.high - part.low }, base), percent(rate)), cut(rate))) return []
    return [
      finding(paper, [rate, part, base], {
        verdict: 'doubtful',
        kind: 'base',
        calculation: `${show(part.value)} ÷ ${show(base.value)} = ${showInterval(gives, 2)}${rate.unit}，所列 ${printed(rate)}`,
        explanation: `占比所称的基数“${name}”文中为 ${printed(base)}，与所列的分子、占比不符；若另有口径则无误。`,
      }),
    ]
  })
