import type { Finding } from '../../../contract.ts'
import { cut, meet, over, show, sum, times } from '../../ground/interval.ts'
import { between, isCount, joined, finding, findingAt, type Figure, type Paper } from '../../ground/paper.ts'
import { closedLabels, eachAfterStop, labelOf, namedBefore, plainRow } from './closed.ts'
import { countsOf, type Count } from './counts.ts'
import { slipWeight } from './slips.ts'

/**
 * What a row of counts adds up to. A row that makes some count near it is right, and its members belong to no other; one that misses the
 * whole its words point to is weighed: how firmly the words bind them, and how hardly chance makes the one of the other by a clerk's slip.
 */
export function checkReckonedSums(paper: Paper): Finding[] {
  return [...countsOf(paper).values()].flatMap((all) => judge(paper, all))
}

type Row = {
  readonly parts: readonly Count[]
  readonly whole: Count
  readonly behind: boolean
  /** Members of its line that stand beside it as if they belonged to it. */
  readonly cut: number
}

/** Rows are short, and stand in paragraphs that are no tables. */
const MOST = 40
const LONGEST = 14
/** From here on the words and digits leave a doubt, from there no honest reading. */
const DOUBT = 3.4
const SURE = 5

function judge(paper: Paper, paragraph: readonly Count[]): Finding[] {
  const all = paragraph.slice(0, MOST)
  const rows = rowsOf(paper, all)
  const sound = soundOf(paper, rows)
  const bound = new Set(sound.flatMap(({ parts }) => parts))
  const filled = new Set(sound.map(({ whole }) => whole))
  const weighed = rows
    .filter((row) => !row.parts.some((one) => bound.has(one)) && likely(row) && !meet(sum(row.parts), row.whole))
    .map((row) => ({ row, ...weigh(paper, row, filled.has(row.whole)) }))
    .filter(({ weight, row }) => weight >= DOUBT && (summedUp(row) || !elsewhere(paper, row.parts)))
    .toSorted((a, b) => b.weight - a.weight)
  const taken = new Set<Count>()
  return weighed.flatMap(({ row, weight, words }) => {
    if ([...row.parts, row.whole].some((one) => taken.has(one))) return []
    for (const one of [...row.parts, row.whole]) taken.add(one)
    return [say(paper, row, weight >= SURE && words >= 3)]
  })
}

/** `三类合计20000家` right behind the row: that it makes another count of the paper too says only which of them is wrong. */
const summedUp = ({ parts, whole, behind }: Row): boolean => behind && saidNumber(whole.clause) === parts.length && summing.test(whole.clause)

/** Some count of the paper is what the row makes. */
const elsewhere = (paper: Paper, parts: readonly Count[]): boolean => {
  const total = parts.reduce((all, { value }) => all + value, 0)
  return total >= 100 && paper.figures.some((one) => one.value === total && isCount(one))
}

const likely = ({ parts, whole, behind }: Row): boolean => {
  const total = sum(parts)
  const told = behind && saidNumber(whole.clause) === parts.length
  return total.low > 0 && total.low < (told ? 3 : 1.6) * whole.value && whole.value < (told ? 3 : 2) * total.low && parts.every((one) => one.low < total.high)
}

/** Rows that make their whole, by more than chance. */
function soundOf(paper: Paper, rows: readonly Row[]): Row[] {
  const made = rows.filter((row) => meet(sum(row.parts), row.whole) && !otherNumber(row) && (sum(row.parts).low >= 40 || ((row.behind || row.cut === 0) && wordsFor(paper, row) >= 1.5)))
  // 126万张，蔬菜58万张、水果37万张、畜禽21万张: two members that make the first of them by chance
  return made.filter((row) => row.behind || wordsFor(paper, row) > 1 || !rows.some((other) => !other.behind && other.parts.includes(row.whole) && row.parts.every((one) => other.parts.includes(one)) && likely(other) && wordsFor(paper, other) > Math.max(0, wordsFor(paper, row))))
}

/** `54件、28件、12件，三项共82件`: two of three that make it by chance. */
const otherNumber = ({ parts, whole, behind }: Row): boolean => behind && saidNumber(whole.clause) > 1 && saidNumber(whole.clause) !== parts.length

const settled = new WeakMap<Paper, readonly ReadonlySet<Figure>[]>()
/** Whether counts stand together in a row that makes its whole: what one of them is to the others is told by that. */
export function inSoundRow(paper: Paper, figures: readonly Figure[]): boolean {
  const known = settled.get(paper)
  const all = known ?? [...countsOf(paper).values()].flatMap((counts) => soundOf(paper, rowsOf(paper, counts.slice(0, MOST))).map(({ parts }) => new Set(parts.flatMap(({ figure }) => figure ?? []))))
  if (!known) settled.set(paper, all)
  return all.some((row) => row.size > 2 && figures.every((one) => row.has(one)))
}

/** Runs of counts of one family and bracket, and the counts before and behind that may be their whole. */
function rowsOf(paper: Paper, all: readonly Count[]): Row[] {
  const rows: Row[] = []
  const lines = new Map<string, Count[]>()
  for (const one of all) {
    const key = `${one.unit}|${one.bracket}`
    lines.set(key, [...(lines.get(key) ?? []), one])
  }
  for (const line of lines.values())
    for (let from = 0; from + 1 < line.length; from++)
      for (let to = from + 1; to < line.length && to - from < LONGEST; to++) {
        const gap = gapOf(paper, line[to - 1]!, line[to]!)
        if (!step.test(gap)) break
        const parts = line.slice(from, to + 1)
        // 建立体系的334家；334家中: told once more to be divided
        if (parts.some((one, at) => at > 0 && one.behind.startsWith('中') && parts[at - 1]!.value === one.value)) break
        const [first, last] = [parts[0]!, parts.at(-1)!]
        const [prior, next] = [line[from - 1], line[to + 1]]
        const after = all[all.indexOf(last) + 1]
        const goesOn = (after !== undefined && after !== next && after.bracket === last.bracket && /^[^，。；、]{0,3}[，、；][^，。；、]{1,4}$/.test(gapOf(paper, last, after)) && !opens.test(gapOf(paper, last, after))) || next !== undefined && near.test(gapOf(paper, last, next)) && !opens.test(gapOf(paper, last, next))
        const begun = prior !== undefined && near.test(gapOf(paper, prior, first)) && !opens.test(gapOf(paper, prior, first)) && !strong.test(gapOf(paper, prior, first))
        const outside = all.filter((one) => one.bracket === 0 && (one.unit === first.unit || (one.unit === '区' && one.figure?.unit === '个' && first.figure?.unit === '个')))
        for (const whole of outside.filter((one) => one.end <= first.start && first.sentence - one.sentence <= 1).slice(-4)) rows.push({ parts, whole, behind: false, cut: (goesOn || (whole.value < 20 && next?.sentence === last.sentence) ? 1 : 0) + (begun && whole !== prior ? 1 : 0) })
        // （辖286个村、24个社区，计310个村级单位）
        if (next && last.bracket > 0 && summing.test(next.clause)) rows.push({ parts, whole: next, behind: true, cut: begun ? 1 : 0 })
        for (const whole of outside.filter((one) => one.start >= last.end && one.sentence - last.sentence <= 1).slice(0, 2)) if (summing.test(whole.clause) || saidNumber(whole.clause) === parts.length) rows.push({ parts, whole, behind: true, cut: (begun ? 1 : 0) + (goesOn && whole !== next ? 1 : 0) })
      }
  return rows
}

const shares = /[，、]?(?:各|约|均)?(?:占比?|比例|比重|[一-鿿]{1,6}率)?[^，。；、\d一-鿿]*(?:为|达)?\d[\d.]*[%‰]/g
export const gapOf = (paper: Paper, one: Count, other: Count): string =>
  joined(paper.text.slice(one.end, other.start)).replaceAll(/\([^()]*\)/g, '').replaceAll(shares, '')
/** The next of a row, and words that begin another. */
const near = /^[^，。；、]{0,12}(?:[，；、]|和|及|与)[^，。；、]{0,12}$/
const opens = /其中|分别|依次|[按从][^，。；]{1,10}[分看计]|[:：]|共|合计|总|由/
export const step = /^$|^[^。]{0,24}(?:[，；、]|和|及|与)[^。]{0,24}$|^[^。，；]{0,20}。[一二三四五六]是[^。]{0,24}$/

const summing = /(?:合计|总计|共计|一共|总共|共有?|累计|总数|加起来|合起来|合|计)[^，。；、\d]{0,6}$/
const numbers = '零一二三四五六七八九十'
const saidNumber = (words: string): number => {
  const said = /(?:^|[^第后上下])([两二三四五六七八九]|\d)(?:个|[年类种项部级者地县区市条块方段期轮])[一-鿿]{0,8}$/.exec(words)?.[1]
  return said === undefined ? 0 : /\d/.test(said) ? Number(said) : numbers.indexOf(said.replace('两', '二'))
}

const strong = /按[^，。；]{1,12}(?:[分看计]|，)|分别|依次|分为|分年[^，。；\d]{0,4}$|由[^，。；]{0,24}$|[:：][^，。；]{0,12}$|^[一-鿿]{0,8}\((?:其中|含|包括)?[^()]{0,8}$|包括|涵盖|构成|(?:当中|中|里头?|里面)(?:，[^，。；]{0,12}|[一-鿿]{1,8})$|分布/
const weak = /其中|，[^，。；]{0,12}$/
const state = /不合格|不达标|(?:^|发现|存在)问题|阳性|办结|整改|立案|移送|处理|处置|下线|查处|罚|兼|销号|检出/
/** 合格、不合格: two states that leave nothing out. */
const closed = (states: readonly string[]): boolean => states.length === 2
const done = /(?:^|[^不])合格(?!证)|办结|整改|完成/
const closing = /其余|其他|余下|剩余|剩下|另有|另外/

/** All there is of a scale. */
export const scale = /(?:优秀|良好|合格|一般|较差|优|良|中|差|[A-D]级|(?:待|基本|不)?规范|(?:不|基本)?满意|(?:高|中|低)风险)(?:的|等次|单位|企业)?[有为]?$/

/** `4个季度受理量为`, `一至四季度`: as many as there are. */
const allTold = ({ clause }: Count, many: number): boolean => (many === 4 && /一至四季度|四个季度|各季度/.test(clause)) || saidNumber(clause) === many

/** How firmly the words say that the whole is that of the row. */
function wordsFor(paper: Paper, { parts, whole, behind, cut }: Row): number {
  const [first, last] = [parts[0]!, parts.at(-1)!]
  let weight = -1.5 * cut
  // 抽检1200批次，不合格31批次: what was found among the others is no member beside them
  const states = parts.flatMap((one, at) => (at > 0 && /^[、和及与]*$/.test(one.ahead) ? [] : [/\d月份?$|\d{4}年$/.test(one.ahead) ? '' : (state.exec(one.ahead)?.[0] ?? '')]))
  if (new Set(states).size > 1 && !closed(states) && !closedLabels(paper, parts)) weight -= 3
  if (behind) {
    const told = saidNumber(whole.clause)
    if (told > 1 && told !== parts.length) return 0
    weight += 2 + (told > 1 ? 1 : 0)
    if (!summing.test(whole.clause)) weight -= 1
    const gap = gapOf(paper, last, whole)
    weight += gap.length > 24 ? -1 : /^[，；]?(?:合计|共计|总计|一共)[为达有]?$/.test(gap) ? 1 : 0
  } else {
    const gap = joined(paper.text.slice(whole.end, first.start)).replaceAll(shares, '')
    if (/^(?:、|和|及)/.test(gap)) weight -= 3
    if (done.test(whole.ahead) && !parts.some((one) => done.test(one.ahead))) weight -= 1.5
    weight += strong.test(gap.slice(-40)) ? 2 : allTold(first, parts.length) ? 1.5 : weak.test(gap.slice(-40)) ? 1 : 0
    if (gap.length > 40) weight -= 1
    if (/共|总|合计|全[市县区]|计$/.test(whole.ahead)) weight += 0.5
  }
  const tailOfRow = joined(paper.text.slice(last.end, last.end + 16))
  if (/^[^，。；]{0,10}(?:构成|组成)/.test(tailOfRow)) weight += 2
  if (/^[一-鿿]{0,8}等/.test(tailOfRow)) weight -= 2
  const full = closedLabels(paper, parts)
  if (full && !(behind && gapOf(paper, last, whole).length > 16)) weight += 2
  if (!behind && namedBefore(paper, parts, whole)) weight += 2
  if (!behind && eachAfterStop(paper, parts, whole)) weight += full ? 1 : 2
  if (!behind && plainRow(paper, parts, whole)) weight += 2
  if (/^，?(?:无|没有|未评)[^，。；\d]/.test(joined(paper.text.slice(last.end, last.end + 6)))) weight += 1
  if (fills(paper, parts, whole)) weight += 1
  if (parts.slice(1).some((one, at) => closing.test(joined(paper.text.slice(parts[at]!.end, one.start))))) weight += 1.5
  const nouns = parts.map((one) => one.behind.slice(0, 2))
  if (nouns[0]!.length > 1 && nouns.every((one) => one === nouns[0])) weight += whole.behind.startsWith(nouns[0]!) ? 1.5 : 0.75
  if (parts.every(({ ahead }) => /^(?:其中|由)?(?:中央|国家|省|市|县|区|乡|镇|村)[一-鿿]?级/.test(ahead)) || parts.every(({ ahead }) => /(?:19|20)\d{2}年/.test(ahead)) ) weight += 1
  if (parts.every(({ ahead }) => scale.test(ahead))) weight += 2
  if (!behind && /[。；]$|^$/.test(joined(paper.text.slice(Math.max(0, whole.start - 1), whole.start)))) weight += 0.5
  weight += held(paper, parts, whole)
  const labels = parts.map((one) => labelOf(one).slice(-1))
  if (labels.every((one) => /[区县市旗]/.test(one)) || (/[级类镇乡节度月季门局年期]/.test(labels[0]!) && labels.every((one) => one === labels[0])) || (labels.length > 2 && labels[0] !== '' && labels.every((one) => one === labels[0])) || (first.unit === '区' && first.bracket > 0)) weight += 1
  if (parts.length > 2) weight += 0.5
  if (parts.length > 3) weight += 0.5
  return weight
}

/** `148家食堂（62家中小学、86家幼儿园）`: the row alone fills the bracket right behind the whole. */
const fills = (paper: Paper, parts: readonly Count[], whole: Count): boolean =>
  parts[0]!.bracket > 0 && /^[一-鿿“”]{0,10}\([^()，。；:：\d]{0,6}$/.test(paper.text.slice(whole.end, parts[0]!.start)) && !/其中|如|含|主要|包括/.test(paper.text.slice(whole.end, parts[0]!.start)) && /^[一-鿿]{0,10}\)/.test(paper.text.slice(parts.at(-1)!.end))

/** Shares told beside the parts that are those of this whole. */
function held(paper: Paper, parts: readonly Count[], whole: Count): number {
  const shares = parts.flatMap(({ figure }) => {
    if (!figure) return []
    const [prior, next] = [paper.figures[figure.at - 1], paper.figures[figure.at + 1]]
    const rate = [next, prior].find((one) => one !== undefined && one.sentence === figure.sentence && one.unit === '%' && /^[，、（(即计为约占比各]{0,4}$/.test(between(paper, one, figure)))
    return rate ? [meet(cut(times(over(figure, whole), 100)), cut(rate))] : []
  })
  return Math.min(2, shares.filter(Boolean).length) - (shares.length > 1 && shares.every((one) => !one) ? 1.5 : shares.length === parts.length && shares.every(Boolean) ? 1 : 0)
}

function weigh(paper: Paper, row: Row, filled: boolean): { weight: number; words: number } {
  const { parts, whole } = row
  const total = parts.reduce((all, { value }) => all + value, 0)
  const bracketed = parts[0]!.bracket > 0
  const words = wordsFor(paper, row) - (filled && !bracketed ? 1 : 0)
  const meant = parts.map((one) => ({ one, value: one.value + whole.value - total }))
  const digits = Math.max(slipWeight(whole, total), ...meant.map(({ one, value }) => slipWeight(one, value) - 0.2))
  const far = Math.abs(total - whole.value) / whole.value
  const bare = digits === 0 && !(row.behind && saidNumber(whole.clause) === parts.length) ? -1 : 0
  return { weight: words < 1 ? 0 : words + bare + digits + (far < 0.02 ? 1 : far < 0.1 ? 0.5 : far > 0.3 && !summedUp(row) ? -1 : 0), words }
}

function say(paper: Paper, { parts, whole }: Row, sure: boolean): Finding {
  const figures = [...parts, whole].flatMap(({ figure }) => figure ?? [])
  const said = {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'total',
    calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(parts.reduce((all, { value }) => all + value, 0))}，所列总数 ${show(whole.value)}`,
    explanation: sure ? '所列各项之和与总数不符。' : '所列各项之和与总数不符；若另有未列的项或各项互有重叠则无误。',
  } as const
  const [start, end] = [Math.min(...parts.map((one) => one.start), whole.start), Math.max(...parts.map((one) => one.end), whole.end)]
  return parts.every(({ figure }) => figure) && whole.figure ? finding(paper, figures as Figure[], said) : findingAt(paper, start, end, said, figures.map(({ id }) => id))
}
