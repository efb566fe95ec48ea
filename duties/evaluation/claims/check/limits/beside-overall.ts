import type { Finding } from '../../contract.ts'
import { between, finding, isExact, isGrowth, isRate, lead, printed, type Figure, type Paper } from '../ground/paper.ts'

/** `不合格率分别为0.7%、1.1%、1.0%，均低于总体抽检不合格率`: each of a row lies on the side of the overall rate that is told. */
export const checkBesideOverall = (paper: Paper): Finding[] => rowsOf(paper).flatMap((row) => beside(paper, row) ?? [])

const joint = /^(?:、|和|及|以及)$/
/** Rates one behind the other. */
function rowsOf(paper: Paper): Figure[][] {
  const rows: Figure[][] = []
  for (const one of paper.figures) {
    const last = rows.at(-1)?.at(-1)
    if (!isRate(one) || one.cell !== null || !isExact(one) || isGrowth(paper, one)) continue
    if (last && last.at === one.at - 1 && joint.test(between(paper, last, one))) rows.at(-1)!.push(one)
    else rows.push([one])
  }
  return rows.filter(({ length }) => length > 1)
}

const rateName = (paper: Paper, one: Figure): string => /(不?合格率|满意度|知晓率|支持率|阳性率)(?:分别|依次)?[为达是到]*$/.exec(lead(paper, one, 20))?.[1] ?? ''
/** The rate of all, told before the row. */
function overallOf(paper: Paper, row: readonly Figure[]): Figure | undefined {
  const [first] = row
  const name = rateName(paper, first!)
  if (name === '') return undefined
  return paper.figures.findLast(
    (one) =>
      one.end <= first!.start &&
      first!.sentence - one.sentence < 4 &&
      isRate(one) &&
      isExact(one) &&
      one.cell === null &&
      !isGrowth(paper, one) &&
      /总体|监督抽检|全[市县区省国]|抽检总/.test(lead(paper, one, 16)) &&
      rateName(paper, one) === name &&
      !/分别|季度/.test(lead(paper, one, 24)),
  )
}

function beside(paper: Paper, row: readonly Figure[]): Finding[] | null {
  const last = row.at(-1)!
  const side = /^，?均?(?:明显|大幅)?(低于|高于)(?:总体|平均|全部|全[市省国])/.exec(paper.text.slice(last.end, last.end + 20))?.[1]
  const overall = side === undefined ? undefined : overallOf(paper, row)
  const wrong = overall && row.find((one) => (side === '低于' ? one.low >= overall.high : one.high <= overall.low))
  if (!overall || !wrong) return null
  return [
    finding(paper, [wrong, overall], {
      verdict: 'contradiction',
      kind: 'bound',
      calculation: `总体 ${printed(overall)}；各类 ${printed(wrong)}`,
      explanation: `文中称各项均${side}总体，所列 ${printed(wrong)} 不是。`,
    }),
  ]
}
