import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/database.ts'
import { insertRow } from '../../../platform/register/store.ts'
import { drawRules } from './registers.ts'

/**
 * Rules every city starts with. That ratios follow credit is law (国发〔2019〕35号, recalled), how far is not: the figures are the
 * program's own until the city confirms its own.
 */
const shipped = {
  title: '2022-1', ratio_a: 0.5, ratio_b: 1, ratio_c: 2, ratio_d: 4, ratio_none: 1, repeat_months: 3, confidence: 'design', valid_from: '2022-03-15', valid_to: null,
  source: '《食品生产经营监督检查管理办法》（市场监管总局令第49号）第五条（随机抽取）；国发〔2019〕35号（按信用风险确定比例，待核）；比例和三个月为系统默认',
} as const

/** Puts the shipped rules into a city that has none. */
export async function seedDrawRules(tx: Tx): Promise<void> {
  const { rows: [known] } = await sql<{ id: string }>`select id from draw_rule limit 1`.execute(tx)
  if (!known) await insertRow(tx, drawRules, { region: tx.work.city, ...shipped })
}
