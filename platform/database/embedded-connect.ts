import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { platform } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Where the server listens: `host` is the directory of its socket, or 127.0.0.1. */
export type Address = { host: string; port: number }

const loopback = '127.0.0.1'
const socketPort = 5432
/** `sockaddr_un` holds 108 bytes on Linux and 104 on macOS, the closing zero included. */
const longestSocketPath = platform === 'linux' ? 107 : 103

/**
 * The socket lies in the data directory: nobody but the server's account and root can reach it, no other user can take its
 * name beforehand, and no cleaner of `/tmp` removes it. Where a socket cannot be (the path is too long, or the file system has none:
 * Docker Desktop mounts, network shares) the server listens on a free port of the loopback; the password guards both.
 */
export async function chooseAddress(dataDirectory: string): Promise<Address> {
  if (await socketFits(dataDirectory)) return { host: dataDirectory, port: socketPort }
  return { host: loopback, port: await freePort() }
}

/** The address of a server that another process of ours started, from the lines of its `postmaster.pid`. */
export function recordedAddress(dataDirectory: string, lines: string[]): Address {
  const [, , , port, socketDirectory] = lines
  return { host: socketDirectory ? dataDirectory : loopback, port: Number(port) }
}

/** The settings that make the server listen at an address; the socket directory is relative to the data. */
export function listenSettings({ host, port }: Address): Record<string, string> {
  const overTcp = host === loopback
  return {
    port: String(port),
    listen_addresses: overTcp ? loopback : '',
    unix_socket_directories: overTcp ? '' : '.',
    unix_socket_permissions: '0700',
  }
}

export type Login = { user: string; password: string; database: string }

/** A connection string that pg and libpq both read. */
export function connectionString({ host, port }: Address, login: Login): string {
  const [user, password, database, where] = [login.user, login.password, login.database, host].map(encodeURIComponent)
  if (host === loopback) return `postgres://${user}:${password}@${loopback}:${port}/${database}`
  return `postgres://${user}:${password}@/${database}?host=${where}&port=${port}`
}

export type Connecting = {
  url: string
  /** whether the server's process still runs */
  alive: () => boolean
  log: (line: string) => void
  /** how long a living server may give no answer at all, milliseconds */
  silence: number
}

/**
 * Connects as soon as the server lets us in. A server that says it is recovering is waited for as long as it lives: after a crash
 * in the middle of a large import that can be minutes. `gone`: the process ended; `silent`: it lives and does not answer.
 * @throws when the server answers with any other error, a wrong password for instance
 */
export async function connectWhenReady({ url, alive, log, silence }: Connecting): Promise<pg.Client | 'gone' | 'silent'> {
  let lastSign = Date.now()
  let nextNotice = Date.now() + 5000
  while (alive()) {
    const answer = await tryConnect(url)
    if (answer instanceof pg.Client) return answer
    if (answer === 'not yet') lastSign = Date.now()
    if (Date.now() - lastSign > silence) return 'silent'
    if (Date.now() > nextNotice) {
      nextNotice += 5000
      log(`embedded PostgreSQL: ${answer === 'not yet' ? 'still starting (replaying its log after a crash)' : 'no answer yet'}`)
    }
    await sleep(20)
  }
  return 'gone'
}

async function tryConnect(url: string): Promise<pg.Client | 'not yet' | 'no answer'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {}) // a server that ends while we are connected; the next query reports it
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    if (!(error instanceof pg.DatabaseError)) return 'no answer'
    if (error.code === cannotConnectNow) return 'not yet'
    throw error
  }
}

/** SQLSTATE while the server starts, recovers or shuts down. */
const cannotConnectNow = '57P03'

async function socketFits(directory: string): Promise<boolean> {
  if (platform === 'win32') return false
  if (Buffer.byteLength(join(directory, `.s.PGSQL.${socketPort}`)) > longestSocketPath) return false
  // Beside the data: initdb wants its directory empty, and a shorter name tells as much about the file system.
  const probe = mkdtempSync(join(directory, '..', '.s-'))
  try {
    return await canListen(join(probe, 's'))
  } finally {
    rmSync(probe, { recursive: true, force: true })
  }
}

function canListen(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(path, () => server.close(() => resolve(true)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, loopback, () => {
      const address = server.address()
      const port = typeof address === 'object' ? address?.port : undefined
      server.close(() => (port ? resolve(port) : reject(new Error('no free port on 127.0.0.1'))))
    })
  })
}
