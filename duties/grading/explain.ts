import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { Problem } from '../../platform/core/problem.ts'
import { can } from '../../platform/identity/actor.ts'
import { mayRead } from '../../platform/register/scope.ts'
import { columnList, type AnyRegister, type AnyRow } from '../../platform/register/store.ts'
import { lineage } from '../registry/index.ts'
import type { Explained } from './contract.ts'
import { cateringGrades, premisesGrades, READ, type CateringGradeRow, type PremisesGradeRow } from './registers.ts'
import { frequencyOf } from './rules/frequency.ts'
import { factsOf } from './rules/kept.ts'
import { riskGrade, type RiskGrade } from './rules/risk-grade.ts'
import { tablesOn, versionsOf } from './tables.ts'

async function rowOf<R>(tx: Tx, register: AnyRegister, premises: string): Promise<R | undefined> {
  const { rows: [row] } = await sql<AnyRow>`select ${columnList(register)} from ${sql.table(register.name)} where premises_id = ${premises} and closed_at is null`.execute(tx)
  return row && mayRead(register, tx.work.actor, row) ? row as unknown as R : undefined
}

/** The grade of a place said item by item: the rule is applied again, with the version and the facts that it was made with. */
async function riskOf(tx: Tx, row: PremisesGradeRow): Promise<NonNullable<Explained['risk']>> {
  const versions = await versionsOf(tx, 'risk')
  const table = versions.find(({ version }) => version === row.rule_version)
  const lines = table && row.facts && row.graded_on ? riskGrade(factsOf(row.facts, table), table, row.graded_on).lines : []
  return { grade: row.grade, score: row.score, previous: row.previous, gradedOn: row.graded_on, regradeBy: row.regrade_by, version: row.rule_version, source: table?.source ?? null, lines }
}

const cateringOf = (row: CateringGradeRow): NonNullable<Explained['catering']> => ({
  dynamic: row.dynamic, dynamicMean: row.dynamic_mean, dynamicOn: row.dynamic_on, why: row.dynamic_why, annual: row.annual, annualMean: row.annual_mean, inspections: row.inspections ?? 0, version: row.rule_version,
})

/** All that a place is told of its grades, to officials in reach and to itself. @throws Problem `row.not-found` (404) where neither grade is in sight */
export async function explain(tx: Tx, premises: string): Promise<Explained> {
  const [risk, catering] = await Promise.all([rowOf<PremisesGradeRow>(tx, premisesGrades as AnyRegister, premises), rowOf<CateringGradeRow>(tx, cateringGrades as AnyRegister, premises)])
  if (!risk && !catering) {
    const { rows: [place] } = await sql<{ region: string; enterprise_id: string }>`select region, enterprise_id from premises where id = ${premises}`.execute(tx)
    const { actor } = tx.work
    if (!place || !(can(actor, READ, { region: place.region }) || actor.enterprise === place.enterprise_id)) throw new Problem('row.not-found')
    return { risk: null, catering: null, frequency: null, changes: [], history: [] }
  }
  const [tables, changes, history] = [
    await tablesOn(tx, tx.work.today),
    await sql<Explained['changes'][number]>`select id, cause, state, happened_on as on, paper from grade_change where premises_id = ${premises} and closed_at is null order by happened_on desc, id limit 50`.execute(tx),
    risk ? await sql<{ grade: RiskGrade; score: number | null; on: string; version: string | null }>`select image ->> 'grade' as grade, (image ->> 'score')::float8 as score, image ->> 'graded_on' as on, image ->> 'rule_version' as version
      from premises_grade_version where row_id = ${risk.id} and image ->> 'grade' is not null order by version desc limit 200`.execute(tx) : { rows: [] },
  ]
  const owed = risk?.facts ? frequencyOf({ ...risk.facts, types: lineage(risk.type) }, risk.grade, tables.frequency) : null
  // Versions that only say when it was visited are not grades of their own.
  const graded = history.rows.filter((one, at, all) => at === 0 || one.on !== all[at - 1]!.on || one.grade !== all[at - 1]!.grade)
  return {
    risk: risk ? await riskOf(tx, risk) : null,
    catering: catering ? cateringOf(catering) : null,
    frequency: risk && owed ? { visits: owed.least, reason: owed.reason, focus: owed.focus, source: owed.source, lastVisitOn: risk.last_visit_on, fullDueOn: risk.full_due_on, auditDueOn: risk.audit_due_on } : null,
    changes: changes.rows, history: graded,
  }
}
