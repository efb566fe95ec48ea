import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/database.ts'
import { changeRow, columnList, insertRow } from '../../../platform/register/store.ts'
import { reportTemplates, type TemplateRow } from './registers.ts'
import { everShipped, templateHash, type TemplateText } from './templates/editions.ts'
import { shippedTemplates } from './templates/shipped.ts'

const REASON = '随新版本提供的报告模板'

/** Every text a template ever had here. */
async function textsOf(tx: Tx, id: string): Promise<readonly TemplateText[]> {
  const { rows } = await sql<{ image: TemplateText }>`select image from report_template_version where row_id = ${id}`.execute(tx)
  return rows.map(({ image }) => image)
}

/**
 * A city that an earlier release made gets the shipped text of this one: as the next edition of a template that nobody here ever
 * changed, and as a template of its own where there was none of its code. What a person edited, took out of use, or put back
 * stays as it is; the text of this release is then offered where a new template is made.
 */
export async function upgradeReportTemplates(tx: Tx): Promise<void> {
  const { rows } = await sql<TemplateRow>`select ${columnList(reportTemplates)} from report_template
    order by id for update`.execute(tx)
  for (const { code, ...text } of shippedTemplates) {
    const known = rows.filter((row) => row.code === code)
    const row = known.find(({ closed_at }) => closed_at === null)
    if (known.length === 0) await insertRow(tx, reportTemplates, { region: tx.work.city, code, ...text })
    else if (row && templateHash(row) !== templateHash(text) && (await isUntouched(tx, row, text))) await changeRow(tx, reportTemplates, row, text)
    else continue
    tx.work.reason = REASON
  }
}

async function isUntouched(tx: Tx, { id, code }: TemplateRow, text: TemplateText): Promise<boolean> {
  const texts = await textsOf(tx, id)
  // Who went back from this very text did so on purpose.
  return texts.every((one) => everShipped(code, one) && templateHash(one) !== templateHash(text))
}
