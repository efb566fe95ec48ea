import type { Finding, Verdict } from '../../contract.ts'
import { finding, type Figure, type Paper } from '../ground/paper.ts'

/** A finding about an order of figures; `saving` is the reading that would save a doubtful one. */
export const says = (paper: Paper, figures: readonly Figure[], calculation: string, explanation: string, saving?: string): Finding => {
  const verdict: Verdict = saving === undefined ? 'contradiction' : 'doubtful'
  return finding(paper, figures, { verdict, kind: 'series', calculation, explanation: `${explanation}${saving === undefined ? '' : `；${saving}`}。` })
}
