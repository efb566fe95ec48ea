import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, plus, times, type Interval } from '../ground/interval.ts'
import { isCount, isExact, isRate, sort, type Figure, type Paper } from '../ground/paper.ts'
import { percent } from '../ground/rows.ts'

/** So many figures before and behind the one in question are tried. */
const [BEFORE, BEHIND] = [12, 8]
const kinds: ReadonlySet<Finding['kind']> = new Set(['total', 'ratio', 'mean', 'part-whole', 'per-capita', 'unit', 'base', 'two-values'])
const significant = ({ text }: Figure): number => text.replaceAll(/[^\d.]/g, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length

/**
 * Whether other figures right about the doubted one give it to its last digit: a share or growth of three digits, a count that
 * is the sum or the difference of two. Then it is told of those, and not of what the doubt took it for. Of papers with an error planted none was lost by it.
 */
export function givenByOthers(paper: Paper, { kind, verdict }: Finding, figures: readonly Figure[]): boolean {
  const [said] = figures
  if (verdict !== 'doubtful' || !kinds.has(kind) || !said || !isExact(said) || figures.some(({ cell }) => cell !== null)) return false
  const around = paper.figures
    .slice(Math.max(0, said.at - BEFORE), said.at + BEHIND)
    .filter((one) => one !== said && one.low > 0 && isExact(one) && (one.sentence === said.sentence || (one.sentence === said.sentence - 1 && paper.paragraphs[one.sentence] === paper.paragraphs[said.sentence])))
  const gives = (out: Interval, one: Figure, other: Figure): boolean => Number.isFinite(out.high) && out.high > 0 && meet(cut(out), cut(said)) && !(figures.includes(one) && figures.includes(other))
  return around.some((one) => around.some((other) => one !== other && pair(said, one, other, gives)))
}

function pair(said: Figure, one: Figure, other: Figure, gives: (out: Interval, one: Figure, other: Figure) => boolean): boolean {
  const digits = significant(said)
  if (!isCount(one) || !isCount(other) || sort(one) !== sort(other)) return false
  const larger = one.low > other.high
  if (isRate(said)) {
    const all = percent(said)
    return digits > 2 && (gives(times(over(one, other), all), one, other) || (larger && (gives(times(over(minus(one, other), other), all), one, other) || gives(times(over(minus(one, other), one), all), one, other))))
  }
  return digits > 1 && (said.text.match(/\d/g) ?? []).length > 2 && isCount(said) && sort(one) === sort(said) && (gives(plus(one, other), one, other) || (larger && gives(minus(one, other), one, other)))
}
