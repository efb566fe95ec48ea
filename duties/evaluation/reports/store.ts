import { sql } from 'kysely'
import { canonical } from '../../../platform/core/canonical.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { describeChart } from '../../../platform/documents/chart.ts'
import { insertMany } from '../../../platform/register/bulk.ts'
import { changeRow, closeRow, columnList, getRow, insertRow } from '../../../platform/register/store.ts'
import { newId } from '../../../platform/core/ids.ts'
import type { World } from '../facts.ts'
import type { Figures, Generated, Given, Met, Outline, Piece, Place, ReportChange } from './contract.ts'
import { gather } from './gather.ts'
import type { Scope } from './owners.ts'
import { generate, textOf } from './generate.ts'
import { placeOf } from './outline.ts'
import { keysOf, reanchor } from './pieces.ts'
import { evaluationReports, reportParagraphs, reportTemplates, type ParagraphRow, type ReportRow } from './registers.ts'
import { namesOf, outlineOf } from './templates.ts'

problems({
  'report.locked': [
    409,
    '这份报告已报送，内容已锁定。需要修改请在它的页面上点“据此起草新版”。',
    'This report was sent and is locked. Begin a new version from its page to change it.',
  ],
  'report.paragraph-changed': [
    409,
    '您编辑期间，他人已修改这一段。请对照两边的文字合并后再保存。',
    'Someone changed this paragraph while you were editing. Lay both texts together, then save.',
  ],
  'report.region': [422, '报告写的是市或县（市、区），请选择区划。', 'A report is about a city or a county. Choose one.'],
  'report.day': [
    422,
    '数据截至日不能晚于今天，期间的起日不能晚于止日。',
    'Figures cannot be of a day to come, and a period cannot begin after its end.',
  ],
})

/** Places between two paragraphs, so that one can be put in between without touching others. */
const STEP = 1000

export async function paragraphsOf(tx: Tx, report: string): Promise<readonly ParagraphRow[]> {
  const { rows } = await sql<ParagraphRow>`select ${columnList(reportParagraphs as never)} from report_paragraph
    where evaluation_report_id = ${report} and closed_at is null order by sort_order, id`.execute(tx)
  return rows
}

const named = ({ nodes }: Outline, kind: 'counties' | 'chart'): string[] => [
  ...new Set(nodes.flatMap((node) => (node.kind === kind ? [...node.indicators] : []))),
]
/** Indicators that a template's tables and charts show. */
const shownBy = (outline: Outline) => ({ tabled: named(outline, 'counties'), drawn: named(outline, 'chart') })

export type NewReport = {
  readonly template: string
  readonly region: string
  readonly starts_on: DateOnly
  readonly ends_on: DateOnly
  readonly day: DateOnly
}

function scopeOf(tx: Tx, { region, starts_on, ends_on, day }: Omit<NewReport, 'template'>): Scope {
  if (day > tx.work.today || starts_on > ends_on) throw new Problem('report.day')
  if (region.length !== 6) throw new Problem('report.region')
  return { region, period: { from: starts_on, to: ends_on }, day }
}

/** A table has no text of its own; a chart is told in words. */
const textFor = ({ kind, pieces, chart }: Pick<Generated, 'kind' | 'pieces' | 'chart'>, figures: Figures): string =>
  kind === 'table' ? '' : chart ? describeChart(chart) : textOf(pieces, figures)

const rowOf = (
  report: Pick<ReportRow, 'id' | 'region'>,
  block: Generated,
  figures: Figures,
  sort_order: number,
): Record<string, unknown> & { region: string } => ({
  region: report.region,
  evaluation_report_id: report.id,
  slot: block.slot,
  sort_order,
  kind: block.kind,
  level: block.level,
  pieces: block.pieces,
  table_content: block.table,
  chart_content: block.chart,
  text: textFor(block, figures),
  edited: false,
  edited_by: null,
})

/** Makes a report of a template: everything in it comes from the records. @throws Problem `report.day`, `report.template-broken` (422) */
export async function createReport(tx: Tx, world: World, { template: id, ...asked }: NewReport): Promise<ReportRow> {
  const template = await getRow(tx, reportTemplates, id)
  const scope = scopeOf(tx, asked)
  const outline = outlineOf(world, template.name, template.body)
  const given = await gather(tx, world, scope, outline.places, shownBy(outline))
  const title = template.title.replace(
    /\{([^}]+)\}/g,
    (whole, key: string) => (given.words as Readonly<Record<string, string>>)[key] ?? whole,
  )
  const report = await insertRow(tx, evaluationReports, {
    ...asked,
    title,
    report_template: id,
    template_edition: template.version,
    outline: template.body,
    state: 'draft',
    figures: given.figures,
    changes: [],
  })
  const blocks = generate(outline, given)
  const standard = { version: 1, created_at: tx.work.now, updated_at: tx.work.now, closed_at: null, closed_reason: null }
  await insertMany(
    tx,
    reportParagraphs as never,
    blocks.map((block, at) => ({ ...standard, id: newId(), ...rowOf(report, block, given.figures, (at + 1) * STEP) })) as never,
  )
  return report
}

/** The report, locked against everyone else, if it may still be changed. @throws Problem `report.locked` (409) */
export async function openReport(tx: Tx, id: string): Promise<ReportRow> {
  const report = await getRow(tx, evaluationReports, id, { lock: true })
  if (report.state !== 'draft') throw new Problem('report.locked')
  return report
}

async function paragraphOf(tx: Tx, report: ReportRow, id: string): Promise<ParagraphRow> {
  const row = (await getRow(tx, reportParagraphs, id, { lock: true })) as ParagraphRow
  if (row.evaluation_report_id !== report.id || row.closed_at !== null) throw new Problem('row.not-found')
  return row
}

/** What stood in a paragraph at a version, as whoever began to edit then saw it. */
async function textAt(tx: Tx, id: string, version: number): Promise<string> {
  const row = await tx
    .selectFrom('report_paragraph_version')
    .select('image')
    .where('row_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return String((row?.image as { text?: string } | undefined)?.text ?? '')
}

async function personName(tx: Tx, id: string | null): Promise<string | null> {
  if (id === null) return null
  return (await tx.selectFrom('person').select('name').where('id', '=', id).executeTakeFirst())?.name ?? null
}

/** The paragraph as it is now, where a version was named that is not the current one; nobody's words are overwritten. */
async function mustBeCurrent(tx: Tx, row: ParagraphRow, version: number): Promise<void> {
  if (row.version === version) return
  const met: Met = {
    version: row.version,
    text: row.text,
    base: await textAt(tx, row.id, version),
    by: await personName(tx, row.edited_by),
  }
  throw new Problem('report.paragraph-changed', met)
}

/**
 * A person's text for a paragraph. Figures they left alone stay live; what they wrote over becomes words.
 * @throws Problem `report.paragraph-changed` (409) with the text that stands there now and the one the edit began from
 */
export async function editParagraph(tx: Tx, report: ReportRow, id: string, version: number, text: string): Promise<ParagraphRow> {
  const row = await paragraphOf(tx, report, id)
  await mustBeCurrent(tx, row, version)
  const pieces = reanchor(row.pieces, report.figures, text)
  return (await changeRow(tx, reportParagraphs, row, { text, pieces, edited: true, edited_by: tx.work.actor.person })) as ParagraphRow
}

/** A paragraph of a person's own behind another, or at the beginning. */
export async function addParagraph(
  tx: Tx,
  report: ReportRow,
  after: string | null,
  block: { kind: 'heading' | 'paragraph'; level: number | null; text: string },
): Promise<ParagraphRow> {
  const all = await paragraphsOf(tx, report.id)
  const at = after === null ? -1 : all.findIndex(({ id }) => id === after)
  if (after !== null && at < 0) throw new Problem('row.not-found')
  const [before, next] = [all[at]?.sort_order ?? 0, all[at + 1]?.sort_order]
  const sort_order = next === undefined ? before + STEP : (before + next) / 2
  const values = {
    region: report.region,
    evaluation_report_id: report.id,
    slot: 'own',
    sort_order,
    ...block,
    pieces: [block.text],
    table_content: null,
    chart_content: null,
    edited: true,
    edited_by: tx.work.actor.person,
  }
  return (await insertRow(tx, reportParagraphs, values)) as ParagraphRow
}

/** Takes a paragraph out; it stays among the versions, and no renewal puts it back. */
export async function removeParagraph(tx: Tx, report: ReportRow, id: string, version: number): Promise<void> {
  const row = await paragraphOf(tx, report, id)
  await mustBeCurrent(tx, row, version)
  await closeRow(tx, reportParagraphs, row, REMOVED)
}
export const REMOVED = '人工删除'

/** Figures that stand in people's words must be looked up too, whatever the template says by now. */
function withKept(world: World, outline: Outline, rows: readonly ParagraphRow[]): ReadonlyMap<string, Place> {
  const names = namesOf(world)
  const more = rows
    .flatMap(({ pieces }) => keysOf(pieces))
    .flatMap((key): [string, Place][] => {
      const place = placeOf(key, names)
      return 'kind' in place ? [[key, place]] : []
    })
  return new Map([...more, ...outline.places])
}

const changeOf = (kind: ReportChange['kind'], row: { id: string }, title: string, before: string, after: string): ReportChange => ({
  kind,
  paragraph: row.id,
  title,
  before,
  after,
})

/** Writes what a renewal makes of one paragraph, and tells what changed in it. */
async function renew(tx: Tx, row: ParagraphRow, block: Generated | undefined, before: Figures, given: Given): Promise<ReportChange[]> {
  if (!row.edited && row.slot !== 'own' && block === undefined) {
    await closeRow(tx, reportParagraphs, row, '数据更新后不再适用')
    return [changeOf('removed', row, '', row.text, '')]
  }
  const pieces: readonly Piece[] = row.edited || block === undefined ? row.pieces : block.pieces
  // What was a gap may have become a chart; a paragraph that somebody edited stays one.
  const drawn = row.edited || block === undefined ? { kind: row.kind, table: row.table_content, chart: row.chart_content } : block
  const { kind, table, chart } = drawn
  const text = textFor({ kind, pieces, chart }, given.figures)
  await changeRow(tx, reportParagraphs, row, { kind, pieces, text, table_content: table, chart_content: chart })
  const figures = keysOf(pieces).flatMap((key): ReportChange[] => {
    const [was, is] = [before[key]?.printed, given.figures[key]?.printed ?? '']
    return was === undefined || was === is ? [] : [changeOf('figure', row, given.figures[key]?.title ?? key, was, is)]
  })
  if (figures.length > 0) return figures
  // What comes from the database has its keys in another order.
  const same = text === row.text && canonical([table, chart]) === canonical([row.table_content, row.chart_content])
  return same ? [] : [changeOf('words', row, '', row.text, text)]
}

/** Slots whose paragraphs people took out. */
async function removedSlots(tx: Tx, report: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('report_paragraph')
    .select('slot')
    .where('evaluation_report_id', '=', report)
    .where('closed_reason', '=', REMOVED)
    .execute()
  return new Set(rows.map(({ slot }) => slot))
}

/**
 * Looks every figure up again, as of another day if told. Words that people wrote stay; figures inside them are renewed; paragraphs nobody
 * touched are written anew from the template the report was made from. What changed is kept with the report.
 */
export async function regenerate(tx: Tx, world: World, report: ReportRow, day: DateOnly): Promise<ReportRow> {
  const scope = scopeOf(tx, { ...report, day })
  const outline = outlineOf(world, report.title, report.outline)
  const rows = await paragraphsOf(tx, report.id)
  const found = await gather(tx, world, scope, withKept(world, outline, rows), shownBy(outline))
  // A figure whose indicator is gone keeps what it said: words around it were written for it.
  const given: Given = { ...found, figures: { ...report.figures, ...found.figures } }
  const blocks = generate(outline, given)
  const bySlot = new Map(blocks.map((block) => [block.slot, block]))
  const changes: ReportChange[] = []
  for (const row of rows) changes.push(...(await renew(tx, row, bySlot.get(row.slot), report.figures, given)))
  changes.push(...(await addNew(tx, report, blocks, rows, given.figures)))
  return changeRow(tx, evaluationReports, report, { figures: given.figures, day, changes })
}

/** Blocks that have come to apply since: each behind the block that stands before it in the template. */
async function addNew(
  tx: Tx,
  report: ReportRow,
  blocks: readonly Generated[],
  rows: readonly ParagraphRow[],
  figures: Figures,
): Promise<ReportChange[]> {
  const removed = await removedSlots(tx, report.id)
  const orders = new Map(rows.map(({ slot, sort_order }) => [slot, sort_order]))
  const changes: ReportChange[] = []
  let last = 0
  for (const block of blocks) {
    const known = orders.get(block.slot)
    if (known !== undefined) last = known
    else if (!removed.has(block.slot)) {
      const next = [...orders.values()].filter((order) => order > last).toSorted((a, b) => a - b)[0]
      last = next === undefined ? last + STEP : (last + next) / 2
      orders.set(block.slot, last)
      const values = rowOf(report, block, figures, last)
      const row = await insertRow(tx, reportParagraphs, values)
      changes.push(changeOf('added', row, '', '', String(values['text'])))
    }
  }
  return changes
}
