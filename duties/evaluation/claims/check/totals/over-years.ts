import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, sum } from '../ground/interval.ts'
import { countsLike } from '../ground/near.ts'
import { before, between, finding, isCount, isExact, isIncrement, isMean, joined, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Sums and yearly means over figures that are named by their year or quarter: `三年累计15.6万批次，2021年4.8万批次，2022年…，年均5.2万批次`. */
export const checkOverYears = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => [
    ...ofYears(paper, figures),
    ...figures.flatMap((one) => [...ofQuarters(paper, one), ...perYear(paper, figures, one)]),
  ])

const yearly = /(?:^|[，；、：和及])(?:其中)?(?:19|20)\d{2}年(?:度)?[为达有到是完成]{0,3}$/
const opening = /^(?:其中)?(?:19|20)\d{2}年(?:度|全年)?[一-鿿]{2,12}$/
const counted: Readonly<Record<string, number>> = { 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 }
/** `三年共238.6万张`: how many years a total says that it is of. */
const yearsSaid = (words: string): number | undefined => counted[/([两二三四五六])年(?:来|间)?[^，。；\d]{0,8}$/.exec(words)?.[1] ?? '']
const whole = /累计|合计|总共|共|[两二三四五六]年|总/

/** Rows whose every member is led by its own year and nothing else. */
function rowsOf(paper: Paper, figures: readonly Figure[]): Figure[][] {
  const rows: Figure[][] = []
  for (const figure of figures) {
    const last = rows.at(-1)?.at(-1)
    const words = last ? between(paper, last, figure) : `，${lead(paper, figure, 14)}`
    const named = isCount(figure) && yearly.test(words) && !isIncrement(paper, figure)
    // 2021年开具合格证46.2万张，2022年78.5万张: the first of them tells what is counted
    const opens = last === undefined && isCount(figure) && opening.test(lead(paper, figure, 24)) && !isIncrement(paper, figure)
    if (!named && !opens) rows.push([])
    else if (last && sort(last) === sort(figure)) rows.at(-1)!.push(figure)
    else rows.push([figure])
  }
  return rows.filter(({ length }) => length > 1)
}

/** `2021年、2022年、2023年分别为…`: a row of bare figures, each of its year. */
function bareRows(paper: Paper, figures: readonly Figure[]): Figure[][] {
  const rows: Figure[][] = []
  for (const figure of figures) {
    const last = rows.at(-1)?.at(-1)
    if (last && isCount(figure) && sort(last) === sort(figure) && /^[、和及]$/.test(between(paper, last, figure))) rows.at(-1)!.push(figure)
    else rows.push([figure])
  }
  return rows.filter(
    (row) =>
      row.length > 1 &&
      row.every(({ period }) => /^\d{4}$/.test(period ?? '')) &&
      new Set(row.map(({ period }) => period)).size === row.length,
  )
}

function ofYears(paper: Paper, figures: readonly Figure[]): Finding[] {
  const named = rowsOf(paper, figures)
  return [
    ...named.flatMap((row) => total(paper, figures, row)),
    ...[...named, ...bareRows(paper, figures)].flatMap((row) => mean(paper, figures, row)),
  ]
}

function total(paper: Paper, figures: readonly Figure[], row: readonly Figure[]): Finding[] {
  const [first, last] = [row[0]!, row.at(-1)!]
  const at = figures.indexOf(first)
  const ahead = figures[at - 1]
  const behind = figures[figures.indexOf(last) + 1]
  const fit = (one: Figure | undefined, words: string): one is Figure =>
    one !== undefined && isCount(one) && sort(one) === sort(first) && !isMean(paper, one) && !isIncrement(paper, one) && !/[增升降减提]/.test(words.slice(-3)) && whole.test(words) && !/年均|平均/.test(words)
  const all = fit(ahead, lead(paper, ahead ?? first, 24)) ? ahead : fit(behind, lead(paper, behind ?? last, 16)) ? behind : undefined
  const words = all ? (all === ahead ? between(paper, all, first) : between(paper, last, all)) : ''
  if (!all || words.length > 30 || /[；。]/.test(words) || meet(sum(row), all)) return []
  const years = yearsSaid(lead(paper, all, 24))
  if (years !== undefined && years !== row.length) return []
  const sure = [...row, all].every(isExact) && !/其中|等|比|较/.test(words) && /累计|合计|共/.test(lead(paper, all, 24))
  if (words.includes('其中') && sum(row).low < all.low) return []
  return [
    finding(paper, [all, ...row], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'total',
      calculation: `${row.map(({ value }) => show(value)).join(' + ')} = ${showInterval(sum(row))}${all.unit}，所列累计 ${printed(all)}`,
      explanation: `各年之和与累计数不符。${sure ? '' : '若累计还含未列出的年份则无误。'}`,
    }),
  ]
}

function mean(paper: Paper, figures: readonly Figure[], row: readonly Figure[]): Finding[] {
  const last = row.at(-1)!
  const one = figures.find(
    (figure) => figure.start > last.end && sort(figure) === sort(last) && /(?:年均|平均每年)[一-鿿]{0,4}$/.test(lead(paper, figure, 12)),
  )
  if (!one || between(paper, last, one).length > 40) return []
  const count = { low: row.length, high: row.length }
  if (meet(cut(over(sum(row), count)), cut(one))) return []
  return [
    finding(paper, [one, ...row], {
      verdict: 'doubtful',
      kind: 'mean',
      calculation: `(${row.map(({ value }) => show(value)).join(' + ')}) ÷ ${row.length} = ${showInterval(over(sum(row), count))}，所列年均 ${printed(one)}`,
      explanation: '年均数与所列各年的数不符；若年均另有起止年份则无误。',
    }),
  ]
}

const lengths = '一二三四五六七八九十'
/** `三年间，共查处案件2760件，平均每年920件`. */
function perYear(paper: Paper, figures: readonly Figure[], one: Figure): Finding[] {
  const total = figures[figures.indexOf(one) - 1]
  if (!isCount(one) || !/(?:平均每年|年均)[一-鿿]{0,4}$/.test(lead(paper, one, 12)) || !total || sort(total) !== sort(one) || !isExact(total)) return []
  if (!/共|累计|总/.test(lead(paper, total, 24)) || between(paper, total, one).length > 12) return []
  const words = before(paper, total, 80)
  const span = /(20\d{2})年?(?:—|-|至|到|~)(20\d{2})年[^。；]*$/.exec(words)
  const years = span ? Number(span[2]) - Number(span[1]) + 1 : lengths.indexOf(/([两二三四五六七八九十])年(?:来|间|以来|里|，|共|累计)[^。；]*$/.exec(words)?.[1]?.replace('两', '二') ?? '无') + 1
  if (years < 2 || meet(cut(over(total, { low: years, high: years })), cut(one))) return []
  return [
    finding(paper, [one, total], {
      verdict: 'doubtful',
      kind: 'mean',
      calculation: `${show(total.value)} ÷ ${years} = ${showInterval(over(total, { low: years, high: years }), 2)}，所列年均 ${printed(one)}`,
      explanation: '年均数与累计数、年数不符；若起止年份另有所指则无误。',
    }),
  ]
}

const spans: readonly (readonly [RegExp, readonly number[]])[] = [
  [/(?:一至三|前三|1[—至到-]3)个?季度[^，。；\d]{0,10}$/, [1, 2, 3]],
  [/上半年[^，。；\d]{0,10}(?:累计|共)[^，。；\d]{0,6}$/, [1, 2]],
]
const quarter = /(?<![至前—\d个])第?([一二三四])季度/g
/** The quarter whose name stands last before a figure, in its sentence or at the head of it. */
function quarterOf(paper: Paper, figure: Figure): number | null {
  const { start } = paper.document.sentences[figure.sentence]!
  const words = joined(paper.text.slice(start, figure.start))
  if (/(?:一至|前)[二三]个?季度[^，。；(]{0,12}$/.test(words)) return null
  const last = [...words.matchAll(quarter)].at(-1)?.[1]
  return last === undefined ? null : '一二三四'.indexOf(last) + 1
}

/** `一至三季度累计抽检13560批次` beside one figure of the same deed for each of the quarters. */
function ofQuarters(paper: Paper, all: Figure): Finding[] {
  if (!isCount(all) || all.cell !== null || !isExact(all)) return []
  const words = lead(paper, all, 24)
  const span = spans.find(([form]) => form.test(words))?.[1]
  const deed = /抽检|检查|受理|立案|查处|办结|培训|监测/.exec(words)?.[0]
  if (!span || deed === undefined) return []
  const near = countsLike(paper, all).filter(
    (one) => one !== all && isExact(one) && !isIncrement(paper, one) && Math.abs(one.start - all.start) < 400,
  )
  const parts = span.map((number) => near.filter((one) => quarterOf(paper, one) === number))
  const bare = (one: Figure): boolean =>
    lead(paper, one, 10)
      .replace(/^.*[（(]/, '')
      .endsWith('季度为') || new RegExp(`${deed}[一-鿿]{0,6}$`).test(lead(paper, one, 14))
  const chosen = parts.map((some) => some.filter(bare))
  if (chosen.some(({ length }) => length === 0)) return []
  const sums = chosen.reduce<Figure[][]>((rows, some) => rows.flatMap((row) => some.slice(0, 3).map((one) => [...row, one])), [[]])
  if (sums.some((row) => meet(sum(row), all))) return []
  const row = sums[0]!
  return [
    finding(paper, [all, ...row], {
      verdict: 'doubtful',
      kind: 'total',
      calculation: `${row.map(({ value }) => show(value)).join(' + ')} = ${showInterval(sum(row))}${all.unit}，所列累计 ${printed(all)}`,
      explanation: '各季度之和与累计数不符；若口径不同则无误。',
    }),
  ]
}
