import { hanNumber } from './text.ts'

/** The number a line begins with. `style` tells its outer form; `values` has one number, or all of a dotted one (2.4.1). */
export type Marker = { readonly style: string; readonly values: readonly number[]; readonly length: number }

const HAN = '[一二三四五六七八九十百零〇]{1,5}'

const A_DATE = '(?:20\\d\\d年|(?:[1-9]|1[0-2])月(?:\\d|底|末|[上中下]旬|份|前|至|—))'

type Form = readonly [style: string, pattern: RegExp]

const FORMS: readonly Form[] = [
  ['chapter', new RegExp(`^第(${HAN}|\\d{1,3})(?:章|部分|篇|编)[、，：.\\s]*`)],
  ['division', new RegExp(`^第(${HAN}|\\d{1,3})节[、，：.\\s]*`)],
  ['article', new RegExp(`^第(${HAN}|\\d{1,3})(?:条|项)[、，：.\\s]*`)],
  // 任务一：, 行动3：
  ['worded', new RegExp(`^(?:重点|专项)?(?:任务|行动|举措|措施|工程|项目|事项)(${HAN}|\\d{1,2})[、，：.\\s]+`)],
  // 一是…（某局负责）: an item only where it bears units of its own (see the outline)
  ['so', new RegExp(`^(${HAN})是(?!否|指)[，：]?\\s*`)],
  ['han', new RegExp(`^(${HAN})\\s*[、.]\\s*(?!是)`)],
  ['han-paren', new RegExp(`^\\(\\s*(${HAN})\\s*\\)\\s*[、.]?\\s*`)],
  ['num-paren', /^\(\s*(\d{1,3})\s*\)\s*[、.]?\s*/],
  ['num-half', /^(\d{1,3})\)\s*[、.]?\s*/],
  // 2.8月25日前…, 3.2025年底…: a date may stand right behind the number
  ['num', new RegExp(`^(\\d{1,3})\\s?(?:\\.|、)\\s*(?:(?![\\d%‰])|(?=${A_DATE}))`)],
  ['bare', /^(\d{1,2})\s+(?=[\u4e00-\u9fff“《])(?!年|月|日|个|家|户|批|次|名|项|种|人|万|亿|份|起|件|处|所|元|号|版)/],
]

/** Signs that are a number in themselves: first sign, last sign, style. */
const SIGNS = [
  ['①', '⑳', 'circled'],
  ['⑴', '⒇', 'num-paren'],
  ['⒈', '⒛', 'num'],
  ['㈠', '㈩', 'han-paren'],
  ['❶', '❿', 'circled-black'],
  ['Ⅰ', 'Ⅻ', 'roman'],
] as const

/** The marker a folded, trimmed line opens with. Whether it really numbers an item there is for the outline to judge. */
export function markerOf(folded: string): Marker | null {
  for (const [first, last, style] of SIGNS) {
    const sign = folded[0] ?? ''
    if (sign >= first && sign <= last)
      return { style, values: [sign.charCodeAt(0) - first.charCodeAt(0) + 1], length: /^.[、.]?\s*/.exec(folded)![0].length }
  }
  const dotted =
    /^(\d{1,2}(?:\.\d{1,2}){1,4})[.、]?\s*(?![\d%‰]|批|万|亿|元|倍|个|家|分|年|月)(?=\S)/.exec(folded) ??
    // 2.2 9月1日…
    new RegExp(`^(\\d{1,2}(?:\\.\\d{1,2}){1,4})(?:[.、]\\s*|\\s+)(?=${A_DATE})`).exec(folded)
  if (dotted) {
    const values = dotted[1]!.split('.').map(Number)
    return { style: `dotted-${values.length}`, values, length: dotted[0].length }
  }
  for (const [style, pattern] of FORMS) {
    const found = pattern.exec(folded)
    if (!found) continue
    const value = /^\d/.test(found[1]!) ? Number(found[1]) : hanNumber(found[1]!)
    if (value > 0) return { style, values: [value], length: found[0].length }
  }
  return null
}
