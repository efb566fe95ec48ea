import { sql } from 'kysely'
import { inForce } from '../../../platform/core/dated.ts'
import { addDays, startOf } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { notify } from '../../../platform/events/notifications.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { publicationReminders } from '../shipped/publication.ts'

const KIND = 'inspection.publish'
type Told = { readonly person: string; readonly late: number; readonly soon: number }

/** One word a day to the leader of each unit that has results to publish soon or too late. Told once, however often the job runs. */
export async function remindPublication(tx: Tx): Promise<{ readonly told: number }> {
  const { today } = tx.work
  const until = addDays(today, inForce(publicationReminders, today, KIND).daysBefore)
  const { rows } = await sql<Told>`select u.leader_id as person, (count(*) filter (where i.publish_by < ${today}::date))::int as late, (count(*) filter (where i.publish_by >= ${today}::date))::int as soon
    from inspection i join org_unit u on u.id = i.holder_unit
    where i.state = 'finished' and i.publish_by <= ${until}::date and i.closed_at is null and u.leader_id is not null
      and not exists (select from notification n where n.person_id = u.leader_id and n.kind = ${KIND} and n.at >= ${startOf(today)}::timestamptz)
    group by u.leader_id order by u.leader_id`.execute(tx)
  await notify(tx, rows.map(({ person, late, soon }) => ({
    person, kind: KIND, link: '/inspections?publish=due',
    title: { zh: `监督检查结果公开：逾期 ${late} 户，即将到期 ${soon} 户`, en: `Inspection results to publish: ${late} overdue, ${soon} due soon` },
  })))
  return { told: rows.length }
}

export const publishReminderJob: JobDeclaration = {
  kind: 'inspection.publish-reminder',
  title: { zh: '检查结果公开提醒', en: 'Reminder to publish results' },
  schedule: '10 8 * * *',
  run: ({ write }) => write(remindPublication),
}
