import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { dateAt, instant, type Instant } from '../../../platform/core/dates.ts'
import { newId } from '../../../platform/core/ids.ts'
import { fileId, newAction, type Action, type FileNote } from '../../../web/kit/field/outbox.ts'
import type { Conduct, Draft, DraftContent, FieldBundle, FieldTask } from '../contract.ts'
import { conductOf, toldPoints, type Told } from '../conduct-form/told.ts'
import { follows, judge, type InspectionForm } from '../rules/result.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { blank, faultsOf, type Filling } from '../sheet-form/filling.ts'

export const DUTY = 'inspection'
/** Name of the draft of an inspection on the phone. */
export const draftName = (id: string): string => `${DUTY}:${id}`

export type Place = { readonly lng: number; readonly lat: number; readonly accuracy: number | null }

/** A place without a licence as it was written down on the spot. */
export type Found = { readonly name: string; readonly type: string; readonly address: string; readonly lng: number | null; readonly lat: number | null; readonly found_on: string }

/** An inspection as it stands on the phone. */
export type Work = {
  readonly id: string
  /** A place found on the street, which the server hears of with the inspection: its task and sheet are the phone’s own. */
  readonly found?: { readonly place: Found; readonly task: FieldTask; readonly sheet: Sheet }
  readonly filling: Filling
  readonly startedAt: Instant
  /** Where the phone was when it began. */
  readonly place: Place | null
  readonly answeredAt: Readonly<Record<string, Instant>>
  readonly photos: NonNullable<Conduct['photos']>
  readonly present: readonly string[]
  /** Hashes of pictures by person; `business` is who signed for the place. */
  readonly signatures: Readonly<Record<string, string>>
  readonly signedAt: Instant | null
  readonly dueOn: string | null
} & Told

export const begin = (task: FieldTask, place: Place | null, now: Instant): Work => ({
  id: task.id, filling: blank, startedAt: now, place, answeredAt: {}, photos: {}, present: task.inspectors.map(({ id }) => id), signatures: {}, businessBy: '', refusal: null, signedAt: null, dueOn: null,
})

/** Begins at once at a place that was found: the task is made here, by the sheet that the phone carries for its type. */
export function beginFound(id: string, place: Found, inspectors: FieldTask['inspectors'], { found, sheets }: FieldBundle, at: Place | null, now: Instant): Work | null {
  const sheet = found?.[place.type]
  if (sheet === undefined || !sheets[sheet]) return null
  const { name, type, address, lng, lat, found_on } = place
  const task: FieldTask = {
    id, version: 0, premises: { id, name, type, address, lng, lat, region: '', licence: null, licensedUntil: null, dutyLevel: null }, kind: 'daily', chosenBy: 'found', plannedOn: found_on, dueOn: null, sheet, inspectors, last: null, openOrders: 0,
  }
  return { ...begin(task, at, now), found: { place, task, sheet: sheets[sheet] } }
}

/** Goes on with what a colleague’s phone had sent. */
export const takeOver = (task: FieldTask, draft: Draft, place: Place | null, now: Instant): Work => {
  const { startedAt, ...content } = draft.content
  return { ...begin(task, place, now), filling: { ...blank, ...content }, startedAt: (startedAt ?? now) as Instant }
}

/** What is signed was there to be signed: a change afterwards takes the signatures away. */
export function fill(work: Work, filling: Filling, now: Instant): Work {
  const before = new Map(work.filling.findings.map((finding) => [finding.code, finding]))
  const answeredAt = Object.fromEntries(filling.findings.map((finding) => [finding.code, before.get(finding.code) === finding ? work.answeredAt[finding.code] ?? now : now]))
  return { ...work, filling, answeredAt, signatures: {}, signedAt: null }
}

const called = (name: string, at: number): Bilingual => (name === '' ? { zh: `检查人员 ${at + 1}`, en: `Inspector ${at + 1}` } : { zh: name, en: name })
/** An inspector by name; a colleague of another unit, whose name this one may not see, by number. */
export const calledOf = (task: FieldTask, at: number): Bilingual => called(task.inspectors[at]!.name, at)

/** What still has to be done before the inspection may be ended. */
export function openPoints(work: Work, task: FieldTask, sheet: Sheet): readonly Bilingual[] {
  const points: Bilingual[] = faultsOf(sheet, task.kind as InspectionForm, work.filling).slice(0, 1).map(({ sentence }) => sentence)
  if (work.present.length < 2) points.push({ zh: '检查人员不得少于 2 人。', en: 'At least 2 inspectors must take part.' })
  for (const [at, { id }] of task.inspectors.entries()) {
    const who = calledOf(task, at)
    if (work.present.includes(id) && !work.signatures[id]) points.push({ zh: `${who.zh} 尚未签名。`, en: `${who.en} has not signed.` })
  }
  if (!work.refusal && !work.signatures['business']) points.push({ zh: '被检查单位尚未签名。', en: 'The business has not signed.' })
  points.push(...toldPoints(work, dateAt(work.startedAt)))
  return points
}

/** What the phone showed when an inspection ended. */
export type Shown = {
  readonly name: string
  readonly licence: string | null
  readonly on: string
  readonly kind: string
  readonly result: 'pass' | 'basic' | 'fail'
  readonly score: number | null
  readonly failed: readonly { readonly code: string; readonly text: Bilingual; readonly note: string | null; readonly corrected: boolean }[]
  readonly follow: 'nothing' | 'corrected' | 'order' | 'case'
  readonly dueOn: string | null
  readonly inspectors: readonly Bilingual[]
  readonly stop: boolean
}

/** The result by the same rules as the server’s. @throws Problem where the sheet is not complete */
export function resultOf(work: Work, task: FieldTask, sheet: Sheet, now: Instant): Shown {
  const { facts, findings, corrected, stop } = work.filling
  const judged = judge(sheet, { form: task.kind as InspectionForm, facts, findings, corrected, stop })
  const on = dateAt(now)
  // The kind alone is asked: the date of an order is the inspectors’, or the city’s usual one, which the server counts.
  const { kind } = follows(judged, stop, on, [], undefined as never, on)
  const notes = new Map(findings.map(({ code, note }) => [code, note ?? null]))
  return {
    name: task.premises.name, licence: task.premises.licence, on, kind: task.kind, result: judged.result, score: judged.score?.tenth ?? null, follow: kind, dueOn: work.dueOn, stop,
    failed: judged.failed.map(({ item, corrected: done }) => ({ code: item.code, text: item.text, note: notes.get(item.code) ?? null, corrected: done })),
    inspectors: task.inspectors.flatMap(({ id }, at) => (work.present.includes(id) ? [calledOf(task, at)] : [])),
  }
}

/** What `finish` says to the server; the phone’s clock at sending is added when it leaves. */
export function finishInput(work: Work, place: Place | null, now: Instant): Readonly<Record<string, unknown>> {
  const { facts, findings, corrected, stop, note } = work.filling
  const at = work.place ?? place
  const conduct = conductOf(work, work)
  return {
    facts, findings, corrected, stop, note, present: work.present, started_at: work.startedAt, signed_at: work.signedAt ?? now, finished_at: now, answered_at: work.answeredAt,
    lng: at?.lng ?? null, lat: at?.lat ?? null, accuracy: at?.accuracy ?? null, conduct, order_due_on: work.dueOn,
  }
}

export const FOUND = '/field/found'
export const foundTitle: Bilingual = { zh: '登记无证场所', en: 'An unlicensed place' }
/** What `FOUND` is told of a place and of the inspection that was carried out there at once. */
export const foundInput = ({ place, task }: NonNullable<Work['found']>, done: { readonly action: string; readonly files: readonly string[]; readonly finish: Readonly<Record<string, unknown>> }): Readonly<Record<string, unknown>> =>
  ({ ...place, inspectors: task.inspectors.map(({ id }) => id), done: { id: task.id, sheet: task.sheet, ...done } })

/** A place that is only written down; `id` is that of its draft, if there is one, and `photos` are those taken there before. */
export const foundOnly = (place: Found, id: string, note: string, photos: readonly string[] = []): Action =>
  newAction({ id: newId(), matter: 'found', of: id, action: 'found', path: FOUND, input: { ...place, inspectors: [], photos }, files: photos.map((hash) => fileId(id, hash)), draft: draftName(id), shown: { name: place.name, note }, madeAt: nowOf() })

/** What a picture of an inspection belongs to: at a place that was just found, to nothing that the server has. */
export const aboutOf = (work: Work): FileNote['about'] => (work.found ? null : { table: DUTY, id: work.id })

/** A picture of an inspection as it is kept until it has gone up. */
export const noteOf = (work: Work, file: Pick<FileNote, 'hash' | 'name' | 'size' | 'note'>): FileNote => ({
  ...file, id: fileId(work.id, file.hash), about: aboutOf(work), draft: draftName(work.id), upload: null, sent: false, refusal: null,
})

/** A draft as the server keeps it for the other inspector. */
export function draftContent(work: Work): DraftContent {
  const { facts, findings, corrected, note } = work.filling
  return { facts, findings, corrected, note, startedAt: work.startedAt }
}

/** Photos of the place: of items, and kept as evidence. */
export const photosOf = (work: Work): readonly string[] => [...new Set([...work.filling.findings.flatMap(({ photos }) => photos ?? []), ...work.beside?.evidence?.files ?? []])]

/** Pictures that an inspection needs: those of the place, its signatures, the video of a refusal. */
export const picturesOf = (work: Work): readonly string[] => [...new Set([...photosOf(work), ...Object.values(work.signatures), ...(work.refusal?.video ? [work.refusal.video] : [])])]

export const nowOf = (): Instant => instant(Date.now())
