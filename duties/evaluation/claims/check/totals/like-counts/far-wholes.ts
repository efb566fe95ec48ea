import type { Finding } from '../../../contract.ts'
import { meet, minus, show, sum } from '../../ground/interval.ts'
import { countsLike, pairsIn, share } from '../../ground/near.ts'
import { finding, isExact, isIncrement, isMean, isRate, joined, lead, printed, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { slipTo, strength } from '../../ground/slips.ts'
import { closedLabels } from './closed.ts'
import { countsOf, type Count } from './counts.ts'
import { gapOf, scale, step } from './sums.ts'

/**
 * A row that by its labels leaves nothing out (all grades, all links of the chain, shares that make 100 %, a last 其他), against a whole told paragraphs before: no count
 * of the paper is what the row makes, and one member misprinted would make a whole of the same name.
 */
export const checkFarWholes = (paper: Paper): Finding[] => [...countsOf(paper).values()].flatMap((all) => runs(paper, all).flatMap((row) => judge(paper, row)))

/** Counts of one unit and bracket one behind the other. */
function runs(paper: Paper, all: readonly Count[]): Count[][] {
  const open = new Map<string, Count[]>()
  const found: Count[][] = []
  for (const one of all) {
    const key = `${one.unit}|${one.bracket}`
    const row = open.get(key)
    if (row && step.test(gapOf(paper, row.at(-1)!, one))) row.push(one)
    else {
      const begun = [one]
      open.set(key, begun)
      found.push(begun)
    }
  }
  return found.filter((row) => row.length > 2 && row.every(({ figure }) => figure))
}

/** 由三部分构成, 来源分三条. */
const saidParts = (words: string): number => '零一二三四五六七八九十'.indexOf(/(?:分|由|有|共)([二三四五六七八九])(?:个?(?:部分|方面|渠道)|[条类块路])(?:构成|组成|来源)?[^。；]{0,14}$/.exec(words)?.[1] ?? '零') || -1
const every = /100%|全部|均已?|悉数|全覆盖/
/** By its labels a row leaves nothing out. */
function closed(paper: Paper, row: readonly Count[]): boolean {
  if (row.every(({ ahead }) => scale.test(ahead))) return true
  if (/其他|其它|其余/.test(row.at(-1)!.ahead) || /另有其他/.test(joined(paper.text.slice(row.at(-2)!.end, row.at(-1)!.end + 4)))) return true
  if (saidParts(joined(paper.text.slice(Math.max(0, row[0]!.start - 40), row[0]!.start))) === row.length || closedLabels(paper, row)) return true
  const shares = row.flatMap(({ figure }) => [paper.figures[figure!.at - 1], paper.figures[figure!.at + 1]].find((one) => one !== undefined && isRate(one) && one.sentence === figure!.sentence) ?? [])
  return new Set(shares).size === row.length && Math.abs(shares.reduce((all, { value }) => all + value, 0) - 100) < 0.06 * row.length
}

function judge(paper: Paper, row: readonly Count[]): Finding[] {
  const figures = row.map(({ figure }) => figure!)
  const [first] = figures
  // 2316家，其中402家、…、其他1667家: the first is the whole itself
  if (!first || !closed(paper, row) || row.some((one, at) => at < row.length - 2 && meet(one, sum(row.slice(at + 1))))) return []
  const total = sum(row)
  const all = countsLike(paper, first).filter((one) => !figures.includes(one) && one.low > 0 && isExact(one) && !isMean(paper, one))
  const begin = Math.max(0, first.start - 60)
  const words = joined(paper.text.slice(begin, first.start))
  if (all.some((one) => meet(one, total) || [1, 2].some((less) => less < row.length - 1 && meet(one, sum(row.slice(0, -less)))))) return []
  const names = pairsIn(`${words} ${paper.document.headings[first.heading]?.title ?? ''}`)
  const near = all.flatMap((whole) => {
    if (isIncrement(paper, whole) || whole.low < Math.max(...row.map(({ value }) => value)) || /上年|去年|同期|每|目标/.test(lead(paper, whole, 12))) return []
    const akin = share(names, pairsIn(`${whole.subject} ${lead(paper, whole, 24)} ${tail(paper, whole, 10)}`))
    const far = Math.abs(total.low - whole.value) / whole.value
    const slips = figures.map((one) => slipTo(one, minus(whole, minus(total, one)))).map((slip) => (slip ? strength(slip) : -1))
    const slip = Math.max(...slips)
    const weight = akin && far < 0.6 ? (slip >= 1.5 ? slip : far < 0.15 && (every.test(words) || saidParts(words) === row.length) ? 1 : 0) : 0
    return weight > 0 ? [{ whole, weight }] : []
  })
  const [best] = near.toSorted((a, b) => b.weight - a.weight)
  return best ? [say(paper, figures, best.whole)] : []
}

const say = (paper: Paper, row: readonly Figure[], whole: Figure): Finding =>
  finding(paper, [...row, whole], {
    verdict: 'doubtful',
    kind: 'total',
    calculation: `${row.map(({ value }) => show(value)).join(' + ')} = ${show(row.reduce((all, { value }) => all + value, 0))}${whole.unit}，另处所列总数 ${printed(whole)}`,
    explanation: '各项不留其他，其和却与另处的总数不符；若所说的不是同一批对象则无误。',
  })
