/**
 * Scores the claim check over the annotated set: `npm run bench -- --only claims`, or `node bench/claims/score.ts [--misses FILE]`;
 * `--round-two` to `--round-twelve` score the papers of a later round instead.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readDocument } from '../../duties/evaluation/claims/index.ts'
import { line, machine } from '../machine.ts'
import { check, examined, outcomes, outcomesByHand, reading, type Outcome, type Reading } from './measure.ts'
import type { Place } from './mutate.ts'
import { papers, papersOfRound, rounds, type Paper, type Round } from './set.ts'

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`)

/** What development papers show to whoever repairs the rules; held-out papers give figures only. */
type Notes = string[]

function around({ text }: { text: string }, { start, end }: Place): string {
  const before = text.slice(Math.max(0, start - 12), start)
  return `${start} ${before}【${text.slice(start, end)}】${text.slice(end, end + 8)}`.replaceAll('\n', ' ')
}

function scoreReading(name: string, group: readonly Paper[], notes: Notes): void {
  const readings = group.map((paper) => ({ paper, ...reading(paper, readDocument(paper.file, paper.text, 0)) }))
  const total = (pick: (r: Reading) => number): number => sum(readings.map(pick))
  const [annotated, read] = [total((r) => r.annotated), total((r) => r.read)]
  const [exact, matched] = [total((r) => r.exact), total((r) => r.valued)]
  line(`${name}: figures read (${annotated} annotated, ${read} read)`,
    `precision ${percent(matched, read)} recall ${percent(matched, annotated)}`,
    `exact offsets: ${percent(exact, read)} / ${percent(exact, annotated)}`, null)
  const periods = percent(total((r) => r.periods), total((r) => r.dated))
  line(`${name}: of those, as annotated`, `unit ${percent(total((r) => r.units), matched)}`,
    `period ${periods} of those that name one, hedge ${percent(total((r) => r.approximate), matched)}`, null)
  for (const { paper, missed, invented } of readings.filter((r) => !r.paper.heldOut)) {
    notes.push(...missed.map((m) => `${paper.file} figure not read, or with another value: ${around(paper, m)}`))
    notes.push(...invented.map((m) => `${paper.file} read, but no figure: ${around(paper, m)}`))
  }
}

/** Verdicts on papers as they are, read together with the others of their sort (a sentence may stand in two of them). */
function scoreVerdicts(name: string, group: readonly Paper[], together: readonly Paper[], notes: Notes): void {
  const report = check(together)
  const results = group.map((paper) => ({ paper, ...examined(paper, report, together.indexOf(paper)) }))
  const contradictions = sum(results.map((r) => r.contradictions))
  const unexpected = sum(results.map((r) => r.unexpected.length))
  const expected = sum(group.map((p) => p.expected.length))
  if (expected > 0) line(`${name}: what an examiner finds`, `${sum(results.map((r) => r.found))} of ${expected}`, '', null)
  const trapped = sum(results.map((r) => r.trapped.length))
  line(`${name}: contradictions that the annotation does not know`, `${unexpected} of ${contradictions}`, `on traps: ${trapped}`, null)
  const doubtful = report.findings.filter((f) => f.verdict === 'doubtful' && group.some((p) => together.indexOf(p) === f.document)).length
  line(`${name}: doubtful verdicts`, `${doubtful} in ${group.length} papers`, '', null)
  for (const { paper, missed, unexpected: strange } of results.filter((r) => !r.paper.heldOut)) {
    notes.push(...missed.map((m) => `${paper.file} examiner's finding missed: ${m}`))
    notes.push(...strange.map((f) => `${paper.file} contradiction not known to the annotation: ${f.kind} at ${f.start}: ${f.calculation}`))
  }
}

function missedNotes({ paper, mutation, found, anyKind, stray }: Outcome): string[] {
  const planted = `${paper.file} planted ${mutation.kind} (${mutation.what})`
  const places = mutation.places.map((place) => around(mutation, place)).join(' · ')
  return [
    ...(found ? [] : [`${planted} missed${anyKind ? ', found as another kind' : ''}: ${places}`]),
    ...stray.map((f) => `${planted}: stray contradiction ${f.kind} at ${f.start}: ${f.calculation}`),
  ]
}

function scorePlanted(name: string, all: readonly Outcome[], notes: Notes): void {
  const count = (good: (o: Outcome) => boolean): number => all.filter(good).length
  const found = count((o) => o.found)
  const kinds = [...Map.groupBy(all, (o) => o.mutation.kind)]
    .map(([kind, list]) => ({ kind, found: list.filter((o) => o.found).length, of: list.length }))
  const alike = sum(kinds.map((k) => k.found / k.of)) / kinds.length
  line(`${name}: planted errors found (${all.length})`, percent(found, all.length), '≥ 95 %', found / all.length >= 0.95)
  line(`${name}: … every kind counting alike (${kinds.length} kinds)`, percent(alike, 1), '', null)
  const [contradicted, stray] = [count((o) => o.contradicted), count((o) => o.stray.length > 0)]
  const anyKind = count((o) => o.anyKind)
  line(`${name}: … as a contradiction`, percent(contradicted, all.length), `of any kind: ${percent(anyKind, all.length)}`, null)
  const truth = percent(contradicted, contradicted + stray)
  line(`${name}: contradictions beside the planted place`, `in ${stray} of ${all.length}`, `true: ${truth}`, null)
  console.log(`  ${kinds.map((k) => `${k.kind} ${k.found}/${k.of}`).join(' · ')}`)
  notes.push(...all.filter((o) => !o.paper.heldOut).flatMap(missedNotes))
}

/** Seconds that a check of these papers takes. */
function seconds(given: readonly { file: string; text: string }[]): number {
  const began = performance.now()
  check(given)
  return (performance.now() - began) / 1000
}

/** Characters on a printed page of Chinese official prose. */
const PAGE = 800

function scoreTime(all: readonly Paper[]): void {
  for (const paper of all.filter((p) => p.real)) {
    const took = seconds([paper])
    line(`time for paper ${paper.file} (${paper.text.length} characters)`, `${(took * 1000).toFixed(0)} ms`, '< 1 s', took < 1)
  }
  const text = Array.from({ length: 1000 }, (_, i) => all[i % all.length]?.text ?? '').join('\n').slice(0, 500 * PAGE)
  const one = seconds([{ file: 'long.txt', text }])
  line(`time for one paper of 500 pages (${text.length} characters)`, `${one.toFixed(1)} s`, '< 30 s', one < 30)
  const rounds = Math.ceil((500 * PAGE) / sum(all.map((p) => p.text.length)))
  const many = Array.from({ length: rounds }, () => all).flat()
  const together = seconds(many)
  line(`time for 500 pages in ${many.length} papers`, `${together.toFixed(1)} s`, '< 30 s', together < 30)
}

/** The whole score, on the console; what development papers miss goes to `misses`, held-out papers are figures only. */
export function scoreClaims(misses?: string): void {
  const all = papers()
  if (!all.some((p) => p.real)) console.log('  the real papers are not here: only invented ones are scored')
  const notes: Notes = []
  for (const [name, real, heldOut] of [
    ['real', true, false], ['real, held out', true, true], ['invented', false, false], ['invented, held out', false, true],
  ] as const) {
    const group = all.filter((p) => p.real === real && p.heldOut === heldOut)
    if (group.length === 0) continue
    scoreReading(name, group, notes)
    scoreVerdicts(name, group, all.filter((p) => p.real === real), notes)
    scorePlanted(name, outcomes(group), notes)
  }
  scoreTime(all)
  writeNotes(misses, 'development papers only', notes)
}

function writeNotes(file: string | undefined, heading: string, notes: Notes): void {
  if (file !== undefined) writeFileSync(file, `${new Date().toISOString()} – ${heading}\n${notes.join('\n')}\n`)
}

/** In the other rounds only the figures that relations bind are annotated, so reading is not scored. */
const fullyAnnotated: readonly Round[] = ['two', 'three', 'eleven', 'twelve']

/** A later round. Whoever asks for its misses has read the papers: from then on they are development papers. */
export function scoreRound(round: Round, misses?: string): void {
  const name = `round ${round}`
  const group = papersOfRound(round).map((paper) => ({ ...paper, heldOut: misses === undefined }))
  const notes: Notes = []
  if (fullyAnnotated.includes(round)) scoreReading(name, group, notes)
  scoreVerdicts(name, group, group, notes)
  scorePlanted(name, outcomes(group), notes)
  scorePlanted(`${name}, by hand`, outcomesByHand(group), notes)
  writeNotes(misses, name, notes)
}

if (import.meta.main) {
  console.log(machine())
  const { misses, ...asked } = parseArgs({
    options: {
      misses: { type: 'string' },
      'round-two': { type: 'boolean' },
      'round-three': { type: 'boolean' },
      'round-four': { type: 'boolean' },
      'round-five': { type: 'boolean' },
      'round-six': { type: 'boolean' },
      'round-seven': { type: 'boolean' },
      'round-eight': { type: 'boolean' },
      'round-nine': { type: 'boolean' },
      'round-ten': { type: 'boolean' },
      'round-eleven': { type: 'boolean' },
      'round-twelve': { type: 'boolean' },
    },
  }).values
  const later = rounds.filter((round) => asked[`round-${round}`])
  for (const round of later) scoreRound(round, misses)
  if (later.length === 0) scoreClaims(misses)
}
