import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secretHash } from '../../platform/database/database.ts'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { inject } from 'vitest'
import { newId } from '../../platform/core/ids.ts'
import type { Instant } from '../../platform/core/dates.ts'
import { openInstallation, type Installation } from '../../platform/installation.ts'
import { assemble } from '../../platform/platform.ts'
import { duties } from '../../duties/index.ts'
import { TEST_CITY, TEMPLATE } from './template.ts'

/** One person of a test: what they hold. */
export type Role = { readonly rights: readonly string[]; readonly scope?: 'subtree' | 'region' | 'department' | 'own'; readonly region?: string; readonly unit?: string; readonly enterprise?: string }

/** A city of one's own on a real PostgreSQL, reached as the app role; nothing is shared with other test files. */
export type TestCity = {
  readonly installation: Installation
  readonly app: FastifyInstance
  /** Sets the clock of the program. */
  readonly setClock: (now: string) => void
  /** Makes a person with one post and a live session; answers the token. */
  readonly signIn: (role: Role) => Promise<{ readonly token: string; readonly person: string }>
  readonly close: () => Promise<void>
}

/** Makes a database from the template that test/support/global.ts has prepared, and the server over it. */
export async function testCity(): Promise<TestCity> {
  const { ownerUrl, dir } = inject('postgres')
  const name = `test_${newId().replaceAll('-', '')}`
  await admin(ownerUrl, `create database ${name} template ${TEMPLATE}`)
  const data = mkdtempSync(join(tmpdir(), 'shian-test-'))
  let now: Instant | undefined
  const clock = (): Instant => now ?? (new Date().toISOString() as Instant)
  const installation = await openInstallation({
    dir: data, keysFrom: dir, databaseUrl: ownerUrl.replace(/\/shian\?/, `/${name}?`), migrations: duties.flatMap((duty) => duty.migrations ?? []), connections: 6, clock,
  })
  const app = await assemble(installation, duties, { log: process.env['TEST_LOG'] ? { level: 'error' } : false })
  await app.ready()
  return {
    installation, app,
    setClock: (instant) => { now = instant as Instant },
    signIn: (role) => signIn(installation, role, clock()),
    close: async () => {
      await app.close()
      await installation.stop()
      await dropDatabase(ownerUrl, name)
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The server's own autovacuum may be in the database, which its owner may not end; it leaves by itself. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await admin(url, `drop database ${name} with (force)`)
    } catch (error) {
      if ((error as { code?: string }).code !== '42501' || attempt === 40) throw error
      await new Promise((done) => { setTimeout(done, 250) })
    }
  }
}

async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function signIn(installation: Installation, role: Role, now: Instant): Promise<{ token: string; person: string }> {
  const [person, secret, code] = [newId(), newId(), `test-${newId()}`]
  const region = role.region ?? TEST_CITY
  await installation.owner(async (owner) => {
    await owner.query(`set search_path = city_${TEST_CITY}, shian`)
    const standard = [region, now, now]
    await owner.query(`insert into role (id, region, created_at, updated_at, code, title_zh, title_en, rights) values ($1, $2, $3, $4, $5, $5, $5, $6)`,
      [newId(), TEST_CITY, now, now, code, role.rights])
    await owner.query(`insert into person (id, region, created_at, updated_at, name, name_sort, kind, unit_id, enterprise_id) values ($1, $2, $3, $4, $5, $5, 'staff', $6, $7)`,
      [person, ...standard, `test ${person.slice(-6)}`, role.unit ?? null, role.enterprise ?? null])
    await owner.query(`insert into credential (person_id, login, password_hash, password_changed_at) values ($1, $2, '', $3)`, [person, person, now])
    await owner.query(`insert into post (id, region, created_at, updated_at, person_id, unit_id, role_code, scope, starts_on) values ($1, $2, $3, $4, $5, $6, $7, $8, '2000-01-01')`,
      [newId(), ...standard, person, role.unit ?? null, code, role.scope ?? 'subtree'])
    await owner.query(`insert into session (id, secret_hash, person_id, kind, idle_minutes, created_at, last_seen_at, idle_until, expires_at) values ($1, $2, $3, 'office', 1000, $4, $4, '2199-01-01', '2199-01-01')`,
      [newId(), secretHash(secret), person, now])
  })
  return { token: `${TEST_CITY}.${secret}`, person }
}

/** One request as JSON, as a browser would send it. */
export async function call(city: TestCity, token: string | null, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await city.app.inject({
    method, url: `/api/v1${path}`, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  })
  const text = answer.body
  return { status: answer.statusCode, body: (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : { text }) as Record<string, unknown> }
}

