import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

const number = '[两二三四五六七八九十]'
const behind = new RegExp(`[“"](${number})([一-鿿])[”"](?:[：:]|，?即)([^。；：\\n\\d]{6,80})[。；\\n]`, 'g')
const before = new RegExp(`(?<![一-鿿、])(?:[一-鿿]{0,12}?(?:走进|进入|深入|进))((?:[一-鿿]{1,6}、){2,8}[一-鿿]{1,6}?)[“"](${number})(?:走进|进|入)[”"]`, 'g')
const valueOf = (text: string): number => hanNumber(text.replace('两', '二'))

/** A slogan that tells how many it is of: `“三报”：周报进度，月报台账，季报总结`, `走进村、社区、学校、企业、工地“五走进”`. */
export const checkQuoted = (paper: Paper): Finding[] => [
  ...[...paper.text.matchAll(behind)].flatMap((match) => {
    const items = joined(match[3]!).split(/[，、]/)
    // each of them bears the sign that is counted
    return items.length > 1 && items.every((item) => item.includes(match[2]!)) ? told(paper, match.index, match[0].trimEnd(), valueOf(match[1]!), items) : []
  }),
  ...[...paper.text.matchAll(before)].flatMap((match) => told(paper, match.index, match[0], valueOf(match[2]!), joined(match[1]!).split('、'))),
]

const told = (paper: Paper, at: number, text: string, said: number, items: readonly string[]): Finding[] =>
  items.length === said || Math.abs(items.length - said) > 2
    ? []
    : [findingAt(paper, at, at + text.length, { verdict: 'doubtful', kind: 'enumeration', calculation: `所列 ${items.length} 项（${items.join('、').slice(0, 60)}），所称 ${said} 项`, explanation: '所列的项数与口号所称的不符；若所列只是其中一部分则无误。' })]
