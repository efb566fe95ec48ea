import type { Finding } from '../../contract.ts'
import { checkCompounds } from './compound.ts'
import { cut, meet, over, sum, times } from '../ground/interval.ts'
import {
  figureAt,
  after,
  between,
  finding,
  group,
  inSentence,
  isCount,
  isDensity,
  isExact,
  isIncrement,
  isRate,
  lead,
  printed,
  sort,
  type Figure,
  type Paper,
} from '../ground/paper.ts'
import { paragraphOf, subordinate } from '../ground/near.ts'
import { deed } from '../certain/sums.ts'
import { checkPartitions } from './partition.ts'
import { checkRemainders } from './remainder.ts'
import { ofEach, sumOf, totalsBehindLists } from './totals-behind.ts'
import { impliedLists, sharesOfOneWhole } from './implied-lists.ts'

/** Parts and totals (合计): lists behind a whole, totals behind a list, shares of one whole. */
export function checkTotals(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) => withoutExplained(paper, totals(paper)))
}

const totals = (paper: Paper): Finding[] => [
  ...listsBehindWholes(paper),
  ...listsOfNextSentence(paper),
  ...impliedLists(paper),
  ...totalsBehindLists(paper),
  ...sharesOfOneWhole(paper),
  ...checkRemainders(paper),
  ...checkCompounds(paper),
  ...checkPartitions(paper),
]

/**
 * What does not add up one way and does another is right: one of its figures is the sum of all the others, or most of them are the parts
 * of a total that holds.
 */
function withoutExplained(paper: Paper, findings: readonly Finding[]): Finding[] {
  const right = findings.filter(({ verdict }) => verdict === 'holds').map(({ claims }) => new Set(claims))
  return findings.filter(({ verdict, claims }) => {
    if (verdict === 'holds' || claims.length < 3) return true
    const figures = claims.map((id) => figureAt(paper, id)).filter((one) => one !== undefined)
    if (figures.some((one) => overlaps.test(after(paper, one, 30)))) return false
    const all = sum(figures)
    if (all.low >= 40 && figures.some((one) => meet({ low: all.low - one.low, high: all.high - one.high }, one))) return false
    if (fillsAnother(paper, figures.slice(1)) || fillsAnother(paper, figures.slice(0, -1))) return false
    if (overlapping(paper, figures)) return false
    const near = verdict === 'contradiction' && inOneSentence(figures)
    return !right.some((held) => !fillsFar(paper, claims, held) && !(near && isFar(paper, figures[0]!, held)) && held.size > 2 && claims.filter((id) => held.has(id)).length >= Math.max(2, claims.length - 1))
  })
}

const inOneSentence = ([first, ...rest]: readonly Figure[]): boolean => rest.every((one) => one.sentence === first!.sentence)
/** A sum that only a figure of another paragraph makes right is right by chance beside a list with its own total. */
const isFar = (paper: Paper, near: Figure, held: ReadonlySet<number>): boolean =>
  [...held].some((id) => paper.paragraphs[figureAt(paper, id)?.sentence ?? 0] !== paper.paragraphs[near.sentence])

/** `56840户…，其中A级…、B级…` whose parts fill another whole, sections away: the whole that they stand under is wrong, or the other is. */
function fillsFar(paper: Paper, claims: readonly number[], held: ReadonlySet<number>): boolean {
  const [whole, ...parts] = claims.map((id) => figureAt(paper, id))
  const other = [...held].filter((id) => !claims.includes(id)).map((id) => figureAt(paper, id))
  return (
    whole !== undefined &&
    parts.length > 1 &&
    parts.every((one) => one?.partOf === whole.at || one?.sentence === whole.sentence + 1) &&
    other.length === 1 &&
    paper.paragraphs[other[0]?.sentence ?? 0] !== paper.paragraphs[whole.sentence]
  )
}

/** Said by the paper itself: the parts may be counted twice. */
const overlaps = /叠加|重叠|交叉|重复计|有重复|兼有|兼营/

/** `480名，其中大专以上432名，占90%；35岁以下168名，占35%`: shares that hold and make more than all say that the parts overlap. */
function overlapping(paper: Paper, figures: readonly Figure[]): boolean {
  const whole = figures.toSorted((a, b) => b.value - a.value)[0]
  return (
    figures.length > 2 &&
    figures.every((one) => {
      const rate = paper.figures[one.at + 1]
      return (
        one === whole || (whole !== undefined && rate !== undefined && isRate(rate) && meet(cut(times(over(one, whole), 100)), cut(rate)))
      )
    })
  )
}

/** `自评得962.5分。其中基础286分…`: the parts fill another count of their paragraph. */
function fillsAnother(paper: Paper, parts: readonly Figure[]): boolean {
  const [first] = parts
  if (!first || parts.length < 2) return false
  const total = sum(parts)
  return (
    total.low >= 40 &&
    paragraphOf(paper, first.sentence).some(
      (one) => !parts.includes(one) && isExact(one) && sort(one) === sort(first) && Number.isFinite(one.high) && one.low > 0 && meet(total, one),
    )
  )
}

const open = /等|主要|例如|比如|如[：:]|包括|包含|含|在内|另|之一|重点|较[大多高][的]?|前[两二三四五六]/
const adds = (figure: Figure): boolean => isCount(figure) || isDensity(figure)

function listsBehindWholes(paper: Paper): Finding[] {
  const lists = group(
    paper.figures.filter((figure) => figure.partOf !== null && adds(figure) && !/^(?:共|累计|总计|[一-鿿]{0,6}实[为有])/.test(lead(paper, figure).split('(').at(-1)!)),
    ({ partOf }) => partOf!,
  )
  return [...lists].flatMap(([at, parts]) => {
    const whole = paper.figures[at]
    // 近6万家（实有59184家）: the bracket says the whole once more
    const alike = whole
      ? parts.filter(
          (part) =>
            (sort(part) === sort(whole) || (whole.unit === '个' && sort(part) === '家')) &&
            part.bracketOf !== at &&
            !subordinate(paper, whole, part) &&
            !ofMember(paper, part) &&
            (isExact(whole) || !meet(part, whole)),
        )
      : []
    // 广告类329件、质量类39件，已处理474件: what was done of them is no kind
    const kinds = alike.filter((part) => !deed.test(lead(paper, part, 12)))
    const own = kinds.length > 1 && kinds.length === alike.length - 1 && alike.at(-1) !== kinds.at(-1) ? kinds : alike
    // such a list need not name all kinds
    if (whole && own !== alike && sum(own).high < whole.low) return []
    // 提到接近4人（现有58人，原有45人）: all are more than what they would be of
    if (whole && own.every((one) => one.low > 2 * whole.high)) return []
    return whole && own.length > 1 && !isIncrement(paper, whole) && !endsRow(paper, whole)
      ? runs(paper, whole, own).flatMap((run) => judgeList(paper, whole, run) ?? [])
      : []
  })
}

/** `销售主体15800户，小经营店在销售主体里占到40%，计6320户`: the share before it says that it is a part of the member before. */
function ofMember(paper: Paper, part: Figure): boolean {
  const [rate, member] = [paper.figures[part.at - 1], paper.figures[part.at - 2]]
  return rate !== undefined && member !== undefined && isRate(rate) && rate.sentence === part.sentence && sort(member) === sort(part) && meet(cut(times(over(part, member), 100)), cut(rate)) && /占/.test(lead(paper, rate))
}

/** `62、48、39、27个，已整改分别为60、…`: the last of a row is the whole of no list. */
function endsRow(paper: Paper, figure: Figure): boolean {
  const last = paper.figures[figure.at - 1]
  return (
    last !== undefined &&
    last.sentence === figure.sentence &&
    sort(last) === sort(figure) &&
    /^[、和及]$/.test(between(paper, last, figure))
  )
}

/** `共有主体30126户。其中，生产318户、销售18644户…`, `…9394批次。按类别分，…`: the whole stands in the sentence before. */
function listsOfNextSentence(paper: Paper): Finding[] {
  return [...paper.bySentence].flatMap(([sentence, figures]) => {
    const { start } = paper.document.sentences[sentence]!
    const opening = paper.text.slice(start, start + 24).trimStart()
    if (
      !/^(?:其中|按[^，]{2,12}分|分[^，]{1,6}看|从[^，]{2,8}看)/.test(opening) ||
      paper.paragraphs[sentence - 1] !== paper.paragraphs[sentence]
    )
      return []
    // what was found among the parts, or came of them, is none of them
    const all = figures.filter(
      (one) => adds(one) && one.unit === figures[0]!.unit && one.partOf === null && one.bracketOf === null && !/^(?:检测?出|查出|发现|(?:经查|属实|已|已经)*(?:立案|受理|办结|结案|移送))/.test(lead(paper, one, 12).split('、').at(-1)!),
    )
    const whole = inSentence(paper, sentence - 1).find((one) => adds(one) && sort(one) === sort(figures[0]!) && one.partOf === null)
    // 种植业121批次，不合格3批次；猪肉18批次…: how each came off
    const named = all.filter((one) => !/^(?:不合格|合格|不?达标|阳性|阴性)(?:样品|产品)?$/.test(lead(paper, one, 12)))
    const parts = named.length > 1 ? named : all
    // 检出不合格347批次。其中，市局抽检4068批次…: all are more than that count, which is not what they are of
    if (!whole || parts.length < 2 || parts.every((one) => one.low > whole.high) || parts.length < figures.filter((one) => adds(one) && sort(one) === sort(parts[0]!)).length - 1 - (all.length - parts.length)) return []
    return runs(paper, whole, parts).flatMap((run) => judgeList(paper, whole, run) ?? [])
  })
}

/** One whole may be divided twice (按类型…，按等级…): runs that each fill the whole stand by themselves, unless the list runs on with 、. */
function runs(paper: Paper, whole: Figure, parts: readonly Figure[]): Figure[][] {
  const found: Figure[][] = []
  let run: Figure[] = []
  parts.forEach((part, at) => {
    run.push(part)
    const next = parts[at + 1]
    const goesOn = next !== undefined && /、$|^[^，；]*、/.test(between(paper, part, next))
    if (run.length > 1 && !goesOn && meet(sum(run), whole)) {
      found.push(run)
      run = []
    }
  })
  if (run.length > 1) found.push(run)
  return found
}


/** What one person, good or case may have several of. */
const traits = /党员|学历|职称|专业|岁(?:以|及)|持证|女性|涉及|兼营/g

function judgeList(paper: Paper, whole: Figure, parts: readonly Figure[]): Finding | null {
  const total = sum(parts)
  const calculation = `${sumOf(parts)}，所列总数 ${printed(whole)}`
  const figures = [whole, ...parts]
  if (!Number.isFinite(total.high) && total.low <= whole.high) return null
  // 18个乡镇各设1个，其余12个合设6个: holders, and what each of them holds
  if (parts.some((one) => ofEach.test(lead(paper, one, 14)))) return null
  if (meet(total, whole))
    return finding(paper, figures, { verdict: 'holds', kind: 'total', calculation, explanation: '各项之和与总数相符。' })
  const listed = between(paper, whole, parts.at(-1)!) + paper.text.slice(parts.at(-1)!.end, parts.at(-1)!.end + 3)
  const closed = !open.test(listed) && !listed.includes('其中') && /^[^，。；]{0,4}[（(:：]|^[^。；]{0,8}(?:分别|分为|即|是)/.test(listed)
  if (total.low > whole.high && (listed.match(traits)?.length ?? 0) > 1) return null
  if (total.low > whole.high)
    return finding(paper, figures, {
      verdict: closed ? 'contradiction' : 'doubtful',
      kind: 'total',
      calculation,
      explanation: closed ? '所列各项之和大于总数。' : '所列各项之和大于总数；只有各项互有重叠（同一单位计入两项）才说得通。',
    })
  // a bracket that names two of many kinds is no division
  if (closed && total.high > 0.5 * whole.low)
    return finding(paper, figures, {
      verdict: 'contradiction',
      kind: 'total',
      calculation,
      explanation: '所列各项之和小于总数，而列举写成了全部。',
    })
  // 总投资12亿元，其中4000万元、3000万元、5000万元: the point has moved, or 万 and 亿 were taken one for the other
  if (parts.every(isExact) && isExact(whole) && [10, 100, 1000, 10_000].some((factor) => meet(times(total, factor), whole)) && !/等|主要/.test(listed))
    return finding(paper, figures, { verdict: parts.length > 2 ? 'contradiction' : 'doubtful', kind: 'unit', calculation, explanation: '所列各项之和的数字与总数相同而大小相差十倍以上，单位或小数点有误。' })
  if (/等|主要|重点|包括|含/.test(listed) || total.high < 0.8 * whole.low || !parts.every(isExact) || !isExact(whole)) return null
  return finding(paper, figures, {
    verdict: 'doubtful',
    kind: 'total',
    calculation,
    explanation: '所列各项之和接近而不等于总数；若另有未列出的部分则无误。',
  })
}
