import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, sum, times } from '../ground/interval.ts'
import { listsOf, type List } from '../ground/lists.ts'
import { akin, countsLike, neighbours, paragraphOf, says } from '../ground/near.ts'
import {
  after,
  before,
  between,
  finding,
  inSentence,
  isExact,
  isIncrement,
  isRate,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/**
 * Lists against the whole they divide, wherever it stands: before the list in its sentence or paragraph, or elsewhere in the paper. A list
 * that fills some whole of the paper is right; one that exceeds the whole next before it leaves a doubt.
 */
export function checkPartitions(paper: Paper): Finding[] {
  return [...paper.bySentence.keys()].flatMap((sentence) => {
    const lists = listsOf(paper, sentence).filter(({ members }) => members.length <= 40 && !members.some((one) => isIncrement(paper, one)))
    const right = lists.flatMap((list) => filling(paper, list) ?? [])
    const settled = new Set(right.flatMap(({ parts }) => parts))
    // several rows taken for one are asked only where a division opens them
    const open = lists.filter(
      ({ members, strung, opener }) => (!strung || /^[按从]/.test(opener)) && !members.some((one) => settled.has(one)),
    )
    return [...right.map(({ whole, parts }) => say(paper, whole, parts, 'holds')), ...open.flatMap((list) => judge(paper, list, lists))]
  })
}

/** More than this over the whole is another thing, no part that was miscounted. */
const FAR = 1.45
/** Parts that miss some members, or may overlap, or are of another time. */
const loose = /上年|去年|同期|比|较|每|平均|各$|目标|计划|力争|至少|不少于|另|新增|累计/
/** What is left over, undone or refused beside what was done. */
const rest =
  /其余|(?<!等)其他|剩余|余下|剩|尚|仍|还有|未|正在|(?<![接招优对])待(?!遇)|不予|查否|失(?!信)|扣(?!押)|不符合|不合格|滞后|落后|逾期|超期|欠|无法|注销|清退/
const exceeds = (total: { low: number }, whole: Figure): boolean =>
  total.low > whole.high && (total.low <= whole.high * FAR || total.low <= whole.high + 3)

/** Deeds that are done to some of those before, or to others. */
const deed =
  /检查|发现|整改|完成|办结|立案|合格|处置|移送|抽检|培训|参加|建成|改造|接入|配备|责令|出动|约谈|公示|认定|评选|评定|调整|变更|新增|增/

type Filled = { readonly whole: Figure; readonly parts: readonly Figure[] }

/** A whole that the list fills, or one that a run of its members fills. */
function filling(paper: Paper, { members }: List): Filled | null {
  for (let length = members.length; length > 1; length--)
    for (let from = 0; from + length <= members.length; from++) {
      const parts = members.slice(from, from + length)
      if (!Number.isFinite(sum(parts).high)) continue
      const before = members[from - 1]
      const large = sum(parts).low >= 40 || length === members.length - 1
      // 优秀的5个、良好的4个、合格的1个: members joined by 、 are of one row, whatever small sums they make
      const cut = (at: number): boolean =>
        at < 1 || at >= members.length || !/^[^，；]*、/.test(between(paper, members[at - 1]!, members[at]!))
      // 完成11项，推进15项，未启动2项: the run must not leave out what is left
      const next = members[from + length]
      if (next && rest.test(lead(paper, next, 12)) && length < members.length && /、|，/.test(between(paper, parts.at(-1)!, next))) continue
      const apart = sum(parts).low >= 40 || (cut(from) && cut(from + length))
      if (before && Number.isFinite(before.high) && large && apart && meet(sum(parts), before)) return { whole: before, parts }
      // a run of a row that fills something by chance says nothing of the others
      const most = length === members.length || (large && length > 2 && length === members.length - 1)
      const whole = most && (apart || length === members.length) ? wholeOf(paper, parts) : undefined
      if (whole) return { whole, parts }
    }
  return null
}

/** A count of the paper that the parts fill: near them whatever it is, far from them where it is large or of the same thing. */
function wholeOf(paper: Paper, parts: readonly Figure[]): Figure | undefined {
  const total = sum(parts)
  // small sums are met by chance in a long paragraph
  const reach = total.low < 60 ? 1 : 1000
  const near = new Set(paragraphOf(paper, parts[0]!.sentence).filter((one) => Math.abs(one.sentence - parts[0]!.sentence) <= reach))
  return countsLike(paper, parts[0]!).find(
    (one) =>
      !parts.includes(one) &&
      one.low > 0 &&
      one.high - one.low <= 0.02 * one.value &&
      meet(total, one) &&
      (near.has(one) || total.low >= 60),
  )
}

function judge(paper: Paper, list: List, all: readonly List[]): Finding[] {
  const members = withoutInner(list.members)
  // 每百户次立案2.16件、2.04件: so many of each hundred are not added
  const each = members.some(({ unit, value }) => /^(?:件|家|户|个|人|名|起|批次)$/.test(unit) && !Number.isInteger(value))
  if (!members.every(isExact) || members.length < 2 || each) return []
  const inner = innerWhole(paper, list) ?? byRate(paper, list)
  if (inner) return [inner]
  if (loose.test(members.map((one) => lead(paper, one, 16)).join('|'))) return []
  const whole = wholeBefore(paper, list, all)
  return whole ? [...(exceeds(sum(members), whole) ? [say(paper, whole, members, 'doubtful')] : []), ...larger(paper, list, whole)] : []
}

/** `尚未建成的12户，有7户…、5户…`: members that divide the one before them are counted once. */
function withoutInner(members: readonly Figure[]): readonly Figure[] {
  for (let at = 1; at + 2 < members.length; at++) {
    const rest = members.slice(at + 1)
    if (meet(sum(rest), members[at]!)) return members.slice(0, at + 1)
  }
  return members
}

/** `查摆问题52个，已整改49个，正在整改3个`: the first of the row is the whole of the others, where the last is what is left. */
function innerWhole(paper: Paper, { members, opener }: List): Finding | null {
  const [whole, ...parts] = members
  const left = parts.at(-1)
  if (!whole || !left || parts.length < 2 || opener !== '') return null
  const apart =
    between(paper, whole, parts[0]!).includes('，') && parts.slice(1).every((one, at) => /、/.test(between(paper, parts[at]!, one)))
  const nouns =
    members.every((one) => !deed.test(lead(paper, one, 12))) &&
    parts.every((one) => /^[一-鿿]{2,8}$/.test(lead(paper, one)) && !/[的年]/.test(lead(paper, one)))
  const near = !between(paper, parts.at(-2)!, left).includes('；')
  // 起诉22件，提起公益诉讼5件；法院审结19件: what a semicolon parts is told of others
  const signs = new Set(members.slice(1).map((one, at) => between(paper, members[at]!, one).includes('；')))
  if (signs.size > 1 && !rest.test(lead(paper, left))) return null
  // 累计新建24个，今年建成11个，去年建成13个
  const ending = (one: Figure): string => lead(paper, one).slice(-2)
  const alike = /累计|共|总|合计/.test(lead(paper, whole)) && parts.every((one) => ending(one).length === 2 && ending(one) === ending(left))
  if (!(alike || (near && rest.test(lead(paper, left))) || rest.test(tail(paper, left, 6)) || apart || nouns)) return null
  if (loose.test(lead(paper, whole, 12)) || rest.test(lead(paper, whole, 12)) || !exceeds(sum(parts), whole)) return null
  return say(paper, whole, parts, 'doubtful')
}

/** `建成529所，建成率98.3%，尚未建成的9所`: what is done, its rate and what is left bind one another. */
function byRate(paper: Paper, { members, opener }: List): Finding | null {
  const [done, left, third] = members
  if (!done || !left || third || opener !== '' || !rest.test(lead(paper, left)) || rest.test(lead(paper, done))) return null
  const rate = inSentence(paper, done.sentence).find((one) => one.start > done.end && one.end < left.start)
  if (!rate || !isRate(rate) || !isExact(rate) || rate.low <= 0 || rate.value >= 100 || !/率|比例/.test(lead(paper, rate))) return null
  const whole = times(over(done, cut(rate)), 100)
  if (meet(sum(members), whole)) return null
  // 尚在法定期限内: the rate may be of those that were due
  const due = /期|进度|计划|任务|新增/.test(`${lead(paper, done)}${lead(paper, rate)}${lead(paper, left)}${after(paper, left, 24)}`)
  const sure = !due && isExact(done) && isExact(left) && between(paper, done, rate).length < 12
  return finding(paper, [left, done, rate], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'total',
    calculation: `${show(done.value)} + ${show(left.value)} = ${show(done.value + left.value)}，按所列 ${printed(rate)} 总数应为 ${showInterval(whole, 0)}`,
    explanation: `已完成的、未完成的与完成率三者对不上${sure ? '' : '；若比率另有基数则无误'}。`,
  })
}

/** The count next before the list that its members might be the parts of, and are more than. */
function wholeBefore(paper: Paper, list: List, all: readonly List[]): Figure | undefined {
  const { members, opener } = list
  const first = members[0]!
  const total = sum(members)
  const inRow = new Set(opener.includes('其中') ? [] : all.filter((one) => !one.strung).flatMap((one) => one.members))
  const able = (one: Figure): boolean =>
    one.start < first.start &&
    sort(one) === sort(first) &&
    !inRow.has(one) &&
    !members.includes(one) &&
    !isIncrement(paper, one) &&
    !loose.test(lead(paper, one, 12)) &&
    // 占全省38.6万亩的12.6%: what is compared with is no whole
    !/占[^，。；]{0,10}$/.test(lead(paper, one))
  const near = paragraphOf(paper, first.sentence)
    .filter(able)
    .findLast((one) => one.high * FAR >= total.low || one.high + 3 >= total.low)
  if (!near)
    return (
      (/^[按从]|分别|依次|顺序|；|中，/.test(opener) && members.length > 2 ? headline(paper, members, able) : undefined) ??
      (opener === '' ? undefined : closing(paper, members))
    )
  if (near.high >= total.low || !isExact(near)) return undefined
  // two of a clause and the next need not be of one list
  if (opener !== '' && (members.length > 2 || !between(paper, first, members[1]!).includes('；'))) return near
  const words = between(paper, near, first)
  if (words.length > 40 || /检查|出动|发放|开展|培训|举办|立案/.test(words)) return undefined
  const joined = /^[^，。；]{0,12}、[^，。；]{0,12}$/.test(between(paper, first, members[1]!)) && neighbours(paper, first).before === near
  return members.length > 2 || joined || rest.test(lead(paper, members.at(-1)!)) ? near : undefined
}

/** `从业态看，批发46家，零售1520家…。全县合计1700家`: the whole stands behind. */
function closing(paper: Paper, members: readonly Figure[]): Figure | undefined {
  const last = members.at(-1)!
  const next = paragraphOf(paper, last.sentence).find((one) => one.start > last.end && sort(one) === sort(last))
  return next &&
    next.sentence <= last.sentence + 1 &&
    isExact(next) &&
    /合计|总计|共|总数|总量|参评|^全[市县区州]/.test(lead(paper, next)) &&
    exceeds(sum(members), next)
    ? next
    : undefined
}

/** `从环节看，…`: what is divided may stand at the head of the paper. */
function headline(paper: Paper, members: readonly Figure[], able: (one: Figure) => boolean): Figure | undefined {
  const last = members.at(-1)!
  const words = before(paper, members[0]!, 40)
  // 从原因看，…。63批次不合格食品全部…: the whole is taken up behind the list
  const behind = (one: Figure): boolean =>
    one.start > last.end &&
    paper.paragraphs[one.sentence] === paper.paragraphs[last.sentence] &&
    /全部|均|都/.test(tail(paper, one, 16)) &&
    words.includes(tail(paper, one, 3))
  return countsLike(paper, last).findLast(
    (one) =>
      (able(one) || behind(one)) &&
      isExact(one) &&
      exceeds(sum(members), one) &&
      (/共|总|合计|累计|全年/.test(lead(paper, one)) || members.some((member) => akin(paper, one, member)) || says(paper, one, words)),
  )
}

function larger(paper: Paper, { members, opener }: List, whole: Figure): Finding[] {
  const part = members.find((one) => one.low > whole.high)
  if (!part || opener === '') return []
  return [
    finding(paper, [part, whole], {
      verdict: 'doubtful',
      kind: 'part-whole',
      calculation: `${show(part.value)} > ${show(whole.value)}${whole.unit}`,
      explanation: '所列的一项已大于前列的总数；若两者时间或口径不同则无误。',
    }),
  ]
}

function say(paper: Paper, whole: Figure, parts: readonly Figure[], verdict: 'holds' | 'doubtful'): Finding {
  return finding(paper, [...parts, whole], {
    verdict,
    kind: 'total',
    calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${showInterval(sum(parts))}${parts[0]!.unit}，所列总数 ${printed(whole)}`,
    explanation: verdict === 'holds' ? '各项之和与总数相符。' : '各项之和大于前列的数；若各项互有重叠或另有总数则无误。',
  })
}
