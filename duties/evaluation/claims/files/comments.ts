import type { Finding } from '../contract.ts'
import { kindWords, verdictWords } from '../words.ts'

/** A remark on a stretch of a paper, as Word shows it in the margin. */
export type Comment = { readonly start: number; readonly end: number; readonly lines: readonly string[] }

/** Who remarks. */
export const AUTHOR = '材料核验'
export const INITIALS = '核'

/** What is remarked on in a copy of a paper: what is wrong or may be; what holds, and what nobody can tell, is left alone. */
export function commentsOf(findings: readonly Finding[], document: number): Comment[] {
  return findings
    .filter((one) => one.document === document && (one.verdict === 'contradiction' || one.verdict === 'doubtful'))
    .map(({ start, end, verdict, kind, calculation, explanation }) => ({
      start,
      end,
      lines: [`【${verdictWords[verdict].zh} · ${kindWords[kind].zh}】`, calculation, explanation].filter((line) => line !== ''),
    }))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
}
