import { inForce, type Dated } from '../../platform/core/dated.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { insertRow } from '../../platform/register/store.ts'
import { gradeRules, ruleKinds, type RuleKind } from './registers.ts'
import type { CateringTable } from './rules/catering-grade.ts'
import type { FrequencyTable } from './rules/frequency.ts'
import type { PlanningTable } from './rules/planning.ts'
import type { GradeTable } from './rules/risk-grade.ts'
import { shippedCateringTables } from './shipped/catering-grade.ts'
import { shippedFrequencyTables } from './shipped/frequency.ts'
import { shippedPlanningTables } from './shipped/planning.ts'
import { shippedGradeTables } from './shipped/risk-grade.ts'

/** The versions of each kind of rules. */
export type Tables = { readonly risk: GradeTable; readonly catering: CateringTable; readonly frequency: FrequencyTable; readonly planning: PlanningTable }

/** A version as its row holds it: the dates and the source are columns, the rest content. */
export function rowOfTable(kind: RuleKind, table: Dated): Readonly<Record<string, unknown>> {
  const { version, valid_from, valid_to, source, confidence, ...content } = table
  const title = ruleKinds.find(({ code }) => code === kind)!.label.zh
  return { title: `${title} ${version}`, kind, rule_version: version, valid_from, valid_to, source, confidence, content }
}

/** All versions of a kind, as the city has them. */
export async function versionsOf<K extends RuleKind>(tx: Tx, kind: K): Promise<readonly Tables[K][]> {
  const rows = await tx.selectFrom('grade_rules').select(['rule_version', 'valid_from', 'valid_to', 'source', 'confidence', 'content'])
    .where('kind', '=', kind).where('closed_at', 'is', null).orderBy('valid_from').orderBy('created_at').execute()
  // Written by seedTables and saveRules only, which hold them against the type.
  return rows.map(({ rule_version, content, ...rest }) => ({ ...(content as object), ...rest, version: rule_version }) as unknown as Tables[K])
}

/** The rules in force on a day. @throws Problem `rule.none-in-force` (409) */
export async function tablesOn(tx: Tx, day: DateOnly): Promise<Tables> {
  const [risk, catering, frequency, planning] = await Promise.all([versionsOf(tx, 'risk'), versionsOf(tx, 'catering'), versionsOf(tx, 'frequency'), versionsOf(tx, 'planning')])
  return { risk: inForce(risk, day, 'risk'), catering: inForce(catering, day, 'catering'), frequency: inForce(frequency, day, 'frequency'), planning: inForce(planning, day, 'planning') }
}

const shipped: { readonly [K in RuleKind]: readonly Tables[K][] } = { risk: shippedGradeTables, catering: shippedCateringTables, frequency: shippedFrequencyTables, planning: shippedPlanningTables }

/** Every city starts with the shipped versions; asked again it adds only what is missing. */
export async function seedTables(tx: Tx): Promise<void> {
  const rows = await tx.selectFrom('grade_rules').select(['kind', 'rule_version']).execute()
  const known = new Set(rows.map(({ kind, rule_version }) => `${kind} ${rule_version}`))
  for (const { code: kind } of ruleKinds) for (const table of shipped[kind]) {
    if (!known.has(`${kind} ${table.version}`)) await insertRow(tx, gradeRules, { region: tx.work.city, ...rowOfTable(kind, table) })
  }
}
