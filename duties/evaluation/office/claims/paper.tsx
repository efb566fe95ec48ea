import { memo, useEffect, useMemo, type RefObject } from 'react'
import { useText } from '../../../../web/kit/language.tsx'
import { kindWords, verdictWords } from '../../claims/words.ts'
import { verdictLooks } from './marks.tsx'
import { linesOf, type Numbered, type PaperLine } from './pieces.ts'

type MarkedPaperProps = {
  readonly text: string
  readonly pages: readonly number[]
  readonly findings: readonly Numbered[]
  readonly chosen: number | null
  readonly onChoose: (at: number) => void
  /** Keeps the chosen finding in sight by itself. */
  readonly follow: boolean
  readonly box: RefObject<HTMLDivElement | null>
}

/** Papers of more lines are drawn only where they are looked at; until then their lines have a height that is guessed. */
const LONG = 1_000

/**
 * Brings the chosen mark into sight. In a long paper, what comes into sight on the way gets its true height and moves the mark:
 * it is followed for some frames.
 */
export function showChosen(box: HTMLElement | null, move: (mark: HTMLElement) => void, frames = 4): void {
  const mark = box?.querySelector<HTMLElement>('mark.chosen')
  if (!mark) return
  move(mark)
  if (frames > 0) requestAnimationFrame(() => showChosen(box, move, frames - 1))
}

/** A paper as it was written, with a mark in the margin where a finding begins. */
export function MarkedPaper({ text, pages, findings, chosen, onChoose, follow, box }: MarkedPaperProps) {
  const say = useText()
  const lines = useMemo(() => linesOf(text, findings), [text, findings])
  const turns = useMemo(() => new Map(pages.slice(1).map((start, at) => [start, at + 2])), [pages])
  useEffect(() => {
    const paper = box.current
    if (!follow || !paper) return
    // Only the paper scrolls: scrollIntoView would move the page too.
    showChosen(paper, (mark) => {
      paper.scrollTop += mark.getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 3
    })
  }, [chosen, follow, box])
  return (
    <div
      ref={box}
      className={lines.length > LONG ? 'cc-paper long' : 'cc-paper'}
      role="region"
      tabIndex={0}
      aria-label={say({ zh: '原文', en: 'The paper' })}
    >
      {lines.map((line) => (
        <Line
          key={line.from}
          line={line}
          page={pageFrom(turns, line)}
          chosen={line.pieces.some((piece) => has(piece.findings, chosen)) ? chosen : null}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

const has = (findings: readonly Numbered[], at: number | null): boolean => at !== null && findings.some((one) => one.at === at)

/** The page that begins on a line, if one does. */
function pageFrom(turns: ReadonlyMap<number, number>, { from, pieces }: PaperLine): number | undefined {
  if (turns.size === 0) return undefined
  const length = pieces.reduce((sum, { text }) => sum + text.length, 0)
  for (let at = from; at <= from + length; at++) if (turns.has(at)) return turns.get(at)
  return undefined
}

type LineProps = {
  readonly line: PaperLine
  readonly page: number | undefined
  readonly chosen: number | null
  readonly onChoose: (at: number) => void
}

const Line = memo(function Line({ line: { pieces, begin }, page, chosen, onChoose }: LineProps) {
  const say = useText()
  const notable = begin.filter(({ finding }) => finding.verdict === 'contradiction' || finding.verdict === 'doubtful')
  return (
    <div className="cc-line">
      {page !== undefined && <div className="cc-page quiet small">{say({ zh: '第 {n} 页', en: 'Page {n}' }, { n: page })}</div>}
      <span className="cc-margin">
        {notable.map(({ at, finding: { verdict, kind } }) => (
          <button
            key={at}
            type="button"
            className={`bare cc-sign ${verdictLooks[verdict].tone}`}
            aria-label={`${say(verdictWords[verdict])} · ${say(kindWords[kind])}`}
            aria-pressed={at === chosen}
            onClick={() => onChoose(at)}
          >
            {verdictLooks[verdict].sign}
          </button>
        ))}
      </span>
      <p>
        {pieces.map(({ from, text, findings }) => {
          const [gravest] = findings
          if (!gravest) return text
          const on = has(findings, chosen)
          return (
            <mark
              key={from}
              className={`${verdictLooks[gravest.finding.verdict].tone}${on ? ' chosen' : ''}`}
              tabIndex={on ? -1 : undefined}
              onClick={() => onChoose(gravest.at)}
            >
              {text}
            </mark>
          )
        })}
        {pieces.every(({ text }) => text === '') && '\u00a0'}
      </p>
    </div>
  )
})
