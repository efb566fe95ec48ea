import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { createServer } from '../../platform/http/server.ts'
import { openSpreadsheet } from '../../platform/documents/spreadsheet/index.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import { startRunner } from '../../platform/jobs/runner.ts'
import { addScheduled } from '../../platform/jobs/schedule.ts'
import { date } from '../../platform/core/dates.ts'
import { exportJob, serveExports } from '../../platform/register/export.ts'
import { importJob } from '../../platform/register/import/job.ts'
import { serveImports } from '../../platform/register/import/routes.ts'
import { servePalette } from '../../platform/register/palette.ts'
import { serveViews } from '../../platform/register/views.ts'
import { premisesExport } from './export.ts'
import { line, sheetOf } from './import.fixture.ts'
import { businessImport, importBusinesses } from './import.ts'
import { licenceJob } from './jobs.ts'
import { registryRegisters } from './registers.ts'
import { registryPalette } from './search.ts'

let city: TestCity
let app: FastifyInstance
let kinds: JobDeclaration[]
const registers = new Map(registryRegisters.map((register) => [register.name, register] as const)) as never

beforeAll(async () => {
  city = await testCity()
  const { database, files } = city.installation
  const server = await createServer({ database })
  app = server.app
  serveImports(server.routes, { database, files, targets: [businessImport] })
  serveExports(server.routes, { database, registers, extras: [premisesExport] })
  servePalette(server.routes, registryPalette)
  serveViews(server.routes, registers)
  await app.ready()
  kinds = [importJob([businessImport]), exportJob({ registers, extras: [premisesExport] }), licenceJob]
})
afterAll(async () => {
  await app.close()
  await city.close()
})

const server = (): TestCity => ({ ...city, app })
type Done = { state: string; result: Record<string, unknown>; last_error: string | null }

/** Runs the jobs until one is over. */
async function finish(id: string): Promise<Done> {
  const { database, files } = city.installation
  const runner = startRunner({ database, files, cities: ['140700'], kinds, alone: true })
  try {
    for (;;) {
      const [row] = await city.installation.owner(
        async (owner) => (await owner.query<Done>('select state, result, last_error from city_140700.job where id = $1', [id])).rows,
      )
      if (row && row.state !== 'waiting' && row.state !== 'running') return row
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  } finally {
    await runner.stop()
  }
}

async function preview(token: string, file: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const boundary = randomUUID()
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    await readFile(file),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/premises/import/preview',
    payload,
    headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  return { status: answer.statusCode, body: JSON.parse(answer.body) as Record<string, unknown> }
}

const rights = ['premises.read', 'premises.write', 'files.write', 'export']

test('a sheet is uploaded, previewed, confirmed and imported; what was not taken comes back as a workbook with reasons', async () => {
  const { token, person } = await city.signIn({ rights, region: '140728' })
  const file = await sheetOf([line(1, 1), line(2, 1), line(3, 0), { ...line(4, 1), 许可证编号: 'JY21407020001236' }])
  const shown = await preview(token, file)
  expect(shown.status, JSON.stringify(shown.body)).toBe(201)
  expect(shown.body['counts']).toEqual({ read: 4, valid: 2, create: 2, update: 0, same: 0, conflict: 0, rejected: 2 })
  expect(shown.body['columns']).toContainEqual({ heading: '业态', field: 'type', sure: true })
  expect(JSON.stringify(shown.body['sample'])).not.toContain('19900000001')
  const started = await call(server(), token, 'POST', `/premises/import/${String(shown.body['upload'])}`, { columns: {} })
  expect(started.status, JSON.stringify(started.body)).toBe(202)
  const done = await finish(String(started.body['job']))
  expect(done.result, String(done.last_error)).toMatchObject({ counts: { create: 2, update: 0, same: 0, conflict: 0, rejected: 2 } })
  const [stored] = await city.installation.owner(
    async (owner) =>
      (
        await owner.query<{ hash: string; person_id: string }>('select hash, person_id from city_140700.file where id = $1', [
          done.result['rejectedFile'],
        ])
      ).rows,
  )
  expect(stored!.person_id).toBe(person)
  const bytes = await readFile(`${city.installation.files}/${stored!.hash.slice(0, 2)}/${stored!.hash}`)
  const rows: string[] = []
  for await (const row of (await openSpreadsheet(bytes)).rows(0)) rows.push(row.cells.join('|'))
  expect(rows).toHaveLength(3)
  expect(rows[1]).toContain('不在您的管辖范围')
  const [entry] = await city.installation.owner(
    async (owner) =>
      (
        await owner.query<{ actor: string; person_id: string }>(
          `select person_id from city_140700.audit_entry where action like 'register.import%' limit 1`,
        )
      ).rows,
  )
  expect(entry!.person_id).toBe(person)
})

test('a preview names divisions whose codes the sheet holds, and tells rows of one fault together', async () => {
  const { token } = await city.signIn({ rights, region: '140728' })
  const lines = [line(31, 1), ...[32, 33, 34].map((n) => ({ ...line(n, 1), 许可证编号: `JY2140728000${n}00` })), { ...line(35, 1), 发证日期: '2024年13月1日' }]
  const file = await sheetOf(lines.map((one) => ({ ...one, 所属县区: '140728' })), { 所属县区: '区划代码' })
  const { body } = await preview(token, file)
  const [first] = body['sample'] as { region: string }[]
  expect((body['labels'] as Record<string, { zh: string }>)[first!.region]).toMatchObject({ zh: '平遥县' })
  expect((body['refused'] as { rows: number[]; count: number }[]).map(({ rows, count }) => [rows, count])).toEqual([
    [[3, 4, 5], 3],
    [[6], 1],
  ])
})

test('an import whose uploader has lost the right meanwhile fails with a sentence, and writes nothing', async () => {
  const { token, person } = await city.signIn({ rights, region: '140728' })
  const shown = await preview(token, await sheetOf([line(21, 1)]))
  const started = await call(server(), token, 'POST', `/premises/import/${String(shown.body['upload'])}`, { columns: {} })
  await city.installation.owner((owner) => owner.query("update city_140700.post set ends_on = '2001-01-01' where person_id = $1", [person]))
  const done = await finish(String(started.body['job']))
  expect(done.state).toBe('failed')
  expect(done.last_error).toContain('premises.write')
})

test('nobody imports what another uploaded', async () => {
  const [one, other] = [await city.signIn({ rights }), await city.signIn({ rights })]
  const shown = await preview(one.token, await sheetOf([line(31, 1)]))
  expect((await call(server(), other.token, 'POST', `/premises/import/${String(shown.body['upload'])}`, { columns: {} })).status).toBe(404)
})

async function exported(token: string, query: string, to: string, language: string): Promise<string> {
  const answer = await app.inject({
    method: 'GET',
    url: `/api/v1/premises/export?${query}`,
    headers: { authorization: `Bearer ${token}`, 'accept-language': language },
  })
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  await writeFile(to, answer.rawPayload)
  return to
}
const take = (file: string): ReturnType<typeof importBusinesses> =>
  importBusinesses({ database: city.installation.database, city: '140700', region: '140700', file, as: 'test' })

test('what was exported is imported again unchanged, in both formats and languages, and begins no formula', async () => {
  await take(await sheetOf([{ ...line(51, 2), 企业名称: '=1+1祁县面馆', 食品安全员: '孙甲、孙乙' }, line(53, 2)]))
  const { token } = await city.signIn({ rights })
  for (const [format, language] of [
    ['xlsx', 'en'],
    ['xlsx', 'zh'],
    ['csv', 'en'],
    ['csv', 'zh'],
  ] as const) {
    const file = await exported(token, `format=${format}&region=140727`, `${city.installation.dir}/out.${format}`, language)
    expect((await take(file)).counts).toEqual({ create: 0, update: 0, same: 2, conflict: 0, rejected: 0 })
  }
  const csv = await readFile(`${city.installation.dir}/out.csv`, 'utf8')
  expect(csv).not.toMatch(/(^|,)=1\+1/m)
  expect(csv).toContain("'=1+1祁县面馆")
  expect(csv).not.toContain('19900000051')
})

test('more than 2,000 rows are exported by a job', async () => {
  await take(await sheetOf(Array.from({ length: 2_100 }, (_, n) => line(20_000 + n, 0))))
  const { token } = await city.signIn({ rights })
  const answer = await app.inject({
    method: 'GET',
    url: '/api/v1/premises/export?format=csv&region=140702',
    headers: { authorization: `Bearer ${token}` },
  })
  expect(answer.statusCode).toBe(202)
  const done = await finish((JSON.parse(answer.body) as { job: string }).job)
  expect(done.result, String(done.last_error)).toMatchObject({ rows: 2_100 })
  const [stored] = await city.installation.owner(
    async (owner) => (await owner.query<{ hash: string }>('select hash from city_140700.file where id = $1', [done.result['file']])).rows,
  )
  const hash = createHash('sm3')
  for await (const chunk of createReadStream(`${city.installation.files}/${stored!.hash.slice(0, 2)}/${stored!.hash}`))
    hash.update(chunk as Buffer)
  expect(hash.digest('hex')).toBe(stored!.hash)
})

test('the palette finds premises by fragment, initials, number and address, within the reader’s area', async () => {
  await take(await sheetOf([line(70, 1)]))
  const county = (await city.signIn({ rights: ['premises.read'], region: '140728' })).token
  const other = (await city.signIn({ rights: ['premises.read'], region: '140702' })).token
  const titles = async (token: string, q: string): Promise<string[]> =>
    ((await call(server(), token, 'GET', `/search?q=${encodeURIComponent(q)}`)).body['items'] as { kind: string; title: string }[])
      .filter(({ kind }) => kind === 'premises')
      .map(({ title }) => title)
  for (const q of ['甲70号', 'pyxj', String(line(70, 1)['许可证编号']), '一街70号']) {
    expect(await titles(county, q), q).toContain('平遥县甲70号面馆')
    expect(await titles(other, q), q).not.toContain('平遥县甲70号面馆')
  }
})

test('a view is one’s own', async () => {
  const [one, other] = [(await city.signIn({ rights })).token, (await city.signIn({ rights })).token]
  const made = await call(server(), one, 'POST', '/views', { register: 'premises', name: '无证', query: { unlicensed: 'true' } })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  expect((await call(server(), one, 'GET', '/views?register=premises')).body['items']).toMatchObject([
    { name: '无证', query: { unlicensed: 'true' } },
  ])
  expect((await call(server(), other, 'GET', '/views')).body['items']).toEqual([])
  expect((await call(server(), other, 'DELETE', `/views/${String(made.body['id'])}`)).status).toBe(404)
  expect((await call(server(), one, 'DELETE', `/views/${String(made.body['id'])}`)).status).toBe(200)
})

test('at night licences expire, and bureau and business find in the inbox what will; twice changes nothing', async () => {
  city.setClock('2026-06-01T02:00:00.000Z')
  await take(
    await sheetOf([
      { ...line(80, 1), 有效期至: '2026-06-20' },
      { ...line(81, 1), 有效期至: '2026-06-04' },
    ]),
  )
  const unit = randomUUID()
  await city.installation.owner((owner) =>
    owner.query(
      `insert into city_140700.org_unit (id, region, created_at, updated_at, name, name_sort, function, kind) values ($1, '140728', now(), now(), '平遥县某局', 'a', 'market', 'department')`,
      [unit],
    ),
  )
  const { database } = city.installation
  const run = async (day: string): Promise<unknown[]> => {
    city.setClock(`${day}T02:00:00.000Z`)
    const done = await finish(await addScheduled(database, '140700', licenceJob.kind, date(day)))
    expect(done.state, String(done.last_error)).toBe('done')
    return city.installation.owner(
      async (owner) =>
        (
          await owner.query(
            `select id, state, unit_id, due_on::text, at from city_140700.inbox where kind = 'expiring' and matter = 'licence' order by due_on`,
          )
        ).rows,
    )
  }
  const first = await run('2026-06-02')
  expect(first).toMatchObject([
    { state: '7', unit_id: unit, due_on: '2026-06-04' },
    { state: '30', unit_id: unit, due_on: '2026-06-20' },
  ])
  expect(await run('2026-06-03')).toEqual(first)
  expect(await run('2026-06-15')).toMatchObject([{ state: '7', due_on: '2026-06-20' }])
  const { rows } = await city.installation.owner((owner) =>
    owner.query(`select state from city_140700.licence where number = $1`, [line(81, 1)['许可证编号']]),
  )
  expect(rows).toEqual([{ state: 'expired' }])
})
