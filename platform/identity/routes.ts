import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem } from '../core/problem.ts'
import { recordAudit } from '../audit/record.ts'
import { secretHash, type Database, type Tx } from '../database/database.ts'
import { problemOf } from '../database/errors.ts'
import { faultsOf } from '../http/faults.ts'
import type { Routes } from '../http/routes.ts'
import { COOKIE, entryOf, tokenOf } from '../http/server.ts'
import { idText } from '../register/schema.ts'
import { readable } from '../register/serve.ts'
import { mustMay } from './actor.ts'
import { accountOwner, openAccount, resetAccount, unlockAccount } from './accounts.ts'
import { meOf } from './me.ts'
import { changeOwnPassword, confirmTotp, inviteTotp, removeTotp } from './own-account.ts'
import { hashPassword, oneTimePassword } from './password.ts'
import { people } from './registers.ts'
import { rightOptions } from './rights.ts'
import { endSession, liveSessions } from './sessions.ts'
import { SignIn } from './sign-in.ts'

const tag = 'identity'
const byId = z.object({ id: idText })
const cityCode = z.string().regex(/^\d{6}$/)
const secret = z.string().min(1).max(200)
const totp = z
  .string()
  .trim()
  .regex(/^\d{6}$/)

const signInBody = z.strictObject({
  city: cityCode.optional(),
  login: z.string().trim().min(1).max(100),
  password: secret,
  code: totp.optional(),
  /** Of a field device: the session opens only with the header `X-Device` saying the same. */
  device: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional(),
})

/** Reads a body that no generic machinery may keep, hash or repeat, as passwords do. @throws Problem `input.invalid` (400) */
function bodyOf<S extends z.ZodType>(schema: S, request: FastifyRequest): z.output<S> {
  const parsed = schema.safeParse(request.body ?? {}, { reportInput: true })
  if (!parsed.success) throw new Problem('input.invalid', {}, faultsOf(parsed.error.issues))
  return parsed.data
}

type City = { readonly code: string; readonly name: { readonly zh: string; readonly en: string }; readonly demo: boolean }

/** The cities of this installation, which anyone may see. */
export async function cities(database: Database): Promise<City[]> {
  const { rows } = await database.pool
    .query<{ code: string; name_zh: string; name_en: string; demo: boolean }>('select code, name_zh, name_en, demo from shian.city order by code')
    .catch((error: unknown) => { throw problemOf(error) })
  return rows.map((row) => ({ code: row.code, name: { zh: row.name_zh, en: row.name_en }, demo: row.demo }))
}

/** Everything about signing in, one's own account, sessions, and other people's accounts. */
export function identityRoutes(routes: Routes, database: Database): void {
  serveSignIn(routes, database)
  serveOwnAccount(routes, database)
  serveSessions(routes)
  routes.read('/rights', { tag, summary: { zh: '角色可有的权限', en: 'Rights that roles may hold' } }, async ({ actor }) => {
    mustMay(actor, 'people.read')
    return { items: rightOptions }
  })
  serveAccounts(routes, database)
}

const keepCookie = (request: FastifyRequest, reply: FastifyReply, token: string): FastifyReply =>
  reply.setCookie(COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
  })

function serveSignIn(routes: Routes, database: Database): void {
  const signIn = new SignIn(database)
  routes.raw('get', '/cities', { tag, open: true, summary: { zh: '本系统的城市', en: 'Cities of this installation' } }, () =>
    cities(database),
  )
  routes.raw('post', '/sign-in', { tag, open: true, summary: { zh: '登录', en: 'Sign in' }, body: signInBody }, async (request, reply) => {
    const body = bodyOf(signInBody, request)
    const city = body.city ?? (await onlyCity(database))
    const { token, expiresAt } = await signIn.begin({ ...body, city, address: request.ip, agent: request.headers['user-agent'] ?? null })
    const despite = ['password', 'second-factor'] as const
    // A phone seals its token behind a PIN; a cookie beside it would open the session without one.
    if (body.device) return { ...await database.read({ token: `${token}.${body.device}`, despite }, meOf), session: { token, expiresAt } }
    keepCookie(request, reply, token)
    return database.read({ token, despite }, meOf)
  })
  routes.raw('post', '/sign-out', { tag, summary: { zh: '退出登录', en: 'Sign out' } }, async (request, reply) => {
    const token = tokenOf(request)
    reply.clearCookie(COOKIE, { path: '/' })
    if (token) await signOut(database, token, request.ip)
    return {}
  })
}

async function onlyCity(database: Database): Promise<string> {
  const all = await cities(database)
  if (all.length === 1) return all[0]!.code
  throw new Problem('input.invalid', {}, [{ path: 'city', sentence: { zh: '请选择城市。', en: 'Choose the city.' } }])
}

/** Ends the session of a token; a token that is over already is no fault. */
async function signOut(database: Database, token: string, address: string): Promise<void> {
  try {
    await database.write(
      { token, address, despite: ['password', 'second-factor'] },
      async (tx) => {
        tx.work.action = 'sign-out'
        tx.work.reason = 'asked by the person'
        await tx
          .updateTable('session')
          .set({ ended_at: tx.work.now, ended_reason: 'signed out' })
          .where('secret_hash', '=', secretHash(token.slice(token.indexOf('.') + 1)))
          .where('ended_at', 'is', null)
          .execute()
      },
      recordAudit,
    )
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'session.ended') throw error
  }
}

function serveOwnAccount(routes: Routes, database: Database): void {
  routes.read('/me', { tag, summary: { zh: '当前登录人', en: 'Who is signed in' } }, ({ tx }) => meOf(tx))
  const passwordBody = z.strictObject({ current: secret, next: secret })
  routes.raw(
    'post',
    '/me/password',
    { tag, summary: { zh: '修改密码', en: 'Change one’s password' }, body: passwordBody },
    async (request) => {
      await changeOwnPassword(database, entryOf(request), bodyOf(passwordBody, request))
      return {}
    },
  )
  routes.raw('post', '/me/totp', { tag, summary: { zh: '绑定动态验证码', en: 'Set up an authenticator app' } }, (request) =>
    inviteTotp(database, entryOf(request)),
  )
  const codeBody = z.strictObject({ code: totp })
  routes.raw(
    'post',
    '/me/totp/confirm',
    { tag, summary: { zh: '确认绑定', en: 'Confirm the authenticator app' }, body: codeBody },
    async (request) => {
      await confirmTotp(database, entryOf(request), bodyOf(codeBody, request).code)
      return {}
    },
  )
  const removeBody = z.strictObject({ password: secret, code: totp })
  routes.raw(
    'post',
    '/me/totp/remove',
    { tag, summary: { zh: '解除动态验证码', en: 'Remove the authenticator app' }, body: removeBody },
    async (request) => {
      await removeTotp(database, entryOf(request), bodyOf(removeBody, request))
      return {}
    },
  )
}

function serveSessions(routes: Routes): void {
  const query = z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
  routes.read('/me/sessions', { tag, summary: { zh: '本人的登录会话', en: 'One’s own sessions' }, query }, ({ tx, actor, query: asked }) =>
    liveSessions(tx, { ...asked, person: actor.person ?? undefined }),
  )
  routes.write(
    'post',
    '/me/sessions/:id/end',
    { tag, summary: { zh: '结束本人的一个会话', en: 'End one of one’s own sessions' }, params: byId },
    async ({ tx, params }) => {
      await endSession(tx, params.id, 'own')
      return {}
    },
  )
  routes.read('/sessions', { tag, summary: { zh: '在线会话', en: 'Live sessions' }, query }, async ({ tx, actor, query: asked }) => {
    mustMay(actor, 'people.sessions')
    return liveSessions(tx, asked)
  })
  routes.write(
    'post',
    '/sessions/:id/end',
    { tag, summary: { zh: '强制下线', en: 'End a session' }, params: byId },
    async ({ tx, actor, params }) => {
      mustMay(actor, 'people.sessions')
      await endSession(tx, params.id, 'any')
      return {}
    },
  )
}

/** The accounts of the three administrators are another administrator's care than everyone else's. */
async function mustKeepAccount(tx: Tx, person: string): Promise<void> {
  const row = await readable(tx, people, tx.work.actor, person)
  const owner = await accountOwner(tx, person)
  if (!owner) throw new Problem('row.closed')
  mustMay(tx.work.actor, owner.administrator === null ? 'people.accounts' : 'people.administrators', { region: row.region })
}

function serveAccounts(routes: Routes, database: Database): void {
  const change = async (request: FastifyRequest, action: string, body: (tx: Tx, person: string) => Promise<void>): Promise<void> => {
    const person = byId.safeParse(request.params)
    if (!person.success) throw new Problem('row.not-found')
    await database.write(
      entryOf(request),
      async (tx) => {
        tx.work.action = action
        await mustKeepAccount(tx, person.data.id)
        await body(tx, person.data.id)
      },
      recordAudit,
    )
  }
  const accountBody = z.strictObject({
    login: z
      .string()
      .trim()
      .min(2)
      .max(60)
      .regex(/^[\p{L}\p{N}._@-]+$/u),
  })
  routes.raw(
    'post',
    '/people/:id/account',
    { tag, summary: { zh: '开通账号', en: 'Open an account' }, params: byId, body: accountBody },
    async (request) => {
      const { login } = bodyOf(accountBody, request)
      const password = oneTimePassword()
      const hash = await hashPassword(password)
      await change(request, 'open account', (tx, person) => openAccount(tx, person, login, hash))
      return { password }
    },
  )
  routes.raw(
    'post',
    '/people/:id/reset-password',
    { tag, summary: { zh: '重置密码', en: 'Reset a password' }, params: byId },
    async (request) => {
      const password = oneTimePassword()
      const hash = await hashPassword(password)
      await change(request, 'reset password', (tx, person) => resetAccount(tx, person, hash))
      return { password }
    },
  )
  routes.raw('post', '/people/:id/unlock', { tag, summary: { zh: '解除锁定', en: 'Unlock an account' }, params: byId }, async (request) => {
    await change(request, 'unlock account', unlockAccount)
    return {}
  })
}
