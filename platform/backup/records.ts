import { createGunzip, createGzip, type Gunzip, type Gzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { Problem } from '../core/problem.ts'
import { Bytes } from './container.ts'

/** The first record: what the backup is of, and by which program. */
export type Head = {
  readonly city: { readonly code: string; readonly schema_name: string; readonly name_zh: string; readonly name_en: string; readonly demo: boolean; readonly created_at: string }
  readonly at: string
  /** Migrations of the city's schema, in the order of their names. */
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[]
  /** The installation's master key (hex): without it no personal field can be opened. */
  readonly masterKey: string
  /** The file of audit checkpoints that lies outside the database; empty where there is none yet. */
  readonly checkpoints: string
}
/** What stands behind a table's rows. `hash`: SHA-256 of its lines, hex. */
export type TableEnd = { readonly rows: number; readonly hash: string }
/** The last record. `missing`: hashes of files that the store did not have. */
export type Foot = { readonly tables: number; readonly files: number; readonly missing: readonly string[] }

/** A backup is a sequence of these. Rows are lines of JSON: an array of the columns' text forms. */
export type BackupRecord =
  | { readonly kind: 'head'; readonly value: Head }
  | { readonly kind: 'table'; readonly value: { readonly shared: boolean; readonly name: string; readonly columns: readonly string[] } }
  | { readonly kind: 'rows'; readonly value: Buffer }
  | { readonly kind: 'table-end'; readonly value: TableEnd }
  | { readonly kind: 'file'; readonly value: { readonly hash: string; readonly size: number } }
  | { readonly kind: 'bytes'; readonly value: Buffer }
  | { readonly kind: 'foot'; readonly value: Foot }

const KINDS = ['head', 'table', 'rows', 'table-end', 'file', 'bytes', 'foot'] as const satisfies readonly BackupRecord['kind'][]
const LARGEST = 64 * 1_048_576

function encoded({ kind, value }: BackupRecord): Buffer {
  const body = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))
  const begin = Buffer.alloc(5)
  begin.writeUInt8(KINDS.indexOf(kind))
  begin.writeUInt32BE(body.length, 1)
  return Buffer.concat([begin, body])
}

async function* encodedAll(records: AsyncIterable<BackupRecord>): AsyncGenerator<Buffer> {
  for await (const record of records) yield encoded(record)
}

/** A stream through zlib, begun when it is read, ended when nobody reads on; errors of what it reads are handed on. */
async function* through(source: AsyncIterable<Uint8Array>, zipper: Gzip | Gunzip): AsyncGenerator<Buffer> {
  const readable = Readable.from(source)
  readable.on('error', (error) => zipper.destroy(error))
  try {
    yield* readable.pipe(zipper) as AsyncIterable<Buffer>
  } finally {
    readable.destroy()
    zipper.destroy()
  }
}

/** The records as compressed bytes. */
export const pack = (records: AsyncIterable<BackupRecord>): AsyncIterable<Buffer> => through(encodedAll(records), createGzip({ level: 5 }))

/** The records that `pack` made bytes of. @throws Problem `backup.damaged` (422) */
export async function* unpack(content: AsyncIterable<Uint8Array>): AsyncGenerator<BackupRecord> {
  const bytes = new Bytes(plain(content))
  for (;;) {
    const begin = await bytes.take(5)
    if (!begin) return
    const kind = KINDS[begin.readUInt8()]
    const length = begin.readUInt32BE(1)
    if (kind === undefined || length > LARGEST) throw new Problem('backup.damaged')
    const body = length === 0 ? Buffer.alloc(0) : await bytes.take(length)
    if (!body) throw new Problem('backup.damaged')
    // The bytes are what `lock` has vouched for: only this program wrote them.
    yield { kind, value: kind === 'rows' || kind === 'bytes' ? body : JSON.parse(body.toString()) as never } as BackupRecord
  }
}

async function* plain(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  try {
    yield* through(content, createGunzip())
  } catch (error) {
    if (error instanceof Problem) throw error
    throw Object.assign(new Problem('backup.damaged'), { cause: error })
  }
}
