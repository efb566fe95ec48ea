import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import type { Instant } from '../core/dates.ts'
import { Problem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import type { Register } from './declare.ts'

/** One thing that happened, newest first on a timeline. */
export type TimelineEntry = {
  readonly at: Instant
  /** Register or matter that tells it. */
  readonly of: string
  /** The row it tells of; with `at` and `of` it names the entry. */
  readonly id: string
  readonly title: Bilingual
  /** Who did it, where a person or a named part of the program did. */
  readonly actor: string | null
  readonly reason: string | null
}

/** Whose timeline it is: the premises, its enterprise, and every row that hangs under it or was merged into it. */
export type TimelineSubject = { readonly premises: string; readonly enterprise: string; readonly rows: readonly string[] }
export type Before = { readonly at: Instant; readonly key: string }

/** Answers at most `limit` entries that happened before the point given, newest first, by (at, `keyOf`). */
export type TimelineSource = (tx: Tx, subject: TimelineSubject, before: Before, limit: number) => Promise<readonly TimelineEntry[]>

/** What orders entries of one instant. */
export const keyOf = (entry: Pick<TimelineEntry, 'of' | 'id'>): string => `${entry.of} ${entry.id}`

const NOW: Before = { at: '9999-12-31T00:00:00.000Z' as Instant, key: '~' }

/** The page's end as an opaque text. @throws Problem `page.cursor` */
export function readBefore(cursor: string | undefined): Before {
  if (cursor === undefined) return NOW
  try {
    const [at, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof key === 'string' && key.length < 200)
      return { at: at as Instant, key }
  } catch {
    /* answered below */
  }
  throw new Problem('page.cursor')
}

const later = (a: TimelineEntry, b: TimelineEntry): number => (a.at !== b.at ? (a.at < b.at ? 1 : -1) : keyOf(a) < keyOf(b) ? 1 : -1)

/** One page of what all sources tell. */
export async function timelinePage(
  tx: Tx,
  sources: readonly TimelineSource[],
  subject: TimelineSubject,
  before: Before,
  limit: number,
): Promise<{ items: TimelineEntry[]; next: string | null }> {
  const told = (await Promise.all(sources.map((source) => source(tx, subject, before, limit + 1)))).flat().toSorted(later)
  const items = told.slice(0, limit)
  const last = items.at(-1)
  return { items, next: told.length > limit && last ? Buffer.from(JSON.stringify([last.at, keyOf(last)])).toString('base64url') : null }
}

type Version = {
  row_id: string
  version: number
  starts_at: Instant
  image: Record<string, unknown>
  earlier: Record<string, unknown> | null
  actor: string | null
  reason: string | null
}
const INNER: ReadonlySet<string> = new Set(['id', 'version', 'created_at', 'updated_at', 'enterprise_id', 'premises_id'])

/** What a register's versions tell: entered, changed (with the names of the fields), closed, merged. */
export const versionsOf =
  (register: Register): TimelineSource =>
  async (tx, { rows }, before, limit) => {
    const versions = sql.table(`${register.name}_version`)
    const key = `${register.name} `
    const { rows: found } = await sql<Version>`select v.row_id, v.version, v.starts_at, v.image, e.actor, e.reason,
      (select b.image from ${versions} b where b.row_id = v.row_id and b.version = v.version - 1) as earlier
    from ${versions} v left join audit_entry e on e.id = v.entry_id
    where v.row_id = any(${rows}::uuid[]) and (v.starts_at < ${before.at} or (v.starts_at = ${before.at} and ${key} || v.row_id::text || v.version < ${before.key}))
    order by v.starts_at desc, v.row_id desc, v.version desc limit ${limit}`.execute(tx)
    return found.map((row) => ({
      at: row.starts_at,
      of: register.name,
      id: `${row.row_id}${row.version}`,
      title: titleOf(register, row),
      actor: row.actor,
      reason: row.reason,
    }))
  }

function titleOf(register: Register, { version, image, earlier }: Version): Bilingual {
  const name = String(image[register.naming] ?? '')
  const told = (zh: string, en: string): Bilingual => ({
    zh: `${zh}${register.title.zh}：${name}`,
    en: `${register.title.en}: ${en} (${name})`,
  })
  if (version === 1) return told('登记', 'entered')
  if (image['merged_into'] && !earlier?.['merged_into']) return told('并入', 'merged')
  if (image['closed_at'] && !earlier?.['closed_at']) return told('注销', 'closed')
  const names = Object.keys(image).filter(
    (field) => !INNER.has(field) && JSON.stringify(image[field] ?? null) !== JSON.stringify(earlier?.[field] ?? null),
  )
  const labels = names.flatMap((field) => register.fields[field]?.label ?? [])
  return {
    zh: `变更${register.title.zh}：${labels.map(({ zh }) => zh).join('、') || name}`,
    en: `${register.title.en}: changed ${labels.map(({ en }) => en).join(', ') || name}`,
  }
}

/** Files attached to the rows. */
export const attachedFiles: TimelineSource = async (tx, { rows }, before, limit) => {
  const { rows: found } = await sql<{ id: string; name: string; note: string | null; created_at: Instant; actor: string | null }>`
    select f.id, f.name, f.note, f.created_at, p.name as actor from file f left join person p on p.id = f.person_id
    where f.about_id = any(${rows}::uuid[]) and f.removed_at is null and (f.created_at < ${before.at} or (f.created_at = ${before.at} and 'file ' || f.id::text < ${before.key}))
    order by f.created_at desc, f.id desc limit ${limit}`.execute(tx)
  return found.map((file) => ({
    at: file.created_at,
    of: 'file',
    id: file.id,
    title: { zh: `附件：${file.name}`, en: `File: ${file.name}` },
    actor: file.actor,
    reason: file.note,
  }))
}
