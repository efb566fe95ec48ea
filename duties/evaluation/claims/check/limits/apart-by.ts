import type { Finding } from '../../contract.ts'
import { minus, show } from '../ground/interval.ts'
import { paragraphOf, ratesOf } from '../ground/near.ts'
import { before, between, finding, isExact, isGrowth, isPoints, isRate, lead, printed, type Figure, type Paper } from '../ground/paper.ts'
import { pointsFit } from '../changes/stated-pairs.ts'
import { measureOf } from '../twice/told-twice/titles.ts'

/** Points between two rates that the paper tells elsewhere: `高出全市平均水平5.6个百分点`, `最高值与最低值相差19.9个百分点`. */
export const checkApartBy = (paper: Paper): Finding[] => paper.figures.flatMap((points) => (isPoints(points) && points.cell === null ? (average(paper, points) ?? spread(paper, points) ?? []) : []))

const fits = (one: Figure, other: Figure, points: Figure): boolean => pointsFit(other, one, points) || pointsFit(one, other, points)
const wide = (paper: Paper, one: Figure): string => before(paper, one, 60)

/** The rate right before, against the rates of that name that were told: one of them is that of the whole. */
function average(paper: Paper, points: Figure): Finding[] | null {
  if (!/(?:高|低)(?:出|于)?(?:全[市省县区国]|总体)(?:的)?(?:平均)?(?:水平|值)?$/.test(lead(paper, points))) return null
  const own = paper.figures[points.at - 1]
  if (!own || !isRate(own) || own.sentence !== points.sentence || !/^，[^，。；\d]{0,14}$/.test(between(paper, own, points))) return null
  const name = measureOf(wide(paper, own))
  const told = ratesOf(paper).filter((one) => one.end <= own.start && one.unit === own.unit && !isGrowth(paper, one) && name !== '' && measureOf(wide(paper, one)) === name)
  const [first] = told
  if (!first || ratesOf(paper).some((one) => one !== own && fits(own, one, points))) return null
  return [
    finding(paper, [points, own, first], {
      verdict: 'doubtful',
      kind: 'points',
      calculation: `${printed(own)} − ${printed(first)} = ${show(minus(own, first).low / 2 + minus(own, first).high / 2, 2)} 个百分点，所列 ${printed(points)}`,
      explanation: '与文中所列总体比率之差不符；若总体平均另有其数则无误。',
    }),
  ]
}

/** No two rates of the paragraph stand so far apart. */
function spread(paper: Paper, points: Figure): Finding[] | null {
  if (!/最高(?:值|的)?(?:与|和|同|比)最低(?:值|的)?(?:之间)?(?:的)?(?:相差|差距|高出|高|差)[为达了]?$/.test(lead(paper, points))) return null
  const told = paragraphOf(paper, points.sentence).filter((one) => isRate(one) && isExact(one) && !isGrowth(paper, one) && one.end <= points.start)
  if (told.length < 2) return null
  const [low, high] = [told.reduce((a, b) => (b.value < a.value ? b : a)), told.reduce((a, b) => (b.value > a.value ? b : a))]
  // a shortened list may not tell both ends
  if (told.some((one) => told.some((other) => one !== other && fits(one, other, points)))) return null
  return [
    finding(paper, [points, high, low], {
      verdict: 'doubtful',
      kind: 'points',
      calculation: `${printed(high)} − ${printed(low)} = ${show(high.value - low.value, 2)} 个百分点，所列 ${printed(points)}`,
      explanation: '与文中所列最高、最低之差不符；若最高或最低的一项未列出则无误。',
    }),
  ]
}
