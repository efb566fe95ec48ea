import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Block, OfficialDocument } from '../../../platform/documents/official.ts'
import type { Figure } from './contract.ts'
import { dayText, periodText } from './periods.ts'
import { keysOf } from './pieces.ts'
import { printFigure } from './print-figure.ts'
import type { ParagraphRow, ReportRow } from './registers.ts'

const blockOf = ({ kind, level, text, table_content: table, chart_content: chart }: ParagraphRow): Block[] => {
  if (kind === 'heading') return [{ kind: 'heading', level: level as 1 | 2 | 3 | 4, text }] // checked by the table
  if (kind === 'chart') return chart === null ? [] : [{ kind: 'chart', chart }]
  if (kind === 'table')
    return table === null ? [] : [{ kind: 'table', head: table.head, rows: table.rows, widths: [2, ...table.head.slice(1).map(() => 3)] }]
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph', text: line }))
}

const spanOf = ({ from, to, day }: Figure): string => (from !== null && to !== null ? periodText({ from, to }) : `截至${dayText(day)}`)

/** The figures of the report in the order in which they first stand in it, each once. */
export function figuresUsed(report: Pick<ReportRow, 'figures'>, paragraphs: readonly Pick<ParagraphRow, 'pieces'>[]): Figure[] {
  const keys = new Set(paragraphs.flatMap(({ pieces }) => keysOf(pieces)))
  return [...keys].flatMap((key) => report.figures[key] ?? [])
}

/** Where a figure is from; whoever answers for it stands in the next column and is not named twice. */
const sourceOf = ({ source, owner }: Figure): string => (source.startsWith(`${owner}：`) ? source.slice(owner.length + 1) : source)

/** 附件: every figure with its period, what it counts, where it comes from and who answers for it. */
function appendix(report: ReportRow, paragraphs: readonly ParagraphRow[]): OfficialDocument['annex'] | undefined {
  const rows = figuresUsed(report, paragraphs).map((figure, at) => [
    String(at + 1),
    figure.title,
    figure.state !== 'value' || figure.value === null ? '暂无' : printFigure(figure.value, figure.unit),
    spanOf(figure),
    figure.basis,
    figure.state === 'value' ? sourceOf(figure) : '',
    figure.owner,
  ])
  if (rows.length === 0) return undefined
  const widths = [1.6, 3, 2.2, 2.5, 7, 3.7, 3]
  return { title: '报告所用数据说明', body: [{ kind: 'table', head: ['序号', '数据', '数值', '期间', '口径', '来源', '责任单位'], rows, widths, dense: true }] }
}

/** The report as an official paper: numbered headings, paragraphs, tables, and the appendix of its figures. */
export function officialReport(report: ReportRow, paragraphs: readonly ParagraphRow[], issuer: string, date: DateOnly): OfficialDocument {
  const annex = appendix(report, paragraphs)
  return {
    title: report.title,
    ...(report.number === null ? {} : { number: report.number }),
    ...(report.recipients ? { recipients: report.recipients } : {}),
    body: paragraphs.flatMap(blockOf),
    ...(annex ? { annex } : {}),
    issuer,
    date,
  }
}
