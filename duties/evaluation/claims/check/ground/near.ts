import { bare } from './nouns.ts'
import { between, group, inSentence, isCount, isRate, lead, sentenceOf, sort, tail, type Figure, type Paper } from './paper.ts'

/** What stands near a figure: its paragraph, the brackets it stands in, and whether two figures speak of one thing. */

const byParagraph = new WeakMap<Paper, ReadonlyMap<number, readonly Figure[]>>()
/** No paragraph has more figures; what has is a table, and its first rows are looked at. */
const MOST = 240

/** Figures of the paragraph of a sentence, in the order of the text. */
export function paragraphOf(paper: Paper, sentence: number): readonly Figure[] {
  const made = byParagraph.get(paper) ?? group(paper.figures, (one) => paper.paragraphs[one.sentence] ?? 0)
  byParagraph.set(paper, made)
  return (made.get(paper.paragraphs[sentence] ?? 0) ?? []).slice(0, MOST)
}

type Lines = { readonly first: readonly number[]; readonly heads: ReadonlySet<number>; readonly known: Map<number, readonly Figure[]> }
const lines = new WeakMap<Paper, Lines>()
function linesOf(paper: Paper): Lines {
  const ready = lines.get(paper)
  if (ready) return ready
  const { sentences, headings } = paper.document
  const first: number[] = []
  const heads = new Set<number>()
  const opening = headings.filter(({ level }) => level < 3).map(({ start }) => start).toSorted((a, b) => a - b)
  let next = 0
  paper.paragraphs.forEach((paragraph, at) => {
    first[paragraph] ??= at
    while (next < opening.length && opening[next]! < sentences[at]!.end) {
      heads.add(paragraph)
      next += 1
    }
  })
  const made = { first, heads, known: new Map<number, readonly Figure[]>() }
  lines.set(paper, made)
  return made
}

const LINE = 90
const LINES = 4
/** A line of a list is no paragraph of its own: the figures of a short one with those of the short lines before it under the same heading. */
export function passageOf(paper: Paper, sentence: number): readonly Figure[] {
  const { first, heads, known } = linesOf(paper)
  const own = paper.paragraphs[sentence] ?? 0
  const length = (paragraph: number): number => (paper.document.sentences[first[paragraph + 1] ?? -1]?.start ?? paper.text.length) - (paper.document.sentences[first[paragraph] ?? -1]?.start ?? 0)
  const ready = known.get(own)
  if (ready) return ready
  let from = own
  while (own - from < LINES && !heads.has(from) && length(from) <= LINE && first[from - 1] !== undefined && length(from - 1) <= LINE) from -= 1
  const made = [...Array(own - from + 1).keys()].flatMap((back) => paragraphOf(paper, first[from + back] ?? sentence))
  known.set(own, made)
  return made
}

/** How many brackets are open where a figure stands. */
export function depthOf(paper: Paper, figure: Figure): number {
  const { start } = sentenceOf(paper, figure)
  let depth = 0
  for (const sign of paper.text.slice(Math.max(start, figure.start - 400), figure.start)) {
    if (sign === '(') depth += 1
    else if (sign === ')' && depth > 0) depth -= 1
  }
  return depth
}

/** `15个乡镇（辖286个村、24个社区）`: what each of them has below it is no part of their number. */
export const subordinate = (paper: Paper, whole: Figure, one: Figure): boolean =>
  depthOf(paper, one) > depthOf(paper, whole) && /[(](?:下辖|管辖|代管|下设|辖|设)[^()]*$/.test(between(paper, whole, one))

/** Words that all papers of the trade share say nothing about which thing is meant. */
const common =
  /食品|安全|全[市县区省州镇]|[我本][市县区]|单位|企业|全部|累计|共有|其中|完成|实现|目前|今年|去年|上年|同期|年内|工作|情况|以上|部门|合计|总数|数量|达到|组织|开展|主要|分别|均|已|其|的|有|为|共|占|了|与|和|及/g
export const pairsIn = (words: string): Set<string> => {
  const found = new Set<string>()
  for (const part of words.replaceAll(common, ' ').split(/[^一-鿿A-Za-z]+/))
    for (let at = 0; at + 2 <= part.length; at++) found.add(part.slice(at, at + 2))
  return found
}

const wordsOf = new WeakMap<Figure, ReadonlySet<string>>()
/** The pairs of signs by which a figure says what it counts: subject, measure, and the words right before and behind it. */
export function pairs(paper: Paper, figure: Figure): ReadonlySet<string> {
  const known = wordsOf.get(figure)
  if (known) return known
  const made = pairsIn(`${bare(figure.subject)} ${figure.measure} ${lead(paper, figure, 24)} ${tail(paper, figure, 8)}`)
  wordsOf.set(figure, made)
  return made
}

/** Whether two sets have a member in common. */
export const share = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => {
  for (const pair of one) if (other.has(pair)) return true
  return false
}
/** Whether two figures may speak of one thing: they have a word in common that not every paper has. */
export const akin = (paper: Paper, one: Figure, other: Figure): boolean => share(pairs(paper, one), pairs(paper, other))
export const says = (paper: Paper, figure: Figure, words: string): boolean => share(pairs(paper, figure), pairsIn(words))

const bySort = new WeakMap<Paper, ReadonlyMap<string, readonly Figure[]>>()
/** Counts of one sort in the whole paper. */
export function countsLike(paper: Paper, like: Pick<Figure, 'unit'>): readonly Figure[] {
  const made = bySort.get(paper) ?? group(paper.figures.filter(isCount), sort)
  bySort.set(paper, made)
  return (made.get(sort(like)) ?? []).slice(0, 400)
}

/** Counts before a figure, nearest first: of its sentence, then of its paragraph. */
export const countsBefore = (paper: Paper, figure: Figure): Figure[] =>
  paragraphOf(paper, figure.sentence)
    .filter((one) => one.start < figure.start && isCount(one))
    .toReversed()

/** The figures right before and behind one of its sentence. */
export function neighbours(paper: Paper, figure: Figure): { before: Figure | undefined; behind: Figure | undefined } {
  const same = inSentence(paper, figure.sentence)
  const at = same.indexOf(figure)
  return { before: same[at - 1], behind: same[at + 1] }
}

const rates = new WeakMap<Paper, readonly Figure[]>()
/** Rates of the whole paper. */
export function ratesOf(paper: Paper): readonly Figure[] {
  const made = rates.get(paper) ?? paper.figures.filter((one) => one.unit === '%' || one.unit === '‰').slice(0, 300)
  rates.set(paper, made)
  return made
}

/** `甲17项次、占36.2%，乙11项次、占23.4%`: a count with a share of its own is a part beside the next, not its whole. */
export function hasOwnShare(paper: Paper, one: Figure): boolean {
  const next = paper.figures[one.at + 1]
  return next !== undefined && next.sentence === one.sentence && isRate(next) && /^[，、（(]?(?:各|约|仅)?占(?:比)?[为达到约]*$/.test(between(paper, one, next))
}
