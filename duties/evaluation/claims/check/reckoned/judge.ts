import type { Finding, Kind } from '../../contract.ts'
import { cut, meet, showInterval, type Interval } from '../ground/interval.ts'
import { likely } from '../ground/likely.ts'
import { finding, printed, type Figure, type Paper } from '../ground/paper.ts'
import { slipThat, slipTo, strength, type Meant } from '../ground/slips.ts'

/** One way in which a figure may have been reckoned from others. */
export type Reading = {
  /** What it is reckoned from. */
  readonly from: readonly Figure[]
  /** What comes out, of these figures or of what they may have been meant to be. */
  readonly gives: (of: readonly Interval[]) => Interval
  /** What comes out by a mistake that is made often (the other base), with what is to be said of it. */
  readonly mistaken?: { readonly gives: Interval; readonly explanation: string; readonly sure?: boolean }
  /** How far from what a reader would take: 0 right beside it. */
  readonly away: number
  /** Words or years name these figures and no others. */
  readonly bound: boolean
  /** So surely these that another pair farther off which gives the figure does so by chance. */
  readonly firm?: boolean
  /** Told elsewhere: it leaves a doubt and no more. */
  readonly apart?: boolean
  /** Only explains: nobody would take it for what is meant where it does not fit. */
  readonly silent?: boolean
  /** The arithmetic in print, made only where it is told. */
  readonly shown: () => string
}
export type Asked = { readonly kind: Kind; readonly unit: string; readonly explanation: string; readonly doubt: string; readonly unsaid?: boolean; readonly careful?: boolean }

/** Farther off nothing is suspected, though it may still explain. */
const NEAR = 3

/** What a figure is against all readings: nothing where one of them gives it; else the nearest that gives it by a common mistake or but for a slip. */
export function judge(paper: Paper, said: Figure, readings: readonly Reading[], asked: Asked): Finding | null {
  const all = readings.map((one) => ({ ...one, out: one.gives(one.from) })).filter(({ out }) => Number.isFinite(out.low) && Number.isFinite(out.high) && out.low <= out.high)
  const right = all.filter(({ out }) => agree(out, said))
  // what words or years name is explained by nothing farther off
  const explained = ({ away, bound, firm = bound }: Reading): boolean => right.some((one) => !firm || (one.bound && one.away <= away + 2) || one.away <= away)
  const near = all.filter((one) => !one.silent && (one.bound || one.away <= NEAR) && !explained(one)).toSorted((a, b) => Number(b.bound) - Number(a.bound) || a.away - b.away)
  const say = ({ from, shown, out }: (typeof all)[number], verdict: Finding['verdict'], explanation: string): Finding =>
    finding(paper, [said, ...from], { verdict, kind: asked.kind, calculation: `${shown()} = ${showInterval(out, 2)}${asked.unit}，所列 ${printed(said)}`, explanation })
  const base = near.find(({ mistaken }) => mistaken !== undefined && (mistaken.sure ?? sized(said)) && agree(mistaken.gives, said))
  if (base) return say(base, base.apart ? 'doubtful' : 'contradiction', base.mistaken!.explanation)
  // 六成 has no digits that could be misprinted
  const slips = (/\d/.test(said.text) ? near : []).flatMap((one) => {
    const slip = [slipTo(said, one.out), ...one.from.map((figure, at) => slipThat(figure, (meant) => agree(one.gives(one.from.with(at, { ...figure, ...meant })), said)))]
    const found = slip.filter((it): it is Meant => it !== null).toSorted((a, b) => strength(b) - strength(a))[0]
    return found && (one.bound || strength(found) - one.away / 2 > 1.5) ? [{ one, found }] : []
  })
  const [first] = slips.toSorted((a, b) => Number(b.one.bound) - Number(a.one.bound) || strength(b.found) - b.one.away - (strength(a.found) - a.one.away))
  if (first) return say(first.one, !first.one.apart && (asked.careful ? first.one.bound && (right.length === 0 || strength(first.found) > 2) : first.one.bound || (first.one.away < 1 && strength(first.found) > 2.5)) ? 'contradiction' : 'doubtful', first.one.bound ? asked.explanation : asked.doubt)
  const [nearest] = near
  return nearest?.bound && likely(nearest.out, said) && asked.unsaid !== false ? say(nearest, 'doubtful', asked.doubt) : null
}

/** A figure of several digits may be cut off instead of rounded (89.3 for 89.39), one of a single digit hardly (7 for 7.9). */
export const agree = (out: Interval, said: Figure): boolean => meet(out, significant(said) > 1 || !/\d/.test(said.text) ? cut(said) : said)
const significant = ({ text }: Figure): number => (/\d[\d.,]*/.exec(text)?.[0] ?? '').replaceAll(/[.,]/g, '').replace(/^0+/, '').length
/** 5.0 and 12.5 tell enough; 8 may be of anything. */
const sized = ({ text }: Figure): boolean => (text.match(/\d/g) ?? []).length > 1
