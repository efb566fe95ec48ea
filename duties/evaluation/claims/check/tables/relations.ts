import type { Finding } from '../../contract.ts'
import { exactly, minus, over, plus, show, showInterval, sum, times, type Interval } from '../ground/interval.ts'
import { finding, isCount, printed, type Paper } from '../ground/paper.ts'
import { changeHead, columnOf, isRates, type Grid, type Slot } from './grid.ts'

/**
 * What holds between the columns of a table in most of its rows and fails in one: that row is wrong. Which columns belong together is found by
 * arithmetic; the heads only say how many rows must bear it out.
 */

type Making = {
  readonly kind: 'ratio' | 'total' | 'series' | 'mean'
  readonly sign: string
  readonly from: readonly number[]
  readonly make: (parts: readonly Slot[]) => Interval | null
  /** How little chance there is that the parts make the figure of this row by accident, in bits. */
  readonly worth: (target: Slot, parts: readonly Slot[]) => number
  /** The heads say that it must be so. */
  readonly said: boolean
}
type Judged = { readonly target: Slot; readonly parts: readonly Slot[]; readonly made: Interval; readonly state: 'fits' | 'near' | 'wrong'; readonly worth: number }
type Borne = { readonly making: Making; readonly judged: readonly Judged[]; readonly fits: number; readonly wrong: readonly Judged[]; readonly worth: number }

const MOST_COLUMNS = 14
const MOST_ROWS = 400

export function checkRelations(paper: Paper, grid: Grid): Finding[] {
  const columns = grid.heads.map((_, column) => column).slice(0, MOST_COLUMNS)
  const rows = grid.slots.slice(0, MOST_ROWS)
  const told = new Set<string>()
  return columns.flatMap((target) => {
    const makings = makingsFor(grid, target, columns)
    // the more ways were tried, the more must speak for one
    const need = 8 + Math.log2(1 + makings.length) + (grid.turned ? 10 : 0)
    const borne = makings.flatMap((making) => borneOut(rows, target, making, grid, need) ?? [])
    const best = borne.toSorted((a, b) => a.wrong.length - b.wrong.length || b.worth - a.worth)[0]
    if (!best) return []
    const set = [target, ...best.making.from].toSorted((a, b) => a - b).join(' ')
    if (told.has(set) && best.making.kind !== 'ratio') return []
    told.add(set)
    const { making, judged, wrong, fits } = best
    const sure = wrong.length === 1 ? fits > 2 || (making.said && fits > 1) : fits >= 5 * wrong.length
    return judged.map(({ target: one, parts, made, state }) =>
      finding(paper, [one.figure, ...parts.map(({ figure }) => figure)], {
        verdict: state !== 'wrong' ? 'holds' : sure ? 'contradiction' : 'doubtful',
        kind: making.kind,
        calculation: `${grid.turned ? grid.labels[grid.slots.findIndex((row) => row[target] === one)] || one.figure.measure : one.figure.subject}：${parts.map(({ figure }) => printed(figure)).join(` ${making.sign} `)}${parts.length === 1 ? ` ${making.sign}` : ''} = ${shown(made, one)}，所列 ${printed(one.figure)}`,
        explanation: state === 'wrong' ? `其余各${grid.turned ? '列' : '行'}都合这一关系，只有此处不符。${sure ? '' : '若此处另有口径则无误。'}` : '与表中其他各数相符。',
      }),
    )
  })
}

const shown = ({ low, high }: Interval, { figure }: Slot): string => {
  const percent = figure.unit === '%' ? '%' : ''
  return /^.$/.test(figure.unit) && Math.abs(low) > 1e6 && figure.cell !== null ? `${show((low + high) / 2 / scaleOf(figure.value, figure.text), 2)}` : `${showInterval({ low, high }, 2)}${percent}`
}
/** By how much a unit of 万 or 亿 in the head makes the printed digits larger. */
const scaleOf = (value: number, text: string): number => {
  const digits = Number(text.replaceAll(/[^\d.]/g, ''))
  return digits > 0 ? Math.abs(value) / digits : 1
}

const wide = ({ low, high }: Interval): number => high - low
/** Rounding of the last place is forgiven; what is off by little more neither bears out nor breaks. */
function state(made: Interval, target: Slot): Judged['state'] {
  const off = Math.max(made.low - target.high, target.low - made.high)
  const place = wide(target)
  if (off <= place / 2 + 1e-7 * Math.max(1, Math.abs(target.value))) return 'fits'
  return off <= 2.5 * place ? 'near' : 'wrong'
}

function borneOut(rows: readonly (readonly (Slot | undefined)[])[], target: number, making: Making, grid: Grid, need: number): Borne | null {
  const judged: Judged[] = []
  let fits = 0
  let worth = 0
  for (const row of rows) {
    const one = row[target]
    const parts = making.from.map((column) => row[column])
    if (!one || parts.some((part) => part === undefined)) continue
    if (making.kind === 'total' && !addable(one, parts as Slot[], grid.turned)) continue
    const made = making.make(parts as Slot[])
    if (!made) continue
    const how = state(made, one)
    const bits = making.worth(one, parts as Slot[])
    if (how === 'fits' && bits > 0) {
      fits++
      worth += bits
    }
    judged.push({ target: one, parts: parts as Slot[], made, state: how, worth: bits })
    if (judged.length > 7 && fits === 0) return null
  }
  const wrong = judged.filter((one) => one.state === 'wrong')
  if (fits < 2 || wrong.length * 3 > judged.length || wrong.length * 2 > fits) return null
  const enough = making.said ? fits > 1 && worth > 4 : fits > 2 && worth > need
  return enough ? { making, judged, fits, wrong, worth } : null
}

/** Figures of one unit; rates and means are never added up down a column: one with decimals amid its parts is a mean of them. */
const addable = (target: Slot, parts: readonly Slot[], turned: boolean): boolean =>
  parts.every(({ figure }) => figure.unit === target.figure.unit) && !(turned && (/[%‰]/.test(target.figure.unit) || amid(target, parts)))
const amid = ({ value }: Slot, parts: readonly Slot[]): boolean => {
  const values = parts.map((part) => part.value)
  return parts.length > 2 && value >= Math.min(...values) && value <= Math.max(...values) && values.some((one) => !Number.isInteger(one))
}

const bits = (value: number): number => Math.log2(1 + Math.abs(value))
const rateWorth = (target: Slot): number => (wide(target) > 0 ? bits(Math.min(Math.abs(target.value), Math.abs(100 - target.value)) / wide(target)) : 0)

const share = ([a, b]: readonly Slot[]): Interval | null => (b!.low > 0 ? times(over(a!, b!), 100) : null)
const rest = (parts: readonly Slot[]): Interval | null => {
  const made = share(parts)
  return made && minus(exactly(100), made)
}
/** Growth from the second to the first: both are sure numbers, so the ends lie at their ends. */
const growth = ([a, b]: readonly Slot[]): Interval | null =>
  b!.low > 0 ? { low: 100 * (a!.low / b!.high - 1), high: 100 * (a!.high / b!.low - 1) } : null

const sumHead = /合计|总|共|小计|计$|全年|累计/
const totalHead = /合计|总|共|小计|计$|抽检|抽样|检验|检测|任务|受理|发现|立案|应/
/** 合格 and 不合格, 已完成 and 未完成: of two heads one denies the other. */
function denies(one: string, other: string): boolean {
  const stem = (head: string): string => head.replaceAll(/批次|数量|样品|数|已|[（(].*$/g, '')
  if (/在办|办理中|整改中|进行中|剩余/.test(other) && /完成|办结|结案|整改$|整改到位/.test(stem(one))) return true
  return /^[不未非待]/.test(stem(other)) ? stem(one).includes(stem(other).slice(1)) && stem(other).length > 1 : false
}

function makingsFor(grid: Grid, target: number, columns: readonly number[]): Making[] {
  const head = (column: number): string => grid.heads[column]!
  const percent = columns.map((column) => isRates(grid, column))
  const plain = columns.filter((column) => column !== target && !percent[column])
  const out: Making[] = []
  const name = head(target)
  if (percent[target]) {
    const changes = changeHead.test(name) || columnOf(grid, target).some((slot) => slot && slot.value < 0)
    for (const a of plain)
      for (const b of plain) {
        if (a === b) continue
        if (!changes) {
          const worth = (one: Slot): number => (one.value === 0 || one.value === 100 ? 0 : rateWorth(one))
          out.push({ kind: 'ratio', sign: '÷', from: [a, b], make: share, worth, said: /率|占|比/.test(name) })
          out.push({ kind: 'ratio', sign: '余率', from: [a, b], make: rest, worth, said: /率/.test(name) })
        }
        if (changes || name === '') out.push({ kind: 'ratio', sign: '比', from: [a, b], make: growth, worth: (one) => (one.value === 0 ? 0 : bits(Math.abs(one.value) / wide(one))), said: changes })
      }
    const rates = columns.filter((column) => column !== target && percent[column])
    if (changes)
      for (const a of rates)
        for (const b of rates)
          if (a !== b) out.push({ kind: 'total', sign: '−', from: [a, b], make: ([x, y]) => minus(x!, y!), worth: (one) => bits(Math.abs(one.value) / Math.max(wide(one), 1e-6)), said: true })
    if (!changes) for (const a of plain) out.push(...ofOneBase(grid, target, a))
    return out
  }
  const lesser = (parts: readonly Slot[]): number => bits(Math.min(...parts.map(({ value, low, high }) => Math.abs(value) / Math.max(1, high - low))))
  const small = grid.turned && grid.heads.length > 9
  for (const a of small ? [] : plain)
    for (const b of plain) {
      if (a === b) continue
      if (a < b && like(grid, [target, a, b])) {
        const said = sumHead.test(name) || (totalHead.test(name) && (denies(head(a), head(b)) || denies(head(b), head(a))))
        out.push({ kind: 'total', sign: '+', from: [a, b], make: ([x, y]) => plus(x!, y!), worth: (_, parts) => Math.max(said ? 1 : 0, lesser(parts)), said })
      }
      if (like(grid, [target, a, b]))
        out.push({ kind: 'total', sign: '−', from: [a, b], make: ([x, y]) => minus(x!, y!), worth: (one, parts) => lesser([one, parts[1]!]), said: /增减|变化|净|差|剩/.test(name) })
      if (!grid.turned) out.push(...quotient(grid, target, a, b))
    }
  // a column may be the sum of several that stand beside it, a row that of those above or below
  const runs: number[][] = []
  for (let to = target + 1; to < columns.length && runsOn(to); to++) if (to - target > 2) runs.push(columns.slice(target + 1, to + 1))
  for (let from = target - 1; from >= 0 && runsOn(from); from--) if (target - from > 2) runs.push(columns.slice(from, target))
  function runsOn(column: number): boolean {
    return !percent[column] && like(grid, [target, column])
  }
  for (const from of runs) out.push({ kind: 'total', sign: '+', from, make: sum, worth: (one) => bits(one.value / Math.max(1, wide(one))), said: sumHead.test(name) })
  return out
}

/** Counts of one unit, or of none. */
function like(grid: Grid, columns: readonly number[]): boolean {
  const units = columns.map((column) => columnOf(grid, column).find((slot) => slot !== undefined)?.figure.unit ?? '')
  return units.every((unit) => unit === units[0] || unit === '')
}

/** A mean per head, field or house: one column over another, whatever the units make of the point. */
function quotient(grid: Grid, target: number, a: number, b: number): Making[] {
  if (!/均|亩产|单产|单价|每|密度|产量$|[/／]/.test(grid.heads[target]!)) return []
  const ratios = grid.slots.flatMap((row) => {
    const [one, x, y] = [row[target], row[a], row[b]]
    return one && x && y && y.value !== 0 && x.value !== 0 ? [one.value / (x.value / y.value)] : []
  })
  const middle = ratios.toSorted((x, y) => x - y)[Math.floor(ratios.length / 2)]
  if (middle === undefined || !(middle > 0)) return []
  const factor = 10 ** Math.round(Math.log10(middle))
  return [{ kind: 'mean', sign: '÷', from: [a, b], make: ([x, y]) => (y!.low > 0 ? times(over(x!, y!), factor) : null), worth: (one) => bits(one.value / Math.max(wide(one), 1)), said: true }]
}

/** Shares that all have one base which the table does not tell: 719件 25.42%, 120件 4.24%. */
function ofOneBase(grid: Grid, target: number, part: number): Making[] {
  // in prose a share is of the count right before it
  if (grid.slots.some((row) => row[target]?.figure.cell === null && row.some((one) => one && row[part] && isCount(one.figure) && one.figure.start > row[part].figure.start && one.figure.start < row[target]!.figure.start))) return []
  const spans = grid.slots.slice(0, MOST_ROWS).flatMap((row) => {
    const [rate, count] = [row[target], row[part]]
    if (!rate || !count || rate.value <= 0 || count.value <= 0) return []
    const place = wide(rate) / 2
    return [{ low: (100 * count.low) / (rate.high + place), high: (100 * count.high) / Math.max(rate.low - place, 1e-9) }]
  })
  if (spans.length < 3) return []
  const borne = spans.map(({ low }) => ({ low, times: spans.filter((one) => one.low <= low && low <= one.high).length })).toSorted((a, b) => b.times - a.times)[0]!
  const through = spans.filter((one) => one.low <= borne.low && borne.low <= one.high)
  const base = { low: borne.low, high: Math.min(...through.map(({ high }) => high)) }
  return [
    {
      kind: 'ratio',
      sign: '÷ 同一基数',
      from: [part],
      // what is all of the base is the whole, told before its parts
      make: ([count]) => (count!.high < base.low ? times(over(count!, base), 100) : null),
      worth: (one) => (one.value === 0 || one.value === 100 ? 0 : bits(one.value / wide(one)) / 1.5),
      said: /占|比/.test(grid.heads[target]!),
    },
  ]
}
