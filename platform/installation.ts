import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { masterKey } from './core/key-file.ts'
import type { SecretKey } from './core/secret.ts'
import type { Instant } from './core/dates.ts'
import { Database } from './database/database.ts'
import { startEmbedded, type Cluster } from './database/embedded.ts'
import { joinEmbedded } from './database/embedded-join.ts'
import { DirectoryHeld } from './database/embedded-lock.ts'
import { migrateCity, migrateShared } from './database/migrate.ts'
import { ensureRoles, newRolePasswords, type RolePasswords } from './database/roles.ts'

export type InstallationOptions = {
  /** The data directory; made on the first start. */
  readonly dir: string
  /** PostgreSQL 16 or newer, as an owner with CREATEROLE and CREATE; absent: the embedded server. */
  readonly databaseUrl?: string
  /** Folders of the duties' migrations for each city schema. */
  readonly migrations: readonly string[]
  /** Where the keys lie when not in `dir`: several programs over one database share them. */
  readonly keysFrom?: string
  /** Where the embedded server is another process's just now (`shian serve` is running), work over it beside that one. */
  readonly join?: boolean
  readonly log?: (line: string) => void
  readonly connections?: number
  readonly clock?: () => Instant
}

/** A running database with its roles and migrations in place. */
export type Installation = {
  readonly dir: string
  readonly files: string
  readonly database: Database
  readonly ownerUrl: string
  /** True where another process runs the embedded server. */
  readonly joined: boolean
  readonly masterKey: SecretKey
  /** Makes or upgrades one city's schema. */
  readonly migrate: (schema: string) => Promise<string[]>
  /** One connection as the owner: migrations, seeding, backup. */
  readonly owner: <T>(body: (client: pg.Client) => Promise<T>) => Promise<T>
  readonly stop: () => Promise<void>
}

/** Passwords of the login roles: a file of the data directory, readable by its owner only, never in the database. */
function rolePasswords(dir: string): RolePasswords {
  const folder = join(dir, 'keys')
  const file = join(folder, 'roles.json')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) {
    writeFileSync(file, JSON.stringify(newRolePasswords()), { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
  }
  return JSON.parse(readFileSync(file, 'utf8')) as RolePasswords
}

/** The same server and database as another role. Not through URL, which refuses the empty host of a socket's address. */
const withRole = (url: string, role: string, password: string): string =>
  url.replace(/^(postgres(?:ql)?:\/\/)(?:[^@/]*@)?/, `$1${role}:${password}@`)

/** Whether a role can sign in; roles are the server's, so a second database over it must not set them anew. */
async function reachable(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function asOwner<T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'shian-owner' })
  // A connection that is lost fails its query; it must not end the program besides.
  client.on('error', () => {})
  await client.connect()
  try {
    return await body(client)
  } finally {
    await client.end()
  }
}

type Reached = { readonly url: string; readonly cluster?: Cluster; readonly joined: boolean }

/** @throws DirectoryHeld where another process holds the directory and is not to be joined, or is just starting or ending */
async function reachDatabase({ dir, databaseUrl, join: joins, log }: InstallationOptions): Promise<Reached> {
  if (databaseUrl) return { url: databaseUrl, joined: false }
  try {
    const cluster = await startEmbedded({ dir, log })
    return { url: cluster.url, cluster, joined: false }
  } catch (error) {
    const url = joins && error instanceof DirectoryHeld ? joinEmbedded(realpathSync(dir)) : undefined
    if (!url || !(await reachable(url))) throw error
    return { url, joined: true }
  }
}

/**
 * The app role's connections to a database that another process of ours serves and has migrated.
 * @param url the database as its owner
 * @param keys the folder under which `keys/` lies
 */
export async function openBeside({ url, keys, dir, connections }: {
  readonly url: string
  readonly keys: string
  readonly dir: string
  readonly connections?: number
}): Promise<Pick<Installation, 'database' | 'files'>> {
  const master = await masterKey(join(keys, 'keys', 'master.key'))
  const database = new Database(withRole(url, 'shian_app', rolePasswords(keys).app), { masterKey: master, connections })
  return { database, files: join(dir, 'files') }
}

/** Starts or reaches the database, makes the roles, applies what migrations are missing, and opens the app role's pool. */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { dir, migrations } = options
  mkdirSync(join(dir, 'files'), { recursive: true, mode: 0o700 })
  const keys = options.keysFrom ?? dir
  const passwords = rolePasswords(keys)
  const { url: ownerUrl, cluster, joined } = await reachDatabase(options)
  const appUrl = withRole(ownerUrl, 'shian_app', passwords.app)
  try {
    // Who joins a running server leaves its migrations to it.
    const schemas = joined ? [] : await asOwner(ownerUrl, async (owner) => {
      if (!(await reachable(appUrl))) await ensureRoles(owner, passwords)
      await migrateShared(owner)
      const { rows } = await owner.query<{ schema_name: string }>('select schema_name from shian.city order by code')
      return rows.map((row) => row.schema_name)
    })
    for (const schema of schemas) await asOwner(ownerUrl, (owner) => migrateCity(owner, schema, migrations))
  } catch (error) {
    await cluster?.stop()
    throw error
  }
  const master = await masterKey(join(keys, 'keys', 'master.key'))
  const database = new Database(appUrl, { masterKey: master, connections: options.connections, clock: options.clock })
  return {
    dir, files: join(dir, 'files'), database, ownerUrl, joined, masterKey: master,
    migrate: (schema) => asOwner(ownerUrl, (owner) => migrateCity(owner, schema, migrations)),
    owner: (body) => asOwner(ownerUrl, body),
    stop: async () => {
      await database.close()
      await cluster?.stop()
    },
  }
}
