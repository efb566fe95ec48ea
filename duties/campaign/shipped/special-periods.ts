import { date } from '../../../platform/core/dates.ts'
import type { PeriodTable } from '../rules/special-period.ts'

const SCHOOLS = { types: ['CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CENT_MEALS', 'CARE_TABLE'] }
/** Where many buy or eat at once before a festival; a city narrows or widens it in the register. */
const HOLIDAY_FOOD = { types: ['WHOL', 'CENT', 'CARE_ELDERLY', 'HEAL', 'PROD'] }
const festival = (holiday: string, code: string, en: string) => ({ holiday, code: `festival-${code}`, title: { zh: `${holiday}食品安全检查`, en } })

/** Festivals by the name that their holiday bears in the calendar; which of them make visits is the city's table. */
export const festivals = [
  festival('元旦', 'new-year', 'New Year food checks'), festival('春节', 'spring', 'Spring Festival food checks'), festival('清明', 'qingming', 'Qingming food checks'), festival('劳动节', 'labour', 'Labour Day food checks'),
  festival('端午', 'dragon-boat', 'Dragon Boat food checks'), festival('中秋', 'mid-autumn', 'Mid-Autumn food checks'), festival('国庆节', 'national', 'National Day food checks'),
] as const
/** What falls on the same days each year, but for its days. */
export const gaokao = { code: 'exam-gaokao', kind: 'exam', title: { zh: '高考食品安全保障', en: 'College entrance examination' } } as const

/** Twenty days ahead is the office's own rule; within how many days all are visited is ours. Terms and the days of 中考 are the city's to enter. */
export const shippedPeriodTables: readonly PeriodTable[] = [
  {
    version: '1', valid_from: date('2015-10-01'), valid_to: null, confidence: 'design', source: '系统默认（非法定）；高考日期为教育部历年统一安排',
    aheadDays: 20,
    visitDays: { term: { from: -20, until: 20 }, exam: { from: -20, until: -1 }, festival: { from: -20, until: -1 }, event: { from: -20, until: -1 } },
    festivals: festivals.map((one) => ({ ...one, where: HOLIDAY_FOOD })),
    yearly: [{ ...gaokao, from: '06-07', until: '06-10', where: SCHOOLS }],
  },
]
