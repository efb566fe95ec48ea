import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { instant, type Instant } from '../core/dates.ts'
import { recordAudit } from '../audit/record.ts'
import { secretHash, type Tx } from '../database/database.ts'
import { totpCode } from './totp.ts'
import { addUser, listUsers, resetUser, unlockUser, type NewUser } from './users.ts'

let city: TestCity
let now: Instant
const START = Date.parse('2026-11-22T01:00:00.000Z')
const CITY = '140700'

const at = (minutes: number): void => {
  now = instant(START + minutes * 60_000)
  city.setClock(now)
}
beforeAll(async () => {
  city = await testCity()
}, 120_000)
afterAll(() => city.close())
beforeEach(() => at(0))

const asProgram = <T>(body: (tx: Tx) => Promise<T>): Promise<T> =>
  city.installation.database.write({ system: 'test', city: CITY }, body, recordAudit)

type Signed = { readonly status: number; readonly body: Record<string, unknown>; readonly token: string | null }

async function signIn(
  login: string,
  password: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Signed> {
  const answer = await city.app.inject({
    method: 'POST',
    url: '/api/v1/sign-in',
    payload: { city: CITY, login, password, ...more },
    headers,
  })
  return { status: answer.statusCode, body: answer.json(), token: answer.cookies.find(({ name }) => name === 'shian')?.value ?? null }
}

let count = 0
const GOOD = 'Pear-Orchard7'

/** Someone with an account, past the first change of password. */
async function someone(more: Partial<NewUser> = {}): Promise<{ login: string; person: string; password: string; token: string }> {
  const login = `user${(count += 1)}`
  const { password, person } = await asProgram((tx) => addUser(tx, { name: `测试${count}`, login, role: 'fso_officer', ...more }))
  const { token } = await signIn(login, password)
  expect((await call(city, token, 'POST', '/me/password', { current: password, next: GOOD })).status).toBe(200)
  return { login, person, password: GOOD, token: token! }
}

test('signing in tells who one is, sets a cookie no script reads, and is audited', async () => {
  const { login, person } = await someone()
  const answer = await city.app.inject({
    method: 'POST',
    url: '/api/v1/sign-in',
    payload: { login: ` ${login.toUpperCase()}`, password: GOOD },
  })
  expect(answer.json()).toMatchObject({
    person,
    login,
    region: { code: CITY, name: { zh: '晋中市' } },
    city: { code: CITY, today: '2026-11-22' },
    mustChange: false,
    idleMinutes: 15,
  })
  expect(answer.json<{ rights: string[] }>().rights).toContain('plan.manage')
  expect(answer.headers['set-cookie']).toMatch(/^shian=140700\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  const entries = await asProgram((tx) =>
    tx.selectFrom('audit_entry').select(['action', 'actor']).where('person_id', '=', person).where('action', '=', 'sign-in').execute(),
  )
  expect(entries.length).toBe(2)
})

test('an unknown login and a wrong password are answered alike', async () => {
  const { login } = await someone()
  const [wrong, unknown] = [await signIn(login, 'no such thing'), await signIn('nobody-here', 'no such thing')]
  expect(wrong.status).toBe(401)
  expect(wrong.body).toEqual(unknown.body)
  expect(wrong.token).toBeNull()
})

test('the fifth wrong password locks for 30 minutes, in which the right one is refused too', async () => {
  const { login } = await someone()
  for (let i = 1; i <= 4; i++) expect((await signIn(login, 'wrong')).body).toMatchObject({ code: 'sign-in.wrong' })
  expect((await signIn(login, 'wrong')).body).toMatchObject({ code: 'sign-in.locked', status: 423, details: { minutes: 30 } })
  at(29)
  expect((await signIn(login, GOOD)).body).toMatchObject({ code: 'sign-in.locked', details: { minutes: 1 } })
  at(31)
  expect((await signIn(login, GOOD)).status).toBe(200)
})

test('five wrong tries at once lock as five in a row do', async () => {
  const { login } = await someone()
  await Promise.all(Array.from({ length: 5 }, () => signIn(login, 'wrong')))
  expect((await signIn(login, GOOD)).body).toMatchObject({ code: 'sign-in.locked' })
})

test('failed tries are kept and audited although the answer is a fault', async () => {
  const { login } = await someone()
  await signIn(login, 'wrong')
  const { failures, entries } = await asProgram(async (tx) => ({
    failures: (await tx.selectFrom('credential').select('failures').where('login', '=', login).executeTakeFirstOrThrow()).failures,
    entries: await tx.selectFrom('audit_entry').select('reason').where('reason', '=', `wrong password: ${login}`).execute(),
  }))
  expect(failures).toBe(1)
  expect(entries).toHaveLength(1)
})

test('whoever keeps accounts unlocks, and the command line does', async () => {
  const [locked, keeper] = [await someone(), await someone({ role: 'system_administrator' })]
  const lock = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await signIn(locked.login, 'wrong')
  }
  await lock()
  await setUpTotp(keeper.token)
  expect((await call(city, keeper.token, 'POST', `/people/${locked.person}/unlock`, {})).status).toBe(200)
  expect((await signIn(locked.login, GOOD)).status).toBe(200)
  await lock()
  expect((await asProgram(listUsers)).find(({ login }) => login === locked.login)?.lockedUntil).toBe(instant(START + 1_800_000))
  await asProgram((tx) => unlockUser(tx, locked.login))
  expect((await signIn(locked.login, GOOD)).status).toBe(200)
})

async function setUpTotp(token: string): Promise<string> {
  const { body } = await call(city, token, 'POST', '/me/totp', {})
  const secret = String(body['secret'])
  expect((await call(city, token, 'POST', '/me/totp/confirm', { code: totpCode(secret, now) })).status).toBe(200)
  return secret
}

test('with a second factor the password alone does not open, and a code opens once', async () => {
  const { login, token } = await someone()
  const secret = await setUpTotp(token)
  at(2)
  expect((await signIn(login, GOOD)).body).toMatchObject({ code: 'sign-in.code-needed', status: 401 })
  const code = totpCode(secret, now)
  expect((await signIn(login, GOOD, { code })).body).toMatchObject({ hasTotp: true })
  expect((await signIn(login, GOOD, { code })).body).toMatchObject({ code: 'sign-in.code-wrong', status: 401 })
})

test('wrong codes lock as wrong passwords do', async () => {
  const { login, token } = await someone()
  await setUpTotp(token)
  for (let i = 0; i < 4; i++) expect((await signIn(login, GOOD, { code: '000000' })).body).toMatchObject({ code: 'sign-in.code-wrong' })
  expect((await signIn(login, GOOD, { code: '000000' })).body).toMatchObject({ code: 'sign-in.locked' })
})

test('giving up the second factor takes the password and a fresh code', async () => {
  const { login, token } = await someone()
  const secret = await setUpTotp(token)
  expect((await call(city, token, 'POST', '/me/totp/remove', { password: GOOD, code: totpCode(secret, now) })).body).toMatchObject({
    code: 'sign-in.code-wrong',
  })
  at(1)
  expect((await call(city, token, 'POST', '/me/totp/remove', { password: 'wrong', code: totpCode(secret, now) })).status).toBe(400)
  expect((await call(city, token, 'POST', '/me/totp/remove', { password: GOOD, code: totpCode(secret, now) })).status).toBe(200)
  expect((await signIn(login, GOOD)).status).toBe(200)
})

test('an administrator without a second factor comes no further than to set it up', async () => {
  const { token } = await someone({ role: 'audit_administrator' })
  expect((await call(city, token, 'GET', '/me')).body).toMatchObject({ secondFactorDue: true })
  expect((await call(city, token, 'GET', '/person')).body).toMatchObject({ code: 'second-factor.due', status: 403 })
  await setUpTotp(token)
  expect((await call(city, token, 'GET', '/person')).status).toBe(200)
})

test('until a one-time password is changed everything else is refused', async () => {
  const { password } = await asProgram((tx) => addUser(tx, { name: '新人', login: 'newcomer', role: 'fso_officer' }))
  const { token, body } = await signIn('newcomer', password)
  expect(body).toMatchObject({ mustChange: true })
  for (const [method, path] of [
    ['GET', '/person'],
    ['GET', '/me/sessions'],
    ['POST', '/me/totp'],
    ['POST', '/me/sessions/0199aaaa-0000-7000-8000-000000000000/end'],
  ] as const) {
    expect((await call(city, token, method, path, method === 'POST' ? {} : undefined)).body, path).toMatchObject({
      status: 403,
      code: 'password.must-change',
    })
  }
  expect((await call(city, token, 'GET', '/me')).status).toBe(200)
  expect((await call(city, token, 'POST', '/me/password', { current: password, next: 'Kunlun#Snow42' })).status).toBe(200)
  expect((await call(city, token, 'GET', '/person')).status).toBe(200)
})

test('a new password keeps every rule and is none of the last five; the other sessions end', async () => {
  const { login, token } = await someone()
  const other = (await signIn(login, GOOD)).token
  const change = (current: string, next: string): ReturnType<typeof call> => call(city, token, 'POST', '/me/password', { current, next })
  expect((await change('wrong', 'Kunlun#Snow42')).body).toMatchObject({ code: 'input.invalid', fields: [{ path: 'current' }] })
  expect((await change(GOOD, login)).body['fields']).toHaveLength(3)
  expect((await change(GOOD, GOOD)).body).toMatchObject({
    fields: [{ path: 'next', sentence: { en: 'The last five passwords may not be used again.' } }],
  })
  const row = ['Kunlun#Snow42', 'tallGrass_88x', 'Harvest-Moon9', 'River/Stone31']
  for (const [i, next] of row.entries()) expect((await change(row[i - 1] ?? GOOD, next)).status).toBe(200)
  expect((await change('River/Stone31', GOOD)).status).toBe(400)
  expect((await change('River/Stone31', 'Willow+Creek5')).status).toBe(200)
  expect((await change('Willow+Creek5', GOOD)).status).toBe(200)
  expect((await call(city, other, 'GET', '/me')).body).toMatchObject({ code: 'session.ended' })
  expect((await call(city, token, 'GET', '/me')).status).toBe(200)
}, 30_000)

test('guessing the present password from an open session ends it at the fifth try', async () => {
  const { token } = await someone()
  for (let i = 0; i < 5; i++)
    expect((await call(city, token, 'POST', '/me/password', { current: 'wrong', next: 'Kunlun#Snow42' })).status).toBe(400)
  expect((await call(city, token, 'GET', '/me')).status).toBe(401)
})

test('after 90 days the password must be changed', async () => {
  const { login } = await someone()
  at(91 * 1440)
  expect((await signIn(login, GOOD)).body).toMatchObject({ mustChange: true })
})

test('staff are out after 15 idle minutes; work keeps the session, a page’s own asking does not; 12 hours end it anyhow', async () => {
  const { token } = await someone()
  for (let minute = 10; minute < 720; minute += 10) {
    at(minute)
    expect((await call(city, token, 'GET', '/me')).status, `minute ${minute}`).toBe(200)
    await expect.poll(() => lastSeen(token)).toBe(now)
  }
  at(721)
  expect((await call(city, token, 'GET', '/me')).status).toBe(401)
  at(800)
  const again = await someone()
  at(810)
  await call(city, again.token, 'GET', '/me', undefined, { 'x-background': '1' })
  expect(await lastSeen(again.token)).toBe(instant(START + 800 * 60_000))
  at(816)
  expect((await call(city, again.token, 'GET', '/me')).status).toBe(401)
})

/** When the session was last touched; the touch itself follows the answer. */
const lastSeen = (token: string): Promise<Instant | undefined> =>
  asProgram(
    async (tx) =>
      (
        await tx
          .selectFrom('session')
          .select('last_seen_at')
          .where('secret_hash', '=', secretHash(token.slice(7)))
          .executeTakeFirst()
      )?.last_seen_at,
  )

test('a field session lives a day without a request, and only together with its device', async () => {
  const { login } = await someone()
  const signed = await signIn(login, GOOD, { device: 'device-0001' })
  // No cookie: the phone keeps the token itself, sealed.
  expect(signed.token).toBeNull()
  const { token } = signed.body['session'] as { token: string }
  const headers = { 'x-device': 'device-0001' }
  at(23 * 60)
  expect((await call(city, token, 'GET', '/me', undefined, headers)).status).toBe(200)
  expect((await call(city, token, 'GET', '/me')).status).toBe(401)
  expect((await call(city, token, 'GET', '/me', undefined, { 'x-device': 'device-0002' })).status).toBe(401)
  at(25 * 60)
  expect((await call(city, token, 'GET', '/me', undefined, headers)).status).toBe(401)
})

test('signing out ends the session', async () => {
  const { token } = await someone()
  expect((await call(city, token, 'POST', '/sign-out', {})).status).toBe(200)
  expect((await call(city, token, 'GET', '/me')).body).toMatchObject({ code: 'session.ended' })
  expect((await call(city, token, 'POST', '/sign-out', {})).status).toBe(200)
})

test('one ends one’s own sessions, the security administrator those of the region, and nobody else any', async () => {
  const { login, token } = await someone()
  const second = (await signIn(login, GOOD)).token!
  const mine = (await call(city, token, 'GET', '/me/sessions')).body['items'] as { id: string; current: boolean }[]
  const other = mine.find(({ current }) => !current)!
  const here = await city.signIn({ rights: ['people.sessions', 'people.read'], region: '140728' })
  expect((await call(city, here.token, 'POST', `/sessions/${other.id}/end`, {})).status).toBe(404)
  const clerk = await city.signIn({ rights: ['people.read'] })
  expect((await call(city, clerk.token, 'POST', `/sessions/${other.id}/end`, {})).status).toBe(403)
  expect((await call(city, clerk.token, 'POST', `/me/sessions/${other.id}/end`, {})).status).toBe(404)
  expect((await call(city, token, 'POST', `/me/sessions/${other.id}/end`, {})).status).toBe(200)
  expect((await call(city, second, 'GET', '/me')).status).toBe(401)
  const guard = await city.signIn({ rights: ['people.sessions'] })
  const first = mine.find(({ current }) => current)!
  expect((await call(city, guard.token, 'POST', `/sessions/${first.id}/end`, {})).status).toBe(200)
  expect((await call(city, token, 'GET', '/me')).status).toBe(401)
})

test('live sessions come a page at a time, the latest first, of people in one’s region only', async () => {
  const people = []
  for (let n = 0; n < 5; n++) people.push((await city.signIn({ rights: [], region: '140724' })).person)
  const guard = await city.signIn({ rights: ['people.sessions'], region: '140724' })
  const far = await city.signIn({ rights: ['people.sessions'], region: '140721' })
  const shown: { person: string }[] = []
  let pages = 0
  for (let next: unknown = ''; next !== null; pages++) {
    const page = (await call(city, guard.token, 'GET', `/sessions?limit=2${next === '' ? '' : `&cursor=${String(next)}`}`)).body
    shown.push(...(page['items'] as { person: string }[]))
    next = page['next']
  }
  expect(pages).toBe(3)
  expect(shown.map(({ person }) => person).toSorted()).toEqual([...people, guard.person].toSorted())
  const elsewhere = (await call(city, far.token, 'GET', '/sessions')).body['items'] as { person: string }[]
  expect(elsewhere.map(({ person }) => person)).toEqual([far.person])
  expect(await call(city, guard.token, 'GET', '/sessions?cursor=nonsense')).toMatchObject({ status: 400, body: { code: 'page.cursor' } })
})

test('a reset gives a one-time password, ends every session, and drops the second factor', async () => {
  const { login, token } = await someone()
  await setUpTotp(token)
  const { password } = await asProgram((tx) => resetUser(tx, login))
  expect((await call(city, token, 'GET', '/me')).status).toBe(401)
  expect((await signIn(login, GOOD)).status).toBe(401)
  expect((await signIn(login, password)).body).toMatchObject({ mustChange: true, hasTotp: false })
})

test('no stored answer holds a password that was told once', async () => {
  const [person, keeper] = [await someone(), await city.signIn({ rights: ['people.read', 'people.accounts'] })]
  const { body } = await call(
    city,
    keeper.token,
    'POST',
    `/people/${person.person}/reset-password`,
    {},
    { 'idempotency-key': 'reset-once-0001' },
  )
  const kept = await asProgram((tx) => tx.selectFrom('idempotency').select('answer').execute())
  const trail = await asProgram((tx) => tx.selectFrom('audit_entry').selectAll().execute())
  expect(String(body['password'])).toMatch(/^[\w-]{19}$/)
  expect(JSON.stringify([kept, trail])).not.toContain(String(body['password']))
})

test('a write that a browser says comes from another site is refused, and so is a form’s body', async () => {
  const { login } = await someone()
  const crossed = await signIn(login, GOOD, {}, { 'sec-fetch-site': 'cross-site' })
  expect(crossed).toMatchObject({ status: 403, body: { code: 'request.cross-site' } })
  expect((await signIn(login, GOOD, {}, { 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  const form = await city.app.inject({ method: 'POST', url: '/api/v1/sign-out', payload: 'a=1', headers: { 'content-type': 'text/plain' } })
  expect(form.statusCode).toBe(415)
})

test('an address that fails without end is shut for a while, for every login', async () => {
  const { login } = await someone()
  const answers = []
  for (let i = 0; i < 60; i++)
    answers.push(
      (
        await city.app.inject({
          method: 'POST',
          url: '/api/v1/sign-in',
          remoteAddress: '192.0.2.7',
          payload: { city: CITY, login: `ghost${i}`, password: 'x' },
        })
      ).statusCode,
    )
  expect(new Set(answers)).toEqual(new Set([401]))
  const shut = await city.app.inject({
    method: 'POST',
    url: '/api/v1/sign-in',
    remoteAddress: '192.0.2.7',
    payload: { city: CITY, login, password: GOOD },
  })
  expect(shut.json()).toMatchObject({ code: 'sign-in.throttled', status: 429 })
  expect((await signIn(login, GOOD)).status).toBe(200)
}, 60_000)
