import { EMPTY, isNumber } from './cells.ts'
import type { Stretch } from './columns.ts'

/**
 * Tables whose columns single blanks part (`酒类 4593 4548 45 99.02%`), and tables whose cells stand one under another: how texts look that were copied
 * out of a page. A row is a name with figures behind it; lines that follow one another with as many figures are a table.
 */

type Line = Stretch & { readonly text: string; readonly alone: boolean; readonly cells: readonly Stretch[] | null }
type Split = { readonly serial: Stretch | null; readonly names: readonly Stretch[]; readonly values: readonly Stretch[] }

const LONGEST_NAME = 30
const STOPS = /[。；！？“”]/
const HAN = /[一-鿿]/

function tokensOf(paper: string, { start, end }: Stretch): Stretch[] {
  return [...paper.slice(start, end).matchAll(/[^\s\u3000\u00a0]+/g)].map(({ index, 0: { length } }) => ({ start: start + index, end: start + index + length }))
}

const at = (paper: string, { start, end }: Stretch): string => paper.slice(start, end)

/** A line as a name and its figures; null where it is none. */
function splitOf(paper: string, line: Line): Split | null {
  if (line.cells || line.text.length > 160 || STOPS.test(line.text)) return null
  const tokens = tokensOf(paper, line)
  if (tokens.length < 2 || tokens.length > 24) return null
  // a remark may stand behind the figures
  const remark = tokens.length > 3 && HAN.test(at(paper, tokens.at(-1)!)) && !isNumber(at(paper, tokens.at(-1)!)) && isNumber(at(paper, tokens.at(-2)!)) ? 1 : 0
  let first = tokens.length - remark
  while (first > 0 && (isNumber(at(paper, tokens[first - 1]!)) || EMPTY.test(at(paper, tokens[first - 1]!)))) first--
  const [head, ...rest] = tokens.slice(0, first)
  if (!head || first === tokens.length - remark) return null
  const serial = rest.length > 0 && /^\d{1,3}[.、]?$/.test(at(paper, head)) ? head : null
  const names = serial ? rest : [head, ...rest]
  const name = names.map((one) => at(paper, one)).join('')
  if (name.length > LONGEST_NAME || !HAN.test(name) || /[，：]$/.test(name)) return null
  return { serial, names, values: tokens.slice(first) }
}

/** Gives the lines of such tables their cells, those of their heads too. */
export function withBlankColumns<L extends Line>(paper: string, lines: readonly L[]): L[] {
  const split = lines.map((line) => splitOf(paper, line))
  const out = [...lines]
  for (let from = 0; from < lines.length; ) {
    const first = split[from]
    let to = from + 1
    while (first && to < lines.length && split[to]?.values.length === first.values.length) to++
    if (first) tabled(paper, lines, split.slice(from, to) as Split[], from, out)
    from = to
  }
  return out
}

function tabled<L extends Line>(paper: string, lines: readonly L[], rows: readonly Split[], from: number, out: L[]): void {
  const values = rows[0]!.values.length
  const serial = rows.some((row) => row.serial !== null)
  const same = rows.every(({ names }) => names.length === rows[0]!.names.length)
  const names = same ? rows[0]!.names.length : 1
  const width = (serial ? 1 : 0) + names + values
  const heads: (readonly Stretch[])[] = []
  for (let line = from - 1; line >= 0 && heads.length < 3; line--) {
    const head = headOf(paper, lines[line]!, width, values)
    if (!head) break
    heads.unshift(head)
    if (head.filter(({ start, end }) => end > start).length === width) break
  }
  // a name with one figure is a row only below a head: a list of contents is none
  if (rows.length < (values === 1 ? 3 : 2) || (values === 1 && heads.length === 0) || (rows.length === 2 && heads.length === 0 && values < 3)) return
  heads.forEach((cells, i) => (out[from - heads.length + i] = { ...out[from - heads.length + i]!, alone: true, cells }))
  rows.forEach((row, i) => {
    const line = lines[from + i]!
    const nothing = { start: line.start, end: line.start }
    const name = same ? row.names : [{ start: row.names[0]!.start, end: row.names.at(-1)!.end }]
    out[from + i] = { ...line, alone: true, cells: [...(serial ? [row.serial ?? nothing] : []), ...name, ...row.values] }
  })
}

/** A head of as many words as there are columns, or one of fewer, which stand over the last. */
function headOf(paper: string, line: Line, width: number, values: number): Stretch[] | null {
  if (line.cells || STOPS.test(line.text) || line.text.length > 120) return null
  const tokens = tokensOf(paper, line)
  if (tokens.length > width || tokens.length < Math.min(2, values) || tokens.some((one) => isNumber(at(paper, one)) || at(paper, one).length > 16 || /[，：]|单位:/.test(at(paper, one)))) return null
  if (tokens.length < 2 && !/^[（(]/.test(line.text)) return null
  const left = { start: line.start, end: line.start }
  if (tokens.length === width) return tokens
  if (tokens.length <= values) return [...Array.from({ length: width - tokens.length }, () => left), ...tokens]
  return [...Array.from({ length: width - tokens.length }, () => left), ...tokens]
}

/** A line of a paper as printed, blank ones left out. */
type Printed = Stretch & { readonly text: string }

/** Rows of tables whose cells stand one under another, by the number of their first line; each takes as many lines as it has cells. */
export function stackedRows(lines: readonly Printed[]): ReadonlyMap<number, readonly Stretch[]> {
  const sorts = lines.map(({ text }) => (isNumber(text) ? 'N' : text.length <= 18 && !/[。；，：！？、]$|[。；！？：]/.test(text) && HAN.test(text) && !/\t|\||\s{2}/.test(text) ? 'T' : 'X'))
  const rows = new Map<number, readonly Stretch[]>()
  for (let i = 1; i < lines.length; i++) {
    if (sorts[i] !== 'N' || sorts[i - 1] !== 'T') continue
    const serial = lines[i]!.text === '1' && sorts[i + 1] === 'T'
    const from = serial ? i : i - 1
    const period = periodOf(sorts, from, serial)
    const head = from - period
    if (period < 3 || head < 0 || !sorts.slice(head, from).every((sort) => sort === 'T')) continue
    let next = from
    while (sorts.slice(next, next + period).join('') === sorts.slice(from, from + period).join('')) next += period
    if ((next - from) / period < 2) continue
    for (let row = head; row < next; row += period) rows.set(row, lines.slice(row, row + period))
    i = next - 1
  }
  return rows
}

/** From one name to the next. */
function periodOf(sorts: readonly string[], from: number, serial: boolean): number {
  const name = serial ? from + 1 : from
  let next = name + 1
  while (sorts[next] === 'N') next++
  return sorts[next] === 'T' ? next - name : serial ? next - from : next - name
}
