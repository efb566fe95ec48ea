import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { findingAt, type Paper } from '../ground/paper.ts'

/** A column of changes with arrows (`↑0.86`): in most rows it is the difference of two columns, and in the others it is wrong. */
export function checkArrows(paper: Paper): Finding[] {
  const findings: Finding[] = []
  let block: Row[] = []
  for (const match of paper.text.matchAll(/[^\n\r]+/g)) {
    const row = rowOf(match[0], match.index)
    if (row) block.push(row)
    else if (block.length > 0) {
      findings.push(...judge(paper, block))
      block = []
    }
  }
  return [...findings, ...judge(paper, block)]
}

type Row = { readonly values: readonly number[]; readonly change: number; readonly at: number; readonly end: number; readonly text: string }

function rowOf(line: string, start: number): Row | null {
  const match = line.includes('|') ? /([↑↓])\s*(\d+(?:\.\d+)?)(?:个百分点|%)?[\s|]*$/.exec(line) : null
  if (!match) return null
  const cells = line.slice(0, match.index).split('|').map((cell) => cell.trim()).filter((cell) => cell !== '').slice(0, 10)
  const values = cells.map((cell) => (/^[\d,]+(?:\.\d+)?%?$/.test(cell) ? Number(cell.replaceAll(/[,%]/g, '')) : NaN))
  const text = `${match[1]!}${match[2]!}`
  return { values, change: (match[1] === '↑' ? 1 : -1) * Number(match[2]), at: start + match.index, end: start + match.index + match[0].trimEnd().length, text }
}

const fits = ({ values, change }: Row, one: number, other: number): boolean => Math.abs(values[one]! - values[other]! - change) < 0.0151

function judge(paper: Paper, rows: readonly Row[]): Finding[] {
  const width = rows[0]?.values.length ?? 0
  if (rows.length < 4 || rows.some(({ values }) => values.length !== width)) return []
  for (let one = 0; one < width; one++)
    for (let other = one + 1; other < width; other++) {
      const wrong = rows.filter((row) => !fits(row, one, other))
      if (wrong.length > 0.3 * rows.length) continue
      return wrong.flatMap((row) => {
        const [now, then] = [row.values[one]!, row.values[other]!]
        if (Number.isNaN(now - then)) return []
        return [
          findingAt(paper, row.at, row.end, {
            verdict: 'contradiction',
            kind: 'points',
            calculation: `${show(now)} − ${show(then)} = ${show(now - then, 2)}，所列 ${row.text}`,
            explanation: `其余 ${rows.length - wrong.length} 行的变化都等于两列之差，这一行不等。`,
          }),
        ]
      })
    }
  return []
}
