import type { Finding } from '../../contract.ts'
import { meet, show, sum } from '../ground/interval.ts'
import { depthOf } from '../ground/near.ts'
import { between, finding, inSentence, isCount, isExact, isIncrement, isMean, lead, named, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

const opener =
  /(?<strict>按[^，。；、\d]{1,10}[分看计为]|分别[为是]|依次[为是]|构成[为是]?|分为|其中[:：]?)|(?<loose>较多的[是为有]|主要(?:[是为有]|包括|集中[在于]|涉及|来自|问题[是为有])|集中[在于]|多为|包括|涉及)/
const other = /实[为有际]|，(?:有|设|辖|还|另|并|现|下)|上年|去年|同期|比|较(?!多)|计划|目标|合计|共|总|整改|办结|完成|剩余|挽回|已|应|每|均/
const share = /，?(?:各|约)?(?:占比?|比例|比重)[^，。；、\d]{0,10}(?:[\d.]+[%‰]|[一二三四五六七八九]成半?|一?半|[三四五]分之[一二三])/g

/**
 * Lists under a whole with rates or other figures between them: `发现问题684个，较多的是台账212个、证件175个`, `检出不合格24批次，不合格率1.9%，按品类为甲11批次、…`. No
 * member is more than the whole, and where all are told they make it.
 */
export const checkUnderWhole = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => figures.flatMap((first, at) => {
    const whole = plain(paper, first) ? wholeOf(paper, figures, at) : null
    return whole ? judge(paper, figures, at, whole) : []
  }))

const plain = (paper: Paper, one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null && one.bracketOf === null && !isMean(paper, one) && !isIncrement(paper, one)

type Whole = { readonly figure: Figure; readonly strict: boolean; readonly opened: string }
/** The nearest count of the same sort before a member that an opener brings in, with figures of other sorts alone between them. */
function wholeOf(paper: Paper, figures: readonly Figure[], at: number): Whole | null {
  const first = figures[at]!
  const before = figures[at - 1]
  if (!before) return null
  const words = between(paper, before, first)
  const opened = opener.exec(words)
  if (!opened || /[。；]/.test(words) || words.length > 40 || other.test(words.replace(opened[0], '')) || !/[，(:：]/.test(words.slice(0, opened.index + 1))) return null
  const back = figures.slice(0, at).toReversed()
  const whole = back.find((one) => isCount(one) && sort(one) === sort(first))
  const row = whole && back[back.indexOf(whole) + 1]
  if (!whole || (row && /^(?:[、和及])$/.test(between(paper, row, whole))) || !plain(paper, whole) || whole.partOf !== null || whole.value < 2 || /每|均|各|上年|去年|同期|其中/.test(lead(paper, whole)) || between(paper, whole, first).length > 60 || /[；。]/.test(between(paper, whole, first))) return null
  return { figure: whole, strict: opened.groups!['strict'] !== undefined, opened: opened[0] }
}

function judge(paper: Paper, figures: readonly Figure[], at: number, { figure: whole, strict, opened }: Whole): Finding[] {
  const members = [figures[at]!]
  for (const one of figures.slice(at + 1)) {
    const last = members.at(-1)!
    if (sort(one) !== sort(whole)) continue
    // 生产环节122件（其中小作坊71件）、销售环节803件: what stands behind the bracket is none of what it parts
    if (depthOf(paper, one) < depthOf(paper, members[0]!)) break
    const words = between(paper, last, one).replaceAll(share, '')
    if (!plain(paper, one) || !/^[^，。；、\d]{0,10}(?:、|，|和|及|以及)[^，。；、\d]{1,16}$/.test(words) || other.test(words)) break
    members.push(one)
  }
  const greater = inSentence(paper, whole.sentence).some((one) => one !== whole && one.end <= members[0]!.start && sort(one) === sort(whole) && one.value > whole.value)
  const large = members.find((one) => one.low > whole.high)
  if (large)
    return [
      finding(paper, [large, whole], {
        verdict: greater || opened === '包括' || opened === '涉及' ? 'doubtful' : 'contradiction',
        kind: 'part-whole',
        calculation: `${show(large.value)} > ${show(whole.value)}${whole.unit}`,
        explanation: `“${named(large)}”列在“${named(whole)}”之下，部分大于整体。`,
      }),
    ]
  if (members.length < 2) return []
  const total = sum(members)
  const open = !strict || opened.startsWith('其中') || /^[^，。；]{0,14}等|^[^。；]{0,30}(?:其余|其他|另)/.test(tail(paper, members.at(-1)!, 40) + paper.text.slice(members.at(-1)!.end, members.at(-1)!.end + 30))
  if (meet(total, whole) || (open && total.low <= whole.high) || greater) return []
  return [
    finding(paper, [whole, ...members], {
      verdict: total.low > whole.high && strict && !open ? 'contradiction' : 'doubtful',
      kind: 'total',
      calculation: `${members.map(printed).join(' + ')} = ${show(total.low)}，所列总数 ${printed(whole)}`,
      explanation: total.low > whole.high ? '各项之和超过其总数；若一项可同属几类则无误。' : '各项之和不足总数；若另有未列的项则无误。',
    }),
  ]
}
