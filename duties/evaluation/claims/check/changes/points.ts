import type { Finding } from '../../contract.ts'
import { ofAnother } from '../ground/change-words.ts'
import { unexplained } from './changes.ts'
import { cut, meet, minus, over, showInterval, times, type Interval } from '../ground/interval.ts'
import { againstOther } from './points-against.ts'
import { givenByRow } from './row-changes.ts'
import { pointsFit } from './stated-pairs.ts'
import {
  before,
  between,
  earlier,
  finding,
  isGrowth,
  isPoints,
  isRate,
  lead,
  printed,
  sameSentence,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Percentage points (百分点): the difference of two rates, and a difference that was printed as a percentage. */
export function checkPoints(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) =>
    unexplained(
      paper,
      paper.figures.flatMap((figure) =>
        isPoints(figure) ? pointsOf(paper, figure) : isGrowth(paper, figure) ? (growthOfRates(paper, figure) ?? []) : [],
      ),
    ),
  )
}

/** Points that name what they are counted from are judged by it; what two times of a row give is right. */
function pointsOf(paper: Paper, figure: Figure): Finding[] {
  const against = againstOther(paper, figure)
  const found = against ? against.found : judge(paper, figure)
  return found === null || (found.verdict !== 'holds' && found.verdict !== 'contradiction' && givenByRow(paper, figure)) ? [] : [found]
}

const down = /下降|降低|减少|下滑|低于|回落|收窄/
const size = ({ low, high }: Interval): Interval =>
  high < 0 ? { low: -high, high: -low } : { low: Math.max(0, low), high: Math.max(-low, high) }

const past = /(?:^|\()(?:而)?(?:上年|去年|年初|前年)/
const yearOf = ({ period }: Figure): number | null => (/^\d{4}$/.test(period ?? '') ? Number(period) : null)

/** The two rates just before, `由A提升至B，提高了…`, or `B，较…的A提高…`. */
function pairBefore(paper: Paper, figure: Figure): { from: Figure; to: Figure; sure: boolean } | null {
  const rates = sameSentence(paper, figure).filter(
    (one) => isRate(one) && one !== figure && !isGrowth(paper, one) && one.start < figure.start,
  )
  const behind = sameSentence(paper, figure).find((one) => one.start >= figure.end)
  const last = rates.at(-1)
  // 达到85%，同比提高13个百分点，上年同期为72%
  if (last && behind && isRate(behind) && past.test(lead(paper, behind)) && /同比|较|比/.test(lead(paper, figure)))
    return /[。；]/.test(between(paper, last, behind)) ? null : { from: behind, to: last, sure: false }
  // 由A提升到B、C，两年共提升…: over the whole of it
  const [first, second] = /[两二三四五六]年(?:来|间)?(?:共|累计|合计)/.test(lead(paper, figure))
    ? [rates[0], rates.at(-1)]
    : rates.slice(-2)
  if (!first || !second || first.unit !== second.unit || /；/.test(between(paper, first, figure))) return null
  // 小学15.6%，下降0.7个百分点，中学13.8%: what was told of the first ends with its own change
  const own = sameSentence(paper, figure).find((one) => isPoints(one) && one.start >= first.end && one.end <= second.start)
  const words = between(paper, own ?? first, second)
  const fromTo = /[由从]/.test(before(paper, first, 60)) && /至|到|为|达/.test(words)
  const compared = /比|较|高于|低于|同期|上年|目标|年初/.test(words)
  if (fromTo) return { from: first, to: second, sure: rates.length === 2 || /[由从][^，。；]*$/.test(before(paper, first, 60)) }
  const [early, late] = [yearOf(first), yearOf(second)]
  if (!compared && early !== null && late !== null && early < late && first.measure === second.measure)
    return { from: first, to: second, sure: false }
  return compared ? { from: second, to: first, sure: false } : null
}

function judge(paper: Paper, figure: Figure): Finding | null {
  if (/平均|全省|全国|省定|国定|国家/.test(lead(paper, figure))) return null
  const pair = pairBefore(paper, figure)
  if (!pair) return goal(paper, figure)
  const { from, to, sure } = pair
  if (ofAnotherYear(paper, figure, from)) return null
  const difference = minus(to, from)
  const figures = [figure, from, to]
  const calculation = `${printed(to)} − ${printed(from)} = ${showInterval(difference, 2)} 个百分点，所列 ${printed(figure)}`
  if (!pointsFit(from, to, figure))
    return finding(paper, figures, {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'points',
      calculation,
      explanation: `两个比率之差与所列百分点不符。${sure ? '' : '若对比的是另一时期的比率则无误。'}`,
    })
  const falls = down.test(lead(paper, figure))
  if ((falls && difference.low > 0) || (!falls && difference.high < 0 && /提高|提升|上升|增长|增加/.test(lead(paper, figure))))
    return finding(paper, figures, {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'points',
      calculation,
      explanation: '升降方向与前后两个比率相反。',
    })
  return finding(paper, figures, { verdict: 'holds', kind: 'points', calculation, explanation: '百分点等于两个比率之差。' })
}

/** `较2022年（98.2%）提高0.5个百分点，较2021年提高0.8个百分点`: the second is of a year whose rate is not told. */
function ofAnotherYear(paper: Paper, figure: Figure, from: Figure): boolean {
  const year = /[比较](20\d{2})年[^，。；]*$/.exec(lead(paper, figure))?.[1]
  return year !== undefined && !before(paper, from, 30).includes(year)
}

/** `覆盖率达92.4%，超目标任务2.4个百分点` against a printed goal. */
function goal(paper: Paper, figure: Figure): Finding | null {
  if (!/目标|任务|要求|指标/.test(lead(paper, figure))) return null
  const rates = earlier(paper, figure, 1).filter((one) => isRate(one) && !isGrowth(paper, one))
  const target = rates.find((one) => /目标|任务|要求/.test(lead(paper, one)))
  const reached = rates.findLast((one) => one !== target)
  if (!target || !reached) return null
  const difference = minus(reached, target)
  const fits = meet(cut(size(difference)), cut(figure))
  return finding(paper, [figure, reached, target], {
    verdict: fits ? 'holds' : 'doubtful',
    kind: 'points',
    calculation: `${printed(reached)} − ${printed(target)} = ${showInterval(difference, 2)} 个百分点，所列 ${printed(figure)}`,
    explanation: fits ? '百分点等于实际与目标之差。' : '与所列目标之差不符；若另有目标值则无误。',
  })
}

/** `由29.5%提升至98%，提高了68.5%`: the difference of rates, printed as if it were relative growth. */
function growthOfRates(paper: Paper, figure: Figure): Finding | null {
  const pair = pairBefore(paper, figure)
  if (!pair?.sure || pair.from.low <= 0 || ofAnother(paper, figure, [pair.from, pair.to]) || tail(paper, figure).startsWith('以上')) return null
  const difference = size(minus(pair.to, pair.from))
  const growth = times(size(minus(pair.to, pair.from)), 1)
  const relative = times(over(growth, pair.from), 100)
  const figures = [figure, pair.from, pair.to]
  if (meet(cut(relative), cut(figure))) return null
  if (!meet(cut(difference), cut(figure)))
    return finding(paper, figures, {
      verdict: 'contradiction',
      kind: 'points',
      calculation: `${printed(pair.to)} − ${printed(pair.from)} = ${showInterval(difference, 2)} 个百分点，相对增幅 ${showInterval(relative, 1)}%，所列 ${printed(figure)}`,
      explanation: '与两个比率之差、相对增幅都不符。',
    })
  return finding(paper, figures, {
    verdict: 'doubtful',
    kind: 'points',
    calculation: `${printed(pair.to)} − ${printed(pair.from)} = ${showInterval(difference, 2)} 个百分点，相对增幅 ${showInterval(relative, 1)}%`,
    explanation: '两个比率之差应写作“百分点”；写作“%”是相对增幅，数不同。',
  })
}
