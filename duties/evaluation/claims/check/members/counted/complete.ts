import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { findingAt, isCount, isExact, isIncrement, lead, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { firstBehind } from '../../ground/places.ts'
import { numeral, valueOf } from './names.ts'

/** Kinds of goods, or divisions: what the members are called tells whether they are those that are counted. */
const kinds = new RegExp(`(?<![第前近约每另逾各其余他\\d.])(${numeral})\\s*(?:(?:大类|类|种)(?:别|型)?(?:[一-鿿]{0,4}(?:食品|产品|样品|商品|农产品|品种)|(?=[\\d，。；：(]))|个品种|个?(县区|县|区|市|镇|乡镇|街道|省份?|国家|(?<=个)(?:责任|承办|成员|受理)?(?:单位|部门))(?!\\())(?!以上|以下|次)`, 'g')
const another = new RegExp(`(?:${numeral})\\s*(?:大类|类|种|个|家)`)
/** Figures behind the number in which the members are told, and before it in which the total is. */
const [BEHIND, BEFORE] = [80, 12]
const FAR = 1200
/** The first of the members stands near the number. */
const NEAR = 90

/**
 * `共抽检1206批次…涵盖18类食品。其中，食用农产品492批次，…`: members that make up a total between them are all there are, so the number of kinds is theirs.
 */
export const checkComplete = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(kinds)].flatMap((match) => {
    const said = valueOf(match[1]!)
    const end = match.index + match[0].length
    if (said < 2) return []
    const next = firstBehind(paper.figures, end)
    const behind = paper.figures.slice(next, next + BEHIND).filter((one) => one.start - end < FAR)
    const before = paper.figures.slice(Math.max(0, next - BEFORE), next)
    for (const total of [...before.toReversed(), ...behind.slice(0, 2)]) {
      if (!isWhole(total) || Math.abs(total.start - end) > 260) continue
      const row = upTo(behind.filter((one) => one.start > total.start && isMember(paper, one, total)), total)
      if (!row || row[0]!.start - Math.max(end, total.end) > NEAR || (!/单位|部门/.test(match[0]) && (match[2] !== undefined) !== row.every((one) => divided.test(nameOf(paper, one)))) || another.test(paper.text.slice(end, row[0]!.start))) continue
      if (row.length === said || row.filter((one) => !rest.test(nameOf(paper, one))).length === said || Math.abs(row.length - said) > 6) return []
      return [
        {
          ...findingAt(paper, match.index, end, {
            verdict: 'contradiction',
            kind: 'enumeration',
            calculation: `所称“${match[0]}”；其后所列 ${row.length} 项：${row.map(({ value }) => show(value)).join(' + ')} = ${show(total.value)}${total.unit}`,
            explanation: '其后逐项所列之和恰为总数，所列的项数却与所称不符。',
          }),
          claims: [total.id, ...row.map(({ id }) => id)],
        },
      ]
    }
    return []
  })

const isWhole = (one: Figure): boolean => one.cell === null && isCount(one) && isExact(one) && one.value >= 20 && !/^(?:类|大类|种|元|美元)$/.test(one.unit)

const other = /合格|检出|阳性|问题|不符合|共|合计|总|立案|移送|每|平均|上年|去年|同期|比|较/
/** `糕点12批次` behind a stop, `、饮料32批次` in a row: a name of its own right before the figure. */
function isMember(paper: Paper, one: Figure, total: Figure): boolean {
  if (one.unit !== total.unit || !isExact(one) || one.cell !== null || isIncrement(paper, one) || /^(?:不合格|合格)/.test(tail(paper, one, 4))) return false
  const name = nameOf(paper, one)
  return /^[一-鿿()“”]{2,}$/.test(name) && !other.test(name.replace(/^(?:其中|此外|另外)?(?:本次|共)?(?:抽检|检查|检测)?/, ''))
}

/** What is left is no kind of its own. */
const rest = /^(?:其余|其他|余下|剩下|剩余)/
const divided = /[县区市镇乡省国州旗]$|街道$/
const nameOf = (paper: Paper, one: Figure): string => lead(paper, one, 30).split('、').at(-1)!.replace(/^.*\d[一-鿿]{1,2}(?=[一-鿿])/, '')

function upTo(row: readonly Figure[], total: Figure): Figure[] | null {
  const taken: Figure[] = []
  let sum = 0
  for (const one of row) {
    taken.push(one)
    sum += one.value
    if (sum > total.value) return null
    if (taken.length > 2 && sum === total.value) return taken
  }
  return null
}
