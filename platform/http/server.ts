import { createHash, randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Language } from '../core/bilingual.ts'
import { Problem, problemBody, type FieldProblem } from '../core/problem.ts'
import type { DB } from '../database/types.ts'
import type { Database, Entry } from '../database/database.ts'
import { recordAudit } from '../audit/record.ts'
import { refuseCrossSite } from '../identity/cross-site.ts'
import { noteActor, touch } from '../identity/touch.ts'
import { despiteOf } from '../identity/wall.ts'
import { faultsOf } from './faults.ts'
import { JsonText, type Routes, type RouteSpec } from './routes.ts'
import { servePublic } from './public.ts'
import { settle, replayed } from './idempotency.ts'

export const COOKIE = 'shian'
const BODY_LIMIT = 1_048_576

export type ServerOptions = {
  readonly database: Database
  readonly log?: boolean | { level: string }
  /** Behind a proxy that sets X-Forwarded-For. */
  readonly trustProxy?: boolean
}

export const languageOf = (request: FastifyRequest): Language => (/^\s*en/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh')

/** The session token of a request: `Authorization: Bearer`, or the cookie. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer (.{1,200})$/.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer ?? request.cookies[COOKIE]
  // A field session opens only together with the device that it was begun on.
  const device = request.headers['x-device']
  return token && typeof device === 'string' ? `${token}.${device}` : token
}

/** Begins the caller's transaction. @throws Problem `session.missing` (401) */
export function entryOf(request: FastifyRequest): Entry {
  const token = tokenOf(request)
  if (!token) throw new Problem('session.missing')
  return { token, address: request.ip, despite: despiteOf(request.routeOptions.url) }
}

const KNOWN_CLIENT_ERRORS: Readonly<Record<string, readonly [string, Record<string, unknown>?]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['input.not-json'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['input.not-json'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['input.not-json'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['input.too-large', { limit: '1 MB' }],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['input.media-type', { expected: 'application/json' }],
  FST_REQ_FILE_TOO_LARGE: ['input.too-large', { limit: '200 MB' }],
  FST_INVALID_MULTIPART_CONTENT_TYPE: ['input.media-type', { expected: 'multipart/form-data' }],
  FST_FILES_LIMIT: ['input.invalid'], FST_PARTS_LIMIT: ['input.invalid'], FST_FIELDS_LIMIT: ['input.invalid'],
  FST_PROTO_VIOLATION: ['input.invalid'], FST_ERR_CTP_INVALID_TYPE: ['input.media-type', { expected: 'application/json' }],
}

/** Turns whatever was thrown into the Problem to answer; what is the platform's own fault is logged under a reference. */
function problemFor(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  const code = (error as { code?: string }).code ?? ''
  const known = KNOWN_CLIENT_ERRORS[code]
  if (known) return new Problem(known[0], known[1])
  const status = (error as { statusCode?: number }).statusCode
  if (status !== undefined && status >= 400 && status < 500) return new Problem(status === 413 ? 'input.too-large' : 'input.invalid', { limit: '1 MB' })
  const reference = randomUUID().slice(0, 8)
  request.log.error({ err: error, reference }, 'request failed')
  return new Problem('server.failed', { reference })
}

async function send(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  return reply.code(problem.status).type('application/problem+json').send(problemBody(problem, languageOf(reply.request)))
}

/** zod checks every part of the request before the handler runs; the faults of all parts are told at once. */
function parse(request: FastifyRequest, spec: RouteSpec<z.ZodType, z.ZodType, z.ZodType>): { params: unknown; query: unknown; body: unknown } {
  const faults: FieldProblem[] = []
  const take = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined
    const result = schema.safeParse(value, { reportInput: true })
    if (!result.success) faults.push(...faultsOf(result.error.issues))
    return result.data
  }
  const parsed = { params: take(spec.params, request.params), query: take(spec.query, request.query), body: take(spec.body, request.body ?? {}) }
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  return parsed
}

/** The Fastify app with the wrappers that duties mount their routes with. */
export async function createServer(options: ServerOptions): Promise<{ app: FastifyInstance; routes: Routes }> {
  const app = fastify({
    logger: options.log ?? false, trustProxy: options.trustProxy ?? false, bodyLimit: BODY_LIMIT,
    logController: new LogController({ disableRequestLogging: true }), routerOptions: { maxParamLength: 200 }, requestTimeout: 120_000,
    // An address that cannot even be decoded meets no route and no hook.
    frameworkErrors: (error, request, reply) => void send(reply, problemFor(error, request)),
  })
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler((error, request, reply) => send(reply, problemFor(error, request)))
  app.setNotFoundHandler((_request, reply) => send(reply, new Problem('route.not-found')))
  app.addHook('onRequest', async (request) => refuseCrossSite(request))
  app.addHook('onResponse', async (request) => {
    await touch(options.database, request).catch((error: unknown) => request.log.warn({ err: error }, 'session was not kept from going idle'))
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: 200 * BODY_LIMIT, files: 1, fields: 10, parts: 12 } })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: '食安城 ShiAn', version: '1' }, servers: [{ url: '/' }],
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: COOKIE }, bearer: { type: 'http', scheme: 'bearer' } } } },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { docExpansion: 'none', deepLinking: true } })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  return { app, routes: routesOf(app, options.database) }
}

/** A schema for the OpenAPI document: parts that JSON Schema cannot say are left open. */
function documented(spec: RouteSpec<z.ZodType, z.ZodType, z.ZodType>): Record<string, unknown> {
  return {
    summary: `${spec.summary.zh} · ${spec.summary.en}`, tags: [spec.tag],
    ...(spec.params ? { params: spec.params } : {}), ...(spec.query ? { querystring: spec.query } : {}), ...(spec.body ? { body: spec.body } : {}),
    response: { [spec.status ?? 200]: spec.answer ?? z.unknown() },
    security: spec.open ? [] : [{ session: [] }, { bearer: [] }],
  }
}

function routesOf(app: FastifyInstance, database: Database): Routes {
  return {
    read(path, spec, handler, ahead) {
      app.get(`/api/v1${path}`, { schema: documented(spec) }, async (request, reply) => {
        // Who has no session is told so before anything is said of what he sent.
        const entry: Entry = spec.open ? { nobody: cityOf(request) } : entryOf(request)
        const given = parse(request, spec) as never as { params: never; query: never; body: never }
        const answer = await database.read(entry, (tx, asked) => {
          noteActor(request, tx.work)
          return handler({ tx, actor: tx.work.actor, now: tx.work.now, ...given, request, reply, ahead: asked as never })
        },
        (ahead ? (db: Kysely<DB>) => ahead(db, given) : undefined) as never)
        if (reply.sent) return reply
        return answer instanceof JsonText ? reply.type('application/json; charset=utf-8').send(answer.text) : answer
      })
    },
    write(method, path, spec, handler) {
      app.route({ method: method.toUpperCase(), url: `/api/v1${path}`, schema: documented(spec), handler: async (request, reply) => {
        const entry = entryOf(request)
        // A form has no body that these routes read; taking it for an empty one would do what nobody asked.
        if (request.isMultipart()) throw new Problem('input.media-type', { expected: 'application/json' })
        const given = parse(request, spec) as never as { params: never; query: never; body: never }
        const key = keyOf(request)
        const answer = await database.write(entry, async (tx) => {
          tx.work.action = `${method.toUpperCase()} ${path}`
          noteActor(request, tx.work)
          const before = key && await replayed(tx, key)
          if (before) return before
          const body = await handler({ tx, actor: tx.work.actor, now: tx.work.now, ...given, request, reply })
          const status = spec.status ?? 200
          if (key) await settle(tx, key, status, body)
          return { status, body }
        }, recordAudit)
        return reply.code(answer.status).send(answer.body)
      } })
    },
    raw(method, path, spec, handler) {
      app.route({ method: method.toUpperCase(), url: `/api/v1${path}`, schema: documented(spec), handler })
    },
    page(route) {
      servePublic(app, database, route)
    },
  }
}

/** The idempotency key of a write with the hash of all it says. @throws Problem `input.invalid` where the key is not one */
function keyOf(request: FastifyRequest): { key: string; hash: Buffer } | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\w.:-]{8,100}$/.test(key)) {
    throw new Problem('input.invalid', {}, [{ path: 'Idempotency-Key', sentence: { zh: '幂等键应为 8 至 100 个字母、数字或连字符。', en: 'The key has 8 to 100 letters, digits or hyphens.' } }])
  }
  return { key, hash: createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`).digest() }
}

const cityOf = (request: FastifyRequest): string => /^\d{6}/.exec(String((request.query as Record<string, unknown>)['city'] ?? ''))?.[0] ?? ''

