import { createHash } from 'node:crypto'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { newId } from '../core/ids.ts'
import { createServer } from '../http/server.ts'
import { checkStored } from './bytes.ts'
import { serveEvidence } from './routes.ts'

let city: TestCity
let app: FastifyInstance
let address: string

async function serve(): Promise<void> {
  const { database, files } = city.installation
  const made = await createServer({ database })
  serveEvidence(made.routes, { database, files, attachable: {} })
  app = made.app
  await app.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1`
}
beforeAll(async () => {
  city = await testCity()
  await serve()
})
afterAll(async () => {
  await app.close()
  await city.close()
})

const MB = 1_048_576
/** Content unlike any other's: `seed` is in every byte. */
const content = (size: number, seed: number): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, `${seed} `)])
const sm3 = (bytes: Buffer): string => createHash('sm3').update(bytes).digest('hex')
const announce = (bytes: Buffer, more: object = {}) => ({ name: '佐证材料.pdf', size: bytes.length, hash: sm3(bytes), ...more })

async function ask(token: string, method: string, path: string, body?: object | FormData): Promise<{ status: number; body: Record<string, unknown> }> {
  const json = body !== undefined && !(body instanceof FormData)
  const answer = await fetch(address + path, {
    method, headers: { authorization: `Bearer ${token}`, ...(json ? { 'content-type': 'application/json' } : {}) },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() as Record<string, unknown> }
}
function piece(bytes: Buffer): FormData {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), 'piece')
  return form
}
const begin = async (token: string, bytes: Buffer): Promise<{ id: string; received: number }> =>
  (await ask(token, 'POST', '/uploads', announce(bytes))).body as { id: string; received: number }

/** Sends the head of a piece and cuts the line in the middle of it. */
const sendHalf = (token: string, path: string, bytes: Buffer, sent: number): Promise<void> => new Promise((resolve) => {
  const boundary = '----shian-half'
  const head = Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="piece"\r\n\r\n`)
  const out = request(address + path, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': head.length + bytes.length + 60 } })
  out.on('error', () => resolve())
  out.on('close', () => resolve())
  out.write(head)
  out.write(bytes.subarray(0, sent), () => setTimeout(() => out.destroy(), 300))
})

describe('an upload in pieces', () => {
  test('arrives whole, under its hash, and ends as a file', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const bytes = content(3 * MB, 1)
    const { id, received } = await begin(token, bytes)
    expect(received).toBe(0)
    for (const at of [0, MB, 2 * MB]) expect((await ask(token, 'PUT', `/uploads/${id}?offset=${at}`, piece(bytes.subarray(at, at + MB)))).body).toEqual({ received: at + MB })
    const done = await ask(token, 'POST', `/uploads/${id}/finish`)
    expect([done.status, done.body['hash'], done.body['size'], done.body['name'], done.body['mediaType']]).toEqual([201, sm3(bytes), bytes.length, '佐证材料.pdf', 'application/pdf'])
    expect(await checkStored(city.installation.files, sm3(bytes))).toBe('sound')
    const again = await ask(token, 'POST', `/uploads/${id}/finish`)
    expect([again.status, again.body['id']]).toEqual([201, done.body['id']])
  })

  test('whose line was cut in the middle of a piece goes on where it stopped, after a restart of the server too', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const bytes = content(4 * MB, 2)
    const { id } = await begin(token, bytes)
    await ask(token, 'PUT', `/uploads/${id}?offset=0`, piece(bytes.subarray(0, MB)))
    await sendHalf(token, `/uploads/${id}?offset=${MB}`, bytes.subarray(MB, 3 * MB), MB)
    await app.close()
    await serve()
    const back = await begin(token, bytes)
    expect(back.id).toBe(id)
    expect(back.received).toBeGreaterThan(MB)
    expect(back.received).toBeLessThanOrEqual(2 * MB)
    await ask(token, 'PUT', `/uploads/${id}?offset=${back.received}`, piece(bytes.subarray(back.received)))
    expect((await ask(token, 'POST', `/uploads/${id}/finish`)).body['hash']).toBe(sm3(bytes))
  })

  test('leaves no hole: a piece beyond what has arrived is refused and told where to go on', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const bytes = content(2 * MB, 3)
    const { id } = await begin(token, bytes)
    expect(await ask(token, 'PUT', `/uploads/${id}?offset=${MB}`, piece(bytes.subarray(MB)))).toMatchObject({ status: 409, body: { code: 'upload.offset', details: { received: 0 } } })
    expect(await ask(token, 'POST', `/uploads/${id}/finish`)).toMatchObject({ status: 409, body: { code: 'upload.incomplete' } })
    expect(await ask(token, 'PUT', `/uploads/${id}?offset=0`, piece(content(2 * MB + 1, 3)))).toMatchObject({ status: 422, body: { code: 'upload.too-much' } })
  })

  test('that differs from what was announced is discarded', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const bytes = content(MB, 4)
    const { id } = await begin(token, bytes)
    const other = Buffer.from(bytes)
    other[1000] = 0x21
    await ask(token, 'PUT', `/uploads/${id}?offset=0`, piece(other))
    expect(await ask(token, 'POST', `/uploads/${id}/finish`)).toMatchObject({ status: 422, body: { code: 'upload.differs' } })
    expect(await checkStored(city.installation.files, sm3(bytes))).toBe('missing')
    expect((await begin(token, bytes)).received).toBe(0)
  })

  test('is nobody else’s, needs the right before a byte is kept, and tells all that is wrong with what is announced', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const stranger = await city.signIn({ rights: ['files.*'] })
    const bytes = content(MB, 5)
    const { id } = await begin(token, bytes)
    expect((await ask(stranger.token, 'PUT', `/uploads/${id}?offset=0`, piece(bytes))).status).toBe(404)
    expect((await begin(stranger.token, bytes)).id).not.toBe(id)
    expect((await ask(token, 'PUT', `/uploads/${newId()}?offset=0`, piece(bytes))).status).toBe(404)
    const reader = await city.signIn({ rights: ['files.read'] })
    expect(await ask(reader.token, 'POST', '/uploads', announce(bytes))).toMatchObject({ status: 403, body: { code: 'right.missing' } })
    const wrong = await ask(token, 'POST', '/uploads', { name: '', size: 300 * MB, hash: 'short' })
    expect([wrong.status, (wrong.body['fields'] as { path: string }[]).map(({ path }) => path)]).toEqual([400, ['name', 'size', 'hash']])
  })

  test('announced twice at once, and finished twice at once, is one file', async () => {
    const { token } = await city.signIn({ rights: ['files.*'] })
    const bytes = content(MB, 6)
    const { id } = await begin(token, bytes)
    expect((await begin(token, bytes)).id).toBe(id)
    await Promise.all([0, 0].map((at) => ask(token, 'PUT', `/uploads/${id}?offset=${at}`, piece(bytes))))
    const [first, second] = await Promise.all([0, 0].map(() => ask(token, 'POST', `/uploads/${id}/finish`)))
    expect(first!.body['id']).toBe(second!.body['id'])
  })
})
