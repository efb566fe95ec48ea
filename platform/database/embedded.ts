import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { platform } from 'node:process'
import { join } from 'node:path'
import pg from 'pg'
import { findBinaries, type Binaries } from './embedded-binaries.ts'
import { chooseAddress, connectWhenReady, connectionString, listenSettings, recordedAddress, type Address } from './embedded-connect.ts'
import { initialise, keepPasswords, ownerRole, provision, serverEnvironment, superuserRole, type Passwords } from './embedded-initdb.ts'
import { keepServer } from './embedded-keep.ts'
import { lockDirectory } from './embedded-lock.ts'
import { clusterName, endServerProcesses, findProcess, findServerProcesses, isPostgres, signal, waitUntil } from './embedded-processes.ts'
import { chooseAccount, dataArgument, type ServerAccount } from './embedded-user.ts'

export type Cluster = {
  /** the owner's connection string; the host is the directory of the socket or 127.0.0.1 */
  url: string
  dataDirectory: string
  /** Ends open connections, writes everything to disk, ends the server. May be called again. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** the installation's data directory; the server's files go to `postgres`, `keys` and `logs` in it */
  dir: string
  log?: (line: string) => void
  databaseName?: string
  /** server settings beside or instead of ours, `{ work_mem: '64MB' }` */
  settings?: Record<string, string>
}

/** For a small machine with two cores; full durability. Everything else is PostgreSQL's own default. */
const defaultSettings: Record<string, string> = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_connections: '60',
  shared_buffers: '256MB',
  work_mem: '16MB',
  max_wal_size: '2GB',
  jit: 'off',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // One file a weekday, overwritten after a week.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_line_prefix: '%m [%p] %q%u@%d ',
  // A query whose program was killed ends instead of running on for nobody.
  ...(platform === 'win32' ? {} : { client_connection_check_interval: '5s' }),
}

/**
 * Starts the embedded PostgreSQL server under `<dir>/postgres`, making the database on the first run, and keeps it running: one that
 * ends by itself or falls silent is started again at the same address, so that connections made afterwards find it.
 *
 * The server runs in a session of its own: Ctrl-C in the terminal reaches only the program, which stops the server when it has finished its work.
 * What an earlier run left behind when it was killed is taken over (a server that is well) or ended (orphans, a server
 * that does not answer or was started with other settings or by another version of the programs).
 *
 * @example
 * const cluster = await startEmbedded({ dir: './data' })
 * const pool = new pg.Pool({ connectionString: cluster.url })
 * await cluster.stop()
 * @throws when another process holds `dir`, or with the end of the server's log when it does not start
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Cluster> {
  refuseWindows()
  mkdirSync(options.dir, { recursive: true, mode: 0o700 })
  const dir = realpathSync(options.dir)
  const account = chooseAccount(join(dir, 'postgres'))
  const lock = lockDirectory(dir)
  try {
    const home = await prepare(dir, account, options)
    let running = (await adopt(home)) ?? (await launch(home, await chooseAddress(home.data)))
    const { address } = running
    const keeper = keepServer({
      log: home.log,
      alive: () => running.alive(),
      answers: (ended) => answers(home, address, () => !ended() && running.alive()),
      restart: async () => {
        running = await relaunch(home, running)
      },
    })
    return {
      url: ownerUrl(home, address),
      dataDirectory: home.data,
      stop: async () => {
        running.stopping = true
        await keeper.stop()
        running.stopping = true // another one, where it was just being started again
        await stopServer(home.data, running.pid)
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Everything that is settled before a server runs. */
type Home = {
  dir: string
  data: string
  account: ServerAccount | undefined
  binaries: Binaries
  passwords: Passwords
  databaseName: string
  settings: Record<string, string>
  log: (line: string) => void
}

type Running = { pid: number; address: Address; alive: () => boolean; stopping?: boolean }

async function prepare(dir: string, account: ServerAccount | undefined, options: EmbeddedOptions): Promise<Home> {
  const data = join(dir, 'postgres')
  const log = options.log ?? (() => {})
  const binaries = findBinaries(account)
  const passwords = keepPasswords(dir, data)
  if (!existsSync(data)) {
    log('embedded PostgreSQL: first start, making the database')
    await initialise(data, binaries, account, passwords.superuser)
  }
  refuseOtherMajor(data, binaries)
  linkLogs(dir)
  const settings = { ...defaultSettings, ...options.settings, cluster_name: clusterName(data) }
  return { dir, data, account, binaries, passwords, databaseName: options.databaseName ?? 'shian', settings, log }
}

/** Takes over the server of an earlier run, or ends what is left of it and returns nothing. */
async function adopt(home: Home): Promise<Running | undefined> {
  const lines = readLines(join(home.data, 'postmaster.pid'))
  const pid = Number(lines[0])
  if (findServerProcesses(home.data).some((p) => p.pid === pid)) {
    const address = recordedAddress(home.data, lines)
    const alive = (): boolean => {
      const found = findProcess(pid)
      return found !== undefined && isPostgres(found)
    }
    const state = startedAs(home, address) ? await open(home, address, alive) : 'outdated'
    if (state === 'ready') {
      home.log(`embedded PostgreSQL: took over the server of an earlier run (pid ${pid})`)
      return { pid, address, alive }
    }
    home.log(`embedded PostgreSQL: ending the server of an earlier run (pid ${pid}, ${state})`)
    if (state === 'outdated') await stopServer(home.data, pid)
  }
  await endServerProcesses(home.data)
  clearLockFiles(home.data, pid)
  return undefined
}

/** Whether the running server has exactly the programs and settings we would start it with. */
function startedAs(home: Home, address: Address): boolean {
  const [started] = readLines(join(home.data, 'postmaster.opts'))
  return started?.trim() === [home.binaries.postgres, ...serverArguments(home, address).map((a) => `"${a}"`)].join(' ')
}

/** Starts a server again whose address is known to others: ends what is left of it first. */
async function relaunch(home: Home, before: Running): Promise<Running> {
  before.stopping = true
  await stopServer(home.data, before.pid)
  clearLockFiles(home.data, before.pid)
  const running = await launch(home, before.address)
  home.log(`embedded PostgreSQL: started again (pid ${running.pid}); nothing acknowledged is lost`)
  return running
}

async function launch(home: Home, address: Address): Promise<Running> {
  const child = await spawnServer(home, address)
  const alive = (): boolean => child.exitCode === null && child.signalCode === null
  const running: Running = { pid: child.pid ?? 0, address, alive }
  child.once('exit', (code, name) => {
    if (!running.stopping) home.log(`embedded PostgreSQL: the server ended by itself (${name ?? code}); see ${join(home.dir, 'logs')}`)
  })
  const outcome = await open(home, address, alive).catch((error: unknown) => String(error))
  if (outcome === 'ready') return running
  running.stopping = true
  if (outcome !== 'gone') await stopServer(home.data, running.pid)
  throw startFailure(home, outcome)
}

const enter = (home: Home, address: Address, alive: () => boolean): ReturnType<typeof connectWhenReady> => {
  const url = connectionString(address, { user: superuserRole, password: home.passwords.superuser, database: 'postgres' })
  return connectWhenReady({ url, alive, log: home.log, silence: 30_000 })
}

/** Whether the server lets its superuser in, or at least says why not. */
async function answers(home: Home, address: Address, alive: () => boolean): Promise<boolean> {
  const client = await enter(home, address, alive).catch(() => 'refused' as const)
  if (client instanceof pg.Client) await client.end().catch(() => {})
  return client !== 'gone' && client !== 'silent'
}

/** Waits for the server, and sees to it that role and database are there. */
async function open(home: Home, address: Address, alive: () => boolean): Promise<'ready' | 'gone' | 'silent'> {
  const client = await enter(home, address, alive)
  if (!(client instanceof pg.Client)) return client
  try {
    await provision(client, home.passwords.owner, home.databaseName)
    return 'ready'
  } finally {
    await client.end()
  }
}

function spawnServer(home: Home, address: Address): Promise<ChildProcess> {
  const output = openSync(startLog(home.dir), 'w', 0o600)
  const child = spawn(home.binaries.postgres, serverArguments(home, address), {
    ...home.account?.server,
    cwd: home.data,
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.unref()
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(child))
    child.once('error', (error) => reject(startFailure(home, error.message)))
  })
}

function serverArguments(home: Home, address: Address): string[] {
  const settings = Object.entries({ ...home.settings, ...listenSettings(address) })
  return ['-D', dataArgument(home.data, home.account), ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** Fast shutdown (SIGINT); after a minute immediate (SIGQUIT), which the next start recovers from; at last by force. */
async function stopServer(data: string, pid: number): Promise<void> {
  const isServer = (): boolean => findServerProcesses(data).some((p) => p.pid === pid)
  const gone = (): boolean => !findProcess(pid)
  for (const [name, limit] of [['SIGINT', 60_000], ['SIGQUIT', 10_000]] as const) {
    if (!isServer()) break
    signal(pid, name)
    if (await waitUntil(gone, limit)) break
  }
  await endServerProcesses(data)
}

/**
 * Removes the lock files of a server that is gone. PostgreSQL does so itself unless the pid in them lives, and takes for living both a pid that
 * is by now another program (they start again after a reboot and in a container) and a zombie that a careless init never reaps. It would refuse for ever.
 * Its other guard stays: it asks the kernel whether anyone still holds the shared memory that belongs to this directory.
 * @throws when that pid is a server that we can neither call ours nor rule out
 */
function clearLockFiles(data: string, pid: number): void {
  const other = pid > 0 ? findProcess(pid) : undefined
  if (other && isPostgres(other) && other.uid === statSync(data).uid && other.cwd === undefined) {
    throw new Error(`无法确认进程 ${pid} 是否正在使用数据库。Process ${pid} (${other.command}) may be a server on ${data}: end it if it is.`)
  }
  rmSync(join(data, 'postmaster.pid'), { force: true })
  for (const name of readdirSync(data)) if (name.startsWith('.s.PGSQL.')) rmSync(join(data, name), { force: true })
}

function ownerUrl(home: Home, address: Address): string {
  return connectionString(address, { user: ownerRole, password: home.passwords.owner, database: home.databaseName })
}

function refuseWindows(): void {
  if (platform !== 'win32') return
  throw new Error('内置数据库不支持 Windows。The embedded database does not run on Windows: use WSL 2, or set DATABASE_URL to a PostgreSQL 16+ server.')
}

function refuseOtherMajor(data: string, binaries: Binaries): void {
  const [made = ''] = readLines(join(data, 'PG_VERSION'))
  const [ours = ''] = binaries.version.split('.')
  if (made === ours) return
  throw new Error(
    `数据由 PostgreSQL ${made} 创建，程序为 ${ours}。${data} was made by PostgreSQL ${made || '(no PG_VERSION: not a database)'}, the programs are ${ours}: ` +
      `back up with the version of ShiAn that made it and restore with this one.`,
  )
}

/** The server may be unable to reach `<dir>/logs`, so its log lies in its own directory and we make it visible here. */
function linkLogs(dir: string): void {
  const logs = join(dir, 'logs')
  mkdirSync(logs, { recursive: true, mode: 0o700 })
  const link = join(logs, 'postgres')
  if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(join('..', 'postgres', 'log'), link)
}

const startLog = (dir: string): string => join(dir, 'logs', 'postgres-start.log')

function startFailure(home: Home, reason: string): Error {
  const what = reason === 'gone' ? 'it ended at once' : reason === 'silent' ? 'it does not answer' : reason
  return new Error(
    `内置数据库未能启动。The embedded PostgreSQL did not start: ${what}.\n${logTail(home)}\n` +
      `What to do: check free disk space and memory and the lines above. The data are in ${home.data}; do not delete anything in it. ` +
      `Whole logs: ${join(home.dir, 'logs')}.`,
  )
}

/** The last lines that the server wrote, before and after it turned to its log files. */
function logTail(home: Home): string {
  const logs = join(home.data, 'log')
  const files = existsSync(logs) ? readdirSync(logs).map((name) => join(logs, name)) : []
  const newest = files.toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs).at(-1)
  return [newest, startLog(home.dir)].flatMap((file) => (file ? readLines(file).slice(-15) : [])).join('\n')
}

function readLines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
}
