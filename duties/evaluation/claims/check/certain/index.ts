import type { Finding } from '../../contract.ts'
import { isChange } from '../ground/change-words.ts'
import { between, figureAt, isDensity, isPoints, isRate, lead, type Figure, type Paper } from '../ground/paper.ts'
import { certainChange } from './changes.ts'
import { certainDensity, certainMean } from './means.ts'
import { certainPart } from './parts.ts'
import { certainShare } from './shares.ts'
import { certainSum } from './sums.ts'
import { isSlip } from './slip.ts'
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

/** `由18个增至23个，新增7个`: from what to what is told, and by how much. */
function movedTo(paper: Paper, [change, ...two]: readonly Figure[]): boolean {
  const [from, to] = two.toSorted((a, b) => a.start - b.start)
  if (!change || !from || !to || two.length !== 2 || to.end > change.start || change.sentence !== from.sentence) return false
  return /[由从][^，。；\d]{0,8}$/.test(lead(paper, from)) && /^[^，。；\d]{0,6}[到至为]$/.test(between(paper, from, to)) && /^，[^，。；\d]{0,8}$/.test(between(paper, to, change))
}

/** `900户（A级100户、B级200户、C级500户）`: under one of the grades everything is counted. */
const byGrade = (paper: Paper, { kind }: Finding, [, ...parts]: readonly Figure[]): boolean =>
  kind === 'total' && parts.length > 2 && parts.every((one) => /(?:[A-EⅠⅡⅢⅣⅤ一二三四五]级|[一二三四]季度)[^，。；、\d]{0,3}$/.test(lead(paper, one, 10)))

const readings: Readonly<Partial<Record<Finding['kind'], string>>> = {
  ratio: '若所指的是另外两数则无误',
  mean: '若平均只就其中一部分或另一时期计算则无误',
  'per-capita': '若平均只就其中一部分或另一时期计算则无误',
  points: '若对比的是另一个比率则无误',
  series: '若对比的是另一时期或另一口径的数则无误',
  total: '若各项不在其内或另有未列出的部分则无误',
}

/**
 * The other way: which figures of prose belong to one another is seen from where they stand, and that may deceive. Where they do not agree and no slip of the
 * pen makes them, they may be figures of different things; on papers that no rule had seen nine of ten false contradictions were such, and one of five true ones.
 */
export function softer(paper: Paper, finding: Finding): Finding {
  const reading = readings[finding.kind]
  if (finding.verdict !== 'contradiction' || reading === undefined || finding.claims.length < 2) return finding
  const figures = finding.claims.map((id) => figureAt(paper, id)).filter((one) => one !== undefined)
  const [said] = figures
  if (!said || figures.some(({ cell }) => cell !== null)) return finding
  // which way a row goes is told in words
  if (finding.kind === 'series' && (!(isPoints(said) || isChange(paper, said)) || finding.explanation.includes('方向'))) return finding
  // of one digit every other is a slip; there the words alone tell
  const short = !/\d[\d,.]*\d/.test(said.text)
  const judge = kindsOf[finding.kind]
  if ((finding.kind === 'total' || short) && judge?.(paper, figures) != null) return finding
  if (movedTo(paper, figures) || byGrade(paper, finding, figures)) return finding
  return isSlip(paper, finding, figures) ? finding : { ...finding, verdict: 'doubtful', explanation: finding.explanation.replace(/。$/, `；${reading}。`) }
}
