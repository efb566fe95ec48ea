import type { Finding } from '../../contract.ts'
import { over, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { allItems, type Item } from '../ground/items.ts'
import { between, finding, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/**
 * Rows of counts with their shares, whose whole no words name: `服装11081件，占比28.07%；食品9456件，占比23.95%；…`. Each count through its share gives the
 * whole; where all but one give the same, that one is wrong.
 */
export const checkItemRows = (paper: Paper): Finding[] => judged(paper).findings
/** Whether a share stands in such a row, where the others are its measure. */
export const inProportion = (paper: Paper, rate: Figure): boolean => judged(paper).covered.has(rate)

type Judged = { readonly findings: readonly Finding[]; readonly covered: ReadonlySet<Figure> }
const known = new WeakMap<Paper, Judged>()
function judged(paper: Paper): { findings: Finding[]; covered: ReadonlySet<Figure> } {
  const made = known.get(paper) ?? judge(paper)
  known.set(paper, made)
  return { findings: [...made.findings], covered: made.covered }
}

function judge(paper: Paper): Judged {
  const findings: Finding[] = []
  const covered = new Set<Figure>()
  for (const items of allItems(paper).values())
    for (const row of rowsOf(paper, items)) {
      const found = ofRow(paper, row)
      if (!found) continue
      for (const { share } of row) covered.add(share.figure)
      findings.push(...found)
    }
  return { findings, covered }
}

type Shared = Item & { readonly share: NonNullable<Item['share']> }
const shared = (item: Item): item is Shared => item.share !== null && item.share.figure.value > 0

/** Items with a share each, one behind the other, of one sort and one wording. */
function rowsOf(paper: Paper, items: readonly Item[]): Shared[][] {
  const rows: Shared[][] = []
  for (const item of items) {
    if (!shared(item)) {
      rows.push([])
      continue
    }
    const last = rows.at(-1)?.at(-1)
    if (last && sort(last.level) === sort(item.level) && last.share.of === item.share.of && !/其中/.test(between(paper, last.level, item.level))) rows.at(-1)!.push(item)
    else rows.push([item])
  }
  return rows.filter(({ length }) => length > 2)
}

const wholeOf = ({ level, share }: Shared): Interval => {
  const { low, high } = share.figure
  return times(over(level, { low: low - (high - low), high: high + (high - low) }), 100)
}

function ofRow(paper: Paper, row: readonly Shared[]): Finding[] | null {
  const agreeing = (one: Shared): Shared[] => row.filter((other) => touch(wholeOf(one), wholeOf(other)))
  // a share of few digits agrees with many: the finest says what the whole is
  const best = row.map((one) => ({ one, fine: wholeOf(one).high / wholeOf(one).low, with: agreeing(one) })).toSorted((a, b) => b.with.length - a.with.length || a.fine - b.fine)[0]!
  const common = best.with.map(wholeOf).reduce((all, one) => ({ low: Math.max(all.low, one.low), high: Math.min(all.high, one.high) }))
  if (common.low > common.high * 1.001) return null
  const wrong = row.filter((one) => !best.with.includes(one))
  if (wrong.length === 0) return []
  if (wrong.length > 1 || best.with.length < 2) return null
  const [one] = wrong as [Shared]
  const computed = times(over(one.level, common.low > common.high ? { low: common.high, high: common.low } : common), 100)
  const sure = best.with.length > 2
  return [
    finding(paper, [one.share.figure, one.level], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'ratio',
      calculation: `${show(one.level.value)} ÷ ${showInterval(common, 0)} = ${showInterval(computed, 2)}%，所列 ${printed(one.share.figure)}`,
      explanation: sure ? '并列各项的数与占比都出自同一总数，只有此项不符。' : '并列的另两项的数与占比出自同一总数，此项不符；若此项另有基数则无误。',
    }),
  ]
}

const touch = (one: Interval, other: Interval): boolean => one.low <= other.high && other.low <= one.high
