import type { Finding } from '../../contract.ts'
import { isChange } from '../ground/change-words.ts'
import { cut, meet, minus, over, sum, times, type Interval } from '../ground/interval.ts'
import { isDensity, isPoints, isRate, type Figure, type Paper } from '../ground/paper.ts'
import { percent } from '../ground/rows.ts'
import { slipThat, strength } from '../ground/slips.ts'

/** A figure, or what it may have been meant to be. */
type Meant = Interval & { readonly of: Figure }
const fits = (out: Interval, said: Interval): boolean => meet(cut(out), said) || meet(out, cut(said))

/** By how much a mean may be told of less than all: by the thousand, the month, the quarter, the half year. */
const scales = [1, 1000, 10_000, 1 / 12, 1 / 6, 1 / 4, 1 / 3, 1 / 2]
function given(kind: Finding['kind'], grown: boolean, said: Meant, x: Meant, y: Meant): boolean {
  if (isPoints(said.of)) return fits(minus(x, y), said)
  if (y.low <= 0) return false
  if (isRate(said.of)) {
    const all = percent(said.of)
    const ways = grown ? [over(x, y), over(minus(x, y), y), over(minus(y, x), y), over(x, minus(y, x))] : [over(x, y), over(minus(y, x), y)]
    return ways.some((one) => fits(times(one, all), said))
  }
  if (kind === 'mean' || kind === 'per-capita' || isDensity(said.of)) return scales.some((scale) => fits(times(over(x, y), scale), said)) || fits({ low: x.low * y.low, high: x.high * y.high }, said)
  return fits(minus(x, y), said)
}

function agree(kind: Finding['kind'], grown: boolean, figures: readonly Meant[]): boolean {
  if (kind === 'total' && figures.length > 2 && figures.some((whole) => fits(sum(figures.filter((one) => one !== whole)), whole))) return true
  // 建成412家，建成率91.6%，尚未建成的38家
  const share = kind === 'total' ? figures.find(({ of }) => isRate(of)) : undefined
  if (share && figures.some((part) => part !== share && figures.some((rest) => rest !== share && rest !== part && fits(times(over(part, { low: part.low + rest.low, high: part.high + rest.high }), percent(share.of)), share)))) return true
  const rates = figures.filter(({ of }) => isRate(of) || isPoints(of) || isDensity(of))
  const said = kind === 'mean' || kind === 'total' || rates.length === 0 ? figures : rates
  return said.some((one) => figures.some((x) => x !== one && figures.some((y) => y !== one && y !== x && given(kind, grown, one, x, y))))
}

/**
 * Whether one figure of a finding, with two of its digits in each other's place, one digit changed or the point moved, makes all of them agree: then it
 * is a slip of the pen, and no other thing that is meant.
 */
export function isSlip(paper: Paper, { kind }: Finding, figures: readonly Figure[]): boolean {
  const grown = figures.some((one) => isChange(paper, one))
  const as = (at: number, meant: Interval): Meant[] => figures.map((of, place) => (place === at ? { ...meant, of } : { low: of.low, high: of.high, of }))
  // 5‰ and 3% are given by too many
  const fine = figures[0] !== undefined && figures[0].high - figures[0].low < 0.025 * figures[0].value
  return figures.some((one, at) => {
    if (at > 0 && !fine) return false
    const slip = slipThat(one, (meant) => agree(kind, grown, as(at, meant)))
    return (slip !== null && strength(slip) > (at === 0 ? 0.4 : 1.4)) || (at === 0 && [10, 0.1, 100, 0.01].some((factor) => agree(kind, grown, as(at, times(one, factor)))))
  })
}
