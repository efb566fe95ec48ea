import { hanNumber } from '../../../../../../platform/core/chinese.ts'
import { isCount, isExact, isGrowth, isIncrement, isMean, joined, lead, type Figure, type Paper } from '../../ground/paper.ts'

/** A number of things as it stands in the text; small numbers in words (三个区、四个县) are read here as well, though they are no claims. */
export type Count = {
  readonly figure: Figure | null
  readonly start: number
  readonly end: number
  readonly value: number
  readonly low: number
  readonly high: number
  readonly text: string
  readonly unit: string
  readonly sentence: number
  /** Number of its bracket in the paragraph, 0 outside all brackets. */
  readonly bracket: number
  /** Words before it, back to the last stop (`ahead`: or figure), and behind it. */
  readonly clause: string
  readonly ahead: string
  readonly behind: string
}

const alike: readonly (readonly [RegExp, string])[] = [
  [/^(?:个|家|户|所|处|间|座)$/, '家'],
  [/^(?:起|件|宗|例)$/, '件'],
  [/^(?:区|县|市|旗|镇|乡|街道|市辖区|县级市)$/, '区'],
  [/^[人名位]$/, '人'],
  [/^(?:场|次|期)$/, '场'],
]
/** Units that may be parts of one whole. */
const familyOf = (unit: string): string => alike.find(([form]) => form.test(unit))?.[1] ?? unit

const small = /[一二三四五六七八九十两]{1,3}(?=(个|家|户|所|处|座|条|项|次|场|名|件|起)(?!月|百分点|季度|多月|性|别|定|标))/g
const stops = /[，。；：！？:]/
const region = /^(?:县级市|市辖区|街道|区|县|市|旗|镇|乡)/
const other = /上年|去年|前年|同期|(?<!占)比(?!例|重)|较(?!大|多|少|重|轻|高|低|好|差)|每|均|各$|目标|力争|至少|不少于|不低于|不超过|以上|增加|减少|净增|高出|多出?$|少$/

const made = new WeakMap<Paper, ReadonlyMap<number, readonly Count[]>>()
/** Counts of the prose that may be parts or wholes, by paragraph. */
export function countsOf(paper: Paper): ReadonlyMap<number, readonly Count[]> {
  const known = made.get(paper)
  if (known) return known
  const all = new Map<number, Count[]>()
  paper.document.sentences.forEach(({ start, end }, sentence) => {
    const figures = paper.bySentence.get(sentence) ?? []
    if (figures.some(({ cell }) => cell !== null)) return
    const text = paper.text.slice(start, end)
    const told = [
      ...figures.map((figure) => ({ figure, start: figure.start, end: figure.end, value: figure.value, low: figure.low, high: figure.high, text: figure.text, unit: figure.unit })),
      ...[...text.matchAll(small)].flatMap((match) => {
        const from = start + match.index
        const to = from + match[0].length + match[1]!.length
        if (figures.some((one) => one.start < to && one.end > from) || /[第每上下前后首之分]$/.test(paper.text.slice(from - 1, from))) return []
        const value = hanNumber(match[0].replace('两', '二'))
        return value > 0 ? [{ figure: null, start: from, end: to, value, low: value, high: value, text: paper.text.slice(from, to), unit: match[1]! }] : []
      }),
    ].toSorted((a, b) => a.start - b.start)
    const paragraph = paper.paragraphs[sentence]!
    const row = all.get(paragraph) ?? []
    let bracket = 0
    let place = start
    told.forEach((one, at) => {
      for (let sign = place; sign < one.start; sign++) {
        if (paper.text[sign] === '(') bracket = sign + 1
        else if (paper.text[sign] === ')') bracket = 0
      }
      place = one.start
      const { figure } = one
      const last = told[at - 1]
      const clause = joined(paper.text.slice(Math.max(start, one.start - 40), one.start)).split(stops).at(-1)!
      const ahead = joined(paper.text.slice(Math.max(start, last?.end ?? start, one.start - 40), one.start)).split(stops).at(-1)!
      if (figure && (!isCount(figure) || !isExact(figure) || figure.low <= 0 || isMean(paper, figure) || isIncrement(paper, figure) || isGrowth(paper, figure))) return
      if (one.unit === '分' || other.test(figure ? lead(paper, figure, 16) : ahead)) return
      const behind = joined(paper.text.slice(one.end, Math.min(end, told[at + 1]?.start ?? end, one.end + 20))).split(/[，。；：！？:、()]/)[0]!
      const unit = one.unit === '个' && region.test(behind) ? region.exec(behind)![0] : one.unit
      row.push({ ...one, unit: familyOf(unit), sentence, bracket, clause, ahead, behind })
    })
    if (row.length > 0) all.set(paragraph, row)
  })
  made.set(paper, all)
  return all
}
