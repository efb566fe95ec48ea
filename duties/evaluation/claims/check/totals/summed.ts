import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { meet, show, sum } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { before, finding, isCount, isExact, isIncrement, isMean, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

const several = /([两二三四五六七八九]|\d)(?:个)?(?:时段|年度?|季度|月|阶段|批次?|轮次?|环节|方面|项|类|级|区|县|部门|行动)?(?:合计|总计|共计|一共|累计|总共|共)/
const both = /(?:合计|总计|共计|一共|总共|两者共|两项共|加起来)[^，。；\d]{0,8}$/
const past = /上年|去年|同期|计划|目标|每|均|应/

/**
 * Sums of what the sentences before tell one by one: `…不合格146批次…不合格143批次…三个时段合计抽检22442批次，不合格289批次`, `共抽查96个点位…暗访共45个点位…合计141个点位`.
 */
export const checkSummed = (paper: Paper): Finding[] => paper.figures.flatMap((total) => (plain(paper, total) ? (ofSeveral(paper, total) ?? ofBoth(paper, total) ?? []) : []))

const plain = (paper: Paper, one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null && one.bracketOf === null && !isMean(paper, one) && !isIncrement(paper, one) && !past.test(lead(paper, one, 16))
/** The words right before a figure, or its noun behind it: 不合格, 点位. */
const stem = (paper: Paper, one: Figure): string => /([一-鿿]{2,3})$/.exec(lead(paper, one, 12).replace(/(?:合计|总计|共计|共|累计|为|有|了)+$/, ''))?.[1]?.slice(-2) ?? ''
const noun = (paper: Paper, one: Figure): string => `${sort(one)}${/^[一-鿿]{2}/.exec(tail(paper, one, 6))?.[0] ?? ''}`

/** As many of one wording as the words say. */
function ofSeveral(paper: Paper, total: Figure): Finding[] | null {
  const { start } = paper.document.sentences[total.sentence]!
  const words = paper.text.slice(Math.max(start, total.start - 40), total.start)
  const told = several.exec(words)
  if (!told || /[；]/.test(words.slice(told.index)) || /其中/.test(words.slice(told.index))) return null
  const count = /^\d/.test(told[1]!) ? Number(told[1]) : hanNumber(told[1]!.replace('两', '二'))
  const opened = total.start - words.length + told.index
  const key = stem(paper, total)
  if (count < 2 || key === '') return null
  const rows = paragraphOf(paper, total.sentence).filter((one) => one.end <= opened && plain(paper, one) && sort(one) === sort(total) && stem(paper, one) === key)
  const parts = rows.slice(-count)
  if (parts.length < count || rows.length > count + 2 || parts.some((one) => one.value >= total.value * 1.5)) return null
  return meet(sum(parts), total) ? null : [say(paper, total, parts)]
}

/** The last two that were summed up apart, of the same noun. */
function ofBoth(paper: Paper, total: Figure): Finding[] | null {
  if (!both.test(before(paper, total, 20))) return null
  const name = noun(paper, total)
  if (name.length < 3) return null
  const rows = paragraphOf(paper, total.sentence).filter((one) => one.end <= total.start && sort(one) === sort(total) && isCount(one))
  const alike = rows.filter((one) => plain(paper, one) && noun(paper, one) === name && /共|总|合计/.test(lead(paper, one, 14)))
  const parts = alike.slice(-2)
  if (parts.length < 2 || alike.length > 2 || rows.slice(-8).some((one, at, all) => meet(one, total) || all.slice(at + 1).some((two, n) => meet(sum([one, two]), total) || all.slice(at + n + 2).some((three) => meet(sum([one, two, three]), total))))) return null
  return parts[0]!.value + parts[1]!.value > 2 * total.value || 2 * (parts[0]!.value + parts[1]!.value) < total.value ? null : [say(paper, total, parts)]
}

const say = (paper: Paper, total: Figure, parts: readonly Figure[]): Finding =>
  finding(paper, [total, ...parts], {
    verdict: 'doubtful',
    kind: 'total',
    calculation: `${parts.map(printed).join(' + ')} = ${show(sum(parts).low)}，所列合计 ${printed(total)}`,
    explanation: '合计数与前文分别所列的数之和不符；若合计另含他项则无误。',
  })
