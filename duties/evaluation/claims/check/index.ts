import { verdicts, type Claim, type ClaimReport, type Finding, type Known, type ReadClaim, type ReadDocument } from '../contract.ts'
import { checkAligned } from './aligned.ts'
import { checkAnnounced } from './announced.ts'
import { checkApart } from './apart/index.ts'
import { checkBases } from './base.ts'
import { checkBounds } from './bound.ts'
import { checkCalendar } from './calendar.ts'
import { firmer } from './certain/index.ts'
import { atConstantPrices } from './change-words.ts'
import { checkClosed } from './closed.ts'
import { checkCopies } from './copied.ts'
import { checkCounted } from './counted/index.ts'
import { checkDates } from './date.ts'
import { checkDays } from './days/index.ts'
import { checkDirections, checkExtremes } from './directions.ts'
import { checkDoneOf } from './done-of.ts'
import { checkEnumerations } from './enumeration.ts'
import { checkHeadings } from './heading.ts'
import { checkKnown } from './known.ts'
import { checkLimits } from './limits/index.ts'
import { checkMarks } from './marks.ts'
import { checkMeans } from './mean.ts'
import { checkMinimum } from './minimum.ts'
import { checkOverYears } from './over-years.ts'
import { checkOnTop } from './on-top.ts'
import { checkOpposites } from './opposites.ts'
import { papersOf, type Paper } from './paper.ts'
import { checkParts } from './part-whole.ts'
import { checkPlain } from './plain/index.ts'
import { checkPointsAtHeads } from './points-at-heads.ts'
import { checkPolls } from './polls.ts'
import { checkPerCapita } from './per-capita.ts'
import { checkPoints } from './points.ts'
import { checkRanked } from './ranked/index.ts'
import { checkRatios } from './ratio.ts'
import { checkReferences } from './reference.ts'
import { checkRetold } from './retold/index.ts'
import { checkRows } from './rows.ts'
import { checkScores } from './scores.ts'
import { checkSaidAgain } from './said-again.ts'
import { checkSaidSums } from './said-sums.ts'
import { checkSeries } from './series.ts'
import { checkSpans } from './spans.ts'
import { checkStated } from './stated.ts'
import { checkSums } from './sums.ts'
import { checkStrongShares } from './strong-shares.ts'
import { checkTableExtremes } from './table-extremes.ts'
import { checkTables } from './table.ts'
import { checkToldBack } from './told-back.ts'
import { checkToldRows } from './told-rows.ts'
import { checkToldShares } from './told-shares.ts'
import { checkToldTable } from './told-table.ts'
import { checkToldTwice } from './told-twice/index.ts'
import { checkTested } from './tested/index.ts'
import { checkTotals } from './total.ts'
import { checkTwoValues } from './two-values.ts'
import { checkUnits } from './unit.ts'
import { checkWholes } from './wholes/index.ts'

type Check = (papers: readonly Paper[], known: Known) => Finding[]
const checks: readonly Check[] = [
  checkTotals,
  checkParts,
  checkRatios,
  checkBases,
  checkPoints,
  checkUnits,
  checkPerCapita,
  checkMeans,
  checkTwoValues,
  checkSeries,
  checkBounds,
  checkDates,
  checkReferences,
  checkHeadings,
  checkEnumerations,
  checkCopies,
  checkKnown,
  (papers) =>
    papers.flatMap((paper) => [
      ...checkPlain(paper),
      ...checkTables(paper),
      ...checkAligned(paper),
      ...checkSpans(paper),
      ...checkMarks(paper),
      ...checkDirections(paper),
      ...checkExtremes(paper),
      ...checkSums(paper),
      ...checkRows(paper),
      ...checkStated(paper),
      ...checkCalendar(paper),
      ...checkAnnounced(paper),
      ...checkClosed(paper),
      ...checkOverYears(paper),
      ...checkOpposites(paper),
      ...checkDoneOf(paper),
      ...checkOnTop(paper),
      ...checkScores(paper),
      ...checkMinimum(paper),
      ...checkToldRows(paper),
      ...checkSaidAgain(paper),
      ...checkToldShares(paper),
      ...checkToldTable(paper),
      ...checkStrongShares(paper),
      ...checkToldBack(paper),
      ...checkSaidSums(paper),
      ...checkPolls(paper),
      ...checkTableExtremes(paper),
      ...checkWholes(paper),
      ...checkRetold(paper),
      ...checkApart(paper),
      ...checkTested(paper),
      ...checkDays(paper),
      ...checkCounted(paper),
      ...checkRanked(paper),
      ...checkPointsAtHeads(paper),
      ...checkToldTwice(paper),
      ...checkLimits(paper),
    ]),
]

/** Where nothing is known beside the papers. */
const nothingKnown: Known = { divisions: () => null, own: () => null }

/**
 * Checks documents by themselves, against one another and against what is known. Pure; linear in the length of the papers. Findings are
 * sorted by gravity, then by place; of what cannot be checked one finding a kind and document is kept, which says how many there are.
 */
export function checkDocuments(documents: readonly ReadDocument[], known: Known = nothingKnown): ClaimReport {
  const papers = papersOf(documents)
  const findings = checks
    .flatMap((check) => check(papers, known))
    .filter((finding) => !realTerms(papers[finding.document]!, finding))
    .map((finding) => firmer(papers[finding.document]!, finding))
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

function realTerms(paper: Paper, { claims, kind }: Finding): boolean {
  const first = kind === 'series' || kind === 'ratio' ? paper.figures[(claims[0] ?? -1) - (paper.figures[0]?.id ?? 0)] : undefined
  return first !== undefined && atConstantPrices(paper, first)
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
  return [...places.values()]
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
