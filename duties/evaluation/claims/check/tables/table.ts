import type { Finding } from '../../contract.ts'
import { cut, exactly, meet, minus, over, plus, show, showInterval, sum, times, type Interval } from '../ground/interval.ts'
import { says } from '../ground/near.ts'
import { before, finding, group, isCount, isRate, lead, printed, type Figure, type Paper } from '../ground/paper.ts'

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
      ...(total ? [...sums(paper, members, total), ...toldTotal(paper, members, total)] : []),
      ...inside(paper, rows),
      ...pointedAt(paper, members),
      ...derived(paper, rows),
      ...told(paper, rows, total),
      ...counted(paper, members, figures),
    ]
  })

const totalRow = /^(?:合计|总计|总数|共计|总和|全[市县区省州年])/
const inner = /小计|其中|^#/
const column = (figure: Figure): number => figure.cell!.column
const inColumn = (row: readonly Figure[], at: number): Figure | undefined => row.find((one) => column(one) === at)

function sums(paper: Paper, members: readonly (readonly Figure[])[], total: readonly Figure[]): Finding[] {
  if (members.length < 2 || members.some(([first]) => inner.test(first!.subject))) return []
  return total.flatMap((whole) => {
    if (isRate(whole) || whole.unit.includes('/') || /率|比例|占比|平均|人均|[每均]/.test(whole.measure)) return []
    // marks add up where the full marks do
    if (/得分/.test(whole.measure) && !total.some((one) => /满分|分值|权重/.test(one.measure) && meet(sum(columnOf(members, one)), one)))
      return []
    const parts = columnOf(members, whole)
    // a cell may be empty (—): then the parts can only be too many
    if (parts.length < 2 || (parts.length < members.length && sum(parts).low <= whole.high)) return []
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

/** Prose more than some ten pages away speaks of another table. */
const FAR = 8000
function proseNear(paper: Paper, rows: readonly (readonly Figure[])[]): Figure[] {
  const [from, to] = [rows[0]![0]!.start - FAR, rows.at(-1)!.at(-1)!.end + FAR]
  return paper.figures.filter(({ cell, start }) => cell === null && start > from && start < to)
}

/** What prose says of a row, in the paragraph that its name opens, or of the total as all there is. */
function told(paper: Paper, rows: readonly (readonly Figure[])[], total: readonly Figure[] | undefined): Finding[] {
  const prose = proseNear(paper, rows)
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
          !/[两三四五六]类|[两三四五六]个/.test(lead(paper, one)) &&
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
