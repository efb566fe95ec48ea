import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, plus, sum, times } from '../ground/interval.ts'
import { before, between, inSentence, isCount, isExact, lead, sort, type Figure, type Paper } from '../ground/paper.ts'
import { countsAround, rowOf } from '../ground/rows.ts'

/** Honest readings of what is taken for a whole and its parts. */
export function otherWhole(paper: Paper, { kind, verdict }: Finding, figures: readonly Figure[]): boolean {
  if (kind === 'two-values') return verdict === 'doubtful' && leftOf(paper, figures)
  if ((kind !== 'total' && kind !== 'part-whole') || figures.length < 2 || !figures.every((one) => isCount(one))) return false
  return byEach(paper, figures) || sumInBracket(paper, figures) || subtotalTaken(paper, figures) || ofOtherTimes(paper, figures) || anotherDivision(paper, figures) || (verdict === 'doubtful' && (membersOfOne(paper, figures) || sharesOfAll(paper, figures) || toldAgain(figures)))
}

/** `供餐单位3家，服务学校分别为19所、14所、9所`: a row has one figure for each of those counted before it, and is no part of them. */
function byEach(paper: Paper, figures: readonly Figure[]): boolean {
  const part = figures.find((one) => rowOf(paper, one).length > 1)
  const row = part ? rowOf(paper, part) : []
  if (!part || !/分别|依次|各[为有]/.test(lead(paper, row[0]!))) return false
  const counter = inSentence(paper, part.sentence).findLast((one) => one.end <= row[0]!.start && isCount(one) && one.value === row.length)
  return counter !== undefined && (figures.includes(counter) || figures.filter((one) => row.includes(one)).length > 1) && figures.every((one) => one === counter || row.includes(one) || one.sentence !== part.sentence)
}

/** `由2次、3次增至5次（三年10次）`: the bracket tells what the row before it makes. */
function sumInBracket(paper: Paper, figures: readonly Figure[]): boolean {
  const [all] = figures.toSorted((a, b) => b.value - a.value)
  if (!all || figures.length !== 2 || !/\((?:[两三四五六七八九十]年|合计|总计|共|累计)[^()，。；\d]{0,6}$/.test(before(paper, all, 16))) return false
  const row = inSentence(paper, all.sentence).filter((one) => one.end <= all.start && sort(one) === sort(all) && isCount(one))
  return row.some((_, at) => row.length - at > 1 && meet(sum(row.slice(at)), all))
}

/** `71项次中，甲29项次，乙17项次，两种合计46项次`: what is the sum of the members told before is no member more. */
function subtotalTaken(paper: Paper, figures: readonly Figure[]): boolean {
  const [, ...parts] = figures.toSorted((a, b) => a.start - b.start)
  return parts.some((one, at) => at > 1 && /合计|共|合起来|加起来|相加|之和/.test(lead(paper, one, 12)) && meet(sum(parts.slice(0, at)), one))
}

const past = /[(（](?:上年|去年|前年|同期|(?:19|20)\d{2}年)[^()（）]*$/
/** `罚没款86万元（上年同期95万元）`: what there was then is no part of what there is now. */
const ofOtherTimes = (paper: Paper, figures: readonly Figure[]): boolean => {
  const then = figures.filter((one) => past.test(before(paper, one, 30)))
  return then.length > 0 && then.length < figures.length
}

/** `抽检2170万元，占55.0%；建设1184万元，占30.0%；其余592万元`: each share is one of what all of them make. */
function sharesOfAll(paper: Paper, figures: readonly Figure[]): boolean {
  const all = sum(figures)
  const shares = figures.flatMap((part) => {
    const rate = paper.figures[part.at + 1]
    return rate && rate.sentence === part.sentence && rate.unit === '%' ? [meet(cut(times(over(part, all), 100)), cut(rate))] : []
  })
  return shares.length > 1 && shares.every(Boolean)
}

const divided = /按[^，。；、\d]{1,10}[分看计数讲论]/
/** `按结果分，甲11件、乙1件；按满意程度分，满意15件`: members of another division are no parts of the last member of this one. */
const anotherDivision = (paper: Paper, figures: readonly Figure[]): boolean => {
  const [first, ...rest] = figures.toSorted((a, b) => a.start - b.start)
  return rest.every((one) => one.sentence === first!.sentence && divided.test(between(paper, first!, one))) && divided.test(before(paper, first!, 120))
}

/**
 * `5688批次中，农贸市场2275批次；超市1706批次；余下1707批次`, `195件…14件在办，已完成181件`: what is taken for the whole is one member more, as a count that
 * stands near is what all of them make, with those listed before them.
 */
function membersOfOne(paper: Paper, figures: readonly Figure[]): boolean {
  const [first, ...rest] = figures.toSorted((a, b) => a.start - b.start)
  const last = rest.at(-1)!
  if (figures.some((one) => sort(one) !== sort(first!) || !isExact(one)) || sum(rest).low <= first!.high && figures.length > 2) return false
  // cells of a row, and what is called the sum
  if (rest.some((one) => !/[一-鿿]/.test(between(paper, paper.figures[one.at - 1]!, one))) || /共|合计|总|累计/.test(lead(paper, first!)) || (figures.length > 2 && rest[0]!.sentence === first!.sentence && /其中|分别|依次|包括|[:：]/.test(between(paper, first!, rest[0]!)))) return false
  const alike = countsAround(paper, last, 2)
  const above = countsAround(paper, last, 8)
  const run = above.slice(Math.max(0, above.indexOf(first!) - 6), above.indexOf(last) + 1)
  const chosen = figures.length === 2 ? figures : run.filter((one) => one.start >= first!.start)
  const all = sum(figures)
  const wholes = alike.filter((one) => !figures.includes(one) && one.low > first!.high)
  if (wholes.some((one) => meet(one, all))) return true
  // with those of the list that stand before
  let more = sum(chosen)
  for (const one of run.filter(({ start }) => start < first!.start).toReversed()) {
    if (between(paper, one, paper.figures[one.at + 1] ?? one).length > 30) break
    more = plus(more, one)
    if (above.some((whole) => whole.start < one.start && meet(whole, more))) return true
  }
  return false
}

/** `31份阳性…，31份都作了复核，确认不合格9份`: the whole named again is no part of itself. */
const toldAgain = (figures: readonly Figure[]): boolean => {
  const [whole, again, part] = figures.toSorted((a, b) => a.start - b.start)
  return part !== undefined && whole!.value === again!.value && part.value < whole!.value
}

/** `684家企业，除停产的38家外，646家…`: two numbers, and the difference told between them. */
function leftOf(paper: Paper, figures: readonly Figure[]): boolean {
  const [one, other] = figures
  if (!one || !other || !isCount(one) || sort(one) !== sort(other)) return false
  const [less, more] = one.value < other.value ? [one, other] : [other, one]
  return [one, other].some(({ sentence }) => inSentence(paper, sentence).some((part) => part !== one && part !== other && sort(part) === sort(one) && /^(?:除|扣除|剔除|减去|去掉|不含|排除)/.test(lead(paper, part)) && meet(minus(more, less), part)))
}
