import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, show, sum, times } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { after, between, inSentence, isCount, isExact, isIncrement, isMean, isPoints, isRate, lead, sort, type Figure, type Paper } from '../ground/paper.ts'
import { inSoundRow } from '../totals/like-counts/sums.ts'
import { addends, percent, rowOf } from '../ground/rows.ts'

/** Honest readings of counts that are added, divided or left over. */
export const sumsOtherwise = (paper: Paper, { kind, calculation }: Finding, figures: readonly Figure[]): boolean => {
  if ((kind === 'total' || kind === 'part-whole') && figures.length > 1 && (inSoundRow(paper, figures) || stepsAddUp(paper, figures))) return true
  if (kind === 'total') return eachHasItsShare(paper, figures) || partOfAnother(paper, calculation, figures) || rowFills(paper, figures) || headsFill(paper, figures) || inAndOut(paper, figures) || sharesFill(paper, figures) || someFill(paper, figures) || leftOfAnother(paper, figures) || withItsGrowth(paper, figures) || anotherRow(paper, figures)
  if (kind === 'part-whole') return isDifference(paper, figures) || carriedOver(paper, figures) || otherWay(paper, figures)
  return kind === 'two-values' && leftOfAnother(paper, figures)
}

/** `现有40家，2024年新增50家、2025年再增60家，达到150家`: what there is, step by step, to what there will be. */
function stepsAddUp(paper: Paper, figures: readonly Figure[]): boolean {
  const [first] = figures
  if (!first || !isCount(first)) return false
  const alike = inSentence(paper, first.sentence).filter((one) => isCount(one) && sort(one) === sort(first))
  const at = alike.findIndex((one) => /[新再又净]增[^，。；、\d]{0,4}$/.test(lead(paper, one, 10)))
  const to = alike.findIndex((one, place) => place > at && /达到?|增[至到]|扩[至到]|将有|共|总数/.test(lead(paper, one, 10)))
  return at > 0 && to > at && figures.every((one) => alike.slice(at - 1, to + 1).includes(one)) && meet(sum(alike.slice(at - 1, to)), alike[to]!)
}

/** `已出报告980批次，不合格21批次，不合格率2.14%`: what has its rate behind it is a part of the one before, not a part beside it. */
function partOfAnother(paper: Paper, calculation: string, figures: readonly Figure[]): boolean {
  const added = addends(calculation)
  if (!added) return false
  return figures.some((part) => {
    const rate = paper.figures[part.at + 1]
    if (!rate || rate.sentence !== part.sentence || !isRate(rate) || !isExact(rate) || rate.high - rate.low > 2 || rate.value >= percent(rate) || between(paper, part, rate).length > 12) return false
    return added.includes(show(part.value)) && figures.some((base) => base !== part && added.includes(show(base.value)) && base.end <= part.start && base.sentence === part.sentence && base.low > part.high && meet(cut(times(over(part, base), percent(rate))), cut(rate)))
  })
}

const plain = (paper: Paper, one: Figure): boolean => isCount(one) && isExact(one) && one.low > 0 && !isMean(paper, one) && !isIncrement(paper, one)
/** Sums of small counts are met by chance. */
const LARGE = 40

/**
 * `共86场，其中甲42场、乙27场，其余三类合计17场`: the members with the next of their sentence fill another count than the one they were held against, told before them or
 * right behind.
 */
function rowFills(paper: Paper, figures: readonly Figure[]): boolean {
  const [first] = figures
  if (!first || figures.length < 3 || figures.some((one) => !isCount(one) || one.sentence !== first.sentence || sort(one) !== sort(first))) return false
  const alike = inSentence(paper, first.sentence).filter((one) => sort(one) === sort(first) && plain(paper, one))
  return [figures, figures.slice(1), figures.slice(0, -1)].some((members, way) => {
    const places = members.map((one) => alike.indexOf(one))
    const [from, end] = [Math.min(...places), Math.max(...places)]
    if (from < 0 || end - from + 1 !== members.length) return false
    // the supposed whole is a member itself, or more members follow
    return [end, end + 1, end + 2].some((to) => {
      const total = sum(alike.slice(from, to + 1))
      return (way === 0 || to > end) && to < alike.length && total.low >= LARGE && [...alike.slice(0, from), ...alike.slice(to + 1, to + 2)].some((one) => meet(one, total))
    })
  })
}

/** `1437批次中，甲610批次，不合格17批次；其他827批次，不合格11批次`: some of the members fill the whole, and what is left over was found among them. */
function someFill(paper: Paper, figures: readonly Figure[]): boolean {
  const whole = figures.toSorted((a, b) => b.value - a.value)[0]
  const parts = figures.filter((one) => one !== whole)
  if (!whole || parts.length < 3 || parts.length > 8 || whole.value < LARGE || !isExact(whole) || !parts.every((one) => plain(paper, one))) return false
  // 投诉45188件，办结617件；举报15396件，办结2379件: the first of each clause
  if (parts.length > 3 && parts.length % 2 === 0 && meet(sum(parts.filter((_, at) => at % 2 === 0)), whole)) return true
  return subsets(parts).some((some) => some.length > 1 && some.length < parts.length && meet(sum(some), whole) && parts.every((one) => some.includes(one) || beside(paper, one)))
}
/** `受理2840件，其中投诉2130件，办结2104件；举报710件，核查688件`: what stands first behind each semicolon fills the whole, the others tell what was done with each. */
function headsFill(paper: Paper, figures: readonly Figure[]): boolean {
  const whole = figures.toSorted((a, b) => b.value - a.value)[0]
  if (!whole || whole.value < LARGE || figures.some((one) => one.sentence !== whole.sentence || sort(one) !== sort(whole))) return false
  const behind = inSentence(paper, whole.sentence).filter((one) => one.start > whole.end && sort(one) === sort(whole) && plain(paper, one))
  const heads = behind.filter((one, at) => at === 0 || between(paper, behind[at - 1]!, one).includes('；'))
  return heads.length > 1 && heads.length < behind.length && figures.some((one) => one !== whole && !heads.includes(one)) && meet(sum(heads), whole)
}

/** `由189个增至214个，新增31个、退出6个`, `甲52家、乙41家，6家兼有，共87家`: two of four make the other two by what is added and taken away. */
function inAndOut(paper: Paper, figures: readonly Figure[]): boolean {
  const last = figures.toSorted((a, b) => a.start - b.start).at(-1)
  const next = last && inSentence(paper, last.sentence).find((one) => one.start >= last.end && sort(one) === sort(last) && isCount(one))
  const four = figures.length === 3 && next ? [...figures, next] : figures
  if (four.length !== 4 || !four.every((one) => isCount(one) && isExact(one) && sort(one) === sort(four[0]!)) || Math.max(...four.map(({ value }) => value)) < LARGE) return false
  const [a, b, c, d] = four as [Figure, Figure, Figure, Figure]
  return [[a, b, c, d], [a, c, b, d], [a, d, b, c]].some(([one, two, three, other]) => meet(sum([one!, two!]), sum([three!, other!])))
}

/** `1240所，A级372所，占三成；B级744所，占六成`: the shares that fit leave a tenth for those that are not told. */
function eachHasItsShare(paper: Paper, figures: readonly Figure[]): boolean {
  const whole = figures.toSorted((a, b) => b.value - a.value)[0]
  const rates = figures.filter((one) => one !== whole).map((part) => ({ part, rate: paper.figures[part.at + 1] }))
  if (!whole || whole.low <= 0 || rates.length < 2) return false
  return rates.every(({ part, rate }) => rate !== undefined && rate.sentence === part.sentence && isRate(rate) && meet(cut(times(over(part, whole), percent(rate))), cut(rate))) && rates.reduce((all, { rate }) => all + rate!.high, 0) < 99
}

/** `甲占36.4%、乙占28.2%，合计64.6%，其余占35.4%`: some of the shares make the whole, the others tell a part of it once more. */
function sharesFill(paper: Paper, figures: readonly Figure[]): boolean {
  if (figures.length < 3 || figures.length > 8 || !figures.every(isRate)) return false
  const again = figures.some((one) => !isExact(one) || /合计|共|以上|两[者个]|[前后]/.test(lead(paper, one, 12)))
  return again && subsets(figures).some((some) => some.length > 1 && some.length < figures.length && some.every(isExact) && Math.abs(some.reduce((all, { value }) => all + value, 0) - 100) < 0.15)
}

/** What was found among the members, or stands in a row of figures of several sorts: `4126件、4396万元和94件`. */
function beside(paper: Paper, one: Figure): boolean {
  const last = paper.figures[one.at - 1]
  const mixed = last !== undefined && last.sentence === one.sentence && sort(last) !== sort(one) && /^(?:、|和|及)$/.test(between(paper, last, one))
  return mixed || /^(?:其|检出|发现)?(?:不合格|不达标|问题|阳性|未)/.test(lead(paper, one, 12))
}
const subsets = (parts: readonly Figure[]): Figure[][] => parts.reduce<Figure[][]>((all, one) => [...all, ...all.map((some) => [...some, one])], [[]])

/** `投入3150万元、3465万元、3780万元，人均10元、11元、12元，三年总计10395万元`: the row of the sentence that does make the total. */
function anotherRow(paper: Paper, figures: readonly Figure[]): boolean {
  const [total] = figures
  if (!total || !isCount(total) || total.value < LARGE) return false
  const rows = inSentence(paper, total.sentence).filter((one) => one.end <= total.start && sort(one) === sort(total)).map((one) => rowOf(paper, one))
  return rows.some((row) => row.length > 2 && !row.includes(total) && meet(sum(row), total))
}

const left = /(?:其余|剩余|余下|剩下|还剩|尚余|还有|尚有)[^，。；、\d]{0,6}$/
const planned = /计划|任务|目标|应/
/** `73批次中已完成62批次，余下11批次`: what is left of the counts told right before it, or of the plan of the paper. */
function leftOfAnother(paper: Paper, [rest]: readonly Figure[]): boolean {
  if (!rest || !isCount(rest) || !left.test(lead(paper, rest, 16))) return false
  const done = inSentence(paper, rest.sentence).findLast((one) => one.end <= rest.start && sort(one) === sort(rest) && plain(paper, one))
  if (done && paragraphOf(paper, rest.sentence).some((one) => one.end <= done.start && sort(one) === sort(rest) && meet(minus(one, done), rest))) return true
  const all = countsLike(paper, rest).filter((one) => one.end <= rest.start && plain(paper, one))
  return rest.value >= LARGE && all.some((plan) => planned.test(lead(paper, plan, 12)) && all.some((one) => one !== plan && one.low < plan.low && meet(minus(plan, one), rest)))
}

/** `支出2860万元，同比增加260万元，增长10%`: the growth right behind what came on top tells the year before, which no figure need name. */
function withItsGrowth(paper: Paper, [more, ...others]: readonly Figure[]): boolean {
  const rate = more && paper.figures[more.at + 1]
  if (!more || !rate || rate.sentence !== more.sentence || !isRate(rate) || isPoints(more) || !isIncrement(paper, more)) return false
  // 比上年末的56700户净增1700户: the year before is told
  if (others.some((one) => one.end <= more.start && between(paper, one, more).length < 8 && /[比较][^，。；]*$/.test(lead(paper, one, 16)))) return false
  return others.some((now) => now.end <= more.start && [minus(now, more), { low: now.low + more.low, high: now.high + more.high }].some((then) => then.low > 0 && meet(cut(times(over(more, then), 100)), cut(rate))))
}

/** `立案146件，结案152件（含往年结转14件）`: those of the years before are among them, as the bracket says. */
const carriedOver = (paper: Paper, figures: readonly Figure[]): boolean =>
  figures.length === 2 && /^[（(][^（()）]{0,6}(?:结转|往年|上年|以前年|历年|旧存|留存|上期)/.test(after(paper, figures.toSorted((a, b) => b.value - a.value)[0]!, 16))

/** `回收1260吨，回收率84.0%，应回收1500吨`, `余下9家接入后，936家全覆盖`: the smaller is by its rate a part of the larger, or what was left of it. */
function otherWay(paper: Paper, figures: readonly Figure[]): boolean {
  const [small, large] = figures.toSorted((a, b) => a.value - b.value)
  if (figures.length !== 2 || !small || !large || small.low <= 0 || !figures.every(isCount)) return false
  if (left.test(lead(paper, small, 16)) && small.end <= large.start && !/其中|中，/.test(between(paper, small, large))) return true
  return inSentence(paper, small.sentence).some((rate) => isRate(rate) && isExact(rate) && rate.value < 100 && rate.start > small.end && meet(cut(times(over(small, large), 100)), cut(rate)))
}

const netting = /净|增|减|多|少|差|余|剩|现有|实有|保留|存/
/** `8731户，净增235户，其中新办612户、注销377户`: what is held for the whole is what two others leave, so that each of them may be more. */
function isDifference(paper: Paper, figures: readonly Figure[]): boolean {
  if (figures.length !== 2 || !figures.every((one) => isCount(one) && isExact(one))) return false
  const [part, whole] = figures[0]!.value > figures[1]!.value ? [figures[0]!, figures[1]!] : [figures[1]!, figures[0]!]
  return whole.value > 9 && inSentence(paper, whole.sentence).some((one) => (netting.test(lead(paper, whole, 12)) || netting.test(lead(paper, one, 12))) && one !== part && one !== whole && sort(one) === sort(whole) && isExact(one) && [minus(part, one), minus(one, part)].some((gap) => meet(gap, whole)))
}
