import { Agent } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { loadDemo } from '../demo/load.ts'
import { assign } from '../duties/inspection/assign.ts'
import type { FieldBundle, FieldTask } from '../duties/inspection/contract.ts'
import { applies } from '../duties/inspection/rules/result.ts'
import type { Finding, Sheet } from '../duties/inspection/sheets/sheet.ts'
import { duties } from '../duties/index.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { dateAt } from '../platform/core/dates.ts'
import { newId } from '../platform/core/ids.ts'
import { secretHash } from '../platform/database/database.ts'
import { openInstallation, type Installation } from '../platform/installation.ts'
import { allDuties, assemble } from '../platform/platform.ts'
import { once } from './load.ts'
import { line, percentile } from './machine.ts'

const CITY = '140700'
const TASKS = 3_000
const PHONES = 500
/** A phone in a valley sends again what it heard no answer to. */
const TWICE = 3

type Phone = { readonly person: string; readonly token: string; readonly device: string }

/** Inspectors of the whole city, each with a field session of a phone. */
async function phones(installation: Installation, count: number): Promise<Phone[]> {
  const role = `bench-${newId()}`
  const now = new Date().toISOString()
  const made = Array.from({ length: count }, () => ({ person: newId(), secret: newId(), device: newId(), post: newId(), session: newId() }))
  const of = (pick: (one: (typeof made)[number]) => unknown): unknown[] => made.map(pick)
  await installation.owner(async (owner) => {
    await owner.query(`set search_path = city_${CITY}, shian`)
    await owner.query('insert into role (id, region, created_at, updated_at, code, title_zh, title_en, rights) values ($1, $2, $3, $3, $4, $4, $4, $5)', [newId(), CITY, now, role, ['premises.read', 'people.read', 'inspection.read', 'inspection.work', 'inspection.manage', 'files.read', 'files.write']])
    await owner.query(`insert into person (id, region, created_at, updated_at, name, name_sort, kind) select id, $2, $3, $3, 'bench', 'bench', 'staff' from unnest($1::uuid[]) id`, [of(({ person }) => person), CITY, now])
    await owner.query(`insert into credential (person_id, login, password_hash, password_changed_at) select id, id::text, '', $2 from unnest($1::uuid[]) id`, [of(({ person }) => person), now])
    await owner.query(`insert into post (id, region, created_at, updated_at, person_id, role_code, scope, starts_on) select post, $3, $4, $4, person, $5, 'subtree', '2000-01-01' from unnest($1::uuid[], $2::uuid[]) of_(post, person)`, [of(({ post }) => post), of(({ person }) => person), CITY, now, role])
    for (const { session, secret, device, person } of made)
      await owner.query(`insert into session (id, secret_hash, person_id, kind, idle_minutes, created_at, last_seen_at, idle_until, expires_at) values ($1, $2, $3, 'field', 1440, $4, $4, '2199-01-01', '2199-01-01')`, [session, secretHash(`${secret}.${device}`), person, now])
  })
  return made.map(({ person, secret, device }) => ({ person, device, token: `${CITY}.${secret}` }))
}

/** Everything meets; what must be photographed has been. */
function filled(sheet: Sheet): { facts: Record<string, boolean>; findings: Finding[] } {
  const facts = Object.fromEntries(sheet.facts.map(({ code }) => [code, false]))
  return {
    facts,
    findings: sheet.items.filter((item) => applies(item, facts)).map(({ code, measure, photo }): Finding => ({ code, verdict: 'pass', ...(measure && { value: measure.min ?? measure.max ?? 0 }), ...(photo === 'always' && { photos: ['a'.repeat(64)] }) })),
  }
}

function finishOf(task: FieldTask, sheet: Sheet): Record<string, unknown> {
  const now = new Date().toISOString()
  return {
    version: task.version, ...filled(sheet), corrected: [], stop: false, note: null, present: task.inspectors.map(({ id }) => id), started_at: now, signed_at: now, finished_at: now, sent_at: now,
    answered_at: null, lng: null, lat: null, accuracy: null, conduct: null, order_due_on: null,
  }
}

/** Size and time of the first sync, and five hundred phones that come back into signal at once. */
export async function field(data: string): Promise<void> {
  const installation = await openInstallation({ dir: join(data, 'field'), migrations: duties.flatMap((duty) => duty.migrations ?? []) })
  await loadDemo(installation, allDuties(duties), { seed: 'field', referenceDate: dateAt(Date.now()), scale: 0.15 })
  const everyone = await phones(installation, PHONES + 2)
  const [mate, busy] = [everyone[0]!, everyone[1]!]
  const places = await installation.owner(async (owner) => (await owner.query<{ id: string }>(`select id from city_${CITY}.premises where status = 'open' and closed_at is null order by id limit ${TASKS}`)).rows.map(({ id }) => id))
  if (places.length < TASKS) throw new Error(`the city has ${places.length} premises, not ${TASKS}`)
  const send = (who: Phone, chosen: readonly string[]) => installation.database.write({ token: `${who.token}.${who.device}` }, (tx) => assign(tx, { premises: chosen, kind: 'daily', chosen_by: 'plan', inspectors: [who.person, mate.person], planned_on: null, due_on: null, sheet: null }), recordAudit)
  for (let at = 0; at < TASKS; at += 100) await send(busy, places.slice(at, at + 100))
  const each = everyone.slice(2)
  for (const [at, one] of each.entries()) await send(one, [places[at]!])

  const app = await assemble(installation, duties)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const port = (app.server.address() as { port: number }).port
  const agent = new Agent({ keepAlive: true, maxSockets: PHONES })
  const ask = (who: Phone, method: string, path: string, body?: unknown, key?: string) =>
    once(agent, { port, path: `/api/v1${path}`, method, token: who.token, body, headers: { 'x-device': who.device, ...(key ? { 'idempotency-key': key } : {}) } })
  const first = await ask(busy, 'GET', '/field/bundle')
  const carried = JSON.parse(first.text) as FieldBundle
  const bytes = Buffer.byteLength(first.text)
  line(`first sync of ${carried.tasks.length.toLocaleString('en')} tasks with ${Object.keys(carried.sheets).length} sheets`, `${(bytes / 1e6).toFixed(2)} MB (${(gzipSync(first.text).length / 1e6).toFixed(2)} gzipped), ${first.ms.toFixed(0)} ms`, '< 5 MB', carried.tasks.length === TASKS ? bytes < 5e6 : null)

  const began = performance.now()
  const times: number[] = []
  const lost: string[] = []
  const sent: string[] = []
  await Promise.all(each.map(async (who, at) => {
    const bundle = JSON.parse((await ask(who, 'GET', '/field/bundle')).text) as FieldBundle
    const task = bundle.tasks[0]!
    sent.push(task.id)
    const body = finishOf(task, bundle.sheets[task.sheet]!)
    const key = newId()
    const answers = await Promise.all(Array.from({ length: at % TWICE === 0 ? 2 : 1 }, () => ask(who, 'POST', `/matters/inspection/${task.id}/finish`, body, key)))
    for (const { status, ms, text } of answers) {
      times.push(ms)
      if (status !== 200) lost.push(`${status} ${text.slice(0, 200)}`)
    }
  }))
  const seconds = (performance.now() - began) / 1000
  const [rows] = await installation.owner(async (owner) => (await owner.query<{ finished: number; actions: number }>(`select (select count(*) from city_${CITY}.inspection where state = 'finished' and id = any($1))::int as finished, (select count(*) from city_${CITY}.matter_action where action = 'finish' and matter_id = any($1))::int as actions`, [sent])).rows)
  line(`${PHONES} phones syncing at once, ${times.length - PHONES} of them twice`, `${seconds.toFixed(1)} s, p95 ${percentile(times, 0.95).toFixed(0)} ms; ${rows!.finished} finished, ${rows!.actions} actions, ${lost.length} refused`, `${PHONES} and ${PHONES}`, rows!.finished === PHONES && rows!.actions === PHONES && lost.length === 0)
  for (const one of new Set(lost)) console.log(`  ${one}`)
  agent.destroy()
  await app.close()
  await installation.stop()
}
