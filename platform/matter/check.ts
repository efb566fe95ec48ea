import { sql } from 'kysely'
import { loadCalendar } from '../calendar/load.ts'
import type { Instant } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import type { JobDeclaration } from '../jobs/declare.ts'
import { differences, refold, type MatterRecord, type RecordedAction, type Rules } from './fold.ts'
import type { MatterService, Record_ } from './service.ts'

/** A matter whose row is not what its actions say. */
export type Wrong = { readonly matter: string; readonly id: string; readonly fields: readonly string[] }

const PAGE = 500

type Stored = { readonly id: string; readonly matter_id: string; readonly number: number; readonly action: string; readonly at: Instant; readonly actor: string; readonly person_id: string | null; readonly unit_id: string | null; readonly input: Readonly<Record<string, unknown>> }

const recorded = (row: Stored): RecordedAction =>
  ({ id: row.id, number: row.number, name: row.action, input: row.input, at: row.at, actor: row.actor, person: row.person_id, unit: row.unit_id })

/** One page of a matter's rows, folded again from their actions; answers what differs and the id to go on after. */
async function checkPage(tx: Tx, service: MatterService, after: string): Promise<{ readonly wrong: readonly Wrong[]; readonly checked: number; readonly last: string | null }> {
  const { rows } = await sql<Record_>`select * from ${sql.table(service.register.name)} where id > ${after}::uuid order by id limit ${PAGE}`.execute(tx)
  const ids = rows.map((row) => row.id)
  const { rows: actions } = await sql<Stored>`select id, matter_id, number, action, at, actor, person_id, unit_id, input from matter_action where matter_id = any(${ids}::uuid[])`.execute(tx)
  const byMatter = Map.groupBy(actions, (action) => action.matter_id)
  const context = await loadCalendar(tx)
  const { name } = service.rules.declaration
  const wrong = rows.flatMap((row): Wrong[] => {
    // Its rules were proved against its own record; the engine reads any.
    const folded = refold(service.rules as unknown as Rules<MatterRecord>, (byMatter.get(row.id) ?? []).map(recorded), context)
    const fields = folded ? differences(folded.record, row) : ['open']
    return fields.length > 0 ? [{ matter: name, id: row.id, fields }] : []
  })
  return { wrong, checked: rows.length, last: rows.length === PAGE ? ids.at(-1)! : null }
}

/**
 * Nightly: every matter is folded again from its actions and compared with its row. No path but actions changes a matter, so a
 * difference is a fault of the program or a hand in the database; the job then fails and names the matters.
 */
export const checkMatters = (services: readonly MatterService[]): JobDeclaration => ({
  kind: 'matter.check',
  title: { zh: '事项与办理记录核对', en: 'Matters compared with their actions' },
  schedule: '40 1 * * *',
  // A city's matters with years of actions are minutes of computing.
  isolated: true,
  maxAttempts: 1,
  async run(context) {
    let checked = 0
    const wrong: Wrong[] = []
    for (const service of services) {
      for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null;) {
        const page = await context.read((tx) => checkPage(tx, service, after!))
        checked += page.checked
        wrong.push(...page.wrong)
        after = page.last
        await context.progress(checked, null)
      }
    }
    if (wrong.length > 0) throw new Error(`${wrong.length} of ${checked} matters are not what their actions say: ${wrong.slice(0, 20).map(({ matter, id, fields }) => `${matter} ${id} (${fields.join(', ')})`).join('; ')}`)
    return { checked }
  },
})
