import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Verdict } from '../../contract.ts'
import { joined } from '../ground/paper.ts'

/** What all lists of a sentence share: what was found, and the lists that end or begin at a place. */

export type Found = {
  readonly from: number
  readonly to: number
  readonly verdict: Verdict
  readonly calculation: string
  readonly explanation: string
}
export const numeral = '[两二三四五六七八九十]|十[一二三四五六七八九]|\\d{1,2}'
export const valueOf = (printed: string): number => (/^\d/.test(printed) ? Number(printed) : hanNumber(printed))

export const judged = (from: number, text: string, said: number, count: number, list: string, verdict: Verdict): Found => ({
  from,
  to: from + text.length,
  // 其余各1项: one thing is no list
  verdict: said === count || said < 2 ? 'holds' : verdict,
  calculation: `“${joined(text)}”：列举 ${count} 项（${list}），所称 ${said} 项`,
  explanation:
    said === count || said < 2
      ? '列举的项数与所称相符。'
      : verdict === 'contradiction'
        ? '列举的项数与所称不符。'
        : '列举的项数与所称不符；若列举只是其中一部分或含未写明的一项则无误。',
})

export const quoted = (text: string): boolean => /[“”"]/.test(text)

export const parts = (text: string): string[] =>
  joined(text)
    .split('、')
    .map((one) => one.replaceAll(/[“”"]/g, ''))
    .filter((one) => one !== '')

/** The list that ends just before a place, as far back as its last stop. */
export function listEnding(sentence: string, at: number): string[] {
  const words = sentence
    .slice(Math.max(0, at - 160), at)
    .replace(/[的等，(]*(?:这|做到|实现|落实|推行|实行|推进|开展|达到|坚持)?[“"]?$/, '')
  const clauses = words
    .replace(/[”"]$/, '')
    .replace(/^.*[“"](?=[^“”"]*$)/s, '')
    .split(/[。；：:(]/)
    .at(-1)!
  const list = clauses.includes('、')
    ? (clauses
        .split('，')
        .filter((one) => one.includes('、'))
        .at(-1) ?? '')
    : clauses.replaceAll('，', '、')
  return parts(list)
}

/** The list that begins behind a place: behind a colon, in brackets, or at once. */
export function listStarting(sentence: string, at: number): string[] {
  const match = /^[”"]?[^，。；、(：:]{0,12}[：:(，,即]+(?:即)?([^。；()]{4,160})/.exec(sentence.slice(at, at + 190))
  if (!match) return []
  const list = match[1]!
  return parts(list.includes('、') ? list.split('，').find((one) => one.includes('、'))! : list.replaceAll('，', '、'))
}
