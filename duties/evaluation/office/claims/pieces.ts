import { verdicts, type Finding, type Kind, type Verdict } from '../../claims/contract.ts'

/** A finding with its place in the report's list, by which it is named everywhere on the page. */
export type Numbered = { readonly at: number; readonly finding: Finding }

const weight = (verdict: Verdict): number => verdicts.indexOf(verdict)

/** Findings by gravity, then by paper and place. */
export const byGravity = (findings: readonly Finding[]): Numbered[] =>
  findings
    .map((finding, at) => ({ at, finding }))
    .toSorted(
      (a, b) =>
        weight(a.finding.verdict) - weight(b.finding.verdict) ||
        a.finding.document - b.finding.document ||
        a.finding.start - b.finding.start,
    )

/** How many findings there are of each kind, the most frequent first. */
export function kindsOf(findings: readonly Finding[]): (readonly [kind: Kind, count: number])[] {
  const counts = new Map<Kind, number>()
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])
}

/** A stretch of a line and the findings it belongs to, the gravest first. */
export type Piece = { readonly from: number; readonly text: string; readonly findings: readonly Numbered[] }

/** A line of a paper: its pieces, and the findings that begin on it. */
export type PaperLine = { readonly from: number; readonly pieces: readonly Piece[]; readonly begin: readonly Numbered[] }

/** A paper in lines, cut where findings begin and end; put together, the pieces are the paper without its line feeds. */
export function linesOf(text: string, findings: readonly Numbered[]): PaperLine[] {
  const inOrder = findings.toSorted((a, b) => a.finding.start - b.finding.start)
  let [from, next] = [0, 0]
  let open: Numbered[] = []
  return text.split('\n').map((line) => {
    const start = from
    const end = start + line.length
    from = end + 1
    const begin: Numbered[] = []
    while (next < inOrder.length && inOrder[next]!.finding.start <= end) begin.push(inOrder[next++]!)
    const here = [...open, ...begin]
    open = here.filter(({ finding }) => finding.end > end + 1)
    return { from: start, pieces: here.length === 0 ? [{ from: start, text: line, findings: [] }] : cut(line, start, here), begin }
  })
}

function cut(line: string, start: number, findings: readonly Numbered[]): Piece[] {
  const end = start + line.length
  const edges = new Set([start, end])
  for (const { finding } of findings) for (const edge of [finding.start, finding.end]) if (edge > start && edge < end) edges.add(edge)
  const places = [...edges].toSorted((a, b) => a - b)
  return places.slice(0, Math.max(1, places.length - 1)).map((from, nth) => {
    const to = places[nth + 1] ?? end
    const own = findings.filter(({ finding }) => finding.start < to && finding.end > from)
    return {
      from,
      text: line.slice(from - start, to - start),
      findings: own.toSorted((a, b) => weight(a.finding.verdict) - weight(b.finding.verdict)),
    }
  })
}
