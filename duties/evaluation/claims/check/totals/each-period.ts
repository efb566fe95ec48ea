import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { meet, show, showInterval, sum } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { between, finding, inSentence, isCount, isExact, isIncrement, isMean, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** `一季度督导A户；二季度督导B户。两个季度累计督导C户次，发现…`: what a paragraph tells of each time under one word, and the sums that close it. */
export const checkEachPeriod = (paper: Paper): Finding[] =>
  paper.figures.flatMap((first) => {
    if (!countable(paper, first)) return []
    const count = said(lead(paper, first, 24))
    if (count === null) return []
    const row = inSentence(paper, first.sentence).filter((one) => one.start >= first.start && countable(paper, one))
    const parted = row.map((one) => ({ one, parts: partsOf(paper, first, one, count, one === first) }))
    return parted.flatMap(({ one, parts }) => (parts && !meet(sum(parts), one) ? [say(paper, one, parts, one !== first || distinct(parts))] : []))
  })

const countable = (paper: Paper, one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null && !isMean(paper, one) && !isIncrement(paper, one)
const closing = /(?:([两二三四五六七八九十]|\d{1,2})(?:年|个?季度|个?阶段|轮|批|期|个?月|个半年|学期)(?:来|间|以来)?|(全年|两年))，?(?:累计|合计|总?共|总计)[一-鿿]{1,8}$/
/** How many times a closing sum says it is of; 0 where it does not say. */
function said(words: string): number | null {
  const match = closing.exec(words)
  if (!match) return null
  return match[1] === undefined ? 0 : /^\d/.test(match[1]) ? Number(match[1]) : hanNumber(match[1].replace('两', '二'))
}

const kind = (one: Figure): string => sort(one).replace(/次$/, '').replace(/^户$/, '家')
/** The word that says what is counted, without those of its sum. */
const word = (paper: Paper, one: Figure): string =>
  lead(paper, one, 14)
    .replaceAll(/累计|合计|共计|总计|总?共|已|完成/g, '')
    .slice(-2)

function partsOf(paper: Paper, first: Figure, one: Figure, count: number, opens: boolean): Figure[] | null {
  const key = word(paper, one)
  if (key.length < 2 || (!opens && /[。；]/.test(between(paper, first, one)))) return null
  const parts = paragraphOf(paper, first.sentence).filter((part) => part.end <= first.start && kind(part) === kind(one) && countable(paper, part) && word(paper, part) === key)
  const right = count === 0 ? parts.length === 2 || parts.length === 4 : parts.length === count
  return right && parts.length > 1 && parts.every((part) => part.value < one.value * 1.5) ? parts : null
}
const distinct = (parts: readonly Figure[]): boolean => parts.every(({ period }) => period !== null) && new Set(parts.map(({ period }) => period)).size === parts.length

const say = (paper: Paper, total: Figure, parts: readonly Figure[], sure: boolean): Finding =>
  finding(paper, [total, ...parts], {
    verdict: sure && distinct(parts) && sort(parts[0]!) === sort(total) ? 'contradiction' : 'doubtful',
    kind: 'total',
    calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${showInterval(sum(parts))}${total.unit}，所列累计 ${printed(total)}`,
    explanation: '前面分期所列各数之和与所列累计数不符；若累计还含未列出的时段则另当别论。',
  })
