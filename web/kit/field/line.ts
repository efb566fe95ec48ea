import { ProblemError } from '../api.ts'
import { currentLanguage } from '../language.tsx'
import type { ProblemBody } from '../../../platform/core/problem.ts'

/** The phone's line to the server: the session is a token that the PIN opened, and opens only together with this phone's id. */
export type Line = {
  /** `told` hears how many bytes have come so far. */
  readonly get: <T>(path: string, told?: (bytes: number) => void) => Promise<T>
  /** `key`: an idempotency key; the same one with the same content is done once. */
  readonly send: <T>(method: 'POST' | 'PUT', path: string, body: unknown, key?: string) => Promise<T>
  readonly piece: <T>(path: string, piece: Blob) => Promise<T>
}

const unreachable = (): ProblemError =>
  new ProblemError({ code: 'network', status: 0, sentence: { zh: '连接不上服务器，内容都在手机里，有信号时自动上传。', en: 'The server cannot be reached. Everything is on the phone and goes up when there is signal.' }, fields: [], details: {} })

async function problemOf(response: Response): Promise<ProblemError> {
  const body = (await response.json().catch(() => null)) as Partial<ProblemBody> | null // read with care below
  if (!body?.code || !body.sentence) {
    // Not a word of ours: a proxy or a hotel’s sign-in page stands between.
    return new ProblemError({ code: 'answer', status: response.status >= 500 ? response.status : 0, sentence: unreachable().sentence, fields: [], details: {} })
  }
  return new ProblemError({ code: body.code, status: response.status, sentence: body.sentence, fields: body.fields ?? [], details: body.details ?? {} })
}

/** Longer than this without an answer is no signal, milliseconds. */
const PATIENCE = 60_000

/** What an answer says, told piece by piece as it comes. */
async function textOf(response: Response, told: (bytes: number) => void): Promise<string> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const reader = response.body!.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value)
    told(bytes += next.value.byteLength)
  }
  return new Blob(pieces).text()
}

async function ask<T>(method: string, path: string, headers: Readonly<Record<string, string>>, body?: BodyInit, told?: (bytes: number) => void): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method, body: body ?? null, credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE), headers: { 'accept-language': currentLanguage(), ...headers },
  }).catch(() => { throw unreachable() })
  if (!response.ok) throw await problemOf(response)
  const answer: unknown = await (told ? textOf(response, told).then((text) => JSON.parse(text)) : response.json()).catch(() => { throw unreachable() })
  return answer as T // shapes are named by the caller from contract.ts
}

const json = { 'content-type': 'application/json' }

export function lineOf(token: string, device: string): Line {
  const who = { authorization: `Bearer ${token}`, 'x-device': device }
  return {
    get: (path, told) => ask('GET', path, who, undefined, told),
    send: (method, path, body, key) => ask(method, path, { ...who, ...json, ...(key ? { 'idempotency-key': key } : {}) }, JSON.stringify(body)),
    piece: (path, piece) => {
      const form = new FormData()
      form.append('file', piece, 'piece')
      return ask('PUT', path, who, form)
    },
  }
}

/** A request of somebody who is not signed in yet. */
export const openLine = {
  get: <T>(path: string): Promise<T> => ask('GET', path, {}),
  post: <T>(path: string, body: unknown): Promise<T> => ask('POST', path, json, JSON.stringify(body)),
}

/** Whether it makes sense to try again later with nothing changed. */
export const isPassing = (error: unknown): boolean => !(error instanceof ProblemError) || error.status === 0 || error.status >= 500 || error.status === 429
