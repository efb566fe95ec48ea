import type { Finding } from '../../contract.ts'
import { meet, minus, show } from '../ground/interval.ts'
import { between, finding, isCount, isDensity, isExact, lead, printed, type Figure, type Paper } from '../ground/paper.ts'

/** What came on top since the time before, against what there is now. */
export const checkOnTopOf = (paper: Paper): Finding[] =>
  paper.figures.flatMap((change, at) => {
    const [first, now] = [paper.figures[at - 2], paper.figures[at - 1]]
    if (!now || now.sentence !== change.sentence || change.cell !== null || now.cell !== null || !isExact(change) || !isExact(now)) return []
    return (first && densities(paper, first, now, change)) ?? netted(paper, now, change) ?? []
  })

/** `总量36200户，净增2900户` */
function netted(paper: Paper, now: Figure, change: Figure): Finding | null {
  if (!/^，(?:净增|新增)$/.test(between(paper, now, change)) || now.unit !== change.unit || !isCount(now) || change.low <= now.high || !/总[量数]|共有?|累计/.test(lead(paper, now))) return null
  return finding(paper, [change, now], { verdict: 'contradiction', kind: 'part-whole', calculation: `${show(change.value)} > ${show(now.value)}${now.unit}`, explanation: '净增的多于现有的总数。' })
}

/** `5.36批次/千人，比上年的3.23批次/千人增加2.13批次/千人`. */
function densities(paper: Paper, now: Figure, then: Figure, change: Figure): Finding | null {
  if (![now, then, change].every((one) => isDensity(one) && isExact(one) && one.unit === now.unit && one.sentence === now.sentence)) return null
  const told = /^(增加|提高|上升|减少|下降|降低)了?$/.exec(between(paper, then, change))?.[1]
  if (told === undefined || !/^，(?:比|较)[^，。；]{0,12}的?$/.test(between(paper, now, then))) return null
  const gap = /减少|下降|降低/.test(told) ? minus(then, now) : minus(now, then)
  return meet(gap, change) ? null : finding(paper, [change, now, then], {
    verdict: 'contradiction',
    kind: 'per-capita',
    calculation: `${show(now.value)} − ${show(then.value)} = ${show(now.value - then.value)}${now.unit}，所列 ${printed(change)}`,
    explanation: '增减数与前后两个数不符。',
  })
}
