import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Agent } from 'node:http'
import { parseArgs } from 'node:util'
import fastify from 'fastify'
import pg from 'pg'
import { allDuties, assemble } from '../platform/platform.ts'
import { dateAt } from '../platform/core/dates.ts'
import { newId } from '../platform/core/ids.ts'
import { parsers } from '../platform/database/parsers.ts'
import { openInstallation, type Installation } from '../platform/installation.ts'
import { duties } from '../duties/index.ts'
import { loadDemo } from '../demo/load.ts'
import { once, rate } from './load.ts'
import { imports } from './import.ts'
import { line, machine, percentile } from './machine.ts'
import { grow } from './million.ts'
import { session } from './sessions.ts'

const { values: given } = parseArgs({ options: { premises: { type: 'string', default: '1000000' }, data: { type: 'string', default: 'data/bench' }, only: { type: 'string' }, keep: { type: 'boolean', default: false } } })
const PROMISED = 1_000_000

/** Lists and searches of a city, a county and a village, in any order of asking. */
async function lists(port: number, tokens: Readonly<Record<'city' | 'county' | 'village', string>>, n: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const asks = {
    list: ['', '?sort=-name', '?status=open', '?type=CATE', '?status=suspended', '?duty_level=A'],
    search: ['面馆', '超市', 'pyx', '古城', '平遥', '小卖', 'xcs', '幼儿园', '12号'].map((q) => `?q=${encodeURIComponent(q)}`),
  }
  for (const [kind, paths] of Object.entries(asks)) {
    for (const [scope, token] of Object.entries(tokens)) {
      const times: number[] = []
      for (let round = 0; round < 8; round++) {
        for (const path of paths.toSorted(() => Math.random() - 0.5)) {
          const first = await once(agent, { port, path: `/api/v1/premises${path}`, token })
          if (first.status !== 200) throw new Error(`${path} answered ${first.status}: ${first.text.slice(0, 200)}`)
          times.push(first.ms)
          const next = (JSON.parse(first.text) as { next: string | null }).next
          if (next) times.push((await once(agent, { port, path: `/api/v1/premises${path}${path ? '&' : '?'}cursor=${next}`, token })).ms)
        }
      }
      const p95 = percentile(times, 0.95)
      const promise = scope === 'city' ? 200 : 100
      line(`${kind} of the ${scope}, ${n.toLocaleString('en')} premises (${times.length} requests)`, `p50 ${percentile(times, 0.5).toFixed(1)} p95 ${p95.toFixed(1)} ms`, `p95 < ${promise} ms`, n >= PROMISED ? p95 < promise : null)
    }
  }
  agent.destroy()
}

/** `read()` with session, rights and row-level security against bare Fastify + pg on the same query. */
async function reads(installation: Installation, port: number, token: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: installation.ownerUrl, max: 10, types: parsers, options: '-c search_path=city_140700,shian' })
  const bare = fastify()
  const columns = 'id, region, version, created_at, updated_at, closed_at, closed_reason, code, title_zh, title_en, value, unit, counts_first_day, extension_value, legal_basis, confidence, valid_from, valid_to'
  bare.get('/limits', async () => ({ items: (await pool.query({ name: 'bare', text: `select ${columns} from time_limit where closed_at is null order by code, id limit 11` })).rows }))
  await bare.listen({ port: 0, host: '127.0.0.1' })
  const barePort = (bare.server.address() as { port: number }).port
  const seconds = 6
  const figures: { ours: number; theirs: number }[] = []
  for (let round = 0; round < 3; round++) {
    const theirs = await rate((agent) => once(agent, { port: barePort, path: '/limits' }), { seconds, at: 16 })
    const ours = await rate((agent) => once(agent, { port, path: '/api/v1/time-limit?limit=10', token }), { seconds, at: 16 })
    figures.push({ ours, theirs })
  }
  const best = figures.toSorted((a, b) => b.ours / b.theirs - a.ours / a.theirs)[1]!
  line('read(): session, rights, row-level security, against bare Fastify + pg', `${best.ours.toFixed(0)} / ${best.theirs.toFixed(0)} per s = ${((100 * best.ours) / best.theirs).toFixed(0)} %`, '≥ 50 %', best.ours / best.theirs >= 0.5)
  await bare.close()
  await pool.end()
}

/** A whole write (row, version, audit entry, derived columns) against one bare insert, both durable. */
async function writes(installation: Installation, port: number, token: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: installation.ownerUrl, max: 10, options: '-c search_path=city_140700,shian' })
  await pool.query('create table if not exists bench_insert (id uuid primary key, at timestamptz, text text)')
  const agent = new Agent({ keepAlive: true })
  const list = JSON.parse((await once(agent, { port, path: '/api/v1/premises?limit=200', token })).text) as { items: { id: string; version: number }[] }
  agent.destroy()
  const versions = new Map(list.items.map((row) => [row.id, row.version]))
  const ids = [...versions.keys()]
  const bare = await plainRate(async () => { await pool.query({ name: 'bare-insert', text: 'insert into bench_insert values ($1, $2, $3)', values: [newId(), new Date().toISOString(), 'x'.repeat(200)] }) })
  let i = 0
  const ours = await rate(async (connection) => {
    const id = ids[i++ % ids.length]!
    const answer = await once(connection, { port, path: `/api/v1/premises/${id}`, method: 'PUT', token, body: { version: versions.get(id)!, scope: `bench ${i}` }, headers: { 'idempotency-key': newId() } })
    if (answer.status === 200) versions.set(id, (JSON.parse(answer.text) as { row: { version: number } }).row.version)
    return answer
  }, { seconds: 8, at: 8 })
  line('a whole write: row, version, audit entry, idempotent, over HTTP, against one bare insert', `${ours.toFixed(0)} / ${bare.toFixed(0)} per s = ${((100 * ours) / bare).toFixed(0)} %`, '≥ 40 %', ours / bare >= 0.4)
  await pool.query('drop table bench_insert')
  await pool.end()
}

async function plainRate(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  let done = 0
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (performance.now() - began < 8000) {
      await work()
      done++
    }
  }))
  return done / ((performance.now() - began) / 1000)
}

console.log(machine())
const wanted = (part: string): boolean => given.only === undefined || given.only.split(',').includes(part)
if (!given.keep) rmSync(given.data, { recursive: true, force: true })
mkdirSync(given.data, { recursive: true })
if (wanted('import')) await imports(given.data)
if (['list', 'read', 'write'].some(wanted)) await overOneCity()

/** The city of a million premises: seeding, lists and searches, reads, writes. */
async function overOneCity(): Promise<void> {
  const dir = join(given.data, 'city')
  const fresh = !existsSync(dir)
  const installation = await openInstallation({ dir, migrations: duties.flatMap((duty) => duty.migrations ?? []) })
  if (fresh) {
    const began = performance.now()
    await loadDemo(installation, allDuties(duties), { seed: 'shian', referenceDate: dateAt(Date.now()) })
    const seconds = (performance.now() - began) / 1000
    line('seeding the demo city', `${seconds.toFixed(1)} s`, '< 60 s', seconds < 60)
  }
  const n = wanted('list') ? await installation.owner((owner) => grow(owner, Number(given.premises))) : 0
  const app = await assemble(installation, duties)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const port = (app.server.address() as { port: number }).port
  const tokens = { city: await session(installation, '140700'), county: await session(installation, '140728'), village: await session(installation, '140728100901') }
  if (wanted('list')) await lists(port, tokens, n)
  if (wanted('read')) await reads(installation, port, tokens.city)
  if (wanted('write')) await writes(installation, port, tokens.county)
  await app.close()
  await installation.stop()
}
