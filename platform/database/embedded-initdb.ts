import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { platform } from 'node:process'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { z } from 'zod'
import type { Binaries } from './embedded-binaries.ts'
import { endServerProcesses } from './embedded-processes.ts'
import { dataArgument, giveAway, type ServerAccount } from './embedded-user.ts'

const Passwords = z.object({ superuser: z.string().min(1), owner: z.string().min(1) })
export type Passwords = z.infer<typeof Passwords>

/**
 * The role in the connection string: it owns the database and may make roles and databases, and is no superuser. An operator's own
 * server gives the program the same rights (`DATABASE_URL`), so what works here works there.
 */
export const ownerRole = 'shian'
export const superuserRole = 'postgres'

/** Reads the passwords of both roles from `<dir>/keys/postgres.json` (mode 0600), making them for a cluster that is yet to be. */
export function keepPasswords(dir: string, dataDirectory: string): Passwords {
  const file = join(dir, 'keys', 'postgres.json')
  if (existsSync(file)) return Passwords.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (existsSync(dataDirectory)) {
    throw new Error(`缺少数据库口令文件。${dataDirectory} holds a database, but its passwords ${file} are missing: restore that file from where the data came from.`)
  }
  const passwords = { superuser: randomBytes(24).toString('base64url'), owner: randomBytes(24).toString('base64url') }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeDurably(file, JSON.stringify(passwords))
  return passwords
}

/**
 * Makes the cluster beside its place and moves it there when it is complete and on disk: a first start that is interrupted leaves
 * nothing half made.
 * @throws with what initdb said
 */
export async function initialise(dataDirectory: string, binaries: Binaries, account: ServerAccount | undefined, password: string): Promise<void> {
  const draft = `${dataDirectory}.new`
  if (existsSync(draft)) await endServerProcesses(draft)
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  if (account) chownSync(draft, account.initdb.uid, account.initdb.gid)
  runInitdb(draft, binaries, account, password)
  if (account) giveAway(draft, account.server)
  renameSync(draft, dataDirectory)
  syncDirectory(dirname(dataDirectory))
}

/** Collation: code points (the same on every machine and in every version), character classes of Unicode. */
const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`, '--lc-messages=C']

function runInitdb(draft: string, binaries: Binaries, account: ServerAccount | undefined, password: string): void {
  const secret = openSecret(`${draft}.secret`, password, account)
  const args = ['-D', dataArgument(draft, account), `--username=${superuserRole}`, '--auth=scram-sha-256', '--pwfile=/dev/fd/3', ...locale, '--no-instructions']
  const run = spawnSync(binaries.initdb, args, { ...account?.initdb, cwd: draft, env: serverEnvironment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', secret] })
  closeSync(secret)
  if (run.status === 0) return
  const said = [run.error?.message, run.stderr, run.stdout.split('\n').slice(-5).join('\n')].filter(Boolean).join('\n')
  throw new Error(`数据库初始化失败。initdb could not make the database in ${dirname(draft)}:\n${said}`)
}

/** A file without a name, readable by the account through its descriptor alone: no path it could not reach, nothing left behind. */
function openSecret(path: string, content: string, account: ServerAccount | undefined): number {
  rmSync(path, { force: true })
  const fd = openSync(path, 'wx+', 0o600)
  writeSync(fd, `${content}\n`, 0)
  if (account) chownSync(path, account.initdb.uid, account.initdb.gid)
  // The descriptor handed over is a second one, at the start of the file.
  const again = openSync(path, 'r')
  closeSync(fd)
  rmSync(path)
  return again
}

/** Nothing of ours leaks to the server: no tokens, and no PG* variable that would change what it does. */
export const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8' }

/** Makes the owner role and its database where they are missing; safe to repeat after any interruption. */
export async function provision(superuser: pg.Client, ownerPassword: string, databaseName: string): Promise<void> {
  const owner = superuser.escapeIdentifier(ownerRole)
  const database = superuser.escapeIdentifier(databaseName)
  const roles = await superuser.query('select from pg_roles where rolname = $1', [ownerRole])
  if (!roles.rowCount) await superuser.query(`create role ${owner} login createrole createdb password ${superuser.escapeLiteral(ownerPassword)}`)
  const databases = await superuser.query('select from pg_database where datname = $1', [databaseName])
  if (!databases.rowCount) await superuser.query(`create database ${database} owner ${owner}`)
}

function writeDurably(file: string, content: string): void {
  const draft = `${file}.new`
  rmSync(draft, { force: true })
  const fd = openSync(draft, 'wx', 0o600)
  writeSync(fd, content)
  fsyncSync(fd)
  closeSync(fd)
  renameSync(draft, file)
  syncDirectory(dirname(file))
}

function syncDirectory(directory: string): void {
  const fd = openSync(directory, 'r')
  fsyncSync(fd)
  closeSync(fd)
}
