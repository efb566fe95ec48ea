import type { Finding } from '../../contract.ts'
import { apart, meet, show } from '../ground/interval.ts'
import { slipTo } from '../ground/slips.ts'
import { bare, doesMore } from '../ground/nouns.ts'
import { checkMentions } from '../ground/mentions.ts'
import { hasOwnShare, neighbours } from '../ground/near.ts'
import {
  figureAt,
  before,
  between,
  clause,
  finding,
  group,
  isCount,
  isDensity,
  isExact,
  isGrowth,
  isIncrement,
  isPoints,
  isRate,
  lead,
  named,
  printed,
  type Figure,
  type Paper,
} from '../ground/paper.ts'
import { checkSameThing } from '../ground/same-thing.ts'

/** The same measure of the same thing with two values (前后矛盾), in one paper. */
export function checkTwoValues(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) => {
    const said = paper.figures.filter((figure) => states(paper, figure))
    const found = [...group(said, (figure) => key(paper, figure)).values()].flatMap((same) => judge(paper, same))
    // what was said of one name already is not said again of its synonyms
    const places = new Set(found.map(({ start }) => start))
    const all = [...found, ...[...checkSameThing(paper), ...checkMentions(paper)].filter(({ start }) => !places.has(start))]
    return all.filter((one) => one.verdict !== 'doubtful' || !filledIn(paper, one))
  })
}

/** `这方面意见4条，分解任务11项` under one heading after the other: a form that each section fills in with its own. */
function filledIn(paper: Paper, { claims }: Finding): boolean {
  const figure = figureAt(paper, claims[0])
  if (!figure) return false
  const words = lead(paper, figure, 8)
  if (/^(?:这|此|该|本)[^，。；]*$/.test(words)) return true
  if (/(?:^|[（(])(?:分值|满分|标准分|自评|得分)$/.test(words)) return true
  if (words.length < 3) return false
  const same = paper.figures.filter((one) => one.unit === figure.unit && one.cell === null && lead(paper, one, 8) === words)
  return new Set(same.map(({ heading }) => heading)).size > 2 && new Set(same.map(({ value }) => value)).size > 2
}

/** Deeds happen many times over: two campaigns may each inspect canteens. What stands (数量, 率, 量) has one value at a time. */
const standing = /^(?:数量|现有|实有|下辖|辖|代管|拥有|设有|建有|保有|覆盖|核定|登记|备案|建档|建立|配备|设立|包保|参保|总面积|面积)$/
const flow =
  /检查|出动|责令|立案|查处|查办|罚|开展|召开|举办|发放|培训|移送|受理|检出|组织|累计|新增|新建|每|抽检|抽查|抽取|抽考|建成|投入|另|剩余|其余|其他|部分|等|只有|新(?:登记|办|发|注册|开|设)|未|不合格|问题|首批|目标|计划|力争|联合|选定|试点/
const vague = /^(?:数量|单位|企业|人员|工作|任务|项目|产品|样品|活动|部门|成员|资金|经费|案件|机构|乡镇|专家|市场|学校|.*之一)?$/
const aimed = /从|由|目标|计划|力争|上年|去年|同期|提[高升]|将|各|[、和及]/

function states(paper: Paper, figure: Figure): boolean {
  const name = bare(figure.subject)
  const words = lead(paper, figure)
  // 不合格率分别为0.6%、1.1%: each of a row is of another thing; 抽检食品5类 … 检查47户次 are deeds
  if (isRate(figure) && (/分别|依次/.test(words) || inRow(paper, figure))) return false
  if (isPoints(figure) || isIncrement(paper, figure) || isGrowth(paper, figure) || !isExact(figure) || figure.bracketOf !== null || figure.low <= 0) return false
  // 占四成: of which whole is told elsewhere, if at all
  if (isRate(figure) && /占$/.test(words)) return false
  if (isRate(figure)) return /[率度比重]$|比例/.test(figure.measure) && name.length > 2 && !aimed.test(words + figure.measure)
  if (isDensity(figure)) return (name + figure.measure).length > 2 && !/目标|计划|力争|上年|去年|同期|将/.test(words)
  // 2022年13家，2023年16家: what each year brought
  if (isCount(figure) && /(?:^|[、，；])20\d{2}年(?:度|当年|全年)?$/.test(words)) return false
  if (!isCount(figure) || /次$/.test(figure.unit) || !standing.test(figure.measure) || vague.test(name) || name.length < 4 || flow.test(words) || figure.value < 2)
    return false
  // 实地查看点位58个，其中…农贸市场6个: those that were chosen
  if (doesMore(paper, figure) || /点位|实地查看|暗访|走访|抽[查取]/.test(before(paper, figure, 90))) return false
  const whole = figure.partOf === null ? undefined : paper.figures[figure.partOf]
  return whole === undefined || (standing.test(whole.measure) && !flow.test(lead(paper, whole)))
}

/** One of several rates one behind the other. */
const inRow = (paper: Paper, rate: Figure): boolean => {
  const { before: last, behind } = neighbours(paper, rate)
  return [last && isRate(last) && between(paper, last, rate), behind && isRate(behind) && between(paper, rate, behind)].some((gap) => typeof gap === 'string' && /^[、和及]$/.test(gap))
}

const key = (paper: Paper, figure: Figure): string => {
  const scope = figure.scope === '全市' || figure.scope === '其中' || figure.scope === paper.document.city ? '' : figure.scope
  return `${bare(figure.subject)}|${isRate(figure) ? figure.measure : ''}|${figure.unit}|${scope}`
}

function judge(paper: Paper, same: readonly Figure[]): Finding[] {
  const findings: Finding[] = []
  const [first] = same
  for (const figure of same.slice(1)) {
    const earlier = same.find((one) => one.at < figure.at && one.sentence !== figure.sentence && comparable(paper, one, figure))
    if (!earlier) continue
    const one = compare(paper, earlier, figure)
    if (one && (one.verdict !== 'holds' || first === earlier)) findings.push(one)
    if (findings.length > 4) break
  }
  return findings
}

/** Two figures of two dated periods do not meet; an undated figure speaks of the paper's own time. */
function comparable(paper: Paper, one: Figure, other: Figure): boolean {
  if (isRate(one) && inner(paper, one) !== inner(paper, other)) return false
  const [first, second] = [dated(paper, one), dated(paper, other)]
  return first === null || second === null || first === second || (isCount(one) && (first.startsWith(second) || second.startsWith(first)))
}

/** Behind 其中 a rate is of a part. */
const inner = (paper: Paper, figure: Figure): boolean => /(?:^|[，。；：])其中/.test(before(paper, figure, 300))

/** The period of a figure, where its own sentence names the year; what is not dated stands as of the paper's date. */
function dated(paper: Paper, figure: Figure): string | null {
  const year = /(\d{4})(?:-\d{2}){0,2}$/.exec(figure.period ?? '')?.[1]
  return year !== undefined && before(paper, figure, 300).includes(year) ? figure.period!.replace('/', '') : null
}

function compare(paper: Paper, one: Figure, other: Figure): Finding | null {
  if (ofOtherWholes(paper, one, other)) return null
  const calculation = `${place(paper, one)}${printed(one)}；${place(paper, other)}${printed(other)}`
  const figures = [other, one]
  if (one.value === other.value)
    return isCount(one) && one.value < 20
      ? null
      : finding(paper, figures, { verdict: 'holds', kind: 'two-values', calculation, explanation: '同一指标两处所列一致。' })
  const overlap = meet(one, other)
  if (overlap && one.value !== 0 && apart({ low: one.value, high: one.value }, { low: other.value, high: other.value }) < 0.15) return null
  const whole = isCount(one) && dated(paper, one) === dated(paper, other) && total(paper, one) && total(paper, other)
  const rate =
    !isCount(one) && one.period === other.period && one.period !== null && !one.period.startsWith('/') && bare(one.subject).length > 3
  const sure = !overlap && (whole || rate) && one.scope === other.scope && one.partOf === null && other.partOf === null && slipTo(other, one) !== null
  return finding(paper, figures, {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'two-values',
    calculation,
    explanation: sure
      ? `“${named(one)}”与“${named(other)}”所指相同而数不同。`
      : `“${named(one)}”与“${named(other)}”似指同一事项而数不同（相差 ${show(Math.abs(one.value - other.value), 2)}）；若时间、范围或口径不同则无误。`,
  })
}

/** `网络填写3997件，占比24.94%` of all, and chapters behind `网络填写2351件，占比17.32%` of one kind: count and share differ together. */
function ofOtherWholes(paper: Paper, one: Figure, other: Figure): boolean {
  const [first, second] = [one, other].map((it) => withShare(paper, it))
  if (!first || !second || one.heading === other.heading) return false
  return first.part.value !== second.part.value && !meet(first.share, second.share)
}

function withShare(paper: Paper, one: Figure): { readonly part: Figure; readonly share: Figure } | null {
  const [part, share] = isRate(one) ? [paper.figures[one.at - 1], one] : [one, paper.figures[one.at + 1]]
  return part && share && isCount(part) && hasOwnShare(paper, part) ? { part, share } : null
}

/** Said as the whole number there is: 全市共有…492家. */
const total = (paper: Paper, figure: Figure): boolean =>
  /(?:全市|全县|全区|全州|辖区|我市|我县)?(?:共有|现有|实有|下辖|共辖|总计)/.test(clause(paper, figure))

const place = (paper: Paper, { heading }: Figure): string => {
  const found = paper.document.headings[heading]
  return found ? `“${found.printed}${found.title.slice(0, 12)}”：` : ''
}
