import type { Finding } from '../../contract.ts'
import { bare } from '../ground/nouns.ts'
import { findingAt, finding, group, inSentence, joined, named, type Figure, type Paper } from '../ground/paper.ts'

/** Sentences with figures, and rare figures, that stand identically in the papers of two cities. */
export function checkCopies(papers: readonly Paper[]): Finding[] {
  return new Set(papers.map(({ document }) => document.city ?? document.file)).size < 2
    ? []
    : [...sentences(papers), ...clauses(papers), ...figures(papers)]
}

type Place = { readonly paper: Paper; readonly sentence: number; readonly text: string }
const city = ({ document }: Paper): string => document.city ?? document.file

/** The place's own name is written over before it is copied. */
const neutral = (paper: Paper, text: string): string => {
  const name = paper.document.city
  const plain = joined(text).replaceAll(/[一二三四五六七八九十]是|^[(（]?[一二三四五六七八九十\d]+[)）、.．]|[。；]+$/g, '')
  return name ? plain.replaceAll(name, '○').replaceAll(name.replace(/[市县区]$/, ''), '○') : plain
}

/** What every report takes from the same source. */
const everywhere =
  /习近平|总书记|党中央|国务院|省委|省政府|最严|新时代|[一二]十大|重要讲话|条例|办法》|法》|标准|依据|根据|按照|要求|指导思想|坚持以|为中心|舌尖上|守护|底线/

function sentences(papers: readonly Paper[]): Finding[] {
  const all = papers.flatMap((paper) =>
    paper.document.sentences.flatMap(({ start, end }, sentence): Place[] => {
      const text = neutral(paper, paper.text.slice(start, end))
      const inside = inSentence(paper, sentence)
      const told = inside.some((one) => !common(one)) ? text.length >= 18 : text.length >= 32 && !everywhere.test(text)
      return told ? [{ paper, sentence, text }] : []
    }),
  )
  return [...group(all, ({ text }) => text).values()].flatMap((same) => {
    const other = same.find((one) => city(one.paper) !== city(same[0]!.paper))
    return other ? [copy(same[0]!, other)] : []
  })
}

const clauseEnd = /[，；。：！？]/
type Clause = { readonly paper: Paper; readonly start: number; readonly end: number; readonly text: string }
/** Clauses of a paper between its stops, each with its place. */
function clausesOf(paper: Paper): Clause[] {
  const out: Clause[] = []
  let from = 0
  for (let at = 0; at <= paper.text.length; at++) {
    if (at < paper.text.length && !clauseEnd.test(paper.text[at]!)) continue
    const text = neutral(paper, paper.text.slice(from, at))
    if (text !== '') out.push({ paper, start: from, end: at, text })
    from = at + 1
  }
  return out
}

function inside({ paper: { figures }, start, end }: Clause): readonly Figure[] {
  let [low, high] = [0, figures.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (figures[middle]!.start < start) low = middle + 1
    else high = middle
  }
  const found: Figure[] = []
  for (let at = low; at < figures.length && figures[at]!.start < end; at++) found.push(figures[at]!)
  return found
}

/** A run of clauses that stands word for word in two papers, though the sentences around it differ; it counts where a rare figure is in it. */
function clauses(papers: readonly Paper[]): Finding[] {
  const all = papers.map(clausesOf)
  const places = group(
    all.flatMap((own, index) => own.map((one, at) => ({ ...one, index, at }))),
    ({ text }) => text,
  )
  const found: Finding[] = []
  all.forEach((own, index) => {
    for (let at = 0; at < own.length; at++) {
      const twin = (places.get(own[at]!.text) ?? [])
        .slice(0, 20)
        .find((one) => one.index < index && city(one.paper) !== city(own[at]!.paper))
      if (!twin) continue
      let length = 1
      while (own[at + length] && own[at + length]!.text === all[twin.index]![twin.at + length]?.text) length++
      const run = own.slice(at, at + length)
      const words = run.map(({ text }) => text).join('，')
      at += length - 1
      if (length < 2 || words.length < 22 || run.length === 0 || !run.some((one) => inside(one).some((figure) => !common(figure)))) continue
      const { paper } = own[at]!
      found.push(
        findingAt(
          paper,
          run[0]!.start + (/^[\s]*/.exec(paper.text.slice(run[0]!.start, run[0]!.end))?.[0].length ?? 0),
          run.at(-1)!.end,
          {
            verdict: 'doubtful',
            kind: 'copied',
            basis: 'several papers',
            calculation: `${city(twin.paper)}：“${words.slice(0, 40)}…” = ${city(paper)}`,
            explanation: '两地材料中有一段带数字的文字完全相同；若同引上级文件或共同开展的一项工作则无误。',
          },
          run.flatMap((one) => inside(one).map(({ id }) => id)),
        ),
      )
    }
  })
  return found
}

/** 100 %, 全覆盖, 40学时 stand in every report. */
const common = ({ value, unit, high, low }: Figure): boolean =>
  value < 20 || (low === high && value === 40) || ((unit === '%' || unit === '‰') && (value >= 95 || value % 5 === 0)) || high === Infinity

function copy(one: Place, other: Place): Finding {
  const { start, end } = other.paper.document.sentences[other.sentence]!
  const ids = [...inSentence(other.paper, other.sentence), ...inSentence(one.paper, one.sentence)].map(({ id }) => id)
  return findingAt(
    other.paper,
    start,
    end,
    {
      verdict: 'doubtful',
      kind: 'copied',
      basis: 'several papers',
      calculation: `${city(one.paper)}：“${one.text.slice(0, 40)}…” = ${city(other.paper)}`,
      explanation: '两地材料中带数字的句子完全相同；若同引上级文件或共同开展的一项工作则无误。',
    },
    ids,
  )
}

function figures(papers: readonly Paper[]): Finding[] {
  const all = papers.flatMap((paper) =>
    paper.figures.filter((figure) => digits(figure) > 3 && bare(figure.subject).length > 1).map((figure) => ({ paper, figure })),
  )
  return [...group(all, ({ figure }) => `${bare(figure.subject)}|${figure.measure}|${figure.unit}|${figure.value}`).values()].flatMap(
    (same) => {
      const [one] = same
      const other = same.find(({ paper }) => city(paper) !== city(one!.paper))
      if (!one || !other || neutral(one.paper, sentenceText(one)) === neutral(other.paper, sentenceText(other))) return []
      const found = finding(other.paper, [other.figure], {
        verdict: 'doubtful',
        kind: 'copied',
        basis: 'several papers',
        calculation: `${city(one.paper)}：${named(one.figure)} = ${city(other.paper)}：${named(other.figure)}`,
        explanation: '两地材料中同一项的数完全相同；若同引一个来源则无误。',
      })
      return [{ ...found, claims: [other.figure.id, one.figure.id] }]
    },
  )
}

const digits = ({ value }: Figure): number => String(value).replaceAll(/\D|0+$/g, '').length
const sentenceText = ({ paper, figure }: { paper: Paper; figure: Figure }): string => {
  const { start, end } = paper.document.sentences[figure.sentence]!
  return paper.text.slice(start, end)
}
