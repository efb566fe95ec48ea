/**
 * Papers of invented cities that were written, with errors to be planted one at a time, by hands that knew no rule; each round was measured before
 * anyone read what was missed (README.md). `node bench/claims/unseen.ts [--round 23] [--misses FILE]` tells how many of the planted errors are found now,
 * and what is said of papers without error.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ClaimReport, Finding, Kind } from '../../duties/evaluation/claims/contract.ts'
import { check } from './measure.ts'

type Planted = { readonly kinds: readonly Kind[]; readonly from: string; readonly to: string; readonly start: number; readonly why: string }
export type Unseen = { readonly round: string; readonly id: string; readonly text: string; readonly planted: readonly Planted[] }

const here = new URL('.', import.meta.url)
export const unseen = (): Unseen[] =>
  readdirSync(new URL('unseen/', here)).toSorted().flatMap((file) => (JSON.parse(readFileSync(new URL(`unseen/${file}`, here), 'utf8')) as Omit<Unseen, 'round'>[]).map((one) => ({ ...one, round: /\d+/.exec(file)![0] })))
export const honest = (): { readonly id: string; readonly text: string }[] =>
  readdirSync(new URL('honest/', here)).toSorted().map((file) => ({ id: file, text: readFileSync(new URL(`honest/${file}`, here), 'utf8') }))

const isWrong = ({ verdict }: Finding): boolean => verdict === 'contradiction' || verdict === 'doubtful'
const read = (id: string, text: string): ClaimReport => check([{ file: `${id}.txt`, text }])
const told = ({ kind, calculation }: Finding): string => `${kind} ${calculation}`

export type Found = { readonly planted: number; readonly found: number; readonly contradiction: number; readonly stray: number; readonly falseContradictions: number; readonly falseDoubts: number; readonly misses: readonly string[] }

/** How many of the errors planted in some papers are found, where they stand; what is said elsewhere or of the papers without error is false. */
export function findsIn(papers: readonly Unseen[]): Found {
  let [planted, found, contradiction, stray, falseContradictions, falseDoubts] = [0, 0, 0, 0, 0, 0]
  const misses: string[] = []
  for (const { id, text, planted: errors } of papers) {
    const before = read(id, text).findings.filter(isWrong)
    falseContradictions += before.filter(({ verdict }) => verdict === 'contradiction').length
    falseDoubts += before.filter(({ verdict }) => verdict === 'doubtful').length
    const known = new Set(before.map(told))
    for (const { kinds, from, to, start, why } of errors) {
      planted += 1
      const report = read(id, text.slice(0, start) + to + text.slice(start + from.length))
      const end = start + to.length
      const at = (one: { readonly start: number; readonly end: number }): boolean => one.start < end && start < one.end
      const said = report.findings.filter((one) => isWrong(one) && !known.has(told(one)))
      const there = said.filter((one) => at(one) || one.claims.some((claim) => at(report.claims[claim]!)))
      if (there.length > 0) found += 1
      else misses.push(`[${kinds.join('，')}] ${id}: ${from} => ${to} (${why})`)
      if (there.some(({ verdict }) => verdict === 'contradiction')) contradiction += 1
      if (said.some((one) => one.verdict === 'contradiction' && !there.includes(one))) stray += 1
    }
  }
  return { planted, found, contradiction, stray, falseContradictions, falseDoubts, misses }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { round: { type: 'string' }, misses: { type: 'string' } } })
  const all = unseen().filter(({ round }) => values.round === undefined || values.round === round)
  const missed: string[] = []
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`
  for (const round of new Set(all.map((one) => one.round))) {
    const one = findsIn(all.filter((paper) => paper.round === round))
    missed.push(...one.misses)
    console.log(`round ${round}: ${one.planted} planted, ${percent(one.found, one.planted)} found, ${percent(one.contradiction, one.planted)} as contradiction, ${one.stray} times something else contradicted; without error: ${one.falseContradictions} contradictions, ${one.falseDoubts} doubts`)
  }
  if (values.misses) writeFileSync(values.misses, missed.join('\n'))
  if (values.round === undefined) {
    const none = honest().map(({ id, text }) => read(id, text).findings)
    const count = (verdict: Finding['verdict']): number => none.flat().filter((one) => one.verdict === verdict).length
    console.log(`papers without error: ${none.length}, ${count('contradiction')} contradictions, ${count('doubtful')} doubts`)
  }
}
