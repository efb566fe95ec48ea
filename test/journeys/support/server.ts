import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { loadDemo } from '../../../demo/load.ts'
import { duties } from '../../../duties/index.ts'
import { startSealer } from '../../../platform/audit/sealer.ts'
import { dateAt } from '../../../platform/core/dates.ts'
import { newId } from '../../../platform/core/ids.ts'
import { openInstallation, type Installation } from '../../../platform/installation.ts'
import { startRunner } from '../../../platform/jobs/runner.ts'
import { allDuties, assemble, jobsOf } from '../../../platform/platform.ts'
import { TEST_CITY } from '../../support/template.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
export const PAGES = join(ROOT, 'dist', 'web')
/** A demo city of about a thousand premises: every type and every fault of the whole one, made in seconds. */
const SCALE = 0.03
const DEMO = 'shian_journeys'
/** Any number, the same in every file: what one prepares, the others wait for. */
const LOCK = 40_700

/** A whole city served as `shian serve` does it: pages, jobs and the audit sealer; nothing is shared with other files. */
export type Served = { readonly url: string; readonly installation: Installation; readonly stop: () => Promise<void> }

/** Makes the pages and the demo city once a run, copies the city, and serves the copy on a free port. */
export async function startServer(): Promise<Served> {
  const { ownerUrl, dir: keysFrom } = inject('postgres')
  const shared = join(keysFrom, 'journeys')
  await alone(ownerUrl, async (owner) => {
    if (!existsSync(join(shared, 'web'))) {
      await buildPages()
      // What is served stays as it is while someone works on the pages.
      cpSync(PAGES, join(shared, 'web'), { recursive: true })
    }
    const { rowCount } = await owner.query('select 1 from pg_database where datname = $1', [DEMO])
    if (rowCount === 0) await makeDemo(ownerUrl, { keysFrom, dir: shared })
  })
  const name = `journey_${newId().replaceAll('-', '')}`
  await asOwner(ownerUrl, (owner) => owner.query(`create database ${name} template ${DEMO}`))
  const dir = mkdtempSync(join(tmpdir(), 'shian-journey-'))
  cpSync(join(shared, 'files'), join(dir, 'files'), { recursive: true })
  const installation = await openIn(ownerUrl, name, { dir, keysFrom })
  const { url, stop } = await listen(installation, join(shared, 'web'))
  return {
    url,
    installation,
    stop: async () => {
      await stop()
      await installation.stop()
      await asOwner(ownerUrl, (owner) => owner.query(`drop database ${name} with (force)`))
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Serves an installation with its jobs and its sealer. @param web folder of the built pages */
export async function listen(installation: Installation, web: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const { database, files, dir } = installation
  const app = await assemble(installation, duties, { log: process.env['TEST_LOG'] ? { level: 'warn' } : false, web })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo // a TCP server that listens has one
  const cities = [TEST_CITY]
  const runner = startRunner({ database, files, cities, kinds: jobsOf(allDuties(duties), installation) })
  const sealer = startSealer({ database, cities, dir })
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await runner.stop(5_000)
      await sealer.stop()
      await app.close()
    },
  }
}

const openIn = (ownerUrl: string, name: string, { dir, keysFrom }: { dir: string; keysFrom: string }): Promise<Installation> =>
  openInstallation({
    dir, keysFrom, connections: 8,
    databaseUrl: ownerUrl.replace(/\/shian\?/, `/${name}?`),
    migrations: duties.flatMap((duty) => duty.migrations ?? []),
  })

/** The database gets its name only when the city in it is whole: one left by a killed run is never taken for it. */
async function makeDemo(ownerUrl: string, places: { dir: string; keysFrom: string }): Promise<void> {
  const unfinished = `${DEMO}_unfinished`
  await asOwner(ownerUrl, async (owner) => {
    await owner.query(`drop database if exists ${unfinished} with (force)`)
    await owner.query(`create database ${unfinished}`)
  })
  const installation = await openIn(ownerUrl, unfinished, places)
  await loadDemo(installation, allDuties(duties), { seed: 'journeys', referenceDate: dateAt(Date.now()), scale: SCALE })
  await installation.stop()
  await asOwner(ownerUrl, (owner) => owner.query(`alter database ${unfinished} rename to ${DEMO}`))
}

async function asOwner<T>(url: string, body: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    return await body(owner)
  } finally {
    await owner.end()
  }
}

/** One test file at a time; the lock ends with the connection, however the file ends. */
export const alone = <T>(ownerUrl: string, body: (owner: pg.Client) => Promise<T>): Promise<T> =>
  asOwner(ownerUrl, async (owner) => {
    await owner.query('select pg_advisory_lock($1)', [LOCK])
    return body(owner)
  })

const SOURCES = /\.(tsx?|css|html)$/
const NOT_A_PAGE = /\.(test|fixture)\.tsx?$/

/** When a page's source was last written, milliseconds. */
const newest = (folder: string): number =>
  Math.max(0, ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => SOURCES.test(name) && !NOT_A_PAGE.test(name))
    .map((name) => statSync(join(folder, name)).mtimeMs))

/** Builds the pages where they are missing or older than what they are made from. */
export async function buildPages(): Promise<void> {
  const built = join(PAGES, 'index.html')
  const made = existsSync(built) ? statSync(built).mtimeMs : 0
  if (made > Math.max(...['web', 'platform', 'duties'].map((part) => newest(join(ROOT, part))))) return
  const { VITEST: _vitest, NODE_ENV: _env, ...env } = process.env // a production build, whoever asks for it
  const build = spawn(process.execPath, [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'], { cwd: ROOT, env, stdio: 'inherit' })
  const [code] = await once(build, 'exit')
  if (code !== 0) throw new Error(`the pages could not be built (exit ${code})`)
}
