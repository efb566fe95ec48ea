import { useEffect, useMemo, useRef } from 'react'
import { useText } from '../../../web/kit/language.tsx'
import type { PlanDraft } from '../contract.ts'
import { piecesOf } from './pieces.ts'

/** The notice as it came; what was read as a task can be pressed, the chosen one is marked and kept in sight. */
export function Paper({
  paper,
  tasks,
  chosen,
  onChoose,
}: {
  paper: string
  tasks: PlanDraft['tasks']
  chosen: number
  onChoose: (task: number) => void
}) {
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
