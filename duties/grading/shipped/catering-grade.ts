import { date } from '../../../platform/core/dates.ts'
import type { CateringTable } from '../rules/catering-grade.ts'

/** Bands and bars as two cities print them; the national notice of 2012 itself was not at hand. */
export const shippedCateringTables: readonly CateringTable[] = [
  {
    version: '2012-1', valid_from: date('2012-01-01'), valid_to: null, confidence: 'recalled_high',
    source: '《关于实施餐饮服务食品安全监督量化分级管理工作的指导意见》（国食药监食〔2012〕5号），分值据地方公布材料',
    bands: [
      { from: 9, dynamic: 'excellent', annual: 'A', title: { zh: '优秀（大笑）', en: 'excellent' } },
      { from: 7.5, dynamic: 'good', annual: 'B', title: { zh: '良好（微笑）', en: 'good' } },
      { from: 6, dynamic: 'fair', annual: 'C', title: { zh: '一般（平脸）', en: 'fair' } },
    ],
    applies: { types: ['CATERING'], notTypes: ['VEND'] }, keyFailed: 2, afterLicence: 3, afterAccident: 6, annualMonths: 12,
  },
]
