import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { duties } from '../../duties/index.ts'
import { allDuties } from '../platform.ts'
import { recordAudit } from '../audit/record.ts'
import type { Tx } from '../database/database.ts'
import { newId } from '../core/ids.ts'
import { createAdministrators } from './administrators.ts'
import { administratorsOf, platformRights } from './rights.ts'
import { shippedRoles } from './shipped-roles.ts'

let city: TestCity
const CITY = '140700'
const PINGYAO = '140728'
const QIXIAN = '140727'
beforeAll(async () => {
  city = await testCity()
})
afterAll(() => city.close())

const asProgram = <T>(body: (tx: Tx) => Promise<T>): Promise<T> =>
  city.installation.database.write({ system: 'test', city: CITY }, body, recordAudit)

type Answer = Awaited<ReturnType<typeof call>>
type Shown = { readonly id: string; readonly version: number }
const rowOf = (answer: Answer): Shown => {
  expect(answer.body, JSON.stringify(answer.body)).toHaveProperty('row')
  return answer.body['row'] as Shown
}

const SECURITY = ['people.read', 'roles.write', 'people.sessions']
const guard = (region = CITY, scope: 'subtree' | 'region' = 'subtree'): ReturnType<TestCity['signIn']> =>
  city.signIn({ rights: SECURITY, region, scope })

/** A person of a region who holds nothing yet. */
const person = async (region = CITY): Promise<string> => (await city.signIn({ rights: [], region })).person

const appoint = (token: string, values: Record<string, unknown>): Promise<Answer> =>
  call(city, token, 'POST', '/post', { role_code: 'fso_officer', region: CITY, scope: 'subtree', starts_on: '2020-01-01', ...values })

test('the security administrator of a county appoints there, and neither in another county nor for the city', async () => {
  const { token } = await guard(PINGYAO)
  const [here, there] = [await person(PINGYAO), await person(QIXIAN)]
  expect((await appoint(token, { person_id: here, region: PINGYAO })).status).toBe(201)
  expect((await appoint(token, { person_id: here, region: '140728100' })).status).toBe(201)
  expect((await appoint(token, { person_id: here, region: QIXIAN })).body).toMatchObject({ code: 'post.reach', status: 403 })
  expect((await appoint(token, { person_id: here, region: CITY })).body).toMatchObject({ code: 'post.reach', status: 403 })
  expect((await appoint(token, { person_id: there, region: PINGYAO })).body).toMatchObject({
    code: 'input.invalid',
    fields: [{ path: 'person_id' }],
  })
})

test('a post given for a county cannot be moved up to the city by the county', async () => {
  const { token } = await guard(PINGYAO)
  const { id, version } = rowOf(await appoint(token, { person_id: await person(PINGYAO), region: PINGYAO }))
  expect((await call(city, token, 'PUT', `/post/${id}`, { version, region: CITY })).body).toMatchObject({ code: 'post.reach' })
})

test('who may appoint for a region alone may not appoint for all below it', async () => {
  const { token } = await guard(PINGYAO, 'region')
  const someone = await person(PINGYAO)
  expect((await appoint(token, { person_id: someone, region: PINGYAO, scope: 'subtree' })).body).toMatchObject({ code: 'post.reach' })
  expect((await appoint(token, { person_id: someone, region: PINGYAO, scope: 'region' })).status).toBe(201)
})

test('nobody appoints himself, and nobody without the right appoints', async () => {
  const own = await guard()
  expect((await appoint(own.token, { person_id: own.person })).body).toMatchObject({ code: 'post.self', status: 403 })
  const system = await city.signIn({ rights: ['people.read', 'people.write', 'people.accounts'] })
  expect((await appoint(system.token, { person_id: await person() })).body).toMatchObject({ code: 'right.missing', status: 403 })
})

test('no one person is two of the three administrators, in whatever region and by whatever way', async () => {
  const { token } = await guard()
  const someone = await person(PINGYAO)
  const first = rowOf(await appoint(token, { person_id: someone, role_code: 'system_administrator', region: PINGYAO }))
  expect(first).toMatchObject({ administrator: 'system' })
  for (const role_code of ['security_administrator', 'audit_administrator']) {
    expect((await appoint(token, { person_id: someone, role_code })).body, role_code).toMatchObject({
      code: 'post.administrators',
      status: 409,
    })
  }
  const plain = rowOf(await appoint(token, { person_id: someone }))
  expect(
    (await call(city, token, 'PUT', `/post/${plain.id}`, { version: plain.version, role_code: 'audit_administrator' })).body,
  ).toMatchObject({ code: 'post.administrators' })
  expect((await call(city, token, 'POST', `/post/${first.id}/close`, { version: first.version, reason: '轮岗' })).status).toBe(200)
  expect((await appoint(token, { person_id: someone, role_code: 'audit_administrator' })).status).toBe(201)
})

test('the database too refuses a second administrator’s post', async () => {
  const someone = await person()
  const insert = (administrator: string): Promise<unknown> =>
    asProgram((tx) =>
      tx
        .insertInto('post')
        .values({
          id: newId(),
          region: CITY,
          created_at: tx.work.now,
          updated_at: tx.work.now,
          person_id: someone,
          role_code: 'x',
          administrator,
          scope: 'subtree',
          starts_on: tx.work.today,
        })
        .execute(),
    )
  await insert('system')
  await expect(insert('audit')).rejects.toMatchObject({ code: 'row.duplicate' })
})

test('a role is an administrator’s by its rights, whatever it is called, and never two kinds at once', async () => {
  const { token } = await guard()
  const create = (code: string, rights: string[]): Promise<Answer> =>
    call(city, token, 'POST', '/role', { code, title_zh: code, title_en: code, rights })
  expect(rowOf(await create('helper', ['plan.read', 'audit.read']))).toMatchObject({ administrator: 'audit' })
  expect((await create('all_in_one', ['people.write', 'roles.write'])).body).toMatchObject({ code: 'role.administrators', status: 400 })
  expect((await create('unheard', ['no.such'])).body).toMatchObject({ code: 'input.invalid', fields: [{ path: 'rights.0' }] })
  const { id, version } = rowOf(await create('reader', ['plan.read']))
  expect((await appoint(token, { person_id: await person(), role_code: 'reader' })).status).toBe(201)
  expect((await call(city, token, 'PUT', `/role/${id}`, { version, rights: ['roles.write'] })).body).toMatchObject({
    code: 'role.administrator-in-use',
    status: 409,
  })
  expect((await call(city, token, 'PUT', `/role/${id}`, { version, rights: ['plan.read', 'export'] })).status).toBe(200)
})

test('a county’s security administrator does not change roles, which hold for the whole city', async () => {
  const { token } = await guard(PINGYAO)
  expect(
    (await call(city, token, 'POST', '/role', { code: 'county_made', title_zh: '县', title_en: 'County', rights: [] })).body,
  ).toMatchObject({ code: 'post.reach', status: 403 })
})

test('a changed role, a closed post and a closed person hold from the next request on', async () => {
  const [{ token }, keeper] = [await guard(), await city.signIn({ rights: ['people.read', 'people.write'] })]
  const one = await city.signIn({ rights: [] })
  const role = rowOf(
    await call(city, token, 'POST', '/role', { code: 'short_lived', title_zh: '短', title_en: 'Short', rights: ['people.read'] }),
  )
  const post = rowOf(await appoint(token, { person_id: one.person, role_code: 'short_lived' }))
  const may = async (): Promise<number> => (await call(city, one.token, 'GET', '/person')).status
  expect(await may()).toBe(200)
  const changed = rowOf(await call(city, token, 'PUT', `/role/${role.id}`, { version: role.version, rights: ['plan.read'] }))
  expect(await may()).toBe(403)
  await call(city, token, 'PUT', `/role/${role.id}`, { version: changed.version, rights: ['people.read'] })
  expect(await may()).toBe(200)
  await call(city, token, 'POST', `/post/${post.id}/close`, { version: post.version, reason: '离岗' })
  expect(await may()).toBe(403)
  expect((await call(city, keeper.token, 'POST', `/person/${one.person}/close`, { version: 1, reason: '离职' })).status).toBe(200)
  expect(await may()).toBe(401)
})

test('accounts: the system administrator keeps those of others, not those of the administrators', async () => {
  const system = await city.signIn({ rights: ['people.read', 'people.write', 'people.accounts'] })
  const made = rowOf(await call(city, system.token, 'POST', '/person', { name: '赵小麦', region: PINGYAO, kind: 'official' }))
  const opened = await call(city, system.token, 'POST', `/people/${made.id}/account`, { login: 'ZhaoXM' })
  expect(opened).toMatchObject({ status: 200, body: { password: expect.stringMatching(/^[\w-]{19}$/) } })
  expect((await call(city, system.token, 'POST', `/people/${made.id}/account`, { login: 'other' })).body).toMatchObject({
    code: 'account.exists',
    details: { login: 'zhaoxm' },
  })
  const next = rowOf(await call(city, system.token, 'POST', '/person', { name: '钱小米', region: PINGYAO, kind: 'official' }))
  expect((await call(city, system.token, 'POST', `/people/${next.id}/account`, { login: 'zhaoxm' })).body).toMatchObject({
    code: 'account.login-taken',
    status: 409,
  })
  expect((await call(city, system.token, 'POST', `/people/${next.id}/reset-password`, {})).body).toMatchObject({
    code: 'account.none',
    status: 404,
  })
  expect((await appoint((await guard()).token, { person_id: made.id, role_code: 'audit_administrator' })).status).toBe(201)
  expect((await call(city, system.token, 'POST', `/people/${made.id}/reset-password`, {})).body).toMatchObject({
    code: 'right.missing',
    details: { right: 'people.administrators' },
  })
  const elsewhere = await city.signIn({ rights: ['people.read', 'people.accounts'], region: QIXIAN })
  expect((await call(city, elsewhere.token, 'POST', `/people/${next.id}/account`, { login: 'qianxm' })).status).toBe(404)
})

test('people are found by a fragment and by pinyin initials, and a business’s person needs the enterprise', async () => {
  const { token } = await city.signIn({ rights: ['people.read', 'people.write'] })
  rowOf(await call(city, token, 'POST', '/person', { name: '孙大豆', region: CITY, kind: 'official', phone: '13800001111' }))
  for (const q of ['大豆', 'sdd']) {
    const { body } = await call(city, token, 'GET', `/person?q=${encodeURIComponent(q)}`)
    expect(body['items'], q).toMatchObject([{ name: '孙大豆', phone: '138****1111' }])
  }
  expect((await call(city, token, 'POST', '/person', { name: '周', region: CITY, kind: 'business' })).body).toMatchObject({
    code: 'input.invalid',
    fields: [{ path: 'enterprise_id' }],
  })
  rowOf(
    await call(city, token, 'POST', '/org_unit'.replace('_', '-'), {
      name: '平遥县市场监督管理局',
      region: PINGYAO,
      function: 'market',
      kind: 'government',
      sort_order: 1,
    }),
  )
  expect((await call(city, token, 'GET', `/org-unit?q=${encodeURIComponent('市场')}`)).body['items']).toMatchObject([
    { name: '平遥县市场监督管理局' },
  ])
})

test('an empty city begins with three administrators who are three people', async () => {
  const made = await asProgram(createAdministrators)
  expect(new Set(made.map(({ person: id }) => id)).size).toBe(3)
  const held = await asProgram((tx) =>
    tx
      .selectFrom('post')
      .select('administrator')
      .where(
        'person_id',
        'in',
        made.map(({ person: id }) => id),
      )
      .execute(),
  )
  expect(held.map(({ administrator }) => administrator).sort()).toEqual(['audit', 'security', 'system'])
  for (const { login, password } of made) {
    expect((await call(city, null, 'POST', '/sign-in', { login, password })).body).toMatchObject({
      mustChange: true,
      secondFactorDue: true,
    })
  }
})

test('shipped roles hold rights that are declared, and no role two kinds of administrator', () => {
  const declared = new Set([platformRights, ...allDuties(duties).map(({ rights }) => rights)].flatMap((rights) => Object.keys(rights)))
  for (const { code, rights } of shippedRoles) {
    expect(administratorsOf(rights).length, code).toBe(code.endsWith('_administrator') ? 1 : 0)
    expect(
      rights.filter((right) => !declared.has(right)),
      code,
    ).toEqual([])
  }
})
