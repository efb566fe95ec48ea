import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { meet, show, sum } from '../ground/interval.ts'
import { depthOf } from '../ground/near.ts'
import { between, finding, inSentence, isCount, isExact, isIncrement, isMean, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Lists that say themselves that nothing is left: by 其他 at their end, or by 两项合计. */
export const checkClosedLists = (paper: Paper): Finding[] => paper.figures.flatMap((one) => (usable(paper, one) ? [...withOthers(paper, one), ...together(paper, one), ...doneOfThose(paper, one)] : []))

const usable = (paper: Paper, one: Figure): boolean => isCount(one) && isExact(one) && one.low > 0 && one.cell === null && !isIncrement(paper, one) && !isMean(paper, one)

const judge = (paper: Paper, whole: Figure, parts: readonly Figure[], verdict: 'contradiction' | 'doubtful', explanation: string): Finding[] =>
  meet(sum(parts), whole)
    ? []
    : [finding(paper, [whole, ...parts], { verdict, kind: 'total', calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(parts.reduce((all, { value }) => all + value, 0))}${whole.unit}，所列 ${printed(whole)}`, explanation })]

/** `共702件，其中甲19件，乙14件，…，其他653件`. */
function withOthers(paper: Paper, last: Figure): Finding[] {
  if (!/^(?:以及|和)?(?:其他|其它|其余)[^，。；、\d]{0,12}$/.test(lead(paper, last, 16))) return []
  const same = inSentence(paper, last.sentence).filter((one) => one.end <= last.start && usable(paper, one) && sort(one) === sort(last) && depthOf(paper, one) === 0)
  const at = same.findLastIndex((one) => /^[^，。；]{0,4}[，。：:(]?(?:其中|包括|分别|主要(?:问题|原因|类型|类别)?[是为有]|[从按][^，。；\d]{1,8}[看分])/.test(paper.text.slice(one.end, one.end + 16).replaceAll(/\s/g, '')))
  const whole = same[at]
  const parts = [...same.slice(at + 1), last]
  if (!whole || parts.length < 3 || parts.some((one) => !/^[^\d]{2,30}$/.test(lead(paper, one, 30).split('、').at(-1)!))) return []
  // what stands between two members is their name, or a share of theirs
  if (parts.slice(1).some((one, place) => /[。；]/.test(between(paper, parts[place]!, one)) || between(paper, parts[place]!, one).replaceAll(/[，(]占[^，；。]*?%\)?/g, '').replace(/^[，、]/, '').length > 34)) return []
  const more = sum(parts).low > whole.high
  return judge(paper, whole, parts, more ? 'contradiction' : 'doubtful', `所列各项连同其他之和${more ? '大于总数。' : '小于总数；若另有未列出的部分则无误。'}`)
}

/** `甲2625件，乙1717件，两项合计4342件`. */
function together(paper: Paper, whole: Figure): Finding[] {
  const number = /([两二三四五六])(?:项|者|类|部分|方面|渠道|[个大]?平台|级|地|[市县区])(?:合计|共计|总计|累计|相加|总共|共)[^，。；\d]{0,14}$/.exec(lead(paper, whole, 24))?.[1]
  if (number === undefined) return []
  const parts = inSentence(paper, whole.sentence).filter((one) => one.end <= whole.start && usable(paper, one) && sort(one) === sort(whole) && depthOf(paper, one) === 0)
  if (parts.length !== hanNumber(number.replace('两', '二')) || parts.some((one) => /其中|上年|去年|同期/.test(lead(paper, one, 30)))) return []
  return judge(paper, whole, parts, 'contradiction', '所称几项合计与其前所列的各数之和不符。')
}

/** `其中急办工单3017件，已及时办理3004件`: no more are done than there are. */
function doneOfThose(paper: Paper, done: Figure): Finding[] {
  const all = paper.figures[done.at - 1]
  if (!all || all.sentence !== done.sentence || !usable(paper, all) || all.unit !== done.unit || done.low <= all.high) return []
  if (!/^，(?:现|均|目前)?已(?:全部|按时|及时|按期|依法)?(?:办理|办结|整改|处理|处置|完成|销号|回复|答复|调解|结案)(?:完毕|到位)?$/.test(between(paper, all, done)) || !/其中[^，。；\d]{2,12}$/.test(lead(paper, all, 24))) return []
  return [finding(paper, [done, all], { verdict: 'contradiction', kind: 'part-whole', calculation: `${show(done.value)} > ${show(all.value)}${all.unit}`, explanation: '已办的多于其中所列的。' })]
}
