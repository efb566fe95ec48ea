import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times, type Interval } from '../ground/interval.ts'
import { withRow } from './mean-around.ts'
import { rounded } from './mean-words.ts'
import { paragraphOf } from '../ground/near.ts'
import { before, between, clause, finding, inSentence, isCount, isExact, isIncrement, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'
import { likely } from '../ground/likely.ts'

/** Means whose total or number stands some clauses away: `每名网格员联系6家`, `平均每百户次15个`, `人均12元`, `平均每天260批次，一年下来9.49万批次`. */
export const checkMeansApart = (paper: Paper): Finding[] =>
  paper.figures.flatMap((figure) =>
    figure.cell === null && isCount(figure) && isExact(figure) && figure.low > 0 && /[每均年]/.test(lead(paper, figure, 16))
      ? (byTheHundred(paper, figure) ?? eachOf(paper, figure) ?? perHead(paper, figure) ?? aYear(paper, figure) ?? [])
      : [],
  )

const sizes: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 10_000 }
const norm = /不少于|不低于|至少|标准|要求|必须|应|以上|不超过|目标|力争|计划|最多|不得|可/

const usable = (paper: Paper, one: Figure): boolean =>
  one.cell === null && isCount(one) && one.low > 0 && Number.isFinite(one.high) && !/[每均][一-鿿]{0,6}$/.test(lead(paper, one, 12))
/** Counts of the paragraph before a figure, nearest first. */
const above = (paper: Paper, figure: Figure): Figure[] =>
  paragraphOf(paper, figure.sentence)
    .filter((one) => one.end <= figure.start && usable(paper, one))
    .toReversed()

const doubt = (paper: Paper, figures: readonly Figure[], kind: 'mean' | 'per-capita', calculation: string): Finding =>
  finding(paper, figures, { verdict: 'doubtful', kind, calculation, explanation: '平均数与前文所列的总数、个数不符；若平均只就其中一部分计算则无误。' })

/** `累计15880户次；…。发现的794个问题，相当于每百户次5个`: no number of visits of the paragraph gives it. */
function byTheHundred(paper: Paper, figure: Figure): Finding | null {
  const [, many = '', unit = ''] = /每(百|千|万)([家户所人批件场][次]?)[一-鿿]{0,4}$/.exec(lead(paper, figure, 14)) ?? []
  const size = sizes[many]
  const total = inSentence(paper, figure.sentence).findLast((one) => one.end <= figure.start && usable(paper, one))
  if (!size || !total || sort(total) !== sort(figure) || between(paper, total, figure).length > 20) return null
  const overs = above(paper, figure).filter((one) => one.unit === unit && one.value > size)
  const results = overs.map((one) => times(over(total, one), size))
  const near = results.findIndex((result) => likely(result, figure))
  if (near < 0 || results.some((result) => meet(cut(result), rounded(figure)))) return null
  return doubt(paper, [figure, total, overs[near]!], 'mean', `${show(total.value)} ÷ ${show(overs[near]!.value)} × ${size} = ${showInterval(results[near]!, 2)}，所列 ${printed(figure)}`)
}

const every = /每(名|人|个|家|户|所|期|场|起|件)([一-鿿]{0,10})$/
/** `拿出3330万元改造111所学校食堂，每所补助30万元`: the number stands right before, the total in the sentence or in the paragraph. */
function eachOf(paper: Paper, figure: Figure): Finding | null {
  const words = lead(paper, figure, 16)
  const match = every.exec(words)
  if (!match || norm.test(clause(paper, figure)) || /[年月周日天季]/.test(words)) return null
  const [all, unit] = [above(paper, figure), { ...figure, unit: match[1]! }]
  const counts = all.filter((one) => sort(one) === sort(unit) && sort(one) !== sort(figure) && one.value > 1)
  const count = counts.find((one) => one.sentence === figure.sentence)
  if (!count || /；/.test(between(paper, count, figure)) || between(paper, count, figure).length > 40) return null
  const around = paragraphOf(paper, figure.sentence).filter((one) => one.start !== figure.start && usable(paper, one))
  const totals = around.filter((one) => sort(one) === sort(figure) && !isIncrement(paper, one))
  const own = totals.filter((one) => one.sentence === figure.sentence && one.end <= figure.start)
  const gives = (total: Figure, of: Figure): Interval => over(total, of)
  if (totals.some((total) => around.some((of) => sort(of) === sort(unit) && meet(cut(gives(total, of)), rounded(figure))))) return null
  const total = (own.length > 0 ? own : totals).toSorted((one, other) => other.value - one.value)[0]
  if (total && meet(over(total, withRow(paper, count)), rounded(figure))) return null
  if (!total || total.value <= count.value || !likely(gives(total, count), figure)) return null
  return doubt(paper, [figure, total, count], 'mean', `${show(total.value)} ÷ ${show(count.value)} = ${showInterval(gives(total, count), 2)}，所列平均 ${printed(figure)}`)
}

/** `安排经费583.2万元，…，人均12元`: of the people that the paper tells, where no other persons stand near. */
function perHead(paper: Paper, figure: Figure): Finding | null {
  const { population } = paper.document
  if (population === null || !/人均[一-鿿]{0,4}$/.test(lead(paper, figure, 10)) || figure.unit !== '元' || norm.test(clause(paper, figure))) return null
  const all = above(paper, figure)
  if (all.some((one) => sort(one) === '人' || one.unit === '人次')) return null
  const totals = all.filter((one) => one.unit === '元' && one.sentence === figure.sentence)
  const people = { low: population * 0.995, high: population * 1.005 }
  const given = totals.map((total) => over(total, people))
  const near = given.findIndex((result) => likely(result, figure))
  if (near < 0 || given.some((result) => meet(cut(result), rounded(figure)))) return null
  return doubt(paper, [figure, totals[near]!], 'per-capita', `${printed(totals[near]!)} ÷ ${show(population)}人 = ${showInterval(given[near]!, 2)}，所列人均 ${printed(figure)}`)
}

/** All days, or those of work. */
const days = [366, 365, 360, 252, 251, 250, 249, 248]
/** `平均每天260批次，一年下来9.49万批次` */
function aYear(paper: Paper, year: Figure): Finding | null {
  if (!/(?:一年|全年)[一-鿿]{0,4}$/.test(lead(paper, year, 12))) return null
  const daily = inSentence(paper, year.sentence).findLast((one) => one.at === year.at - 1)
  if (!daily || sort(daily) !== sort(year) || !/(?:每天|日均|每日)[一-鿿]{0,5}$/.test(before(paper, daily, 12)) || between(paper, daily, year).length > 12) return null
  const per = rounded(daily)
  const fits = days.some((number) => meet(times(per, number), rounded(year)))
  if (fits) return null
  return doubt(paper, [year, daily], 'mean', `${show(daily.value)} × 365 = ${show(daily.value * 365)}，所列全年 ${printed(year)}`)
}
