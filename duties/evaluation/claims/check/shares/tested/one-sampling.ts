import type { Finding } from '../../../contract.ts'
import { cut, meet, minus, over, show, showInterval, times } from '../../ground/interval.ts'
import { before, finding, isCount, isExact, isRate, lead, printed, type Paper } from '../../ground/paper.ts'

/** A short notice of one sampling: it has one total, one count of what failed and one rate, however far they stand apart. */
export function checkOneSampling(paper: Paper): Finding[] {
  const flat = allPassed(paper)
  if (flat.length > 0 || paper.text.length > 3000) return flat
  const rates = paper.figures.filter((one) => isRate(one) && one.cell === null && /合格率/.test(lead(paper, one, 14)) && !/占|上年|去年|同期|比|较/.test(lead(paper, one)))
  const samples = paper.figures.filter((one) => isCount(one) && /^批次?$|^组$/.test(one.unit) && one.cell === null && !other.test(before(paper, one, 12)))
  const failed = samples.filter((one) => /(?:检出|不合格(?:样品|产品)?)$/.test(lead(paper, one, 10)))
  const totals = samples.filter((one) => !failed.includes(one) && !/合格|阳性/.test(lead(paper, one, 10)))
  const [rate, bad, total] = [rates[0], failed[0], totals[0]]
  if (!rate || !bad || !total || rates.length > 1 || failed.length > 1 || totals.length > 1 || samples.length > 2 || ![rate, bad, total].every(isExact)) return []
  const failing = /不合格率/.test(lead(paper, rate, 14))
  const share = times(over(failing ? bad : minus(total, bad), total), 100)
  const fits = bad.high <= total.high && meet(cut(share), cut(rate))
  return [
    finding(paper, [rate, bad, total], {
      verdict: fits ? 'holds' : 'contradiction',
      kind: 'ratio',
      calculation: `${failing ? show(bad.value) : `(${show(total.value)} − ${show(bad.value)})`} ÷ ${show(total.value)} = ${showInterval(share, 2)}%，所列 ${printed(rate)}`,
      explanation: fits ? '合格率与全文所列的抽检数、不合格数相符。' : '合格率与全文唯一所列的抽检数、不合格数不符。',
    }),
  ]
}

const other = /上年|去年|同期|比|较|每|计划|任务|平均|增/

/** `经检验，全部合格，合格率90%`. */
const allPassed = (paper: Paper): Finding[] =>
  paper.figures.flatMap((rate) =>
    isRate(rate) && rate.high < 100 && /(?:^|[，。；])(?:均|样品)?全部合格，(?:总体|抽检|检验)?合格率[为达]?$/.test(before(paper, rate, 24))
      ? [finding(paper, [rate], { verdict: 'contradiction', kind: 'ratio', calculation: `全部合格，所列 ${printed(rate)}`, explanation: '全部合格的合格率应为 100%。' })]
      : [],
  )
