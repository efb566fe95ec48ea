import type { Finding } from '../../contract.ts'
import { cut, meet, over, sum, times, type Interval } from '../ground/interval.ts'
import { after, before, between, inSentence, isCount, isExact, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { countsAround, percent, rowOf } from '../ground/rows.ts'

/** Honest readings of a share: another part, another base, a place in a row, another time. */
export function otherShare(paper: Paper, { kind, verdict }: Finding, figures: readonly Figure[]): boolean {
  const rate = figures.find(isRate)
  const counts = figures.filter(isCount)
  if (kind === 'base' && counts.length > 1 && counts.every((part) => hasBase(paper, part))) return true
  if (kind === 'base') return rate !== undefined && figures.some((one) => isRate(one) && /最[高低大小]值?[为达是]*$/.test(lead(paper, one, 12)))
  if ((kind !== 'ratio' && kind !== 'part-whole') || !rate || counts.length === 0) return false
  if (isThreshold(paper, rate) || placeInRow(paper, rate, counts) || partRightBefore(paper, rate, counts) || ofItsYear(paper, rate, counts) || ofCalled(paper, rate)) return true
  if (verdict !== 'doubtful') return false
  return /(?:新增|净增|增加|减少)了?$/.test(lead(paper, counts[0]!)) || /将(?!近)|预计|有望|可望/.test(lead(paper, rate, 12)) || baseNear(paper, rate, counts)
}

const gives = (part: Interval, base: Interval, rate: Figure): boolean => base.low > 0 && meet(cut(times(over(part, base), percent(rate))), cut(rate))

/** `三类人员分别为300人次、150人次、1050人次，合格率依次为92.0%、98.0%、95.4%`: each rate of a row is that of one member. */
function placeInRow(paper: Paper, rate: Figure, counts: readonly Figure[]): boolean {
  const rates = rowOf(paper, rate)
  if (rates.length < 2) return false
  const place = rates.indexOf(rate)
  const members = inSentence(paper, rate.sentence).filter((one) => isCount(one) && one.end <= rates[0]!.start && rowOf(paper, one).length === rates.length)
  return members.length > 0 && !counts.some((one) => members.includes(one) && rowOf(paper, one).indexOf(one) === place)
}

/** `有4个超过90%`: the mark that those that are counted have passed. */
const isThreshold = (paper: Paper, rate: Figure): boolean => {
  const last = paper.figures[rate.at - 1]
  return last !== undefined && last.sentence === rate.sentence && isCount(last) && /^(?:均|都)?(?:超过|高于|低于|不足|不到|达到?|在)$/.test(between(paper, last, rate) + (/^(?:超过|高于|低于|不足|不到)/.exec(rate.text)?.[0] ?? ''))
}

/** `计划2150批次，完成1204批次，占56.0%；计划1680批次，…`: a share whose base its own sentence tells. */
function hasBase(paper: Paper, part: Figure): boolean {
  const rate = paper.figures[part.at + 1]
  return rate !== undefined && rate.sentence === part.sentence && isRate(rate) && inSentence(paper, part.sentence).some((base) => base !== part && sort(base) === sort(part) && base.low > part.high && base.end <= part.start && gives(part, base, rate))
}

/** `A级246个、B级476个、C级46个，A级占32.0%`: the member that the share names, of all in its list. */
function ofCalled(paper: Paper, rate: Figure): boolean {
  const name = /^([A-D一-鿿]{1,8}?)(?:约|各|仅)?占(?:比)?[为达约]*$/.exec(lead(paper, rate))?.[1]
  if (name === undefined) return false
  const before = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start && isCount(one))
  const member = before.findLast((one) => lead(paper, one, 20).split('、').at(-1)!.includes(name))
  if (!member || member === before.at(-1)) return false
  const list = before.filter((one) => sort(one) === sort(member)).slice(-12)
  const at = list.indexOf(member)
  return list.some((_, from) => from <= at && list.some((_, to) => to >= at && to > from && gives(member, sum(list.slice(from, to + 1)), rate)))
}

/** `阴性485份、阳性15份，阳性率3.0%`: the count right before the rate is its part, where the sentence holds a base for it. */
function partRightBefore(paper: Paper, rate: Figure, counts: readonly Figure[]): boolean {
  const last = paper.figures[rate.at - 1]
  if (!last || last === counts[0] || last.sentence !== rate.sentence || !isCount(last) || !/^[，（(][^，。；\d]{0,8}$/.test(between(paper, last, rate))) return false
  // 热线9831件、网络6554件，热线占60.0%: the share names another
  const name = /^([A-D一-鿿]{2,8}?)(?:约|各|仅)?占(?:比)?[为达约]*$/.exec(lead(paper, rate))?.[1]
  if (name !== undefined && !lead(paper, last, 20).split('、').at(-1)!.includes(name.slice(-2))) return false
  return rate.high - rate.low <= 0.05 * rate.value && inSentence(paper, rate.sentence).some((base) => base !== last && sort(base) === sort(last) && base.low > last.high && gives(last, base, rate))
}

const named = /^(?:而|但)?((?:19|20)\d{2}年|上年|去年|前年)(?:度|同期)?的?[^，。；\d]{0,12}$/
/** `不合格278批次…；2021年的不合格率为2.36%`: a rate that begins with its own year belongs to no count of another. */
function ofItsYear(paper: Paper, rate: Figure, counts: readonly Figure[]): boolean {
  const year = named.exec(lead(paper, rate))?.[1]
  if (year === undefined) return false
  const clause = rate.start - lead(paper, rate).length
  return counts.every((one) => one.end <= clause && !paper.text.slice(Math.max(0, one.start - 200), one.start).includes(year))
}

const common = /食品|单位|企业|主体|全[市县区部]|总[数量]|数量?|[的了已所]/g
/** `占已评定单位的20.0%` names its base: where the one that is taken bears the name, no other is meant. */
function bearsName(paper: Paper, rate: Figure, base: Figure | undefined): boolean {
  const name = /占([一-鿿]{2,14}?)的?(?:比例|比重)?[为达约]*$/.exec(lead(paper, rate))?.[1]?.replaceAll(common, '')
  return name !== undefined && name !== '' && base !== undefined && `${lead(paper, base, 24)}${base.subject}${base.measure}${tail(paper, base, 10)}`.includes(name.slice(-2))
}

const together = /合[在并计]|加[在起总]|一起|连同|总[体的]/
/** A count near gives the rate, for the part that is taken or for the one right before the rate; of counts told together, for two of them. */
function baseNear(paper: Paper, rate: Figure, counts: readonly Figure[]): boolean {
  const width = (rate.high - rate.low) / rate.value
  if (!isExact(rate) || width > 0.011 || bearsName(paper, rate, counts[1])) return false
  const same = inSentence(paper, rate.sentence)
  const at = same.indexOf(rate)
  const [last, next] = [same[at - 1], same[at + 1]]
  const parts = [counts[0]!, ...[last].filter((one) => one !== undefined && isCount(one) && between(paper, one, rate).length < 24)] as Figure[]
  const around = countsAround(paper, rate, width < 0.004 ? 5 : 0, sort(parts.at(-1)!))
  if (next && isCount(next) && /^(?:[(（]|，即|，为)/.test(after(paper, rate, 4)) && around.some((base) => base !== next && gives(next, base, rate))) return true
  if (parts.some((part) => around.some((base) => base !== part && base.low > part.high && gives(part, base, rate)))) return true
  if (!together.test(before(paper, rate, 40))) return false
  const own = around.filter((one) => paper.paragraphs[one.sentence] === paper.paragraphs[rate.sentence] && one.start < rate.start).slice(-12)
  return own.some((one, first) => own.slice(first + 1).some((other) => around.some((base) => base.low >= one.low + other.low && gives({ low: one.low + other.low, high: one.high + other.high }, base, rate))))
}
