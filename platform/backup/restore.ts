import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { checkpointFileName } from '../audit/checkpoints.ts'
import { citiesOf, removeCity } from '../city.ts'
import { Problem, problems } from '../core/problem.ts'
import { migrateCity, readMigrations, cityFolder } from '../database/migrate.ts'
import { storeStream } from '../evidence/bytes.ts'
import type { Installation } from '../installation.ts'
import { unlock } from './container.ts'
import { unpack, type BackupRecord, type Foot, type Head } from './records.ts'
import { load, nameOf, quoted, tablesOf, withoutForeignKeys, type Table } from './tables.ts'

problems({
  'restore.exists': [409, '这里已有城市 {code}。要用备份覆盖它，请加 --replace。', 'The city {code} is here already. To put the backup in its place, add --replace.'],
  'restore.other-key': [409, '这里的主密钥与备份的不同，且已有其他城市；请恢复到新的数据目录。', 'The master key here is another than the backup’s, and there are other cities. Restore into a new data directory.'],
  'restore.newer': [422, '备份的数据结构（{name}）本程序没有，请先升级程序。', 'The backup has a structure ({name}) that this program does not know. Upgrade the program first.'],
})

const recordsOf = (file: string, passphrase: string): AsyncGenerator<BackupRecord> => unpack(unlock(createReadStream(file, { highWaterMark: 1_048_576 }), passphrase))

/** What a backup is of. @throws Problem as `unlock` */
export async function readHead(file: string, passphrase: string): Promise<Head> {
  for await (const record of recordsOf(file, passphrase)) if (record.kind === 'head') return record.value
  throw new Problem('backup.damaged')
}

export type BackupChecked = { readonly head: Head; readonly foot: Foot; readonly rows: number }

/** Reads a backup to its end and checks every hash, without a database. @throws Problem `backup.damaged` and as `unlock` */
export async function checkBackup(file: string, passphrase: string): Promise<BackupChecked> {
  let head: Head | undefined
  let foot: Foot | undefined
  let hash = createHash('sha256')
  let rows = 0
  for await (const record of recordsOf(file, passphrase)) {
    if (record.kind === 'head') head = record.value
    if (record.kind === 'foot') foot = record.value
    if (record.kind === 'rows') hash.update(record.value)
    if (record.kind !== 'table-end') continue
    if (record.value.hash !== hash.digest('hex')) throw new Problem('backup.damaged')
    rows += record.value.rows
    hash = createHash('sha256')
  }
  if (!head || !foot) throw new Problem('backup.damaged')
  return { head, foot, rows }
}

/** Writes the backup's master key where this installation would keep its own, before it is first opened; a key that is there stays. */
export async function placeMasterKey(dir: string, head: Head): Promise<void> {
  await mkdir(join(dir, 'keys'), { recursive: true, mode: 0o700 })
  const file = await open(join(dir, 'keys', 'master.key'), 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined
    throw error
  })
  if (!file) return
  try {
    await file.writeFile(`${head.masterKey}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

export type RestoreOptions = {
  readonly file: string
  readonly passphrase: string
  /** Folders of the duties' migrations. */
  readonly migrations: readonly string[]
  /** Takes the same city away first, where it is here. */
  readonly replace?: boolean
}

/**
 * Makes the city of a backup here: its rows, its files, its checkpoints; then what migrations it has not seen. The backup is
 * read through and found sound before anything is touched, and the city is there only when all of it is.
 * @throws Problem `restore.exists`, `restore.other-key` (409), `restore.newer`, `backup.damaged` (422), and as `unlock`
 */
export async function restoreCity(installation: Installation, options: RestoreOptions): Promise<BackupChecked> {
  const checked = await checkBackup(options.file, options.passphrase)
  const { code, schema_name: schema } = checked.head.city
  const known = await knownMigrations(checked.head, options.migrations)
  if (installation.masterKey.toString('hex') !== checked.head.masterKey) throw new Problem('restore.other-key')
  const there = (await citiesOf(installation)).some((city) => city.code === code)
  if (there && !options.replace) throw new Problem('restore.exists', { code })
  // Also what a restore that was killed has left: a schema without its city.
  await removeCity(installation, code)
  await installation.owner((owner) => migrateCity(owner, schema, options.migrations, known))
  await installation.owner(async (owner) => {
    await owner.query('begin')
    await withoutForeignKeys(owner, schema, () => loadAll(owner, installation, schema, options))
    await owner.query('insert into shian.city (code, schema_name, name_zh, name_en, demo, created_at) values ($1, $2, $3, $4, $5, $6)',
      [code, schema, checked.head.city.name_zh, checked.head.city.name_en, checked.head.city.demo, checked.head.city.created_at])
    await placeCheckpoints(installation.dir, checked.head)
    await owner.query('commit')
    await owner.query('analyze')
  })
  await installation.migrate(schema)
  return checked
}

/** The backup's migrations, all of which this program must have unchanged. */
async function knownMigrations(head: Head, folders: readonly string[]): Promise<ReadonlySet<string>> {
  const ours = new Map((await readMigrations([cityFolder, ...folders])).map(({ name, checksum }) => [name, checksum]))
  const strange = head.migrations.find(({ name, checksum }) => ours.get(name) !== checksum)
  if (strange) throw new Problem('restore.newer', { name: strange.name })
  return new Set(head.migrations.map(({ name }) => name))
}

async function placeCheckpoints(dir: string, { city, checkpoints }: Head): Promise<void> {
  const file = await open(join(dir, checkpointFileName(city.code)), 'w', 0o600)
  try {
    await file.writeFile(checkpoints)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function loadAll(owner: pg.Client, { files }: Installation, schema: string, { file, passphrase }: RestoreOptions): Promise<void> {
  const tables = new Map((await tablesOf(owner, schema)).map((table) => [table.name, table]))
  const shared = new Map((await tablesOf(owner, 'shian')).map((table) => [table.name, table]))
  // What a migration itself wrote is in the backup too.
  await owner.query(`truncate ${[...tables.values()].map(nameOf).join(', ')}`)
  await owner.query(`set local search_path = ${quoted(schema)}, shian`)
  await owner.query(`set local timezone = 'UTC'`)
  await owner.query(`set local datestyle = 'ISO, YMD'`)
  const records = recordsOf(file, passphrase)
  let into: { table: Table; columns: readonly string[]; keep: boolean } | undefined
  for (let next = await records.next(); !next.done; next = await records.next()) {
    const record = next.value
    if (record.kind === 'table') into = { table: tableFor(record.value.shared ? shared : tables, record.value.name), columns: record.value.columns, keep: record.value.shared }
    if (record.kind === 'rows' && into) await load(owner, into.table, into.columns, record.value, into.keep)
    if (record.kind === 'file') await restoreFile(files, record.value, records)
  }
}

function tableFor(tables: ReadonlyMap<string, Table>, name: string): Table {
  const table = tables.get(name)
  if (!table) throw new Error(`the backup has a table that is not here: ${name}`)
  return table
}

/** Puts a file's bytes into the store. @throws Problem `backup.damaged` where they are not what the hash says */
async function restoreFile(files: string, { hash, size }: { readonly hash: string; readonly size: number }, records: AsyncGenerator<BackupRecord>): Promise<void> {
  async function* content(): AsyncGenerator<Buffer> {
    for (let left = size; left > 0;) {
      const { value, done } = await records.next()
      if (done || value.kind !== 'bytes') throw new Problem('backup.damaged')
      left -= value.value.length
      yield value.value
    }
  }
  const stored = await storeStream(files, content())
  if (stored.hash !== hash) throw new Problem('backup.damaged')
}
