import type { DraftTask } from '../contract.ts'

/** A stretch of the notice; `task` is the index of the task that was read from it. */
export type Piece = { readonly from: number; readonly text: string; readonly task: number | null }

/** The text cut at the tasks' edges, in the order of the paper; spans never overlap, and one that did would be cut short. */
export function piecesOf(paper: string, tasks: readonly Pick<DraftTask, 'span'>[]): Piece[] {
  const spans = tasks.flatMap(({ span }, task) => (span ? [{ ...span, task }] : [])).toSorted((a, b) => a.start - b.start)
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end, task } of spans) {
    if (start > at) pieces.push({ from: at, text: paper.slice(at, start), task: null })
    const from = Math.max(at, start)
    if (end > from) pieces.push({ from, text: paper.slice(from, end), task })
    at = Math.max(at, end)
  }
  if (at < paper.length) pieces.push({ from: at, text: paper.slice(at), task: null })
  return pieces
}
