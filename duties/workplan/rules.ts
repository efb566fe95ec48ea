import type { DateOnly } from '../../platform/core/dates.ts'
import { keep, rulesOf, type By, type Effect, type Fold } from '../../platform/matter/fold.ts'
import { entrusted } from '../../platform/matter/entrust.ts'
import { urged } from '../../platform/matter/urges.ts'
import type { Standard } from '../../platform/register/declare.ts'
import { planPart, planReport, planTask } from './matters.ts'
import type { ReportedFigure } from './contract.ts'
import type { PartRow, ReportRow, TaskRow } from './registers.ts'

/** A row without the columns that the store keeps itself. */
type Kept<R> = Omit<R, Exclude<keyof Standard, 'id' | 'region'>>
export type TaskRecord = Kept<TaskRow>
export type PartRecord = Kept<PartRow>
export type ReportRecord = Kept<ReportRow>

/** What an opening says: all of the record but its id and state. */
export type Opened<R> = Omit<R, 'id' | 'state'>

const replaced = (units: readonly string[], old: string | null, next: string): readonly string[] => {
  const without = units.filter((unit) => unit !== next)
  return old !== null && units.includes(old) ? [...new Set(units.map((unit) => (unit === old ? next : unit)))] : without
}

const collects: Effect<TaskRecord, { unit: string }> = (_, { unit }) => ({ holder_unit: unit, holder_person: null, collector_unit: unit })

/** The new unit takes the old one's place in whichever list it stood; urging begins anew with it. */
const reassigned: Effect<TaskRecord, { unit: string; reason: string }> = (record, { unit }) => ({
  holder_unit: unit,
  holder_person: null,
  late_level: 0,
  collector_unit: record.collector_unit === null ? null : unit,
  lead_units: record.mode === 'single' ? [unit] : replaced(record.lead_units, record.holder_unit, unit),
  assisting_units: replaced(record.assisting_units, record.holder_unit, unit),
  joint_units: record.collector_unit === null ? replaced(record.joint_units, record.holder_unit, unit) : record.joint_units,
})

type Figures = readonly ReportedFigure[] | null | undefined

const begun: Effect<TaskRecord, Record<never, never>> = (_, __, by) => ({ holder_person: by.person })
const progressed: Effect<TaskRecord, { percent: number; note: string }> = (_, { percent, note }) => ({ progress: percent, note })
const submitted: Effect<TaskRecord, { note: string; missing: string | null; figures: Figures }> = (_, { note, missing, figures }, by) => ({
  note,
  figures: figures ?? [],
  missing: missing ?? null,
  reported_on: by.today,
  returned_for: null,
})
const returned: Effect<TaskRecord, { reason: string }> = (_, { reason }) => ({ returned_for: reason, reported_on: null })

const held = { name_collector: collects, reassign: reassigned, entrust: entrusted, submit: submitted, ...urged, comment: keep }

const taskFold = {
  // The opening was put together by issue.ts from checked rows; the engine keeps it in the history as it was.
  open: ({ task }, by: By) => ({ ...(task as unknown as Opened<TaskRecord>), id: by.id }),
  in: {
    assigned: { ...held, begin: begun },
    in_progress: { ...held, progress: progressed },
    returned: { ...held, begin: begun },
    reported: { review: keep, return: returned, comment: keep },
    reviewed: { finish: (_, __, by) => ({ progress: 100, done_on: by.today }), return: returned, comment: keep },
    done: { comment: keep },
  },
} satisfies Fold<typeof planTask, TaskRecord>
export const taskRules = rulesOf<typeof planTask, TaskRecord>(planTask, taskFold)

type Said = { note: string; figures: readonly ReportedFigure[]; reported_on: DateOnly; returned_for: null }
const told = (_: unknown, { note, figures }: { note: string; figures: Figures }, by: By): Said => ({
  note,
  figures: figures ?? [],
  reported_on: by.today,
  returned_for: null,
})
const sentBack = (_: unknown, { reason }: { reason: string }): { returned_for: string; reported_on: null } => ({
  returned_for: reason,
  reported_on: null,
})

const partFold = {
  open: ({ part }, by: By) => ({ ...(part as unknown as Opened<PartRecord>), id: by.id }),
  in: {
    asked: { report: told, release: (_, { reason }) => ({ note: reason }), ...urged, comment: keep },
    returned: { report: told, release: (_, { reason }) => ({ note: reason }), ...urged, comment: keep },
    reported: { return: sentBack, comment: keep },
    released: { comment: keep },
  },
} satisfies Fold<typeof planPart, PartRecord>
export const partRules = rulesOf<typeof planPart, PartRecord>(planPart, partFold)

const reportFold = {
  open: ({ report }, by: By) => ({ ...(report as unknown as Opened<ReportRecord>), id: by.id }),
  in: {
    due: { submit: told, ...urged, comment: keep },
    returned: { submit: told, ...urged, comment: keep },
    submitted: { accept: keep, return: sentBack, comment: keep },
    accepted: { comment: keep },
  },
} satisfies Fold<typeof planReport, ReportRecord>
export const reportRules = rulesOf<typeof planReport, ReportRecord>(planReport, reportFold)
