import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createCity } from '../../platform/city.ts'
import { openInstallation } from '../../platform/installation.ts'
import { allDuties } from '../../platform/platform.ts'
import { startEmbedded } from '../../platform/database/embedded.ts'
import { duties } from '../../duties/index.ts'
import { TEMPLATE, TEST_CITY } from './template.ts'

/**
 * One real PostgreSQL for the whole run, with a template database that holds an empty city; each test file copies it.
 * Durability is off here and only here: what survives a crash is tested on servers of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'shian-tests-'))
  const cluster = await startEmbedded({ dir, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } })
  const admin = new pg.Client({ connectionString: cluster.url })
  await admin.connect()
  await admin.query(`create database ${TEMPLATE}`)
  const installation = await openInstallation({
    dir, databaseUrl: cluster.url.replace(/\/shian\?/, `/${TEMPLATE}?`), migrations: duties.flatMap((duty) => duty.migrations ?? []),
  })
  await createCity(installation, allDuties(duties), { code: TEST_CITY, demo: false })
  await installation.stop()
  await admin.end()
  project.provide('postgres', { ownerUrl: cluster.url, dir })
  return async () => {
    await cluster.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
