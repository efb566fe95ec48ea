/** What other duties may use of grading; all of it is pure, so that rules and browsers may too. */
export { monthsOf, type MonthMask } from './rules/yearly-plan.ts'
export { riskGrades, type RiskGrade } from './rules/risk-grade.ts'
