import type { Finding } from '../../contract.ts'
import { hanNumber } from '../../../../../platform/core/chinese.ts'
import { meet, show, sum } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { before, between, finding, inSentence, isCount, isExact, isIncrement, isMean, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Parts whose whole is named by the words before them, and what each of so many places did, a sentence for each. */
export const checkPartsNamed = (paper: Paper): Finding[] => paper.figures.flatMap((one) => (usable(paper, one) ? [...ofLabel(paper, one), ...ofPlaces(paper, one), ...restTogether(paper, one)] : []))

const usable = (paper: Paper, one: Figure): boolean =>
  isCount(one) && isExact(one) && one.cell === null && one.low > 0 && Number.isFinite(one.high) && !isIncrement(paper, one) && !isMean(paper, one)

const say = (paper: Paper, whole: Figure, parts: readonly Figure[], sure: boolean, words: string): Finding =>
  finding(paper, [whole, ...parts], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'total',
    calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(parts.reduce((all, { value }) => all + value, 0))}${whole.unit}，所列 ${printed(whole)}`,
    explanation: `${words}${sure ? '。' : '；若各项互有重叠或另有总数则无误。'}`,
  })

const opening = /(?:^|[，；：])(?:其中)?([一-鿿]{2,10}?)(?:一项|一类|这一项|类|环节)?(?:就占[\d.]+%，|占[\d.]+%，|，)?(?:主要)?(?:涉及|分布在|来自|集中在|分别为|分别是|包括)[一-鿿]{2,8}$/
/** `农兽药残留187批次，…；农兽药残留一项就占45.0%，涉及蔬菜112批次、水产品65批次、禽蛋19批次`. */
function ofLabel(paper: Paper, first: Figure): Finding[] {
  const name = opening.exec(before(paper, first, 50).split('；').at(-1)!)?.[1]
  if (name === undefined) return []
  const parts = [first]
  for (const one of inSentence(paper, first.sentence).filter(({ start }) => start > first.start)) {
    if (!usable(paper, one) || sort(one) !== sort(first) || !/^[^，。；、\d]{0,4}[、和及][^，。；、\d]{1,10}$/.test(between(paper, parts.at(-1)!, one))) break
    parts.push(one)
  }
  const wholes = paragraphOf(paper, first.sentence).filter((one) => one.end <= first.start && usable(paper, one) && sort(one) === sort(first) && lead(paper, one, 20).split(/[、\d]/).at(-1)!.startsWith(name))
  const [whole] = wholes
  if (!whole || wholes.length > 1 || parts.length < 2 || !(sum(parts).low > whole.high)) return []
  return [say(paper, whole, parts, false, '所列各项之和大于前列同名的数')]
}

const places = /([两二三四五六七八九十]|\d{1,2})(?:个)?(?:地|区|县|市|镇|部门|级|家单位|家)[^，。；\d]{0,12}(?:共|合计|累计|总计)/
/** `两地共接收11533件…。甲区共接收9940件…。乙区共接收1593件`: as many sentences as places. */
function ofPlaces(paper: Paper, whole: Figure): Finding[] {
  const sentenceWords = before(paper, whole, 120)
  const match = places.exec(sentenceWords)
  const deed = /(?:共|合计|累计|总计)?([一-鿿]{2,10})$/.exec(lead(paper, whole))?.[1]?.replace(/^共|事项$|数量?$/g, '').slice(-2)
  if (!match || deed === undefined) return []
  const number = /\d/.test(match[1]!) ? Number(match[1]) : hanNumber(match[1]!.replace('两', '二'))
  const behind = paragraphOf(paper, whole.sentence).filter((one) => one.sentence > whole.sentence && one.sentence <= whole.sentence + 2 * number && one.cell === null && isCount(one) && Number.isFinite(one.high) && !isIncrement(paper, one) && one.unit === whole.unit && lead(paper, one).endsWith(deed))
  const parts = [...new Map(behind.map((one) => [one.sentence, one])).values()]
  if (parts.length !== number || behind.length !== number || meet(sum(parts), whole)) return []
  const near = sum(parts).low < 1.5 * whole.high && sum(parts).high > 0.6 * whole.low
  return near ? [say(paper, whole, parts, false, '各处分别所列的数之和与合计不符')] : []
}

/** `对68914户开展信用评价，守信42105户，占61.1%，警示和失信合计28609户`: what is left is told together. */
function restTogether(paper: Paper, rest: Figure): Finding[] {
  if (!/^(?:其余|其他)?[一-鿿]{2,8}[、和及与][一-鿿]{2,8}(?:合计|共计|共)(?:有|为)?$/.test(lead(paper, rest))) return []
  const ahead = inSentence(paper, rest.sentence).filter((one) => one.end <= rest.start && usable(paper, one) && sort(one) === sort(rest))
  const [whole, one] = ahead.slice(-2)
  if (!whole || !one || ahead.length > 2 || !(whole.low > one.high) || /[；。]|上年|其中/.test(between(paper, whole, rest)) || !/对|共|全部|参评|现有|总/.test(lead(paper, whole))) return []
  const total = sum([one, rest])
  return meet(total, whole) || total.high < 0.9 * whole.low ? [] : [say(paper, whole, [one, rest], total.low > whole.high, '所列几类之和与总数不符')]
}
