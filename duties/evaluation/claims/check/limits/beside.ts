import type { Finding } from '../../contract.ts'
import { cut, meet, show, showInterval, times } from '../ground/interval.ts'
import { pointsFit } from '../changes/stated-pairs.ts'
import { rounded } from '../means/mean-words.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, finding, isCount, isExact, isMean, isPoints, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** What stands right beside a figure and binds it: a level it is set against, the mean its extreme goes beyond, how often in a year, each one's part of all. */
export const checkBeside = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => figures.flatMap((one, at) => [...againstLevel(paper, figures, at), ...extreme(paper, figures, at), ...oftener(paper, figures, one), ...tenfold(paper, figures, at)]))

/** `利用率86.5%，高于80%的目标值6.5个百分点`. */
function againstLevel(paper: Paper, figures: readonly Figure[], at: number): Finding[] {
  const [have, level, gap] = [figures[at - 2], figures[at - 1], figures[at]!]
  if (!have || !level || !isPoints(gap) || !isRate(level) || !isRate(have) || ![have, level, gap].every((one) => one.cell === null)) return []
  if (!/^(?:的[^，。；、\d]{1,10}|[^，。；、\d]{0,3})$/.test(between(paper, level, gap)) || !/(?:高于|低于|超过|超出|超|高出|优于|好于|不及|比|较)[^，。；、\d]{0,10}$/.test(lead(paper, level))) return []
  const words = between(paper, have, level)
  if (!/^，(?:已|均|远|还|仍|分别)?(?:高于|低于|超过|超出|超|高出|优于|好于|不及|比|较)[^，。；、\d]{0,10}$/.test(words) || pointsFit(have, level, gap)) return []
  return [
    finding(paper, [gap, have, level], {
      verdict: [have, level, gap].every(isExact) ? 'contradiction' : 'doubtful',
      kind: 'points',
      calculation: `${printed(have)} 与 ${printed(level)} 相差 ${show(Math.abs(have.value - level.value))} 个百分点，所列 ${printed(gap)}`,
      explanation: '相差的百分点与前后两个比率不符。',
    }),
  ]
}

/** `件均2000元，最高一件5000元`: no highest below the mean, no lowest above it. */
function extreme(paper: Paper, figures: readonly Figure[], at: number): Finding[] {
  const [mean, most] = [figures[at - 1], figures[at]!]
  const way = /最(高|大|多|长|低|小|少|短)(?:的)?[^，。；、\d]{0,6}$/.exec(lead(paper, most, 14))?.[1]
  if (!mean || way === undefined || !isMean(paper, mean) || sort(mean) !== sort(most) || most.cell !== null || !/^[^，。；\d]{0,4}，[^，。；\d]{1,12}$/.test(between(paper, mean, most))) return []
  const upper = /[高大多长]/.test(way)
  if (upper ? most.high >= mean.low : most.low <= mean.high) return []
  return [
    finding(paper, [most, mean], {
      verdict: 'contradiction',
      kind: 'bound',
      calculation: `最${way} ${printed(most)} ${upper ? '<' : '>'} 平均 ${printed(mean)}`,
      explanation: upper ? '最高的低于平均数。' : '最低的高于平均数。',
    }),
  ]
}

const rhythm = [['周', 50], ['月', 12], ['季度?', 4], ['半年', 2]] as const
/** `全年安排48场，每月不少于4场`: as often as it must be at least, a year has more than all. */
function oftener(paper: Paper, figures: readonly Figure[], least: Figure): Finding[] {
  if (!isCount(least) || least.cell !== null) return []
  const words = lead(paper, least, 16)
  const found = rhythm.find(([each]) => new RegExp(`每个?${each}(?:至少|不少于|不低于|均不少于|安排不少于|开展不少于|组织|开展|安排|举办)*$`).test(words))
  const all = found && figures.findLast((one) => one.end <= least.start && sort(one) === sort(least) && /全年|年度|一年/.test(lead(paper, one, 16)) && isExact(one) && !/不少于|至少|以上/.test(lead(paper, one, 12)))
  if (!found || !all || !/^[^，。；]{0,10}，[^，。；]{0,14}$/.test(between(paper, all, least)) || found[1] * least.value <= all.high) return []
  return [
    finding(paper, [least, all], {
      verdict: 'contradiction',
      kind: 'bound',
      calculation: `${found[1]} × ${show(least.value)} = ${show(found[1] * least.value)} > ${printed(all)}`,
      explanation: '按所列的最低频次，一年的次数已超过全年总数。',
    }),
  ]
}

const whose: Readonly<Record<string, RegExp>> = { 户: /[户家]/, 家: /[户家]/, 人: /[人名]/, 件: /[件起宗]/, 案: /[件起宗]/, 起: /[件起宗]/, 所: /[所个家]/, 项: /项/, 台: /台/, 份: /份/, 场: /场/, 次: /次/, 单: /[单份]/ }
/** `增至586户…；累计保额2.344亿元，户均40万元`: a total that only a slip of the point keeps from being so many times each one's part. */
function tenfold(paper: Paper, figures: readonly Figure[], at: number): Finding[] {
  const mean = figures[at]!
  const each = /(?:每([户家人件案起所项台份场单])|([户家人件案起所项台份场单])均)[^，。；、\d]{0,6}$/.exec(lead(paper, mean, 14))
  if (!each || !isCount(mean) || mean.cell !== null || mean.value <= 0) return []
  const total = [figures[at - 1], figures[at + 1]].find((one) => one && sort(one) === sort(mean) && isCount(one) && one.value > mean.value && /^[^，。；\d]{0,4}，[^，。；\d]{1,12}$/.test(between(paper, one, mean)))
  const units = whose[(each[1] ?? each[2])!]!
  if (!total || !isExact(total)) return []
  const counts = paragraphOf(paper, mean.sentence).filter((one) => isCount(one) && one.cell === null && one.value > 1 && units.test(one.unit) && one.start < mean.start)
  const fits = (factor: number): Figure | undefined => counts.find((one) => meet(cut(times({ low: total.low / one.high, high: total.high / one.low }, factor)), rounded(mean)))
  if (counts.length === 0 || fits(1)) return []
  const factor = [10, 0.1, 100, 0.01, 1e4, 1e-4].find((one) => fits(one))
  const count = factor === undefined ? undefined : fits(factor)
  if (!count || factor === undefined) return []
  return [
    finding(paper, [total, mean, count], {
      verdict: 'doubtful',
      kind: 'unit',
      calculation: `${show(count.value)} × ${printed(mean)} = ${show(count.value * mean.value)}${total.unit}，所列 ${printed(total)}（${showInterval({ low: 1 / factor, high: 1 / factor }, 4)} 倍）`,
      explanation: '总数与个数、平均数相差整数倍的十，似有小数点或单位之误；若个数另有所指则无误。',
    }),
  ]
}
