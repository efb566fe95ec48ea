import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** Numbers of a list in its text, in every style but 一是、二是 and headings: ①②③, （1）（2）（3）, 第一、第二, 其一、其二. */
type Style = { readonly form: RegExp; readonly valueOf: (sign: string) => number }
const han = (sign: string): number => hanNumber(sign)
const styles: readonly Style[] = [
  { form: /(?<=[。；：，、\s)”]|^)()([①-⑳])/g, valueOf: (sign) => sign.codePointAt(0)! - '①'.codePointAt(0)! + 1 },
  { form: /(?<=[。；：，、\n]|^)(\()(\d{1,2})\)(?=[一-鿿“《]|\d)/g, valueOf: Number },
  { form: /(?<=[。；：\n]|^)(第)([一二三四五六七八九十])[，：](?=[一-鿿])/g, valueOf: han },
  { form: /(?<=[。；：，\n]|^)(其)([一二三四五六])[，、是](?=[一-鿿])/g, valueOf: han },
]

export const checkOrdinals = (paper: Paper): Finding[] => styles.flatMap((style) => inOrder(paper, style))

type Sign = { readonly at: number; readonly text: string; readonly number: number }
/** Signs so far apart are of two lists. */
const FAR = 800

function inOrder(paper: Paper, { form, valueOf }: Style): Finding[] {
  const known = new Set(paper.document.headings.map(({ start }) => start))
  const signs = [...paper.text.matchAll(form)].map((match): Sign => ({ at: match.index, text: match[0], number: valueOf(match[2]!) })).filter(({ at }) => !known.has(at))
  let last: Sign | undefined
  // how many lists have begun since the last gap
  let begun = 0
  return signs.flatMap((sign, at) => {
    const before = last
    last = sign
    if (before && sign.at - before.at > FAR) begun = 0
    if (sign.number === 1) begun += 1
    if (!before || begun === 0 || sign.number === 1 || sign.at - before.at > FAR) return []
    const meant = before.number + 1
    const twice = sign.number === before.number
    if (sign.number === meant || (!twice && sign.number < meant) || sign.number - before.number > 4) return []
    // one wrong among right ones: the next goes on from what this one should have been
    const next = signs[at + 1]
    if (next && next.at - sign.at < FAR && next.number === meant + 1) last = { ...sign, number: meant }
    const sure = begun === 1
    return [
      findingAt(paper, sign.at, sign.at + sign.text.length, {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: 'heading',
        calculation: `${joined(before.text)} → ${joined(sign.text)}`,
        explanation: `${twice ? '分述序号重复' : `分述由第 ${before.number} 点跳到第 ${sign.number} 点，中间缺号`}${sure ? '' : '；若属内外两层则无误'}。`,
      }),
    ]
  })
}
