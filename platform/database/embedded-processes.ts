import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { platform } from 'node:process'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A running process; `cwd` is missing where the system does not let us see it. */
export type Process = { pid: number; uid: number; command: string; cwd?: string }

/**
 * The name that the server and all its children carry in their command lines (`postgres: shian-… : checkpointer`).
 * It stands for the data directory itself, wherever it is mounted or moved to.
 */
export function clusterName(dataDirectory: string): string {
  const { dev, ino } = statSync(dataDirectory)
  return `shian-${dev.toString(36)}-${ino.toString(36)}`
}

/** Every process of the server on this data directory, orphaned children included. */
export function findServerProcesses(dataDirectory: string): Process[] {
  return listProcesses().filter((p) => isPostgres(p) && belongsTo(p, dataDirectory))
}

/** Whether a process is a PostgreSQL server of any kind. */
export function isPostgres(process: Process): boolean {
  const [program = ''] = process.command.split(' ')
  return program === 'postgres:' || basename(program) === 'postgres'
}

/** A process as it is now, or `undefined` when it has ended (a zombie has). */
export function findProcess(pid: number): Process | undefined {
  if (platform !== 'linux') return listProcesses().find((p) => p.pid === pid)
  try {
    // Nothing to read: a kernel thread, or a zombie that a careless init has not reaped.
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return command ? { pid, uid: statSync(`/proc/${pid}`).uid, command, ...workingDirectory(pid) } : undefined
  } catch {
    return undefined
  }
}

/** Waits until `done` holds; `false` when it does not within the time (milliseconds). */
export async function waitUntil(done: () => boolean, limit: number): Promise<boolean> {
  const end = Date.now() + limit
  while (!done()) {
    if (Date.now() > end) return false
    await sleep(20)
  }
  return true
}

/**
 * Ends what is left of a server whose head was killed: the children go by themselves unless they are busy, then they are asked
 * (SIGQUIT), then killed. Nothing is lost: what was committed is in the log that the next start replays.
 * Before each signal the processes are looked up anew, so that a pid used again is never hit.
 * @throws when one cannot be ended
 */
export async function endServerProcesses(dataDirectory: string): Promise<void> {
  const gone = (): boolean => findServerProcesses(dataDirectory).length === 0
  if (await waitUntil(gone, 1500)) return
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const { pid } of findServerProcesses(dataDirectory)) signal(pid, name)
    if (await waitUntil(gone, 3000)) return
  }
  const pids = findServerProcesses(dataDirectory).map((p) => p.pid)
  throw new Error(`以前的数据库进程无法结束。Database processes of an earlier run do not end (pids ${pids.join(', ')}): end them or restart the machine.`)
}

/** Sends a signal to a process that may have ended already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/**
 * The working directory is proof, but a container may hide it even from root (no CAP_SYS_PTRACE). Then the cluster name
 * decides, and only together with the owner: anyone can give a process any title.
 */
function belongsTo(process: Process, dataDirectory: string): boolean {
  if (process.cwd !== undefined) return process.cwd === dataDirectory
  return process.uid === statSync(dataDirectory).uid && process.command.includes(clusterName(dataDirectory))
}

function workingDirectory(pid: number): { cwd?: string } {
  try {
    return { cwd: readlinkSync(`/proc/${pid}/cwd`) }
  } catch {
    return {}
  }
}

function listProcesses(): Process[] {
  if (platform !== 'linux') return listWithPs()
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map((pid) => findProcess(Number(pid))).filter((p) => p !== undefined)
}

function listWithPs(): Process[] {
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'pid=,uid=,stat=,command='], { encoding: 'utf8', maxBuffer: 2 ** 26 })
  const rows = stdout.split('\n').map((line) => /^\s*(\d+)\s+(-?\d+)\s+(\S+)\s+(.*)$/.exec(line))
  return rows
    .filter((row) => row !== null && !row[3]?.startsWith('Z'))
    .map((row) => ({ pid: Number(row?.[1]), uid: Number(row?.[2]), command: row?.[4] ?? '' }))
}
