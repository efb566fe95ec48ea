import { sql } from 'kysely'
import type { Instant } from '../core/dates.ts'
import { instant } from '../core/dates.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Change, Tx } from '../database/database.ts'
import type { Administrator } from './rights.ts'

problems({
  'account.login-taken': [409, '登录名“{login}”已被使用，请换一个。', 'The login “{login}” is taken. Choose another.'],
  'account.exists': [409, '该人员已有账号，登录名为“{login}”。', 'This person has an account already; the login is “{login}”.'],
  'account.none': [404, '该人员还没有账号，请先开通。', 'This person has no account yet. Open one first.'],
})

/** What sign-in and appointments must know of a person whose row the actor may not see. */
export type AccountOwner = {
  readonly name: string
  readonly region: string
  readonly unit: string | null
  /** Not of a food business. */
  readonly staff: boolean
  /** Which of the three administrators the person is by an open post, anywhere in the city. */
  readonly administrator: Administrator | null
}

/** The person of the entered city, or null where there is none or the person left. */
export async function accountOwner(tx: Tx, person: string): Promise<AccountOwner | null> {
  const { rows } = await sql<{ owner: AccountOwner | null }>`select shian.account_owner(${person}::uuid) as owner`.execute(tx)
  return rows[0]?.owner ?? null
}

/** Logins are compared without regard to case, width or blanks around them. */
export const plainLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase()

/** Tells the audit entry what happened to a person's account; secrets and their hashes stay out. */
export function tell(tx: Tx, person: string, diff: Change['diff']): void {
  tx.work.changes.push({ table: 'credential', row: person, before: null, after: null, diff })
}

/** Ends the person's live sessions, but not `except`; answers how many there were. */
export async function endSessions(tx: Tx, person: string, reason: string, except: string | null = null): Promise<number> {
  const ended = await tx
    .updateTable('session')
    .set({ ended_at: tx.work.now, ended_reason: reason })
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .$if(except !== null, (query) => query.where('id', '!=', except!))
    .returning('id')
    .execute()
  return ended.length
}

/** Opens an account with a one-time password (given as its hash), to be changed at the first sign-in. */
export async function openAccount(tx: Tx, person: string, login: string, passwordHash: string): Promise<void> {
  const plain = plainLogin(login)
  const held = await tx
    .selectFrom('credential')
    .select(['person_id', 'login'])
    .where((where) => where.or([where('person_id', '=', person), where('login', '=', plain)]))
    .execute()
  const own = held.find((row) => row.person_id === person)
  if (own) throw new Problem('account.exists', { login: own.login })
  if (held.length > 0) throw new Problem('account.login-taken', { login: plain })
  await tx
    .insertInto('credential')
    .values({ person_id: person, login: plain, password_hash: passwordHash, password_changed_at: tx.work.now, must_change: true })
    .execute()
  tell(tx, person, { login: [null, plain] })
}

/** The account's row, held until the transaction ends. @throws Problem `account.none` (404) */
export async function lockAccount(tx: Tx, person: string): Promise<Account> {
  const account = await tx.selectFrom('credential').selectAll().where('person_id', '=', person).forUpdate().executeTakeFirst()
  if (!account) throw new Problem('account.none')
  return account
}
export type Account = {
  readonly person_id: string
  readonly login: string
  readonly password_hash: string
  readonly password_changed_at: Instant
  readonly former_hashes: readonly string[]
  readonly must_change: boolean
  readonly failures: number
  readonly locked_until: Instant | null
  readonly totp_secret: string | null
  readonly totp_pending: string | null
  readonly totp_last_step: number | null
}

/** Sets a password, remembers the one before, and unlocks. `oneTime`: it must be changed at the next sign-in. */
export async function setPassword(tx: Tx, account: Account, passwordHash: string, oneTime: boolean): Promise<void> {
  await tx
    .updateTable('credential')
    .set({
      password_hash: passwordHash,
      password_changed_at: tx.work.now,
      must_change: oneTime,
      failures: 0,
      locked_until: null,
      former_hashes: [account.password_hash, ...account.former_hashes].slice(0, 4),
    })
    .where('person_id', '=', account.person_id)
    .execute()
  tell(tx, account.person_id, { password: [null, oneTime ? 'one-time' : 'changed'] })
}

/**
 * A new one-time password; every session ends. The second factor goes too: whoever lost the phone asks for this.
 * @throws Problem `account.none` (404)
 */
export async function resetAccount(tx: Tx, person: string, passwordHash: string): Promise<void> {
  const account = await lockAccount(tx, person)
  await setPassword(tx, account, passwordHash, true)
  if (account.totp_secret !== null) {
    await tx
      .updateTable('credential')
      .set({ totp_secret: null, totp_pending: null, totp_last_step: null })
      .where('person_id', '=', person)
      .execute()
    tell(tx, person, { second_factor: [true, false] })
  }
  await endSessions(tx, person, 'password reset')
}

/** Lifts a lock-out before its time. @throws Problem `account.none` (404) */
export async function unlockAccount(tx: Tx, person: string): Promise<void> {
  const { locked_until } = await lockAccount(tx, person)
  await tx.updateTable('credential').set({ failures: 0, locked_until: null }).where('person_id', '=', person).execute()
  tell(tx, person, { locked_until: [locked_until, null] })
}

/** Counts a failed sign-in; answers the instant until which the account is now locked, if it is. */
export async function countFailure(tx: Tx, account: Account, most: number, lockMinutes: number): Promise<Instant | null> {
  const failures = account.failures + 1
  const locked = failures >= most ? instant(Date.parse(tx.work.now) + lockMinutes * 60_000) : null
  await tx
    .updateTable('credential')
    .set(locked ? { failures: 0, locked_until: locked } : { failures })
    .where('person_id', '=', account.person_id)
    .execute()
  tell(tx, account.person_id, locked ? { locked_until: [null, locked] } : { failures: [account.failures, failures] })
  return locked
}
