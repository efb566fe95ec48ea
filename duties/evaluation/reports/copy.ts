import { sql } from 'kysely'
import { newId } from '../../../platform/core/ids.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { insertMany } from '../../../platform/register/bulk.ts'
import { closeRow, columnList, insertRow } from '../../../platform/register/store.ts'
import { evaluationReports, reportParagraphs, type ParagraphRow, type ReportRow } from './registers.ts'
import { paragraphsOf, REMOVED } from './store.ts'

problems({
  'report.not-sent': [409, '这份报告还没有报送，直接修改即可。', 'This report has not been sent: change it as it is.'],
})

const fresh = (tx: Tx) => ({ version: 1, created_at: tx.work.now, updated_at: tx.work.now, closed_at: null, closed_reason: null })

/** Begins a new version of a report that was sent: the same words and figures as a draft of its own that knows where it comes from; the sent one stays as it is. @throws Problem `report.not-sent` (409) */
export async function copyReport(tx: Tx, sent: ReportRow): Promise<ReportRow> {
  if (sent.state !== 'sent') throw new Problem('report.not-sent')
  const { title, region, report_template, template_edition, outline, starts_on, ends_on, day, figures, recipients } = sent
  const report = await insertRow(tx, evaluationReports, { title, region, report_template, template_edition, outline, starts_on, ends_on, day, figures, recipients, copied_from: sent.id, state: 'draft', changes: [] })
  const copied = (row: ParagraphRow) => ({ ...row, ...fresh(tx), id: newId(), evaluation_report_id: report.id, copied_from: row.id })
  await insertMany(tx, reportParagraphs as never, (await paragraphsOf(tx, sent.id)).map(copied) as never)
  // What people took out stays out when figures are renewed.
  const { rows: removed } = await sql<ParagraphRow>`select ${columnList(reportParagraphs as never)} from report_paragraph where evaluation_report_id = ${sent.id} and closed_reason = ${REMOVED}`.execute(tx)
  for (const row of removed) {
    const { slot, sort_order, kind, level, pieces, table_content, chart_content, text, edited, edited_by } = row
    await closeRow(tx, reportParagraphs, (await insertRow(tx, reportParagraphs, { region, evaluation_report_id: report.id, slot, sort_order, kind, level, pieces, table_content, chart_content, text, edited, edited_by })) as ParagraphRow, REMOVED)
  }
  return report
}
