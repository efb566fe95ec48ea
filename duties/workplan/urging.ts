import { sql } from 'kysely'
import { z } from 'zod'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { writtenDate } from '../../platform/documents/official.ts'
import { printDocument } from '../../platform/documents/printed.ts'
import { fillTemplate, templateFor } from '../../platform/documents/templates.ts'
import { notify, type Notice } from '../../platform/events/notifications.ts'
import { within } from '../../platform/identity/actor.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import { addJob } from '../../platform/jobs/queue.ts'
import { clocksOf } from '../../platform/matter/act.ts'
import { overdueWorkingDays, type Clock } from '../../platform/matter/clocks.ts'
import {
  escalate,
  escalationDocuments,
  LADDER_SETTING,
  type Escalation,
  type EscalationDocument,
  type Level,
  type Rung,
  type UrgedUnit,
} from '../../platform/matter/escalation.ts'
import type { Record_ } from '../../platform/matter/service.ts'
import { URGES, type Urge } from '../../platform/matter/urges.ts'
import { dateText, idText } from '../../platform/register/schema.ts'
import { matterLink } from './contract.ts'
import { planSetting } from './settings.ts'

problems({
  'plan.not-late': [409, '还没有逾期，不能催办。可以先留言提醒。', 'It is not late, so it cannot be urged. Leave a comment instead.'],
  'plan.urged-already': [409, '已经催办到这一级或更高一级。', 'It has been urged to this rung or above already.'],
})

/** A matter of a plan as urging needs it. */
export type Urgeable = Record_ & { readonly office_unit?: string | null; readonly source?: string }

/**
 * What a letter calls a matter: a task of a plan by its number and its name, 第2项“规范某事”; anything else by its title.
 * Marks inside become single ones.
 */
export function calledIn(matter: string, title: string): string {
  const [, number, name] = (matter.startsWith('plan_') && /^(\d[\d.]*) (.+)$/s.exec(title)) || []
  const marked = (name ?? title).replaceAll('“', '‘').replaceAll('”', '’')
  return `${number === undefined ? '' : `第${number}项`}“${marked}”`
}

/** The clock of the due date that still runs. */
export const runningClock = (clocks: readonly Clock[]): Clock | undefined =>
  clocks.find(({ clock, stopped_on }) => clock === 'due' && stopped_on === null)

const levelOf = (record: Pick<Urgeable, 'late_level'>): Level => (record.late_level ?? 0) as Level // checked 0 to 4 by the table

/** Only what is late is urged, and each rung once. @throws Problem `plan.not-late`, `plan.urged-already`, `plan.no-collector` (409) */
export async function checkUrge(tx: Tx, record: Urgeable, urge: Urge): Promise<void> {
  if (record.holder_unit === null && record.holder_person === null) throw new Problem('plan.no-collector')
  const clock = runningClock(await clocksOf(tx, record.id))
  const { calendar } = await loadCalendar(tx)
  // Without a running clock it is with the office or done, and the fold says so.
  if (!clock) return
  if (overdueWorkingDays(clock, tx.work.today, calendar) === 0) throw new Problem('plan.not-late')
  if (levelOf(record) >= URGES[urge]) throw new Problem('plan.urged-already')
}

const UNIT = sql`id, name, region, kind, function, leader_id as leader`
type Unit = UrgedUnit & { readonly name: string }

/** The unit that holds the matter and every food-safety office: all that a rung may reach. */
export async function reachable(tx: Tx, ids: readonly (string | null)[]): Promise<readonly Unit[]> {
  const { rows } = await sql<Unit>`select ${UNIT} from org_unit
    where closed_at is null and (function = 'fso' or id = any(${ids.filter((id) => id !== null)}::uuid[]))`.execute(tx)
  return rows
}

/** The rung of a level in the city's ladder; a person may go to it before its days are over. */
export async function rungOf(tx: Tx, level: Exclude<Level, 0>): Promise<readonly Rung[]> {
  const { today } = tx.work
  const ladder = await planSetting(tx, LADDER_SETTING)
  const rung = ladder.find((one) => one.level === level && one.valid_from <= today && (one.valid_to === null || today < one.valid_to))
  return rung ? [{ ...rung, after: 1 }] : []
}

const officeRegion = (record: Urgeable, units: readonly Unit[]): string =>
  units.find(({ id }) => id === record.office_unit)?.region ?? record.region

/**
 * After a rung was climbed: a paper to each it reaches, printed by a job of this transaction, and a word to its leader.
 * Courts, procuratorates, Party organs and bodies above are asked (商请函), never urged.
 */
export async function sendPapers(
  tx: Tx,
  matter: string,
  urge: Urge,
  before: Urgeable,
  after: Urgeable,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [clocks, units, { calendar }, ladder] = await Promise.all([
    clocksOf(tx, after.id),
    reachable(tx, [after.holder_unit, after.office_unit ?? null]),
    loadCalendar(tx),
    rungOf(tx, URGES[urge]),
  ])
  const clock = runningClock(clocks)
  const holder = units.find(({ id }) => id === after.holder_unit)
  if (!clock || !holder) return
  const late = { matter, matterId: after.id, region: officeRegion(after, units), clock, holder, level: levelOf(before) }
  for (const paper of escalate([late], tx.work.today, calendar, ladder, units)) {
    // In the city the office above a department is the very one that writes: it sends itself no letter.
    if (paper.toUnit === after.office_unit) continue
    await addJob(
      tx,
      PRINT_JOB,
      { ...paper, time: input['time'] ?? null, location: input['location'] ?? null, contact: input['contact'] ?? null },
      { region: late.region, uniqueKey: `${after.id}:${paper.level}:${paper.toUnit}`, title: after.title },
    )
    await notify(tx, wordTo(paper, after.title))
  }
}

/** What is late in another duty, whose table tells neither where its task comes from nor which office urges. */
export type LateElsewhere = { readonly matter: string; readonly record: Record_; readonly clock: Clock; readonly holder: UrgedUnit; readonly office: UrgedUnit | undefined; readonly source: string }

/** After a rung was climbed in another duty: the same papers, to each unit that the rung reaches. */
export async function printRung(tx: Tx, urge: Urge, { matter, record, clock, holder, office, source }: LateElsewhere, units: readonly UrgedUnit[], input: Readonly<Record<string, unknown>>): Promise<void> {
  const [{ calendar }, ladder] = await Promise.all([loadCalendar(tx), rungOf(tx, URGES[urge])])
  const late = { matter, matterId: record.id, region: office?.region ?? record.region, clock, holder, level: (URGES[urge] - 1) as Level } // one of 0 to 3
  for (const paper of escalate([late], tx.work.today, calendar, ladder, units)) {
    const about = { source, due: clock.due_on, holder: holder.id, office: office?.id ?? null }
    await addJob(tx, PRINT_JOB, { ...paper, about, time: input['time'] ?? null, location: input['location'] ?? null, contact: input['contact'] ?? null },
      { region: late.region, uniqueKey: `${record.id}:${clock.due_on}:${paper.level}:${paper.toUnit}`, title: record.title })
  }
}

/** A word to the leader that a paper goes to, if it goes to one. */
function wordTo({ toPerson: person, document, matter, matterId }: Escalation, title: string): readonly Notice[] {
  if (person === null) return []
  const { zh, en } = escalationDocuments[document]
  return [{ person, kind: 'plan.urged', title: { zh: `${zh}：${title}`, en: `${en}: ${title}` }, link: matterLink(matter, matterId) }]
}

/** Prints one paper about one matter. */
export const PRINT_JOB = 'workplan.print'

const printPayload = z.object({
  // Written by sendPapers alone: the name of a matter's own table.
  matter: z.string().regex(/^[a-z][a-z_]*$/),
  matterId: idText,
  level: z.int(),
  document: z.enum(Object.keys(escalationDocuments) as [EscalationDocument, ...EscalationDocument[]]),
  toUnit: idText,
  time: z.string().nullable(),
  location: z.string().nullable(),
  contact: z.string().nullable(),
  /** Of a matter of another duty: what its table does not tell. */
  about: z.object({ source: z.string(), due: dateText, holder: idText, office: idText.nullable() }).optional(),
})
type PrintPayload = z.output<typeof printPayload>

type Late = {
  title: string
  region: string
  source: string
  due_on: string
  office: string | null
  office_region: string | null
  holder: string
  addressee: string
  addressee_region: string
}

async function lateMatter(tx: Tx, { matter, matterId, toUnit, about }: PrintPayload): Promise<Late | undefined> {
  if (about) {
    const { rows } = await sql<Late>`select m.title, m.region, ${about.source} as source, ${about.due} as due_on, o.name as office, o.region as office_region, h.name as holder, a.name as addressee, a.region as addressee_region
      from ${sql.table(matter)} m join org_unit h on h.id = ${about.holder} join org_unit a on a.id = ${toUnit} left join org_unit o on o.id = ${about.office} where m.id = ${matterId}`.execute(tx)
    return rows[0]
  }
  const source =
    matter === 'plan_task'
      ? sql`(select '《' || p.title || '》' || coalesce(p.number, '') from plan p where p.id = m.plan_id)`
      : sql`m.source`
  const { rows } = await sql<Late>`select m.title, m.region, ${source} as source, m.due_on, o.name as office,
      o.region as office_region, h.name as holder, a.name as addressee, a.region as addressee_region
    from ${sql.table(matter)} m join org_unit h on h.id = m.holder_unit join org_unit a on a.id = ${toUnit}
      left join org_unit o on o.id = m.office_unit where m.id = ${matterId}`.execute(tx)
  return rows[0]
}

/** Prints one paper of the ladder. Again for the same job, it is the paper that is there. */
async function print(tx: Tx, files: string, payload: PrintPayload, job: string): Promise<{ document: string; number: string } | null> {
  const late = await lateMatter(tx, payload)
  if (!late?.due_on) return null
  const [{ calendar }, urging, template] = await Promise.all([
    loadCalendar(tx),
    planSetting(tx, 'workplan.urging'),
    templateFor(tx, payload.document),
  ])
  const { today } = tx.work
  const office = late.office ?? late.holder
  const officeAt = late.office_region ?? late.region
  const clock = runningClock(await clocksOf(tx, payload.matterId))
  const days = clock
    ? overdueWorkingDays(clock, today, calendar)
    : Math.max(0, calendar.workingDaysBetween(late.due_on as typeof today, today))
  const meeting = writtenDate(calendar.workingDaysFrom(today, urging.interview_working_days))
  const content = fillTemplate(template, {
    task: calledIn(payload.matter, late.title),
    source: late.source,
    due: writtenDate(late.due_on as typeof today),
    days: String(days),
    office,
    unit: late.holder,
    reply: writtenDate(calendar.workingDaysFrom(today, urging.reply_working_days)),
    time: payload.time ?? `${meeting}上午9时`,
    location: payload.location ?? urging.location ?? `${office}会议室`,
    contact: payload.contact ?? office,
  })
  const printed = await printDocument(
    tx,
    { files },
    {
      kind: payload.document,
      name: template.name,
      mark: template.mark,
      region: officeAt,
      keptIn: within(late.addressee_region, officeAt) ? late.addressee_region : officeAt,
      matter: payload.matter,
      matterId: payload.matterId,
      actionId: job,
    },
    { ...content, masthead: office, recipients: late.addressee, issuer: office },
  )
  return { document: printed.id, number: printed.number }
}

export const printJob: JobDeclaration = {
  kind: PRINT_JOB,
  title: { zh: '印制催办文书', en: 'Print a paper of the ladder' },
  run: async ({ job, files, write }) => {
    const payload = printPayload.parse(job.payload)
    return (await write((tx) => print(tx, files, payload, job.id))) ?? { document: null }
  },
}
