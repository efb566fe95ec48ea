import type { Finding } from '../../contract.ts'
import { hanNumber } from '../../../../../platform/core/chinese.ts'
import { atConstantPrices } from '../ground/change-words.ts'
import { growthOf, way } from '../ground/growth.ts'
import { meet, over, show, showInterval, sum, type Interval } from '../ground/interval.ts'
import { allItems, type Item } from '../ground/items.ts'
import { before, between, finding, inSentence, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** The growth of a whole against the growth of the parts that make it up. */
export const checkWholeGrowth = (paper: Paper): Finding[] => [
  ...[...allItems(paper).keys()].flatMap((sentence) => counted(paper, sentence)),
  ...paper.document.sentences.flatMap((_, sentence) => announced(paper, sentence)),
]

type Growing = Item & { readonly growth: NonNullable<Item['growth']> }
const growing = (item: Item): item is Growing => item.growth !== null

/** `7607件，增长5.62%。其中投诉6409件，增长5.90%；举报1198件，增长4.17%`: last year's parts make last year's whole. */
function counted(paper: Paper, sentence: number): Finding[] {
  const items = allItems(paper).get(sentence) ?? []
  return items.flatMap((whole, at) => {
    if (!growing(whole)) return []
    const behind = [...items.slice(at + 1), ...next(paper, sentence)]
    const parts = partsOf(whole, behind)
    if (!parts) return []
    const then = sum(parts.map(({ level, growth }) => past(level, growth)))
    const own = past(whole.level, whole.growth)
    const [low, high] = [Math.min(...parts.map(({ growth }) => growth.low)), Math.max(...parts.map(({ growth }) => growth.high))]
    const outside = whole.growth.high < low - slack(paper, whole) || whole.growth.low > high + slack(paper, whole)
    const real = atConstantPrices(paper, whole.growth.figure)
    if (real ? !outside : meet(wider(then), wider(own))) return []
    const implied = { low: 100 * (whole.level.value / then.high - 1), high: 100 * (whole.level.value / then.low - 1) }
    return [
      finding(paper, [whole.growth.figure, ...parts.map(({ growth }) => growth.figure)], {
        verdict: 'contradiction',
        kind: outside ? 'bound' : 'series',
        calculation: real
          ? `各部分增减 ${showInterval({ low, high }, 2)}%，所列总体 ${signed(whole.growth)}%`
          : `${parts.map(({ level, growth }) => growth.figure === level ? show(level.value) : `${show(level.value)} ÷ (1 ${growth.high < 0 ? '−' : '+'} ${printed(growth.figure)})`).join(' + ')} → 总体增减 ${showInterval(implied, 2)}%，所列 ${signed(whole.growth)}%`,
        explanation: outside ? '总体的增减幅度必在各部分的增减幅度之间。' : '由各部分的数及其增减推得的总体增减与所列不符。',
      }),
    ]
  })
}

const signed = ({ low, high }: Interval): string => show((low + high) / 2, 2)
const slack = (paper: Paper, whole: Growing): number => (atConstantPrices(paper, whole.growth.figure) ? 0.3 : 0.05)
const past = (level: Interval, growth: Interval): Interval => over(level, { low: 1 + growth.low / 100, high: 1 + growth.high / 100 })
const wider = ({ low, high }: Interval): Interval => ({ low: low * 0.999, high: high * 1.001 })

/** The items of the next sentence of the paragraph. */
const next = (paper: Paper, sentence: number): readonly Item[] =>
  paper.paragraphs[sentence + 1] === paper.paragraphs[sentence] ? (allItems(paper).get(sentence + 1) ?? []) : []

/** The first items of one sort behind the whole that make it up, each with its growth. */
function partsOf(whole: Growing, behind: readonly Item[]): Growing[] | null {
  const parts: Growing[] = []
  let total = 0
  for (const item of behind.slice(0, 12)) {
    if (sort(item.level) !== sort(whole.level) || item.level.value >= whole.level.value) continue
    if (!growing(item)) continue
    parts.push(item)
    total += item.level.value
    const place = Math.max(...[whole, ...parts].map(({ level }) => level.high - level.low))
    if (parts.length > 1 && Math.abs(total - whole.level.value) <= (parts.length + 1) * (place / 2) + 1e-6) return parts
    if (total > whole.level.value * 1.001) return null
  }
  return null
}

const closed = /([二两三四五六七八九])(?:大|个|种|次|类)?(门类|产业|类型|领域|板块|市场|经营地)/
const kinds: Readonly<Record<string, number>> = { 大中小型企业: 3, 城乡: 2 }
const all = /(?:全面|全部|全线|均|都|双双|同步|一致|齐)(?:实现|保持|呈)?(?:(增长|上升|提高|提升|增加|上涨|回升)|(下降|减少|回落|下滑|降低))/

/** `三大门类全面增长，采矿业…，制造业…`: as many as are announced, all on the side that is told, and the whole between them. */
function announced(paper: Paper, sentence: number): Finding[] {
  const { start } = paper.document.sentences[sentence]!
  const growths = inSentence(paper, sentence).filter((one) => one.cell === null && growthOf(paper, one) !== null)
  const [last] = growths.slice(-1)
  if (!last) return []
  const text = paper.text.slice(start, last.start)
  const head = closed.exec(text)
  const kind = head ? undefined : Object.keys(kinds).find((name) => text.includes(name))
  const word = all.exec(text)
  const place = start + (head?.index ?? (kind === undefined ? (word?.index ?? text.length) : text.indexOf(kind)))
  const number = head ? hanNumber(head[1]!.replace('两', '二')) : kind === undefined ? undefined : kinds[kind]
  const listed = growths.filter((one) => one.start > place)
  const above = growths.filter((one) => one.end <= place)
  return [...(word ? side(paper, start + word.index, word, listed, number) : []), ...(number === undefined ? [] : ofAnnounced(paper, sentence, above, listed, number))]
}

/** All are said to go one way, and one of those listed behind goes the other. */
function side(paper: Paper, place: number, word: RegExpExecArray, listed: readonly Figure[], number: number | undefined): Finding[] {
  const row = listed.filter((one) => one.start > place)
  const [first] = row
  if (!first || row.length < 2 || !/^[^。；\d]*[，：][^。；\d]*$/.test(paper.text.slice(place, first.start))) return []
  const wrong = row.slice(0, number ?? row.length).find((one, at) => way(paper, one) === (word[1] ? -1 : 1) && (at === 0 || !/[；。]/.test(between(paper, row[at - 1]!, one))))
  if (!wrong) return []
  return [
    finding(paper, [wrong], {
      verdict: 'contradiction',
      kind: 'series',
      calculation: `“${word[0]}”与“${lead(paper, wrong, 12)}${printed(wrong)}”`,
      explanation: '文中称各项方向一致，所列的一项相反。',
    }),
  ]
}

/** The growth of the whole stands before the list, in its sentence or in the one above. */
function ofAnnounced(paper: Paper, sentence: number, ahead: readonly Figure[], listed: readonly Figure[], number: number): Finding[] {
  const parts = listed.slice(0, number)
  if (parts.length !== number || number < 2) return []
  if (parts.some((one, at) => at > 0 && !/^[，；][^。\d]{2,30}$/.test(between(paper, parts[at - 1]!, one)))) return []
  const near = paper.paragraphs[sentence - 1] === paper.paragraphs[sentence] ? inSentence(paper, sentence - 1).filter((one) => growthOf(paper, one) !== null && one.cell === null) : []
  const above = ahead.length > 0 ? ahead : near
  const [whole] = above
  const growth = whole && growthOf(paper, whole)
  if (!whole || !growth || above.length !== 1 || !/规模以上|总|全[市县区省国年]/.test(before(paper, whole, 60))) return []
  const spans = parts.map((one) => growthOf(paper, one)!)
  const [low, high] = [Math.min(...spans.map((one) => one.low)), Math.max(...spans.map((one) => one.high))]
  if (growth.high >= low - 0.05 && growth.low <= high + 0.05) return []
  return [
    finding(paper, [whole, ...parts], {
      verdict: 'contradiction',
      kind: 'bound',
      calculation: `各部分增减 ${showInterval({ low, high }, 2)}%，所列总体 ${signed(growth)}%`,
      explanation: '总体的增减幅度必在各部分的增减幅度之间。',
    }),
  ]
}
