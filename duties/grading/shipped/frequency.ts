import { date } from '../../../platform/core/dates.ts'
import type { FrequencyLine, FrequencyTable } from '../rules/frequency.ts'
import type { RiskGrade } from '../rules/risk-grade.ts'

const GRADES = '《食品生产经营风险分级管理办法（试行）》（2016）'
const CHECKS = '《食品生产经营监督检查管理办法》（市场监管总局令第49号）第二十二条'
const FOOD = { types: ['PRODUCTION', 'SALE', 'CATERING', 'COLD'] }
const line = (grade: RiskGrade, least: number, most: number): FrequencyLine => ({
  where: FOOD, grades: [grade], least, most, source: GRADES, confidence: 'recalled_medium',
  title: { zh: `${grade} 级风险，每年 ${least === most ? least : `${least}–${most}`} 次`, en: `grade ${grade}: ${least === most ? least : `${least}–${most}`} a year` },
})

/**
 * How often, unless the city says otherwise. The floor and who is 重点 are law, read; the times by grade are of 2016 and found in
 * print of 2017; local variants ask less (≥ 1, 1, 2, 3). That special-food systems are audited yearly is one city's plan, not law.
 */
export const shippedFrequencyTables: readonly FrequencyTable[] = [
  {
    version: '2022-1', valid_from: date('2022-03-15'), valid_to: null, source: CHECKS, confidence: 'found',
    lines: [line('A', 1, 1), line('B', 1, 2), line('C', 2, 3), line('D', 3, 4)],
    focus: [
      { where: { types: ['INFA', 'HEAL'] }, title: { zh: '特殊食品生产者', en: 'special-food producer' }, source: CHECKS, confidence: 'found' },
      { where: { types: ['PRODUCTION'], foods: ['infant_formula', 'fsmp', 'health_food'] }, title: { zh: '特殊食品生产者', en: 'special-food producer' },
        source: CHECKS, confidence: 'found' },
      { where: { types: ['PRODUCTION'], notTypes: ['PACK'] }, grades: ['C', 'D'], title: { zh: 'C、D 级食品生产者', en: 'producer of grade C or D' },
        source: CHECKS, confidence: 'found' },
      { where: { types: ['CENT'] }, title: { zh: '中央厨房、集体用餐配送单位', en: 'central kitchen or group-meal delivery' }, source: CHECKS, confidence: 'found' },
      { where: { types: ['SALE', 'CATERING'] }, grades: ['D'], title: { zh: 'D 级食品经营者', en: 'seller or caterer of grade D' }, source: CHECKS, confidence: 'found' },
    ],
    fullCheckMonths: 24,
    systemAudits: [
      { where: { types: ['INFA', 'HEAL'] }, months: 12, title: { zh: '特殊食品生产企业体系检查', en: 'system audit of special-food producers' },
        source: `${CHECKS}；频次依某市城区 2023 年安排“全覆盖”`, confidence: 'design' },
      { where: { types: ['PRODUCTION'], foods: ['infant_formula', 'fsmp', 'health_food'] }, months: 12,
        title: { zh: '特殊食品生产企业体系检查', en: 'system audit of special-food producers' }, source: CHECKS, confidence: 'design' },
    ],
  },
]
