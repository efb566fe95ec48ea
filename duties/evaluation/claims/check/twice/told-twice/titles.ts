import type { Finding } from '../../../contract.ts'
import { cut, meet, type Interval } from '../../ground/interval.ts'
import { finding, group, isCount, isDensity, isExact, isGrowth, isPoints, isRate, printed, sort, type Figure, type Paper } from '../../ground/paper.ts'
import { inTitle, titleLines, wordsBefore, wordsBehind } from './title-lines.ts'

/**
 * A title or a heading tells a figure of the text below it: `上半年农产品合格率达98.6%` over `总体合格率为98.6%`. A figure of a title that the text
 * has nowhere, beside one of the same name, is told with two values.
 */
export function checkTitles(paper: Paper): Finding[] {
  const lines = titleLines(paper)
  if (lines.length === 0) return []
  const usable = paper.figures.filter((one) => one.cell === null && sortOf(paper, one) !== null)
  const below = group(usable.filter(({ start }) => !inTitle(lines, start)), (one) => sortOf(paper, one))
  return usable.filter(({ start }) => inTitle(lines, start)).slice(0, MOST_TITLES).flatMap((figure) => {
    const body = (below.get(sortOf(paper, figure)) ?? []).slice(0, MOST)
    const found = sortOf(paper, figure) === '%' ? rate(paper, figure, body) : count(paper, figure, body)
    return found ? [say(paper, figure, found.one, found.sure)] : []
  })
}

/** A text has no more figures of one unit that a title may mean. */
const MOST = 400
/** Nor are more figures of titles looked at. */
const MOST_TITLES = 200

type Found = { readonly one: Figure; readonly sure: boolean } | null

/** What may be told again: rates that are no growth, and counts. */
function sortOf(paper: Paper, one: Figure): string | null {
  if (isPoints(one) || isDensity(one) || !(one.value > 0)) return null
  if (isRate(one)) return isGrowth(paper, one) ? null : '%'
  if (one.unit === '分' && /满意度|知晓[度率]/.test(wordsBefore(paper, one.start))) return '%'
  if (isCount(one)) return sort(one)
  return one.unit === '' && one.value >= 1e4 ? '元' : null
}

const comparison = /(?<!占)比(?!重|例)|较|上年|去年(?:底|末|的)|同期|目标|计划|力争|任务|要求|[每均从由]|过去/
const years = (words: string): string[] => words.match(/20\d{2}(?=年)/g) ?? []
const sameTime = (one: string, two: string): boolean => {
  const [first, second] = [years(one), years(two)]
  return first.length === 0 || second.length === 0 || first.some((year) => second.includes(year))
}

const measure = /不?合格率|[一-鿿]{2}率|满意度|知晓度|占比|比重|比例|占/g
/** The rate or share that some words name last. */
export const measureOf = (words: string): string => [...words.matchAll(measure)].at(-1)?.[0].replace(/^[比占].*/, '占比') ?? ''
const whole = /总体|总的?[一-鿿]{2}率/

function rate(paper: Paper, figure: Figure, body: readonly Figure[]): Found {
  const title = wordsBefore(paper, figure.start, 40, true)
  const name = measureOf(title)
  if (name === '' || comparison.test(title)) return null
  const alike = body.flatMap((one) => {
    const words = wordsBefore(paper, one.start)
    return measureOf(words) === name ? [{ one, words, all: whole.test(words) }] : []
  })
  const overall = alike.filter(({ all }) => all)
  // 总体合格率 is told by no single sort of things
  const may = whole.test(title) && overall.length > 0 ? overall : alike
  const said = meant(figure)
  if (opposite(paper, said, name, body)) return null
  const pairs = shingles(title.slice(0, title.lastIndexOf(name === '占比' ? '占' : name)))
  const close = may.map((found) => ({ ...found, share: covers(pairs, around(paper, found.one)) }))
  const [first] = close
    .filter(({ one, words, all, share }) => one.start > figure.end && !comparison.test(words) && sameTime(title, words) && (all || share >= 0.5 || /满意度|知晓/.test(name)))
    .toSorted((a, b) => Number(b.all) - Number(a.all) || a.one.start - b.one.start)
  // a figure of that value explains the title, unless the text names another far better
  if (!first || close.some(({ one, share, all }) => agrees(figure, said, one) && (all || share >= 0.8 * first.share))) return null
  const sure = isExact(figure) && isExact(first.one) && first.all && overall.length === 1 && whole.test(title)
  return { one: first.one, sure }
}

/** `98%以上` in the title is told by 98.4% and by 99%以上, not by 95%以上. */
const agrees = (figure: Figure, said: Interval, one: Figure): boolean =>
  figure.hedges.includes('at-least') && one.hedges.includes('at-least') ? one.value >= said.low : meet(said, isExact(one) ? one : meant(one))

/** The words before a figure in its line, over the stops, and those behind it. */
const around = (paper: Paper, one: Figure): string =>
  `${paper.text.slice(Math.max(0, one.start - 100), one.start).split(/[\n\r]/).at(-1)!.replaceAll(/[，。；、]/g, '｜')}｜${wordsBehind(paper, one.end)}`

/** 不合格率3.5% in a title is told by 合格率96.5%. */
const opposite = (paper: Paper, said: Interval, name: string, body: readonly Figure[]): boolean =>
  /合格/.test(name) &&
  body.some((one) => {
    const other = measureOf(wordsBefore(paper, one.start))
    return other !== name && /合格/.test(other) && isExact(one) && meet(said, { low: 100 - one.high, high: 100 - one.low })
  })

function count(paper: Paper, figure: Figure, body: readonly Figure[]): Found {
  const [before, behind] = [wordsBefore(paper, figure.start, 30, true), wordsBehind(paper, figure.end, 16, true)]
  const said = meant(figure)
  const pairs = shingles(`${before}｜${behind}`)
  if (pairs.size < 2 || comparison.test(before) || body.some((one) => agrees(figure, said, one))) return null
  const named = body.flatMap((one) => {
    const [ahead, tail] = [wordsBefore(paper, one.start), wordsBehind(paper, one.end)]
    const close = one.start > figure.end && one.value < 10 * figure.value && figure.value < 10 * one.value
    if (!close || comparison.test(ahead) || !sameTime(before, ahead)) return []
    return [{ one, share: covers(pairs, `${ahead}｜${tail}`), wide: covers(pairs, around(paper, one)), touches: touches(before, behind, ahead, tail) }]
  })
  const close = named.filter(({ one, share, wide, touches }) => share > 0.6 || wide > 0.8 || (touches && (wide >= 0.3 || within(one, figure))))
  // what is told first below a title is what the title means
  const best = close[0]
  if (!best || addsUp(said, best.one, body)) return null
  return { one: best.one, sure: best.touches && best.share > 0.9 && pairs.size > 3 && isExact(best.one) && close.length === 1 }
}
const within = (one: Figure, other: Figure): boolean => one.value < 1.5 * other.value && other.value < 1.5 * one.value

const strip = (words: string): string => words.replace(/^的|[共达为逾超近约了已是仅有在]+$/g, '')
/** The words that stand right at the figures are the same: 食堂 in `414家食堂投保` and `食堂414家`. */
function touches(before: string, behind: string, ahead: string, tail: string): boolean {
  const [left, right] = [strip(before).slice(-3), strip(behind).slice(0, 2)]
  const [own, next] = [strip(ahead), strip(tail)]
  return (left.length === 3 && own.endsWith(left)) || (right.length === 2 && (next.startsWith(right) || own.endsWith(right)))
}

/** A title may add up what one sentence tells one by one. */
function addsUp(said: Interval, one: Figure, body: readonly Figure[]): boolean {
  const beside = body.filter(({ sentence }) => sentence === one.sentence)
  for (let from = 0; from < beside.length; from++) {
    let [low, high] = [beside[from]!.low, beside[from]!.high]
    for (const next of beside.slice(from + 1, from + 8)) {
      ;[low, high] = [low + next.low, high + next.high]
      if (meet(said, { low, high })) return true
    }
  }
  return false
}

/** The true values a title may mean: it rounds, and `逾6000` says nothing of how many more. */
function meant(figure: Figure): Interval {
  if (isExact(figure)) {
    const whole = /[1-9]0{2,}(?!\d)|[万亿]/.test(figure.text)
    const round = isRate(figure) ? (Number.isInteger(figure.value) ? 1 : 0) : whole ? 0.03 * figure.value : 0
    return { low: Math.min(figure.low, figure.value - round), high: Math.max(cut(figure).high, figure.value + round) }
  }
  if (figure.hedges.includes('at-least')) return { low: figure.low, high: isRate(figure) ? 100 : 1.7 * figure.value }
  return figure.hedges.includes('nearly') ? { low: 0.9 * figure.value, high: figure.high } : figure
}

const noise = /20\d{2}年?|[\d一二三四五六七八九十]+月份?|第[一二三四]季度|[今去上本前]年|[上下]半年|全[国省市县区州]|[我本][省市县区]|截至|目前|累计|[共达为逾超近约的了已是仅在有等]|[^一-鿿]/g
function shingles(words: string): Set<string> {
  const found = new Set<string>()
  for (const part of words.split('｜')) {
    const bare = part.replaceAll(noise, '')
    for (let at = 0; at + 2 <= bare.length; at++) found.add(bare.slice(at, at + 2))
  }
  return found
}

/** How much of a name some words have. */
function covers(pairs: ReadonlySet<string>, words: string): number {
  // 食安 is short for 食品安全
  const own = shingles(pairs.has('食安') ? words.replaceAll('食品安全', '食安') : words)
  return pairs.size === 0 ? 1 : [...pairs].filter((pair) => own.has(pair)).length / pairs.size
}

const say = (paper: Paper, title: Figure, told: Figure, sure: boolean): Finding =>
  finding(paper, [told, title], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'two-values',
    calculation: `标题 ${printed(title)}；正文 ${printed(told)}`,
    explanation: sure
      ? '标题所说的数正文没有，正文所说的同一事项是另一个数。'
      : '标题所说的数正文没有，正文相近的事项是另一个数；若标题所指是另一事项或另一时间则无误。',
  })
