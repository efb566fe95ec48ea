import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Dated, Sourced } from '../../../platform/core/dated.ts'
import { addMonths } from '../../../platform/core/periods.ts'
import type { RiskGrade } from './risk-grade.ts'
import { holds, type Business, type Where } from '../../registry/index.ts'

/** So many inspections a year for a grade; `where` narrows it to a trade. */
export type FrequencyLine = Sourced & {
  readonly where: Where
  readonly grades: readonly RiskGrade[]
  /** Inspections a year. `most` is what the plan may go up to; the least is what it owes. */
  readonly least: number
  readonly most: number
  readonly title: Bilingual
}

/** Premises of 重点监督检查: those the rule names. */
export type FocusLine = Sourced & { readonly where: Where; readonly grades?: readonly RiskGrade[]; readonly title: Bilingual }

/** One version of how often premises are inspected. */
export type FrequencyTable = Dated & {
  /** The first line that holds counts. */
  readonly lines: readonly FrequencyLine[]
  readonly focus: readonly FocusLine[]
  /** Least months between full checks of all items: the floor for everyone. */
  readonly fullCheckMonths: number
  /** Premises whose management system is audited (体系检查), and how often. */
  readonly systemAudits: readonly (Sourced & { readonly where: Where; readonly months: number; readonly title: Bilingual })[]
}

export type Frequency = {
  /** Inspections a year that the plan owes, and up to how many it may go; 0 where only the floor of the full check asks. */
  readonly least: number
  readonly most: number
  /** 重点监督检查, with the reason. */
  readonly focus: Bilingual | null
  readonly reason: Bilingual
  readonly source: string
  readonly version: string
}

/**
 * How often premises are inspected in a year. Without a grade they count as grade B: neither trusted nor suspected until
 * graded. What no line names is owed the full check in two years only.
 * @source table's own; 总局令49号 art.22 for 重点监督检查 (read)
 */
export function frequencyOf(business: Business, grade: RiskGrade | null, table: FrequencyTable): Frequency {
  const as = grade ?? 'B'
  const line = table.lines.find((one) => one.grades.includes(as) && holds(one.where, business))
  const focus = table.focus.find((one) => (one.grades === undefined || (grade !== null && one.grades.includes(grade))) && holds(one.where, business))
  const ungraded = grade === null ? { zh: '（未评级，按 B 级）', en: ' (not graded, taken as B)' } : { zh: '', en: '' }
  return {
    least: line?.least ?? 0, most: line?.most ?? line?.least ?? 0, focus: focus?.title ?? null, version: table.version,
    reason: line ? { zh: line.title.zh + ungraded.zh, en: line.title.en + ungraded.en }
      : { zh: `每 ${table.fullCheckMonths} 个月至少一次全项检查`, en: `a full check at least every ${table.fullCheckMonths} months` },
    source: line?.source ?? table.source,
  }
}

/**
 * The last day for the next full check (覆盖全部检查要点).
 * @param lastFullOn the last one; null where there was none
 * @param since when the premises came under supervision: licensed, opened, or entered on record
 * @source 总局令49号 art.22: every two years at least one, of everyone
 */
export const fullCheckDue = (lastFullOn: DateOnly | null, since: DateOnly, table: FrequencyTable): DateOnly =>
  addMonths(lastFullOn ?? since, table.fullCheckMonths)

/** The last day for the next system audit (体系检查); null where none is owed. */
export function systemAuditDue(business: Business, lastOn: DateOnly | null, since: DateOnly, table: FrequencyTable):
  { readonly dueOn: DateOnly; readonly reason: Bilingual } | null {
  const found = table.systemAudits.filter(({ where }) => holds(where, business)).toSorted((a, b) => a.months - b.months)[0]
  return found ? { dueOn: addMonths(lastOn ?? since, found.months), reason: found.title } : null
}
