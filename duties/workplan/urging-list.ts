import { sql } from 'kysely'
import { z } from 'zod'
import { loadCalendar } from '../../platform/calendar/load.ts'
import type { Calendar } from '../../platform/calendar/calendar.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { writtenDate } from '../../platform/documents/official.ts'
import { printDocument } from '../../platform/documents/printed.ts'
import { fillTemplate, templateFor } from '../../platform/documents/templates.ts'
import { within } from '../../platform/identity/actor.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import { addJob } from '../../platform/jobs/queue.ts'
import { escalationDocuments, papersFor, type Escalation, type EscalationDocument, type UrgedUnit } from '../../platform/matter/escalation.ts'
import { URGES, type Urge } from '../../platform/matter/urges.ts'
import { dateText, idText } from '../../platform/register/schema.ts'
import { planSetting } from './settings.ts'
import { calledIn, PRINT_JOB, rungOf } from './urging.ts'

/** A matter of another duty that climbed a rung, with the unit that holds it and the office that urges. */
export type Climbed = { readonly urge: Urge; readonly matter: string; readonly id: string; readonly title: string; readonly region: string; readonly due_on: DateOnly; readonly holder: UrgedUnit; readonly office: UrgedUnit | undefined }

export const LIST_JOB = 'workplan.print-list'

/** A letter to one unit about all that one holder is late with, by what tells it from others. */
export type Letter = { readonly paper: Escalation; readonly of: readonly Climbed[] }

/** Where a unit holds many late matters it gets one letter a rung with the list of them, where it holds one the letter of that one. */
export async function lettersFor(tx: Tx, climbed: readonly Climbed[], units: readonly UrgedUnit[]): Promise<ReadonlyMap<string, Letter>> {
  const letters = new Map<string, { paper: Escalation; of: Climbed[] }>()
  for (const one of climbed) {
    const [rung] = await rungOf(tx, URGES[one.urge])
    if (!rung) continue
    for (const paper of papersFor({ matter: one.matter, matterId: one.id, region: one.office?.region ?? one.region, holder: one.holder }, rung, units)) {
      const key = [paper.level, paper.document, paper.toUnit, one.holder.id, one.office?.id].join(':')
      const letter = letters.get(key) ?? letters.set(key, { paper, of: [] }).get(key)!
      letter.of.push(one)
    }
  }
  return letters
}

/** Of an interview, what whoever urges says of it; the city's usual where nothing. */
export type Said = { readonly time: string | null; readonly location: string | null; readonly contact: string | null }
const UNSAID: Said = { time: null, location: null, contact: null }

/**
 * Has the letters printed, those of a night or of what a person chose (`batch` tells his from others of the day).
 * Asked again for the same, they are the letters that are there.
 */
export async function printCollected(tx: Tx, climbed: readonly Climbed[], source: string, units: readonly UrgedUnit[], { said = UNSAID, batch = tx.work.today }: { readonly said?: Said; readonly batch?: string } = {}): Promise<number> {
  const letters = await lettersFor(tx, climbed, units)
  for (const [key, { paper, of }] of letters) {
    const { holder, office, region, due_on: due } = of[0]!
    const options = { region: office?.region ?? region, title: of[0]!.title }
    if (of.length === 1) await addJob(tx, PRINT_JOB, { ...paper, ...said, about: { source, due, holder: holder.id, office: office?.id ?? null } }, { ...options, uniqueKey: `${paper.matterId}:${due}:${paper.level}:${paper.toUnit}` })
    else {
      const late = of.toSorted((a, b) => (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : a.id < b.id ? -1 : 1)).map(({ matter, id, title, due_on }) => ({ matter, id, title, due: due_on }))
      await addJob(tx, LIST_JOB, { document: paper.document, toUnit: paper.toUnit, holder: holder.id, office: office?.id ?? null, region, source, late, ...said }, { ...options, title: `${late[0]!.title}等${late.length}件`, uniqueKey: `${batch}:${key}` })
    }
  }
  return letters.size
}

const payload = z.object({
  document: z.enum(Object.keys(escalationDocuments) as [EscalationDocument, ...EscalationDocument[]]),
  toUnit: idText, holder: idText, office: idText.nullable(), region: z.string(), source: z.string(),
  late: z.array(z.object({ matter: z.string(), id: idText, title: z.string(), due: dateText })).min(2),
  // Letters that waited when the program was replaced say nothing of these.
  time: z.string().nullable().default(null), location: z.string().nullable().default(null), contact: z.string().nullable().default(null),
})

/** `a`, or `a至b` where they differ. */
const spanned = (first: string, last: string): string => (first === last ? first : `${first}至${last}`)

/** What is late and by how much, as the letter's list. */
function listOf(late: z.output<typeof payload>['late'], today: DateOnly, calendar: Calendar) {
  const rows = late.map(({ title, due }) => ({ title, due: due as DateOnly, days: Math.max(0, calendar.workingDaysBetween(due as DateOnly, today)) }))
  const days = rows.map((row) => row.days)
  return {
    rows: rows.map((row, at) => [String(at + 1), row.title, writtenDate(row.due), String(row.days)]),
    due: spanned(writtenDate(rows[0]!.due), writtenDate(rows.at(-1)!.due)), days: spanned(String(Math.min(...days)), String(Math.max(...days))),
  }
}

async function print(tx: Tx, files: string, { document, toUnit, holder, office, region, source, late, ...said }: z.output<typeof payload>, job: string) {
  const [{ calendar }, urging, template, { rows: units }] = await Promise.all([
    loadCalendar(tx), planSetting(tx, 'workplan.urging'), templateFor(tx, document),
    sql<{ id: string; name: string; region: string }>`select id, name, region from org_unit where id = any(${[toUnit, holder, office].filter((id) => id !== null)}::uuid[])`.execute(tx),
  ])
  const unit = (id: string | null) => units.find((one) => one.id === id)
  const [to, held, from] = [unit(toUnit), unit(holder), unit(office)]
  if (!to || !held) return null
  const { today } = tx.work
  const [issuer, officeAt] = [from?.name ?? held.name, from?.region ?? region]
  const list = listOf(late, today, calendar)
  const content = fillTemplate(template, {
    task: `${calledIn(late[0]!.matter, late[0]!.title)}等${late.length}件事项`, source, due: list.due, days: list.days, office: issuer, unit: held.name, reply: writtenDate(calendar.workingDaysFrom(today, urging.reply_working_days)),
    time: said.time ?? `${writtenDate(calendar.workingDaysFrom(today, urging.interview_working_days))}上午9时`, location: said.location ?? urging.location ?? `${issuer}会议室`, contact: said.contact ?? issuer,
  })
  const printed = await printDocument(tx, { files }, {
    kind: document, name: template.name, mark: template.mark, region: officeAt, keptIn: within(to.region, officeAt) ? to.region : officeAt,
    matter: late[0]!.matter, matterId: late[0]!.id, also: late.slice(1).map(({ id }) => id), actionId: job,
  }, {
    ...content, masthead: issuer, recipients: to.name, issuer, attachments: ['逾期事项清单'],
    annex: { title: '逾期事项清单', body: [{ kind: 'table', head: ['序号', '事项', '期限', '逾期（工作日）'], rows: list.rows, widths: [1, 6, 2.6, 1.8], dense: late.length > 20 }] },
  })
  return { document: printed.id, number: printed.number, matters: late.length }
}

export const printListJob: JobDeclaration = {
  kind: LIST_JOB,
  title: { zh: '印制催办文书（附清单）', en: 'Print a paper of the ladder with its list' },
  run: async ({ job, files, write }) => (await write((tx) => print(tx, files, payload.parse(job.payload), job.id))) ?? { document: null },
}
