import type { FastifyInstance } from 'fastify'
import { serveAudit, verifyAudit } from './audit/routes.ts'
import { calendarDuty } from './calendar/duty.ts'
import { serveDocuments } from './documents/printed-routes.ts'
import type { Duty } from './duty.ts'
import { startHub } from './events/hub.ts'
import { serveNotifications } from './events/notifications.ts'
import { serveEvents } from './events/routes.ts'
import { serveEvidence } from './evidence/routes.ts'
import { verifyFiles } from './evidence/verify.ts'
import type { Routes } from './http/routes.ts'
import { createServer, type ServerOptions } from './http/server.ts'
import { secureHeaders, serveWeb } from './http/web.ts'
import { indicatorDuty } from './indicator/duty.ts'
import type { Installation } from './installation.ts'
import type { JobDeclaration } from './jobs/declare.ts'
import { followWrites } from './jobs/follow.ts'
import { jobErrand, type Errand, type Launch } from './jobs/errand.ts'
import { housekeeping } from './jobs/housekeeping.ts'
import { serveJobs } from './jobs/routes.ts'
import { attachableOf } from './register/attach.ts'
import { exportJob, serveExports, type ExportExtra } from './register/export.ts'
import { importJob } from './register/import/job.ts'
import { previewErrand } from './register/import/preview.ts'
import { registerImport } from './register/import/register-import.ts'
import { serveImports } from './register/import/routes.ts'
import { takesSheets } from './register/import/sheet-form.ts'
import type { ImportTarget } from './register/import/target.ts'
import type { Registry } from './register/labels.ts'
import { servePalette } from './register/palette.ts'
import { checkMatters } from './matter/check.ts'
import { hourLimits } from './matter/hours.ts'
import { serveInbox } from './matter/inbox.ts'
import { serveMatter } from './matter/routes.ts'
import { serveRegister, type Hooks } from './register/serve.ts'
import { serveViews } from './register/views.ts'
import { identity } from './identity/duty.ts'
import { declareRights } from './identity/rights.ts'
import { identityRoutes } from './identity/routes.ts'
import { settingsDuty } from './settings/duty.ts'
import { serveRegions } from './regions/serve.ts'

/** The platform's own duties, before any other. */
const platformDuties: readonly Duty[] = [identity, calendarDuty, settingsDuty]

/** All duties: the platform's own and the office's. */
export function allDuties(duties: readonly Duty[]): readonly Duty[] {
  const known = [...platformDuties, ...duties]
  return [...known, indicatorDuty(registryOf(known), known.flatMap((duty) => duty.indicators ?? []))]
}

/** Every register by name. @throws where a parent or a reference names none, or two have one name */
export function registryOf(duties: readonly Duty[]): Registry {
  const all = duties.flatMap((duty) => duty.registers)
  const registers = new Map(all.map((register) => [register.name, register]))
  if (registers.size !== all.length) throw new Error('two registers have one name')
  for (const register of all) {
    const named = [register.belongsTo, ...Object.values(register.fields).map((field) => (field.kind === 'reference' || field.kind === 'references' ? field.to : undefined))]
    const missing = named.find((name) => name !== undefined && !registers.has(name))
    if (missing) throw new Error(`${register.name} refers to a register that is not declared: ${missing}`)
  }
  return registers
}

/** Several duties may follow the changes of one register: each is told, in their order. */
function chained(duties: readonly Duty[]): NonNullable<Hooks['afterChange']> {
  const followers = new Map<string, NonNullable<Duty['afterChange']>[string][]>()
  for (const duty of duties) {
    for (const [register, follow] of Object.entries(duty.afterChange ?? {})) followers.set(register, [...(followers.get(register) ?? []), follow])
  }
  return Object.fromEntries([...followers].map(([register, all]) => [register, async (tx, row, before) => {
    for (const follow of all) await follow(tx, row, before)
  }]))
}

/** Hooks of all duties as one. */
export const hooksOf = (duties: readonly Duty[]): Hooks => ({
  afterChange: chained(duties),
  complete: Object.assign({}, ...duties.map((duty) => duty.complete ?? {})) as NonNullable<Hooks['complete']>,
})

/** What a server needs of an installation. */
export type Served = Pick<Installation, 'database' | 'dir' | 'files'>

/** Every kind of job: the platform's own and the duties'. */
export const jobsOf = (duties: readonly Duty[], { dir }: Pick<Served, 'dir'>): readonly JobDeclaration[] =>
  [
  housekeeping, verifyFiles, checkMatters(duties.flatMap((duty) => duty.matters ?? [])), hourLimits(duties.flatMap((duty) => duty.matters ?? [])), verifyAudit(dir), importJob(targetsOf(duties)), exportJob({ registers: registryOf(duties), extras: extrasOf(duties) }),
  ...duties.flatMap(({ jobs }) => (typeof jobs === 'function' ? jobs(duties) : (jobs ?? []))),
]

/** What a server may have done in processes of their own. */
export const errandsOf = (duties: readonly Duty[], served: Pick<Served, 'dir'>): readonly Errand[] =>
  [...jobsOf(duties, served).filter(({ isolated }) => isolated).map(jobErrand), previewErrand(targetsOf(duties))]

/** Every register that takes sheets: by a duty's own import where it has one, else by its declaration. */
function targetsOf(duties: readonly Duty[]): readonly ImportTarget[] {
  const own = duties.flatMap((duty) => duty.imports ?? [])
  const [registers, hooks] = [registryOf(duties), hooksOf(duties)]
  const others = [...registers.values()].filter((register) => takesSheets(register) && !own.some((target) => target.register === register.name))
  return [...own, ...others.map((register) => registerImport(register, registers, hooks))]
}

const extrasOf = (duties: readonly Duty[]): readonly ExportExtra[] => duties.flatMap((duty) => duty.exports ?? [])

/** Files, papers, jobs, the audit trail, events, and what reaches over all registers: imports, exports, the palette, views. */
function servePlatform(app: FastifyInstance, routes: Routes, served: Served, all: readonly Duty[], registers: Registry, launch?: Launch): void {
  const { database, files } = served
  const kinds = jobsOf(all, served)
  const attachable = attachableOf(registers.values(), all.flatMap((duty) => duty.matters ?? []))
  serveEvidence(routes, { database, files, attachable })
  serveDocuments(routes, { database, files, attachable })
  serveJobs(routes, { database, files, kinds })
  serveAudit(routes, kinds)
  const hub = startHub({ database, kinds, log: (message, error) => app.log.warn({ err: error }, message) })
  // Open event streams would keep a server that is stopping from ever being idle.
  app.addHook('preClose', async () => hub.stop())
  serveEvents(routes, { database, hub })
  serveNotifications(routes)
  serveImports(routes, { database, files, targets: targetsOf(all), launch })
  serveExports(routes, { database, registers, extras: extrasOf(all) })
  servePalette(routes, all.flatMap((duty) => duty.palette ?? []))
  serveViews(routes, registers)
}

export type AssembleOptions = Omit<ServerOptions, 'database'> & {
  /** Folder of the built pages; without it only the API is served. */
  readonly web?: string
  /** Does heavy work in processes of their own; without it it is done in this one. */
  readonly launch?: Launch
}

/** The whole server of an installation, with every register and route of the duties mounted, ready to listen. */
export async function assemble(served: Served, duties: readonly Duty[], options: AssembleOptions = {}): Promise<FastifyInstance> {
  const all = allDuties(duties)
  const registers = registryOf(all)
  const hooks = hooksOf(all)
  const { app, routes } = await createServer({ ...options, database: served.database })
  secureHeaders(app)
  for (const duty of all) declareRights(duty.rights)
  followWrites(jobsOf(all, served))
  identityRoutes(routes, served.database)
  serveRegions(routes)
  servePlatform(app, routes, served, all, registers, options.launch)
  const matters = all.flatMap((duty) => duty.matters ?? [])
  serveInbox(routes, matters, all.flatMap((duty) => duty.counters ?? []))
  for (const matter of matters) serveMatter(routes, registers, matter)
  // A duty's own routes come first: they may stand before `/:id` of a register.
  for (const duty of all) duty.routes?.(routes, all)
  for (const duty of all) for (const register of duty.registers) serveRegister(routes, registers, register, hooks)
  if (options.web) await serveWeb(app, options.web)
  return app
}
