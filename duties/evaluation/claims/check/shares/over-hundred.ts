import type { Finding } from '../../contract.ts'
import { showInterval, sum } from '../ground/interval.ts'
import { shareOf } from '../ground/items.ts'
import { between, finding, isGrowth, isRate, lead, printed, type Figure, type Paper } from '../ground/paper.ts'

const ranked = /[(（]占|(?:其次|再次|[一二三四五六七八九]是|第[一二三四五]|[①②③④⑤])/
const apart = /其中|同比|多选|均占|各占|涉及/

/** `其次占17.1%，再次占36.3%`: what comes next is not the larger share. */
const below = (paper: Paper, one: Figure, next: Figure): Finding[] =>
  /(?:其次|再次)/.test(between(paper, one, next)) && !/其中/.test(between(paper, one, next)) && next.low > one.high
    ? [
        finding(paper, [next, one], {
          verdict: 'contradiction',
          kind: 'ratio',
          calculation: `${printed(one)} < ${printed(next)}`,
          explanation: '依次所列的占比，在后的反而大于在前的。',
        }),
      ]
    : []

/** `噪声（占环境投诉总量52.3%）；异味（占41.3%）；污水（占12.7%）`: what names no whole is a share of the one named before it. */
export const checkOverHundred = (paper: Paper): Finding[] => {
  const rows: { of: string; rates: Figure[] }[] = []
  for (const rate of paper.figures) {
    const of = rate.cell === null && rate.unit === '%' && !rate.text.includes('/') && isRate(rate) && !isGrowth(paper, rate) ? shareOf(paper, rate) : null
    if (of === null || !/占/.test(lead(paper, rate, 40))) continue
    const row = rows.at(-1)
    const last = row?.rates.at(-1)
    const same = row && last && paper.paragraphs[last.sentence] === paper.paragraphs[rate.sentence] && rate.sentence - last.sentence < 2 && !apart.test(between(paper, last, rate)) && (of === '' || of === row.of)
    if (same) row.rates.push(rate)
    else if (!apart.test(lead(paper, rate, 40))) rows.push({ of, rates: [rate] })
  }
  return rows.flatMap(({ of, rates }) => {
    const fallen = rates.slice(1).flatMap((one, at) => below(paper, rates[at]!, one))
    if (fallen.length > 0) return fallen
    const total = sum(rates)
    if (rates.length < 2 || of === '' || total.low <= 100.2 || rates.some(({ value }) => value >= 100)) return []
    const sure = rates.slice(1).every((one, at) => ranked.test(between(paper, rates[at]!, one)))
    if (rates.length < 3 && !sure) return []
    return [
      finding(paper, rates, {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'total',
        calculation: `${rates.map(printed).join(' + ')} = ${showInterval(total, 2)}%`,
        explanation: sure ? '并列各项在同一总数中的占比合计超过 100%。' : '同一总数的各项占比合计超过 100%；若各项互有重叠则无误。',
      }),
    ]
  })
}
