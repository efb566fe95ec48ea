import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { paragraphOf } from '../ground/near.ts'
import {
  before,
  finding,
  findingAt,
  group,
  inSentence,
  isCount,
  isRate,
  joined,
  lead,
  printed,
  sort,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** What prose says of the rows of a table, or of clauses built alike: who is first or last, and whose share of the total is how large. */
export function checkToldRows(paper: Paper): Finding[] {
  const tables = tablesOf(paper)
  return [...extremes(paper, tables), ...(tables.length > 0 ? shares(paper, tables) : [])]
}

/** A column or measure: its name, and who has how much of it. */
type Column = { readonly measure: string; readonly cells: readonly { readonly name: string; readonly figure: Figure }[] }
type Table = {
  readonly columns: readonly Column[]
  readonly names: readonly string[]
  readonly totals: ReadonlyMap<string, Figure>
  readonly end: number
}

const totalRow = /^(?:合计|总计|总数|共计|总和|全[市县区省州年]|平均)/
const MOST = 60
function tablesOf(paper: Paper): Table[] {
  const cells = paper.figures.filter(({ cell }) => cell !== null)
  return [...group(cells, ({ cell }) => cell!.table).values()].map((figures) => {
    const members = figures.filter(({ subject }) => !totalRow.test(subject) && subject !== '').slice(0, 12 * MOST)
    const columns = [...group(members, ({ cell }) => cell!.column).values()].map((all) => ({
      measure: all[0]!.measure,
      cells: all.slice(0, MOST).map((figure) => ({ name: figure.subject, figure })),
    }))
    const totals = new Map(figures.filter(({ subject }) => /^(?:合计|总计|共计|全[市县区年])/.test(subject)).map((one) => [one.measure, one]))
    return { columns, names: [...new Set(members.map(({ subject }) => subject))], totals, end: figures.at(-1)!.end }
  })
}

const verbs = /(?:检出|发现|涉及|得|为|是|有|达到?|共|完成|抽检|检查|实得|不合格)+$/
/** `甲得37.5分（满分40分，得分率93.8%），乙得18.2分（…）`: each clause is a row, its brackets further columns. */
function clausesOf(paper: Paper, sentence: number): Column[] {
  const figures = inSentence(paper, sentence)
  if (figures.length < 4 || figures.length > 60) return []
  const columns = new Map<string, { name: string; figure: Figure }[]>()
  let name = ''
  for (const figure of figures) {
    const words = before(paper, figure, 30)
    const inner = words.lastIndexOf('(') > words.lastIndexOf(')')
    const own = lead(paper, figure, 20).split('(').at(-1)!
    if (!inner) {
      const label = own
        .replace(/^其中|^(?:、|和|及)/, '')
        .split(/[、和及)]/)
        .at(-1)!
        .replace(verbs, '')
      if (label.length < 2 || label.length > 10) {
        name = ''
        continue
      }
      name = label
      columns.set(`·${sort(figure)}`, [...(columns.get(`·${sort(figure)}`) ?? []), { name, figure }])
    } else if (name !== '' && own.length > 1 && own.length < 8)
      columns.set(own.replace(verbs, ''), [...(columns.get(own.replace(verbs, '')) ?? []), { name, figure }])
  }
  return [...columns]
    .filter(([, cells]) => cells.length > 2 && new Set(cells.map((one) => one.name)).size === cells.length)
    .map(([measure, cells]) => ({ measure: measure.replace(/^·.*$/, ''), cells }))
}

const extreme = /最(多|高|大|少|低|小)(?!值|限|多不|少不|低工资|终|新|大限)/g
const up = new Set(['多', '高', '大'])

/** Whom the words name as first or last: `安沙县不合格率最高`, `得分率最低的是群众满意度`, `其中东屏县最高`. */
function extremes(paper: Paper, tables: readonly Table[]): Finding[] {
  return paper.document.sentences.flatMap(({ start, end }, sentence) => {
    const words = paper.text.slice(start, end)
    if (!words.includes('最')) return []
    const near = tables.filter((table) => start > table.end && start - table.end < 1500).slice(-1)
    const clauses = near.length > 0 ? [] : around(paper, sentence).flatMap((one) => clausesOf(paper, one))
    const columns = [...near.flatMap((table) => table.columns), ...clauses]
    if (columns.length === 0) return []
    return [...words.matchAll(extreme)].flatMap((match) => {
      const ahead = joined(words.slice(0, match.index))
        .split(/[，。；：:]/)
        .at(-1)!
      const behind = joined(words.slice(match.index + match[0].length))
      const named = /^的(?:[一-鿿]{0,4})?(?:是|为)([一-鿿]{2,12})/.exec(behind)?.[1]
      const pick = (column: Column) =>
        column.cells.filter(({ name }) => (named === undefined ? ahead.includes(name) : named.startsWith(name) || name.startsWith(named)))
      const measured = (named === undefined ? ahead : ahead).replace(/^其中/, '')
      const high = up.has(match[1]!)
      const told = columns.flatMap((column) => {
        const [own, more] = pick(column)
        return own && !more ? [{ column, own }] : []
      })
      const rest = (name: string): string => measured.replace(name, '').replace(/^的|(?:均|都|也|为)$/g, '')
      const alike = told.filter(({ column, own }) => {
        const key = column.measure.replace(/批次|数量|数|\(.*$/g, '')
        const said = rest(own.name).replace(/批次|数量|数/g, '')
        return key.length > 1 && said.length > 1 && (said === key || said.endsWith(key) || key.endsWith(said))
      })
      const silent = told.length > 0 && rest(told[0]!.own.name).length < 2
      // 农贸市场最多，17批次: the column that has what is told right behind
      const beside = /^，(?:为|达|有|共)?(\d[\d,.]*)/.exec(behind)?.[1]?.replaceAll(',', '')
      const judged = alike.length > 0 ? alike : silent ? told.filter(({ own }) => beside === undefined || own.figure.value === Number.parseFloat(beside)) : []
      const best = ({ column, own }: (typeof told)[number]): boolean =>
        column.cells.every(({ figure }) => (high ? figure.low <= own.figure.high : figure.high >= own.figure.low))
      if (judged.length === 0 || judged.some(best)) return []
      const { column, own } = judged.at(-1)!
      const first = column.cells.toSorted((a, b) => (high ? b.figure.value - a.figure.value : a.figure.value - b.figure.value))[0]!
      const at = start + match.index
      const place = named === undefined ? at - 1 - ahead.length : at
      return [
        findingAt(
          paper,
          Math.max(start, place),
          named === undefined ? at + match[0].length : Math.min(end, at + match[0].length + 3 + named.length),
          {
            verdict: 'doubtful',
            kind: 'series',
            calculation: `${own.name} ${printed(own.figure)}，${first.name} ${printed(first.figure)}`,
            explanation: `所称“${match[0]}”与所列各数不符；若所比的是另一项指标则无误。`,
          },
          [own.figure.id, first.figure.id],
        ),
      ]
    })
  })
}

const around = (paper: Paper, sentence: number): number[] =>
  [sentence - 2, sentence - 1, sentence].filter((one) => one >= 0 && paper.paragraphs[one] === paper.paragraphs[sentence])

/** What tells one row from the others: 食品生产 → 生产, where no other row has the word. */
function stem(name: string, names: readonly string[]): string {
  const short = name.replace(/食品|服务|环节|领域|类/g, '')
  return short.length > 1 && names.filter((one) => one.includes(short)).length === 1 ? short : ''
}

/** `云台区抽检批次最多，占全市抽检总量的34.7%`: the share of a row that is named in a total of the table. */
function shares(paper: Paper, tables: readonly Table[]): Finding[] {
  return paper.figures.flatMap((rate) => {
    const called = `${before(paper, rate, 40).replace(/^.*[。；\d]/, '')}`
    if (rate.cell !== null || !isRate(rate) || !(/占[^，。；]{0,16}$/.test(lead(paper, rate)) || /占比[^，。；\d]{0,8}，(?:达|为|达到)?$/.test(called))) return []
    const table = tables.findLast((one) => one.end < rate.start && rate.start - one.end < 1200)
    if (!table) return []
    const words = before(paper, rate, 60)
      .split(/[。；]/)
      .at(-1)!
    const clauses = words.split('，').slice(-2).join('，')
    const named = table.names.filter((one) => one.length > 1 && words.includes(one))
    const [name, other] = named.length > 0 ? named : table.names.filter((one) => stem(one, table.names) !== '' && clauses.includes(stem(one, table.names)))
    // a count in the clause is what the share is of
    const counted = paragraphOf(paper, rate.sentence).some(
      (one) => one.sentence === rate.sentence && isCount(one) && one.end <= rate.start && rate.start - one.end < 24,
    )
    if (name === undefined || other !== undefined || counted) return []
    const all = table.columns.flatMap((column) => {
      const own = column.cells.find((one) => one.name === name)?.figure
      const total = table.totals.get(column.measure)
      return own && total && !isRate(own) && total.low > 0 ? [{ own, total, share: times(over(own, total), 100) }] : []
    })
    if (all.length === 0 || all.some(({ share }) => meet(cut(share), cut(rate)))) return []
    const { own, total, share } = all.find((one) => words.includes(one.own.measure.replace(/批次|数量|数|\(.*$/g, ''))) ?? all[0]!
    return [
      finding(paper, [rate, own, total], {
        verdict: 'doubtful',
        kind: 'ratio',
        calculation: `表中 ${show(own.value)} ÷ ${show(total.value)} = ${showInterval(share, 2)}%，所列 ${printed(rate)}`,
        explanation: '表中该行与合计得不出所列占比；若占比另有基数则无误。',
      }),
    ]
  })
}
