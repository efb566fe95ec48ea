import { randomBytes } from 'node:crypto'
import type { Insertable } from 'kysely'
import { instant, type Instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import { Problem, problems } from '../core/problem.ts'
import { recordAudit } from '../audit/record.ts'
import { secretHash, type Database, type Tx } from '../database/database.ts'
import type { DB } from '../database/types.ts'
import { accountOwner, countFailure, lockAccount, plainLogin, type Account, type AccountOwner } from './accounts.ts'
import { verifyNobody, verifyPassword } from './password.ts'
import { signInSettings, type SignInSettings } from './settings.ts'
import { Throttle } from './throttle.ts'
import { openTotp, totpStep } from './totp.ts'

problems({
  'sign-in.wrong': [401, '登录名或密码不正确。', 'The login or the password is not right.'],
  'sign-in.locked': [
    423,
    '连续输错次数过多，账号已锁定，请 {minutes} 分钟后再试，或联系管理员解锁。',
    'Too many wrong tries. The account is locked for {minutes} minutes; an administrator can unlock it.',
  ],
  'sign-in.throttled': [
    429,
    '来自此地址的失败次数过多，请 {minutes} 分钟后再试。',
    'Too many failures from this address. Try again in {minutes} minutes.',
  ],
  'sign-in.code-needed': [401, '请输入动态验证码。', 'Enter the code of your authenticator app.'],
  'sign-in.code-wrong': [
    401,
    '动态验证码不正确或已用过，请等待下一个。',
    'The code is not right or was used already. Wait for the next one.',
  ],
})

export type SignInGiven = {
  readonly city: string
  readonly login: string
  readonly password: string
  readonly code?: string | undefined
  /** A field device's own id: the session then lives a day and opens only together with it. */
  readonly device?: string | undefined
  readonly address: string
  readonly agent: string | null
}
export type SignedIn = { readonly token: string; readonly expiresAt: Instant }

const minutesUntil = (until: Instant, now: Instant): number => Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 60_000))
const later = (now: Instant, minutes: number): Instant => instant(Date.parse(now) + minutes * 60_000)

/** Offices share addresses: an address fails often before it is shut, a login that does not exist as often as a real one. */
const ADDRESS_FAILURES = 60
const ADDRESS_MINUTES = 10

/** Signs people in to the cities of one database. */
export class SignIn {
  private readonly database: Database
  private readonly addresses = new Throttle(ADDRESS_FAILURES, ADDRESS_MINUTES)
  private unknown: Throttle | undefined

  constructor(database: Database) {
    this.database = database
  }

  /**
   * Begins a session. A failure is counted and audited in a transaction that commits, then thrown.
   * @throws Problem `sign-in.wrong`, `.locked`, `.throttled`, `.code-needed`, `.code-wrong`, `city.unknown`
   */
  async begin(given: SignInGiven): Promise<SignedIn> {
    const now = Date.parse(this.database.clock())
    const wait = this.addresses.waits(given.address, now)
    if (wait > 0) throw new Problem('sign-in.throttled', { minutes: wait })
    const answer = await this.attempt({ ...given, login: plainLogin(given.login) })
    if (!(answer instanceof Problem)) return answer
    if (answer.code !== 'sign-in.code-needed') this.addresses.failed(given.address, now)
    throw answer
  }

  /** Verifies between two transactions: argon2 takes long, and a connection is dear. */
  private async attempt(given: SignInGiven): Promise<SignedIn | Problem> {
    const { account, settings, now } = await this.database.read({ nobody: given.city }, async (tx) => ({
      account: await tx
        .selectFrom('credential')
        .select(['person_id', 'password_hash', 'locked_until'])
        .where('login', '=', given.login)
        .executeTakeFirst(),
      settings: await signInSettings(tx),
      now: tx.work.now,
    }))
    if (!account) return this.refuseUnknown(given, settings)
    const locked = account.locked_until !== null && account.locked_until > now
    const right = !locked && (await verifyPassword(given.password, account.password_hash))
    return this.database.write(
      { nobody: given.city, address: given.address },
      (tx) => this.decide(tx, given, settings, account.person_id, right ? account.password_hash : null),
      recordAudit,
    )
  }

  private async refuseUnknown(given: SignInGiven, settings: SignInSettings): Promise<Problem> {
    this.unknown ??= new Throttle(settings['sign-in.failures'], settings['sign-in.lock-minutes'])
    const key = `${given.city} ${given.login}`
    const now = Date.parse(this.database.clock())
    const before = this.unknown.waits(key, now)
    if (before > 0) return new Problem('sign-in.locked', { minutes: before })
    await verifyNobody(given.password)
    this.unknown.failed(key, now)
    const minutes = this.unknown.waits(key, now)
    return this.database.write(
      { nobody: given.city, address: given.address },
      async (tx) =>
        refused(
          tx,
          `no such login: ${given.login.slice(0, 100)}`,
          minutes > 0 ? new Problem('sign-in.locked', { minutes }) : new Problem('sign-in.wrong'),
        ),
      recordAudit,
    )
  }

  /** `verified`: the hash that the password was right for; one that was changed meanwhile counts as wrong. */
  private async decide(
    tx: Tx,
    given: SignInGiven,
    settings: SignInSettings,
    person: string,
    verified: string | null,
  ): Promise<SignedIn | Problem> {
    const account = await lockAccount(tx, person)
    const owner = await accountOwner(tx, person)
    if (account.locked_until !== null && account.locked_until > tx.work.now) {
      return refused(
        tx,
        `locked: ${account.login}`,
        new Problem('sign-in.locked', { minutes: minutesUntil(account.locked_until, tx.work.now) }),
      )
    }
    if (verified === null || verified !== account.password_hash || owner === null)
      return failed(tx, account, settings, 'wrong password', 'sign-in.wrong')
    let step: number | undefined
    if (account.totp_secret !== null) {
      if (!given.code) return new Problem('sign-in.code-needed')
      step = totpStep(openTotp(tx.work.masterKey, person, account.totp_secret), given.code, tx.work.now, account.totp_last_step)
      if (step === undefined) return failed(tx, account, settings, 'wrong code', 'sign-in.code-wrong')
    }
    return welcome(tx, given, settings, { account, owner, step })
  }
}

function refused(tx: Tx, why: string, problem: Problem): Problem {
  tx.work.action = 'sign-in refused'
  tx.work.reason = why
  return problem
}

async function failed(tx: Tx, account: Account, settings: SignInSettings, why: string, code: string): Promise<Problem> {
  const locked = await countFailure(tx, account, settings['sign-in.failures'], settings['sign-in.lock-minutes'])
  return refused(
    tx,
    `${why}: ${account.login}`,
    locked ? new Problem('sign-in.locked', { minutes: minutesUntil(locked, tx.work.now) }) : new Problem(code),
  )
}

const mustHaveSecondFactor = (settings: SignInSettings, owner: AccountOwner): boolean => {
  const required = settings['second-factor.required']
  return (required === 'staff' && owner.staff) || (required !== 'none' && owner.administrator !== null)
}

type Begun = {
  readonly account: Account
  readonly owner: AccountOwner
  /** Of the code that was given; undefined where there is none. */ readonly step: number | undefined
}

/** The session's row; the secret itself is only in the token. */
function sessionRow(
  now: Instant,
  given: SignInGiven,
  settings: SignInSettings,
  { account, owner, step }: Begun,
  secret: string,
): Insertable<DB['session']> {
  const field = given.device !== undefined
  const minutes = 60 * settings[field ? 'session.hours-field' : 'session.hours']
  const idle = field ? minutes : settings[owner.staff ? 'session.idle-minutes-staff' : 'session.idle-minutes-others']
  return {
    id: newId(Date.parse(now)),
    person_id: account.person_id,
    kind: field ? 'field' : 'office',
    secret_hash: secretHash(field ? `${secret}.${given.device}` : secret),
    second_factor: step !== undefined,
    second_factor_due: step === undefined && mustHaveSecondFactor(settings, owner),
    created_at: now,
    last_seen_at: now,
    idle_minutes: idle,
    idle_until: later(now, Math.min(idle, minutes)),
    expires_at: later(now, minutes),
    address: given.address,
    agent: given.agent?.slice(0, 300) ?? null,
  }
}

async function welcome(tx: Tx, given: SignInGiven, settings: SignInSettings, begun: Begun): Promise<SignedIn> {
  const { now } = tx.work
  const { account, owner, step } = begun
  const secret = randomBytes(32).toString('base64url')
  const session = sessionRow(now, given, settings, begun, secret)
  const tooOld = Date.parse(now) - Date.parse(account.password_changed_at) > settings['password.days'] * 86_400_000
  await tx.insertInto('session').values(session).execute()
  await tx
    .updateTable('credential')
    .set({
      failures: 0,
      locked_until: null,
      must_change: account.must_change || tooOld,
      ...(step === undefined ? {} : { totp_last_step: step }),
    })
    .where('person_id', '=', account.person_id)
    .execute()
  // The audit entry is the person's, who was nobody when the transaction began.
  const actor = { ...tx.work.actor, person: account.person_id, name: owner.name, login: account.login, region: owner.region }
  Object.assign(tx, { work: { ...tx.work, action: 'sign-in', reason: session.kind, actor } })
  return { token: `${tx.work.city}.${secret}`, expiresAt: session.expires_at }
}
