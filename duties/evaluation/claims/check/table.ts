import type { Finding } from '../contract.ts'
import { cut, exactly, meet, minus, over, plus, show, showInterval, sum, times, type Interval } from './interval.ts'
import { says } from './near.ts'
import { finding, group, isRate, lead, printed, type Figure, type Paper } from './paper.ts'

/** Tables: columns against their 合计, columns that others give, and what the prose says of the same things. */
export const checkTables = (paper: Paper): Finding[] =>
  [
    ...group(
      paper.figures.filter(({ cell }) => cell !== null),
      ({ cell }) => cell!.table,
    ).values(),
  ].flatMap((figures) => {
    const rows = [...group(figures, ({ cell }) => cell!.row).values()]
    const total = rows.find(([first]) => totalRow.test(first!.subject))
    const members = rows.filter((row) => row !== total)
    return [
      ...(total ? sums(paper, members, total) : []),
      ...derived(paper, rows),
      ...told(paper, rows, total),
      ...counted(paper, members, figures),
    ]
  })

const totalRow = /^(?:合计|总计|总数|共计|总和|全[市县区省州])/
const inner = /小计|其中|^#/
const column = (figure: Figure): number => figure.cell!.column
const inColumn = (row: readonly Figure[], at: number): Figure | undefined => row.find((one) => column(one) === at)

function sums(paper: Paper, members: readonly (readonly Figure[])[], total: readonly Figure[]): Finding[] {
  if (members.length < 2 || members.some(([first]) => inner.test(first!.subject))) return []
  return total.flatMap((whole) => {
    if (isRate(whole) || whole.unit.includes('/') || /率|比例|占比|得分|平均|人均/.test(whole.measure)) return []
    const parts = members.map((row) => inColumn(row, column(whole))).filter((one) => one !== undefined)
    if (parts.length < members.length) return []
    const fits = meet(sum(parts), whole)
    return [
      finding(paper, [whole, ...parts], {
        verdict: fits ? 'holds' : 'contradiction',
        kind: 'total',
        calculation: `${whole.measure}：${parts.map(({ value }) => show(value)).join(' + ')} = ${showInterval(sum(parts))}，所列合计 ${printed(whole)}`,
        explanation: fits ? '表中各行之和与合计相符。' : '表中各行之和与合计不符。',
      }),
    ]
  })
}

/** How a column may come of two others, and how papers write it. */
const makings: readonly {
  readonly make: (a: Interval, b: Interval) => Interval
  readonly sign: string
  readonly rate: boolean
  readonly kind: 'ratio' | 'total'
}[] = [
  { make: (a, b) => times(over(a, b), 100), sign: '÷', rate: true, kind: 'ratio' },
  { make: (a, b) => times(over(minus(a, b), b), 100), sign: '增幅', rate: true, kind: 'ratio' },
  { make: (a, b) => minus(exactly(100), times(over(a, b), 100)), sign: '余率', rate: true, kind: 'ratio' },
  { make: plus, sign: '+', rate: false, kind: 'total' },
  { make: minus, sign: '−', rate: false, kind: 'total' },
]

/** A column that two others give in all rows but one: that row is wrong. */
function derived(paper: Paper, rows: readonly (readonly Figure[])[]): Finding[] {
  const columns = [...new Set(rows.flatMap((row) => row.map(column)))].slice(0, 12)
  return columns.flatMap((at) => {
    for (const { make, sign, rate, kind } of makings)
      for (const a of columns)
        for (const b of columns) {
          if (a === b || a === at || b === at) continue
          const judged = rows.flatMap((row) => {
            const [made, one, other] = [inColumn(row, at), inColumn(row, a), inColumn(row, b)]
            if (!made || !one || !other || isRate(made) !== rate || isRate(one) || isRate(other) || (rate && other.low <= 0)) return []
            return [{ made, one, other, fits: meet(cut(make(one, other)), cut(made)) }]
          })
          const wrong = judged.filter(({ fits }) => !fits)
          if (judged.length < 3 || judged.length - wrong.length < Math.max(2, 0.7 * judged.length)) continue
          return judged.map(({ made, one, other, fits }) =>
            finding(paper, [made, one, other], {
              verdict: fits ? 'holds' : wrong.length === 1 ? 'contradiction' : 'doubtful',
              kind,
              calculation: `${made.subject}：${show(one.value)} ${sign} ${show(other.value)} = ${showInterval(make(one, other), 2)}，所列 ${printed(made)}`,
              explanation: fits ? '与表中另两列相符。' : '其余各行都由另两列得出，只有此处不符。',
            }),
          )
        }
    return []
  })
}

/** What prose says of a row, in the paragraph that its name opens, or of the total as all there is. */
function told(paper: Paper, rows: readonly (readonly Figure[])[], total: readonly Figure[] | undefined): Finding[] {
  const prose = paper.figures.filter(({ cell }) => cell === null)
  // of an endless table the first rows are looked at, and the total
  return [...rows.slice(0, 60), ...(total && !rows.slice(0, 60).includes(total) ? [total] : [])].flatMap((row) => {
    const name = row === total ? '' : row[0]!.subject
    const about = name === '' ? prose.filter((one) => one.partOf === null) : opened(paper, prose, name)
    return row.flatMap((cell) => {
      const key = cell.measure.replace(/批次|数量|数$|\(.*$/g, '')
      const alike = about.filter(
        (one) =>
          isRate(one) === isRate(cell) &&
          key.length > 1 &&
          saysKey(paper, one, key) &&
          (name !== '' || /共|总|合计|累计/.test(lead(paper, one))) &&
          Math.abs(one.value - cell.value) <= 0.5 * cell.value,
      )
      const other = alike[0]
      if (
        !other ||
        alike.some((one) => meet(one, cell)) ||
        (name === '' && prose.some((one) => one.unit !== '' && one.value === cell.value && cell.value > 9))
      )
        return []
      return [
        finding(paper, [cell, other], {
          verdict: 'doubtful',
          kind: 'two-values',
          calculation: `表中${cell.subject}${cell.measure} ${printed(cell)}；文中 ${printed(other)}`,
          explanation: '表与文中所列同一项的数不同；若时间或范围不同则无误。',
        }),
      ]
    })
  })
}

/** 抽检 is no 不合格: the words before a figure say the column's name just as it stands. */
function saysKey(paper: Paper, figure: Figure, key: string): boolean {
  const words = lead(paper, figure, 16) + figure.measure
  const at = words.lastIndexOf(key)
  return at >= 0 && !/[不未]$/.test(words.slice(0, at)) && says(paper, figure, key)
}

/** Figures of the sentences of a paragraph that begins with the name (`（一）食用农产品。抽检624批次`), up to its first 其中. */
function opened(paper: Paper, prose: readonly Figure[], name: string): Figure[] {
  if (name.length < 2) return []
  return prose.filter((one) => {
    const from = Math.max(0, one.start - 40)
    const words = paper.text.slice(from, one.start)
    const line = words.slice(words.lastIndexOf('\n') + 1)
    const heading = line.search(/(?:^|[)）.、．])(?=[一-鿿])/)
    return heading >= 0 && line.replace(/^[（(]?[一二三四五六七八九十\d]+[)）.、．]\s*/, '').startsWith(name) && !/其中|：/.test(line)
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
  if (!said || said.value === members.length || said.high > 40) return []
  return [
    finding(paper, [said], {
      verdict: 'doubtful',
      kind: 'enumeration',
      calculation: `表中 ${members.length} 行，所称 ${printed(said)}`,
      explanation: '表中所列的类别数与所称不符；若表中合并或省略了类别则无误。',
    }),
  ]
}
