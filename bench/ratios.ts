import fastify, { type FastifyInstance } from 'fastify'
import pg from 'pg'
import { allDuties, registryOf } from '../platform/platform.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { newId } from '../platform/core/ids.ts'
import { parsers } from '../platform/database/parsers.ts'
import type { Installation } from '../platform/installation.ts'
import { addJob } from '../platform/jobs/queue.ts'
import { pathOf } from '../platform/register/declare.ts'
import { columnsOf } from '../platform/register/columns.ts'
import { insertRow } from '../platform/register/store.ts'
import { duties } from '../duties/index.ts'
import { Agent } from 'node:http'
import { once, rate, repeated } from './load.ts'
import { line } from './machine.ts'

/** What a user would otherwise put together: Fastify and pg with prepared statements, nothing else. */
type Bare = { readonly app: FastifyInstance; readonly pool: pg.Pool }

const bareServer = (installation: Installation): Bare => {
  const pool = new pg.Pool({ connectionString: installation.ownerUrl, max: 10, types: parsers, options: '-c search_path=city_140700,shian' })
  // Whoever ends the database says so to idle connections too.
  pool.on('error', () => {})
  return { app: fastify(), pool }
}

const portOf = (app: FastifyInstance): number => (app.server.address() as { port: number }).port
const insert = (id: string): { name: string; text: string; values: string[] } => ({ name: 'bare-insert', text: 'insert into bench_insert values ($1, $2, $3)', values: [id, new Date().toISOString(), 'x'.repeat(200)] })

/** Ours and theirs in turn, so that what else the machine does meets both; the round whose ratio is the middle one counts. */
async function inTurn(label: string, promise: string, least: number | null, theirs: () => Promise<number>, ours: () => Promise<number>): Promise<void> {
  const rounds: { ours: number; theirs: number }[] = []
  for (let round = 0; round < 5; round++) rounds.push({ theirs: await theirs(), ours: await ours() })
  const middle = rounds.toSorted((a, b) => a.ours / a.theirs - b.ours / b.theirs)[2]!
  const ratio = middle.ours / middle.theirs
  line(label, `${middle.ours.toFixed(0)} / ${middle.theirs.toFixed(0)} per s = ${(100 * ratio).toFixed(0)} %`, promise, least === null ? null : ratio >= least)
}

/** `read()` with session, rights and row-level security against bare Fastify + pg on the same query: the busiest list, and the smallest. */
export async function reads(installation: Installation, port: number, token: string): Promise<void> {
  const bare = bareServer(installation)
  const registers = registryOf(allDuties(duties))
  const asked = [{ name: 'premises', order: 'name_sort', limit: 50 }, { name: 'time_limit', order: 'code', limit: 10 }]
  for (const { name, order, limit } of asked) {
    const text = `select ${columnsOf(registers.get(name)!).join(', ')} from ${name} where closed_at is null order by ${order}, id limit ${limit + 1}`
    bare.app.get(`/${name}`, async () => ({ items: (await bare.pool.query({ name: `bare-${name}`, text })).rows }))
  }
  await bare.app.listen({ port: 0, host: '127.0.0.1' })
  for (const { name, limit } of asked) {
    await inTurn(`read(): session, rights, row-level security, against bare Fastify + pg: ${limit} rows of ${name}`, '≥ 50 %', 0.5,
      () => rate((agent) => once(agent, { port: portOf(bare.app), path: `/${name}` }), { seconds: 3, at: 16 }),
      () => rate((agent) => once(agent, { port, path: `/api/v1/${pathOf(name)}?limit=${limit}`, token }), { seconds: 3, at: 16 }))
  }
  await bare.app.close()
  await bare.pool.end()
}

/**
 * A whole write in its own transaction (rights, action, row, version, audit entry found by its rows, job) against one bare insert;
 * then a change over HTTP against a bare Fastify that inserts.
 */
export async function writes(installation: Installation, port: number, token: string): Promise<void> {
  const bare = bareServer(installation)
  await bare.pool.query('create table if not exists bench_insert (id uuid primary key, at timestamptz, text text)')
  bare.app.put('/insert', async () => { await bare.pool.query(insert(newId())); return {} })
  await bare.app.listen({ port: 0, host: '127.0.0.1' })
  const certificate = registryOf(allDuties(duties)).get('certificate')!
  const { rows: [premises] } = await bare.pool.query<{ id: string; enterprise_id: string; region: string }>(`select id, enterprise_id, region from premises where region like '140728%' limit 1`)
  const whole = (): Promise<unknown> => installation.database.write({ token }, async (tx) => {
    tx.work.action = 'bench'
    await Promise.all([insertRow(tx, certificate, { region: premises!.region, premises_id: premises!.id, enterprise_id: premises!.enterprise_id, kind: 'haccp', number: newId() }), addJob(tx, 'bench.none')])
  }, recordAudit)
  await inTurn('a whole write: action, row, version, audit entry, job, against one bare insert', '≥ 40 %', 0.4,
    () => repeated(async () => { await bare.pool.query(insert(newId())) }, { seconds: 3, at: 8 }), () => repeated(whole, { seconds: 3, at: 8 }))
  await inTurn('a change over HTTP, idempotent, against bare Fastify + one insert', '', null,
    () => rate((agent) => once(agent, { port: portOf(bare.app), path: '/insert', method: 'PUT', body: {} }), { seconds: 3, at: 8 }), await changes(port, token))
  await bare.pool.query(`delete from job where kind = 'bench.none'`)
  await bare.pool.query('drop table bench_insert')
  await bare.app.close()
  await bare.pool.end()
}

/** Changes of premises over HTTP, each with its version and key. */
async function changes(port: number, token: string): Promise<() => Promise<number>> {
  const agent = new Agent({ keepAlive: true })
  const list = JSON.parse((await once(agent, { port, path: '/api/v1/premises?limit=200', token })).text) as { items: { id: string; version: number }[] }
  agent.destroy()
  const versions = new Map(list.items.map((row) => [row.id, row.version]))
  const ids = [...versions.keys()]
  let i = 0
  return () => rate(async (connection) => {
    const id = ids[i++ % ids.length]!
    const answer = await once(connection, { port, path: `/api/v1/premises/${id}`, method: 'PUT', token, body: { version: versions.get(id)!, scope: `bench ${i}` }, headers: { 'idempotency-key': newId() } })
    if (answer.status === 200) versions.set(id, (JSON.parse(answer.text) as { row: { version: number } }).row.version)
    return answer
  }, { seconds: 3, at: 8 })
}
