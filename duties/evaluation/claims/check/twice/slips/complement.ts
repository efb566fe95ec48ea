import type { Finding } from '../../../contract.ts'
import { meet, show, type Interval } from '../../ground/interval.ts'
import { ratesOf } from '../../ground/near.ts'
import { finding, inSentence, isCount, isExact, isGrowth, isPoints, joined, lead, printed, sentenceOf, type Figure, type Paper } from '../../ground/paper.ts'
import { otherTimes, planned, rateOf } from './apart.ts'
import { wordsOf, type Told } from './words.ts'

/** `不合格率2.0%`, and sections later `合格率98.0%`: what the one leaves of the whole is the other. */
export function checkComplements(paper: Paper): Finding[] {
  const told = ratesOf(paper).flatMap((one) => (able(paper, one) ? [{ one, words: wordsOf(paper, one), name: rateOf(wordsOf(paper, one)) }] : []))
  return told.flatMap((later, at) => {
    const others = told.slice(0, at).filter((it) => opposite(it.name, later.name) && it.one.sentence !== later.one.sentence && ofOne(paper, later, it))
    const [first] = others
    if (!first || new Set(others.map(({ one }) => one.value)).size > 1 || meet(left(first.one), later.one)) return []
    // the other one is told in its own words with this value
    if (told.some((it) => it !== later && it.name === later.name && meet(it.one, later.one))) return []
    return [
      finding(paper, [later.one, first.one], {
        verdict: 'doubtful',
        kind: 'two-values',
        calculation: `100% − ${printed(first.one)} = ${show(100 - first.one.value, 2)}%，另处 ${printed(later.one)}`,
        explanation: `“${first.name}”与“${later.name}”合起来不是 100%；若两处所说的不是同一批对象则无误。`,
      }),
    ]
  })
}

const able = (paper: Paper, one: Figure): boolean =>
  one.unit === '%' && isExact(one) && one.cell === null && one.bracketOf === null && !isPoints(one) && !isGrowth(paper, one) && !planned(paper, one) && !/上年|去年|同期|比|较|目标|力争|[由从]|分别|依次|均/.test(lead(paper, one, 14))
const opposite = (one: string, other: string): boolean => one !== other && one !== '' && other !== '' && one.replace(/^[不未]/, '') === other.replace(/^[不未]/, '') && /^[不未]/.test(one) !== /^[不未]/.test(other)
const left = (one: Interval): Interval => ({ low: 100 - one.high, high: 100 - one.low })

const deeds = /抽检|检测|监测|检验|考核|抽考|考试|快检|验收|评定|调查|药品/g
/** Both are of the same deed, of all there is of it, in one time. */
function ofOne(paper: Paper, later: Told & { name: string }, earlier: Told & { name: string }): boolean {
  const [first, second] = [later, earlier].map(({ one }) => new Set(around(paper, one).match(deeds) ?? []))
  if (![...first!].some((deed) => second!.has(deed))) return false
  // a rate beside its own counts is judged by them
  if (inSentence(paper, later.one.sentence).some((one) => isCount(one) && isExact(one))) return false
  return ofAll(later) && ofAll(earlier) && !otherTimes(paper, later, earlier, 0)
}
/** 合格率, 总体合格率, 抽检合格率: of no sort of goods. */
const ofAll = ({ words, name }: Told & { name: string }): boolean => /^(?:总体|全[市县区]|[一-鿿]{2,3}[市县区]|平均|抽检|监督|食品|样品|[，,])*$/.test(words.ahead.slice(0, words.ahead.lastIndexOf(name)).replaceAll(/(?:19|20)\d{2}年度?/g, ''))
/** The sentence up to a figure, the one before it, and the heading. */
function around(paper: Paper, one: Figure): string {
  const before = one.sentence > 0 && paper.paragraphs[one.sentence - 1] === paper.paragraphs[one.sentence] ? paper.document.sentences[one.sentence - 1]!.start : sentenceOf(paper, one).start
  return `${paper.document.headings[one.heading]?.title ?? ''}｜${joined(paper.text.slice(Math.max(before, one.start - 200), one.start))}`
}
