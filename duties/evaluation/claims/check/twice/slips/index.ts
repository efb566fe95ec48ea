import type { Finding } from '../../../contract.ts'
import { meet } from '../../ground/interval.ts'
import { share } from '../../ground/near.ts'
import { finding, group, isCount, isDensity, isGrowth, isIncrement, isMean, isPoints, isRank, isRate, lead, named, printed, sort, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { slipOf, type Slip } from './slip.ts'
import { apart, planned } from './apart.ts'
import { touch, wordsOf, type Told } from './words.ts'

/**
 * One thing told at two places in other words, with a number that is the other misprinted: 246 and 264, 31642 and 31462, 2.1万余 and 3.1万余.
 * The more digits agree, the fewer words need to. What both a sum, a share or a mean of the paper holds up is no slip.
 */
export function checkSlips(paper: Paper, findings: readonly Finding[]): Finding[] {
  const held = new Set(findings.flatMap(({ verdict, kind, claims }) => (verdict === 'holds' && sums.test(kind) ? claims : [])))
  const told = paper.figures.flatMap((figure) => {
    const family = familyOf(paper, figure)
    return family === null ? [] : [{ figure, family }]
  })
  return [...group(told, ({ family }) => family).values()].flatMap((same) => judge(paper, same.map(({ figure }) => figure).slice(0, MOST), held))
}

const sums = /^(?:total|ratio|mean|per-capita|points)$/
/** So many of one family are a table: the first are looked at. */
const MOST = 400

const units: readonly (readonly [RegExp, string])[] = [
  [/^[个家户所处间座]$/, '个'],
  [/^[件起宗例]$/, '件'],
]
/** Figures that may tell one thing; null for what is told of another time, wanted, or how much more there is. */
export function familyOf(paper: Paper, one: Figure): string | null {
  if (one.value <= 0 || isPoints(one) || isGrowth(paper, one) || isIncrement(paper, one) || isRank(paper, one) || /^(?:分|年|天|日|个月|月|小时|学时)$/.test(one.unit)) return null
  if (one.hedges.some((hedge) => hedge === 'at-most') || (one.hedges.includes('at-least') && !/^(?:超|突破|逾)/.test(one.text))) return null
  if ((another.test(lead(paper, one, 16)) && !/(?:现有|目前)的?$/.test(lead(paper, one, 4))) || /^的?(?:目标|任务|要求|标准|计划)/.test(tail(paper, one, 6))) return null
  const mean = isMean(paper, one) ? '均' : ''
  if (isRate(one)) return `${mean}%`
  if (isDensity(one)) return one.unit
  return isCount(one) ? `${mean}${units.find(([form]) => form.test(sort(one)))?.[1] ?? sort(one)}` : null
}
const another = /上年|去年|同期|年初|(?<!占)比(?!重|例)|较(?!大)|目标|力争|计划|任务|每|至少|不少于|不低于|再|新增|拟|预计|预算/

function judge(paper: Paper, figures: readonly Figure[], held: ReadonlySet<number>): Finding[] {
  const all: Told[] = figures.map((one) => ({ one, words: wordsOf(paper, one) }))
  const often = new Map<string, number>()
  for (const { words } of all) for (const pair of words.own) often.set(pair, (often.get(pair) ?? 0) + 1)
  const weight = (pair: string): number => 1 / Math.sqrt(often.get(pair) ?? 1)
  const taken = new Set<number>()
  return all.flatMap((later, at) => {
    if (later.one.cell !== null || taken.has(later.one.at)) return []
    const near = all.flatMap((earlier, place) => {
      if (place === at || (place > at && earlier.one.cell === null) || earlier.one.sentence === later.one.sentence) return []
      const slip = slipOf(later.one, earlier.one)
      const like = slip ? alike(paper, all, later, earlier, slip, weight) : 0
      return like > 0 ? [{ earlier, like }] : []
    })
    const [best] = near.toSorted((a, b) => b.like - a.like)
    if (!best || twin(all, later)) return []
    const pair = [later, best.earlier]
    if ((pair.every(({ one }) => held.has(one.id)) && !later.words.definite) || pair.every((it) => twin(all, it)) || filledIn(all, later)) return []
    taken.add(later.one.at)
    return [say(paper, later.one, best.earlier.one)]
  })
}

/** Told a second time with the same value, by words that have something in common. */
const twin = (all: readonly Told[], { one, words }: Told): boolean =>
  all.some((it) => it.one !== one && meet(it.one, one) && it.one.sentence !== one.sentence && (touch(words, it.words) > 1 || share(words.own, it.words.wide) || share(it.words.own, words.wide)))
/** `阳性项目63项次` of one market after the other: a form that each fills in with its own. */
const filledIn = (all: readonly Told[], { words }: Told): boolean =>
  words.ahead.length > 1 && new Set(all.flatMap((it) => (it.words.ahead === words.ahead && it.words.noun === words.noun ? [it.one.value] : []))).size > 2

/** How much of what the words have is said of the other too, from 0 to 1. */
function cover(own: ReadonlySet<string>, wide: ReadonlySet<string>, weight: (pair: string) => number): number {
  let [all, shared] = [0, 0]
  for (const pair of own) {
    all += weight(pair)
    if (wide.has(pair)) shared += weight(pair)
  }
  return all === 0 ? 0 : shared / all
}

const strengthOf = ({ form, digits }: Slip): number => (form === 'swapped' ? (digits > 3 ? 4 : digits > 2 ? 3 : 1) : form === 'digit' ? Math.max(0, Math.min(3, digits - 2)) : digits > 2 ? 2 : 0)

/** How alike the two are, 0 where they are not. */
function alike(paper: Paper, all: readonly Told[], later: Told, earlier: Told, slip: Slip, weight: (pair: string) => number): number {
  const [one, other] = [later.words, earlier.words]
  if (apart(paper, later, earlier, strengthOf(slip)) || (!one.definite && planned(paper, later.one))) return 0
  const [here, there] = [cover(one.own, other.wide, weight), cover(other.own, one.wide, weight)]
  const both = share(one.own, other.own)
  const near = touch(one, other)
  const strength = strengthOf(slip)
  // all there is of that name, pointed back to
  const only = (one.definite || other.definite) && near > 1 && !all.some((it) => it !== later && it !== earlier && touch(it.words, one) >= near && !meet(it.one, earlier.one))
  if (strength < 3 && !one.definite && !other.definite && (later.one.value > 1.6 * earlier.one.value || earlier.one.value > 1.6 * later.one.value)) return 0
  const enough =
    strength === 4
      ? share(one.wide, other.wide)
      : strength === 3
      ? near > 1 || (both && Math.max(here, there) >= 0.4)
      : strength === 2
        ? only || near > 3 || (both && here >= 0.5 && there >= 0.5)
        : strength === 1
          ? only || (near > 3 && there >= 0.5) || (both && here >= 0.75 && there >= 0.5)
          : only || (near > 3 && one.definite) || (both && here >= 0.9 && there >= 0.75)
  return enough ? strength + here + there + Math.min(near, 4) / 4 : 0
}

const say = (paper: Paper, later: Figure, earlier: Figure): Finding =>
  finding(paper, [later, earlier], {
    verdict: 'doubtful',
    kind: 'two-values',
    calculation: `${printed(earlier)}；${printed(later)}`,
    explanation: `“${named(later)}”似即另处的“${named(earlier)}”而数字有出入；若所说的是另一事项，或时间、范围不同，则无误。`,
  })
