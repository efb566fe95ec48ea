import type { DateOnly } from '../../platform/core/dates.ts'
import { newId } from '../../platform/core/ids.ts'
import { onItsWay, type Tx } from '../../platform/database/database.ts'
import { insertNew } from '../../platform/register/bulk.ts'
import { changeRow, insertRow } from '../../platform/register/store.ts'
import type { Diff, Said } from './business.ts'
import { directorTablesOf } from './director-store.ts'
import type { DirectorTable } from './directors.ts'
import { enterprises, premises, type Enterprise } from './enterprises.ts'
import type { Found } from './import-find.ts'
import { licences, type Licence } from './licences.ts'
import { foodStaff } from './people.ts'
import { derived } from './rules.ts'
import { keepDerived, moveChildren } from './store.ts'

/** What is to be written for one row of a sheet. */
export type Plan =
  /** `holder`: the enterprise on record; null where it is made (by the first of the rows that name it). `speaks`: this row may change it. */
  | {
      readonly kind: 'create'
      readonly said: Said
      readonly enterprise: string
      readonly premises: string
      readonly holder: Enterprise | null
      readonly speaks: boolean
    }
  | { readonly kind: 'update'; readonly found: Found; readonly licence: string | null; readonly diff: Diff }

/** Writes a batch: what is new in a few statements for all rows, what changes row by row. */
export async function writeBusinesses(tx: Tx, plans: readonly Plan[]): Promise<void> {
  await createAll(
    tx,
    plans.filter((plan) => plan.kind === 'create'),
  )
  for (const plan of plans) if (plan.kind === 'update') await updateOne(tx, plan)
}

type Create = Plan & { readonly kind: 'create' }
type Values = Readonly<Record<string, unknown>> & { readonly id: string; readonly region: string }

async function createAll(tx: Tx, plans: readonly Create[]): Promise<void> {
  const directors = await directorTablesOf(tx)
  const made = new Map<string, Values>()
  for (const { said, enterprise, holder } of plans) {
    if (holder === null && !made.has(enterprise))
      made.set(enterprise, { ...said.defaults.enterprise, ...said.enterprise, id: enterprise, region: said.defaults.premises.region! })
  }
  // Sent one behind the other without waiting: the next is made ready, and the audit entry after it, while the database writes.
  await onItsWay(tx, insertNew(tx, enterprises, [...made.values()]))
  // Never one that an earlier row of the batch makes: that row spoke for it.
  for (const { said, holder, speaks } of plans) if (holder && speaks) await changeRow(tx, enterprises, holder, said.enterprise)
  await onItsWay(tx, insertNew(tx, premises, plans.map((plan) => premisesRow(plan, tx.work.today, directors))))
  await onItsWay(tx, insertNew(tx, licences, plans.flatMap(licenceRow)))
  const staff = plans.flatMap(({ said, enterprise, premises: id }) =>
    said.staff.map((person) => ({ ...person, id: newId(), premises_id: id, enterprise_id: enterprise, region: said.defaults.premises.region! })))
  await onItsWay(tx, insertNew(tx, foodStaff, staff))
}

function premisesRow({ said, enterprise, premises: id }: Create, today: DateOnly, directors: readonly DirectorTable[]): Values {
  const row = { scale: null, diners: null, ...said.defaults.premises, ...said.premises }
  const held = said.licence ? [{ issued_on: null, expires_on: null, ...said.defaults.licence, ...said.licence } as Licence] : [] // kind and state are defaults
  const kept = derived(
    { type: row.type!, scale: row.scale, diners: row.diners },
    held,
    said.staff.map(({ role }) => ({ role, left_on: null })),
    today,
    directors,
  )
  return { ...row, ...kept, id, enterprise_id: enterprise, region: said.defaults.premises.region! }
}

function licenceRow({ said, enterprise, premises: id }: Create): Values[] {
  if (!said.licence) return []
  return [
    {
      ...said.defaults.licence,
      ...said.licence,
      id: newId(),
      premises_id: id,
      enterprise_id: enterprise,
      region: said.defaults.premises.region!,
    },
  ]
}

async function updateOne(tx: Tx, { found, licence, diff }: Plan & { readonly kind: 'update' }): Promise<void> {
  const { enterprise, premises: place } = found
  await changeRow(tx, enterprises, enterprise, diff.enterprise)
  const after = await changeRow(tx, premises, place, diff.premises)
  const under = { region: after.region, premises_id: place.id, enterprise_id: enterprise.id }
  if (after.region !== place.region) await moveChildren(tx, { ...after, enterprise_id: enterprise.id } as never) // a premises row is a row
  const known = found.licences.find(({ id }) => id === licence)
  if (Object.keys(diff.licence).length > 0) {
    if (!known) await insertRow(tx, licences, { ...diff.licence, ...under })
    else await changeRow(tx, licences, known, diff.licence)
  }
  for (const person of diff.staff) await insertRow(tx, foodStaff, { ...person, ...under })
  await keepDerived(tx, place.id)
}
