import { recordAudit } from '../platform/audit/record.ts'
import { removeCity, schemaOf } from '../platform/city.ts'
import type { Installation } from '../platform/installation.ts'
import { insertRow } from '../platform/register/store.ts'
import { settings } from '../platform/settings/registers.ts'
import { DEMO_CITY } from './geography.ts'

const COMPLETE = 'demo.complete'

/** What a demo city was made from. */
type Made = { readonly seed: string; readonly referenceDate: string; readonly scale: number }

/** Says that the demo city is whole; written last. */
export const markComplete = (installation: Installation, made: Made): Promise<void> =>
  installation.database.write({ system: 'demo', city: DEMO_CITY }, async (tx) => {
    tx.work.action = 'demo.load'
    await insertRow(tx, settings, { region: DEMO_CITY, code: COMPLETE, value: made, note: '演示数据的参数 What the demo was made from' })
  }, recordAudit)

/** How far the demo city has come: `partial` where the program that made it was killed. */
export const demoState = (
  installation: Pick<Installation, 'owner'>,
): Promise<'none' | 'partial' | 'complete'> => installation.owner(async (owner) => {
  const city = await owner.query('select 1 from shian.city where code = $1 and demo', [DEMO_CITY])
  if (city.rowCount === 0) return 'none'
  const mark = await owner.query(`select 1 from ${schemaOf(DEMO_CITY)}.setting where code = $1`, [COMPLETE])
  return mark.rowCount === 0 ? 'partial' : 'complete'
})

/** Takes the demo city away. */
export const removeDemo = (installation: Installation): Promise<void> => removeCity(installation, DEMO_CITY)
