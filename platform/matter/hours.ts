import { sql } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import { notify } from '../events/notifications.ts'
import type { JobDeclaration } from '../jobs/declare.ts'
import { idText } from '../register/schema.ts'
import { isLate, isRunning, type Clock } from './clocks.ts'
import type { MatterService, Record_ } from './service.ts'

/** Kind of the job that looks at a limit in hours at the instant it is due. */
export const HOURS_JOB = 'matter.hours'
const TOLD = 'matter.hour-late'

const asked = z.object({ matter: z.string(), id: idText, clock: z.string(), due_at: z.iso.datetime() })
type Asked = z.infer<typeof asked>

/** Whether the limit still runs and ended at the instant asked about; one that was extended has a job of its own. */
async function ranOut(tx: Tx, { id, clock, due_at }: Asked): Promise<boolean> {
  const rows = await tx.selectFrom('matter_clock').selectAll().where('matter_id', '=', id).where('clock', '=', clock).where('stopped_on', 'is', null).execute()
  return (rows as Clock[]).some((row) => row.due_at === due_at && isRunning(row) && isLate(row, tx.work.now))
}

/** Tells those whom the matter waits for, each once. @returns how many were told */
async function tell(tx: Tx, service: MatterService, { id, due_at }: Asked): Promise<number> {
  const link = service.link({ id } as Record_)
  const { rows } = await sql<{ person: string; title: string }>`select distinct on (p.id) p.id as person, i.title
    from inbox i join person p on p.id = i.person_id or (i.person_id is null and p.unit_id = i.unit_id)
    where i.matter_id = ${id} and p.closed_at is null and not exists (select 1 from notification n
      where n.person_id = p.id and n.kind = ${TOLD} and n.link = ${link} and n.at >= ${due_at}::timestamptz) order by p.id, i.title`.execute(tx)
  await notify(tx, rows.map(({ person, title }) => ({
    person, kind: TOLD, link, title: { zh: `${title}：按小时计算的时限已到`, en: `${title}: the limit in hours has run out` },
  })))
  return rows.length
}

/**
 * A limit in hours that runs out is told at its hour: the job is added with the clock and waits for its instant. Lists
 * need no job: they compare with the present instant.
 */
export const hourLimits = (services: readonly MatterService[]): JobDeclaration => ({
  kind: HOURS_JOB,
  title: { zh: '按小时计算的时限到期', en: 'Limits in hours that run out' },
  run: async ({ job, write }) => {
    const about = asked.parse(job.payload)
    const service = services.find(({ rules }) => rules.declaration.name === about.matter)
    if (!service) return { told: 0 }
    return { told: await write(async (tx) => (await ranOut(tx, about)) ? tell(tx, service, about) : 0) }
  },
})

/** The job's payload for a clock that is due at an instant. */
export const hourOf = ({ matter, matter_id, clock }: Clock, due_at: Instant): Asked => ({ matter, id: matter_id, clock, due_at })
