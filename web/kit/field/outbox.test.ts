import { expect, test } from 'vitest'
import { instant } from '../../../platform/core/dates.ts'
import { newId } from '../../../platform/core/ids.ts'
import { ProblemError } from '../api.ts'
import type { Keep, Kind } from './keep.ts'
import type { Line } from './line.ts'
import { sendAction, sendAll, PIECE, type Action, type FileNote } from './outbox.ts'

const now = () => instant(Date.parse('2026-05-11T02:00:00.000Z'))
const none = new ProblemError({ code: 'network', status: 0, sentence: { zh: '', en: '' }, fields: [], details: {} })
const no = (code: string, status: number, details = {}) => new ProblemError({ code, status, sentence: { zh: `不行：${code}`, en: code }, fields: [], details })

/** What the server marks beside each record. */
const MARKS = [{ code: 'clock', value: 600, text: { zh: '手机时钟快 10 分钟', en: 'the phone’s clock is 10 minutes fast' } }]

/** A phone’s storage in memory, as JSON as on the disk. */
function memory(): Keep {
  const kept = new Map<string, unknown>()
  const at = (kind: Kind, id: string) => `${kind}|${id}`
  return {
    find: async <T>(kind: Kind, id: string) => kept.get(at(kind, id)) as T | undefined,
    all: async <T>(kind: Kind) => new Map([...kept].filter(([key]) => key.startsWith(`${kind}|`)).map(([key, value]) => [key.slice(kind.length + 1), value as T])),
    write: async (puts) => { for (const put of puts) if ('gone' in put) kept.delete(at(put.kind, put.id)); else kept.set(at(put.kind, put.id), put.value) },
  }
}

/** A server that keeps what it did; `fail` may break the line before or after the work. */
function server(fail: (what: string) => 'before' | 'after' | null = () => null) {
  const done: { id: string; of: string }[] = []
  const files = new Map<string, { bytes: number; size: number; ended: number }>()
  const said: string[] = []
  const work = async <T>(what: string, body: () => T): Promise<T> => {
    said.push(what)
    const broken = fail(what)
    if (broken === 'before') throw none
    const answer = body()
    if (broken === 'after') throw none
    return answer
  }
  const line: Line = {
    get: (path) => work(`GET ${path}`, () => ({ row: { marks: MARKS }, actions: done.filter(({ of }) => path.endsWith(of)) }) as never),
    piece: (path, piece) => work(`PUT ${path}`, () => {
      const file = files.get(path.split(/[/?]/)[2]!)!
      file.bytes = Number(path.split('=')[1]) + piece.size
      return { received: file.bytes } as never
    }),
    send: (method, path, body, key) => work(`${method} ${path}`, () => {
      if (path === '/uploads') {
        const { hash, size } = body as { hash: string; size: number }
        if (!files.has(hash)) files.set(hash, { bytes: 0, size, ended: 0 })
        return { id: hash, received: files.get(hash)!.bytes } as never
      }
      if (path.startsWith('/uploads/')) {
        const file = files.get(path.split('/')[2]!)!
        if (file.bytes < file.size) throw no('upload.incomplete', 409)
        file.ended++
        return {} as never
      }
      if (done.some(({ id }) => id === key)) throw no('key.reused', 409)
      done.push({ id: key!, of: path.split('/')[3]! })
      return { row: { marks: MARKS } } as never
    }),
  }
  return { line, done, files, said }
}

const actionOf = (more: Partial<Action> = {}): Action => ({
  id: newId(), matter: 'inspection', of: newId(), action: 'finish', version: 1, input: {}, files: [], draft: 'inspection:1', shown: {}, madeAt: now(), state: 'waiting', tried: false, refusal: null, receivedAt: null, ...more,
})
const fileOf = (hash: string, size: number): FileNote => ({ id: `1:${hash}`, hash, name: 'a.jpg', size, note: '', about: { table: 'inspection', id: '1' }, draft: 'inspection:1', upload: null, sent: false, refusal: null })

async function phoneWith(action: Action, size = 3 * PIECE - 7): Promise<Keep> {
  const keep = memory()
  await keep.write([
    { kind: 'action', id: action.id, value: action }, { kind: 'draft', id: action.draft, value: {} },
    { kind: 'file', id: '1:h1', value: fileOf('h1', size) }, { kind: 'bytes', id: '1:h1', value: new Uint8Array(size) },
  ])
  return keep
}

test('wherever the line breaks, again and again, the work is done once and nothing local goes before the receipt', async () => {
  for (let at = 0; at < 12; at++) {
    for (const when of ['before', 'after'] as const) {
      const action = actionOf({ files: ['1:h1'] })
      const keep = await phoneWith(action)
      let asked = 0
      const there = server(() => (asked++ === at ? when : null))
      for (let round = 0; round < 3; round++) {
        await sendAll({ keep, line: there.line, now }).catch(() => {})
        const known = await keep.find<Action>('action', action.id)
        if (known?.state !== 'received') expect(await keep.find('draft', action.draft)).toBeDefined()
      }
      expect(there.done.map(({ id }) => id)).toEqual([action.id])
      expect([...there.files.values()].map(({ bytes, size }) => bytes === size)).toEqual([true])
      expect(await keep.find<Action>('action', action.id)).toMatchObject({ state: 'received', receivedAt: now(), marks: MARKS })
      expect([await keep.find('draft', action.draft), await keep.find('bytes', '1:h1')]).toEqual([undefined, undefined])
    }
  }
})

test('pictures go before what they belong to', async () => {
  const action = actionOf({ files: ['1:h1'] })
  const there = server()
  await sendAll({ keep: await phoneWith(action), line: there.line, now })
  expect(there.said.map((what) => what.replace(/[0-9a-f-]{36}/, ':id').replace(/\d+$/, 'n'))).toEqual([
    'POST /uploads', 'PUT /uploads/h1?offset=n', 'PUT /uploads/h1?offset=n', 'PUT /uploads/h1?offset=n', 'POST /uploads/h1/finish', 'POST /matters/inspection/:id/finish',
  ])
})

test('what the server refuses is kept with its sentence and is not sent again by itself', async () => {
  const action = actionOf()
  const keep = await phoneWith(action)
  const there = server()
  const line: Line = { ...there.line, send: async (method, path, body, key) => { if (path.endsWith(`${action.of}/finish`)) throw no('row.changed', 409); return there.line.send(method, path, body, key) } }
  await sendAll({ keep, line, now })
  await sendAll({ keep, line, now })
  expect(await keep.find<Action>('action', action.id)).toMatchObject({ state: 'refused', refusal: { code: 'row.changed', status: 409, sentence: { zh: '不行：row.changed' } } })
  expect(await keep.find('draft', action.draft)).toBeDefined()
  expect(await keep.find('bytes', '1:h1')).toBeDefined()
})

test('a right taken away keeps the action; a session that ended stops the round', async () => {
  const keep = await phoneWith(actionOf())
  const refused = await sendAction({ keep, now, line: { ...server().line, send: async () => { throw no('right.missing', 403) } } }, actionOf())
  expect(refused).toMatchObject({ state: 'refused', refusal: { code: 'right.missing' } })
  const ended = actionOf()
  await expect(sendAction({ keep, now, line: { ...server().line, send: async () => { throw no('session.ended', 401) } } }, ended)).rejects.toThrow('session.ended')
  expect(await keep.find<Action>('action', ended.id)).toMatchObject({ state: 'waiting' })
})

test('what makes its own matter is asked for when the answer was lost, and a picture that belongs to nothing yet says so', async () => {
  const action = actionOf({ path: '/field/found', receipt: '/matters/inspection/x', files: ['1:h1'] })
  const keep = await phoneWith(action)
  await keep.write([{ kind: 'file', id: '1:h1', value: { ...fileOf('h1', 10), about: null } }, { kind: 'bytes', id: '1:h1', value: new Uint8Array(10) }])
  const bodies: Record<string, unknown>[] = []
  let lost = true
  const there = server()
  const line: Line = { ...there.line, send: async (method, path, body, key) => {
    bodies.push(body as Record<string, unknown>)
    if (path !== '/field/found') return there.line.send(method, path, body, key)
    there.done.push({ id: key!, of: action.of })
    if (lost) { lost = false; throw none }
    return {} as never
  } }
  await sendAll({ keep, line, now }).catch(() => {})
  await sendAll({ keep, line, now })
  expect(there.done.map(({ id }) => id)).toEqual([action.id])
  expect(await keep.find<Action>('action', action.id)).toMatchObject({ state: 'received' })
  expect(bodies[0]).not.toHaveProperty('about_table')
  expect(bodies.at(-1)).toEqual({ sent_at: now() })
})

test('the request says the phone’s time of sending, not of filling in', async () => {
  let sent: Record<string, unknown> = {}
  await sendAction({ keep: memory(), now, line: { ...server().line, send: async (_, __, body) => { sent = body as typeof sent; return {} as never } } }, actionOf({ input: { note: null }, version: 4 }))
  expect(sent).toEqual({ version: 4, note: null, sent_at: now() })
})
