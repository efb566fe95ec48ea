import type { Bilingual } from '../core/bilingual.ts'
import type { Tx } from '../database/database.ts'
import type { Limit } from '../calendar/limits.ts'
import type { Instant } from '../core/dates.ts'
import { can, type Actor } from '../identity/actor.ts'
import { Problem, problems } from '../core/problem.ts'
import type { AnyRegister, AnyRow } from '../register/store.ts'
import type { Clock } from './clocks.ts'
import { EXTEND, type ActionSpec } from './declare.ts'
import { extensionOf } from './extend.ts'
import { offered, type MatterRecord, type Rules } from './fold.ts'

problems({
  'matter.not-offered': [
    409,
    '这件事项现在不适用“{action}”。请刷新后查看可以办理的操作。',
    '“{actionEn}” does not apply to this matter as it stands. Reload to see what can be done.',
  ],
})

/** A record as the server handles it: the row of the matter's register. */
export type Record_ = AnyRow & MatterRecord & { readonly late_level?: number | null }

/** Who must do something about an open matter now. Without `unit` and `person` nobody is asked. */
export type Asked = { readonly kind: string; readonly unit: string | null; readonly person: string | null; readonly title?: string }

/** A matter with what only the server knows of it. */
export type MatterService = {
  readonly rules: Rules<never>
  readonly register: AnyRegister
  /** Checks and completes an action's input against the database: ids in reach, what the program adds. */
  readonly prepare?: (tx: Tx, action: string, input: Readonly<Record<string, unknown>>, before: Record_ | null) => Promise<Readonly<Record<string, unknown>>>
  /** Other rows that an action writes, in the same transaction. */
  readonly after?: (tx: Tx, action: string, input: Readonly<Record<string, unknown>>, before: Record_ | null, after: Record_) => Promise<void>
  /** Who is asked while it is open; the holder unless told. */
  readonly asked?: (record: Record_) => readonly Asked[]
  /** Units beside the holder that count as holding it (each unit's own part). */
  readonly holders?: (record: Record_) => readonly string[]
  /** Whether an action that its state allows has a sense for this very record; yes unless told. Asked of people, not of the program. */
  readonly offers?: (record: Record_, action: string) => boolean
  readonly link: (record: Record_) => string
  readonly names?: Bilingual
}

/** Whether the actor's unit or person holds the matter now. */
export function holds(service: MatterService, actor: Actor, record: Record_): boolean {
  if (record.holder_person !== null && record.holder_person === actor.person) return true
  const units = [record.holder_unit, ...(service.holders?.(record) ?? [])]
  return units.some((unit) => unit !== null && (unit === actor.unit || actor.grants.some((grant) => grant.unit === unit)))
}

/** The enterprise whose own a record is: a business acts on its own with a right that it holds for its own. */
export const ownerOf = ({ register }: MatterService, record: Record_): string | null => (register.own ? (record[register.own] as string | null) : null)

/** The person whose own a record is. */
const mineOf = ({ register }: MatterService, record: Record_): string | null => (register.mine ? (record[register.mine] as string | null) : null)

const asList = (may: ActionSpec['may']): readonly string[] => (typeof may === 'string' ? [may] : may)

/** Whether the actor may do an action to a matter: `holder` with a right needs both (`holder plan.work`), else any of the rights. */
export function mayAct(service: MatterService, actor: Actor, action: string, record: Record_ | null, region: string): boolean {
  const spec = service.rules.declaration.actions[action]
  if (!spec || (spec.system && actor.person !== null)) return false
  return asList(spec.may).some((entry) => {
    const parts = entry.split(' ')
    const right = parts.at(-1)!
    if (parts[0] === 'holder') return record !== null && holds(service, actor, record) && (right === 'holder' || can(actor, right))
    return can(actor, right, record ? { region: record.region, enterprise: ownerOf(service, record), person: mineOf(service, record) } : { region })
  })
}

/** How long things take: the matter's clocks and the dated limits, at an instant. */
export type Timing = { readonly clocks: readonly Clock[]; readonly limits: readonly Limit[]; readonly now: Instant }

/** Names of the actions this actor may do next; a limit is offered to be extended only while one of its clocks may be. */
export const nextActions = (service: MatterService, actor: Actor, record: Record_, { clocks, limits, now }: Timing): readonly string[] => {
  const extending = service.rules.declaration.extending !== undefined
  return offered(service.rules.declaration, record.state).filter((action) =>
    (action !== EXTEND || !extending || clocks.some((clock) => extensionOf(clock, limits, now) !== null))
    && (service.offers?.(record, action) ?? true) && mayAct(service, actor, action, record, record.region))
}

/** @throws Problem `right.missing` (403), `matter.not-offered` (409) */
export function mustAct(service: MatterService, actor: Actor, action: string, record: Record_ | null, region: string): void {
  const spec = service.rules.declaration.actions[action]
  if (!mayAct(service, actor, action, record, region)) throw new Problem('right.missing', { right: asList(spec?.may ?? action).join(' / ') })
  if (record === null || (service.offers?.(record, action) ?? true)) return
  throw new Problem('matter.not-offered', { action: spec?.label.zh ?? action, actionEn: spec?.label.en ?? action })
}
