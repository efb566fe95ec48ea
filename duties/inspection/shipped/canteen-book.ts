import { date } from '../../../platform/core/dates.ts'
import type { CanteenTable } from '../rules/canteen-book.ts'

/** What the book of a canteen must hold. Numbers are recalled from the operating norms of 2018. */
export const shippedCanteenTables: readonly CanteenTable[] = [
  {
    version: '2018-1', valid_from: date('2018-10-01'), valid_to: null, confidence: 'recalled_high',
    source: '《餐饮服务食品安全操作规范》（2018年第12号公告）；留样、承包经营：《食品安全法实施条例》第二十八条；陪餐：《学校食品安全与营养健康管理规定》',
    sample: { leastGrams: 125, leastHours: 48, minCelsius: 0, maxCelsius: 8 },
    disinfection: [
      { code: 'steam', title: { zh: '煮沸、蒸汽消毒', en: 'Boiling or steam' }, unit: '℃', least: 100, leastSeconds: 600 },
      { code: 'infrared', title: { zh: '红外线消毒', en: 'Infrared' }, unit: '℃', least: 120, leastSeconds: 600 },
      { code: 'dishwasher', title: { zh: '洗碗机消毒', en: 'Dishwasher' }, unit: '℃', least: 85, leastSeconds: 40 },
      { code: 'chlorine', title: { zh: '含氯消毒液浸泡', en: 'Chlorine bath' }, unit: 'mg/L', least: 250, leastSeconds: 300 },
    ],
    feverCelsius: 37.3,
    leaderEats: ['CANT_SCHOOL', 'CANT_KINDERGARTEN'],
  },
]
