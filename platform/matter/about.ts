import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import type { DateOnly } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import { can, type Actor } from '../identity/actor.ts'
import type { AnyRegister } from '../register/store.ts'
import { readScope } from '../register/scope.ts'
import type { MatterService, Record_ } from './service.ts'

/** A matter (事项) that is not done yet, as the dossier of what it is about shows it. */
export type OpenMatter = {
  readonly id: string
  readonly matter: string
  readonly matterTitle: Bilingual
  readonly title: string
  readonly stateLabel: Bilingual
  /** The unit and the person that hold it, as far as named. */
  readonly holder: readonly string[]
  readonly dueOn: DateOnly | null
  readonly link: string
}

/** Rows that matters may be about: ids by register. */
export type Subject = { readonly [register: string]: readonly string[] }

/** How many a dossier shows, the nearest first. */
const SHOWN = 20

/** The columns by which a record names a row of a register: the row above it, and references. */
function columnsTo(record: AnyRegister, register: string): readonly string[] {
  const references = Object.entries(record.fields).flatMap(([name, field]) => (field.kind === 'reference' && field.to === register ? [name] : []))
  return record.belongsTo === register ? [`${register}_id`, ...references] : references
}

const reads = (record: AnyRegister, actor: Actor): boolean =>
  record.access.read.some((right) => (right === 'own' ? actor.enterprise !== null && record.own !== undefined : can(actor, right)))

type Found = Pick<Record_, 'id' | 'title' | 'state'> & { due_on: DateOnly | null; unit: string | null; person: string | null }

async function openOf(tx: Tx, { rules: { declaration }, register, link }: MatterService, subject: Subject): Promise<OpenMatter[]> {
  const columns = Object.entries(subject).flatMap(([name, ids]) => columnsTo(register, name).map((column) => [column, ids] as const))
  if (columns.length === 0 || !reads(register, tx.work.actor)) return []
  const about = columns.map(([column, ids]) => sql<boolean>`${sql.ref(column)} = any(${ids}::uuid[])`)
  const done = Object.keys(declaration.states).filter((state) => declaration.states[state]!.done)
  const { rows } = await sql<Found>`select m.id, m.title, m.state, m.due_on, u.name as unit, p.name as person
    from (select * from ${sql.table(register.name)} where (${sql.join(about, sql` or `)}) and closed_at is null
      and state <> all(${done}::text[]) and ${readScope(register, tx.work.actor)}) m
    left join org_unit u on u.id = m.holder_unit left join person p on p.id = m.holder_person
    order by m.due_on nulls last, m.id limit ${SHOWN}`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    matter: declaration.name,
    matterTitle: declaration.title,
    title: row.title,
    stateLabel: declaration.states[row.state]!,
    holder: [row.unit, row.person].filter((name) => name !== null),
    dueOn: row.due_on,
    link: link({ id: row.id } as Record_), // a link is made of the id alone
  }))
}

/**
 * The open matters of every duty about some rows, by due date, as far as the actor may read them.
 * A duty's matter counts where its record hangs under such a row or refers to it; nothing else has to be declared.
 */
export async function openMattersAbout(tx: Tx, services: readonly MatterService[], subject: Subject): Promise<OpenMatter[]> {
  const found = await Promise.all(services.map((service) => openOf(tx, service, subject)))
  return found.flat().toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999')).slice(0, SHOWN)
}
