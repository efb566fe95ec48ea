import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { date, isDate, type DateOnly } from '../../platform/core/dates.ts'
import { newId } from '../../platform/core/ids.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { readPaper, type Paper } from '../../platform/documents/paper.ts'
import { readStored } from '../../platform/evidence/bytes.ts'
import { findFile } from '../../platform/evidence/files.ts'
import { departmentFunctions } from '../../platform/identity/functions.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import { dateText, idText } from '../../platform/register/schema.ts'
import { initialsOf } from '../../platform/register/search.ts'
import { changeRow, closeRow, findRow, getRow, insertRow } from '../../platform/register/store.ts'
import type { DraftAnswer, PlanDraft } from './contract.ts'
import { offeredLink } from './links.ts'
import { matchNames, unitsBelow } from './names.ts'
import { readPlan } from './read/read.ts'
import type { Deadline, PlanReading } from './read/types.ts'
import { drafts, modes, plans, type DraftRow, type PlanRow } from './registers.ts'
import { planSetting } from './settings.ts'

problems({
  'plan.already-issued': [
    409,
    '这份工作安排已经下达，不能再改识别稿。',
    'This plan has been issued; its reading can no longer be changed.',
  ],
})

// PostgreSQL keeps neither NUL nor half a surrogate pair.
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
const line = (max: number): z.ZodString =>
  z
    .string()
    .trim()
    .max(max)
    .refine(isStorable, {
      params: {
        sentence: { zh: '含有不可见的控制字符，请删除后重新填写。', en: 'It contains invisible control characters; remove them.' },
      },
    })
const names = z.array(line(200).min(1)).max(200)
const span = z.object({ start: z.int().min(0), end: z.int().min(0) })

const draftTask = z.strictObject({
  number: line(20).min(1),
  section: line(300),
  heading: line(300),
  text: line(20_000).min(1),
  mode: z.enum(modes.map(({ code }) => code)),
  lead: names,
  assisting: names,
  joint: names,
  superior: line(200).nullable(),
  targets: z.array(z.strictObject({ text: line(1000), value: z.number(), unit: line(40), indicator: line(100).nullable() })).max(100),
  deadlines: z
    .array(
      z.strictObject({
        text: line(300),
        date: dateText.nullable(),
        repeats: z.enum(['half-year', 'quarter', 'year']).nullable(),
        to: names,
        copy: names,
      }),
    )
    .max(50),
  unclear: z.array(line(500)).max(100),
  span: span.nullable(),
})

/** What a clerk may send back. Numbers of tasks must differ: each becomes a matter of its own. */
export const draftSchema = z
  .strictObject({
    title: line(300).min(1),
    number: line(100),
    issuer: line(300),
    date: dateText.nullable(),
    year: z.int().min(2000).max(2199),
    recipients: names,
    copied_to: names,
    tasks: z.array(draftTask).min(1).max(1000),
    units: z
      .array(
        z.strictObject({
          printed: line(200).min(1),
          take: z.array(idText).max(500),
          create: z.strictObject({ name: line(100).min(2), function: z.enum(departmentFunctions.map(({ code }) => code)) }).nullable(),
        }),
      )
      .max(1000),
    left_out: z.array(span.extend({ text: line(20_000) })).max(2000),
  })
  .superRefine(({ tasks }, context) => {
    tasks.forEach(({ number }, index) => {
      if (tasks.findIndex((other) => other.number === number) === index) return
      context.addIssue({
        code: 'custom',
        path: ['tasks', index, 'number'],
        params: { sentence: { zh: `任务序号 ${number} 重复。`, en: `The number ${number} is there twice.` } },
      })
    })
  })

const yearOf = (title: string, day: DateOnly | null, today: DateOnly): number =>
  Number(/(20\d{2})/.exec(title)?.[1] ?? (day ?? today).slice(0, 4))

/** A printed day that does not exist (2月30日) is told by its words alone. */
const realDate = (deadline: Deadline): Deadline => (isDate(deadline.date) ? deadline : { ...deadline, date: null })

/** The draft that a reading begins as: nothing corrected, nothing decided, no target linked. */
export function draftOf({ plan, spans, leftOut }: PlanReading, today: DateOnly): PlanDraft {
  const day = isDate(plan.date) ? plan.date : null
  return {
    title: plan.title,
    number: plan.number,
    issuer: plan.issuer,
    date: day,
    year: yearOf(plan.title, day, today),
    recipients: plan.recipients,
    copied_to: plan.copied_to,
    tasks: plan.tasks.map((task, at) => ({
      ...task,
      deadlines: task.deadlines.map(realDate),
      targets: task.targets.map((target) => ({ ...target, indicator: null })),
      span: spans[at] ?? null,
    })),
    units: [],
    left_out: leftOut,
  }
}

export type ReadFile = {
  readonly file: { readonly id: string; readonly name: string } | null
  readonly region: string
  readonly id?: string
}

/** Keeps a reading as a plan that is being checked. The same id again gives the plan that is there. */
export async function keepReading(tx: Tx, paper: Paper, { file, region, id = newId() }: ReadFile): Promise<PlanRow> {
  const before = await findRow(tx, plans, id)
  if (before) return before
  // Signs that cannot be stored give way to others of the same length: offsets into the text must stay right.
  const clean = { ...paper, text: paper.text.toWellFormed().replaceAll('\u0000', ' ') }
  const reading = readPlan(clean)
  if (reading.plan.tasks.length === 0) throw new Problem('plan.no-tasks')
  const draft = draftOf(reading, tx.work.today)
  const plan = await insertRow(
    tx,
    plans,
    { ...headOf(draft), region, state: 'draft', office_unit: null, file_id: file?.id ?? null, assigned_at: null },
    id,
  )
  await insertRow(tx, drafts, { plan_id: id, region, name: file?.name ?? draft.title, paper: clean.text, draft })
  return plan
}

/** What a draft says of the plan itself. A notice without a title is called by its file's first words. */
const headOf = (draft: PlanDraft): Record<string, unknown> => ({
  title: (draft.title || draft.tasks[0]!.text).slice(0, 300),
  number: draft.number || null,
  issuer: draft.issuer || null,
  issued_on: draft.date,
  year: draft.year,
  recipients: draft.recipients,
  copied_to: draft.copied_to,
})

/** Reads an uploaded notice and keeps the reading as a draft; the job's result is `{plan, tasks}`. */
export const readJob: JobDeclaration = {
  kind: 'workplan.read',
  title: { zh: '识别工作安排', en: 'Read a work plan' },
  maxAttempts: 3,
  run: async ({ job, files, read, write }) => {
    const { file: id, region } = z.object({ file: idText, region: z.string() }).parse(job.payload)
    const file = await read((tx) => findFile(tx, id))
    if (!file) throw new Problem('row.not-found')
    const paper = readPaper(file.name, await buffer(readStored(files, file.hash)))
    const plan = await write((tx) => keepReading(tx, paper, { file, region, id: job.id }))
    return { plan: plan.id }
  },
}

/** The draft of a plan. @throws Problem `row.not-found` (404) */
export async function getDraft(tx: Tx, plan: string, options: { lock?: boolean } = {}): Promise<DraftRow> {
  const found = (await tx
    .selectFrom('plan_draft' as never)
    .select('id' as never)
    .where('plan_id' as never, '=', plan as never)
    .executeTakeFirst()) as { id: string } | undefined
  if (!found) throw new Problem('row.not-found')
  return (await getRow(tx, drafts, found.id, options)) as DraftRow
}

/** The day on which groups are expanded: that of the notice. */
export const dayOf = (draft: Pick<PlanDraft, 'date'>, today: DateOnly): DateOnly => (draft.date === null ? today : date(draft.date))

/** The draft beside its paper, with how each printed name stands and the links that are offered. */
export async function draftAnswer(tx: Tx, plan: PlanRow): Promise<DraftAnswer> {
  const row = await getDraft(tx, plan.id)
  const units = await unitsBelow(tx, plan.region)
  const [found, links] = await Promise.all([
    matchNames(tx, row.draft, plan.region, units, dayOf(row.draft, tx.work.today)),
    planSetting(tx, 'workplan.indicator-links'),
  ])
  const offers = row.draft.tasks
    .filter(({ targets }) => targets.length > 0)
    .map(({ number, targets }) => [number, targets.map((target) => offeredLink(target, links))] as const)
  return {
    id: plan.id,
    version: row.version,
    region: plan.region,
    paper: row.paper ?? '',
    draft: row.draft,
    names: found,
    units: units.map(({ id, name, region }) => ({ id, name, region, initials: initialsOf(name) })),
    offers: Object.fromEntries(offers),
  }
}

/** @throws Problem `plan.already-issued`, `row.closed` (409) */
export function mustBeOpen(plan: PlanRow): void {
  if (plan.closed_at !== null) throw new Problem('row.closed')
  if (plan.state !== 'draft') throw new Problem('plan.already-issued')
}

/** Throws a reading away: it leaves the lists and can no longer be issued. @throws Problem `plan.already-issued` (409) */
export async function discardDraft(tx: Tx, plan: PlanRow, reason: string): Promise<void> {
  mustBeOpen(plan)
  tx.work.reason = reason
  await closeRow(tx, drafts, await getDraft(tx, plan.id, { lock: true }), reason)
  await closeRow(tx, plans, plan, reason)
}

/** Keeps a corrected draft as a new version. @throws Problem `row.changed` (409), `plan.already-issued` (409) */
export async function correctDraft(tx: Tx, plan: PlanRow, version: number, draft: PlanDraft): Promise<void> {
  mustBeOpen(plan)
  const before = await getDraft(tx, plan.id, { lock: true })
  if (before.version !== version) throw new Problem('row.changed', { version: before.version })
  await changeRow(tx, drafts, before, { draft })
  await changeRow(tx, plans, plan, headOf(draft))
}
