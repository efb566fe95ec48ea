import type { Finding } from '../../contract.ts'
import { showInterval } from '../interval.ts'
import { before, between, finding, isExact, isGrowth, isRate, lead, printed, type Figure, type Paper } from '../paper.ts'

/** A rate over all kinds lies between those of the kinds; kinds that are all above or below it are so. */
export const checkOverall = (paper: Paper): Finding[] =>
  rowsOf(paper).flatMap((row) => [...(between2(paper, row) ?? []), ...(beside(paper, row) ?? [])])

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

/** `抽检蔬菜、畜禽、水产3大类，总体合格率96.9%。其中，蔬菜、畜禽和水产合格率分别为…`: as many kinds as there are. */
function between2(paper: Paper, row: readonly Figure[]): Finding[] | null {
  const overall = overallOf(paper, row)
  const [first] = row
  if (!overall || !first || /等/.test(lead(paper, first, 40)) || /从[一-鿿]{2,6}看|抽检的/.test(before(paper, first, 80))) return null
  const kinds = /(\d{1,2}|[两三四五六])大?类/.exec(paper.text.slice(Math.max(0, overall.start - 160), overall.start).split(/[。]/).at(-1)!)?.[1]
  if (kinds === undefined || Number(kinds.replace('两', '2').replace('三', '3').replace('四', '4').replace('五', '5').replace('六', '6')) !== row.length) return null
  const [low, high] = [Math.min(...row.map((one) => one.low)), Math.max(...row.map((one) => one.high))]
  if (overall.low <= high && overall.high >= low) return null
  return [say(paper, [overall, ...row], 'mean', `总体的比率应在各类之间；所列总体 ${printed(overall)} 在各类的范围之外。`, showInterval({ low: Math.min(...row.map(({ value }) => value)), high: Math.max(...row.map(({ value }) => value)) }, 2))]
}

/** `不合格率分别为0.7%、1.1%、1.0%，均低于总体抽检不合格率`. */
function beside(paper: Paper, row: readonly Figure[]): Finding[] | null {
  const last = row.at(-1)!
  const words = paper.text.slice(last.end, last.end + 20)
  const side = /^，?均?(?:明显|大幅)?(低于|高于)(?:总体|平均|全部|全[市省国])/.exec(words)?.[1]
  if (side === undefined) return null
  const overall = overallOf(paper, row)
  const wrong = overall && row.filter((one) => (side === '低于' ? one.low >= overall.high : one.high <= overall.low))
  return wrong && wrong.length > 0 ? [say(paper, [wrong[0]!, overall], 'bound', `文中称各项均${side}总体，所列 ${printed(wrong[0]!)} 不是。`, printed(wrong[0]!))] : null
}

const say = (paper: Paper, figures: readonly Figure[], kind: 'mean' | 'bound', explanation: string, shown: string): Finding =>
  finding(paper, figures, { verdict: 'contradiction', kind, calculation: `总体 ${printed(kind === 'mean' ? figures[0]! : figures[1]!)}；各类 ${shown}`, explanation })

