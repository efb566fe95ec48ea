import { readdir } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../core/problem.ts'

/**
 * What a page of ours may do: load from here only. Styles are made in the page by the component library, so they may stand
 * in it; scripts may not.
 */
const PAGE_POLICY = [
  "default-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self'", "object-src 'none'",
  "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
].join('; ')
/** Answers that are data never need to load anything. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** The phone's page with all below it, and its service worker, which is under the policy that it came with. */
const FIELD = 'field'
const FIELD_WORKER = 'field-worker.js'

const YEAR = 31_536_000

/** Headers of every answer; a route that set its own keeps them. */
export function secureHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const set = (name: string, value: string): void => {
      if (!reply.hasHeader(name)) reply.header(name, value)
    }
    set('x-content-type-options', 'nosniff')
    set('referrer-policy', 'same-origin')
    set('cross-origin-opener-policy', 'same-origin')
    set('x-frame-options', 'DENY')
    // The API's readable page brings scripts and styles of its own.
    if (request.url.startsWith('/api/docs')) return
    // “Not modified” has no content type, and its headers would replace those of the page that the browser kept.
    if (reply.statusCode === 304) return
    const page = String(reply.getHeader('content-type') ?? '').startsWith('text/html')
    set('content-security-policy', page ? PAGE_POLICY : DATA_POLICY)
    if (request.url.startsWith('/api/')) set('cache-control', 'no-store')
  })
}

/**
 * Serves the built pages of a folder: files under their names, the ones whose names carry their content's hash for ever;
 * every other address is the application's own and gets its page.
 */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Set(found.filter((entry) => entry.isFile()).map((entry) =>
    relative(folder, `${entry.parentPath}${sep}${entry.name}`).split(sep).join('/')))
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false })
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = (request.params as { '*': string })['*']
    if (files.has(path) && path !== 'index.html') {
      if (path === FIELD_WORKER) reply.header('content-security-policy', PAGE_POLICY)
      reply.header('cache-control', path.startsWith('assets/') ? `public, max-age=${YEAR}, immutable` : 'no-cache')
      return reply.sendFile(path)
    }
    // Neither the API, nor a public page that is not there, nor a file of an earlier build is a page.
    if (/^(?:api|public|assets)\//.test(path)) throw new Problem('route.not-found')
    reply.header('cache-control', 'no-cache')
    return reply.sendFile(path === FIELD || path.startsWith(`${FIELD}/`) ? 'field/index.html' : 'index.html')
  })
}
