/** What other duties may use of grading. */
export { monthsOf, type MonthMask } from './rules/yearly-plan.ts'
export { riskGrades, type RiskGrade } from './rules/risk-grade.ts'
export { frequencyOf, fullCheckDue, type FrequencyTable } from './rules/frequency.ts'
export { shippedFrequencyTables } from './shipped/frequency.ts'
export { tablesOn } from './tables.ts'
