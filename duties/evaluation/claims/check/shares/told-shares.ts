import type { Finding } from '../../contract.ts'
import { cut, meet, over, showInterval, show, times } from '../ground/interval.ts'
import { between, finding, isCount, isExact, isGrowth, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Shares told without a word for them: `食堂4312家，达到A级的3902家，达到90.5%`, and shares in words of a whole right before (占了近两成). */
export const checkToldShares = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) =>
    figures.flatMap((rate, at) =>
      isRate(rate) && !isGrowth(paper, rate) && rate.cell === null
        ? [...reached(paper, figures, rate, at), ...inWords(paper, figures, rate, at)]
        : [],
    ),
  )

const usable = (one: Figure | undefined): one is Figure => one !== undefined && isCount(one) && isExact(one) && one.low > 0

function reached(paper: Paper, figures: readonly Figure[], rate: Figure, at: number): Finding[] {
  const [whole, part] = [figures[at - 2], figures[at - 1]]
  if (!usable(part) || !/^，(?:已|均|约)?(?:达到?|达|即|为|约为|约占)$/.test(between(paper, part, rate)) || !/的$/.test(lead(paper, part)))
    return []
  if (!usable(whole) || sort(whole) !== sort(part) || part.low > whole.high || !/^[^。；]{0,24}$/.test(between(paper, whole, part)))
    return []
  if (/[比较]|目标|任务|要求/.test(between(paper, whole, part))) return []
  const share = times(over(part, whole), rate.unit === '‰' ? 1000 : 100)
  if (meet(cut(share), cut(rate))) return []
  const beyond = rate.low > 100
  return [
    finding(paper, [rate, part, whole], {
      verdict: beyond ? 'contradiction' : 'doubtful',
      kind: beyond ? 'bound' : 'ratio',
      calculation: `${show(part.value)} ÷ ${show(whole.value)} = ${showInterval(share, 2)}${rate.unit}，所列 ${printed(rate)}`,
      explanation: beyond ? '整体中的一部分不可能超过 100%。' : '比率与前两个数不符；若另有基数则无误。',
    }),
  ]
}

/** `产值1046亿元…，而全市总产值是5420亿元，食品工业占了近两成`: none of the counts before gives the share of the one right before. */
function inWords(paper: Paper, figures: readonly Figure[], rate: Figure, at: number): Finding[] {
  const whole = figures[at - 1]
  if (
    !/成|半|分之/.test(rate.text) ||
    !usable(whole) ||
    !/^，[一-鿿]{2,10}占(?:了|到|全部|总量的)?[近约超过]*$/.test(between(paper, whole, rate))
  )
    return []
  if (!/总|全[市县区省国]|共/.test(lead(paper, whole))) return []
  const parts = figures.slice(0, at - 1).filter((one) => usable(one) && sort(one) === sort(whole) && one.low < whole.high)
  const [last] = parts
  if (!last || parts.some((one) => meet(cut(times(over(one, whole), 100)), rate))) return []
  return [
    finding(paper, [rate, last, whole], {
      verdict: 'doubtful',
      kind: 'ratio',
      calculation: `${show(last.value)} ÷ ${show(whole.value)} = ${showInterval(times(over(last, whole), 100), 1)}%，所列 ${printed(rate)}`,
      explanation: '前列各数与这一总数都得不出所列占比；若另有所指则无误。',
    }),
  ]
}
