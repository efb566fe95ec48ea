import type { Finding } from '../../contract.ts'
import { isChange } from '../ground/change-words.ts'
import { figureAt, isDensity, isPoints, isRate, type Figure, type Paper } from '../ground/paper.ts'
import { certainChange } from './changes.ts'
import { certainDensity, certainMean } from './means.ts'
import { certainPart } from './parts.ts'
import { certainShare } from './shares.ts'
import { certainSum } from './sums.ts'
import { certainTwo } from './two-values.ts'

/**
 * The last look at a doubt: where the figures stand in one clause, say of one another what they are, and no other figure of the paper could
 * be meant, the arithmetic leaves no honest reading, and the doubt is a contradiction. A judge answers with what it saw, or null.
 */
type Judge = (paper: Paper, figures: readonly Figure[]) => string | null

const kindsOf: Readonly<Partial<Record<Finding['kind'], Judge>>> = {
  total: (paper, figures) => (changes(paper, figures) ? certainChange(paper, figures) : certainSum(paper, figures)),
  points: certainChange,
  series: certainChange,
  ratio: (paper, figures) => (changes(paper, figures) ? certainChange(paper, figures) : certainShare(paper, figures)),
  'part-whole': (paper, figures) => (figures.some(isRate) ? certainShare(paper, figures) : certainPart(paper, figures)),
  mean: certainMean,
  'two-values': certainTwo,
  'per-capita': (paper, figures) => (figures.some(isDensity) ? certainDensity(paper, figures) : certainMean(paper, figures)),
}

const changes = (paper: Paper, [first]: readonly Figure[]): boolean => first !== undefined && (isPoints(first) || isChange(paper, first))

export function firmer(paper: Paper, finding: Finding): Finding {
  if (finding.verdict !== 'doubtful' || finding.claims.length < 2) return finding
  const judge = kindsOf[finding.kind]
  const figures = finding.claims.map((id) => figureAt(paper, id)).filter((one) => one !== undefined)
  if (!judge || figures.some(({ cell }) => cell !== null)) return finding
  const explanation = judge(paper, figures)
  return explanation === null ? finding : { ...finding, verdict: 'contradiction', explanation }
}
