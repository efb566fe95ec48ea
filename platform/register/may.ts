import { can, type Actor } from '../identity/actor.ts'
import { personalFields } from './personal.ts'
import { mayWrite } from './scope.ts'
import type { AnyRegister, AnyRow } from './store.ts'

/** What an actor may do with a row next. */
export function mayOf(register: AnyRegister, actor: Actor, row: AnyRow): string[] {
  const writable = row.closed_at === null && !register.readonly && mayWrite(register, actor, row)
  const hidden = personalFields(register).length > 0 && can(actor, 'personal.unmask', { region: row.region })
  return [...(writable ? ['change', 'close'] : []), ...(hidden ? ['unmask'] : [])]
}
