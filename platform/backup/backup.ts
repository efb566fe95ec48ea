import { createReadStream } from 'node:fs'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { checkpointFileName } from '../audit/checkpoints.ts'
import { pathOf } from '../evidence/bytes.ts'
import type { Installation } from '../installation.ts'
import { lock } from './container.ts'
import { pack, type BackupRecord, type Foot, type Head } from './records.ts'
import { dump, nameOf, tablesOf } from './tables.ts'

export type BackupMade = Foot & { readonly city: string; readonly rows: number; readonly size: number }

/**
 * Writes a whole city into one encrypted file: its rows as of one instant, the division table, its evidence files, and the
 * keys without which personal fields could not be read. People may work on meanwhile. The file bears its name only when it
 * is whole and on the disk.
 * @throws Problem `backup.weak-passphrase` (400)
 */
export async function backupCity(installation: Installation, city: string, file: string, passphrase: string): Promise<BackupMade> {
  const draft = `${file}.part`
  const made = { rows: 0, foot: undefined as Foot | undefined }
  try {
    await installation.owner(async (owner) => {
      // Read first: what the file tells of must be in the snapshot.
      const checkpoints = await readFile(join(installation.dir, checkpointFileName(city)), 'utf8').catch(() => '')
      await owner.query('begin isolation level repeatable read read only')
      // One text form for all time: no local time zone, no local date order, every digit.
      await owner.query(`set local timezone = 'UTC'`)
      await owner.query(`set local datestyle = 'ISO, YMD'`)
      await write(draft, lock(pack(counted(records(owner, installation, city, checkpoints), made)), passphrase))
      await owner.query('commit')
    })
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return { ...made.foot!, city, rows: made.rows, size: (await stat(file)).size }
}

async function write(path: string, content: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    for await (const piece of content) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function* counted(all: AsyncIterable<BackupRecord>, made: { rows: number; foot: Foot | undefined }): AsyncGenerator<BackupRecord> {
  for await (const record of all) {
    if (record.kind === 'table-end') made.rows += record.value.rows
    if (record.kind === 'foot') made.foot = record.value
    yield record
  }
}

async function* records(owner: pg.Client, { masterKey, files }: Installation, code: string, checkpoints: string): AsyncGenerator<BackupRecord> {
  const head = await headOf(owner, code, masterKey.toString('hex'), checkpoints)
  yield { kind: 'head', value: head }
  const shared = (await tablesOf(owner, 'shian')).filter(({ name }) => name === 'region' || name === 'region_change')
  // The divisions of China to the county, and below it those of this city.
  for (const table of shared) yield* dump(owner, table, true, table.name === 'region' ? `level in ('province', 'city', 'county') or code like shian.prefix_of('${Number(code)}') || '%'` : 'true')
  const tables = await tablesOf(owner, head.city.schema_name)
  for (const table of tables) yield* dump(owner, table, false)
  const hashes = await owner.query<{ hash: string }>(`select distinct hash from ${nameOf({ schema: head.city.schema_name, name: 'file' })} order by hash`)
  const missing: string[] = []
  for (const { hash } of hashes.rows) {
    const found = await stat(pathOf(files, hash)).catch(() => undefined)
    if (found) yield* fileRecords(pathOf(files, hash), hash, found.size)
    else missing.push(hash)
  }
  yield { kind: 'foot', value: { tables: shared.length + tables.length, files: hashes.rows.length - missing.length, missing } }
}

async function* fileRecords(path: string, hash: string, size: number): AsyncGenerator<BackupRecord> {
  yield { kind: 'file', value: { hash, size } }
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) yield { kind: 'bytes', value: chunk as Buffer }
}

async function headOf(owner: pg.Client, code: string, masterKey: string, checkpoints: string): Promise<Head> {
  const city = await owner.query<Head['city']>('select code, schema_name, name_zh, name_en, demo, created_at::text from shian.city where code = $1', [code])
  const found = city.rows[0]
  if (!found) throw new Error(`no city ${code}`)
  const migrations = await owner.query<Head['migrations'][number]>('select name, checksum from shian.migration where schema_name = $1 order by name', [found.schema_name])
  return { city: found, at: new Date().toISOString(), migrations: migrations.rows, masterKey, checkpoints }
}
