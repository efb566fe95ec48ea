import { Problem, problems, type FieldProblem } from '../core/problem.ts'
import { recordAudit } from '../audit/record.ts'
import type { Database, Entry, Tx } from '../database/database.ts'
import { countFailure, endSessions, lockAccount, setPassword, tell, type Account } from './accounts.ts'
import { hashPassword, passwordFaults, verifyPassword, wasUsed } from './password.ts'
import { signInSettings } from './settings.ts'
import { newTotpSecret, openTotp, sealTotp, totpInvitation, totpStep } from './totp.ts'

problems({
  'totp.none': [409, '尚未开始绑定动态验证码。', 'No authenticator app is being set up.'],
  'totp.exists': [
    409,
    '已绑定动态验证码；如需更换，请先解除。',
    'An authenticator app is set up already. Remove it first to set up another.',
  ],
})

/** The account of the session, read without holding it: its hash is verified between two transactions. */
const ownAccount = (
  database: Database,
  entry: Entry,
): Promise<{ account: Pick<Account, 'password_hash' | 'former_hashes' | 'login'>; name: string }> =>
  database.read(entry, async (tx) => ({
    account: await tx
      .selectFrom('credential')
      .select(['password_hash', 'former_hashes', 'login'])
      .where('person_id', '=', personOf(tx))
      .executeTakeFirstOrThrow(),
    name: tx.work.actor.name,
  }))

function personOf(tx: Tx): string {
  const { person } = tx.work.actor
  if (person === null) throw new Problem('session.missing')
  return person
}

/** A change to one's own account under its lock; a Problem answered is thrown after the commit, so that failures count. */
async function changing(
  database: Database,
  entry: Entry,
  action: string,
  body: (tx: Tx, account: Account) => Promise<Problem | undefined>,
): Promise<void> {
  const problem = await database.write(
    entry,
    async (tx) => {
      tx.work.action = action
      return body(tx, await lockAccount(tx, personOf(tx)))
    },
    recordAudit,
  )
  if (problem) throw problem
}

const fieldFault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

const passwordWrong = (path: string): Problem =>
  new Problem('input.invalid', {}, [fieldFault(path, '密码不正确。', 'The password is not right.')])

/** Someone at an unlocked screen must not guess on: wrong tries count here as at sign-in, and at the limit every session ends. */
async function wrongTry(tx: Tx, account: Account, problem: Problem): Promise<Problem> {
  const settings = await signInSettings(tx)
  if (await countFailure(tx, account, settings['sign-in.failures'], settings['sign-in.lock-minutes']))
    await endSessions(tx, account.person_id, 'too many wrong tries')
  return problem
}

/**
 * Changes the password of the session's person; the person's other sessions end.
 * @throws Problem `input.invalid` with every rule that the new password breaks
 */
export async function changeOwnPassword(
  database: Database,
  entry: Entry,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<void> {
  const { account: read, name } = await ownAccount(database, entry)
  const right = await verifyPassword(current, read.password_hash)
  const faults = right ? passwordFaults(next, { login: read.login, name }).map((sentence) => ({ path: 'next', sentence })) : []
  if (right && (await wasUsed(next, [read.password_hash, ...read.former_hashes])))
    faults.push(fieldFault('next', '不能使用最近五次用过的密码。', 'The last five passwords may not be used again.'))
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  const hash = right ? await hashPassword(next) : ''
  await changing(database, entry, 'change password', async (tx, account) => {
    if (!right || account.password_hash !== read.password_hash) return wrongTry(tx, account, passwordWrong('current'))
    await setPassword(tx, account, hash, false)
    await endSessions(tx, account.person_id, 'password changed', tx.work.actor.session)
    return undefined
  })
}

/** A new secret to scan; it counts only once a code of it was given. @throws Problem `totp.exists` (409) */
export async function inviteTotp(database: Database, entry: Entry): Promise<{ secret: string; uri: string; qr: string }> {
  const secret = newTotpSecret()
  let login = ''
  await changing(database, entry, 'set up second factor', async (tx, account) => {
    if (account.totp_secret !== null) return new Problem('totp.exists')
    login = account.login
    await tx
      .updateTable('credential')
      .set({ totp_pending: sealTotp(tx.work.masterKey, account.person_id, secret) })
      .where('person_id', '=', account.person_id)
      .execute()
    return undefined
  })
  return totpInvitation(secret, login)
}

/** The pending secret becomes the second factor, and this session counts as signed in with it. */
export const confirmTotp = (database: Database, entry: Entry, code: string): Promise<void> =>
  changing(database, entry, 'confirm second factor', async (tx, account) => {
    if (account.totp_pending === null) return new Problem('totp.none')
    const step = totpStep(openTotp(tx.work.masterKey, account.person_id, account.totp_pending), code, tx.work.now, null)
    if (step === undefined) return new Problem('sign-in.code-wrong')
    await tx
      .updateTable('credential')
      .set({ totp_secret: account.totp_pending, totp_pending: null, totp_last_step: step })
      .where('person_id', '=', account.person_id)
      .execute()
    await tx.updateTable('session').set({ second_factor: true, second_factor_due: false }).where('id', '=', tx.work.actor.session).execute()
    tell(tx, account.person_id, { second_factor: [false, true] })
    return undefined
  })

/** Gives the second factor up, with both the password and a code. @throws Problem `input.invalid`, `sign-in.code-wrong`, `totp.none` */
export async function removeTotp(
  database: Database,
  entry: Entry,
  { password, code }: { readonly password: string; readonly code: string },
): Promise<void> {
  const { account: read } = await ownAccount(database, entry)
  const right = await verifyPassword(password, read.password_hash)
  await changing(database, entry, 'remove second factor', async (tx, account) => {
    if (account.totp_secret === null) return new Problem('totp.none')
    if (!right || account.password_hash !== read.password_hash) return wrongTry(tx, account, passwordWrong('password'))
    const step = totpStep(openTotp(tx.work.masterKey, account.person_id, account.totp_secret), code, tx.work.now, account.totp_last_step)
    if (step === undefined) return wrongTry(tx, account, new Problem('sign-in.code-wrong'))
    await tx.updateTable('credential').set({ totp_secret: null, totp_last_step: null }).where('person_id', '=', account.person_id).execute()
    tell(tx, account.person_id, { second_factor: [true, false] })
    return undefined
  })
}
