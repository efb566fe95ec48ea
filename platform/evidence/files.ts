import { newId } from '../core/ids.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { can, type Actor } from '../identity/actor.ts'
import type { Stored } from './bytes.ts'
import { cleanName, isProgram, mediaOf } from './media.ts'

problems({
  'files.program': [422, '不接收可执行程序，请上传文档、图片或表格。', 'Programs are not accepted. Upload a document, picture or spreadsheet.'],
  'files.empty': [422, '文件是空的，请重新选择。', 'The file is empty. Choose another.'],
  'files.none': [400, '没有收到文件。', 'There was no file in what was sent.'],
  'files.late-field': [400, '附件所属的记录（about_table、about_id）须写在文件之前。', 'What the file is about (about_table, about_id) must stand before the file.'],
  'files.about': [400, '不能给这类记录添加附件。', 'Files cannot be attached to this kind of record.'],
})

/** Where a file stands: with the row it is about. */
export type Place = { readonly region: string; readonly own_id: string | null }

/**
 * What files may be attached to, by table: answers where the row stands, if the actor may read (or write) it.
 * @throws Problem `row.not-found` (404) or `right.missing` (403) where he may not
 */
export type Attachable = Readonly<Record<string, (tx: Tx, actor: Actor, id: string, want: 'read' | 'write') => Promise<Place>>>

/** What a file is about. */
export type About = { readonly table: string; readonly id: string }

export type FileRow = {
  readonly id: string
  readonly region: string
  readonly own_id: string | null
  readonly hash: string
  readonly name: string
  readonly media_type: string
  readonly size: number
  readonly about_table: string | null
  readonly about_id: string | null
  readonly note: string | null
  readonly person_id: string | null
  readonly created_at: string
}

const COLUMNS = ['id', 'region', 'own_id', 'hash', 'name', 'media_type', 'size', 'about_table', 'about_id', 'note', 'person_id', 'created_at'] as const

/** A file as answers tell of it. */
export const shown = ({ id, name, size, hash, media_type, about_table, about_id, note, person_id, created_at }: FileRow) =>
  ({ id, name, size, hash, mediaType: media_type, about: about_table && { table: about_table, id: about_id }, note, person: person_id, createdAt: created_at })

/** Where a new file will stand, if the actor may put it there. @throws Problem */
export async function placeOf(tx: Tx, attachable: Attachable, about: About | null): Promise<Place> {
  const { actor, city } = tx.work
  if (about) {
    const place = Object.hasOwn(attachable, about.table) ? attachable[about.table] : undefined
    if (!place) throw new Problem('files.about')
    return place(tx, actor, about.id, 'write')
  }
  const own = { region: actor.region ?? city, own_id: actor.enterprise }
  if (!can(actor, 'files.write')) throw new Problem('right.missing', { right: 'files.write' })
  return own
}

/** Refuses what is no evidence. @throws Problem `files.empty`, `files.program` (422) */
export function checkContent({ head, size }: Stored): void {
  if (size === 0) throw new Problem('files.empty')
  if (isProgram(head)) throw new Problem('files.program')
}

export type NewFile = Place & { readonly name: string; readonly about?: About | null; readonly note?: string | null; readonly mediaType?: string }

/** Writes the row of bytes that are in the store already, audited. */
export async function addFile(tx: Tx, stored: Stored, file: NewFile): Promise<FileRow> {
  const row = {
    id: newId(), region: file.region, own_id: file.own_id, hash: stored.hash, name: cleanName(file.name), media_type: file.mediaType ?? mediaOf(stored.head).type,
    size: stored.size, about_table: file.about?.table ?? null, about_id: file.about?.id ?? null, note: file.note ?? null, person_id: tx.work.actor.person,
    created_at: tx.work.now,
  }
  await tx.insertInto('file').values(row).execute()
  const told = ['hash', 'name', 'size', 'about_table', 'about_id', 'note'] as const
  const diff = Object.fromEntries(told.filter((name) => row[name] !== null).map((name) => [name, [null, row[name]] as const]))
  tx.work.changes.push({ table: 'file', row: row.id, before: null, after: 1, diff })
  return row
}

/** The same content about the same row once: whoever sends it again is shown the file that is there. */
export async function addOnce(tx: Tx, stored: Stored, file: NewFile): Promise<ReturnType<typeof shown> & { readonly already?: true }> {
  const { table, id } = file.about ?? {}
  const before = table === undefined || id === undefined ? undefined
    : await tx.selectFrom('file').select(COLUMNS).where('about_table', '=', table).where('about_id', '=', id).where('hash', '=', stored.hash).where('removed_at', 'is', null).executeTakeFirst()
  return before ? { ...shown(before), already: true } : shown(await addFile(tx, stored, file))
}

/** The file of an id, whoever asks; row-level security still holds. */
export const findFile = (tx: Tx, id: string): Promise<FileRow | undefined> =>
  tx.selectFrom('file').select(COLUMNS).where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst()

async function mayRead(tx: Tx, attachable: Attachable, file: FileRow): Promise<boolean> {
  const { actor } = tx.work
  if (file.person_id !== null && file.person_id === actor.person) return true
  if (can(actor, 'files.read', { region: file.region, enterprise: file.own_id })) return true
  const about = file.about_table !== null && Object.hasOwn(attachable, file.about_table) ? attachable[file.about_table] : undefined
  if (!about || file.about_id === null) return false
  return about(tx, actor, file.about_id, 'read').then(() => true, (error: unknown) => {
    if (error instanceof Problem) return false
    throw error
  })
}

/** The file, if the actor may read it. @throws Problem `row.not-found` (404) */
export async function getFile(tx: Tx, attachable: Attachable, id: string): Promise<FileRow> {
  const file = await findFile(tx, id)
  if (!file || !(await mayRead(tx, attachable, file))) throw new Problem('row.not-found')
  return file
}

/** Files about a row, newest first, if the actor may read the row. */
export async function filesAbout(tx: Tx, attachable: Attachable, about: About): Promise<FileRow[]> {
  const read = Object.hasOwn(attachable, about.table) ? attachable[about.table] : undefined
  if (!read) throw new Problem('files.about')
  await read(tx, tx.work.actor, about.id, 'read')
  return tx.selectFrom('file').select(COLUMNS).where('about_table', '=', about.table).where('about_id', '=', about.id).where('removed_at', 'is', null)
    .orderBy('created_at', 'desc').orderBy('id', 'desc').limit(500).execute()
}

/** Takes a file off the lists; its bytes and its row stay, and the reason is kept. */
export async function removeFile(tx: Tx, file: FileRow): Promise<void> {
  await tx.updateTable('file').set({ removed_at: tx.work.now }).where('id', '=', file.id).where('removed_at', 'is', null).execute()
  tx.work.changes.push({ table: 'file', row: file.id, before: 1, after: 2, diff: { removed_at: [null, tx.work.now] } })
}
