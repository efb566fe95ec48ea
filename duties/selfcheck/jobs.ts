import { sql } from 'kysely'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { Interrupted, type JobContext, type JobDeclaration } from '../../platform/jobs/declare.ts'
import { reckonDays, reckonMonths } from './reckon.ts'
import { forgetOld, remind } from './remind.ts'
import { placesOf, type Place } from './store.ts'

/** Places handled in one transaction. */
const PAGE = 200

async function nextPlaces(tx: Tx, after: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select premises_id as id from operating_calendar where premises_id > ${after}::uuid and closed_at is null order by premises_id limit ${PAGE} for update`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Every place whose records are asked for, a page a transaction. */
async function eachPage({ write, progress, stopping }: JobContext, body: (tx: Tx, places: readonly Place[]) => Promise<unknown>): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000'
  let done = 0
  for (;;) {
    if (stopping()) throw new Interrupted()
    const ids = await write(async (tx) => {
      const page = await nextPlaces(tx, after)
      await body(tx, await placesOf(tx, page))
      return page
    })
    done += ids.length
    await progress(done, null)
    if (ids.length < PAGE) return done
    after = ids.at(-1)!
  }
}

/** Each night: yesterday is over, so what was not recorded is missed. */
export const reckonJob: JobDeclaration = {
  kind: 'selfcheck.reckon',
  title: { zh: '核算自查和食堂台账漏报', en: 'Reckon missed self-checks and canteen books' },
  schedule: '40 0 * * *',
  run: async (context) => {
    await context.write(forgetOld)
    return {
      places: await eachPage(context, async (tx, places) => {
        const yesterday: DateOnly = addDays(tx.work.today, -1)
        await reckonMonths(tx, places, [yesterday, tx.work.today])
        await reckonDays(tx, places, { from: addDays(yesterday, -2), until: yesterday })
      }),
    }
  },
}

/** In the afternoon: what is due today and not on record is put into the business's inbox. */
export const remindJob: JobDeclaration = {
  kind: 'selfcheck.remind',
  title: { zh: '提醒企业当日自查', en: 'Remind businesses of today’s self-checks' },
  schedule: '0 15 * * *',
  run: async (context) => ({ places: await eachPage(context, remind) }),
}
