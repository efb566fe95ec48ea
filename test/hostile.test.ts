import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { strToU8, zipSync } from 'fflate'
import { newId } from '../platform/core/ids.ts'
import { duties } from '../duties/index.ts'
import { createCity } from '../platform/city.ts'
import { allDuties } from '../platform/platform.ts'
import { testCity, type TestCity } from './support/city.ts'
import { fillCity, fingerprint, tablesOfApp } from './support/fill.ts'
import { operations, request, type Operation, type Request, type Schema, type World } from './support/openapi.ts'
import { TEST_CITY } from './support/template.ts'

/**
 * Bad input, generated from the OpenAPI document: every parameter and every field of every route is given what does not
 * belong there, by someone who may do everything. Whatever comes, the answer is no fault of the server's; a refusal is a
 * Problem in both languages and changes nothing.
 */
const SCHEMA = `city_${TEST_CITY}`
const FULL = process.env['TEST_FULL'] === '1'
/** How many of the generated requests `npm test` sends, the first after a shuffle by a fixed seed; TEST_FULL=1 sends all. */
const SAMPLE = Number(process.env['TEST_SAMPLE'] ?? 1000)

/** Never ends; ends the session; says how many wrong passwords there were. */
const APART = ['/api/v1/events', '/api/v1/sign-out', '/api/v1/me/sessions/{id}/end', '/api/v1/sessions/{id}/end']
/** What a refusal may leave behind: a session seen, a wrong password counted. */
const COUNTS = ['session', 'credential', 'audit_entry', 'audit_touch']

let city: TestCity
let token: string
let routes: Operation[]
let world: World
let tables: string[]
let otherCity: string

beforeAll(async () => {
  city = await testCity()
  await createCity(city.installation, allDuties(duties), { code: '140300', demo: false })
  await city.installation.owner(async (owner) => {
    tables = (await tablesOfApp(owner, SCHEMA)).filter((table) => !COUNTS.includes(table))
    world = { region: '140728', ids: await fillCity(owner, { schema: SCHEMA, region: '140728', enterprise: newId(), marker: 'bad-input' }), text: 'something plain' }
    otherCity = (await fillCity(owner, { schema: 'city_140300', region: '140302', enterprise: newId(), marker: 'elsewhere' })).get('premises')!
  })
  token = (await city.signIn({ rights: ['*'], unit: world.ids.get('org_unit')! })).token
  routes = (await operations(city.app)).filter(({ path }) => !APART.includes(path))
})
afterAll(() => city.close())

type Hostile = Request & { readonly operation: Operation; readonly what: string; readonly headers?: Readonly<Record<string, string>>; readonly raw?: boolean }
type Answer = { readonly status: number; readonly text: string; readonly type: string }

async function send({ operation, url, payload, headers, raw }: Omit<Hostile, 'what'>): Promise<Answer> {
  const answer = await city.app.inject({
    method: operation.method, url,
    headers: { authorization: `Bearer ${token}`, ...(payload === undefined || raw ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { payload: raw ? (payload as string | Buffer) : JSON.stringify(payload) }),
  })
  return { status: answer.statusCode, text: answer.body, type: String(answer.headers['content-type'] ?? '') }
}

/** What is wrong with an answer to bad input, if anything. */
function faultOf({ status, text }: Answer): string | undefined {
  if (status < 400) return undefined
  if (status >= 500) return `answered ${status}: ${text.slice(0, 200)}`
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as { status?: number; code?: string; sentence?: { zh?: string; en?: string }; fields?: { sentence?: { zh?: string; en?: string } }[] }
  const said = [body.sentence, ...(body.fields ?? []).map((field) => field.sentence)]
  if (body.status !== status || !body.code) return `answered ${status} without a Problem: ${text.slice(0, 200)}`
  return said.every((sentence) => /\p{Script=Han}/u.test(sentence?.zh ?? '') && /[A-Za-z]{2}/.test(sentence?.en ?? '')) ? undefined : `${status} without a sentence in both languages: ${text.slice(0, 300)}`
}

const print = (): Promise<Record<string, string>> => city.installation.owner((owner) => fingerprint(owner, SCHEMA, tables))

/** Sends all of it; a refusal must leave every table as it was. */
async function bombard(all: readonly Hostile[]): Promise<{ faults: string[]; refused: number; taken: string[] }> {
  const faults: string[] = []
  const taken: string[] = []
  let refused = 0
  await city.installation.owner(async (owner) => {
    let before = await fingerprint(owner, SCHEMA, tables)
    for (const one of all) {
      const answer = await send(one)
      const fault = faultOf(answer)
      if (fault) faults.push(`${one.operation.method} ${one.operation.path}, ${one.what}: ${fault}`)
      const after = await fingerprint(owner, SCHEMA, tables)
      if (answer.status >= 400) {
        refused++
        // By table: the order in which their prints come is the server's own.
        const changed = tables.filter((table) => after[table] !== before[table])
        if (changed.length > 0) faults.push(`${one.operation.method} ${one.operation.path}, ${one.what}: answered ${answer.status} and changed ${changed.join(', ')}`)
      }
      else taken.push(`${one.operation.method} ${one.operation.path}, ${one.what}`)
      before = after
    }
  })
  return { faults, refused, taken }
}

/** What is put where something else belongs. JSON text where a JavaScript value could not say it. */
const VALUES = (): readonly (readonly [what: string, value: unknown])[] => [
  ['nothing', null], ['an empty text', ''], ['blanks', '   '], ['a text', 'x'.repeat(300)], ['30,000 characters', '长'.repeat(30_000)], ['a number', 7], ['a huge number', 1e308], ['a small number', -1e308],
  ['a number no integer holds', 2 ** 60], ['a fraction', 0.1 + 0.2], ['NaN as text', 'NaN'], ['Infinity as text', 'Infinity'], ['true', true], ['a list', ['x', 'y']], ['an empty list', []],
  ['a list of lists', [[[[1]]]]], ['an object', { a: 1 }], ['an object with a prototype', JSON.parse('{"constructor":{"prototype":{"x":1}}}')], ['NUL', 'a\u0000b'], ['control characters', '\u0001\u0007\u001b[31m'],
  ['half a surrogate', 'a\ud800b'], ['the other half', '\udc00'], ['right to left', '\u202eabc'], ['SQL', `'; drop table premises; --`], ['more SQL', `1 or 1=1) union select password_hash from credential --`],
  ['a dollar quote', '$$; select pg_sleep(9); $$'], ['a placeholder', '$1'], ['a wildcard', '%_\\'], ['a pattern', '((((a+)+)+)+)$'], ['a script', '<script>alert(1)</script>'], ['a path', '../../../../etc/passwd'],
  ['a formula', '=cmd|\' /C calc\'!A0'], ['a date that is none', '2026-02-30'], ['a day beyond all days', '99999-01-01'], ['the year nought', '0000-00-00'], ['a code of no division', '999999'], ['a code of another province', '330100'],
  ['an id of nothing', newId()], ['an id that is none', 'zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz'], ['an id of another city', otherCity], ['the nil id', '00000000-0000-0000-0000-000000000000'], ['__proto__', '__proto__'],
]

/** The dotted places of a body's schema, at most three deep. */
function placesOf(schema: Schema, way: readonly string[] = []): (readonly string[])[] {
  const inner = schema.properties ? Object.entries(schema.properties).flatMap(([name, one]) => placesOf(one, [...way, name])) : []
  return way.length === 0 ? inner : [way, ...(way.length < 3 ? inner : [])]
}

function withValue(body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  const object = typeof body === 'object' && body !== null ? body as Record<string, unknown> : {}
  return { ...object, [name!]: rest.length === 0 ? value : withValue(object[name!], rest, value) }
}

/** All requests that the document gives occasion for. */
function generated(): Hostile[] {
  const values = VALUES()
  return routes.flatMap((operation) => {
    const right = request(operation, world)
    const [path, asked] = [right.url.split('?')[0]!, right.url.split('?')[1]]
    const inPath = operation.parameters.filter((one) => one.in === 'path').flatMap((one) => values.filter(([, value]) => typeof value === 'string' && value !== '').map(([what, value]): Hostile => ({
      operation, what: `${what} for {${one.name}}`, payload: right.payload,
      url: request({ ...operation, path: operation.path.replace(`{${one.name}}`, encodeURIComponent((value as string).slice(0, 150).toWellFormed())) }, world).url,
    })))
    const inQuery = operation.parameters.filter((one) => one.in === 'query').flatMap((one) => values.map(([what, value]): Hostile => ({
      operation, what: `${what} as ?${one.name}`, payload: right.payload, url: `${path}?${asked ? `${asked}&` : ''}${one.name}=${encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed())}`,
    })))
    const inBody = operation.body ? placesOf(operation.body).flatMap((way) => values.map(([what, value]): Hostile => ({ operation, what: `${what} as ${way.join('.')}`, url: right.url, payload: withValue(right.payload, way, value) }))) : []
    return [...inPath, ...inQuery, ...inBody]
  })
}

/** A shuffle that comes out the same each time (mulberry32). */
function shuffled<T>(all: readonly T[], seed: number): T[] {
  let state = seed
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return all.map((one) => [random(), one] as const).toSorted(([a], [b]) => a - b).map(([, one]) => one)
}

const writes = (): Operation[] => routes.filter(({ method, body }) => method !== 'GET' && body !== null)

describe('bad input', () => {
  test('hostile values in every parameter and field are refused with a Problem and change nothing', async () => {
    const all = generated()
    const sent = FULL ? all : shuffled(all, 20_261_122).slice(0, SAMPLE)
    expect(all.length).toBeGreaterThan(5_000)
    const { faults, refused } = await bombard(sent)
    console.log(`${sent.length} of ${all.length} hostile requests over ${routes.length} routes; ${refused} refused`)
    expect(faults).toEqual([])
    expect(refused).toBeGreaterThan(sent.length / 3)
  }, 1_800_000)

  test('what is no JSON, no object, or of another content type is refused on every route that writes', async () => {
    const operationsOfWrites = writes()
    expect(operationsOfWrites.length).toBeGreaterThan(30)
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`
    const bodies: readonly (readonly [string, string, string])[] = [
      ['broken JSON', '{"name": ', 'application/json'], ['no JSON', 'name=x', 'application/json'], ['a text', '"x"', 'application/json'], ['a list', '[1,2]', 'application/json'], ['a number', '1e999', 'application/json'],
      ['__proto__', '{"__proto__": {"admin": true}, "version": 1}', 'application/json'], ['constructor.prototype', '{"constructor": {"prototype": {"admin": true}}}', 'application/json'], ['a nest', deep, 'application/json'],
      ['a form', 'a=1', 'application/x-www-form-urlencoded'], ['XML', '<a/>', 'text/xml'], ['plain text', '{}', 'text/plain'], ['a broken form', '--x', 'multipart/form-data'], ['a type of nonsense', '{}', '%%%'],
    ]
    const all = operationsOfWrites.flatMap((operation, i) => bodies.filter((_, k) => FULL || (i + k) % 6 === 0).map(([what, text, type]): Hostile => ({ operation, what, url: request(operation, world).url, payload: text, raw: true, headers: { 'content-type': type } })))
    const { faults, taken } = await bombard(all)
    expect(faults).toEqual([])
    expect(taken).toEqual([])
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  }, 600_000)

  test('ten megabytes in a field are refused with 413 before they are read as anything', async () => {
    const big = 'x'.repeat(10_000_000)
    const some = writes().filter((_, i) => FULL || i % 12 === 0)
    const answers = await Promise.all(some.map((operation) => send({ operation, url: request(operation, world).url, payload: { name: big } })))
    expect(answers.map(({ status }) => status)).toEqual(some.map(() => 413))
    expect(answers.map(faultOf).filter(Boolean)).toEqual([])
  })

  test('an idempotency key that is none is refused, and so are keys and tokens that are no text of ours', async () => {
    const operation = writes().find(({ path, method }) => path === '/api/v1/premises' && method === 'POST')!
    const before = await print()
    const right = request(operation, world)
    for (const key of ['x', 'x'.repeat(200), 'a b c d e f g', `'; drop table job; --`]) {
      const answer = await send({ operation, ...right, headers: { 'idempotency-key': key } })
      expect([answer.status, faultOf(answer)], key).toEqual([400, undefined])
    }
    for (const bad of ['', 'Bearer', 'Bearer x', `Bearer ${'9'.repeat(5_000)}`, `Bearer 140700.' or 1=1`, 'Bearer 140700.', 'Bearer ../../x.y', 'Basic YTpi', `Bearer 999999.${newId()}`]) {
      const answer = await send({ operation, ...right, headers: { authorization: bad } })
      expect([answer.status, faultOf(answer)], bad).toEqual([401, undefined])
    }
    expect(await print()).toEqual(before)
  })

  test('an address or a method that is not there is a Problem too', async () => {
    for (const [method, url] of [['GET', '/api/v1/nothing'], ['POST', '/api/v1/regions'], ['DELETE', '/api/v1/premises'], ['GET', `/api/v1/premises/${'x'.repeat(3_000)}`], ['GET', '/api/v1/premises/%00'], ['GET', '/api/v1/premises/%ZZ'], ['GET', '/api/v1//premises']] as const) {
      const answer = await send({ operation: { ...routes[0]!, method }, url, payload: undefined })
      expect([faultOf(answer), answer.status >= 400 && answer.status < 500], `${method} ${url.slice(0, 60)} → ${answer.status} ${answer.text.slice(0, 100)}`).toEqual([undefined, true])
    }
  })
})

describe('hostile files', () => {
  const form = (content: Buffer | string, name: string): { payload: Buffer; headers: Record<string, string> } => ({
    payload: Buffer.concat([Buffer.from(`--cut\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n--cut--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=cut' },
  })
  /** A workbook of 60 MB of one letter, in 60 kB. */
  const bomb = (): Buffer => Buffer.from(zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'), 'xl/workbook.xml': strToU8('<workbook/>'),
    'xl/worksheets/sheet1.xml': new Uint8Array(60 * 2 ** 20).fill(97),
  }, { level: 9 }))

  test('a zip bomb, a password-protected or broken workbook, and what is no sheet are refused by every upload that reads sheets, with a sentence', async () => {
    const previews = routes.filter(({ path, method }) => method === 'POST' && path.endsWith('/import/preview'))
    expect(previews.length).toBeGreaterThan(0)
    const files: readonly (readonly [string, Buffer | string])[] = [
      ['bomb.xlsx', bomb()], ['broken.xlsx', Buffer.from('504b0304deadbeef', 'hex')], ['old.xls', Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex')], ['empty.csv', ''], ['picture.png', Buffer.from('89504e470d0a1a0a', 'hex')],
      ['nul.csv', '\u0000\u0000\u0000'], ['program.xlsx', Buffer.from('4d5a90000300', 'hex')], ['../../etc/passwd.csv', 'a,b\n1,2\n'],
    ]
    for (const operation of previews.filter((_, i) => FULL || i < 2)) {
      for (const [name, content] of files) {
        const before = await print()
        const answer = await send({ operation, url: operation.path, ...form(content, name), raw: true })
        const fault = faultOf(answer)
        expect([fault, answer.status >= 400], `${operation.path} ${name}: ${answer.status} ${answer.text.slice(0, 200)}`).toEqual([undefined, true])
        expect(await print(), name).toEqual(before)
      }
    }
  }, 600_000)
})
