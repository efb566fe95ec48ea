import type { Attachable } from '../evidence/files.ts'
import type { MatterService, Record_ } from '../matter/service.ts'
import { holds } from '../matter/service.ts'
import { Problem } from '../core/problem.ts'
import { readable } from './serve.ts'
import { mayWrite } from './scope.ts'
import type { AnyRegister } from './store.ts'

/**
 * Every register's rows may have files: who reads the row reads them, who may change it adds some. To a matter whoever
 * holds it adds its evidence too.
 */
export const attachableOf = (registers: Iterable<AnyRegister>, matters: readonly MatterService[]): Attachable =>
  Object.fromEntries([...registers].map((register) => [register.name, async (tx, actor, id, want) => {
    const row = await readable(tx, register, actor, id)
    const service = matters.find((matter) => matter.register.name === register.name)
    const may = mayWrite(register, actor, row) || (service !== undefined && holds(service, actor, row as Record_))
    if (want === 'write' && !may) throw new Problem('right.missing', { right: register.access.write.join(' / ') })
    return { region: row.region, own_id: register.own ? (row[register.own] as string | null) : null }
  }] satisfies [string, Attachable[string]]))
