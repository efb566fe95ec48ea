import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, showInterval, sum, times } from '../ground/interval.ts'
import { between, finding, findingAt, inSentence, isCount, isExact, isGrowth, isPoints, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { yearBefore } from './apart.ts'

/** Rows of years against what is told behind them. Each leaves a doubt. */
export const checkSeriesApart = (paper: Paper): Finding[] =>
  [...paper.bySentence.keys()].flatMap((sentence) => [
    ...rowsOf(paper, sentence).flatMap((row) => toldRise(paper, row) ?? oneTurned(paper, row) ?? []),
    ...yearByYear(paper, sentence),
  ])

/** Three and more figures of one unit, joined by nothing but years. */
function rowsOf(paper: Paper, sentence: number): Figure[][] {
  const rows: Figure[][] = []
  for (const figure of inSentence(paper, sentence)) {
    const last = rows.at(-1)?.at(-1)
    if (last && sort(last) === sort(figure) && figure.cell === null && /^(?:[、，和]|、和)(?:20\d{2}年)?(?:为|达到?)?$/.test(between(paper, last, figure))) rows.at(-1)!.push(figure)
    else rows.push([figure])
  }
  return rows.filter((row) => row.length > 2 && row.every(isExact))
}

const doubt = (paper: Paper, figures: readonly Figure[], calculation: string, explanation: string): Finding =>
  finding(paper, figures, { verdict: 'doubtful', kind: 'series', calculation, explanation })

const doubtAt = (paper: Paper, turned: readonly Figure[], row: readonly Figure[], calculation: string, explanation: string): Finding =>
  findingAt(paper, turned[0]!.start, turned.at(-1)!.end, { verdict: 'doubtful', kind: 'series', calculation, explanation }, row.map(({ id }) => id))

/** `2021年48.5%、2022年52.0%、2023年43.6%，两年提高8.0个百分点`: the last lies below the first. */
function toldRise(paper: Paper, row: readonly Figure[]): Finding | null {
  const [first, last] = [row[0]!, row.at(-1)!]
  const next = inSentence(paper, last.sentence).find((one) => one.start >= last.end)
  const told = next && isPoints(next) && isRate(first) ? /^，(?:[两二三四五]年)?(?:共|累计|合计)?(?:(提高|提升|上升|增加|增长)|下降|降低|减少|回落)了?$/.exec(between(paper, last, next)) : null
  if (!told || !(told[1] ? last.high < first.low : last.low > first.high)) return null
  return doubt(paper, [last, first, next!], `${row.map(printed).join(' → ')}，所称${told[0].replace(/^，/, '')} ${printed(next!)}`, '升降方向与所列各年数相反；若所说的是另一项指标则无误。')
}

/** `分别完成12.8万批次、15.4万批次、13.9万批次，共计46.2万批次`: the sum is not theirs, and a member that would set it right breaks the run. */
function oneTurned(paper: Paper, row: readonly Figure[]): Finding | null {
  const next = inSentence(paper, row[0]!.sentence).find((one) => one.start >= row.at(-1)!.end)
  if (!next || !isCount(next) || sort(next) !== sort(row[0]!) || !/^，(?:共计?|合计|累计|总计|三年共|三年累计|四季度合计|合起来是?)$/.test(between(paper, row.at(-1)!, next)) || meet(cut(sum(row)), cut(next))) return null
  // what a member would have to be that the sum is right, and whether the row would then run one way
  const runs = (values: readonly number[]): boolean =>
    values.every((value, at) => at === 0 || value > values[at - 1]!) || values.every((value, at) => at === 0 || value < values[at - 1]!)
  if (runs(row.map(({ value }) => value))) return null
  const rest = (one: Figure): number => next.value - row.reduce((all, other) => (other === one ? all : all + other.value), 0)
  const turned = row.filter((one) => rest(one) > 0 && runs(row.map((other) => (other === one ? rest(one) : other.value))))
  if (turned.length === 0) return null
  return doubtAt(paper, turned, row, `${row.map(printed).join(' + ')}，所列合计 ${printed(next)}`, '各数之和与所列合计不符，且其中一数打破了各数的升降；若合计另有所指则无误。')
}

/** `2022年增加到3680批次，同比增长15.0%，2023年达到4140批次，同比增长12.5%`: each against the year before it in the sentence. */
function yearByYear(paper: Paper, sentence: number): Finding[] {
  const same = inSentence(paper, sentence)
  return same.flatMap((rate, at) => {
    const to = same[at - 1]
    const fall = /^，?(?:同比|比上年|较上年)(?:增长|增加|(下降|减少))了?$/.exec(to ? between(paper, to, rate) : '')
    if (!to || !fall || !isGrowth(paper, rate) || !isCount(to) || !isExact(to) || rate.cell !== null) return []
    const year = yearBefore(paper, to)
    const from = same.filter((one) => one.end <= to.start && sort(one) === sort(to) && isCount(one) && one.low > 0 && yearBefore(paper, one) === year - 1)
    const change = (one: Figure) => times(over(fall[1] ? minus(one, to) : minus(to, one), one), 100)
    const ordered = (one: Figure) => ({ low: Math.min(change(one).low, change(one).high), high: Math.max(change(one).low, change(one).high) })
    if (from.length !== 1 || from.some((one) => meet(cut(ordered(one)), cut(rate)))) return []
    const words = lead(paper, from[0]!)
    if (/其中|任务|计划/.test(`${words}${lead(paper, to)}`)) return []
    return [doubt(paper, [to, from[0]!, rate], `(${printed(to)} − ${printed(from[0]!)}) ÷ ${printed(from[0]!)} = ${showInterval(ordered(from[0]!), 2)}%，所列 ${printed(rate)}`, '增幅与所列两年的数不符；若对比的口径不同则无误。')]
  })
}
