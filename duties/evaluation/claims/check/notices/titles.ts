import type { Finding } from '../../contract.ts'
import { meet } from '../interval.ts'
import { between, finding, isCount, isGrowth, isIncrement, isRate, lead, printed, sort, tail, type Figure, type Paper } from '../paper.ts'

/** A figure of the title, or of a line that stands above a part, comes back in the text below; the title tells no other. */
export const checkTitles = (paper: Paper): Finding[] =>
  titlesOf(paper).flatMap(({ from, to, first }) => {
    const told = paper.figures.filter((one) => one.start >= from && one.end <= to && able(paper, one))
    const below = paper.figures.filter((one) => one.start >= to && (first || one.start < to + REACH))
    return told.flatMap((one) => judge(paper, one, below) ?? [])
  })

/** How far below a line between the parts its figure is looked for. */
const REACH = 500

type Title = { readonly from: number; readonly to: number; readonly first: boolean }
/** Short lines without a stop; the first is the title of all. */
function titlesOf(paper: Paper): Title[] {
  const found: Title[] = []
  let from = 0
  for (const line of paper.text.split('\n')) {
    const to = from + line.length
    if (line.trim().length > 5 && line.length < 48 && !/[。；|\t]|：$|^\s*(?:\d{1,2}[.、．]|附件|[（(])/.test(line)) found.push({ from, to, first: found.length === 0 && from < 60 })
    from = to + 1
  }
  return found
}

const able = (paper: Paper, one: Figure): boolean =>
  one.cell === null && one.bracketOf === null && one.low > 0 && (isRate(one) ? !isGrowth(paper, one) : isCount(one) && one.value >= 5 && !isIncrement(paper, one) && !/^[年月日期号第]/.test(one.unit))

/** 合格率 and 不合格率 are two; 抽检合格率 is one of the first. */
const rateName = (paper: Paper, one: Figure): string => {
  const words = /(不?[一-鿿]{2}(?:率|度)|占)[^，。；率度占]{0,8}$/.exec(lead(paper, one, 24))?.[1] ?? /(不?[一-鿿]{2}(?:率|度))$/.exec(one.measure)?.[1] ?? ''
  return words
}

const general = /食品|安全|全[市县区省国]|[我本][市县区省]|情况|工作|开展|去年|今年|年度|市场|监管|公布|通报|分别|达到|为|达|共|的|了|和|及/g
function pairs(words: string): Set<string> {
  const found = new Set<string>()
  for (const part of words.replaceAll(general, ' ').split(/[^一-鿿]+/)) for (let at = 0; at + 2 <= part.length; at++) found.add(part.slice(at, at + 2))
  return found
}
const wordsOf = (paper: Paper, one: Figure): string => `${lead(paper, one, 20).replace(/^.*\d/, '')} ${one.subject} ${tail(paper, one, 10).replace(/\d.*$/, '')}`

const other = /上年|去年同期|同期|(?<!占)比(?!重|例|率)|较|由|从|目标|力争|全国|全省平均|分别|依次|最[高低]|季度|[上下]半年/
/** 合格率分别为97.1%、98.8%: each of a row has a name of its own. */
const inRow = (paper: Paper, one: Figure): boolean => /分别|依次/.test(lead(paper, one, 24)) || [paper.figures[one.at - 1], paper.figures[one.at + 1]].some((next) => next !== undefined && next.unit === one.unit && /^[、和及]$/.test(between(paper, one, next)))

function judge(paper: Paper, told: Figure, below: readonly Figure[]): Finding[] | null {
  const same = below.filter((one) => sort(one) === sort(told) || (one.cell !== null && one.unit === ''))
  const rate = isRate(told)
  const name = rate ? rateName(paper, told) : ''
  if (same.length === 0 || (rate && name === '')) return null
  const own = pairs(wordsOf(paper, told))
  const like = (one: Figure): boolean => {
    if (!able(paper, one) || inRow(paper, one) || (rate ? rateName(paper, one) !== name : one.value > 2 * told.value || told.value > 2 * one.value)) return false
    if (other.test(lead(paper, one, 30)) || (rate && /其中/.test(lead(paper, one, 30)))) return false
    const shared = [...pairs(wordsOf(paper, one))].filter((pair) => own.has(pair)).length
    return shared >= (rate || Math.max(one.value, told.value) <= 1.3 * Math.min(one.value, told.value) ? 1 : 2)
  }
  const alike = same.filter(like)
  const [first] = alike
  const near = alike.filter((one) => one.sentence <= told.sentence + 5)
  if (!first || alike.some((one) => meet(one, told)) || same.some((one) => !(rate && near.length > 0) && meet(one, told))) return null
  const sure = rate && alike.length === 1 && told.hedges.every((hedge) => hedge === 'exact') && first.hedges.every((hedge) => hedge === 'exact') && first.sentence <= told.sentence + 4
  return [
    finding(paper, [first, told], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'two-values',
      calculation: `标题 ${printed(told)}；正文 ${printed(first)}`,
      explanation: `标题所列的数正文里没有，正文所列同一指标是另一个数${sure ? '' : '；若两处所指不同则无误'}。`,
    }),
  ]
}
