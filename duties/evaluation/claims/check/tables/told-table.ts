import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { findingAt, group, isPoints, isRate, joined, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** What prose says of the rows of the table before it: who stands above or below the whole, who is first and last and by how much, who has done all. */
export function checkToldTable(paper: Paper): Finding[] {
  const cells = paper.figures.filter(({ cell }) => cell !== null)
  if (cells.length === 0) return []
  const tables = [...group(cells, ({ cell }) => cell!.table).values()].map(tableOf).filter(({ names }) => names.length > 2)
  return paper.document.sentences.flatMap(({ start, end }) => {
    const table = tables.findLast((one) => one.end < start && start - one.end < 1500)
    const words = table ? paper.text.slice(start, end) : ''
    return table && /平均|最|全部|均已/.test(words) ? [...aboveOrBelow(paper, table, start, words), ...apart(paper, table, start, words), ...allDone(paper, table, start, words)] : []
  })
}

type Table = { readonly names: readonly string[]; readonly columns: readonly Column[]; readonly end: number }
type Column = { readonly measure: string; readonly cells: ReadonlyMap<string, Figure>; readonly whole: Figure | undefined }

const whole = /^(?:合计|总计|总数|共计|平均|全[市县区省州年])/
function tableOf(figures: readonly Figure[]): Table {
  const columns = [...group(figures, ({ cell }) => cell!.column).values()].map((all) => ({
    measure: all[0]!.measure,
    cells: new Map(all.filter(({ subject }) => !whole.test(subject) && subject !== '').slice(0, 60).map((one) => [one.subject, one])),
    whole: all.find(({ subject }) => whole.test(subject)),
  }))
  return { names: [...new Set(columns.flatMap(({ cells }) => [...cells.keys()]))], columns, end: figures.at(-1)!.end }
}

/** The columns that the words speak of: 从备案情况看 → 备案率. */
function spokenOf(table: Table, words: string, fits: (column: Column) => boolean): Column[] {
  const able = table.columns.filter((column) => column.cells.size > 2 && fits(column))
  const called = able.filter(({ measure }) => {
    const key = measure.replace(/^已|率$|数$|批次$/g, '')
    return key.length > 1 && words.includes(key)
  })
  return called.length > 0 ? called : able
}

const list = /([一-鿿、和及]{2,60}?)(?:均|都|的)?(高于|低于|超过|不及)(?:了)?全[市县区省州]?平均(?:水平|值)?/g
/** `松浦区、渔梁区高于全市平均水平`: each of those named against the row of the whole. */
function aboveOrBelow(paper: Paper, table: Table, start: number, words: string): Finding[] {
  return [...words.matchAll(list)].flatMap((match) => {
    const names = table.names.filter((name) => match[1]!.includes(name))
    const columns = spokenOf(table, joined(words.slice(0, match.index + match[0].length)), ({ whole: all, cells }) => all !== undefined && [...cells.values()].every(isRate))
    const up = /高于|超过/.test(match[2]!)
    const odd = columns.map((column) => names.flatMap((name) => {
      const one = column.cells.get(name)
      const all = column.whole!
      return one && (up ? one.high <= all.low : one.low >= all.high) ? [{ one, all }] : []
    }))
    if (names.length === 0 || columns.length === 0 || odd.some(({ length }) => length === 0)) return []
    const { one, all } = odd[0]![0]!
    const at = start + match.index
    return [say(paper, at, at + match[0].length, columns.length === 1, 'ratio', `${one.subject} ${printed(one)}，${all.subject} ${printed(all)}`, `所称“${match[2]}”平均水平与表中所列不符`, [one, all])]
  })
}

const pair = /最([高低多少大小])的(?:是|为)?([一-鿿]{2,8}?)(?:与|和|同|比|较|，)(?:最([高低多少大小])的)(?:是|为)?([一-鿿]{2,8}?)(?:，(?:两地|两者|二者|前后|首尾|两县|两区))?(?=相差|差|高|低|多|少|，|。)/g
const single = /([一-鿿]{2,10}?)(?:率|数|量|批次)?最([高低多少大小])，(?:比|较)最([高低多少大小])的([一-鿿]{2,8}?)(?=高|低|多|少)/g
/** `最高的甲区与最低的乙县相差10.5个百分点`, `三季度不合格率最高，较最低的一季度高0.8个百分点`. */
function apart(paper: Paper, table: Table, start: number, words: string): Finding[] {
  const told = [
    ...[...words.matchAll(pair)].map((match) => ({ match, side: match[1]!, first: match[2]!, last: match[4]! })),
    ...[...words.matchAll(single)].map((match) => ({ match, side: match[2]!, first: match[1]!, last: match[4]! })),
  ]
  return told.flatMap(({ match, side, first, last }) => {
    const named = (words1: string): string | undefined => table.names.find((name) => words1.startsWith(name) || words1.endsWith(name))
    const [one, other] = [named(first), named(last)]
    const end = start + match.index + match[0].length
    const change = paper.figures.find((it) => it.cell === null && it.start >= end && it.start < end + 6)
    if (one === undefined || other === undefined) return []
    const fits = ({ cells }: Column): boolean => {
      const [a] = [...cells.values()]
      return a !== undefined && (change === undefined || (isPoints(change) ? isRate(a) : sort(a) === sort(change)))
    }
    const columns = spokenOf(table, joined(words.slice(0, match.index + match[0].length)), fits)
    const up = /[高多大]/.test(side)
    const ends = (column: Column): boolean => {
      const values = [...column.cells.values()].map(({ value }) => value)
      const [most, least] = [Math.max(...values), Math.min(...values)]
      return column.cells.get(one)?.value === (up ? most : least) && column.cells.get(other)?.value === (up ? least : most)
    }
    const right = columns.filter(ends)
    if (columns.length === 0) return []
    const column = right[0] ?? columns[0]!
    const [a, b] = [column.cells.get(one), column.cells.get(other)]
    if (!a || !b) return []
    const at = start + match.index
    if (right.length === 0) {
      const sorted = [...column.cells.values()].toSorted((x, y) => y.value - x.value)
      return [say(paper, at, end, columns.length === 1, 'bound', `${one} ${printed(a)}，${other} ${printed(b)}；表中最高 ${sorted[0]!.subject} ${printed(sorted[0]!)}，最低 ${sorted.at(-1)!.subject} ${printed(sorted.at(-1)!)}`, '所称最高、最低与表中所列不符', [a, b, sorted[0]!, sorted.at(-1)!])]
    }
    const off = (it: Column): boolean => Math.abs(Math.abs(it.cells.get(one)!.value - it.cells.get(other)!.value) - change!.value) > 0.051 + (a.high - a.low)
    if (!change || !right.every(off)) return []
    return [say(paper, change.start, change.end, true, isPoints(change) ? 'points' : 'total', `${show(a.value)} 与 ${show(b.value)} 相差 ${show(Math.abs(a.value - b.value))}，所列 ${printed(change)}`, '最高与最低之差与表中所列不符', [change, a, b])]
  })
}

const done = /([一-鿿、和]{2,40}?)(?:已|均已)(?:全部|全面)?(整改|办结|完成|备案|处置)(?:到位|完毕|完成)?(?=。|，|；)/g
/** `从整改情况看，松浦区已全部整改到位`: what was done of the row is all there is. */
function allDone(paper: Paper, table: Table, start: number, words: string): Finding[] {
  return [...words.matchAll(done)].flatMap((match) => {
    const names = match[0].includes('全') ? table.names.filter((name) => match[1]!.includes(name)) : []
    const part = table.columns.find(({ measure }) => measure.includes(match[2]!) && !/率|未/.test(measure))
    const before = part && table.columns[table.columns.indexOf(part) - 1]
    const base = before && ![...before.cells.values()].some(isRate) ? before : undefined
    return names.flatMap((name) => {
      const [did, all] = [part?.cells.get(name), base?.cells.get(name)]
      if (!did || !all || did.value >= all.value || isRate(did)) return []
      const at = start + match.index
      return [say(paper, at, at + match[0].length, false, 'total', `${name}：${base!.measure} ${printed(all)}，${part!.measure} ${printed(did)}`, '表中所列尚未全部完成', [did, all])]
    })
  })
}

function say(paper: Paper, from: number, to: number, sure: boolean, kind: Finding['kind'], calculation: string, what: string, claims: readonly Figure[]): Finding {
  return findingAt(
    paper,
    from,
    to,
    { verdict: sure ? 'contradiction' : 'doubtful', kind, calculation, explanation: `${what}${sure ? '' : '；若所比的是另一项指标则无误'}。` },
    claims.map(({ id }) => id),
  )
}
