import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** `前五位的是：甲县（4383件）、乙区（4048件）、…`: as many as are told, the larger first; `居前三位的县区为甲、乙和丙`. */
export const checkRankedLists = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap(({ start, end }) => {
    const words = paper.text.slice(start, end)
    return /前\s*[一二三四五六七八九十\d]/.test(words) ? [...withFigures(paper, start, words), ...withShares(paper, start, words), ...ofNames(paper, start, words)] : []
  })

const numeral = '[两二三四五六七八九十]|十[一二三四五六七八九]|\\d{1,2}'
const valueOf = (printed: string): number => (/^\d/.test(printed) ? Number(printed) : hanNumber(printed.replace('两', '二')))
const head = `前\\s*(${numeral})(?:大|位|名|类|项|个)?(?:的)?[一-鿿]{0,10}?(?:分别|依次)?[为是有]?[：:]?`
const member = '(?!末|最后|倒数|垫底)[一-鿿“”《》·/]{2,24}\\s*[(（]\\s*([\\d,]+(?:\\.\\d+)?)\\s*(万?[一-鿿]{1,3}|%)[)）]'
const listed = new RegExp(`${head}(${member}(?:\\s*(?:、|，|和|及|以及)\\s*${member})+)`, 'g')
const each = new RegExp(member, 'g')

function withFigures(paper: Paper, offset: number, words: string): Finding[] {
  return [...words.matchAll(listed)].flatMap((match) => {
    const said = valueOf(match[1]!)
    const from = match.index + match[0].length - match[2]!.length
    const list = [...match[2]!.matchAll(each)].map((one) => ({ at: offset + from + one.index, end: offset + from + one.index + one[0].length, value: Number(one[1]!.replaceAll(',', '')), unit: one[2]! }))
    if (list.some(({ unit }) => unit !== list[0]!.unit)) return []
    const rest = words.slice(match.index + match[0].length)
    const found: Finding[] = []
    if (said !== list.length && said > 1 && !/^\s*(?:等|、|和|及)/.test(rest) && Math.abs(said - list.length) < 4)
      found.push(
        findingAt(paper, offset + match.index, offset + from, {
          verdict: 'contradiction',
          kind: 'enumeration',
          calculation: `所称前 ${said}，所列 ${list.length}：${joined(match[2]!).slice(0, 80)}`,
          explanation: '逐一列出数的各项与所称的位数不符。',
        }),
      )
    const wrong = list.findIndex((one, at) => at > 0 && one.value > list[at - 1]!.value)
    // the worst first, or by another order
    const falls = list.filter((one, at) => at > 0 && one.value < list[at - 1]!.value).length
    if (wrong > 0 && falls > 0 && !/靠后|倒数|最[低少慢]|末/.test(words.slice(Math.max(0, match.index - 16), match.index))) {
      const one = list[wrong]!
      found.push(
        findingAt(
          paper,
          one.at,
          one.end,
          {
            verdict: 'doubtful',
            kind: 'series',
            calculation: list.map(({ value }) => String(value)).join(' → '),
            explanation: '依名次列出的数没有由大到小；若名次另有依据则无误。',
          },
          paper.figures.filter((figure) => figure.start >= list[0]!.at && figure.end <= list.at(-1)!.end).map(({ id }) => id),
        ),
      )
    }
    return found
  })
}

const plain = new RegExp(`${head}(?=[一-鿿“”]{2,24}\\d)`, 'g')
const one = /^[，、；]?(?:和|及|以及)?[一-鿿“”]{2,24}(\d[\d,]*(?:\.\d+)?)(万?[一-鿿]{1,3}?)[，(]占[^，。；、\d]{0,8}\d+(?:\.\d+)?%\)?/
/** `前五位的是：甲类371件，占比13.9%，乙类369件，占比13.8%，…`. */
function withShares(paper: Paper, offset: number, words: string): Finding[] {
  return [...words.matchAll(plain)].flatMap((match) => {
    const said = valueOf(match[1]!)
    let rest = joined(words.slice(match.index + match[0].length))
    const values: number[] = []
    for (let next = one.exec(rest); next && values.length < 30; next = one.exec(rest)) {
      values.push(Number(next[1]!.replaceAll(',', '')))
      rest = rest.slice(next[0].length)
    }
    if (values.length < 3 || values.length === said || Math.abs(values.length - said) > 3 || !/^[。；]?$|^[。；]/.test(rest)) return []
    return [
      findingAt(paper, offset + match.index, offset + match.index + match[0].length, {
        verdict: 'contradiction',
        kind: 'enumeration',
        calculation: `所称前 ${said}，所列 ${values.length}：${values.join('、')}`,
        explanation: '逐一列出数的各项与所称的位数不符。',
      }),
    ]
  })
}

const names = new RegExp(`(?:居|列|排名?|占)(?:在)?前\\s*(${numeral})(?:位|名)的[一-鿿]{0,8}?(?:分别|依次)?[为是][：:]?([^，。；：\\d()（）]{4,120})(?=[，。；]|$)`, 'g')
const ofNames = (paper: Paper, offset: number, words: string): Finding[] =>
  [...words.matchAll(names)].flatMap((match) => {
    const said = valueOf(match[1]!)
    const list = joined(match[2]!).split('、')
    const halves = list.at(-1)!.split(/以及|[和及与]/)
    const longest = Math.max(...list.slice(0, -1).map((one) => one.length))
    const most = list.length + (match[2]!.match(/以及|[和及与]/g) ?? []).length
    // 柳川和青河: each as long as the names before, so the row is closed by two of them
    const least = halves.length === 2 && halves.every((one) => one.length > 1 && one.length <= longest) ? most : list.length
    if (list.length < 2 || /等/.test(match[2]!) || (said >= least && said <= most) || Math.abs(said - most) > 3 || list.some((one) => one.length > 24)) return []
    return [
      findingAt(paper, offset + match.index, offset + match.index + match[0].length, {
        verdict: 'doubtful',
        kind: 'enumeration',
        calculation: `所称前 ${said}，所列 ${most}：${list.join('、').slice(0, 80)}`,
        explanation: '所列各项与所称的位数不符；若其中一项之内有顿号则无误。',
      }),
    ]
  })
