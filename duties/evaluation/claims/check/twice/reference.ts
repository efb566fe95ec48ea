import type { Finding, Reference } from '../../contract.ts'
import { bare } from '../ground/nouns.ts'
import { findingAt, group, joined, type Paper } from '../ground/paper.ts'

/** Document numbers (文号): one number with two titles, one title with two numbers, a number of a year to come. */
export function checkReferences(papers: readonly Paper[]): Finding[] {
  const all = papers.flatMap((paper) => paper.document.references.map((reference) => ({ paper, reference })))
  return [...twoTitles(all), ...twoNumbers(all), ...otherYear(all), ...all.flatMap(({ paper, reference }) => tooNew(paper, reference)), ...papers.flatMap(ofItself)]
}

type Cited = { readonly paper: Paper; readonly reference: Reference }
const number = ({ reference }: Cited): string => joined(reference.number).replaceAll(/[()〔〕﹝﹞[\]【】（）第]/g, '·')
const title = ({ reference }: Cited): string => bare(reference.title ?? '').replaceAll(/关于|印发|通知|[<>《》〈〉的]/g, '')
const basis = (one: Cited, other: Cited): Finding['basis'] => (one.paper === other.paper ? 'this paper' : 'several papers')

function pairs(all: readonly Cited[], key: (one: Cited) => string, differs: (one: Cited, other: Cited) => boolean): [Cited, Cited][] {
  return [
    ...group(
      all.filter((one) => key(one) !== ''),
      key,
    ).values(),
  ].flatMap((same) => {
    const other = same.find((one) => differs(same[0]!, one))
    return other ? [[same[0]!, other] as [Cited, Cited]] : []
  })
}

const twoTitles = (all: readonly Cited[]): Finding[] =>
  pairs(
    all.filter((one) => title(one) !== ''),
    number,
    (one, other) => !title(one).includes(title(other)) && !title(other).includes(title(one)),
  ).map(([one, other]) => {
    const sure = /[一-鿿]{2}/.test(one.reference.number)
    return findingAt(other.paper, other.reference.start, other.reference.end, {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'date',
      basis: basis(one, other),
      calculation: `${joined(one.reference.number)}：《${joined(one.reference.title!)}》；《${joined(other.reference.title!)}》`,
      explanation: '同一文号对应两个不同的标题。',
    })
  })

/** `柏市监〔2022〕17号` beside `…方案》（柏市监〔2023〕17号）`: one sign and serial, another year, and only one of them with a title. */
const otherYear = (all: readonly Cited[]): Finding[] =>
  pairs(
    all,
    (one) => `${one.paper.index} ${joined(one.reference.number).replaceAll(/[〔（([﹝]?(?:19|20)\d{2}[〕）)\]﹞]?/g, '·')}`,
    (one, other) => one.reference.year !== other.reference.year && (one.reference.title === null) !== (other.reference.title === null),
  ).map(([one, other]) =>
    findingAt(other.paper, other.reference.start, other.reference.end, {
      verdict: 'doubtful',
      kind: 'date',
      calculation: `${joined(one.reference.number)}；${joined(other.reference.number)}`,
      explanation: '发文机关与序号相同而年份不同，似指同一件文件；若确为两年的两件文件则无误。',
    }),
  )

const twoNumbers = (all: readonly Cited[]): Finding[] =>
  pairs(
    all.filter((one) => title(one).length > 5),
    title,
    (one, other) => number(one) !== number(other),
  ).map(([one, other]) =>
    findingAt(other.paper, other.reference.start, other.reference.end, {
      verdict: 'doubtful',
      kind: 'date',
      basis: basis(one, other),
      calculation: `《${joined(one.reference.title!)}》：${joined(one.reference.number)}；${joined(other.reference.number)}`,
      explanation:
        one.reference.year === other.reference.year
          ? '同一标题对应两个文号；若为先后两件同名文件则无误。'
          : '同一标题对应两个年度的文号；若为每年印发的同名文件则无误。',
    }),
  )

/** The number that the paper bears in a line of its own at its head. */
function ownNumber({ document, text }: Paper): Reference | undefined {
  const [first] = document.references
  if (!first || first.start > 160 || first.title !== null) return undefined
  const line = text.slice(text.lastIndexOf('\n', first.start) + 1, first.end + 3).split('\n')[0]!
  return /^[（(]?\S*号[)）]?$/.test(line.trim()) ? first : undefined
}
const isOwn = (paper: Paper, printed: string): boolean => {
  const own = ownNumber(paper)
  return own !== undefined && joined(own.number) === joined(printed)
}

/** A paper that cites itself by its title with another number than it bears at its head. */
function ofItself(paper: Paper): Finding[] {
  const { references, text } = paper.document
  const head = joined(text.slice(0, 200))
  const own = ownNumber(paper)
  if (!own) return []
  const wrong = references.find((one) => one.title !== null && head.includes(joined(one.title).slice(-8)) && joined(one.number) !== joined(own.number))
  if (!wrong) return []
  return [
    findingAt(paper, wrong.start, wrong.end, {
      verdict: 'doubtful',
      kind: 'date',
      calculation: `文首 ${joined(own.number)}；文中《${joined(wrong.title!)}》 ${joined(wrong.number)}`,
      explanation: '本文自引的文号与文首所印不同；若引的是另一件同名文件则无误。',
    }),
  ]
}

/** A report on a year, whose day is not printed, is asked for in the next: 按照…通知（〔2025〕3号）要求 in its opening words. */
const asksForIt = (paper: Paper, start: number, later: number): boolean =>
  later === 1 && !/-0/.test(paper.document.date ?? '') && start < (paper.document.headings.find(({ level }) => level === 1)?.start ?? 400) && /(?:按照?|根据|依照?|对照)[^。；]{0,60}$/.test(joined(paper.text.slice(Math.max(0, start - 80), start)))

function tooNew(paper: Paper, { start, end, number, year }: Reference): Finding[] {
  const own = Number(paper.document.date?.slice(0, 4))
  // a paper about last year bears its own number at its head, and may cite it
  if (isOwn(paper, number)) return []
  if (!(year > own) || ((start < 120 || asksForIt(paper, start, year - own)) && (paper.document.date?.length ?? 0) < 10)) return []
  const sure = (paper.document.date?.length ?? 0) === 10
  return [
    findingAt(paper, start, end, {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'date',
      calculation: `${joined(number)}：${year} > ${own}`,
      explanation: `所引文号的年份晚于本文日期${sure ? '。' : '；若本文实为其后所写则无误。'}`,
    }),
  ]
}
