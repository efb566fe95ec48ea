import type { Finding } from '../contract.ts'
import { bare } from './nouns.ts'
import { findingAt, finding, group, inSentence, joined, named, type Figure, type Paper } from './paper.ts'

/** Sentences with figures, and rare figures, that stand identically in the papers of two cities. */
export function checkCopies(papers: readonly Paper[]): Finding[] {
  return new Set(papers.map(({ document }) => document.city ?? document.file)).size < 2 ? [] : [...sentences(papers), ...figures(papers)]
}

type Place = { readonly paper: Paper; readonly sentence: number; readonly text: string }
const city = ({ document }: Paper): string => document.city ?? document.file

/** The place's own name is written over before it is copied. */
const neutral = (paper: Paper, text: string): string => {
  const name = paper.document.city
  const plain = joined(text).replaceAll(/[一二三四五六七八九十]是|^[(（]?[一二三四五六七八九十\d]+[)）、.．]/g, '')
  return name ? plain.replaceAll(name, '○').replaceAll(name.replace(/[市县区]$/, ''), '○') : plain
}

function sentences(papers: readonly Paper[]): Finding[] {
  const all = papers.flatMap((paper) =>
    [...paper.bySentence].flatMap(([sentence, inside]): Place[] => {
      const { start, end } = paper.document.sentences[sentence]!
      const text = neutral(paper, paper.text.slice(start, end))
      return text.length < 18 || inside.every(common) ? [] : [{ paper, sentence, text }]
    }),
  )
  return [...group(all, ({ text }) => text).values()].flatMap((same) => {
    const other = same.find((one) => city(one.paper) !== city(same[0]!.paper))
    return other ? [copy(same[0]!, other)] : []
  })
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
