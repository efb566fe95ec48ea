import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import { serveAudit } from '../audit/routes.ts'
import { storeBytes } from '../evidence/bytes.ts'
import { addFile } from '../evidence/files.ts'
import { createServer } from '../http/server.ts'
import { addJob, claimJob, failJob, finishJob } from './queue.ts'
import { serveJobs } from './routes.ts'

let city: TestCity
let app: FastifyInstance

beforeAll(async () => {
  city = await testCity()
  const { database, files } = city.installation
  const made = await createServer({ database })
  serveJobs(made.routes, { database, files, kinds: [{ kind: 'trial.export', title: { zh: '导出', en: 'Export' }, run: async () => {}, maxAttempts: 1 }] })
  serveAudit(made.routes)
  app = made.app
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await city.close()
})

async function ask(token: string, method: 'GET' | 'POST', path: string): Promise<{ status: number; body: Record<string, unknown>; items: Record<string, unknown>[] }> {
  const answer = await app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` }, ...(method === 'POST' ? { payload: {} } : {}) })
  const body = answer.json<Record<string, unknown>>()
  return { status: answer.statusCode, body, items: (body['items'] ?? []) as Record<string, unknown>[] }
}
const add = (token: string, title: string | null = null): Promise<string> =>
  city.installation.database.write({ token }, (tx) => addJob(tx, 'trial.export', {}, title ? { title } : {}), recordAudit)
const system = <T>(body: Parameters<typeof city.installation.database.write<T>>[1]): Promise<T> =>
  city.installation.database.write({ system: 'test', city: TEST_CITY }, body, recordAudit)

describe('the jobs page', () => {
  test('shows a person their own jobs, and an administrator those of their region, a page at a time', async () => {
    const me = await city.signIn({ rights: [], region: '140702' })
    const near = await city.signIn({ rights: ['jobs.read'], region: '140702' })
    const far = await city.signIn({ rights: ['jobs.read'], region: '140721' })
    const ids: string[] = []
    for (const title of ['甲', '乙', '丙']) ids.unshift(await add(me.token, title))
    const own = await ask(me.token, 'GET', '/jobs')
    expect(own.items.map((job) => job['id'])).toEqual(ids)
    expect(own.items[0]).toMatchObject({ title: { zh: '导出：丙', en: 'Export: 丙' }, state: 'waiting', may: ['cancel'], error: null, file: null })
    expect((await ask(far.token, 'GET', '/jobs')).items).toEqual([])
    const first = await ask(near.token, 'GET', '/jobs?limit=2')
    const second = await ask(near.token, 'GET', `/jobs?limit=2&cursor=${String(first.body['next'])}`)
    expect([...first.items, ...second.items].map((job) => job['id'])).toEqual(ids)
    expect(second.body['next']).toBeNull()
    expect(await ask(far.token, 'GET', `/jobs/${ids[0]!}`)).toMatchObject({ status: 404 })
    expect(await ask(near.token, 'GET', '/jobs?cursor=bm9uc2Vuc2U')).toMatchObject({ status: 400, body: { code: 'page.cursor' } })
  })

  test('what comes round by itself is left out where only what people asked for is wanted', async () => {
    const all = await city.signIn({ rights: ['jobs.read'], region: TEST_CITY })
    const [asked, round] = [await add(all.token, '人工'), await system((tx) => addJob(tx, 'trial.export', {}, { title: '自动' }))]
    const listed = async (query: string) => (await ask(all.token, 'GET', `/jobs?limit=200${query}`)).items.map((job) => job['id'])
    expect(await listed('')).toEqual(expect.arrayContaining([asked, round]))
    expect(await listed('&asked=1')).toContain(asked)
    expect(await listed('&asked=1')).not.toContain(round)
  })

  test('a failed job says why in both languages, and is tried again by whoever manages jobs', async () => {
    const me = await city.signIn({ rights: [] })
    const manager = await city.signIn({ rights: ['jobs.*'] })
    const id = await add(me.token)
    await system(async (tx) => {
      await tx.updateTable('job').set({ state: 'cancelled' }).where('state', '=', 'waiting').where('id', '!=', id).execute()
      await failJob(tx, (await claimJob(tx, { 'trial.export': 1 }))!, new Error('disk full'))
    })
    expect(await ask(me.token, 'GET', `/jobs/${id}`)).toMatchObject({ body: { state: 'failed', error: { zh: '系统出错：disk full', en: 'Something failed on our side: disk full' }, may: [] } })
    expect(await ask(me.token, 'POST', `/jobs/${id}/retry`)).toMatchObject({ status: 403, body: { code: 'right.missing' } })
    expect(await ask(manager.token, 'POST', `/jobs/${id}/retry`)).toMatchObject({ status: 200, body: { state: 'waiting', attempts: 1, maxAttempts: 2 } })
    expect(await ask(manager.token, 'POST', `/jobs/${id}/retry`)).toMatchObject({ status: 409, body: { code: 'job.state' } })
    expect(await system((tx) => claimJob(tx, { 'trial.export': 1 }))).toMatchObject({ id, attempts: 2, max_attempts: 2 })
  })

  test('a cancelled job is not run', async () => {
    const me = await city.signIn({ rights: [] })
    const id = await add(me.token)
    expect(await ask(me.token, 'POST', `/jobs/${id}/cancel`)).toMatchObject({ status: 200, body: { state: 'cancelled' } })
    expect(await system((tx) => claimJob(tx, { 'trial.export': 1 }))).toBeUndefined()
    expect(await ask(me.token, 'POST', `/jobs/${id}/cancel`)).toMatchObject({ status: 409 })
  })

  test('the file a job made is its owner’s to download, and no stranger’s', async () => {
    const [me, stranger] = [await city.signIn({ rights: [] }), await city.signIn({ rights: [] })]
    const id = await add(me.token)
    expect(await ask(me.token, 'GET', `/jobs/${id}/file`)).toMatchObject({ status: 404, body: { code: 'job.no-file' } })
    await system(async (tx) => {
      const job = (await claimJob(tx, { 'trial.export': 1 }))!
      const file = await addFile(tx, await storeBytes(city.installation.files, Buffer.from('序号,名称\n')), { region: TEST_CITY, own_id: null, name: '台账.csv' })
      await finishJob(tx, job, { file: file.id })
    })
    const answer = await app.inject({ url: `/api/v1/jobs/${id}/file`, headers: { authorization: `Bearer ${me.token}` } })
    expect([answer.statusCode, answer.body]).toEqual([200, '序号,名称\n'])
    expect(await ask(stranger.token, 'GET', `/jobs/${id}/file`)).toMatchObject({ status: 404, body: { code: 'row.not-found' } })
  })
})

describe('the audit page', () => {
  test('needs the right, filters by person, table, row and day, and turns pages', async () => {
    const auditor = await city.signIn({ rights: ['audit.read'] })
    const clerk = await city.signIn({ rights: [], region: '140702' })
    const rows: string[] = []
    for (const name of ['甲', '乙', '丙']) {
      rows.unshift(await city.installation.database.write({ token: clerk.token, address: '10.0.0.1' }, async (tx) => {
        tx.work.changes.push({ table: 'premises', row: tx.work.entry, before: 1, after: 2, diff: { name: [null, name], phone: [null, '138****5678\u001fc2VjcmV0'] } })
        return tx.work.entry
      }, recordAudit))
    }
    expect(await ask(clerk.token, 'GET', '/audit')).toMatchObject({ status: 403 })
    const of = (query: string) => ask(auditor.token, 'GET', `/audit?${query}`)
    const mine = await of(`person=${clerk.person}&table=premises`)
    expect(mine.items.map((entry) => entry['id'])).toEqual(rows)
    expect(mine.items[0]).toMatchObject({ person: clerk.person, address: '10.0.0.1', number: null, changes: [{ diff: { name: [null, '丙'], phone: [null, '138****5678'] } }] })
    expect((await of(`row=${rows[1]!}`)).items).toHaveLength(1)
    expect((await of(`row=${rows[1]!}&table=person`)).items).toEqual([])
    expect((await of(`person=${clerk.person}&from=2199-01-01`)).items).toEqual([])
    const page = await of(`person=${clerk.person}&limit=2`)
    expect((await of(`person=${clerk.person}&limit=2&cursor=${String(page.body['next'])}`)).items.map((entry) => entry['id'])).toEqual([rows[2]])
  })

  test('shows an auditor of one county the entries of that county only', async () => {
    const auditor = await city.signIn({ rights: ['audit.read'], region: '140721' })
    expect((await ask(auditor.token, 'GET', '/audit')).items).toEqual([])
    expect(await ask(auditor.token, 'POST', '/audit/verify')).toMatchObject({ status: 403 })
  })

  test('starts a verification as a job', async () => {
    const auditor = await city.signIn({ rights: ['audit.read'] })
    const { status, body } = await ask(auditor.token, 'POST', '/audit/verify')
    expect(status).toBe(202)
    expect(await ask(auditor.token, 'GET', `/jobs/${String(body['job'])}`)).toMatchObject({ body: { kind: 'audit.verify', state: 'waiting' } })
  })
})
