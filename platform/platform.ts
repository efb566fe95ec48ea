import type { FastifyInstance } from 'fastify'
import { calendarDuty } from './calendar/duty.ts'
import type { Duty } from './duty.ts'
import { createServer, type ServerOptions } from './http/server.ts'
import type { Installation } from './installation.ts'
import type { Registry } from './register/labels.ts'
import { serveInbox, serveMatter } from './matter/routes.ts'
import { serveRegister, type Hooks } from './register/serve.ts'
import { identity } from './identity/duty.ts'
import { declareRights } from './identity/rights.ts'
import { identityRoutes } from './identity/routes.ts'
import { settingsDuty } from './settings/duty.ts'
import { serveRegions } from './regions/serve.ts'

/** The platform's own duties, before any other. */
const platformDuties: readonly Duty[] = [identity, calendarDuty, settingsDuty]

/** All duties: the platform's own and the office's. */
export const allDuties = (duties: readonly Duty[]): readonly Duty[] => [...platformDuties, ...duties]

/** Every register by name. @throws where a parent or a reference names none, or two have one name */
export function registryOf(duties: readonly Duty[]): Registry {
  const all = duties.flatMap((duty) => duty.registers)
  const registers = new Map(all.map((register) => [register.name, register]))
  if (registers.size !== all.length) throw new Error('two registers have one name')
  for (const register of all) {
    const named = [register.belongsTo, ...Object.values(register.fields).map((field) => (field.kind === 'reference' ? field.to : undefined))]
    const missing = named.find((name) => name !== undefined && !registers.has(name))
    if (missing) throw new Error(`${register.name} refers to a register that is not declared: ${missing}`)
  }
  return registers
}

/** Hooks of all duties as one. */
export const hooksOf = (duties: readonly Duty[]): Hooks => ({
  afterChange: Object.assign({}, ...duties.map((duty) => duty.afterChange ?? {})) as NonNullable<Hooks['afterChange']>,
  complete: Object.assign({}, ...duties.map((duty) => duty.complete ?? {})) as NonNullable<Hooks['complete']>,
})

/** The whole server of an installation, with every register and route of the duties mounted, ready to listen. */
export async function assemble(installation: Installation, duties: readonly Duty[], options: Omit<ServerOptions, 'database'> = {}): Promise<FastifyInstance> {
  const all = allDuties(duties)
  const registers = registryOf(all)
  const hooks = hooksOf(all)
  const { app, routes } = await createServer({ ...options, database: installation.database })
  for (const duty of all) declareRights(duty.rights)
  identityRoutes(routes, installation.database)
  serveRegions(routes)
  const matters = all.flatMap((duty) => duty.matters ?? [])
  serveInbox(routes, matters)
  for (const matter of matters) serveMatter(routes, registers, matter)
  // A duty's own routes come first: they may stand before `/:id` of a register.
  for (const duty of all) duty.routes?.(routes)
  for (const duty of all) for (const register of duty.registers) serveRegister(routes, registers, register, hooks)
  return app
}
