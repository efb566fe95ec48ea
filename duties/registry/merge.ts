import { mustMay } from '../../platform/identity/actor.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { people } from '../../platform/identity/registers.ts'
import { inClear } from '../../platform/register/import/personal.ts'
import { checkRules, readable } from '../../platform/register/serve.ts'
import { mustWrite } from '../../platform/register/scope.ts'
import { changeRow, type AnyRegister, type AnyRow } from '../../platform/register/store.ts'
import { mergeableEnterprise, mergeablePremises } from './contract.ts'
import { mergeRows } from './duplicates.ts'
import { enterprises, premises } from './enterprises.ts'
import { mustBeMergeable } from './rules.ts'
import { children, keepDerived, moveChildren, rowsByIds } from './store.ts'

/** Which two rows become one, as the person saw them. */
export type Merge = {
  readonly survivor: string
  readonly version: number
  readonly losing: string
  readonly losing_version: number
  /** Fields taken from the one that goes. */
  readonly chosen?: readonly string[]
  readonly reason: string
}

// Generic code handles rows without their register's type: the casts below only forget and recall it.
type Pair = { readonly survivor: AnyRow & { merged_into: string | null }; readonly losing: AnyRow & { merged_into: string | null } }

/** Both rows, locked in one order so that two merges cannot wait for each other, writable and unchanged since seen. */
async function pair(tx: Tx, register: AnyRegister, merge: Merge): Promise<Pair> {
  const { actor } = tx.work
  const rows = new Map<string, AnyRow>()
  for (const id of [...new Set([merge.survivor, merge.losing])].sort()) {
    const row = await readable(tx, register, actor, id, { lock: true })
    mustWrite(register, actor, row)
    rows.set(id, row)
  }
  const [survivor, losing] = [rows.get(merge.survivor), rows.get(merge.losing)] as [Pair['survivor'], Pair['losing']]
  mustBeMergeable(survivor, losing)
  if (survivor.closed_at !== null || losing.closed_at !== null) throw new Problem('row.closed')
  if (survivor.version !== merge.version || losing.version !== merge.losing_version) throw new Problem('row.changed')
  return { survivor, losing }
}

/**
 * Makes one of two rows: the losing one is closed first, so that its unique numbers are free, and stays as a redirect.
 * Personal fields are opened and sealed again: each row has its own key.
 */
async function fold(
  tx: Tx,
  register: AnyRegister,
  { survivor, losing }: Pair,
  merge: Merge,
  mergeable: readonly { readonly code: string }[],
): Promise<AnyRow> {
  const [clear] = await inClear(tx, register, [losing])
  const changes = mergeRows<AnyRow>(
    survivor,
    clear!,
    mergeable.map(({ code }) => code),
    merge.chosen,
  )
  const after = { ...survivor, ...changes }
  mustWrite(register, tx.work.actor, after)
  checkRules(register, after, tx.work.today)
  await changeRow(tx, register, losing as never, { merged_into: survivor.id, closed_at: tx.work.now, closed_reason: merge.reason })
  return (await changeRow(tx, register, survivor as never, changes)) as unknown as AnyRow
}

/** Merges premises: what hung under the losing ones hangs under the survivor. @throws Problem `merge.*`, `row.changed` */
export async function mergePremises(tx: Tx, merge: Merge): Promise<AnyRow> {
  const both = await pair(tx, premises, merge)
  tx.work.reason = merge.reason
  const after = await fold(tx, premises, both, merge, mergeablePremises)
  for (const register of children) {
    for (const child of await rowsByIds<AnyRow>(tx, register, 'premises_id', [both.losing.id], { all: true })) {
      await changeRow(tx, register, child as never, { premises_id: after.id, enterprise_id: after['enterprise_id'], region: after.region })
    }
  }
  if (after.region !== both.survivor.region) await moveChildren(tx, after)
  await keepDerived(tx, after.id)
  return readable(tx, premises, tx.work.actor, after.id)
}

/**
 * Merges enterprises: premises and business users of the losing one come under the survivor. Its premises may lie in any
 * county, so only someone whose area is the whole city may.
 * @throws Problem `merge.*`, `row.changed`, `right.missing`
 */
export async function mergeEnterprises(tx: Tx, merge: Merge): Promise<AnyRow> {
  mustMay(tx.work.actor, 'premises.write', { region: tx.work.city })
  const both = await pair(tx, enterprises, merge)
  tx.work.reason = merge.reason
  const after = await fold(tx, enterprises, both, merge, mergeableEnterprise)
  for (const place of await rowsByIds<AnyRow>(tx, premises, 'enterprise_id', [both.losing.id], { all: true })) {
    await moveChildren(tx, (await changeRow(tx, premises, place as never, { enterprise_id: after.id })) as unknown as AnyRow)
  }
  for (const user of await rowsByIds<AnyRow>(tx, people, 'enterprise_id', [both.losing.id]))
    await changeRow(tx, people, user as never, { enterprise_id: after.id })
  return after
}
