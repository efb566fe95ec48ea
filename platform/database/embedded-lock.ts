import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { pid } from 'node:process'
import { DatabaseSync } from 'node:sqlite'

/** Another process runs the server of a data directory. */
export class DirectoryHeld extends Error {}

export type Lock = { release(): void }

/** Held locks must not be garbage collected: that would let go of them. */
const held = new Set<DatabaseSync>()

/**
 * Makes this process the only one that runs the server of `dir`, until it releases or ends in any way.
 *
 * A file with a pid in it cannot be judged from another container on the same volume: pids differ there, and two servers on
 * one set of files destroy it. The kernel's lock on a file can, and it is gone with its process, so it never becomes stale.
 * Node has no call for it; SQLite's exclusive transaction is one. `shian.pid` only says who it is.
 * @throws naming the holder, when there is one
 */
export function lockDirectory(dir: string): Lock {
  const holderFile = join(dir, 'shian.pid')
  const lockFile = join(dir, 'shian.lock')
  // Made first, and for us alone: who can read the file could lock it.
  closeSync(openSync(lockFile, 'a', 0o600))
  const database = new DatabaseSync(lockFile, { timeout: 0 })
  try {
    database.exec('pragma journal_mode = memory')
    database.exec('begin exclusive')
  } catch (cause) {
    database.close()
    throw isBusy(cause) ? refusal(dir, holderFile, cause) : cause
  }
  held.add(database)
  writeFileSync(holderFile, `pid ${pid} on ${hostname()} since ${processStart()}\n`, { mode: 0o600 })
  return { release: () => release(database, holderFile) }
}

function release(database: DatabaseSync, holderFile: string): void {
  if (!held.delete(database)) return
  rmSync(holderFile, { force: true })
  database.close()
}

const sqliteBusy = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy
}

function processStart(): string {
  return new Date(Date.now() - process.uptime() * 1000).toISOString()
}

function refusal(dir: string, holderFile: string, cause: unknown): Error {
  const holder = readHolder(holderFile)
  return new DirectoryHeld(
    `数据目录正被另一个 shian 进程使用（${holder}）。Another shian process (${holder}) holds ${dir}: ` +
      `stop it first, or choose another data directory for this one.`,
    { cause },
  )
}

function readHolder(holderFile: string): string {
  try {
    return readFileSync(holderFile, 'utf8').trim()
  } catch {
    return 'pid unknown: it is just starting or ending'
  }
}
