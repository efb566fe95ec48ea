import type { FastifyRequest } from 'fastify'
import { Problem, problems } from '../core/problem.ts'

problems({ 'request.cross-site': [403, '不接受来自其他网站的提交。', 'Requests from other sites are not accepted.'] })

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])
const PLAIN = /^(application\/json|multipart\/form-data)\b/i

/**
 * The second wall behind `SameSite=Strict`: a write that a browser says comes from elsewhere is refused, and so is a
 * body type that a form on another site could send without asking first.
 * @throws Problem `request.cross-site` (403), `input.media-type` (415)
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (READS.has(request.method)) return
  const from = request.headers['sec-fetch-site']
  if (from !== undefined && from !== 'same-origin' && from !== 'none') throw new Problem('request.cross-site')
  const type = request.headers['content-type']
  if (type !== undefined && !PLAIN.test(type)) throw new Problem('input.media-type', { expected: 'application/json' })
}
