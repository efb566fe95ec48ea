import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import { newId } from '../core/ids.ts'
import { Problem } from '../core/problem.ts'
import { createServer } from '../http/server.ts'
import { mustMay } from '../identity/actor.ts'
import type { JobContext } from '../jobs/declare.ts'
import { checkStored, pathOf, storeBytes, storeStream } from './bytes.ts'
import { cleanName, disposition, mediaOf } from './media.ts'
import { serveEvidence } from './routes.ts'
import { partOf, verifyFiles } from './verify.ts'

let city: TestCity
let app: FastifyInstance
const THING = '01a203d9-60d2-70d9-aa9a-670ebc205ac4'

beforeAll(async () => {
  city = await testCity()
  const { database, files } = city.installation
  const made = await createServer({ database })
  serveEvidence(made.routes, {
    database, files,
    attachable: { thing: async (_tx, actor, id, want) => {
      if (id !== THING) throw new Problem('row.not-found')
      mustMay(actor, `thing.${want}`, { region: '140702' })
      return { region: '140702', own_id: null }
    } },
  })
  app = made.app
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await city.close()
})

const PDF = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\n')

type Part = { readonly name: string; readonly value: string } | { readonly file: string; readonly content: Buffer }

/** A form as a browser sends it, written by hand. */
function form(parts: readonly Part[]): { payload: Buffer; type: string } {
  const boundary = '----shian-test-7d1c'
  const chunks = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${'file' in part ? `name="file"; filename="${part.file}"\r\ncontent-type: text/html` : `name="${part.name}"`}\r\n\r\n`),
    'file' in part ? part.content : Buffer.from(part.value), Buffer.from('\r\n'),
  ])
  return { payload: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]), type: `multipart/form-data; boundary=${boundary}` }
}

async function upload(token: string | null, parts: readonly Part[], headers: Record<string, string> = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const { payload, type } = form(parts)
  const answer = await app.inject({ method: 'POST', url: '/api/v1/files', payload, headers: { 'content-type': type, ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers } })
  return { status: answer.statusCode, body: answer.json() }
}
const get = (token: string, path: string) => app.inject({ method: 'GET', url: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` } })
const file = (name: string, content: Buffer = PDF): Part => ({ file: name, content })
const drafts = (): string[] => (existsSync(join(city.installation.files, 'incoming')) ? readdirSync(join(city.installation.files, 'incoming')) : [])

describe('the store', () => {
  test('keeps bytes under their SM3 hash, once', async () => {
    const { files } = city.installation
    // GB/T 32905-2016, example 1: SM3 of "abc".
    const known = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    expect(await storeBytes(files, Buffer.from('abc'))).toMatchObject({ hash: known, size: 3 })
    expect(await storeBytes(files, Buffer.from('abc'))).toMatchObject({ hash: known })
    expect(readFileSync(pathOf(files, known), 'utf8')).toBe('abc')
    expect(drafts()).toEqual([])
  })

  test('keeps nothing of a stream that breaks', async () => {
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('half')
      throw new Error('the line is cut')
    }
    await expect(storeStream(city.installation.files, broken())).rejects.toThrow('the line is cut')
    expect(drafts()).toEqual([])
  })

  test('notices bytes that were changed or are gone', async () => {
    const { files } = city.installation
    const { hash } = await storeBytes(files, Buffer.from('original'))
    expect(await checkStored(files, hash)).toBe('sound')
    writeFileSync(pathOf(files, hash), 'tampered')
    expect(await checkStored(files, hash)).toBe('changed')
    expect(await checkStored(files, hash.replace(/^../, 'ff'))).toBe('missing')
  })
})

describe('a file', () => {
  test('is uploaded, downloaded with its Chinese name, and audited', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const { status, body } = await upload(token, [file('整改 照片(1).pdf')])
    expect([status, body['name'], body['size'], body['mediaType']]).toEqual([201, '整改 照片(1).pdf', PDF.length, 'application/pdf'])
    const answer = await get(token, `/files/${String(body['id'])}`)
    expect(answer.rawPayload).toEqual(PDF)
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="__ __(1).pdf"; filename*=UTF-8''%E6%95%B4%E6%94%B9%20%E7%85%A7%E7%89%87%281%29.pdf`)
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-type': 'application/pdf' })
    const [entry] = await city.installation.owner(async (owner) => (await owner.query(`select changes from city_${TEST_CITY}.audit_entry where action = 'POST /files' order by at desc`)).rows as { changes: unknown }[])
    expect(entry!.changes).toMatchObject([{ table: 'file', row: body['id'], diff: { hash: [null, body['hash']] } }])
  })

  test('whose bytes were changed on the way is refused by the hash told before it, and nothing of it is kept', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const [sent, arrived] = [Buffer.from('%PDF-1.7 as it was sent'), Buffer.from('%PDF-1.7 as it was s3nt')]
    const hash = (bytes: Buffer): string => createHash('sm3').update(bytes).digest('hex')
    const refused = await upload(token, [{ name: 'hash', value: hash(sent) }, file('a.pdf', arrived)])
    expect([refused.status, refused.body['code']]).toEqual([422, 'upload.differs'])
    expect([drafts(), await checkStored(city.installation.files, hash(arrived))]).toEqual([[], 'missing'])
    expect((await upload(token, [{ name: 'hash', value: hash(sent) }, file('a.pdf', sent)])).body['hash']).toBe(hash(sent))
    const wrong = await upload(token, [{ name: 'hash', value: 'ABC' }, file('a.pdf', sent)])
    expect([wrong.status, (wrong.body['fields'] as { path: string }[])[0]!.path]).toEqual([400, 'hash'])
  })

  test('sent again about the same record is the one that is there; taken off, it may come again', async () => {
    const { token } = await city.signIn({ rights: ['files.*', 'thing.*'], region: '140702' })
    const send = () => upload(token, [{ name: 'about_table', value: 'thing' }, { name: 'about_id', value: THING }, file('一次.pdf', Buffer.from('%PDF-1.7 only once'))])
    const [first, again] = [await send(), await send()]
    expect([first.body['already'], again.status, again.body['id'], again.body['already']]).toEqual([undefined, 201, first.body['id'], true])
    const listed = (await get(token, `/files?about_table=thing&about_id=${THING}`)).json<{ items: { name: string }[] }>().items
    expect(listed.filter(({ name }) => name === '一次.pdf')).toHaveLength(1)
    const remove = (id: unknown) => app.inject({ method: 'POST', url: `/api/v1/files/${String(id)}/remove`, headers: { authorization: `Bearer ${token}` }, payload: { reason: '传错' } })
    await remove(first.body['id'])
    const anew = await send()
    expect([anew.body['already'], anew.body['id'] === first.body['id']]).toEqual([undefined, false])
    await remove(anew.body['id'])
  })

  test('that is a page is never shown as one, whatever it is called', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const { body } = await upload(token, [file('photo.png', Buffer.from('<!DOCTYPE html><script>alert(1)</script>'))])
    const answer = await get(token, `/files/${String(body['id'])}?inline=1`)
    expect(answer.headers['content-type']).toBe('application/octet-stream')
    expect(answer.headers['content-disposition']).toMatch(/^attachment/)
    expect(answer.headers['content-security-policy']).toContain('sandbox')
  })

  test('may be opened in the browser where it is a PDF or a picture', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const { body } = await upload(token, [file('a.pdf')])
    expect((await get(token, `/files/${String(body['id'])}?inline=1`)).headers['content-disposition']).toMatch(/^inline/)
  })

  test.each([
    ['files.program', 'tool.pdf', Buffer.from('4d5a90000300', 'hex')],
    ['files.empty', 'empty.pdf', Buffer.alloc(0)],
  ])('is refused (%s)', async (code, name, content) => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    expect(await upload(token, [file(name, content)])).toMatchObject({ status: 422, body: { code } })
  })

  test('sent twice with one key is one file', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const key = { 'idempotency-key': newId() }
    const [first, second] = [await upload(token, [file('a.pdf')], key), await upload(token, [file('a.pdf')], key)]
    expect(second.body['id']).toBe(first.body['id'])
    expect(await upload(token, [file('b.pdf')], key)).toMatchObject({ status: 409, body: { code: 'key.reused' } })
  })

  test('goes with the right to what it is about, and out of anybody else’s reach', async () => {
    const writer = await city.signIn({ rights: ['thing.write', 'thing.read'], region: '140702' })
    const reader = await city.signIn({ rights: ['thing.read'], region: '140702' })
    const stranger = await city.signIn({ rights: ['thing.read', 'files.read'], region: '140721' })
    const about: Part[] = [{ name: 'about_table', value: 'thing' }, { name: 'about_id', value: THING }]
    const { body, status } = await upload(writer.token, [...about, file('a.pdf')])
    expect(status).toBe(201)
    const path = `/files/${String(body['id'])}`
    expect((await get(reader.token, path)).statusCode).toBe(200)
    expect((await get(stranger.token, path)).statusCode).toBe(404)
    expect((await get(reader.token, `/files?about_table=thing&about_id=${THING}`)).json()).toMatchObject({ items: [{ id: body['id'], about: { table: 'thing', id: THING } }] })
    expect(await upload(reader.token, [...about, file('b.pdf')])).toMatchObject({ status: 403, body: { code: 'right.missing' } })
  })

  test('comes after what it is about, is about something known, and needs a session', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    expect(await upload(token, [file('a.pdf'), { name: 'about_table', value: 'thing' }])).toMatchObject({ status: 400, body: { code: 'files.late-field' } })
    expect(await upload(token, [{ name: 'about_table', value: 'constructor' }, { name: 'about_id', value: THING }, file('a.pdf')])).toMatchObject({ status: 400, body: { code: 'files.about' } })
    expect(await upload(token, [{ name: 'about_table', value: 'thing' }, file('a.pdf')])).toMatchObject({ status: 400, body: { code: 'input.invalid' } })
    expect(await upload(token, [])).toMatchObject({ status: 400 })
    expect(await upload(null, [file('a.pdf')])).toMatchObject({ status: 401 })
    expect(await upload(`${TEST_CITY}.wrong`, [file('a.pdf')])).toMatchObject({ status: 401 })
  })

  test('that was taken off its record is no longer found; the reason is kept', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const { body } = await upload(token, [file('a.pdf')])
    const path = `/files/${String(body['id'])}`
    const removed = await app.inject({ method: 'POST', url: `/api/v1${path}/remove`, payload: { reason: '传错了' }, headers: { authorization: `Bearer ${token}` } })
    expect(removed.statusCode).toBe(200)
    expect((await get(token, path)).statusCode).toBe(404)
  })
})

test('the daily check names files whose bytes were changed or are gone', async () => {
  const { database, files } = city.installation
  const { token } = await city.signIn({ rights: ['files.*'] })
  const entry = { system: 'test', city: TEST_CITY }
  const context: JobContext = {
    job: { id: newId(), kind: verifyFiles.kind, payload: {}, region: TEST_CITY, attempts: 1, person_id: null }, city: TEST_CITY, database, files,
    write: (body) => database.write(entry, body, recordAudit), read: (body) => database.read(entry, body), progress: async () => {}, stopping: () => false,
  }
  // A content whose turn it is today.
  const part = partOf(await context.read(async (tx) => tx.work.today))
  let hash = ''
  for (let n = 0; !hash.startsWith(part) || hash === ''; n++) hash = String((await upload(token, [file('抽查.txt', Buffer.from(`record ${n}`))])).body['hash'])
  expect(await verifyFiles.run(context)).toMatchObject({ removed: 0 })
  writeFileSync(pathOf(files, hash), 'tampered')
  await expect(verifyFiles.run(context)).rejects.toMatchObject({ code: 'files.damaged', details: { count: 1, names: '抽查.txt' } })
})

describe('types and names', () => {
  test.each([
    ['application/pdf', '%PDF-1.4'], ['text/plain', '序号,名称\n1,甲'], ['application/octet-stream', '  <svg onload=alert(1)>'],
    ['application/octet-stream', '\ufeff<?xml version="1.0"?>'], ['application/octet-stream', '\u0000\u0001'],
  ])('%s is told from the content', (type, text) => expect(mediaOf(Buffer.from(text)).type).toBe(type))

  test.each([
    ['../../etc/passwd', 'passwd'], ['C:\\机密\\报告.docx', '报告.docx'], ['a\r\nb.pdf', 'ab.pdf'], ['', 'file'], [`${'长'.repeat(300)}.xlsx`, `${'长'.repeat(195)}.xlsx`],
    // The sign that turns the order of writing would make exe.cod look like doc.exe reversed.
    ['invoice\u202ecod.exe', 'invoicecod.exe'],
  ])('%j becomes %j', (given, kept) => expect(cleanName(given)).toBe(kept))

  test('no name ends the header it stands in', () => {
    expect(disposition('a"; filename="b\\', false)).toBe(`attachment; filename="a_; filename=_b_"; filename*=UTF-8''a%22%3B%20filename%3D%22b%5C`)
  })
})
