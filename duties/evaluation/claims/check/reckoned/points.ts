import type { Finding } from '../../contract.ts'
import { isChange } from '../ground/change-words.ts'
import { wayOf } from '../ground/growth.ts'
import { minus, show, type Interval } from '../ground/interval.ts'
import { depthOf, passageOf } from '../ground/near.ts'
import { isExact, isGrowth, isPoints, isRate, joined, lead, sentenceOf, type Figure, type Paper } from '../ground/paper.ts'
import { judge, type Reading } from './judge.ts'
import { comparedIn, isLevel, own, rowUpTo, suits, timeOf } from './times.ts'

/** So many rates before and behind a distance are looked at. */
const BEFORE = 12
const BEHIND = 3

/** Distances in points between two rates that the paragraph tells. */
export const checkPointsReckoned = (paper: Paper): Finding[] => paper.figures.flatMap((points) => (able(paper, points) ? (ofOne(paper, points) ?? []) : []))

const other = /年均|平均每|累计|目标|计划|任务|全[省国]|力争|预计/
const able = (paper: Paper, one: Figure): boolean => isPoints(one) && one.cell === null && isExact(one) && one.value > 0 && !other.test(lead(paper, one, 24).replace(/累计(?=[提上下降升增减回])/, '')) && rowUpTo(paper, one).length === 1

function ofOne(paper: Paper, points: Figure): Finding | null {
  const rates = passageOf(paper, points.sentence).filter((one) => isRate(one) && isLevel(paper, one) && isExact(one) && !isGrowth(paper, one) && !isChange(paper, one))
  const ahead = rates.filter((one) => one.end <= points.start).slice(-BEFORE)
  const behind = rates.filter((one) => one.start >= points.end && one.sentence === points.sentence).slice(0, BEHIND)
  const levels = [...ahead, ...behind]
  const words = lead(paper, points)
  const way = wayOf(words) || (/高出|高|快|领先/.test(words) ? 1 : /低|慢|落后/.test(words) ? -1 : 0)
  const asked = comparedIn(own(paper, points) === '' ? words : `${own(paper, points)}`)
  const place = (one: Figure): number => (one.end <= points.start ? ahead.length - ahead.indexOf(one) - 1 + points.sentence - one.sentence : behind.indexOf(one) + 1)
  const between = (a: Figure, b: Figure): number => levels.filter((one) => one.start > Math.min(a.start, b.start) && one.start < Math.max(a.start, b.start)).length
  const reading = (to: Figure, from: Figure, away: number, bound: boolean): Reading => ({ from: [to, from], gives: bound ? gap(way) : narrow(gap(way)), silent: !bound, away, bound, shown: () => `${show(to.value)} − ${show(from.value)}` })
  const pairs = levels.flatMap((to) =>
    levels.flatMap((from) => {
      if (to === from) return []
      const [later, earlier] = [timeOf(paper, to), timeOf(paper, from)]
      if (!suits(later, asked.to) || !suits(earlier, asked.from)) return []
      const years = typeof asked.from === 'number' && earlier === asked.from && (typeof later === 'number' ? later > earlier && !levels.some((one) => Number(timeOf(paper, one)) > later) : later === null && place(to) <= 1 && from.sentence === points.sentence)
      const said = earlier === 'before' || (typeof earlier === 'number' && place(from) === 0 && /[比较与由从]/.test(own(paper, from)))
      const named = said && to.start < points.start && (way === 0 || to.value === from.value || Math.sign(to.value - from.value) === way) && later !== 'before' && depthOf(paper, to) <= depthOf(paper, points) && from.sentence === points.sentence && Math.min(place(to), place(from)) === 0 && between(to, from) === 0
      // 升至97.4%，提高3.3个百分点；但仍比全市低1.5个百分点: what follows compares with another
      const moved = points.at === to.at + 1 && !/[比较与]/.test(own(paper, points)) && to.start > from.start && between(to, from) === 0 && place(to) === 0 && /[由从][^，。；]*$/.test(own(paper, from)) && /[到至为]$/.test(own(paper, to))
      const bound = years || named || moved
      return [reading(to, from, bound ? Math.min(place(to), place(from)) - 1 : Math.min(place(to), place(from)) + between(to, from) + (to.start > points.start || from.start > points.start ? 2 : 0), bound)]
    }),
  )
  return judge(paper, points, [...pairs, ...overRow(paper, points, ahead, reading), ...ofNamed(paper, points, ahead, reading)], {
    kind: 'points',
    unit: '个百分点',
    explanation: '百分点之差与它所指的两个比率不符。',
    doubt: '百分点之差与前后两个比率不符；若所比的是另外两个则无误。',
    careful: true,
  })
}

const gap = (way: number) => ([to, from]: readonly Interval[]): Interval => {
  const one = minus(to!, from!)
  return (way === 0 && one.high < 0) || way < 0 ? { low: -one.high, high: -one.low } : one
}
/** What stands farther off must give it to the last digit. */
const narrow = (gives: (of: readonly Interval[]) => Interval) => (of: readonly Interval[]): Interval => {
  const { low, high } = gives(of)
  const middle = (low + high) / 2
  return { low: middle - 1e-6, high: middle + 1e-6 }
}
type Make = (to: Figure, from: Figure, away: number, bound: boolean) => Reading

const moves = '(?:提高|上升|提升|增加|增长|下降|降低|回落|升|降|增|减)了?$'
const overYears = new RegExp(`([两二三四五])年(?:来|间|累计|共|总共|合计|一共)*${moves}`)
const inAll = new RegExp(`(?:累计|共计?|总共|合计|一共)${moves}`)
/** `97.1%、97.5%、97.9%，三年上升0.8个百分点`, `分别为80.2%、83.5%、86.1%，累计提高5.9个百分点`: from the first to the last of a row. */
function overRow(paper: Paper, points: Figure, ahead: readonly Figure[], make: Make): Reading[] {
  const last = ahead.at(-1)
  const row = last ? rowUpTo(paper, last) : []
  const years = ({ 两: 2, 二: 2, 三: 3, 四: 4, 五: 5 } as Record<string, number>)[overYears.exec(lead(paper, points))?.[1] ?? ''] ?? 0
  const [first] = row
  const all = years === row.length || years === row.length - 1 || (years === 0 && last?.sentence === points.sentence && inAll.test(lead(paper, points)))
  return first && last && all && row.length > 2 ? [{ ...make(last, first, -1, true), firm: true }] : []
}

/** `餐饮环节…不合格率2.42%。餐饮环节居首，高出生产环节1.12个百分点`: both are named. */
function ofNamed(paper: Paper, points: Figure, ahead: readonly Figure[], make: Make): Reading[] {
  const match = /^(.*?)(?:[比较]([一-鿿]{2,8}?)的?[高低]出?|[高低](?:出|于)([一-鿿]{2,8}?))(?:的[一-鿿]{2,4}率)?$/.exec(lead(paper, points))
  const name = match?.[2] ?? match?.[3]
  if (name === undefined || /上年|去年|同期|年初|目标|平均|全[省国]/.test(name)) return []
  const { start } = sentenceOf(paper, points)
  const measure = /[不未]?[一-鿿]{2}率/.exec(joined(paper.text.slice(start, points.start)).replace(/^.*\d/, ''))?.[0]
  // 2022年为98.2%、2023年为98.9%: a name that two of them bear tells neither
  const called = (word: string): Figure | undefined => {
    const all = bearing(word)
    return new Set(all.map(({ sentence }) => sentence)).size === all.length ? all.at(-1) : undefined
  }
  const bearing = (word: string): Figure[] => ahead.filter((one) => segment(paper, one).includes(word) && (measure === undefined || `${own(paper, one)}${one.measure}`.includes(measure)) && !/占/.test(own(paper, one)))
  const from = called(name)
  const subject = /^[，。；]?([一-鿿]{2,4})/.exec(joined(paper.text.slice(start, points.start)).replace(/^.*\d[^，。；]*[，。；]/, ''))?.[1]
  const direct = ahead.at(-1)
  const to = match?.[1] === '' && direct?.sentence === points.sentence && direct !== from ? direct : subject === undefined ? undefined : called(subject)
  return from && to && from !== to ? [make(to, from, -1, true)] : []
}
/** What stands before a figure since the last full stop. */
const segment = (paper: Paper, one: Figure): string => joined(paper.text.slice(Math.max(sentenceOf(paper, one).start, one.start - 60), one.start)).split(/[；。]/).at(-1)!
