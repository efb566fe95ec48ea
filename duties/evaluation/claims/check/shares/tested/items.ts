import type { Finding } from '../../../contract.ts'
import { meet, show, sum } from '../../ground/interval.ts'
import { countsLike } from '../../ground/near.ts'
import { between, finding, isCount, isExact, isIncrement, lead, printed, tail, type Figure, type Paper } from '../../ground/paper.ts'

/**
 * `粮食加工品57批次，全部合格；肉制品53批次，全部合格；…`, or one of them a line: items each with its own count and what failed of it, against the total
 * and the failures that were told before them.
 */
export const checkItems = (paper: Paper): Finding[] => runsOf(paper).flatMap((run) => [...total(paper, run), ...failures(paper, run)])

type Item = { readonly head: Figure; readonly failed: Figure | null; readonly told: boolean }

const FEWEST = 3
/** No notice has more; what has is a table. */
const MOST = 60
const REACH = 700
const named = /^(?:\d{1,2}[.、．)）]\s*)?(?![一-鿿、]*(?:各|共|合计|总|其中|检查|出动|立案|发现|完成|下达|另|合格|阳性))[一-鿿A-Za-z、()（）“”]{1,26}$/
const failing = /^(?:其中)?不合格(?:样品|产品)?$/

/** Items one behind the other, parted by stops. */
function runsOf(paper: Paper): Item[][] {
  const runs: Item[][] = []
  let last: Figure | undefined
  for (const [at, head] of paper.figures.entries()) {
    const opens = at === 0 || /[；。\n：]/.test(paper.text.slice(paper.figures[at - 1]!.end, head.start))
    if (!opens) continue
    const item = itemAt(paper, at)
    const goesOn = item && last && last.unit === head.unit && /^[^；。]*[；。]\s*[^；。]*$/.test(paper.text.slice(last.end, head.start))
    if (item && goesOn && runs.at(-1)!.length < MOST) runs.at(-1)!.push(item)
    else if (item) runs.push([item])
    last = item ? head : undefined
  }
  return runs.filter(({ length }) => length >= FEWEST)
}

function itemAt(paper: Paper, at: number): Item | null {
  const head = paper.figures[at]!
  if (!isCount(head) || !isExact(head) || head.cell !== null || head.low < 1 || !named.test(lead(paper, head, 30)) || isIncrement(paper, head)) return null
  if (!/^$|^，/.test(tail(paper, head, 4)) && tail(paper, head, 4) !== '') return null
  const segment = paper.text.slice(head.end, head.end + 80).split(/[；。\n]/)[0]!
  const failed = paper.figures.slice(at + 1, at + 4).find((one) => one.start < head.end + segment.length && one.unit === head.unit && failing.test(lead(paper, one, 12))) ?? null
  // 猪肉5批，鸡肉2批: a list within
  if (paper.figures.slice(at + 1, at + 6).some((one) => one.start < head.end + segment.length && one.unit === head.unit && !/合格/.test(lead(paper, one, 10)))) return null
  return { head, failed, told: failed !== null || /全部合格|均合格|未检出|未发现/.test(segment) }
}

const wholes = (paper: Paper, first: Figure): Figure[] =>
  countsLike(paper, first).filter((one) => one.unit === first.unit && one.end <= first.start && first.start - one.end < REACH && one.cell === null && isExact(one))

function total(paper: Paper, run: readonly Item[]): Finding[] {
  const heads = run.map(({ head }) => head)
  const before = wholes(paper, heads[0]!)
  const all = sum(heads)
  // two laboratories with a total each, and the sites of both
  if (before.some((one, at) => meet(one, all) || before.slice(at + 1).some((two) => meet(sum([one, two]), all)))) return []
  const told = (one: Figure): boolean => /共|合计|总|类|组织抽检|抽检了?/.test(`${lead(paper, one, 30)}${tail(paper, one, 6)}`) && !failing.test(lead(paper, one, 8)) && !/合格/.test(lead(paper, one, 8))
  const whole = before.filter(told).toSorted((a, b) => b.value - a.value)[0]
  const most = Math.max(...heads.map(({ value }) => value))
  if (!whole || (most > whole.value && all.low > 2 * whole.value) || all.high < 0.6 * whole.value || all.low > 2 * whole.value) return []
  // a run that has come out of the store, or goes on in an attachment, may lack some
  const closed = /如下|总体情况|具体情况/.test(between(paper, whole, heads[0]!)) && run.every((one) => one.told)
  if (!closed && all.high < whole.low) return []
  return [
    finding(paper, [whole, ...heads], {
      verdict: closed ? 'contradiction' : 'doubtful',
      kind: 'total',
      calculation: `${heads.map(({ value }) => show(value)).join(' + ')} = ${show(all.low)}${whole.unit}，所列总数 ${printed(whole)}`,
      explanation: closed ? '逐项所列各数之和与前列总数不符。' : '逐项所列各数之和大于前列总数；若各项互有重叠则无误。',
    }),
  ]
}

function failures(paper: Paper, run: readonly Item[]): Finding[] {
  const failed = run.flatMap((one) => one.failed ?? [])
  const each = run.flatMap(({ head, failed: some }) =>
    some && some.low > head.high
      ? [finding(paper, [some, head], { verdict: 'contradiction', kind: 'part-whole', calculation: `${show(some.value)} > ${show(head.value)}${head.unit}`, explanation: '不合格的多于抽检的。' })]
      : [],
  )
  if (each.length > 0 || failed.length === 0 || !run.every((one) => one.told)) return each
  const before = wholes(paper, run[0]!.head).filter((one) => failing.test(lead(paper, one, 10)) || /不合格(?:样品|产品)?$/.test(lead(paper, one, 10)))
  const all = sum(failed)
  const [whole] = before
  // 以上五类不合格合计184批次: the classes that are listed have a sum of their own
  if (!whole || countsLike(paper, whole).some((one) => one.unit === whole.unit && isExact(one) && meet(one, all))) return []
  // rows that are far from all that was tested leave others unsaid
  const heads = sum(run.map(({ head }) => head))
  const tested = wholes(paper, run[0]!.head).filter((one) => !before.includes(one) && one.low > whole.high)
  if (tested.length > 0 && tested.every((one) => one.low > 2 * heads.high)) return []
  return [
    finding(paper, [whole, ...failed], {
      verdict: 'contradiction',
      kind: 'total',
      calculation: `${failed.map(({ value }) => show(value)).join(' + ')} = ${show(all.low)}${whole.unit}，所列不合格 ${printed(whole)}`,
      explanation: '逐项所列不合格数之和与前列不合格数不符。',
    }),
  ]
}
