import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { between, finding, isExact, lead, printed, type Figure, type Paper } from '../../ground/paper.ts'

type Pair = { readonly full: Figure; readonly got: Figure }
const cents = (value: number): number => Math.round(value * 100)
const added = (figures: readonly Figure[]): number => figures.reduce((sum, { value }) => sum + value, 0)

/** Marks with the full marks they are of, in either order: `46.8分（满分50分）`, `满分1000分，综合得分912分`. */
function pairsOf(marks: readonly Figure[], paper: Paper): Pair[] {
  return marks.slice(1).flatMap((second, at) => {
    const first = marks[at]!
    if (first.sentence !== second.sentence) return []
    const words = between(paper, first, second)
    if (/^[(，]?(?:满分|总分|分值|标准分|应得)[值为]?$/.test(words) && first.value <= second.value) return [{ full: second, got: first }]
    return /(?:满分|分值|标准分|应得)[为是]?$/.test(lead(paper, first)) && /^[，)]?[^，。；\d]{0,6}(?:得分?|自评|评得)[为是]?$/.test(words) && second.value <= first.value ? [{ full: first, got: second }] : []
  })
}

/**
 * A score and those of its sections, sentences apart, known by their full marks that make the whole: `得分92.6分（满分100分）。基础工作46.8分（满分50分），…`; and what
 * was lost of it all.
 */
export function checkFullAndGot(paper: Paper): Finding[] {
  const marks = paper.figures.filter((one) => one.unit === '分' && isExact(one) && one.cell === null)
  const pairs = pairsOf(marks, paper)
  const wholes = pairs.filter(({ full }) => full.value === 100 || full.value === 1000)
  const [whole] = wholes
  if (!whole || new Set(wholes.map(({ got }) => got.value)).size > 1) return []
  const rest = pairs.slice(pairs.indexOf(whole) + 1)
  const end = rest.findIndex((_, at) => cents(added(rest.slice(0, at + 1).map(({ full }) => full))) === cents(whole.full.value))
  const sections = end > 0 ? rest.slice(0, end + 1) : []
  const sum = added(sections.map(({ got }) => got))
  const bonus = marks.some((one) => /(?:加|加分|鼓励项|奖励)[一-鿿]{0,4}$/.test(lead(paper, one)))
  const off = marks.find((one) => /(?:共|合计|总共|累计)(?:失|扣|丢|扣减)(?:了|去|分)?$/.test(lead(paper, one)) && one.start > whole.got.end)
  const left = whole.full.value - whole.got.value
  return [
    ...(sections.length > 1 && !bonus && cents(sum) !== cents(whole.got.value)
      ? [say(paper, [whole.got, ...sections.map(({ got }) => got)], `${sections.map(({ got }) => show(got.value)).join(' + ')} = ${show(sum, 2)}分，所列总得分 ${printed(whole.got)}`, '各部分得分之和与总得分不符，各部分的满分合起来正是总分的满分。')]
      : []),
    ...(off && !bonus && cents(off.value) !== cents(left) ? [say(paper, [off, whole.full, whole.got], `${show(whole.full.value)} − ${show(whole.got.value)} = ${show(left, 2)}分，所列共扣 ${printed(off)}`, '扣分与满分、得分之差不符。')] : []),
  ]
}

const say = (paper: Paper, figures: readonly Figure[], calculation: string, explanation: string): Finding => finding(paper, figures, { verdict: 'contradiction', kind: 'total', calculation, explanation })
