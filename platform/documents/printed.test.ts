import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import { newId } from '../core/ids.ts'
import type { Tx } from '../database/database.ts'
import { createServer } from '../http/server.ts'
import { readDocx } from './paper-docx.ts'
import { serveDocuments } from './printed-routes.ts'
import { NUMBER_SETTING, printDocument, type Paper, type Printed } from './printed.ts'
import { fillTemplate, templateFor, templateSetting } from './templates.ts'

let city: TestCity
let app: FastifyInstance

beforeAll(async () => {
  city = await testCity()
  city.setClock('2026-11-22T02:00:00.000Z')
  const { database, files } = city.installation
  const made = await createServer({ database })
  serveDocuments(made.routes, { database, files, attachable: {} })
  app = made.app
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await city.close()
})

const write = <T>(body: (tx: Tx) => Promise<T>): Promise<T> => city.installation.database.write({ system: 'test', city: TEST_CITY }, body, recordAudit)
const paper = (more: Partial<Paper> = {}): Paper => ({ kind: 'supervision_letter', name: '督办函', mark: '督', region: TEST_CITY, ...more })
const print = (tx: Tx, more: Partial<Paper> = {}): Promise<Printed> => printDocument(tx, { files: city.installation.files }, paper(more),
  { title: '关于限期办理“检查”的督办函', recipients: '市教育局', body: [{ kind: 'paragraph', text: '请于11月30日前办结。' }], issuer: '市食品安全委员会办公室' })
const get = (token: string, path: string) => app.inject({ method: 'GET', url: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` } })
const owner = (statement: string, values: unknown[] = []) => city.installation.owner(async (client) => {
  await client.query(`set search_path = city_${TEST_CITY}, shian`)
  return (await client.query(statement, values)).rows as Record<string, unknown>[]
})
const setSetting = async (code: string, value: unknown): Promise<void> => {
  await owner('delete from setting where code = $1', [code])
  if (value !== undefined) await owner(`insert into setting (id, region, created_at, updated_at, code, value) values ($1, $2, now(), now(), $3, $4)`, [newId(), TEST_CITY, code, JSON.stringify(value)])
}

describe('a printed paper', () => {
  test('gets the next number of its series; regions, marks and years count apart', async () => {
    const numbers = await write(async (tx) => [await print(tx), await print(tx), await print(tx, { mark: '约' }), await print(tx, { region: '140702' })])
    expect(numbers.map((one) => one.number)).toEqual(['晋中食安办督〔2026〕1号', '晋中食安办督〔2026〕2号', '晋中食安办约〔2026〕1号', '榆次食安办督〔2026〕1号'])
    city.setClock('2026-12-31T16:00:00.000Z')
    expect((await write((tx) => print(tx))).number).toBe('晋中食安办督〔2027〕1号')
    city.setClock('2026-11-22T02:00:00.000Z')
  })

  test('printed at the same time never has another’s number', async () => {
    const printed = await Promise.all(Array.from({ length: 4 }, () => write((tx) => print(tx, { mark: '同' }))))
    expect(printed.map((one) => one.number).toSorted()).toEqual([1, 2, 3, 4].map((n) => `晋中食安办同〔2026〕${n}号`))
  })

  test('that is not issued after all leaves no gap in the numbers and no row', async () => {
    await expect(write(async (tx) => {
      await print(tx, { mark: '空' })
      throw new Error('thought better of it')
    })).rejects.toThrow('thought better')
    expect((await write((tx) => print(tx, { mark: '空' }))).number).toBe('晋中食安办空〔2026〕1号')
    expect(await owner(`select 1 from document where number like '%空%'`)).toHaveLength(1)
  })

  test('of one action is made once, however often the action is done again', async () => {
    const actionId = newId()
    const [first, again] = [await write((tx) => print(tx, { actionId })), await write((tx) => print(tx, { actionId }))]
    expect(again).toEqual(first)
  })

  test('can be listed and downloaded by whoever may read files there, and reads back', async () => {
    const matterId = newId()
    const printed = await write((tx) => print(tx, { matter: 'task', matterId, region: '140702' }))
    const reader = await city.signIn({ rights: ['files.read'], region: '140702' })
    const stranger = await city.signIn({ rights: ['files.read'], region: '140721' })
    expect((await get(reader.token, `/documents?matter_id=${matterId}`)).json()).toMatchObject({ items: [{ id: printed.id, number: printed.number, kind: 'supervision_letter' }], next: null })
    const file = await get(reader.token, `/documents/${printed.id}/file`)
    expect(file.statusCode).toBe(200)
    expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain(`${printed.number} 督办函.docx`)
    const text = readDocx(file.rawPayload).text
    expect(text).toContain(printed.number)
    expect(text).toContain('2026年11月22日')
    expect((await get(stranger.token, `/documents/${printed.id}/file`)).statusCode).toBe(404)
    expect((await get(stranger.token, `/documents?matter_id=${matterId}`)).json()).toMatchObject({ items: [] })
  })

  test('is told in the audit trail with its number and its file', async () => {
    const printed = await write((tx) => print(tx))
    const [entry] = await owner('select e.changes from audit_entry e join audit_touch t on t.entry_id = e.id where t.row_id = $1', [printed.id])
    expect(entry!['changes']).toMatchObject([{ table: 'file', row: printed.fileId }, { table: 'document', diff: { number: [null, printed.number] } }])
  })

  test('is numbered as the city’s setting says; a setting that cannot number is refused', async () => {
    await setSetting(NUMBER_SETTING, { pattern: '{office}（{year}）{mark}{number}号', offices: { [TEST_CITY]: '某食安' } })
    expect((await write((tx) => print(tx, { mark: '甲' }))).number).toBe('某食安（2026）甲1号')
    await setSetting(NUMBER_SETTING, { pattern: '一号文件' })
    await expect(write((tx) => print(tx))).rejects.toMatchObject({ code: 'document.number-setting' })
    await setSetting(NUMBER_SETTING, undefined)
  })
})

test('a city’s own wording takes the place of the shipped one; a broken one is told', async () => {
  const own = { name: '提醒函', mark: '醒', title: '关于“{task}”的提醒', body: [{ kind: 'paragraph', text: '请尽快办理{task}。' }] }
  await setSetting(templateSetting('reminder'), own)
  const read = await write((tx) => templateFor(tx, 'reminder'))
  expect(fillTemplate(read, { task: '检查' })).toEqual({ title: '关于“检查”的提醒', body: [{ kind: 'paragraph', text: '请尽快办理检查。' }] })
  // What brings its own marks is not put into marks again.
  expect(fillTemplate(read, { task: '第2项“检查”' })).toEqual({ title: '关于第2项“检查”的提醒', body: [{ kind: 'paragraph', text: '请尽快办理第2项“检查”。' }] })
  await setSetting(templateSetting('reminder'), { name: '提醒函' })
  await expect(write((tx) => templateFor(tx, 'reminder'))).rejects.toMatchObject({ code: 'document.template' })
})
