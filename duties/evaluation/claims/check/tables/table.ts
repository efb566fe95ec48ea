import type { Finding } from '../../contract.ts'
import { meet, sum } from '../ground/interval.ts'
import { says } from '../ground/near.ts'
import { checkRelations } from './relations.ts'
import { gridsOf, turn } from './grid.ts'
import { checkReadRows } from './rows-read.ts'
import { checkTold } from './told.ts'
import { checkWholes } from './wholes.ts'
import { before, finding, group, isCount, isRate, printed, type Figure, type Paper } from '../ground/paper.ts'

/** Tables: what holds between their columns and their rows, and what the prose says of the same things. */
export const checkTables = (paper: Paper): Finding[] => [
  ...gridsOf(paper).flatMap((grid) => [...checkRelations(paper, grid), ...checkRelations(paper, turn(grid)), ...checkWholes(paper, grid), ...checkReadRows(paper, grid)]),
  ...checkTold(paper),
  ...[
    ...group(
      paper.figures.filter(({ cell }) => cell !== null),
      ({ cell }) => cell!.table,
    ).values(),
  ].flatMap((figures) => {
    const rows = [...group(figures, ({ cell }) => cell!.row).values()]
    const total = rows.find(([first]) => totalRow.test(first!.subject))
    const members = rows.filter((row) => row !== total)
    return [
      ...(total ? toldTotal(paper, members, total) : []),
      ...inside(paper, rows),
      ...pointedAt(paper, members),
      ...counted(paper, members, figures),
    ]
  }),
]

const totalRow = /^(?:合计|总计|总数|共计|总和|全[市县区省州年])/
const column = (figure: Figure): number => figure.cell!.column
const inColumn = (row: readonly Figure[], at: number): Figure | undefined => row.find((one) => column(one) === at)

const columnOf = (rows: readonly (readonly Figure[])[], whole: Figure): Figure[] =>
  rows.map((row) => inColumn(row, column(whole))).filter((one) => one !== undefined)

/** Columns of which one is a part of the other in every row: what is got of what can be got. Data, not rules. */
const within: readonly (readonly [part: RegExp, whole: RegExp])[] = [
  [/^(?:得分|实得|自评得分)/, /^(?:满分|分值|标准分)/],
  [/^(?:不?合格|问题|阳性)/, /^(?:抽检|抽样|检验|检测|样品)/],
  [/^(?:已?整改|已?办结|结案)/, /^(?:发现|问题|受理|立案)/],
]
function inside(paper: Paper, rows: readonly (readonly Figure[])[]): Finding[] {
  return rows.flatMap((row) =>
    row.flatMap((part) =>
      within.flatMap(([first, second]) => {
        const whole = first.test(part.measure)
          ? row.find((one) => one !== part && second.test(one.measure) && one.unit === part.unit)
          : undefined
        if (!whole || isRate(part) || part.low <= whole.high) return []
        return [
          finding(paper, [part, whole], {
            verdict: 'contradiction',
            kind: 'part-whole',
            calculation: `${part.subject}：${part.measure} ${printed(part)} > ${whole.measure} ${printed(whole)}`,
            explanation: '同一行中部分大于整体。',
          }),
        ]
      }),
    ),
  )
}

/** A total row beside a prose figure that the column itself adds up to. */
function toldTotal(paper: Paper, members: readonly (readonly Figure[])[], total: readonly Figure[]): Finding[] {
  return total.flatMap((whole) => {
    const parts = columnOf(members, whole)
    if (isRate(whole) || parts.length < members.length || parts.length < 2 || whole.value < 10) return []
    const all = sum(parts)
    if (meet(all, whole)) return []
    const prose = paper.figures.find(
      (one) =>
        one.cell === null &&
        one.value > 9 &&
        meet(one, all) &&
        isExactly(one) &&
        (one.unit === whole.unit || whole.unit === '') &&
        whole.measure.length > 1 &&
        says(paper, one, whole.measure),
    )
    return prose
      ? [
          finding(paper, [whole, prose], {
            verdict: 'doubtful',
            kind: 'two-values',
            calculation: `表中合计 ${printed(whole)}；文中 ${printed(prose)}，与各行之和相同`,
            explanation: '表中合计与文中所列、各行之和都不同；若文中的数另有所指则无误。',
          }),
        ]
      : []
  })
}
const isExactly = ({ low, high }: Figure): boolean => high - low < 1

const pointed = /最[多少高低大小]的(?:[一-鿿]{0,4})?是$|[一-鿿]{2,6}(?:最[多少高低])$/
/** `不合格批次最多的是食用农产品，28批次中…`: the row that is named has its figure in the table. */
function pointedAt(paper: Paper, rows: readonly (readonly Figure[])[]): Finding[] {
  const labels = new Map(rows.slice(0, 60).map((row) => [row[0]!.subject, row]))
  return paper.figures.flatMap((figure) => {
    if (figure.cell !== null || !isCount(figure)) return []
    const [clause, own] = before(paper, figure, 40)
      .split(/[，。；：]/)
      .slice(-2)
    const name = [...labels.keys()].find((one) => one.length > 1 && clause?.endsWith(one) && pointed.test(clause.slice(0, -one.length)))
    const row = name === undefined ? undefined : labels.get(name)
    if (!row || /合计|共计|两|三/.test(own ?? '') || !/^(?:有|为|达|共|其)?$/.test(own ?? '') || row.some((cell) => meet(cell, figure))) return []
    const key = /([一-鿿]{2,6}?)(?:批次|数|数量)?最/.exec(clause!)?.[1] ?? ''
    const cell = row.find((one) => key !== '' && one.measure.startsWith(key))
    return cell
      ? [
          finding(paper, [figure, cell], {
            verdict: 'doubtful',
            kind: 'two-values',
            calculation: `表中${cell.subject}${cell.measure} ${printed(cell)}；文中 ${printed(figure)}`,
            explanation: '表与文中所列同一项的数不同；若时间或范围不同则无误。',
          }),
        ]
      : []
  })
}

const kindsSaid = /^(?:类|大类|种|品种)$/
/** `共抽检12大类食品` above a table of ten rows. */
function counted(paper: Paper, members: readonly (readonly Figure[])[], figures: readonly Figure[]): Finding[] {
  const first = figures[0]!
  const above = paper.text.slice(Math.max(0, first.start - 120), first.start)
  if (!/类别|品种|种类|类型/.test(above) || members.length < 3) return []
  const said = paper.figures.findLast(
    (one) => one.cell === null && one.end < first.start && kindsSaid.test(one.unit) && first.start - one.end < 600,
  )
  // an extract has fewer rows by far
  if (!said || said.value === members.length || said.high > 40 || Math.abs(said.value - members.length) > Math.max(2, 0.2 * said.value)) return []
  return [
    finding(paper, [said], {
      verdict: 'doubtful',
      kind: 'enumeration',
      calculation: `表中 ${members.length} 行，所称 ${printed(said)}`,
      explanation: '表中所列的类别数与所称不符；若表中合并或省略了类别则无误。',
    }),
  ]
}
