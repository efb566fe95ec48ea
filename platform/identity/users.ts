import { sql } from 'kysely'
import { Problem, problems } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { changeRow, insertRow } from '../register/store.ts'
import type { Scope } from './actor.ts'
import { endSessions, openAccount, plainLogin, resetAccount, unlockAccount } from './accounts.ts'
import { hashPassword, oneTimePassword } from './password.ts'
import { people, posts, roles, type Role } from './registers.ts'
import { administratorsOf } from './rights.ts'
import { shippedRoles, type ShippedRole } from './shipped-roles.ts'

problems({
  'user.none': [404, '没有登录名为“{login}”的账号。', 'There is no account with the login “{login}”.'],
  'user.role-unknown': [404, '没有代码为“{role}”的角色。', 'There is no role with the code “{role}”.'],
})

/** A person to add from the command line, with an account and one post. */
export type NewUser = {
  readonly name: string
  readonly login: string
  /** Code of a role: `system_administrator`. */
  readonly role: string
  /** Division code; the city where left out. */
  readonly region?: string
  readonly scope?: Scope
  readonly unit?: string | null
  readonly enterprise?: string | null
  readonly kind?: 'official' | 'business' | 'laboratory' | 'hospital' | 'expert'
}
export type UserAdded = {
  readonly person: string
  readonly login: string
  /** To be told once; it must be changed at the first sign-in. */ readonly password: string
}

/** Roles that every city starts with; those that are there already stay as the city has them. */
export async function seedRoles(tx: Tx): Promise<void> {
  const known = new Set((await tx.selectFrom('role').select('code').where('closed_at', 'is', null).execute()).map(({ code }) => code))
  for (const shipped of shippedRoles) if (!known.has(shipped.code)) await insertRow(tx, roles, rowOf(shipped, tx.work.city))
}

/**
 * Gives the shipped roles of a city that an earlier release made what is new in this one: rights that none of its roles ever
 * held, and roles it never had. What the city took away or closed stays so.
 */
export async function upgradeRoles(tx: Tx): Promise<void> {
  const { rows: held } = await sql<{ held: string }>`select distinct jsonb_array_elements_text(image -> 'rights') as held from role_version`.execute(tx)
  const old = new Set(held.map(({ held: right }) => right))
  const there = await tx.selectFrom('role').selectAll().execute()
  for (const shipped of shippedRoles) {
    const own = there.filter(({ code }) => code === shipped.code)
    const open = own.find(({ closed_at }) => closed_at === null)
    const fresh = shipped.rights.filter((right) => !old.has(right))
    if (open && fresh.length > 0) await changeRow(tx, roles, open as Role, { rights: [...open.rights, ...fresh] })
    if (own.length === 0) await insertRow(tx, roles, rowOf(shipped, tx.work.city))
  }
}

const rowOf = ({ code, title, rights }: ShippedRole, region: string) =>
  ({ region, code, title_zh: title.zh, title_en: title.en, rights, administrator: administratorsOf(rights)[0] ?? null })

/** Adds a person with an account and a post, as the program itself (command line, first start). */
export async function addUser(tx: Tx, user: NewUser): Promise<UserAdded> {
  const role = await tx
    .selectFrom('role')
    .select(['code', 'administrator'])
    .where('code', '=', user.role)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (!role) throw new Problem('user.role-unknown', { role: user.role })
  const region = user.region ?? tx.work.city
  const enterprise = user.enterprise ?? null
  const kind = user.kind ?? (enterprise ? 'business' : 'official')
  const { id } = await insertRow(tx, people, { region, name: user.name, kind, unit_id: user.unit ?? null, enterprise_id: enterprise })
  await insertRow(tx, posts, {
    region,
    person_id: id,
    role_code: role.code,
    administrator: role.administrator,
    unit_id: user.unit ?? null,
    scope: user.scope ?? (enterprise ? 'own' : 'subtree'),
    starts_on: tx.work.today,
  })
  const password = oneTimePassword()
  await openAccount(tx, id, user.login, await hashPassword(password))
  return { person: id, login: plainLogin(user.login), password }
}

async function personOf(tx: Tx, login: string): Promise<string> {
  const found = await tx.selectFrom('credential').select('person_id').where('login', '=', plainLogin(login)).executeTakeFirst()
  if (!found) throw new Problem('user.none', { login })
  return found.person_id
}

/** A new one-time password, which also unlocks and ends every session. @throws Problem `user.none` */
export async function resetUser(tx: Tx, login: string): Promise<{ password: string }> {
  const password = oneTimePassword()
  await resetAccount(tx, await personOf(tx, login), await hashPassword(password))
  return { password }
}

/** @throws Problem `user.none` */
export const unlockUser = async (tx: Tx, login: string): Promise<void> => unlockAccount(tx, await personOf(tx, login))

/** Signs the person out everywhere. @returns how many sessions ended @throws Problem `user.none` */
export const endUserSessions = async (tx: Tx, login: string): Promise<number> => endSessions(tx, await personOf(tx, login), 'command line')

export type UserLine = {
  readonly login: string
  readonly name: string
  readonly region: string
  readonly roles: readonly string[]
  readonly lockedUntil: string | null
  readonly mustChange: boolean
}

/** Every account of the city, by login. */
export async function listUsers(tx: Tx): Promise<UserLine[]> {
  const rows = await tx
    .selectFrom('credential as c')
    .innerJoin('person as p', 'p.id', 'c.person_id')
    .leftJoin('post as o', (join) => join.onRef('o.person_id', '=', 'p.id').on('o.closed_at', 'is', null))
    .select(({ fn }) => [
      'c.login',
      'p.name',
      'p.region',
      'c.locked_until',
      'c.must_change',
      fn.agg<(string | null)[]>('array_agg', ['o.role_code']).as('roles'),
    ])
    .where('p.closed_at', 'is', null)
    .groupBy(['c.login', 'p.name', 'p.region', 'c.locked_until', 'c.must_change'])
    .orderBy('c.login')
    .execute()
  return rows.map((row) => ({
    login: row.login,
    name: row.name,
    region: row.region,
    roles: row.roles.filter((role) => role !== null),
    lockedUntil: row.locked_until !== null && row.locked_until > tx.work.now ? row.locked_until : null,
    mustChange: row.must_change,
  }))
}
