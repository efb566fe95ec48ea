/** What the claim check makes of annotated papers: how it reads them, what it says of them, which planted errors it finds. */
import type { ClaimReport, Finding, Known, ReadDocument } from '../../duties/evaluation/claims/contract.ts'
import { checkDocuments, readDocument, nothingKnown } from '../../duties/evaluation/claims/index.ts'
import { copies, mutations, type Mutation, type Place } from './mutate.ts'
import { mutationsByHand } from './hand.ts'
import type { Expected, Figure, Paper } from './set.ts'

/** The errors are drawn with this seed; it was fixed before the rules were written. */
export const SEED = 20220606

const overlap = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end
function valued({ value, to }: Figure, read: number): boolean {
  const grain = 1e-9 * Math.max(1, Math.abs(value))
  return read >= value - grain && read <= (to ?? value) + grain
}

type Span = { readonly from: string | null; readonly to: string | null }

const lastDay = (month: string): string => `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()}`
const starts = (day: string): string => `${day}${'-01-01'.slice(day.length - 4)}`
const ends = (day: string): string => (day.length === 4 ? `${day}-12-31` : day.length === 7 ? lastDay(day) : day)

/** The days a period means; annotations also write `2023-H1`, `2023-Q3` and `2020/` (from then on). */
function spanOf(period: string): Span {
  const [, year = '', part = '', number = 0] = /^(\d{4})-([HQ])(\d)$/.exec(period) ?? []
  if (part !== '') {
    const months = part === 'H' ? 6 : 3
    const month = (n: number): string => `${year}-${String(n).padStart(2, '0')}`
    return { from: `${month(months * (Number(number) - 1) + 1)}-01`, to: lastDay(month(months * Number(number))) }
  }
  const [first = '', last = first] = period.split('/')
  return { from: first === '' ? null : starts(first), to: last === '' ? null : ends(last) }
}

/**
 * The same time, in whatever form: the same first and last day, an open end meeting any. As of a day (`/2022-12-31`, 年末 as `2022-12`) is the same
 * time as the stretch that ends then.
 */
function timed(annotated: string | null, read: string | null): boolean {
  if (annotated === null || read === null) return false
  const [one, other] = [spanOf(annotated), spanOf(read)]
  const meet = (a: string | null, b: string | null): boolean => a === null || b === null || a === b
  const point = [annotated, read].some((period) => /^\d{4}-\d{2}(?:-\d{2})?$/.test(period))
  return meet(one.to, other.to) && (meet(one.from, other.from) || (point && one.to === other.to))
}

/** How one paper was read, against its annotation. */
export type Reading = {
  readonly annotated: number
  readonly read: number
  /** Figures with the same offsets and value; and with the value, the offsets merely overlapping. */
  readonly exact: number
  readonly valued: number
  readonly units: number
  /** Of the figures for which the paper names a time. */
  readonly periods: number
  readonly dated: number
  readonly approximate: number
  readonly missed: readonly Figure[]
  readonly invented: readonly Place[]
}

/** Figures marked optional count neither way. */
export function reading(paper: Paper, document: ReadDocument): Reading {
  const figures = paper.figures.filter((f) => f.optional === undefined)
  const optional = paper.figures.filter((f) => f.optional)
  const left = document.read.filter((claim) => !optional.some((f) => overlap(f, claim)))
  const taken = new Set<Place>()
  const pairs = figures.map((figure) => {
    const claim = left.find((c) => !taken.has(c) && overlap(figure, c) && valued(figure, c.value))
    if (claim) taken.add(claim)
    return { figure, claim }
  })
  const found = pairs.flatMap(({ figure, claim }) => (claim ? [{ figure, claim }] : []))
  const share = (good: (pair: (typeof found)[number]) => boolean): number => found.filter(good).length
  // A range may be read as its two ends.
  const invented = left.filter((c) => !taken.has(c) && !figures.some((f) => f.to !== undefined && overlap(f, c)))
  return {
    annotated: figures.length, read: taken.size + invented.length, valued: found.length,
    exact: share(({ figure, claim }) => figure.start === claim.start && figure.end === claim.end),
    units: share(({ figure, claim }) => figure.unit.replace('／', '/') === claim.unit),
    periods: share(({ figure, claim }) => timed(figure.period, claim.told.period)),
    dated: share(({ figure }) => figure.period !== null),
    approximate: share(({ figure, claim }) => figure.approximate === claim.approximate),
    missed: pairs.filter(({ claim }) => !claim).map(({ figure }) => figure), invented,
  }
}

/** Reads and checks papers given as file and text. */
export function check(given: readonly { file: string; text: string }[], known: Known = nothingKnown): ClaimReport {
  return checkDocuments(given.map(({ file, text }, document) => readDocument(file, text, document)), known)
}

/** What became of a planted error: found as its kind, called a contradiction, found as any kind; and contradictions not its doing. */
export type Outcome = {
  readonly mutation: Mutation
  readonly paper: Paper
  readonly found: boolean
  readonly contradicted: boolean
  readonly anyKind: boolean
  readonly stray: readonly Finding[]
}

const wrong = (finding: Finding): boolean => finding.verdict === 'contradiction' || finding.verdict === 'doubtful'

/** What is said of a paper as it is, to be told from what an error brings. */
const clean = new Map<string, ReadonlySet<string>>()
const said = (f: Finding): string => `${f.kind}|${f.calculation}`
function saidAnyway(paper: Paper): ReadonlySet<string> {
  const known = clean.get(paper.file) ?? new Set(check([paper]).findings.filter(wrong).map(said))
  clean.set(paper.file, known)
  return known
}

/** Checks one mutated paper; `beside` is the paper that a copied sentence comes from. */
export function outcome(paper: Paper, mutation: Mutation, beside?: Paper): Outcome {
  const planted = mutation.places[0]
  const known: Known = {
    ...nothingKnown,
    own: (_city, claim) => mutation.own !== undefined && planted && overlap(claim, planted)
      ? { value: mutation.own, indicator: 'A8-1', period: claim.period ?? '' } : null,
  }
  const given = [...(beside ? [beside] : []), { file: paper.file, text: mutation.text }]
  const report = check(given, known)
  const document = given.length - 1
  const before = saidAnyway(paper)
  const faults = report.findings.filter((f) => wrong(f) && !before.has(said(f)))
  const here = faults.filter((f) => f.document === document && mutation.places.some((place) => overlap(place, f)))
  // A finding elsewhere is the error's own echo when one of its figures is the changed one; else it is a stray.
  const echoes = (f: Finding): boolean => f.claims.some((i) => {
    const claim = report.claims[i]
    return claim !== undefined && claim.document === document && mutation.places.some((place) => overlap(place, claim))
  })
  const ofKind = here.filter((f) => f.kind === mutation.kind || mutation.also?.includes(f.kind))
  return {
    mutation, paper, found: ofKind.length > 0, contradicted: ofKind.some((f) => f.verdict === 'contradiction'), anyKind: here.length > 0,
    stray: faults.filter((f) => f.document === document && f.verdict === 'contradiction' && !here.includes(f) && !echoes(f)),
  }
}

/** Every planted error of the papers, `copied` from each paper into the next of the same group; `every`: one of so many, for a sample. */
export function outcomes(group: readonly Paper[], seed = SEED, every = 1): Outcome[] {
  return group.flatMap((paper, i) => {
    const next = group[(i + 1) % group.length]
    const own = mutations(paper, seed).filter((_, n) => n % every === 0).map((m) => outcome(paper, m))
    return next && next !== paper ? [...own, ...copies(paper, next, seed).map((m) => outcome(next, m, paper))] : own
  })
}

/** The errors planted by hand in these papers. */
export const outcomesByHand = (group: readonly Paper[]): Outcome[] =>
  group.flatMap((paper) => mutationsByHand(paper).map((m) => outcome(paper, m)))

/** What a careful examiner found in a paper and the check does not say, or says; and contradictions the annotation does not know. */
export type Examined = {
  readonly missed: readonly string[]
  readonly found: number
  readonly contradictions: number
  readonly unexpected: readonly Finding[]
  /** Contradictions said of what looks wrong and is right. */
  readonly trapped: readonly Finding[]
}

const meets = (finding: Finding, expected: Expected): boolean =>
  (overlap(finding, expected) || (expected.or !== undefined && overlap(finding, expected.or))) && expected.kinds.includes(finding.kind)

export function examined(paper: Paper, report: ClaimReport, document: number): Examined {
  const mine = report.findings.filter((f) => f.document === document)
  const contradictions = mine.filter((f) => f.verdict === 'contradiction')
  const met = paper.expected.map((e) => mine.some((f) => meets(f, e) && e.verdicts.includes(f.verdict)))
  return {
    missed: paper.expected.filter((_, i) => !met[i]).map((e) => `${e.kinds.join('/')} ${e.verdicts.join('/')} at ${e.start}: ${e.why}`),
    found: met.filter(Boolean).length, contradictions: contradictions.length,
    unexpected: contradictions.filter((f) =>
      !paper.expected.some((e) => meets(f, e) && e.verdicts.includes('contradiction'))),
    trapped: contradictions.filter((f) => paper.traps.some((t) => overlap(t, f)) && !paper.expected.some((e) => overlap(f, e))),
  }
}
