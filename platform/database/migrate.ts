import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'

/** One SQL file: applied once to `shian`, or once to each city schema, in the order of the names. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

const here = (folder: string): string => fileURLToPath(new URL(folder, import.meta.url))

/** The migrations of some folders, in the order of their file names. @throws when two files have one number. */
export async function readMigrations(folders: readonly string[]): Promise<Migration[]> {
  const files = (await Promise.all(folders.map(async (folder) =>
    (await readdir(folder)).filter((name) => name.endsWith('.sql')).map((name) => join(folder, name))))).flat()
  const read = await Promise.all(files.map(async (file) => {
    const sql = await readFile(file, 'utf8')
    return { name: basename(file, '.sql'), sql, checksum: createHash('sha256').update(sql).digest('hex') }
  }))
  read.sort((a, b) => (a.name < b.name ? -1 : 1))
  const numbers = read.map(({ name }) => name.slice(0, 4))
  const twice = numbers.find((number, i) => number === numbers[i - 1])
  if (twice) throw new Error(`two migrations have the number ${twice}`)
  return read
}

/** Where the platform's own migrations lie. */
export const sharedFolder = here('./migrations/shian')
export const cityFolder = here('./migrations/city')

const LOCK = 7_426_953

/** Runs `body` while no other process migrates this database. */
async function locked<T>(owner: pg.ClientBase, body: () => Promise<T>): Promise<T> {
  await owner.query('select pg_advisory_lock($1)', [LOCK])
  try {
    return await body()
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

async function apply(owner: pg.ClientBase, schema: string, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; checksum: string }>('select name, checksum from shian.migration where schema_name = $1', [schema])
  const applied = new Map(rows.map((row) => [row.name, row.checksum]))
  const done: string[] = []
  for (const { name, sql, checksum } of migrations) {
    const before = applied.get(name)
    if (before === checksum) continue
    if (before !== undefined) throw new Error(`migration ${name} was changed after it was applied to ${schema}`)
    await owner.query('begin')
    try {
      await owner.query(`set local search_path = ${quoted(schema)}, shian`)
      await owner.query(sql)
      await owner.query('insert into shian.migration values ($1, $2, $3, $4)', [schema, name, checksum, new Date().toISOString()])
      await owner.query('commit')
    } catch (error) {
      await owner.query('rollback')
      throw new Error(`migration ${name} failed on ${schema}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
    done.push(name)
  }
  return done
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Brings `shian` up to date; answers the names of what was applied. */
export async function migrateShared(owner: pg.ClientBase): Promise<string[]> {
  const migrations = await readMigrations([sharedFolder])
  return locked(owner, async () => {
    await owner.query('create schema if not exists shian')
    await owner.query(`create table if not exists shian.migration (
      schema_name text not null, name text not null, checksum text not null, applied_at timestamptz not null, primary key (schema_name, name))`)
    await owner.query('alter table shian.migration enable row level security')
    return apply(owner, 'shian', migrations)
  })
}

/**
 * Brings one city schema up to date, making it where it is missing. `folders`: the platform's and the duties'.
 * `only`: just the migrations of these names, for a backup of an earlier level.
 */
export async function migrateCity(owner: pg.ClientBase, schema: string, folders: readonly string[], only?: ReadonlySet<string>): Promise<string[]> {
  const migrations = (await readMigrations([cityFolder, ...folders])).filter(({ name }) => only?.has(name) ?? true)
  return locked(owner, async () => {
    await owner.query(`create schema if not exists ${quoted(schema)}`)
    await owner.query(`grant usage on schema ${quoted(schema)} to shian_app, shian_public`)
    return apply(owner, schema, migrations)
  })
}
