import { sql } from 'kysely'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { changeRow, columnList, getRow, insertRow } from '../../../platform/register/store.ts'
import { untouched } from '../../../platform/register/untouched.ts'
import { checkSheets, sheetKindChoices, type CheckSheetRow } from '../registers.ts'
import { usualSheets } from './applicable.ts'
import type { Sheet, SheetKind } from './sheet.ts'
import { shippedSheets } from './shipped/index.ts'

problems({ 'inspection.sheet-broken': [409, '这张要点表的内容已损坏，请导入新版。', 'The content of this sheet is broken. Take in a new version.'], 'inspection.sheet-no-draft': [409, '只有草稿可以启用。', 'Only a draft is put into use.'], 'inspection.type-without-sheet': [409, '“{type}”类场所由其他部门按本部门的表检查，这里没有要点表；如需检查，请指定一张。', 'Premises of the type “{type}” are inspected by another department with papers of its own. Name a sheet to inspect one here.'] })

/** The kind of sheet that a type of premises is inspected by. @throws Problem `inspection.type-without-sheet` (409) */
export function usualSheet(type: string): SheetKind {
  const kind = usualSheets[type]
  if (!kind) throw new Problem('inspection.type-without-sheet', { type })
  return kind
}

/** The sheet in use of a kind. @throws Problem `inspection.no-sheet` (409) */
export async function sheetInUse(tx: Tx, kind: SheetKind): Promise<CheckSheetRow> {
  const { rows } = await sql<CheckSheetRow>`select ${columnList(checkSheets as never)} from check_sheet where kind = ${kind} and state = 'in_use' and closed_at is null`.execute(tx)
  if (rows[0]) return rows[0]
  throw new Problem('inspection.no-sheet', { kind: sheetKindChoices.find(({ code }) => code === kind)!.label })
}

/** Whether a row's content is a sheet at all: rows are written through `keepSheet` only, and whatever else stands there must not break a page. */
export const isSheet = (content: unknown): content is Sheet => typeof content === 'object' && content !== null && Array.isArray((content as Partial<Sheet>).items) && Array.isArray((content as Partial<Sheet>).facts)

export const sheetOf = async (tx: Tx, id: string): Promise<Sheet> => (await getRow(tx, checkSheets, id) as CheckSheetRow).content

/** Keeps a version of a sheet, as a draft until somebody puts it into use. */
export const keepSheet = async (tx: Tx, sheet: Sheet, state: CheckSheetRow['state'] = 'draft'): Promise<CheckSheetRow> =>
  await insertRow(tx, checkSheets, {
    region: tx.work.city, title: sheet.title.zh, kind: sheet.kind, sheet_version: sheet.version, state, valid_from: state === 'in_use' ? tx.work.today : null,
    items: sheet.items.length, confidence: sheet.confidence, content: sheet,
  }) as CheckSheetRow

/** Puts a version into use from today; the one before is retired, and inspections begun with it keep it. */
export async function useSheet(tx: Tx, id: string): Promise<CheckSheetRow> {
  const row = await getRow(tx, checkSheets, id, { lock: true }) as CheckSheetRow
  if (row.state !== 'draft') throw new Problem('inspection.sheet-no-draft')
  const { rows: [before] } = await sql<CheckSheetRow>`select ${columnList(checkSheets as never)} from check_sheet where kind = ${row.kind} and state = 'in_use' and closed_at is null for update`.execute(tx)
  if (before) await changeRow(tx, checkSheets, before as never, { state: 'retired' })
  return await changeRow(tx, checkSheets, row as never, { state: 'in_use', valid_from: tx.work.today }) as CheckSheetRow
}

const REASON = '随新版本提供的要点表'

/**
 * Every city starts with the shipped sheets in use. One that an earlier release made gets those it never had: in use where there is
 * none of the kind, or in place of a shipped one that nobody here touched; beside a sheet of the city’s own as a draft only.
 */
export async function seedSheets(tx: Tx, sheets: readonly Sheet[] = shippedSheets): Promise<void> {
  const { rows } = await sql<CheckSheetRow>`select ${columnList(checkSheets as never)} from check_sheet order by id for update`.execute(tx)
  const own = await untouched(tx, checkSheets, rows.map(({ id }) => id))
  for (const sheet of sheets) {
    const known = rows.filter(({ kind }) => kind === sheet.kind)
    if (known.some(({ sheet_version }) => sheet_version === sheet.version)) continue
    const now = known.find(({ state, closed_at }) => state === 'in_use' && closed_at === null)
    const replaces = known.every(({ id }) => own.has(id))
    if (now && replaces) await changeRow(tx, checkSheets, now as never, { state: 'retired' })
    await keepSheet(tx, sheet, replaces ? 'in_use' : 'draft')
    if (known.length > 0) tx.work.reason = REASON
  }
}
