import type { Multipart } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { recordAudit } from '../audit/record.ts'
import type { Language } from '../core/bilingual.ts'
import { Problem } from '../core/problem.ts'
import type { Database, Tx } from '../database/database.ts'

/** What a public page is given: it runs as the program over the whole city, so it must answer nothing that is not for everybody. */
export type PublicGiven = {
  readonly tx: Tx
  readonly params: Readonly<Record<string, string>>
  /** What the address asks for beside the path; of a name given twice the first. */
  readonly query: Readonly<Record<string, string>>
  /** Fields of the form, of a POST. */
  readonly fields: Readonly<Record<string, string>>
  readonly language: Language
  readonly address: string
  /** Value of the page's own cookie, as the browser sent it: not to be trusted. */
  readonly cookie: string | undefined
}
/** A whole page; it has no script. `cookie` is kept a year, for these pages alone. */
export type PublicPage = { readonly html: string; readonly status?: number; readonly cookie?: string; /** A JSON file to take away instead of a page: its name and text. */ readonly file?: { readonly name: string; readonly text: string } }

/** Pages for anyone, by a link: `/public/<city><path>`, GET and, where it takes a form, POST; `cookie` names the page's own, if it has one. */
export type PublicRoute = {
  readonly path: string
  readonly cookie?: string
  readonly get: (given: PublicGiven) => Promise<PublicPage>
  readonly post?: (given: PublicGiven) => Promise<PublicPage>
  /** A problem as a page. */
  readonly fault: (problem: Problem, language: Language) => string
}

const YEAR = 31_536_000
/** Names and values of a form are short; anything longer is no form of ours. */
const LONGEST = 2_000

async function fieldsOf(request: FastifyRequest): Promise<Record<string, string>> {
  const fields: Record<string, string> = {}
  if (!request.isMultipart()) throw new Problem('input.media-type', { expected: 'multipart/form-data' })
  for await (const part of request.parts() as AsyncIterable<Multipart>) {
    if (part.type === 'file') throw new Problem('input.invalid')
    if (typeof part.value === 'string' && part.value.length <= LONGEST) fields[part.fieldname] = part.value
  }
  return fields
}

const queryOf = (request: FastifyRequest): Record<string, string> =>
  Object.fromEntries(Object.entries(request.query as Record<string, unknown>).flatMap(([name, value]) => {
    const first: unknown = Array.isArray(value) ? value[0] : value
    return typeof first === 'string' && first.length <= LONGEST ? [[name, first] as const] : []
  }))

/** The language asked for in the address, else the browser's. */
const languageOf = (request: FastifyRequest): Language => {
  const asked = (request.query as Record<string, unknown>)['lang']
  if (asked === 'zh' || asked === 'en') return asked
  return /^\s*en/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

/** Mounts a public page. Row-level security holds the city; beyond that the handler decides what is shown. */
export function servePublic(app: FastifyInstance, database: Database, route: PublicRoute): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply, write: boolean): Promise<FastifyReply> => {
    const { city = '', ...params } = request.params as Record<string, string>
    const language = languageOf(request)
    const work = async (): Promise<PublicPage> => {
      if (!/^\d{6}$/.test(city)) throw new Problem('route.not-found')
      await database.read({ nobody: city }, async () => undefined) // an unknown city is told so
      const fields = write ? await fieldsOf(request) : {}
      const given = { params, query: queryOf(request), fields, language, address: request.ip, cookie: route.cookie === undefined ? undefined : request.cookies[route.cookie] }
      const entry = { system: 'public', city } as const
      const { post } = route
      if (!write || !post) return database.read(entry, (tx) => route.get({ ...given, tx }))
      return database.write(entry, async (tx) => {
        tx.work.action = `POST /public${route.path}`
        return post({ ...given, tx })
      }, recordAudit)
    }
    const page = await work().catch((error: unknown): PublicPage => {
      if (!(error instanceof Problem)) throw error
      return { status: error.status, html: route.fault(error, language) }
    })
    if (page.cookie !== undefined && route.cookie !== undefined) {
      // `Lax`: the link is opened from a chat or a QR code, and the form is then sent from our own page.
      reply.setCookie(route.cookie, page.cookie, { path: `/public/${city}/`, httpOnly: true, sameSite: 'lax', maxAge: YEAR, secure: request.protocol === 'https' })
    }
    if (page.file) return reply.type('application/json; charset=utf-8').header('content-disposition', `attachment; filename="${page.file.name}"`).header('cache-control', 'no-store').send(page.file.text)
    return reply.code(page.status ?? 200).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page.html)
  }
  const url = `/public/:city${route.path}`
  app.get(url, { schema: { hide: true } }, (request, reply) => answer(request, reply, false))
  if (route.post) app.post(url, { schema: { hide: true } }, (request, reply) => answer(request, reply, true))
}
