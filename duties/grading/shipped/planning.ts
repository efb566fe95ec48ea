import { date } from '../../../platform/core/dates.ts'
import type { PlanningTable } from '../rules/planning.ts'

/**
 * What the yearly plan reckons with unless the city says otherwise. That two inspectors go is law; days a visit takes, what is kept back,
 * by when arrears are made good and the months closed are the program's, to be replaced by the city's own.
 */
export const shippedPlanningTables: readonly PlanningTable[] = [
  {
    version: '2026-1', valid_from: date('2020-01-01'), valid_to: null, confidence: 'design',
    source: '《食品生产经营监督检查管理办法》（市场监管总局令第49号）第二十三条（两名以上检查人员）；人天和留用比例为系统默认',
    inspectors: 2, keptBack: 0.35,
    efforts: [
      { where: { types: ['INFA', 'HEAL', 'CENT'] }, days: 2 }, { where: { types: ['PRODUCTION'], notTypes: ['WORK'] }, days: 1.5 }, { where: { types: ['WHOL', 'CANT', 'COLD'] }, days: 0.75 },
      { where: { types: ['WORK', 'CATE', 'DIST'] }, days: 0.4 }, { where: {}, days: 0.25 },
    ],
    audit: 6, overdueBy: 6,
    closed: [{ where: { types: ['CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CARE_TABLE'] }, months: [2, 7, 8] }, { where: { types: ['CANT_UNIVERSITY'] }, months: [2, 8] }],
    special: [{ where: { types: ['CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CENT_MEALS'] }, months: [3, 9] }],
  },
]
