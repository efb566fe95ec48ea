import type { Finding } from '../../contract.ts'
import { between, group, isCount, isGrowth, isMean, isPoints, isRate, joined, lead, sort, type Figure, type Paper } from '../ground/paper.ts'
import type { Grid, Slot } from './grid.ts'
import { checkRelations } from './relations.ts'

/** Clauses built alike are rows of a table that is written out: `甲528件，同比+9.54%，占比31%；乙…`. What holds in most of them holds in all. */
export function checkAlike(paper: Paper): Finding[] {
  return rowsOf(paper).flatMap((rows) => {
    const grid = gridOf(paper, rows)
    return grid ? checkRelations(paper, grid) : []
  })
}

type Row = readonly { readonly figure: Figure; readonly sort: string }[]
const MOST_ROWS = 60

/** Runs of rows that begin alike: the clauses of a paragraph, or paragraphs one after another. */
function rowsOf(paper: Paper): Row[][] {
  const prose = paper.figures.filter((one) => one.cell === null && one.bracketOf === null && !isPoints(one) && !isMean(paper, one))
  const runs: Row[][] = []
  let last = -2
  for (const [paragraph, figures] of group(prose, ({ sentence }) => paper.paragraphs[sentence]!)) {
    const rows = clausesOf(paper, figures).flatMap(rowsIn)
    const run = runs.at(-1)
    const single = rows.length === 1 && run && paragraph - last <= 1 && rows[0]![0]!.sort === run.at(-1)![0]!.sort
    if (single) run.push(rows[0]!)
    else
      for (const row of rows) {
        const open = runs.at(-1)
        if (open && row !== rows[0] && open.at(-1)![0]!.sort === row[0]!.sort && open.length < MOST_ROWS) open.push(row)
        else runs.push([row])
      }
    last = paragraph
  }
  return runs.filter(({ length }) => length > 2)
}

/** The figures of each clause between semicolons and stops, or between the numbers of a list. */
function clausesOf(paper: Paper, figures: readonly Figure[]): Row[] {
  const clauses: { figure: Figure; sort: string }[][] = []
  figures.slice(0, 400).forEach((figure, at) => {
    const before = figures[at - 1]
    if (!before || before.sentence !== figure.sentence || /；|[(]\d{1,2}[)]|[①-⑳]/.test(between(paper, before, figure))) clauses.push([])
    clauses.at(-1)!.push({ figure, sort: sortOf(paper, figure) })
  })
  return clauses
}

const ago = /上年|去年|同期|上季|上月|上期|前年/
function sortOf(paper: Paper, figure: Figure): string {
  const words = lead(paper, figure, 16)
  if (!isRate(figure)) return `${sort(figure)}${ago.test(words) && isCount(figure) ? (/季|月/.test(words) ? '上季' : '上年') : ''}`
  if (/占|比重/.test(words)) return '占比'
  if (isGrowth(paper, figure) || /[+−↑↓]$|(?:\D)-$/.test(words)) return /环比|上季|上月/.test(words) ? '环比增长' : '同比增长'
  return /[不未]?[一-鿿]{2}率/.exec(words.slice(-8))?.[0] ?? '率'
}

/** A clause whose figures come back in one order is as many rows: `甲5件占2%，乙6件占3%`. */
function rowsIn(clause: Row): Row[] {
  const same = clause.filter((one) => one.sort === clause[0]!.sort).length
  const period = clause.length / same
  if (same < 2 || period < 2 || !Number.isInteger(period) || clause.some((one, at) => at >= period && one.sort !== clause[at - period]!.sort)) return clause.length > 1 ? [clause] : []
  return Array.from({ length: same }, (_, at) => clause.slice(at * period, (at + 1) * period))
}

const fewer = /(?:下降|减少|降低|回落|下滑|降幅|负增长|[-−—↓])(?:了|为|达)?$/
function gridOf(paper: Paper, rows: readonly Row[]): Grid | null {
  const columns = new Map<string, number>()
  const heads: string[] = []
  const slots = rows.map((row) => {
    const seen = new Map<string, number>()
    const placed: (Slot | undefined)[] = []
    row.forEach(({ figure, sort: own }, at) => {
      const times = (seen.get(own) ?? 0) + 1
      seen.set(own, times)
      const words = joined(lead(paper, figure, 10))
      // of counts of one sort the words tell which is which
      const told = isCount(figure) && at > 0 ? /(?:不合格|合格|已?办结|[上去]年|[一-鿿]{2})(?:样品|为|了|有)?$/.exec(words)?.[0] ?? '' : ''
      const key = `${own} ${told === '' ? times : told}`
      if (!columns.has(key)) {
        columns.set(key, columns.size)
        heads.push(isCount(figure) ? (at === 0 ? '抽检' : told) : own)
      }
      const down = /增长$/.test(own) && fewer.test(words)
      placed[columns.get(key)!] = down
        ? { figure, value: -figure.value, low: -figure.high, high: -figure.low }
        : { figure, value: figure.value, low: figure.low, high: figure.high }
    })
    return placed
  })
  if (heads.length < 2 || heads.length > 10) return null
  return {
    heads,
    labels: rows.map((row) => row[0]!.figure.subject),
    slots: slots.map((row) => heads.map((_, column) => row[column])),
    start: rows[0]![0]!.figure.start,
    end: rows.at(-1)!.at(-1)!.figure.end,
    turned: false,
  }
}
