import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { dateAt, type DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { officialPdf } from '../../../platform/documents/pdf.ts'
import { printDocument } from '../../../platform/documents/printed.ts'
import { storeBytes } from '../../../platform/evidence/bytes.ts'
import { addFile } from '../../../platform/evidence/files.ts'
import { writeAs } from '../../../platform/jobs/context.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { idText } from '../../../platform/register/schema.ts'
import { getRow } from '../../../platform/register/store.ts'
import type { OrderedItem } from '../contract.ts'
import { inspections, type InspectionRow } from '../registers.ts'
import { sheetOf } from '../sheets/store.ts'
import { paperOf, type Printable } from './content.ts'
import { paperCodes, paperKinds, printable, type PaperKind } from './kinds.ts'
import { publicLink } from '../public/link.ts'

problems({
  'inspection.not-held': [409, '检查还没有结果，不能打印。', 'The inspection has no result yet, so there is nothing to print.'],
  'inspection.paper-without': [409, '没有可打印的内容：没有责令整改，或者结果尚未公开。', 'There is nothing to print: nothing was ordered, or the result is not public yet.'],
})

const payload = z.object({ inspection: idText, kind: z.enum(paperCodes as [PaperKind, ...PaperKind[]]), origin: z.string() })

type Around = {
  readonly name: string; readonly address: string | null; readonly holder: string; readonly uscc: string | null; readonly licence: string | null; readonly unit: string | null; readonly unit_region: string | null; readonly inspectors: string[]
  readonly items: OrderedItem[] | null; readonly due_on: DateOnly | null; readonly action: string
}

/** All that its papers say of an inspection, and the last action that formed its record: papers of one record are numbered once. */
async function around(tx: Tx, row: InspectionRow): Promise<Around> {
  const { rows: [found] } = await sql<Around>`select p.name, p.address, e.name as holder, e.uscc, u.name as unit, u.region as unit_region, o.items, o.due_on,
      (select l.number from licence l where l.premises_id = p.id and l.closed_at is null and l.state = 'valid' order by l.expires_on desc nulls last limit 1) as licence,
      (select coalesce(array_agg(q.name order by array_position(i.present, q.id)), '{}') from person q where q.id = any(i.present)) as inspectors,
      (select a.id from matter_action a where a.matter_id = i.id and a.action in ('finish', 'correct', 'resit') order by a.number desc limit 1) as action
    from inspection i join premises p on p.id = i.premises_id join enterprise e on e.id = i.enterprise_id left join org_unit u on u.id = i.holder_unit
    left join lateral (select r.items, r.due_on from rectification r where r.inspection = i.id and r.state <> 'withdrawn' order by r.ordered_on limit 1) o on true
    where i.id = ${row.id}`.execute(tx)
  return found!
}

/** 机关代字 of a unit: the county's name before a station's, so that two of one name do not share a number. */
async function unitMark(tx: Tx, name: string, region: string): Promise<string> {
  const short = name.replace(/^.+(?:市场监督管理局|市场监管局)(?=.+所$)/, '').replace(/市场监督管理局$|市场监管局$/, '市监').replace(/市场监督管理所$|市场监管所$/, '市监所').replace(/[市区县](?=市监)/, '')
  if (region.length === 6) return short
  const county = (await regionNames(tx, [region.slice(0, 6)]))[region.slice(0, 6)]?.zh ?? ''
  return `${county.replace(/[市区县]$/, '')}${short}`
}

const mustPrint = (row: InspectionRow, kind: PaperKind, ordered: boolean): void => {
  if (row.result === null) throw new Problem('inspection.not-held')
  if (!printable(kind, { ordered, published: row.published_on !== null })) throw new Problem('inspection.paper-without')
}

/** Asks for a paper; once for a record, however often it is asked. @throws Problem `inspection.not-held`, `inspection.paper-without` (409) */
export async function askPaper(tx: Tx, row: InspectionRow, kind: PaperKind, origin: string): Promise<string> {
  const { rows } = await sql`select 1 from rectification where inspection = ${row.id} and state <> 'withdrawn' limit 1`.execute(tx)
  mustPrint(row, kind, rows.length > 0)
  return addJob(tx, PAPER_JOB, { inspection: row.id, kind, origin }, { region: row.region, title: `${paperKinds[kind].name}：${row.title}` })
}

async function print(tx: Tx, files: string, { inspection, kind, origin }: z.output<typeof payload>): Promise<Readonly<Record<string, unknown>>> {
  const row = await getRow(tx, inspections, inspection) as unknown as InspectionRow
  const found = await around(tx, row)
  mustPrint(row, kind, found.items !== null)
  const unit = found.unit ?? '市场监督管理部门'
  const of: Printable = {
    row, sheet: await sheetOf(tx, row.check_sheet), unit, inspectors: found.inspectors, link: `${origin}${publicLink(tx.work.city, row.id)}`,
    place: { name: found.name, address: found.address, holder: found.holder, uscc: found.uscc, licence: found.licence }, order: found.items && { items: found.items, dueOn: found.due_on },
  }
  const content = paperOf(kind, of)
  const printed = await printDocument(tx, { files }, {
    kind, name: paperKinds[kind].name, mark: paperKinds[kind].mark, region: row.region, ownId: row.enterprise_id, matter: 'inspection', matterId: row.id, actionId: found.action,
    ...(row.holder_unit && found.unit_region && { unit: { id: row.holder_unit, mark: await unitMark(tx, unit, found.unit_region) } }),
  }, content)
  const name = `${printed.number} ${paperKinds[kind].name}.pdf`
  const about = { about_table: 'inspection', about_id: row.id }
  const there = await tx.selectFrom('file').select('id').where('about_table', '=', about.about_table).where('about_id', '=', about.about_id).where('name', '=', name).executeTakeFirst()
  if (there) return { document: printed.id, docx: printed.fileId, pdf: there.id }
  const { at } = await tx.selectFrom('document').select('at').where('id', '=', printed.id).executeTakeFirstOrThrow()
  const pdf = await officialPdf({ ...content, number: printed.number, date: dateAt(at) }, join(files, '..', 'fonts'))
  const file = await addFile(tx, await storeBytes(files, pdf), { region: row.region, own_id: row.enterprise_id, name, about: { table: 'inspection', id: row.id } })
  return { document: printed.id, docx: printed.fileId, pdf: file.id }
}

export const PAPER_JOB = 'inspection.print'
/** The fonts of the PDF take a second or two: never inside a request. */
export const paperJob: JobDeclaration = {
  kind: PAPER_JOB,
  title: { zh: '打印检查文书', en: 'Print a paper of an inspection' },
  isolated: true,
  // Over the whole city: the unit that inspected and its people stand above the place.
  run: ({ job, files, city, database }) => writeAs(database, city, (tx) => print(tx, files, payload.parse(job.payload)), PAPER_JOB),
}
