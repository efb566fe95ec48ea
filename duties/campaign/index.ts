/** What other parts of the program may use of this duty. */
export { campaignDailies, campaigns, campaignTargets, eventMeals, eventRisks, interviews, majorEvents, periodVisits, specialPeriods, undertakings } from './registers.ts'
export { interviewService, undertakingService } from './interviews/store.ts'
export { keepPeriods, makeSet, setOf, setRows } from './periods/store.ts'
export { periodTables } from './periods/tables.ts'
export { figureCodes } from './rules/daily.ts'
export { periodsOfYear, specialMonths, taskSetOf, type PeriodTable, type SpecialPeriod } from './rules/special-period.ts'
