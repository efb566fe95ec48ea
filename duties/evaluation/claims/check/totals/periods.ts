import type { Finding } from '../../contract.ts'
import { meet, show, sum } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import { before, between, finding, isCount, isExact, isIncrement, isMean, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Sums over time: a row of years and what they make together, months and quarters and the half year. */
export const checkPeriods = (paper: Paper, figures: readonly Figure[]): Finding[] => [
  ...figures.flatMap((total, at) => rowBefore(paper, figures, at) ?? yearsBefore(paper, figures, total) ?? []),
  ...months(paper, figures),
  ...quarters(paper, figures),
]

const clear = (one: Figure): boolean => isCount(one) && one.cell === null && isExact(one) && Number.isFinite(one.high)
const say = (paper: Paper, total: Figure, parts: readonly Figure[], words: string): Finding =>
  finding(paper, [total, ...parts], {
    verdict: 'contradiction',
    kind: 'total',
    calculation: `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(parts.reduce((all, { value }) => all + value, 0))}${total.unit}，所列 ${printed(total)}`,
    explanation: words,
  })

const counted: Readonly<Record<string, number>> = { 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 }
const closing = /^[^，。；\d]{0,10}，(?:([两二三四五六])年(?:来|间)?)?[^，。；、\d]{0,6}?(?:累计|共计?|合计|总计|总数达?到?|总量)[^，。；、\d]{0,8}$/
const brackets = /[（(][^（()）]*[)）]/g
/** `分别为5次、7次和4次（2022年为上半年数），累计16次`: figures that nothing parts, and their sum behind them. */
function rowBefore(paper: Paper, figures: readonly Figure[], at: number): Finding[] | null {
  const total = figures[at]!
  const row: Figure[] = []
  for (let i = at - 1; i >= 0; i--) {
    const one = figures[i]!
    const next = row[0]
    if (!clear(one) || sort(one) !== sort(total) || (next && !/^(?:、|和|及|以及)$/.test(between(paper, one, next).replaceAll(brackets, '')))) break
    row.unshift(one)
  }
  const [first, last] = [row[0], row.at(-1)]
  if (!clear(total) || !first || !last || row.length < 2 || !/(?:分别|依次|逐[年月季])[^，。；、\d]{0,10}$/.test(lead(paper, first))) return null
  const gap = between(paper, last, total).replaceAll(brackets, '').replace(/^，(?:逐年|呈|连续|保持|稳步)[^，。；\d]{0,12}(?=，)/, '')
  const match = closing.exec(gap)
  // 分别新增12项和44项，累计分别达到64项和288项: each has its own
  if (!match || /分别|各/.test(gap) || /新[增建设]/.test(lead(paper, first)) || (match[1] && counted[match[1]] !== row.length)) return null
  if (meet(sum(row), total) || isMean(paper, total)) return null
  return [say(paper, total, row, '依次所列各数之和与其后的合计不符。')]
}

const yearOf = (paper: Paper, one: Figure): string | undefined => /((?:19|20)\d{2})年(?:度|全年)?[^，。；、\d]{0,10}$/.exec(lead(paper, one))?.[1]
const overAll = /(?:^|，)([两二三四五六])年(?:来|间)?(?:累计|共计?|合计|总计|总共)[^，。；、\d]{0,8}$/
/** `2019年完成14025批次，…；2020年完成…；2021年完成…，三年累计49500批次`: one figure a year, others between. */
function yearsBefore(paper: Paper, figures: readonly Figure[], total: Figure): Finding[] | null {
  const count = counted[overAll.exec(before(paper, total, 24))?.[1] ?? '']
  if (count === undefined || !clear(total) || isIncrement(paper, total) || /增|减|升|降/.test(lead(paper, total, 8))) return null
  const parts = figures.filter((one) => one.end <= total.start && clear(one) && one.unit === total.unit && yearOf(paper, one) !== undefined)
  const row = parts.slice(-count)
  const years = row.map((one) => Number(yearOf(paper, one)))
  if (row.length < count || years.some((year, i) => i > 0 && year !== years[i - 1]! + 1) || meet(sum(row), total)) return null
  return [say(paper, total, row, '各年之和与所列累计不符。')]
}

/** A row of months: `1—6月逐月完成840批次、…`. */
function monthly(paper: Paper, figures: readonly Figure[]): { first: number; row: Figure[] } | null {
  const at = figures.findIndex((one) => clear(one) && /(?<!\d)1(?:月)?(?:至|到|—|-|~)(?:3|6|9|12)月[^，。；\d]{0,8}(?:逐月|分别|依次|各月)[^，。；\d]{0,8}$/.test(before(paper, one, 40)))
  if (at < 0) return null
  const row = [figures[at]!]
  for (const one of figures.slice(at + 1)) {
    if (!clear(one) || one.unit !== row[0]!.unit || !/^(?:、|和|及)$/.test(between(paper, row.at(-1)!, one))) break
    row.push(one)
  }
  const last = Number(/(?:至|到|—|-|~)(\d{1,2})月/.exec(before(paper, row[0]!, 40))?.[1])
  return row.length === last ? { first: 1, row } : null
}

const quarter = /(?:第)?([一二三四])季度[^，。；、\d]{0,8}$/
const near = (one: Figure, other: number): boolean => Math.abs(one.value - other) < 0.4 * one.value
/** Twelve, nine, six or three months against the quarters beside them, and what stands before as the whole. */
function months(paper: Paper, figures: readonly Figure[]): Finding[] {
  const told = monthly(paper, figures)
  if (!told) return []
  const { row } = told
  const behind = figures.filter((one) => one.start > row.at(-1)!.end && clear(one) && one.unit === row[0]!.unit)
  const found = behind.flatMap((one) => {
    const index = '一二三四'.indexOf(quarter.exec(lead(paper, one))?.[1] ?? '无')
    const parts = index < 0 ? [] : row.slice(3 * index, 3 * index + 3)
    return parts.length === 3 && !/比|较/.test(lead(paper, one)) && !meet(sum(parts), one) ? [say(paper, one, parts, '三个月之和与所列季度数不符。')] : []
  })
  return [...found, ...wholeOf(paper, row, '各月之和与前列总数不符。')]
}

/** `一季度2880批次，二季度4710批次` beside the half year before them. */
function quarters(paper: Paper, figures: readonly Figure[]): Finding[] {
  const row: Figure[] = []
  for (const one of figures) {
    const index = clear(one) ? '一二三四'.indexOf(quarter.exec(lead(paper, one))?.[1] ?? '无') : -1
    if (index !== row.length || (row.length > 0 && (one.unit !== row[0]!.unit || !/^[，、；][^，。；\d]{0,12}$/.test(between(paper, row.at(-1)!, one))))) continue
    row.push(one)
  }
  return row.length === 2 || row.length === 4 ? wholeOf(paper, row, '各季度之和与前列总数不符。', row.length === 2) : []
}

function wholeOf(paper: Paper, row: readonly Figure[], words: string, half = false): Finding[] {
  const first = row[0]!
  const ahead = paragraphOf(paper, first.sentence).filter((one) => one.end <= first.start && clear(one) && one.unit === first.unit)
  if (ahead.some((one) => meet(sum(row), one))) return []
  const all = ahead.filter((one) => one.sentence >= first.sentence - 1 && !/计划|任务|目标|同期|上年|去年|其中|每|合格/.test(lead(paper, one, 20)))
  const total = sum(row).low
  const one = all.find((whole) => near(whole, total) && row.every((part) => part.value < whole.value) && (!half || /上半年|6月|半年/.test(before(paper, whole, 60) + (paper.document.date ?? '').slice(5))))
  return one ? [say(paper, one, row, words)] : []
}
