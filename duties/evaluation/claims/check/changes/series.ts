import type { Finding } from '../../contract.ts'
import { checkChanges, unexplained } from './changes.ts'
import { checkMultiples, checkYearlyGrowth } from './multiples.ts'
import { bare } from '../ground/nouns.ts'
import {
  between,
  findingAt,
  group,
  isGrowth,
  isPoints,
  isRate,
  lead,
  printed,
  type Figure,
  type Paper,
} from '../ground/paper.ts'
import { growth } from './growth.ts'

/** Trend words (逐年加大、连续增长、持续下降) against the values, and stated growth (同比增长) against both years. */
export function checkSeries(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) => [
    ...trends(paper),
    ...checkMultiples(paper),
    ...paper.figures.flatMap((figure) => checkYearlyGrowth(paper, figure)),
    ...unexplained(
      paper,
      paper.figures.flatMap((figure) => (isGrowth(paper, figure) && isRate(figure) ? (growth(paper, figure) ?? []) : [])),
    ),
    ...checkChanges(paper),
  ])
}

const upward = '加大|增加|增长|提高|提升|上升|递增|攀升|增多|扩大|正增长|双增长|高于|改善|向好|走高|增强|跃升'
const downward = '下降|减少|降低|递减|负增长|下滑|回落|缩小|缩减|压减|压缩|走低|收缩|萎缩'
/** `三连升`, `一年一个台阶`, `稳中有降`: the same in few signs. */
const brief =
  '[两二三四五六七]连(?:升|增|涨|降|减|跌)|节节(?:攀升|升高|走高|提升|下降)|一年(?:上?一个(?:新)?台阶|好于一年|比一年[高好多低少])|年年(?:都)?(?:有)?(?:新)?(?:提升|提高|增长|增加|进步|攀升|上升|下降|减少|降低)|稳中(?:有|趋)(?:升|增|降)'
const falling = /降|减|跌|低|少|落|缩|萎|负/
const trendWords = new RegExp(
  `${brief}|(?:逐年|逐步|连续[^，。；]{0,4}年|连续(?=增|减|上|下|提|降)|连年|持续|年年|稳步|不断)[^，。；、]{0,6}?(?:${upward}|${downward})|(?:${upward}|${downward})趋势`,
  'g',
)
const briefly = new RegExp(`^(?:${brief})$`)

type Trend = {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly up: boolean
  readonly strict: boolean
  readonly about: string
}

function trends(paper: Paper): Finding[] {
  const series = seriesOf(paper)
  if (series.length === 0) return []
  const heads = new Set(paper.document.headings.map(({ start }) => paper.document.sentences.find((one) => one.start <= start && start < one.end)?.start))
  const bySentence = group(series, (one) => one[0]!.sentence)
  const byWord = wordsOf(series)
  return paper.document.sentences.flatMap((sentence, at) => {
    const words = paper.text.slice(sentence.start, sentence.end)
    return [...words.matchAll(trendWords)].flatMap((match) => {
      const start = sentence.start + match.index
      const about = words
        .slice(Math.max(0, match.index - 30), match.index)
        .split(/[，。；：、]/)
        .at(-1)!
        .replaceAll(/\s/g, '')
      const trend: Trend = {
        start,
        end: start + match[0].length,
        text: match[0],
        up: !falling.test(match[0].replace('逐', '')),
        strict: /逐年|连续|连年|持续|年年|连[升增涨降减跌]|一年|节节/.test(match[0]),
        about,
      }
      const here = spokenOf(trend, bySentence.get(at) ?? [])
      if (here.length > 0) return here.flatMap((one) => judge(paper, trend, one, true) ?? [])
      return related(byWord, about)
        .slice(0, 2)
        .flatMap((one) => (Math.abs(one[0]!.sentence - at) < 2 && !(briefly.test(match[0]) || heads.has(sentence.start)) ? [] : (judge(paper, trend, one, false) ?? [])))
    })
  })
}

/** `经费逐年增长，2020—2022年…` speaks of what follows, `…、1975万元，逐年增长` of what went before; never of another topic. */
function spokenOf(trend: Trend, rows: readonly Figure[][]): Figure[][] {
  const topics = topicsOf(trend.about)
  const near = rows.filter(
    ([first, ...rest]) => Math.abs(first!.start - trend.start) < 160 || Math.abs(rest.at(-1)!.end - trend.start) < 60,
  )
  const fitting = near.filter(([first]) => {
    const own = topicsOf(first!.subject + first!.measure)
    return topics.length === 0 || own.length === 0 || own.some((one) => topics.includes(one))
  })
  const behind = fitting.filter(([first]) => first!.start > trend.start)
  const ahead = fitting.filter(([first]) => first!.start < trend.start)
  const nearest = topics.length > 0 && behind.length > 0 ? behind[0] : (ahead.at(-1) ?? behind[0])
  return nearest ? [nearest] : []
}

/** Figures of one measure for two or more years, in order of the years. */
function seriesOf(paper: Paper): Figure[][] {
  const dated = paper.figures.filter(
    (figure) =>
      figure.period !== null &&
      /^\d{4}$/.test(figure.period) &&
      !isGrowth(paper, figure) &&
      !isPoints(figure) &&
      (figure.partOf === null || /(?:19|20)\d{2}年(?:度)?[为达有是]?$/.test(lead(paper, figure))) &&
      figure.bracketOf === null &&
      figure.value > 0,
  )
  const rows = rowsOf(paper, dated)
  const inRows = new Set(rows.flat())
  const inOne = [
    ...rows,
    ...group(
      dated.filter((one) => !inRows.has(one)),
      (one) => `${one.sentence}|${one.unit}|${one.subject}|${one.measure}`,
    ).values(),
  ]
  const found = inOne.filter((one) => new Set(one.map(({ period }) => period)).size > 1)
  const single = inOne
    .filter((one) => new Set(one.map(({ period }) => period)).size === 1 && one[0]!.subject.length + one[0]!.measure.length > 3)
    .map((one) => one[0]!)
  const acrossSentences = [...group(single, (one) => `${one.unit}|${bare(one.subject)}|${one.measure}|${one.scope}`).values()].filter(
    (one) => new Set(one.map(({ period }) => period)).size > 1,
  )
  return [...found, ...acrossSentences].map((one) =>
    [...new Map(one.map((figure) => [figure.period, figure])).values()].sort((a, b) => (a.period! < b.period! ? -1 : 1)),
  )
}

/** Lists such as `1260万元、1580万元、1975万元` over as many years, whatever words stand before the first. */
function rowsOf(paper: Paper, dated: readonly Figure[]): Figure[][] {
  const rows: Figure[][] = []
  for (const figure of dated) {
    const row = rows.at(-1)
    const before = row?.at(-1)
    if (
      before &&
      before.at === figure.at - 1 &&
      before.unit === figure.unit &&
      before.period! < figure.period! &&
      /^[、，和及]?(?:再|又|进一步)?(?:(?:增加|增长|提高|上升|提升|扩大|下降|减少|降低|升|降|增)?(?:到|至|为))?(?:\d{4}年度?的?(?:达到?|为)?)?$/.test(
        between(paper, before, figure),
      )
    )
      row!.push(figure)
    else rows.push([figure])
  }
  return rows.filter(({ length }) => length > 1)
}

const topics = /经费|投入|资金|抽检|抽样|不合格率|合格率|投诉|案件|使用量|培训|检验|监测|产量|产值|人员|覆盖率|满意度|知晓率/g
const topicsOf = (text: string): string[] => [...new Set(text.match(topics) ?? [])]
const wordsOf = (series: readonly Figure[][]): Map<string, Figure[][]> => {
  const words = new Map<string, Figure[][]>()
  for (const one of series)
    for (const word of topicsOf(one[0]!.subject + one[0]!.measure)) words.set(word, [...(words.get(word) ?? []), one])
  return words
}
/** Series elsewhere in the paper that share a topic, those of money where money is spoken of. */
function related(byWord: Map<string, Figure[][]>, about: string): Figure[][] {
  const money = /经费|投入|资金/.test(about)
  return [...new Set(topicsOf(about).flatMap((word) => byWord.get(word) ?? []))].filter(([first]) => (first!.unit === '元') === money)
}

function judge(paper: Paper, trend: Trend, series: readonly Figure[], here: boolean): Finding | null {
  const years = /连续(两|二|三|四|五|六|\d)年/.exec(trend.text)?.[1]
  const breaks = series.slice(1).filter((one, at) => (trend.up ? one.high < series[at]!.low : one.low > series[at]!.high))
  const calculation = series.map((one) => `${one.period}年 ${printed(one)}`).join(' → ')
  const claims = series.map(({ id }) => id)
  const [broken] = breaks
  const spanned = broken && here ? { ...trend, start: Math.min(trend.start, broken.start), end: Math.max(trend.end, broken.end) } : trend
  const say = (verdict: Finding['verdict'], explanation: string): Finding =>
    findingAt(paper, spanned.start, spanned.end, { verdict, kind: 'series', calculation, explanation }, claims)
  if (breaks.length === 0) return here || years === undefined ? say('holds', `各年数值与“${trend.text}”相符。`) : null
  const sure = here && trend.strict && sameClause(paper, trend, series)
  return say(
    sure ? 'contradiction' : 'doubtful',
    `${breaks.map(({ period }) => `${period}年`).join('、')}的数与“${trend.text}”相反。${sure ? '' : '若所说的是另一项指标或另一范围则无误。'}`,
  )
}

const sameClause = (paper: Paper, trend: Trend, series: readonly Figure[]): boolean => {
  const [from, to] = [Math.min(trend.end, series.at(-1)!.end), Math.max(trend.start, series[0]!.start)]
  return !/[；。]|[二三四五六]是/.test(paper.text.slice(from, to)) && topicsMeet(trend.about, series[0]!)
}
const topicsMeet = (about: string, first: Figure): boolean => {
  const topics = topicsOf(about)
  return topics.length === 0 || (first.unit === '元') === /经费|投入|资金/.test(about)
}
