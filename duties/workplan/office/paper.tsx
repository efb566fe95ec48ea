import { useEffect, useMemo, useRef } from 'react'
import { useText } from '../../../web/kit/language.tsx'
import type { PlanDraft } from '../contract.ts'

type Piece = { readonly from: number; readonly text: string; readonly task: number | null }

/** The text cut at the tasks' edges, in the order of the paper; spans never overlap, and one that did would be cut short. */
function piecesOf(paper: string, tasks: PlanDraft['tasks']): Piece[] {
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

/** The notice as it came; what was read as a task can be pressed, the chosen one is marked and kept in sight. */
export function Paper({ paper, tasks, chosen, onChoose }: { paper: string; tasks: PlanDraft['tasks']; chosen: number; onChoose: (task: number) => void }) {
  const say = useText()
  const box = useRef<HTMLDivElement>(null)
  const mark = useRef<HTMLElement>(null)
  const pieces = useMemo(() => piecesOf(paper, tasks), [paper, tasks])
  useEffect(() => {
    if (!box.current || !mark.current) return
    // Only the paper scrolls: scrollIntoView would move the page too.
    const offset = mark.current.getBoundingClientRect().top - box.current.getBoundingClientRect().top
    box.current.scrollTop += offset - box.current.clientHeight / 4
  }, [chosen])
  return (
    <div ref={box} className="wp-paper" role="region" tabIndex={0} aria-label={say({ zh: '通知原文', en: 'The notice' })}>
      {pieces.map(({ from, text, task }) =>
        task === null ? (
          <span key={from} className="quiet">
            {text}
          </span>
        ) : task === chosen ? (
          <mark key={from} ref={mark}>
            {text}
          </mark>
        ) : (
          <span key={from} className="wp-span" onClick={() => onChoose(task)}>
            {text}
          </span>
        ),
      )}
    </div>
  )
}
