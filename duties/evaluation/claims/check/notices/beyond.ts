import type { Finding } from '../../contract.ts'
import { show } from '../interval.ts'
import { countsLike } from '../near.ts'
import { before, finding, isCount, isExact, isRate, lead, printed, type Figure, type Paper } from '../paper.ts'

/** Shares of a named whole above all of it, falls by more than there was, marks above the hundred, and the most of one kind above all of them. */
export const checkBeyond = (paper: Paper): Finding[] => paper.figures.flatMap((one) => share(paper, one) ?? marks(paper, one) ?? most(paper, one) ?? [])

const say = (paper: Paper, figures: readonly Figure[], kind: 'bound' | 'part-whole', sure: boolean, calculation: string, explanation: string): Finding[] => [
  finding(paper, figures, { verdict: sure ? 'contradiction' : 'doubtful', kind, calculation, explanation }),
]

function share(paper: Paper, one: Figure): Finding[] | null {
  if (!isRate(one) || one.unit !== '%' || one.cell !== null || one.low <= 100) return null
  const words = lead(paper, one, 24)
  if (/占(?!目标|计划|任务|预算|上年|去年)[一-鿿]{2,10}的$/.test(words) && !/计划|目标|任务|预算|上年|去年/.test(words)) return say(paper, [one], 'bound', true, `${printed(one)} > 100%`, '整体中的一部分不可能超过 100%。')
  return /(?:减少|下降|降低)[\d.%、和及]*$/.test(words) ? say(paper, [one], 'bound', true, `${printed(one)} > 100%`, '减少的幅度不可能超过全部。') : null
}

/** `知晓度91.0分，满意度909分`: beside marks of the hundred. */
function marks(paper: Paper, one: Figure): Finding[] | null {
  if (one.unit !== '分' || !isExact(one) || one.value <= 100 || one.cell !== null || !/(?:满意度|知晓度|支持度|认可度)[一-鿿]{0,4}$/.test(lead(paper, one, 14)) || /满分|千分制|总分/.test(paper.text)) return null
  const other = paper.figures.find((two) => two !== one && two.unit === '分' && two.value > 20 && two.value <= 100 && /满意度|知晓度|支持度|认可度/.test(lead(paper, two, 14)))
  return other ? say(paper, [one, other], 'bound', true, `${printed(one)} > 100分`, '百分制的得分不可能超过 100 分。') : null
}

/** `检出2093批次。…其中来自甲国的最多，有3260批次`. */
function most(paper: Paper, one: Figure): Finding[] | null {
  if (!isCount(one) || !isExact(one) || one.cell !== null || !/(?:最多|居首位?|居第一)，(?:有|达|为|共)?$/.test(before(paper, one, 10))) return null
  const earlier = countsLike(paper, one).filter((two) => two.end <= one.start && two.unit === one.unit && two.cell === null)
  const largest = earlier.toSorted((a, b) => b.value - a.value)[0]
  return earlier.length > 1 && largest && one.low > largest.high ? say(paper, [one, largest], 'part-whole', false, `${show(one.value)} > ${show(largest.value)}${one.unit}`, '其中最多的一项多于文中前列的全部；若不在其中则无误。') : null
}
