import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, sum, times } from '../ground/interval.ts'
import { between, finding, inSentence, isCount, isExact, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** `甲区6120户、乙区4870户、丙县3310户，两个区合计占45.1%`: those of one kind by their names, of all that are told. */
export const checkOfKind = (paper: Paper): Finding[] => paper.figures.flatMap((rate) => (isRate(rate) && rate.cell === null ? ofKind(paper, rate) : []))

const said = /([两二三四五六七八九十]|\d{1,2})个(区|县|市|镇|乡|旗|州|街道)(?:合计|共|一共|总计|之和)?(?:约|就)?占(?:比|到|全市|总数的?|全部的?)*$/
const place = /([一-鿿]{1,6}?)(区|县|市|镇|乡|旗|州|街道)[^，。；、\d]{0,6}$/

function ofKind(paper: Paper, rate: Figure): Finding[] {
  const match = said.exec(lead(paper, rate, 24))
  if (!match) return []
  const count = /^\d/.test(match[1]!) ? Number(match[1]) : hanNumber(match[1]!.replace('两', '二'))
  const ahead = inSentence(paper, rate.sentence).filter((one) => one.end <= rate.start && isCount(one) && isExact(one))
  const last = ahead.at(-1)
  if (!last || between(paper, last, rate).length > 24) return []
  const named = ahead.filter((one) => sort(one) === sort(last) && place.test(lead(paper, one, 14).split('、').at(-1)!) && !/全[市县区州省]|[我本][市县区]/.test(lead(paper, one, 14)))
  const kindOf = (one: Figure): string => place.exec(lead(paper, one, 14).split('、').at(-1)!)![2]!
  const parts = named.filter((one) => kindOf(one) === match[2])
  if (parts.length !== count || named.length <= count) return []
  const wholes = [sum(named), ...ahead.filter((one) => sort(one) === sort(last) && !named.includes(one))]
  const share = times(over(sum(parts), wholes[0]!), 100)
  if (wholes.some((whole) => meet(cut(times(over(sum(parts), whole), 100)), cut(rate)))) return []
  const told = wholes.slice(1).some((whole) => meet(whole, wholes[0]!))
  return [
    finding(paper, [rate, ...parts], {
      verdict: told ? 'contradiction' : 'doubtful',
      kind: 'ratio',
      calculation: `(${parts.map(({ value }) => show(value)).join(' + ')}) ÷ ${showInterval(wholes[0]!)} = ${showInterval(share, 2)}%，所列 ${printed(rate)}`,
      explanation: `按所列各数，${match[1]}个${match[2]}合计的占比与所列不符${told ? '' : '；若总数还含未列出的部分则无误'}。`,
    }),
  ]
}
