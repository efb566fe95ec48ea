import type { Finding } from '../../../contract.ts'
import { ratesOf } from '../../ground/near.ts'
import { between, isCount, isExact, isGrowth, isRate, lead, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { say, within } from './say.ts'

const from = /“?([一-鿿]{2,10})”?(?:的)?(占比|比例|[一-鿿]?率|度)(?:将|要)?由$/
/** `1434户实施“明厨亮灶”，占70.0%` and, under the measures, `“明厨亮灶”占比由70.0%提高到80%`: where it starts from is what it is. */
export const checkRetoldRates = (paper: Paper): Finding[] =>
  paper.figures.flatMap((figure) => {
    const match = isRate(figure) && isExact(figure) && figure.cell === null ? from.exec(lead(paper, figure, 24)) : null
    const to = paper.figures[figure.at + 1]
    if (!match || !to || !isRate(to) || !/^(?:提高|提升|上升|增加|扩大)[到至]$/.test(between(paper, figure, to))) return []
    const told = ratesOf(paper).filter((one) => one.end <= figure.start && isExact(one) && one.sentence !== figure.sentence && !isGrowth(paper, one))
    if (told.some((one) => one.value === figure.value)) return []
    const named = told.filter((one) => within(one, figure, 1.6) && isOf(paper, one, match[1]!, match[2]!))
    return named.length === 1 ? [say(paper, figure, named[0]!)] : []
  })

function isOf(paper: Paper, rate: Figure, name: string, kind: string): boolean {
  if (kind !== '占比' && kind !== '比例') return rate.measure === `${name}${kind}`.slice(-rate.measure.length) && rate.measure.length > 2
  const part = paper.figures[rate.at - 1]
  return part !== undefined && part.sentence === rate.sentence && isCount(part) && /占(?:比)?[为达]?$/.test(lead(paper, rate)) && tail(paper, part, 24).includes(name)
}
