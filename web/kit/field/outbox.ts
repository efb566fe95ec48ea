import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Mark } from '../../../platform/core/claim.ts'
import type { Instant } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import { ProblemError } from '../api.ts'
import type { Keep } from './keep.ts'
import { isPassing, type Line } from './line.ts'

/** What the server has in its place: what was done to it last, and the plain values of its row. */
export type Standing = { readonly label: Bilingual | null; readonly actor: string; readonly at: Instant; readonly row: Readonly<Record<string, unknown>> }

/** What the server said no with, and what it has instead, where it told. */
export type Refusal = { readonly code: string; readonly status: number; readonly sentence: Bilingual; readonly fields: readonly FieldProblem[]; readonly at: Instant; readonly standing?: Standing }

/** One thing done on the phone that the server has to hear of: data, from which the request is made when it is sent. */
export type Action = {
  /** Idempotency key and id of the action in the matter. */
  readonly id: string
  readonly matter: string
  readonly of: string
  readonly action: string
  /** Where it goes, where it is no action of a matter that is there: its key alone then keeps it from being done twice. */
  readonly path?: string
  /** Of one with a path: what the server answers where it has it. Such a one says the phone's clock when it leaves, too. */
  readonly receipt?: string
  readonly version: number
  readonly input: Readonly<Record<string, unknown>>
  /** Ids of the pictures that must be there first. */
  readonly files: readonly string[]
  /** Name under which its draft is kept. */
  readonly draft: string
  /** What the phone showed when it was done. */
  readonly shown: Readonly<Record<string, unknown>>
  readonly madeAt: Instant
  readonly state: 'waiting' | 'refused' | 'received'
  /** It has left the phone at least once, and no answer may have come. */
  readonly tried: boolean
  readonly refusal: Refusal | null
  readonly receivedAt: Instant | null
  /** What the server marked beside it: a clock that is off, a place far away. */
  readonly marks?: readonly Mark[]
}

/** A new action that waits to be sent. */
export const newAction = (of: Pick<Action, 'id' | 'matter' | 'of' | 'action' | 'input' | 'draft' | 'shown' | 'madeAt' | 'path' | 'receipt'> & Partial<Pick<Action, 'version' | 'files'>>): Action =>
  ({ version: 0, files: [], ...of, state: 'waiting', tried: false, refusal: null, receivedAt: null })

/** Pictures that are the same to the last bit may still belong to two records. */
export const fileId = (of: string, hash: string): string => `${of}:${hash}`

/** A picture that goes up before what it belongs to. Its bytes lie under the same id (`fileId`). */
export type FileNote = {
  readonly id: string
  readonly hash: string
  readonly name: string
  readonly size: number
  readonly note: string
  /** Null: the server does not have what it is about yet, and puts the picture to it when it makes that. */
  readonly about: { readonly table: string; readonly id: string } | null
  readonly draft: string
  readonly upload: string | null
  readonly sent: boolean
  readonly refusal: Refusal | null
}

type Deps = { readonly keep: Keep; readonly line: Line; readonly now: () => Instant; readonly pause?: (ms: number) => Promise<void> }

/** Bytes of one piece: little is sent twice where the line breaks all the time. */
export const PIECE = 256 * 1024

export const refusalOf = (error: ProblemError, at: Instant): Refusal => ({ code: error.code, status: error.status, sentence: error.sentence, fields: error.fields, at })
const is = (error: unknown, code: string): error is ProblemError => error instanceof ProblemError && error.code === code

/**
 * Sends a picture, from where it broke off. The upload’s id is kept before the first piece leaves: asked again after the answer to
 * its end was lost, the server answers with the file that is there.
 * @throws ProblemError also where trying again later makes sense
 */
export async function sendFile({ keep, line }: Deps, given: FileNote): Promise<FileNote> {
  const bytes = await keep.find<Uint8Array<ArrayBuffer>>('bytes', given.id)
  if (!bytes) return given
  const put = async (next: FileNote): Promise<FileNote> => {
    await keep.write([{ kind: 'file', id: next.id, value: next }])
    return next
  }
  let note = given
  if (note.upload !== null) {
    try {
      await line.send('POST', `/uploads/${note.upload}/finish`, {})
      return await put({ ...note, sent: true, refusal: null })
    } catch (error) {
      // It was swept: it begins anew.
      if (is(error, 'row.not-found') || is(error, 'upload.differs')) note = await put({ ...note, upload: null })
      else if (!is(error, 'upload.incomplete')) throw error
    }
  }
  const begun = await line.send<{ id: string; received: number }>('POST', '/uploads', { name: note.name, size: note.size, hash: note.hash, ...(note.about && { about_table: note.about.table, about_id: note.about.id }), note: note.note })
  note = await put({ ...note, upload: begun.id })
  for (let at = begun.received; at < note.size;) {
    const blob = new Blob([bytes.slice(at, at + PIECE)])
    at = await line.piece<{ received: number }>(`/uploads/${begun.id}?offset=${at}`, blob).then(({ received }) => received, (error: unknown) => {
      if (is(error, 'upload.offset')) return Number(error.details['received'])
      throw error
    })
  }
  await line.send('POST', `/uploads/${begun.id}/finish`, {})
  return put({ ...note, sent: true, refusal: null })
}

const pathOf = ({ matter, of }: Action): string => `/matters/${matter}/${of}`

/** What the server says of a record: as the row of a matter, or by itself. */
type Answer = { readonly row?: Readonly<Record<string, unknown>>; readonly marks?: unknown; readonly actions?: readonly { readonly id: string; readonly label?: Bilingual | null; readonly actor?: string; readonly at?: Instant }[] } | null

/** What the server says of a record, and whether it has the action already, its answer having been lost on the way. */
async function askThere(line: Line, action: Action): Promise<{ readonly has: boolean; readonly found: Answer }> {
  if (action.path !== undefined && action.receipt === undefined) return { has: false, found: null }
  const found = await line.get<Answer>(action.receipt ?? pathOf(action)).catch((error: unknown) => {
    if (isPassing(error) || (error as ProblemError).status === 401) throw error
    return null
  })
  return { has: found !== null && (action.receipt !== undefined || (found.actions ?? []).some(({ id }) => id === action.id)), found }
}

const plain = (value: unknown): boolean => value === null || typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 200)

/** What stands there now, to be shown beside what was refused. */
function standingOf(found: Answer): Standing | undefined {
  const last = found?.actions?.[0]
  if (!last?.actor || !last.at) return undefined
  return { label: last.label ?? null, actor: last.actor, at: last.at, row: Object.fromEntries(Object.entries(found?.row ?? {}).filter(([, value]) => plain(value))) }
}

/** The server has it: its receipt is kept in the same step that takes the draft and the pictures off the phone. */
async function receive({ keep, now }: Deps, action: Action, answer: Answer): Promise<Action> {
  const marks = answer?.row?.marks ?? answer?.marks
  const received: Action = { ...action, state: 'received', refusal: null, receivedAt: now(), ...(Array.isArray(marks) && { marks: marks as Mark[] }) } // as claims are marked
  const files = [...(await keep.all<FileNote>('file')).values()].filter((file) => file.draft === action.draft && file.sent)
  await keep.write([
    { kind: 'action', id: action.id, value: received },
    { kind: 'draft', id: action.draft, gone: true },
    ...files.flatMap(({ id }) => [{ kind: 'file' as const, id, gone: true as const }, { kind: 'bytes' as const, id, gone: true as const }]),
  ])
  return received
}

async function refuse({ keep, now }: Deps, action: Action, error: ProblemError, found: Answer): Promise<Action> {
  const standing = standingOf(found)
  const refused: Action = { ...action, state: 'refused', refusal: { ...refusalOf(error, now()), ...(standing && { standing }) } }
  await keep.write([{ kind: 'action', id: action.id, value: refused }])
  return refused
}

/**
 * Sends one action whose pictures are there. What the server refuses is kept with its sentence, whatever the reason: only a person
 * takes it away or sends it again.
 * @throws ProblemError where there is no signal, or the session has ended
 */
export async function sendAction(deps: Deps, action: Action): Promise<Action> {
  const { keep, line, now } = deps
  const before = action.tried ? await askThere(line, action) : null
  if (before?.has) return receive(deps, action, before.found)
  const tried: Action = { ...action, tried: true }
  await keep.write([{ kind: 'action', id: action.id, value: tried }])
  try {
    // By its key alone it is the same only where every word is the same.
    const answer = action.path !== undefined
      ? await line.send<Answer>('POST', action.path, { ...action.input, ...(action.receipt !== undefined && { sent_at: now() }) }, action.id)
      : await line.send<Answer>('POST', `${pathOf(action)}/${action.action}`, { version: action.version, ...action.input, sent_at: now() }, action.id)
    return await receive(deps, tried, answer)
  } catch (error) {
    if (!(error instanceof ProblemError) || isPassing(error) || error.status === 401) throw error
    // Two tries crossed, and the first one arrived.
    const { has, found } = await askThere(line, tried)
    return has ? receive(deps, tried, found) : refuse(deps, tried, error, found)
  }
}

/**
 * Everything that waits, pictures first, in the order in which it was done.
 * @returns what is known now of the actions that were looked at
 * @throws ProblemError where there is no signal, or the session has ended: what went up until then is kept as sent
 */
export async function sendAll(deps: Deps, told: () => void = () => {}): Promise<void> {
  const { keep, now } = deps
  for (const file of (await keep.all<FileNote>('file')).values()) {
    if (file.sent) continue
    try {
      await sendFile(deps, file)
    } catch (error) {
      if (!(error instanceof ProblemError) || isPassing(error) || error.status === 401) throw error
      await keep.write([{ kind: 'file', id: file.id, value: { ...file, refusal: refusalOf(error, now()) } satisfies FileNote }])
    }
    told()
  }
  const files = await keep.all<FileNote>('file')
  const waiting = [...(await keep.all<Action>('action')).values()].filter(({ state }) => state === 'waiting').toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const action of waiting) {
    const stuck = action.files.map((id) => files.get(id)).find((file) => file && !file.sent)
    if (stuck?.refusal) await keep.write([{ kind: 'action', id: action.id, value: { ...action, state: 'refused', refusal: stuck.refusal } satisfies Action }])
    else if (!stuck) await sendAction(deps, action)
    told()
  }
}
