import type { Finding } from '../../../contract.ts'
import { meet } from '../../ground/interval.ts'
import { between, finding, group, isExact, isPoints, isRate, lead, printed, type Figure, type Paper } from '../../ground/paper.ts'

/**
 * Two figures that stand side by side at two places: where the one is the same at both and the words between them are, so is the other.
 * `发病5147例，平均每年643例` and `发病5147例，平均每年发病463例`; `增长3.4%，高于全国0.9个百分点` under a title of 4.3%.
 */
export function checkAnchored(paper: Paper): Finding[] {
  const links = paper.figures.flatMap((one, at) => [1, 2, 3].flatMap((step) => linkOf(paper, one, paper.figures[at + step], step)))
  const seen = new Set<number>()
  return [
    ...[...group(links, ({ first, second }) => `${first.value}|${first.unit}|${second.unit}`).values()].flatMap((same) => pairs(same).flatMap(([one, other]) => follows(paper, one, other, seen))),
    ...[...group(links, ({ first, second }) => `${first.unit}|${second.value}|${second.unit}`).values()].flatMap((same) => pairs(same).flatMap(([one, other]) => precedes(paper, one, other, seen))),
  ]
}

type Link = { readonly first: Figure; readonly second: Figure; readonly words: string }
const filler = /[，、；()（）\s]|了|为|达到?|约|共计?|是|的|累计|总(?=[一-鿿])|均|发病|发生|报告/g
const other = /每(?!年|月|天|日)|目标|计划|上年|去年|其中|分别|至|到$|各/

function linkOf(paper: Paper, first: Figure, second: Figure | undefined, step: number): Link[] {
  if (!second || second.sentence !== first.sentence || first.cell !== null || second.cell !== null || !isExact(first) || !isExact(second)) return []
  // between them another may stand: 5147例，占14.5%，平均每年643例
  const gap = step === 1 ? between(paper, first, second) : lead(paper, second, 24)
  if ((step > 1 && /\d/.test(gap)) || gap.length > 24 || /[。；、]/.test(gap) || other.test(gap)) return []
  const words = gap.replaceAll(filler, '')
  return words.length > 1 ? [{ first, second, words }] : []
}

/** No thing is told more often: what is, is a form that is filled in. */
const MOST = 3
const pairs = (same: readonly Link[]): [Link, Link][] =>
  same.length > MOST ? [] : same.flatMap((one, at) => same.slice(at + 1).map((two): [Link, Link] => [one, two]))

/** Enough digits that no two things share them by chance. */
const rare = (one: Figure): boolean => {
  const digits = one.text.replaceAll(/\D/g, '')
  return !isPoints(one) && digits.length > 2 && !/0$/.test(digits) && (!isRate(one) || digits.length > 3)
}
const near = (one: string, two: string): boolean => one === two || (Math.abs(one.length - two.length) < 3 && Math.min(one.length, two.length) > 2 && (one.includes(two) || two.includes(one)))
/** The words right before both: the one ends with all the other says, or both with four signs of it. */
function ledAlike(paper: Paper, one: Figure, two: Figure, least = 4): boolean {
  const [short, long] = [lead(paper, one, 20), lead(paper, two, 20)].map((words) => words.replaceAll(filler, '')).toSorted((a, b) => a.length - b.length) as [string, string]
  if (/[不未非]/.test(short) !== /[不未非]/.test(long)) return false
  if (short === long) return true
  if (short.length >= least && long.endsWith(short.slice(-least))) return true
  return short.length > 1 && long.endsWith(short) 
}
const apart = (paper: Paper, one: Figure, two: Figure): boolean => one.sentence !== two.sentence && paper.text.slice(one.end, two.start).includes('\n')

function follows(paper: Paper, one: Link, two: Link, seen: Set<number>): Finding[] {
  if (one.second.value === two.second.value || meet(one.second, two.second) || !near(one.words, two.words) || !apart(paper, one.first, two.first)) return []
  const told = retold(one, two, one.first)
  return (rare(one.first) && ledAlike(paper, one.first, two.first)) || (told && ledAlike(paper, one.first, two.first, 2)) ? say(paper, two.second, one.second, [two.first, one.first], seen) : []
}

function precedes(paper: Paper, one: Link, two: Link, seen: Set<number>): Finding[] {
  if (one.first.value === two.first.value || meet(one.first, two.first) || !near(one.words, two.words) || !apart(paper, one.first, two.first)) return []
  const told = retold(one, two, one.second)
  return (rare(one.second) && one.words.length > 2 && ledAlike(paper, one.first, two.first)) || (told && ledAlike(paper, one.first, two.first, 2)) ? say(paper, two.first, one.first, [two.second, one.second], seen) : []
}

/** 3.4% 高于全国0.9个百分点: few digits, and between them the very same words. */
const retold = (one: Link, two: Link, anchor: Figure): boolean => one.words === two.words && one.words.length > 3 && /\./.test(anchor.text)

function say(paper: Paper, later: Figure, earlier: Figure, beside: readonly [Figure, Figure], seen: Set<number>): Finding[] {
  if (seen.has(later.at) || seen.has(earlier.at)) return []
  seen.add(later.at).add(earlier.at)
  return [
    finding(paper, [later, earlier, ...beside], {
      verdict: 'contradiction',
      kind: isPoints(later) ? 'points' : 'two-values',
      calculation: `${printed(earlier)}；${printed(later)}（两处与之并列的都是 ${printed(beside[0])}）`,
      explanation: '两处用同样的话说同一事项，并列的数相同，这一个数却不同。',
    }),
  ]
}
