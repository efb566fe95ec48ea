import type { Finding } from '../../contract.ts'
import { finding, findingAt, printed, type Paper } from '../ground/paper.ts'
import { changeHead, type Grid } from './grid.ts'

/** What a row of a table says beside its figures: the number it bears, and the words of a cell that tells which way it went. */
export const checkReadRows = (paper: Paper, grid: Grid): Finding[] => [...numbered(paper, grid), ...directed(paper, grid)]

const first = (paper: Paper, grid: Grid, row: number): number => grid.slots[row]!.find((slot) => slot !== undefined)?.figure.start ?? 0

/** Rows count 1, 2, 3, …: one that bears another number is out of its order. */
function numbered(paper: Paper, grid: Grid): Finding[] {
  const serials = grid.labels.map((_, row) => {
    const at = first(paper, grid, row)
    const line = paper.text.slice(Math.max(0, at - 60), at)
    const start = at - line.length + line.lastIndexOf('\n') + 1
    const match = /^\s*[|｜]?\s*(\d{1,3})[.、]?(?=[\s|｜一-鿿])(?!\s*[年月])/.exec(paper.text.slice(start, at))
    return match ? { value: Number(match[1]), start: start + match[0].indexOf(match[1]!), length: match[1]!.length } : null
  })
  const told = serials.flatMap((one, row) => (one ? [{ ...one, row }] : []))
  if (told.length < 4 || told.length < grid.labels.length - 1) return []
  const base = told.map(({ value, row }) => value - row)
  const usual = base.toSorted((a, b) => base.filter((one) => one === b).length - base.filter((one) => one === a).length)[0]!
  const wrong = told.filter(({ value, row }) => value - row !== usual)
  const [one] = wrong
  if (!one || wrong.length > 1) return []
  return [
    findingAt(paper, one.start, one.start + one.length, {
      verdict: 'contradiction',
      kind: 'heading',
      calculation: `第 ${one.row + 1} 行，所列序号 ${one.value}，依次应为 ${one.row + usual}`,
      explanation: '表中各行依次编号，只有此行不合。',
    }),
  ]
}

const way = /^(?:持续|大幅|小幅|轻微|略有|显著|明显|稳步|快速|逐年|同比|微|稍有)?(?:度)?(增长|增加|上升|攀升|回升|激增|下降|减少|回落|下滑|锐减|降低)/

/** `+5.76% | 持续增长，…`: the words of the cell behind a change go the way the change goes. */
function directed(paper: Paper, grid: Grid): Finding[] {
  const column = grid.heads.findIndex((head) => changeHead.test(head))
  if (column < 0) return []
  return grid.slots.flatMap((row, at) => {
    const change = row[column]
    if (!change || change.value === 0 || row.slice(column + 1).some((slot) => slot !== undefined)) return []
    const behind = paper.text.slice(change.figure.end, change.figure.end + 80).split('\n')[0]!
    const cell = /^\s*[|｜\t]?\s*/.exec(behind)![0].length
    const match = way.exec(behind.slice(cell))
    if (!match || cell === 0) return []
    const up = /增|升/.test(match[1]!)
    if (up === change.value > 0) return []
    return [
      finding(paper, [change.figure], {
        verdict: 'contradiction',
        kind: 'series',
        calculation: `${grid.labels[at]}：${printed(change.figure)}，所称“${match[0]}”`,
        explanation: '同一行所称的升降与所列增幅的方向相反。',
      }),
    ].map((one) => ({ ...one, end: change.figure.end + cell + match[0].length }))
  })
}
