import { sql } from 'kysely'
import { z } from 'zod'
import { notify } from '../../../platform/events/notifications.ts'
import { Interrupted, type JobDeclaration } from '../../../platform/jobs/declare.ts'
import { changeRow, getRow } from '../../../platform/register/store.ts'
import { idText } from '../../../platform/register/schema.ts'
import { assign } from '../assign.ts'
import { drawnPlaces, draws, type DrawnPlaceRow } from './registers.ts'
import { ASSIGN_JOB } from './service.ts'

const payload = z.object({ draw: idText })
/** Places of one transaction. */
const TOGETHER = 25

/** 派出: each place drawn becomes an inspection of its pair. Harmless to repeat: what has its inspection is passed by. */
export const drawAssignJob: JobDeclaration = {
  kind: ASSIGN_JOB,
  title: { zh: '派出双随机检查', en: 'Assigning a random draw' },
  run: async ({ job, write, read, progress, stopping }) => {
    const { draw: id } = payload.parse(job.payload)
    const draw = await read((tx) => getRow(tx, draws, id))
    let [done, after] = [0, 0]
    for (;;) {
      if (stopping()) throw new Interrupted()
      const last = await write(async (tx) => {
        // Places that closed after the draw are left as they are: nobody can be sent there.
        const { rows } = await sql<{ id: string; position: number }>`select d.id, d.position from drawn_place d join premises p on p.id = d.premises_id
          where d.draw = ${id} and d.inspection is null and d.position > ${after} and p.status <> 'closed' and p.closed_at is null order by d.position limit ${TOGETHER}`.execute(tx)
        for (const row of rows) {
          const place = await getRow(tx, drawnPlaces, row.id, { lock: true }) as DrawnPlaceRow // its parent's column stands beside the declared ones
          const { ids } = await assign(tx, { premises: [place.premises_id], kind: 'daily', chosen_by: 'double_random', inspectors: place.inspectors, planned_on: draw.planned_on, due_on: draw.inspect_by, sheet: null })
          await changeRow(tx, drawnPlaces, place, { inspection: ids[0] })
        }
        done += rows.length
        return rows.at(-1)?.position
      })
      await progress(done, draw.count)
      if (last === undefined) break
      after = last
    }
    if (job.person_id) await write((tx) => notify(tx, [{ person: job.person_id!, kind: 'draw.assigned', title: { zh: `已派出 ${done} 户：${draw.title}`, en: `${done} inspections assigned: ${draw.title}` }, link: `/matters/draw/${id}` }]))
    return { assigned: done }
  },
}
