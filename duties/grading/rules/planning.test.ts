import { expect, test } from 'vitest'
import { calendar } from '../../../platform/calendar/calendar.ts'
import { shippedDays } from '../../../platform/calendar/days.ts'
import { date } from '../../../platform/core/dates.ts'
import { shippedPlanningTables } from '../shipped/planning.ts'
import { AUDIT, capacityOf, dueMonth, monthsOver, planRows, workingDays, type GradedPlaces } from './planning.ts'
import { monthsOf } from './yearly-plan.ts'

const table = shippedPlanningTables[0]!
const place = (more: Partial<GradedPlaces> = {}): GradedPlaces => ({
  ids: ['p'], county: '990101', business: { types: ['CANT_SCHOOL', 'CANT', 'CATERING'] }, grade: 'B', visits: 2, fullDue: date('2026-04-30'), auditDue: null, done: [], ...more })

test('a school canteen is visited at the start of terms and never in the holidays', () => {
  const [row] = planRows([place()], table, 2026)
  expect([monthsOf(row!.special), monthsOf(row!.open), row!.fullCheckBy]).toEqual([[3, 9], [1, 3, 4, 5, 6, 9, 10, 11, 12], 4])
  expect(planRows([place({ visits: 0 })], table, 2026)[0]!.special).toBe(0)
})

test('who owes a system audit comes twice, the audit with its own days', () => {
  const rows = planRows([place({ business: { types: ['INFA', 'PRODUCTION'] }, auditDue: date('2026-08-01') }), place({ ids: ['q', 'r'], auditDue: date('2027-01-01') })], table, 2026)
  expect(rows.map(({ id, visits, effort, fullCheckBy }) => [id, visits, effort, fullCheckBy])).toEqual([['p', 2, 4, 4], [`p${AUDIT}`, 0, table.audit, 8], ['q', 2, 1.5, 4], ['r', 2, 1.5, 4]])
})

test('what was overdue before the year is made good by the month that the table names', () => {
  expect([dueMonth(date('2025-03-01'), 2026, 6), dueMonth(date('2026-03-01'), 2026, 6), dueMonth(date('2027-01-01'), 2026, 6), dueMonth(null, 2026, 6)]).toEqual([6, 3, null, null])
  expect([monthsOver(2026, date('2026-05-31')), monthsOver(2026, date('2027-01-01')), monthsOver(2026, date('2025-12-31'))]).toEqual([4, 12, 0])
})

test('capacity is inspectors by working days of the State Council’s calendar, less what is kept back', () => {
  const days = workingDays(2026, calendar(shippedDays()))
  expect(days.reduce((sum, one) => sum + one, 0)).toBe(248)
  expect(capacityOf({ inspectors: { 990101: 10, 990102: 0 }, keptBack: 0.5, from: 1 }, days)).toEqual({ 990101: days.map((one) => one * 5) })
})
