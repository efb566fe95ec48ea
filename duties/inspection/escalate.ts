import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Record_ } from '../../platform/matter/service.ts'
import { OPERATING, operatesOn } from '../registry/index.ts'
import { operatingOf } from '../selfcheck/index.ts'
import { escalateJobOf } from '../workplan/index.ts'
import { rectificationService, SUPERVISION } from './orders.ts'
import { inspectionService } from './services.ts'

/** Whether a place that is to be inspected trades and works today: nobody is urged to a closed door. */
async function isOpenToday(tx: Tx, premises: string): Promise<boolean> {
  const { rows } = await sql`select 1 from premises where id = ${premises}::uuid and closed_at is null and status = any(${[...OPERATING]}::text[])`.execute(tx)
  const [{ calendar }, told] = [await loadCalendar(tx), (await operatingOf(tx, [premises])).get(premises)]
  return rows.length > 0 && (!told || operatesOn(told, tx.work.today, calendar))
}

/** Orders wait for a business, wherever it is; an inspection (of a plan, a draw, a campaign, a term) for inspectors who find it open. */
const canBeUrged = (record: Record_, tx: Tx): boolean | Promise<boolean> =>
  (record.holder_unit !== null || record.holder_person !== null) && ('check_sheet' in record ? isOpenToday(tx, String(record['premises_id'])) : true)

/** Each working day an inspection or an order to correct that is late climbs the city's ladder: whoever owes it is told, then the levels above. */
export const escalateJob = escalateJobOf(
  { kind: 'inspection.escalate', title: { zh: '监督检查和责令整改逾期催办', en: 'Urge late inspections and orders to correct' }, schedule: '45 6 * * *' },
  [inspectionService, rectificationService],
  { clocks: ['due'], holds: canBeUrged, letters: SUPERVISION },
)
