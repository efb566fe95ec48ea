import { verdicts, type Claim, type ClaimReport, type Finding, type Known, type ReadClaim, type ReadDocument } from '../contract.ts'
import { firmer, softer } from './certain/index.ts'
import { changes } from './changes/index.ts'
import { days } from './days/index.ts'
import { atConstantPrices } from './ground/change-words.ts'
import type { Check } from './ground/check.ts'
import { figureAt, papersOf, type Paper } from './ground/paper.ts'
import { checkKnown } from './known.ts'
import { limits } from './limits/index.ts'
import { means } from './means/index.ts'
import { members } from './members/index.ts'
import { ranked } from './ranked/index.ts'
import { reckoned } from './reckoned/index.ts'
import { shares } from './shares/index.ts'
import { tables } from './tables/index.ts'
import { totals } from './totals/index.ts'
import { twice } from './twice/index.ts'
import { checkSlips } from './twice/slips/index.ts'
import { readsOtherwise } from './readings/index.ts'

const checks: readonly Check[] = [
  ...totals,
  ...shares,
  ...changes,
  ...means,
  ...limits,
  ...days,
  ...members,
  checkKnown,
  ...tables,
  ...ranked,
  ...twice,
]

/** Where nothing is known beside the papers. */
export const nothingKnown: Known = { divisions: () => null, own: () => null }

/**
 * Checks documents by themselves, against one another and against what is known. Pure; linear in the length of the papers. Findings are
 * sorted by gravity, then by place; of what cannot be checked one finding a kind and document is kept, which says how many there are.
 */
export function checkDocuments(documents: readonly ReadDocument[], known: Known = nothingKnown): ClaimReport {
  const papers = papersOf(documents)
  const judged = checks.flatMap((check) => check(papers, known))
  const slips = papers.flatMap((paper) => checkSlips(paper, judged.filter(({ document }) => document === paper.index)))
  const doubted = [...judged, ...slips]
    .filter((finding) => !realTerms(papers[finding.document]!, finding) && !readsOtherwise(papers[finding.document]!, finding))
    .map((finding) => softer(papers[finding.document]!, firmer(papers[finding.document]!, finding)))
  // these have tried all other readings themselves
  const digits = reckoned.flatMap((check) => check(papers, known)).filter((one) => !doubted.some((other) => sameWrong(one, other)))
  const findings = [...doubted, ...digits]
  return {
    documents: documents.map(({ file, text, city, date, population, read }) => ({
      file,
      text,
      city,
      date,
      population,
      claims: read.length,
    })),
    claims: documents.flatMap(({ read }, document) => read.map((claim) => plain(claim, document))),
    findings: sorted(fewer(gravest(findings))),
  }
}

/** Whether another finding says of a figure, as gravely, what one says. */
const sameWrong = (one: Finding, other: Finding): boolean =>
  other.document === one.document && other.start === one.start && verdicts.indexOf(other.verdict) <= verdicts.indexOf(one.verdict) && one.claims.slice(1).every((id) => other.claims.includes(id))

function realTerms(paper: Paper, { claims, kind }: Finding): boolean {
  const first = kind === 'series' || kind === 'ratio' ? figureAt(paper, claims[0]) : undefined
  return claims.length > 1 && first !== undefined && atConstantPrices(paper, first)
}

const plain = ({ start, end, text, value, unit, approximate, told }: ReadClaim, document: number): Claim => ({
  document,
  start,
  end,
  text,
  subject: told.subject,
  measure: told.measure,
  value,
  unit,
  period: told.period,
  scope: told.scope,
  approximate,
})

/** Two checks may come upon one place: of findings of one kind there, the gravest stays; what holds need not be said where something is wrong. */
function gravest(findings: readonly Finding[]): Finding[] {
  const places = new Map<string, Finding>()
  for (const finding of findings) {
    const place = `${finding.document} ${finding.start} ${finding.kind} ${finding.verdict === 'holds' ? finding.calculation : ''}`
    const before = places.get(place)
    if (!before || verdicts.indexOf(finding.verdict) < verdicts.indexOf(before.verdict)) places.set(place, finding)
  }
  const said = new Map<string, Finding>()
  // the same sum said at its whole and at one of its parts
  for (const finding of places.values()) {
    const sum = `${finding.document} ${finding.kind} ${finding.verdict} ${finding.calculation} ${finding.claims.toSorted((a, b) => a - b).join(' ')}`
    if (!said.has(sum)) said.set(sum, finding)
  }
  return [...said.values()]
}

function fewer(findings: readonly Finding[]): Finding[] {
  const missing = new Map<string, Finding[]>()
  const kept: Finding[] = []
  for (const finding of findings) {
    if (finding.verdict !== 'uncheckable') {
      kept.push(finding)
      continue
    }
    const kind = `${finding.document} ${finding.kind} ${finding.explanation}`
    missing.set(kind, [...(missing.get(kind) ?? []), finding])
  }
  for (const [first, ...rest] of missing.values())
    kept.push(rest.length === 0 ? first! : { ...first!, explanation: `${first!.explanation}（另有 ${rest.length} 处同样缺少。）` })
  return kept
}

const sorted = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || a.document - b.document || a.start - b.start)
