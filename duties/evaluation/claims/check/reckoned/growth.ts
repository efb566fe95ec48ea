import type { Finding } from '../../contract.ts'
import { atConstantPrices, isChange } from '../ground/change-words.ts'
import { wayOf } from '../ground/growth.ts'
import { meet, minus, over, plus, show, sum, times, type Interval } from '../ground/interval.ts'
import { depthOf, paragraphOf } from '../ground/near.ts'
import { between, isCount, isDensity, isExact, isMean, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { rowOf } from '../ground/rows.ts'
import { judge, type Reading } from './judge.ts'
import { alike, comparedIn, isLevel, own, rowUpTo, suits, timeOf, type Compared } from './times.ts'

/** So many levels before and behind a change are looked at. */
const BEFORE = 24
const BEHIND = 4
/** What may explain, and is not suspected. */
const FAR = 100

/** Rates of growth whose two levels, or whose step and level, the paragraph holds. */
export const checkGrowthsReckoned = (paper: Paper): Finding[] => paper.figures.flatMap((change) => (able(paper, change) ? (ofOne(paper, change) ?? []) : []))

const other = /环比|[节约][约省]?率[为达]?$|年均|平均|累计|目标|计划|任务|全[省国]|力争|预计|可比|占|高于|低于|快于|慢于/
const grows = /(?:增速|增幅|升幅|降幅|涨幅)[为达是]?$|(?:压缩|缩短|下降|降低|减少|增加|增长|上升|提高|提升|增|降|减)了?$/
const able = (paper: Paper, one: Figure): boolean =>
  isRate(one) && one.cell === null && isExact(one) && one.value > 0 && /\d/.test(one.text) && (isChange(paper, one) || grows.test(lead(paper, one)) || growthRow(paper, one)) && !other.test(lead(paper, one)) && !atConstantPrices(paper, one)
const growthRow = (paper: Paper, one: Figure): boolean => {
  const [first] = rowOf(paper, one)
  return first !== undefined && first !== one && (isChange(paper, first) || /(?:增速|增幅|升幅|降幅|涨幅|增长|上升|提高|增加)[一-鿿]{0,4}(?:分别|依次|各)[为达是]*$/.test(lead(paper, first)))
}

const BASE = '增减幅度是以增减之后的数为基数算的，应以增减之前的数为基数。'

function ofOne(paper: Paper, change: Figure): Finding | null {
  const row = rowOf(paper, change)
  const words = lead(paper, row[0]!)
  const way = wayOf(words) || (/降幅|压缩|缩短/.test(words) ? -1 : 0)
  const levels = levelsFor(paper, change)
  const step = stepOf(paper, change)
  const readings = [...(row.length > 1 || /分别|依次|各/.test(words) ? inRow(paper, change, row, levels) : pairs(paper, change, way, levels, step)), ...(step ? steps(paper, change, way, levels, step) : [])]
  return judge(paper, change, readings, {
    kind: 'ratio',
    unit: change.unit,
    explanation: '增减幅度与它所指的前后两数不符。',
    doubt: '增减幅度与前后两数不符而只差一处笔误；若所比的是另外两数则无误。',
  })
}

type Placed = { readonly one: Figure; readonly away: number }
function levelsFor(paper: Paper, change: Figure): Placed[] {
  const first = rowOf(paper, change)[0]!
  const fits = (one: Figure): boolean => isLevel(paper, one) && isExact(one) && (isCount(one) || isRate(one) || isDensity(one) || one.unit === '') && (!isMean(paper, one) || /[每均]/.test(lead(paper, change)))
  const all = paragraphOf(paper, change.sentence).filter(fits)
  const ahead = all.filter((one) => one.end <= first.start).slice(-BEFORE)
  const behind = all.filter((one) => one.start >= change.end && one.sentence === change.sentence && !paper.text.slice(change.end, one.start).includes('其中')).slice(0, BEHIND)
  return [...ahead.map((one, at) => ({ one, away: ahead.length - at - 1 + change.sentence - one.sentence })), ...behind.map((one, at) => ({ one, away: at + 1 }))]
}

const growth = (way: number, sign = 100) => (of: readonly Interval[]): Interval => {
  const [to, from] = of as [Interval, Interval]
  const rate = times(over(minus(to, from), from), sign)
  return (way === 0 && rate.high < 0) || way < 0 ? { low: -rate.high, high: -rate.low } : rate
}
const onTo = (way: number, to: Interval, from: Interval): Interval => {
  const rate = times(over(minus(to, from), to), 100)
  return (way === 0 && rate.high < 0) || way < 0 ? { low: -rate.high, high: -rate.low } : rate
}

function pair(to: Figure, from: Figure, way: number, away: number, bound: boolean): Reading {
  return { from: [to, from], gives: growth(way), mistaken: { gives: onTo(way, to, from), explanation: BASE }, away, bound, shown: () => `(${show(to.value)} − ${show(from.value)}) ÷ ${show(from.value)}` }
}

function pairs(paper: Paper, change: Figure, way: number, levels: readonly Placed[], step: Figure | undefined): Reading[] {
  const words = own(paper, change)
  const asked: Compared = comparedIn(words === '' ? lead(paper, change) : words)
  const sums = levels.filter(({ one }) => one.sentence === change.sentence && timeOf(paper, one) === 'before').flatMap((from) => sumsBefore(levels, from.one).map((all): Reading => ({ from: [], gives: () => growth(way)([all, from.one]), away: 0, bound: false, silent: true, shown: () => '' })))
  return [...sums, ...ofLevels(paper, change, way, levels, step, asked)]
}
/** `一季度2640户次，二季度3120户次，同比（去年6000户次）下降`: two or three of a row together. */
function sumsBefore(levels: readonly Placed[], from: Figure): Interval[] {
  const same = levels.map(({ one }) => one).filter((one) => alike(one, from) && one !== from)
  return same.flatMap((one, at) => [2, 3, 4].flatMap((length) => (at + 1 >= length && same[at - length + 1]!.sentence === one.sentence ? [sum(same.slice(at - length + 1, at + 1))] : [])))
}
function ofLevels(paper: Paper, change: Figure, way: number, levels: readonly Placed[], step: Figure | undefined, asked: Compared): Reading[] {
  return levels.flatMap((to) =>
    levels.flatMap((from) => {
      const [a, b] = [to.one, from.one]
      if (a === b || !alike(a, b) || a.value > 4 * b.value || b.value > 4 * a.value) return []
      const [later, earlier] = [timeOf(paper, a), timeOf(paper, b)]
      if (!suits(later, asked.to) || !suits(earlier, asked.from)) return []
      if (typeof later === 'number' && typeof earlier === 'number' && later <= earlier) return []
      const between = levels.filter(({ one }) => one.start > Math.min(a.start, b.start) && one.start < Math.max(a.start, b.start)).length
      const nearest = Math.min(to.away, from.away)
      const years = typeof asked.from === 'number' && earlier === asked.from && (asked.to === null ? typeof later === 'number' && !levels.some(({ one }) => alike(one, a) && Number(timeOf(paper, one)) > later) : later === asked.to || (later === null && unsaid(paper, levels, a, asked.to)))
      const named = earlier === 'before' && b.sentence === change.sentence && nearest === 0 && between === 0 && depthOf(paper, a) <= depthOf(paper, change)
      const moved = a.start > b.start && between === 0 && to.away === 0 && /[由从][^，。；]*$/.test(lead(paper, b)) && /[到至为]/.test(own(paper, a))
      // of rates points are told, and what is of the year before is what is grown from
      const stepped = step !== undefined && step.sentence === change.sentence && change.at - step.at < 2 && Math.min(a.start, b.start) < step.start && (meet(minus(a, b), step) || meet(minus(b, a), step))
      const sure = years || named || moved || stepped || (rowUpTo(paper, a).includes(b) && to.away === 0)
      const far = isRate(a) || later === 'before' || !sure ? FAR : 0
      return [pair(a, b, way, nearest + between + far, far === 0)]
    }),
  )
}

/** The only level of its sort that no year is told of, where none is told of the year that is asked for. */
function unsaid(paper: Paper, levels: readonly Placed[], one: Figure, year: number): boolean {
  const same = levels.filter((it) => alike(it.one, one))
  return same.every((it) => it.one === one || typeof timeOf(paper, it.one) === 'number') && same.every((it) => timeOf(paper, it.one) !== year)
}

/** `2021年、2022年、2023年各为…，后两年增速分别为…`: each of a row is that of one step of another row. */
function inRow(paper: Paper, change: Figure, row: readonly Figure[], levels: readonly Placed[]): Reading[] {
  const rows = new Set(levels.filter(({ one }) => one.end <= row[0]!.start).map(({ one }) => rowOf(paper, one)).filter((all) => all.length > 1 && !isRate(all[0]!)).map((one) => one[0]!))
  const at = row.indexOf(change)
  return [...rows].toReversed().flatMap((first, away) => {
    const all = rowOf(paper, first)
    const step = all.length - row.length + at
    const [to, from] = [all[step], all[step - 1]]
    return to && from && all.length > row.length ? [pair(to, from, 0, away, all.length === row.length + 1 && away === 0)] : []
  })
}

/** `二季度725批次，比一季度多300批次，增70.6%`: the step is told, and one of the two levels. */
function stepOf(paper: Paper, change: Figure): Figure | undefined {
  const near = paper.figures.slice(Math.max(0, change.at - 3), change.at).filter((one) => one.cell === null && isExact(one) && isCount(one) && one.low > 0 && paper.paragraphs[one.sentence] === paper.paragraphs[change.sentence] && (isChange(paper, one) || /[多少增减升降长短加快]了?$/.test(lead(paper, one))))
  return near.at(-1)
}
function steps(paper: Paper, change: Figure, way: number, levels: readonly Placed[], step: Figure): Reading[] {
  const back = /[少减降短]|压缩/.test(lead(paper, step).slice(-4)) || (way < 0 && !/[多增升]/.test(lead(paper, step).slice(-4)))
  return levels.flatMap(({ one: level, away }) => {
    if (sort(level) !== sort(step) || level.value < step.value / 3) return []
    const was = (timeOf(paper, level) === 'before' && !/[比较]/.test(between(paper, level, step))) || /[比较由从](?![例重])[^，。；]*$/.test(own(paper, level)) || level.start > step.start
    const rest = back ? plus(level, step) : minus(level, step)
    const second = levels.find(({ one }) => one !== level && alike(one, level) && meet(back ? minus(level, one) : minus(one, level), step))?.one
    if (levels.some(({ one }) => one !== level && alike(one, level) && meet(back ? minus(one, level) : minus(level, one), step))) return []
    // 二季度725批次，比一季度多300批次
    const compared = step.at === level.at + 1 && step.sentence === level.sentence && /[比较]/.test(own(paper, step))
    const others = !compared && levels.some(({ one }) => one !== level && alike(one, level) && one.sentence === level.sentence)
    // 环比增长3.0%（二季度400件），同比减少26件: the bracket is of what it stands behind
    const noted = depthOf(paper, level) > depthOf(paper, change) && ![step, change].some((one) => /^[(][^，。；()]{0,12}$/.test(between(paper, one, level)) && one.end <= level.start)
    const bound = !noted && step.sentence === change.sentence && change.at === step.at + 1 && (was || !others) && away <= 1 && tail(paper, step).length < 8
    const name = `${show(step.value)} ÷ `
    const before: Reading = { from: [step, level], gives: ([s, l]) => times(over(s!, l!), 100), ...(was ? { mistaken: { gives: times(over(step, back ? minus(level, step) : plus(level, step)), 100), explanation: BASE } } : {}), away, bound: bound && was, shown: () => `${name}${show(level.value)}` }
    const now: Reading = {
      from: [step, level],
      gives: ([s, l]) => times(over(s!, back ? plus(l!, s!) : minus(l!, s!)), 100),
      ...(!was && !others && rest.low > 0 ? { mistaken: { gives: times(over(step, level), 100), explanation: BASE } } : {}),
      away,
      bound: bound && !was,
      shown: () => `${name}(${show(level.value)} ${back ? '+' : '−'} ${show(step.value)})`,
    }
    // what is told without a year before it may be either
        const some = was || second ? [before] : rest.low > 0 ? (others ? [before, now] : [now]) : []
    return some.map((one) => (one.bound ? one : { ...one, away: one.away + FAR }))
  })
}
