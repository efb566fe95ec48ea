import { Problem, problems, type FieldProblem } from '../../platform/core/problem.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { insertRow } from '../../platform/register/store.ts'
import { askRegrade } from './jobs.ts'
import { gradeRules, type GradeRulesRow, type RuleKind } from './registers.ts'
import { contents, tableFaults, type RuleBody } from './rule-schema.ts'
import { rowOfTable, type Tables } from './tables.ts'

problems({ 'grading.version-taken': [409, '已有版本“{version}”，请换一个版本号。', 'There is a version “{version}” already. Give it another name.'] })

/** A table as it was sent: every fault at once. @throws Problem `input.invalid` (400) */
export function readTable<K extends RuleKind>(kind: K, content: unknown, head: Pick<RuleBody, 'version' | 'source' | 'confidence'> & { readonly valid_from: DateOnly }): Tables[K] {
  const read = contents[kind].safeParse(content)
  if (!read.success) throw new Problem('input.invalid', {}, read.error.issues.slice(0, 50).map(({ path, message }): FieldProblem => ({
    path: ['content', ...path].join('.'), sentence: { zh: '这一处的值不正确。', en: `This value is not right: ${message}` },
  })))
  // Each schema is the type without what `head` holds.
  const table = { ...read.data, ...head, valid_to: null } as unknown as Tables[K]
  const faults = tableFaults(kind, table)
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults.map(({ path, sentence }) => ({ path: `content.${path}`, sentence })))
  return table
}

/**
 * Keeps a new version of some rules, in force from a day that is not over; the city is graded again on that day.
 * @throws Problem `input.invalid` (400), `grading.version-taken` (409)
 */
export async function saveRules(tx: Tx, { kind, version, valid_from, source, confidence, note, content }: RuleBody): Promise<GradeRulesRow> {
  const from = valid_from as DateOnly // the schema has read it
  if (from < tx.work.today) throw new Problem('input.invalid', {}, [{ path: 'valid_from', sentence: { zh: '新版不能从过去的日期起生效。', en: 'A new version cannot begin in the past.' } }])
  const table = readTable(kind, content, { version, valid_from: from, source, confidence })
  const taken = await tx.selectFrom('grade_rules').select('id').where('kind', '=', kind).where('rule_version', '=', version).where('closed_at', 'is', null).executeTakeFirst()
  if (taken) throw new Problem('grading.version-taken', { version })
  const row = await insertRow(tx, gradeRules, { region: tx.work.city, ...rowOfTable(kind, table), note }) as GradeRulesRow
  if (from === tx.work.today) await askRegrade(tx, row.id)
  return row
}
