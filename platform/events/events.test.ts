import { request as open } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import { newId } from '../core/ids.ts'
import { createServer } from '../http/server.ts'
import { addJob, beat, claimJob, finishJob } from '../jobs/queue.ts'
import { startHub, type Hub } from './hub.ts'
import { serveEvents } from './routes.ts'

let city: TestCity
let app: FastifyInstance
let hub: Hub
let looks = 0

beforeAll(async () => {
  city = await testCity()
  const { database } = city.installation
  const made = await createServer({ database })
  const read = database.read.bind(database)
  database.read = (entry, ...rest) => {
    if ('system' in entry && entry.system === 'events') looks++
    return read(entry, ...rest)
  }
  hub = startHub({ database, kinds: [{ kind: 'trial.import', title: { zh: '导入', en: 'Import' }, run: async () => {} }] })
  serveEvents(made.routes, { database, hub })
  app = made.app
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  hub.stop()
  await app.close()
  await city.close()
})

type Heard = { readonly event: string; readonly data: Record<string, unknown> }

/** Opens the stream as a browser does and collects what comes. */
async function listen(token: string): Promise<{ status: number; events: Heard[]; closed: () => boolean; leave: () => void }> {
  const events: Heard[] = []
  let closed = false
  const asked = open({ host: '127.0.0.1', port: (app.server.address() as AddressInfo).port, path: '/api/v1/events', headers: { authorization: `Bearer ${token}` } })
  asked.end()
  const answer = await new Promise<import('node:http').IncomingMessage>((resolve) => { asked.once('response', resolve) })
  let text = ''
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? []
      if (event) events.push({ event, data: JSON.parse(data!) as Record<string, unknown> })
      text = text.slice(end + 2)
    }
  })
  answer.on('close', () => { closed = true })
  answer.on('error', () => {})
  return { status: answer.statusCode!, events, closed: () => closed, leave: () => asked.destroy() }
}

async function until(what: () => boolean): Promise<void> {
  for (const end = Date.now() + 15_000; !what();) {
    if (Date.now() > end) throw new Error('it did not come about')
    await sleep(20)
  }
}

const owner = (statement: string, values: unknown[]): Promise<unknown> => city.installation.owner(async (client) => {
  await client.query(`set search_path = city_${TEST_CITY}, shian`)
  await client.query(statement, values)
})

test('a person hears of their own jobs, inbox and notifications, and of nobody else’s', async () => {
  const { database } = city.installation
  const [me, other] = [await city.signIn({ rights: [] }), await city.signIn({ rights: [] })]
  const [mine, others] = [await listen(me.token), await listen(other.token)]
  expect(mine.status).toBe(200)
  await until(() => mine.events.length > 0 && others.events.length > 0)
  expect(mine.events[0]).toEqual({ event: 'inbox', data: { count: 0 } })

  const id = await database.write({ token: me.token }, (tx) => addJob(tx, 'trial.import', {}, { title: '台账.xlsx' }), recordAudit)
  const named = (state: string) => mine.events.find((one) => one.event === 'job' && one.data['state'] === state)
  await until(() => named('waiting') !== undefined)
  await database.write({ system: 'test', city: TEST_CITY }, async (tx) => beat(tx, (await claimJob(tx, { 'trial.import': 8 }))!, { done: 5, total: 9 }), recordAudit)
  await until(() => named('running') !== undefined)
  await database.write({ system: 'test', city: TEST_CITY }, (tx) => finishJob(tx, { id, attempts: 1, max_attempts: 8 }, {}), recordAudit)
  await until(() => named('done') !== undefined)
  expect(named('running')!.data).toEqual({ id, kind: 'trial.import', state: 'running', progress: { done: 5, total: 9 }, title: { zh: '导入：台账.xlsx', en: 'Import: 台账.xlsx' } })

  const note = newId()
  await owner(`insert into notification (id, person_id, at, kind, title_zh, title_en) values ($1, $2, $3, 'due', '明天到期', 'Due tomorrow')`, [note, me.person, database.clock()])
  await owner(`insert into inbox (id, matter, matter_id, kind, region, person_id, title, state, at) values ($1, 'task', $1, 'do', $2, $3, '任务', 'open', $4)`, [newId(), TEST_CITY, me.person, database.clock()])
  await until(() => mine.events.some((one) => one.event === 'inbox' && one.data['count'] === 1))
  expect(mine.events.filter((one) => one.event === 'notification')).toEqual([{ event: 'notification', data: expect.objectContaining({ id: note, title: { zh: '明天到期', en: 'Due tomorrow' } }) }])
  expect(others.events).toEqual([{ event: 'inbox', data: { count: 0 } }])
  mine.leave()
  others.leave()
})

test('the stream closes when the session ends', async () => {
  const me = await city.signIn({ rights: [] })
  const stream = await listen(me.token)
  await until(() => stream.events.length > 0)
  await owner('update session set ended_at = $2 where person_id = $1', [me.person, city.installation.database.clock()])
  await until(stream.closed)
  expect(stream.events.at(-1)).toEqual({ event: 'end', data: {} })
})

test('nobody is looked for while nobody listens', async () => {
  await sleep(300)
  const before = looks
  expect(before).toBeGreaterThan(0)
  await sleep(1_500)
  expect(looks).toBe(before)
})

test('a stream needs a session', async () => {
  const stream = await listen(`${TEST_CITY}.nobody`)
  expect(stream.status).toBe(401)
})
