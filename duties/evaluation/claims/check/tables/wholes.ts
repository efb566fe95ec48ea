import type { Finding } from '../../contract.ts'
import { meet, show, showInterval, sum, type Interval } from '../ground/interval.ts'
import { finding, printed, type Paper } from '../ground/paper.ts'
import { addsUp, bareLabel, changeHead, isRates, nestedLabel, totalLabel, type Grid, type Slot } from './grid.ts'

/** Rows of a table that are the whole of others: 合计 and 小计 wherever they stand, a class before its kinds, a part below its whole. */

type Whole = { readonly row: number; readonly members: readonly number[]; readonly sure: boolean }

export function checkWholes(paper: Paper, grid: Grid): Finding[] {
  const rows = grid.labels.map((_, row) => row)
  if (rows.length < 2 || rows.length > 400) return []
  const told = [...totalsOf(grid), ...branchesOf(grid)]
  return [...told.flatMap((whole) => [...added(paper, grid, whole)]), ...nested(paper, grid), ...branched(paper, grid), ...second(paper, grid)]
}

const labelled = (grid: Grid, row: number): boolean => totalLabel.test(bareLabel(grid.labels[row]!))

/** What each row called 合计, 小计, 全市 may be the sum of: the rows above it or below, the 小计 rows, those that are no parts of others. */
function totalsOf(grid: Grid): (Whole & { readonly others: readonly (readonly number[])[] })[] {
  const rows = grid.labels.map((_, row) => row)
  return rows.filter((row) => labelled(grid, row)).map((row) => {
    const before = rows.slice(0, row)
    const behind = rows.slice(row + 1)
    const last = before.findLast((one) => labelled(grid, one))
    const next = behind.find((one) => labelled(grid, one))
    const plainly = (all: readonly number[]): number[] => all.filter((one) => !nestedLabel.test(grid.labels[one]!) && !labelled(grid, one))
    const ways = [
      plainly(before.slice(last === undefined ? 0 : last + 1)),
      plainly(before),
      plainly(behind),
      plainly(behind.slice(0, next === undefined ? undefined : behind.indexOf(next))),
      before.slice(last === undefined ? 0 : last + 1),
      behind,
      [...before, ...behind].filter((one) => /小计/.test(grid.labels[one]!)),
      plainly([...before, ...behind]),
    ].filter(({ length }) => length > 1)
    const sure = !/^(?:全[市县区省州年国]|总体)/.test(bareLabel(grid.labels[row]!))
    return { row, members: ways[0] ?? [], others: ways, sure }
  })
}

function added(paper: Paper, grid: Grid, whole: Whole & { readonly others?: readonly (readonly number[])[] }): Finding[] {
  const ways = whole.others ?? [whole.members]
  const nests = ways.length > 0 && grid.labels.some((label, row) => row !== whole.row && /其中|^#/.test(label))
  const columns = grid.heads.flatMap((_, column) => {
    const total = grid.slots[whole.row]![column]
    if (!total || !addsUp(grid, column)) return []
    if (/得分/.test(grid.heads[column]!) && !grid.heads.some((head, full) => /满分|分值|权重/.test(head) && ways.some((way) => fits(grid, way, full, whole.row)))) return []
    const way = ways.find((one) => fits(grid, one, column, whole.row))
    return [{ column, total, way }]
  })
  const found = columns.flatMap(({ column, total, way }): Finding[] => {
    const used = way ?? columns.find((one) => one.way !== undefined)?.way ?? ways[0]
    if (!used) return []
    const parts = ofUnit(used.map((row) => grid.slots[row]![column]), total)
    const there = parts.filter((part) => part !== undefined)
    if (there.length < 2) return []
    const all = sum(there)
    // a cell may be empty (—), rows may be left out of an extract: then the parts can only be too many
    const complete = there.length === parts.length && (whole.sure || columns.some((one) => one.way !== undefined))
    if (way === undefined && !(complete || all.low > total.high)) return []
    const likely = columns.some((one) => one.way !== undefined) || (whole.sure && !nests)
    if (way === undefined && !likely && nests) return []
    return [
      finding(paper, [total.figure, ...there.map(({ figure }) => figure)], {
        verdict: way !== undefined ? 'holds' : likely || all.low > total.high ? 'contradiction' : 'doubtful',
        kind: 'total',
        calculation: `${grid.heads[column]}：${there.map(({ figure }) => printed(figure)).join(' + ')} = ${summed(all, total)}，所列${bareLabel(grid.labels[whole.row]!).slice(0, 8)} ${printed(total.figure)}`,
        explanation: way !== undefined ? '表中各行之和与合计相符。' : '表中各行之和与合计不符。',
      }),
    ]
  })
  return [...found, ...between(paper, grid, whole.row, columns.find(({ way }) => way !== undefined)?.way)]
}

const summed = (all: Interval, { figure, value }: Pick<Slot, 'figure' | 'value'>): string => {
  const digits = Number(figure.text.replaceAll(/[^\d.]/g, ''))
  const scale = digits > 0 ? Math.abs(value) / digits : 1
  return scale > 99 ? show((all.low + all.high) / 2 / scale, 2) : showInterval(all)
}

function fits(grid: Grid, members: readonly number[], column: number, row: number): boolean {
  const total = grid.slots[row]![column]
  const all = total === undefined ? [] : ofUnit(members.map((one) => grid.slots[one]![column]), total)
  const parts = all.filter((one) => one !== undefined)
  return total !== undefined && parts.length > 1 && (parts.length === all.length ? meet(sum(parts), total) : sum(parts).low <= total.high)
}

/** 挽回损失（万元） is no part of 登记总数（件）. */
const ofUnit = (parts: readonly (Slot | undefined)[], total: Slot): (Slot | undefined)[] => parts.filter((part) => part === undefined || part.figure.unit === total.figure.unit)

/** A rate or a growth of the whole lies between those of its parts. */
function between(paper: Paper, grid: Grid, row: number, members: readonly number[] | undefined): Finding[] {
  if (!members) return []
  return grid.heads.flatMap((head, column) => {
    const total = grid.slots[row]![column]
    if (!total || !isRates(grid, column) || /占|比重|比例/.test(head) || !(changeHead.test(head) || /率/.test(head))) return []
    const parts = members.map((one) => grid.slots[one]![column])
    if (parts.some((part) => part === undefined)) return []
    const [least, most] = [Math.min(...parts.map((part) => part!.low)), Math.max(...parts.map((part) => part!.high))]
    // +265, −26, +155 of things, not of a hundred: they are added
    if ((total.high >= least && total.low <= most) || meet(sum(parts.filter((part) => part !== undefined)), total)) return []
    return [
      finding(paper, [total.figure, ...parts.map((part) => part!.figure)], {
        verdict: 'contradiction',
        kind: 'mean',
        calculation: `${head}：各部分 ${show(least, 2)}～${show(most, 2)}，所列${bareLabel(grid.labels[row]!).slice(0, 8)} ${printed(total.figure)}`,
        explanation: '整体的增速或比率总在各部分的最低与最高之间。',
      }),
    ]
  })
}

/** `其中：…` is not more than all rows above it. */
function nested(paper: Paper, grid: Grid): Finding[] {
  return grid.labels.flatMap((label, row) =>
    !/^(?:其中|#|＃)/.test(label) || row === 0
      ? []
      : grid.heads.flatMap((_, column) => {
          const part = grid.slots[row]![column]
          const above = grid.slots.slice(0, row).flatMap((one) => one[column] ?? []).filter(({ figure }) => figure.unit === part?.figure.unit)
          if (!part || !addsUp(grid, column) || above.length === 0 || above.some(({ high }) => high >= part.low)) return []
          return [inside(paper, part, above.at(-1)!, `${label} ${printed(part.figure)} > ${printed(above.at(-1)!.figure)}`)]
        }),
  )
}

const inside = (paper: Paper, part: Slot, whole: Slot, calculation: string): Finding =>
  finding(paper, [part.figure, whole.figure], { verdict: 'contradiction', kind: 'part-whole', calculation, explanation: '表中部分大于整体。' })

/** What belongs to what in the accounts of a region. Data, not rules. */
const branches: readonly (readonly [part: RegExp, whole: RegExp])[] = [
  [/^第[一二三]产业/, /生产总值|^GDP/],
  [/^(?:全部)?工业(?:增加值)?$|^建筑业/, /^第二产业/],
  [/^(?:批发和?零售业|交通运输|住宿和?餐饮业|金融业|房地产业|(?:非?营利性|其他)服务业)/, /^第三产业/],
  [/^(?:农业|林业|牧业|畜牧业|渔业)(?:产值|增加值)?$/, /^农林牧渔业/],
  [/^规模以上工业/, /^(?:全部)?工业(?:增加值)?$/],
]
const first = (grid: Grid, pattern: RegExp): number => grid.labels.findIndex((label) => pattern.test(bareLabel(label)))

function branched(paper: Paper, grid: Grid): Finding[] {
  return branches.flatMap(([part, whole]) => {
    const top = first(grid, whole)
    if (top < 0) return []
    return grid.labels.flatMap((label, row) =>
      !part.test(bareLabel(label)) || row === top
        ? []
        : grid.heads.flatMap((head, column) => {
            const [one, all] = [grid.slots[row]![column], grid.slots[top]![column]]
            if (!one || !all || !addsUp(grid, column) || /指数|位次/.test(head) || one.figure.unit !== all.figure.unit || one.low <= all.high || one.value < 0) return []
            return [inside(paper, one, all, `${bareLabel(label)} ${printed(one.figure)} > ${bareLabel(grid.labels[top]!)} ${printed(all.figure)}`)]
          }),
    )
  })
}

/** Industry and building make the second, but for what little is counted elsewhere. */
function second(paper: Paper, grid: Grid): Finding[] {
  const rows = [/^第二产业/, /^(?:全部)?工业(?:增加值)?$/, /^建筑业(?:增加值)?$/].map((name) => first(grid, name))
  if (rows.some((row) => row < 0)) return []
  return grid.heads.flatMap((_, column) => {
    const [all, one, other] = rows.map((row) => grid.slots[row]![column])
    if (!all || !one || !other || !addsUp(grid, column) || one.value + other.value > all.value * 1.5) return []
    const off = Math.max(one.low + other.low - all.high, all.low - one.high - other.high)
    if (off < 0.004 * all.value || one.low > all.high || other.low > all.high) return []
    return [
      finding(paper, [all.figure, one.figure, other.figure], {
        verdict: 'doubtful',
        kind: 'total',
        calculation: `${printed(one.figure)} + ${printed(other.figure)} = ${summed({ low: one.value + other.value, high: one.value + other.value }, all)}，所列第二产业 ${printed(all.figure)}`,
        explanation: '工业与建筑业之和与第二产业相差较多；若工业中有服务于第三产业的部分另计则无误。',
      }),
    ]
  })
}

/** The three industries make the whole. */
function branchesOf(grid: Grid): Whole[] {
  const top = first(grid, branches[0]![1])
  const three = ['第一产业', '第二产业', '第三产业'].map((name) => first(grid, new RegExp(`^${name}`)))
  return top >= 0 && three.every((row) => row >= 0) ? [{ row: top, members: three, sure: true }] : []
}
