import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { Standing } from '../../../platform/core/claim.ts'
import { dateAt, instant, type DateOnly, type Instant } from '../../../platform/core/dates.ts'
import type { Action } from '../../../web/kit/field/outbox.ts'
import type { PhotoInfo } from '../../../web/kit/field/photos.tsx'
import type { BehalfBook, BehalfPlace } from '../../selfcheck/index.ts'
import type { BoundUnit, DutyBundle, Found, KeptVisit, ListLine, VisitDraft } from '../contract.ts'
import type { DutyVisit } from '../rules/duty-visits.ts'

export const DUTY = 'dutylevel'
const VISIT = `${DUTY}:visit:`
/** Names of drafts on the phone: the visit of a unit, and a record written down for its shopkeeper. */
export const visitDraft = (binding: string): string => `${VISIT}${binding}`
export const recordDraft = (binding: string, kind: string): string => `${DUTY}:record:${binding}:${kind}`
export const isVisit = (draft: string): boolean => draft.startsWith(VISIT)

export const nowOf = (): Instant => instant(Date.now())

type Answer = { readonly ok: boolean; readonly found: string; readonly photos: readonly string[] }

/** A visit as it stands on the phone. */
export type Work = {
  readonly binding: string
  readonly startedAt: Instant
  /** Where the phone was when it began. */
  readonly place: Standing | null
  readonly mode: DutyVisit['mode']
  readonly leader: string
  readonly answers: Readonly<Record<string, Answer>>
  /** Problems that no line of the list names. */
  readonly others: readonly Omit<Answer, 'ok'>[]
  readonly note: string
  readonly photos: readonly string[]
  readonly taken: Readonly<Record<string, PhotoInfo>>
}

export const begin = (binding: string, place: Standing | null, now: Instant): Work =>
  ({ binding, startedAt: now, place, mode: 'on_site', leader: '', answers: {}, others: [], note: '', photos: [], taken: {} })

/** Goes on with what one's other phone had sent; its pictures are there. */
export function takeOver({ content }: KeptVisit, binding: string, place: Standing | null, now: Instant): Work {
  const { mode, leader, answers, others, note } = content
  return {
    ...begin(binding, place, now), mode, leader, note, others: others.map((found) => ({ found, photos: [] })),
    answers: Object.fromEntries(Object.entries(answers).map(([code, answer]) => [code, { ...answer, photos: [] }])),
  }
}

/** A visit as the server keeps it for one's other phone. */
export const draftContent = ({ mode, leader, answers, others, note, startedAt }: Work): VisitDraft =>
  ({ mode, leader, note, startedAt, others: others.map(({ found }) => found), answers: Object.fromEntries(Object.entries(answers).map(([code, { ok, found }]) => [code, { ok, found }])) })

export const linesFor = (bundle: DutyBundle, unit: BoundUnit): readonly ListLine[] => bundle.tasks.filter(({ levels }) => levels.includes(unit.level))
const blank = (text: string): boolean => text.trim() === ''

/** What still has to be done before the visit may be handed in. */
export function openPoints(work: Work, lines: readonly ListLine[]): readonly Bilingual[] {
  const open = lines.filter(({ code }) => work.answers[code] === undefined).length
  const unsaid = lines.some(({ code }) => work.answers[code]?.ok === false && blank(work.answers[code].found)) || work.others.some(({ found }) => blank(found))
  return [
    ...(work.mode === 'with_leader' && blank(work.leader) ? [{ zh: '请填写带队领导。', en: 'Name the leader.' }] : []),
    ...(open > 0 ? [{ zh: `还有 ${open} 项未填。`, en: `${open} lines are open.` }] : []),
    ...(unsaid ? [{ zh: '请写明发现的问题。', en: 'Say what was found.' }] : []),
  ]
}

const foundIn = (work: Work, lines: readonly ListLine[]): readonly Found[] => [
  ...lines.flatMap(({ code, text }) => (work.answers[code]?.ok === false ? [{ line: text.zh, found: work.answers[code].found.trim(), photos: work.answers[code].photos }] : [])),
  ...work.others.map(({ found, photos }) => ({ line: null, found: found.trim(), photos })),
]

/** What `visit` says to the server; the phone's clock at sending is added when it leaves. */
export const visitInput = (work: Work, lines: readonly ListLine[], place: Standing | null, now: Instant): Readonly<Record<string, unknown>> => ({
  visited_on: dateAt(now), mode: work.mode, leader: work.mode === 'with_leader' ? work.leader.trim() : null, found: foundIn(work, lines), note: work.note.trim() || null,
  checks: lines.map(({ code, text }) => ({ code, text: text.zh, ok: work.answers[code]!.ok })), photos: work.photos, place: work.mode === 'remote' ? null : work.place ?? place, taken: work.taken, started_at: work.startedAt, finished_at: now,
})

export const picturesOf = (work: Work): readonly string[] => [...new Set([...work.photos, ...Object.values(work.answers).flatMap(({ photos }) => photos), ...work.others.flatMap(({ photos }) => photos)])]

/** What the phone showed when a visit was handed in, or a record written down. */
export type Shown = {
  readonly name: string
  readonly on: DateOnly
  readonly what: Bilingual
  readonly lines: number
  readonly found: readonly { readonly line: Bilingual | null; readonly found: string }[]
  readonly photos: number
}

export const shownOf = (work: Work, unit: BoundUnit, lines: readonly ListLine[], what: Bilingual, now: Instant): Shown => ({
  name: unit.name, on: dateAt(now), what, lines: lines.length, photos: picturesOf(work).length, found: foundIn(work, lines).map(({ line, found }) => ({ line: lines.find(({ text }) => text.zh === line)?.text ?? null, found })),
})

/** What was handed in here and is not in the bundle yet. */
export const visitSent = (actions: ReadonlyMap<string, Action>, unit: BoundUnit, carriedAt: Instant | undefined): Action | undefined =>
  [...actions.values()].find(({ draft, state, receivedAt }) => draft === visitDraft(unit.binding) && (state === 'waiting' || (state === 'received' && (carriedAt === undefined || receivedAt! > carriedAt))))

export type BehalfKind = BehalfBook['kinds'][number]

/** How a kind of record stands on a day. */
export function behalfState(kind: BehalfKind['kind'], place: BehalfPlace, today: DateOnly): 'done' | 'closed' | 'open' {
  if (place.done.some((one) => one.kind === kind && one.from <= today && today <= one.until)) return 'done'
  // Beyond the days that the phone knows of, the server says whether the place was closed.
  const last = place.opens.at(-1)
  return kind === 'daily' && (last === undefined || today <= last) && !place.opens.includes(today) ? 'closed' : 'open'
}

/** A self-check as it is written down on the phone. */
export type BehalfWork = {
  readonly id: string
  readonly startedAt: Instant
  readonly place: Standing | null
  readonly filledBy: string
  readonly role: string
  readonly answers: Readonly<Record<string, 'ok' | 'bad' | 'none'>>
  readonly wrong: Readonly<Record<string, { readonly text: string; readonly measure: string }>>
  readonly decision: string
  readonly photos: readonly string[]
}
