/** The program of a process that does one errand of a running server, and ends. */
import { duties } from '../duties/index.ts'
import { serveErrands } from '../platform/jobs/serve-errands.ts'
import { allDuties, errandsOf } from '../platform/platform.ts'

serveErrands((at) => errandsOf(allDuties(duties), at))
