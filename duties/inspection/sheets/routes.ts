import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { readStored } from '../../../platform/evidence/bytes.ts'
import { findFile } from '../../../platform/evidence/files.ts'
import { disposition } from '../../../platform/evidence/media.ts'
import type { Routes } from '../../../platform/http/routes.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { idText } from '../../../platform/register/schema.ts'
import { present, readable } from '../../../platform/register/serve.ts'
import type { AnyRow } from '../../../platform/register/store.ts'
import { checkSheets, MANAGE, type CheckSheetRow } from '../registers.ts'
import { sheetKinds, type Sheet, type SheetKind } from './sheet.ts'
import { isSheet, keepSheet, useSheet } from './store.ts'
import { diffWords, nextVersion } from './versions.ts'
import { readSheet, writeSheet } from './workbook.ts'

const tag = 'check_sheet'
const byId = z.object({ id: idText })
const say = (zh: string, en: string) => ({ zh, en })
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const IMPORT_JOB = 'inspection.sheet-import'

/** Versions of a kind, the newest first. */
async function versionsOf(tx: Tx, kind: SheetKind): Promise<readonly Pick<CheckSheetRow, 'id' | 'state' | 'sheet_version' | 'content'>[]> {
  const { rows } = await sql<Pick<CheckSheetRow, 'id' | 'state' | 'sheet_version' | 'content'>>`select id, state, sheet_version, content from check_sheet where kind = ${kind} and closed_at is null order by created_at desc, id desc`.execute(tx)
  return rows
}

/** @throws Problem `inspection.sheet-broken` (409) */
function mustBeSheet(content: unknown): Sheet {
  if (!isSheet(content)) throw new Problem('inspection.sheet-broken')
  return content
}

/** Sheets out and in as workbooks, what changed between versions, and putting one into use. Lists go through the register. */
export function sheetRoutes(routes: Routes): void {
  routes.read('/check-sheet/:id/workbook', { tag, params: byId, summary: say('导出要点表（xlsx）', 'A sheet as xlsx') }, async ({ tx, actor, params, reply }) => {
    const row = await readable(tx, checkSheets, actor, params.id) as unknown as CheckSheetRow
    reply.header('content-type', XLSX).header('content-disposition', disposition(`${row.title} ${row.sheet_version}.xlsx`, false))
    return writeSheet(mustBeSheet(row.content))
  })
  routes.read('/check-sheet/:id/changes', { tag, params: byId, summary: say('与在用版本的差别', 'What differs from the version in use') }, async ({ tx, actor, params }) => {
    const row = await readable(tx, checkSheets, actor, params.id) as unknown as CheckSheetRow
    const inUse = (await versionsOf(tx, row.kind)).find(({ id, state }) => state === 'in_use' && id !== row.id)
    return { against: inUse?.sheet_version ?? null, changes: inUse ? diffWords(mustBeSheet(inUse.content), mustBeSheet(row.content)) : [] }
  })
  routes.write('post', '/check-sheet/:id/use', { tag, params: byId, body: z.strictObject({}), summary: say('启用要点表', 'Put a sheet into use') }, async ({ tx, actor, params }) => {
    const row = await readable(tx, checkSheets, actor, params.id, { lock: true })
    mustMay(actor, MANAGE, { region: row.region })
    if (row.closed_at !== null) throw new Problem('row.closed')
    return { row: present(checkSheets, actor, await useSheet(tx, params.id) as unknown as AnyRow) }
  })
  routes.write('post', '/check-sheets/import', { tag, status: 202, summary: say('导入要点表为草稿（文件先传到 /files）', 'Take a workbook in as a draft (upload it to /files first)'), body: z.strictObject({ file: idText, kind: z.enum(sheetKinds) }) }, async ({ tx, actor, body }) => {
    mustMay(actor, MANAGE, { region: tx.work.city })
    const file = await findFile(tx, body.file)
    if (!file || (file.person_id !== actor.person && !can(actor, 'files.read', { region: file.region, enterprise: file.own_id }))) throw new Problem('row.not-found')
    return { job: await addJob(tx, IMPORT_JOB, { file: file.id, kind: body.kind }, { region: tx.work.city, title: file.name }) }
  })
}

/** Reads a workbook, or a province's print, as a draft of the next version of its kind. */
export const sheetImportJob: JobDeclaration = {
  kind: IMPORT_JOB,
  title: { zh: '导入检查要点表', en: 'Take in a check sheet' },
  maxAttempts: 1,
  run: async ({ job, files, read, write }) => {
    const { file: id, kind } = z.object({ file: idText, kind: z.enum(sheetKinds) }).parse(job.payload)
    const file = await read((tx) => findFile(tx, id))
    if (!file) throw new Problem('row.not-found')
    const content = await buffer(readStored(files, file.hash))
    return write(async (tx) => {
      const known = (await versionsOf(tx, kind)).map(({ sheet_version }) => sheet_version)
      const version = nextVersion(known, Number(tx.work.today.slice(0, 4)))
      const { sheet, notes } = await readSheet(content, { kind, version })
      const row = await keepSheet(tx, sheet)
      return { sheet: row.id, version, items: sheet.items.length, notes: notes.map(({ path, sentence }) => ({ path, sentence })) }
    })
  },
}
