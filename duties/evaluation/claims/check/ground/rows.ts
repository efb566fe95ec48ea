import { between, inSentence, isCount, isExact, sort, type Figure, type Paper } from './paper.ts'

const link = /^(?:、|，|和|及|与|以及|或)$/

/** The figures of one sort that stand one behind the other with nothing but a sign between: `19所、14所、9所`. */
export function rowOf(paper: Paper, one: Figure): readonly Figure[] {
  const same = inSentence(paper, one.sentence)
  let first = same.indexOf(one)
  let last = first
  const linked = (at: number): boolean => sort(same[at]!) === sort(same[at + 1]!) && link.test(between(paper, same[at]!, same[at + 1]!))
  while (first > 0 && linked(first - 1)) first -= 1
  while (last + 1 < same.length && linked(last)) last += 1
  return same.slice(first, last + 1)
}

/** All such rows of a sentence of prose that follow without another figure between, each of two or more. */
export function rowsIn(paper: Paper, sentence: number): Figure[][] {
  const rows: Figure[][] = []
  for (const figure of inSentence(paper, sentence)) {
    const last = rows.at(-1)?.at(-1)
    if (last && sort(last) === sort(figure) && figure.cell === null && last.at === figure.at - 1 && /^(?:[、和及与]|以及)$/.test(between(paper, last, figure))) rows.at(-1)!.push(figure)
    else rows.push([figure])
  }
  return rows.filter((row) => row.length > 1 && row[0]!.cell === null)
}

/** Counts of the sort of one, from so many paragraphs before up to its own. */
export function countsAround(paper: Paper, one: Figure, paragraphs: number, like = sort(one)): Figure[] {
  const own = paper.paragraphs[one.sentence] ?? 0
  const near = (other: Figure): boolean => {
    const back = own - (paper.paragraphs[other.sentence] ?? 0)
    return back >= 0 && back <= paragraphs
  }
  return paper.figures.slice(Math.max(0, one.at - REACH), one.at + REACH).filter((other) => isCount(other) && isExact(other) && sort(other) === like && near(other))
}
/** No more figures are looked at on either side. */
const REACH = 120

export const percent = ({ unit }: Figure): number => (unit === '‰' ? 1000 : 100)

/** The numbers that a calculation adds up, as they are shown. */
export const addends = (calculation: string): readonly string[] | undefined => /^((?:[\d,.]+ \+ )+[\d,.]+) = /.exec(calculation)?.[1]?.split(' + ')
