import { canonical } from '../../../platform/core/canonical.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { lineage } from '../../registry/index.ts'
import { annualGrade, dynamicGrade, type CateringTable, type GradedInspection } from './catering-grade.ts'
import { frequencyOf, fullCheckDue, systemAuditDue, type FrequencyTable } from './frequency.ts'
import { factsOf, type KeptFacts } from './kept.ts'
import { riskGrade, type GradeTable, type RiskGrade, type RiskGradeAnswer } from './risk-grade.ts'

/** What of an earlier grade decides whether it stands. */
export type Standing = {
  readonly grade: RiskGrade | null
  readonly previous: RiskGrade | null
  readonly regrade_by: DateOnly | null
  readonly rule_version: string | null
  readonly facts: KeptFacts | null
}

/** Whether a place must be graded anew: never graded, its year over, other rules in force, or other facts than those it was made from. */
export const outOfDate = (last: Standing | null, table: GradeTable, facts: KeptFacts, day: DateOnly): boolean =>
  last === null || last.grade === null || last.regrade_by === null || day >= last.regrade_by || last.rule_version !== table.version || canonical(last.facts) !== canonical(facts)

const moved = ({ lines }: RiskGradeAnswer): 'none' | 'new' | 'raised' | 'lowered' | 'forced' => {
  const has = (kind: string): boolean => lines.some((line) => line.kind === kind)
  return has('forced') ? 'forced' : has('raise') ? 'raised' : has('lower') ? 'lowered' : lines.some(({ kind, code }) => kind === 'band' && code === 'new') ? 'new' : 'none'
}

/** The columns of `premises_grade` that say the grade: made anew where it must be, else as they stand. */
export function gradeColumns(last: Standing | null, table: GradeTable, facts: KeptFacts, day: DateOnly) {
  if (!outOfDate(last, table, facts, day)) return null
  const answer = riskGrade(factsOf(facts, table), table, day)
  const why = answer.lines.filter(({ kind }) => kind === 'raise' || kind === 'lower' || kind === 'forced').map(({ text }) => text.zh).join('；')
  return {
    grade: answer.grade, score: answer.score, static_score: answer.staticScore, dynamic_score: answer.dynamicScore, by_score: answer.byScore, moved: moved(answer), why: why === '' ? null : why,
    previous: last?.grade && last.grade !== answer.grade ? last.grade : last?.previous ?? null, graded_on: day, regrade_by: answer.regradeBy, rule_version: answer.version, facts,
  }
}

export type VisitFacts = { readonly since: DateOnly; readonly last_full_on: DateOnly | null; readonly last_audit_on: DateOnly | null; readonly facts: KeptFacts }

/** The columns that say how often it is visited and by when. */
export function frequencyColumns({ since, last_full_on, last_audit_on, facts }: VisitFacts, grade: RiskGrade | null, table: FrequencyTable) {
  const business = { ...facts, types: lineage(facts.type) }
  const { least, focus } = frequencyOf(business, grade, table)
  return { focus: focus !== null, visits: least, full_due_on: fullCheckDue(last_full_on, since, table), audit_due_on: systemAuditDue(business, last_audit_on, since, table)?.dueOn ?? null }
}

/** The columns of `catering_grade`. @param visited daily inspections of the months that the annual grade counts, oldest first */
export function cateringColumns(visited: readonly GradedInspection[], licensedOn: DateOnly | null, accidents: readonly DateOnly[], table: CateringTable, day: DateOnly) {
  const last = visited.at(-1) ?? null
  const dynamic = dynamicGrade(last, licensedOn, accidents, table, day)
  const annual = annualGrade(visited, table, day)
  return {
    dynamic: dynamic.grade, dynamic_mean: dynamic.mean, dynamic_on: last?.on ?? null, dynamic_why: dynamic.notShown?.why.zh ?? null,
    annual: annual.grade, annual_mean: annual.mean, inspections: visited.length, rule_version: table.version,
  }
}
