import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

const range = /(?<![\d.—~-])(\d{1,3}(?:\.\d+)?)%(?:—|-|~|至|到)(\d{1,3}(?:\.\d+)?)%(?:之间|区间|范围)/g
/** `在99%-95%之间`: a span runs from the lower to the higher end. */
export const checkInverted = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(range)]
    .filter((match) => Number(match[1]) > Number(match[2]))
    .map((match) =>
      findingAt(paper, match.index, match.index + match[0].length, {
        verdict: 'doubtful',
        kind: 'bound',
        calculation: `${match[1]!}% > ${match[2]!}%：“${joined(match[0])}”`,
        explanation: '区间的起点大于终点；若只是先写了上限则无误。',
      }),
    )

const hedges = /(?<![附最临靠将])近(?:[百千万亿]|[两二三四五六七八九几数]?[百千万]|\d+[万亿]?)余(?=[一-鿿])/g
/** `近百余起`: short of a hundred and over it. */
export const checkNearlyOver = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(hedges)].map((match) =>
    findingAt(paper, match.index, match.index + match[0].length, {
      verdict: 'doubtful',
      kind: 'bound',
      calculation: `“${match[0]}”：既不足又超过`,
      explanation: '限定词互相矛盾：一个说不到，一个说超过；若只保留其一则无误。',
    }),
  )
