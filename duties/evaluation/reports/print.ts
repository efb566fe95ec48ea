import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { officialPdf } from '../../../platform/documents/pdf.ts'
import { nextNumber } from '../../../platform/documents/printed.ts'
import { officialDocument } from '../../../platform/documents/word.ts'
import { storeBytes } from '../../../platform/evidence/bytes.ts'
import { addFile, type FileRow } from '../../../platform/evidence/files.ts'
import { departmentFunction } from '../../../platform/identity/functions.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { idText } from '../../../platform/register/schema.ts'
import { changeRow, getRow } from '../../../platform/register/store.ts'
import { officialReport } from './document.ts'
import { evaluationReports, reportTemplates, type ReportRow } from './registers.ts'
import { paragraphsOf } from './store.ts'

/** Who issues a report: the unit of the template's function in the region, else the function's name behind the region's. */
export async function issuerOf(tx: Tx, report: ReportRow): Promise<{ readonly issuer: string; readonly mark: string }> {
  const { issuer: code, mark } = await getRow(tx, reportTemplates, report.report_template)
  const unit = await tx
    .selectFrom('org_unit')
    .select('name')
    .where('function', '=', code)
    .where('region', '=', report.region)
    .where('closed_at', 'is', null)
    .orderBy('sort_order')
    .executeTakeFirst()
  const names = unit ? {} : await regionNames(tx, [report.region])
  return { issuer: unit?.name ?? `${names[report.region]?.zh ?? ''}${departmentFunction(code).title.zh}`, mark }
}

/** The draft as it stands, as a Word file. */
export async function draftDocx(tx: Tx, report: ReportRow): Promise<Buffer> {
  const { issuer } = await issuerOf(tx, report)
  return officialDocument(officialReport(report, await paragraphsOf(tx, report.id), issuer, tx.work.today))
}

const payload = z.object({ report: idText, send: z.boolean() })

/** Asks for the files of a report. Sending locks it in the same transaction: what is printed is what was there. */
export async function askPrint(tx: Tx, report: ReportRow, send: boolean): Promise<string> {
  return addJob(
    tx,
    'report.print',
    { report: report.id, send },
    { region: report.region, title: report.title, ...(send ? { uniqueKey: `send:${report.id}` } : {}) },
  )
}

const place = (report: ReportRow) => ({ region: report.region, own_id: null, about: { table: evaluationReports.name, id: report.id } })

/** Numbers, writes and keeps the report that is being sent. Again for the same report, it is the one that is there. */
async function seal(tx: Tx, files: string, id: string): Promise<{ file: string } | null> {
  const report = await getRow(tx, evaluationReports, id, { lock: true })
  if (report.state === 'sent') return { file: report.file_docx! }
  if (report.state !== 'sealing') return null
  const { issuer, mark } = await issuerOf(tx, report)
  const number = await nextNumber(tx, report.region, mark)
  const whole = officialReport({ ...report, number }, await paragraphsOf(tx, id), issuer, tx.work.today)
  const stored = await storeBytes(files, await officialDocument(whole))
  const docx = await addFile(tx, stored, { ...place(report), name: `${number} ${report.title}.docx` })
  const pdf = await keepPdf(tx, files, report, whole, `${number} ${report.title}.pdf`)
  await changeRow(tx, evaluationReports, report, {
    state: 'sent',
    number,
    sent_on: tx.work.today,
    hash: stored.hash,
    file_docx: docx.id,
    file_pdf: pdf.id,
  })
  return { file: docx.id }
}

async function keepPdf(tx: Tx, files: string, report: ReportRow, whole: ReturnType<typeof officialReport>, name: string): Promise<FileRow> {
  return addFile(tx, await storeBytes(files, await officialPdf(whole, join(files, '..', 'fonts'))), { ...place(report), name })
}

async function draftPdf(tx: Tx, files: string, id: string): Promise<{ file: string }> {
  const report = await getRow(tx, evaluationReports, id)
  const { issuer } = await issuerOf(tx, report)
  const whole = officialReport(report, await paragraphsOf(tx, id), issuer, tx.work.today)
  return { file: (await keepPdf(tx, files, report, whole, `${report.title}.pdf`)).id }
}

/** Takes a second or two, most of it for the fonts of the PDF: never inside a request. */
export const reportPrintJob: JobDeclaration = {
  kind: 'report.print',
  title: { zh: '生成报告文件', en: 'Print a report' },
  isolated: true,
  run: async ({ job, files, write }) => {
    const { report, send } = payload.parse(job.payload)
    const made = await write((tx) => (send ? seal(tx, files, report) : draftPdf(tx, files, report)))
    if (!made) throw new Problem('row.not-found')
    return made
  },
}
