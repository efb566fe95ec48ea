import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { inject } from 'vitest'
import { loadDemo } from '../../../demo/load.ts'
import { duties } from '../../../duties/index.ts'
import { dateAt } from '../../../platform/core/dates.ts'
import { newId } from '../../../platform/core/ids.ts'
import { openInstallation, type Installation } from '../../../platform/installation.ts'
import { allDuties } from '../../../platform/platform.ts'
import { dropDatabase } from '../../support/city.ts'
import { launch } from './browser.ts'
import { buildPages, listen, PAGES } from './serve.ts'

/** A demo city of about a thousand premises: every type and every fault of the whole one, made in seconds. */
const SCALE = 0.03
const DEMO = 'shian_journeys'
/** Any number, the same in every file: what one prepares, the others wait for. */
const LOCK = 40_700

/** A whole city served as `shian serve` does it: pages, jobs and the audit sealer; nothing is shared with other files. */
export type Served = {
  readonly url: string
  readonly installation: Installation
  readonly stop: () => Promise<void>
  /** Nobody answers at the address any more; the city stays. */
  readonly away: () => Promise<void>
  /** The same address answers again. */
  readonly back: () => Promise<void>
}

/** What stands in the city’s tables, past every right: to be held against what a page showed. */
export const rowsOf = <T extends object>(served: Served, text: string, values: readonly unknown[] = []): Promise<T[]> =>
  served.installation.owner(async (owner) => {
    await owner.query('set search_path = city_140700, shian')
    return (await owner.query<T>(text, [...values])).rows
  })

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
  let { url, stop } = await listen(installation, join(shared, 'web'))
  return {
    url,
    installation,
    away: async () => {
      await stop()
      stop = async () => {}
    },
    back: async () => {
      ;({ stop } = await listen(installation, join(shared, 'web'), Number(new URL(url).port)))
    },
    stop: async () => {
      await stop()
      await installation.stop()
      await dropDatabase(ownerUrl, name)
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const openIn = (ownerUrl: string, name: string, { dir, keysFrom }: { dir: string; keysFrom: string }): Promise<Installation> =>
  openInstallation({
    dir,
    keysFrom,
    connections: 8,
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
const alone = <T>(ownerUrl: string, body: (owner: pg.Client) => Promise<T>): Promise<T> =>
  asOwner(ownerUrl, async (owner) => {
    await owner.query('select pg_advisory_lock($1)', [LOCK])
    return body(owner)
  })

/** One Chromium for a file; two files must not unpack it at once. */
export const startBrowser = (): Promise<Browser> => alone(inject('postgres').ownerUrl, launch)
