/** The program of an errand's process for the tests: exports people and nothing else. */
import { identity } from '../identity/duty.ts'
import { jobErrand } from '../jobs/errand.ts'
import { serveErrands } from '../jobs/serve-errands.ts'
import { exportJob } from './export.ts'

serveErrands(() => [
  jobErrand(exportJob({ registers: new Map(identity.registers.map((register) => [register.name, register])), extras: [] })),
])
