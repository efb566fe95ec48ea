import type { Finding } from '../../contract.ts'
import { meet, minus, show } from '../interval.ts'
import { between, finding, isCount, isDensity, isExact, isGrowth, isMean, isPoints, isRate, lead, printed, type Figure, type Paper } from '../paper.ts'

/** What a rate, a mark or a count was before the change that stands right behind it: below nothing, or above all. */
export const checkBeforeChange = (paper: Paper): Finding[] =>
  paper.figures.flatMap((change, at) => {
    const now = paper.figures[at - 1]
    if (!now || now.sentence !== change.sentence || change.cell !== null || now.cell !== null || !isExact(change) || !isExact(now)) return []
    const first = paper.figures[at - 2]
    const steps = first && densities(paper, first, now, change)
    if (steps) return [steps]
    if (/^，(?:净增|新增)$/.test(between(paper, now, change)) && now.unit === change.unit && isCount(now) && change.low > now.high && /总[量数]|共有?|累计/.test(lead(paper, now)))
      return [finding(paper, [change, now], { verdict: 'contradiction', kind: 'part-whole', calculation: `${show(change.value)} > ${show(now.value)}${now.unit}`, explanation: '净增的多于现有的总数。' })]
    const found = way.exec(between(paper, now, change))
    if (!found) return []
    const rise = !down.test(found[1]!)
    if ((isRate(now) && isPoints(change) && !isGrowth(paper, now)) || (now.unit === '分' && change.unit === '分' && marks.test(lead(paper, now)))) {
      const [low, high] = rise ? [now.low - change.high, now.high - change.low] : [now.low + change.low, now.high + change.high]
      const most = now.unit === '‰' ? 1000 : 100
      return high < 0 || low > most ? [say(paper, now, change, rise, high < 0 ? '上一期将为负数。' : `上一期将超过 ${most}${now.unit}。`)] : []
    }
    const same = isCount(now) && !isMean(paper, now) && now.unit === change.unit && now.unit !== '分' && rise
    return same && change.low > now.high && /增加|增长|上升|多/.test(found[1]!) ? [say(paper, now, change, true, '上一期将为负数。')] : []
  })

const way = /^[）)]?[，（(]?(?:同比|环比|比|较|与)[^，。；\d]{0,6}(?:(?:19|20)\d{2}年)?[^，。；\d]{0,10}?((?:增加|增长|提高|提升|上升|高|多|下降|降低|减少|回落|低|少))(?:出)?了?$/
const down = /下降|降低|减少|回落|低|少/
const marks = /满意度|知晓[度率]|得分|评分|测评/

/** `5.36批次/千人，比上年的3.23批次/千人增加2.13批次/千人`. */
function densities(paper: Paper, now: Figure, then: Figure, change: Figure): Finding | null {
  if (![now, then, change].every((one) => isDensity(one) && isExact(one) && one.unit === now.unit && one.sentence === now.sentence)) return null
  const way = /^(增加|提高|上升|减少|下降|降低)了?$/.exec(between(paper, then, change))?.[1]
  if (way === undefined || !/^，(?:比|较)[^，。；]{0,12}的?$/.test(between(paper, now, then))) return null
  const gap = down.test(way) ? minus(then, now) : minus(now, then)
  return meet(gap, change) ? null : finding(paper, [change, now, then], {
    verdict: 'contradiction',
    kind: 'per-capita',
    calculation: `${show(now.value)} − ${show(then.value)} = ${show(now.value - then.value)}${now.unit}，所列 ${printed(change)}`,
    explanation: '增减数与前后两个数不符。',
  })
}

const say = (paper: Paper, now: Figure, change: Figure, rise: boolean, words: string): Finding =>
  finding(paper, [change, now], {
    verdict: 'contradiction',
    kind: isPoints(change) ? 'points' : 'bound',
    calculation: `${show(now.value)} ${rise ? '−' : '+'} ${show(change.value)} = ${show(rise ? now.value - change.value : now.value + change.value)}（${printed(now)}，${rise ? '升' : '降'} ${printed(change)}）`,
    explanation: `按所列增减倒推，${words}`,
  })
