import { newId } from '../../platform/core/ids.ts'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { FieldProblem, ProblemBody } from '../../platform/core/problem.ts'
import { currentLanguage } from './language.tsx'

const ROOT = '/api/v1'

/** A Problem as the browser meets it: the server's sentence in both languages and the faults of each field. */
export class ProblemError extends Error {
  readonly code: string
  readonly status: number
  readonly sentence: Bilingual
  readonly fields: readonly FieldProblem[]
  readonly details: Readonly<Record<string, unknown>>

  constructor(body: Pick<ProblemBody, 'code' | 'status' | 'sentence' | 'fields' | 'details'>) {
    super(`${body.code}: ${body.sentence.en}`)
    this.name = 'ProblemError'
    this.code = body.code
    this.status = body.status
    this.sentence = body.sentence
    this.fields = body.fields
    this.details = body.details
  }
}

const local = (code: string, status: number, zh: string, en: string) =>
  new ProblemError({ code, status, sentence: { zh, en }, fields: [], details: {} })

const unreachable = (method: string) =>
  method === 'GET'
    ? local('network', 0, '连接不上服务器，请稍后再试。', 'The server cannot be reached. Try again in a moment.')
    : local(
        'network',
        0,
        '连接不上服务器。您填写的内容还在，请稍后再试。',
        'The server cannot be reached. What you entered is still here; try again in a moment.',
      )
const unreadable = (status: number) =>
  local(
    'answer',
    status,
    '服务器的回答无法识别（{status}），请稍后再试。'.replace('{status}', String(status)),
    `The server gave an answer that cannot be read (${status}). Try again in a moment.`,
  )

/** The sentence of whatever was thrown, for people. */
export const sentenceOf = (error: unknown): Bilingual =>
  error instanceof ProblemError ? error.sentence : { zh: '页面出错，请刷新后再试。', en: 'The page failed. Reload it and try again.' }

/** What a refusal says of single fields. */
export const faultsIn = (error: unknown): readonly FieldProblem[] => (error instanceof ProblemError ? error.fields : [])

export const isProblem = (error: unknown, code: string): error is ProblemError => error instanceof ProblemError && error.code === code

const onSignedOut = new Set<() => void>()
/** Called when the server says that there is no session any more. Returns how to stop listening. */
export const whenSignedOut = (listener: () => void) => {
  onSignedOut.add(listener)
  return () => void onSignedOut.delete(listener)
}

const SIGNED_OUT = new Set(['session.missing', 'session.ended'])

async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null)
  if (typeof body !== 'object' || body === null || !('code' in body) || !('sentence' in body)) return unreadable(response.status)
  const told = body as Partial<ProblemBody> & Pick<ProblemBody, 'code' | 'status' | 'sentence'> // the shape of platform/core/problem.ts
  const problem = new ProblemError({ ...told, fields: told.fields ?? [], details: told.details ?? {} })
  if (SIGNED_OUT.has(problem.code)) for (const listener of onSignedOut) listener()
  return problem
}

async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: BodyInit,
  signal?: AbortSignal,
): Promise<Response> {
  const response = await fetch(ROOT + path, {
    method,
    headers: { 'accept-language': currentLanguage(), ...headers },
    credentials: 'same-origin',
    body: body ?? null,
    signal: signal ?? null,
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable(method)
  })
  if (!response.ok) throw await problemOf(response)
  return response
}

async function readJson<T>(response: Response): Promise<T> {
  if (response.status === 204) return {} as T // an empty answer is asked for as an empty object only
  return (await response.json().catch(() => {
    throw unreadable(response.status)
  })) as T // shapes are named by the caller from types.ts
}

/**
 * Keys of writes whose answer never came: asked again with the same content they carry the same key,
 * so that a write that did arrive is not done twice.
 */
const unanswered = new Map<string, string>()

async function write<T>(method: string, path: string, body: unknown): Promise<T> {
  const content = JSON.stringify(body ?? {})
  const what = `${method} ${path} ${content}`
  const key = unanswered.get(what) ?? newId()
  unanswered.set(what, key)
  try {
    const answer = await readJson<T>(await send(method, path, { 'content-type': 'application/json', 'idempotency-key': key }, content))
    unanswered.delete(what)
    return answer
  } catch (error) {
    if (error instanceof ProblemError && error.status > 0 && error.status < 500) unanswered.delete(what)
    throw error
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

/** `?a=1&b=2` of what is given; empty values are left out. */
export function queryString(query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return given.length === 0 ? '' : '?' + new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}

/** Address of something the browser opens by itself (a file, an export). */
export const addressOf = (path: string, query?: Query): string => ROOT + path + queryString(query)

export const api = {
  get: async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
    readJson<T>(await send('GET', path + queryString(query), {}, undefined, signal)),
  post: <T>(path: string, body?: unknown): Promise<T> => write<T>('POST', path, body),
  put: <T>(path: string, body: unknown): Promise<T> => write<T>('PUT', path, body),
  remove: <T>(path: string): Promise<T> => write<T>('DELETE', path, {}),
  /** Sends a file; `fields` go before it, as multipart readers want them. */
  upload: async <T>(path: string, file: File, fields: Readonly<Record<string, string>> = {}, signal?: AbortSignal): Promise<T> => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', file)
    return readJson<T>(await send('POST', path, { 'idempotency-key': newId() }, form, signal))
  },
  /** Sends a piece of a file. */
  piece: async <T>(path: string, piece: Blob, query: Query, signal?: AbortSignal): Promise<T> => {
    const form = new FormData()
    form.append('file', piece, 'piece')
    return readJson<T>(await send('PUT', path + queryString(query), {}, form, signal))
  },
  /** A download that may turn out to be a job: the file is saved, or the job's id comes back. */
  download: async (path: string, query?: Query): Promise<{ job: string } | { saved: string }> => {
    const response = await send('GET', path + queryString(query), {})
    if (response.headers.get('content-type')?.startsWith('application/json')) return readJson<{ job: string }>(response)
    const name = fileName(response.headers.get('content-disposition')) ?? 'export'
    saveFile(await response.blob(), name)
    return { saved: name }
  },
}

/** The file name of a content-disposition header; RFC 5987 names (`filename*=UTF-8''…`) come first. */
export function fileName(header: string | null): string | null {
  const extended = header && /filename\*=(?:UTF-8'')([^;]+)/i.exec(header)?.[1]
  if (extended) return decodeURIComponent(extended)
  return (header && /filename="?([^";]+)"?/i.exec(header)?.[1]) || null
}

/** Gives the person a file that the browser made or fetched. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
