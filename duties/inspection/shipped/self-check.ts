import { date } from '../../../platform/core/dates.ts'
import type { DirectorLine, SelfCheckTable } from '../rules/self-check.ts'
import type { Where } from '../../registry/index.ts'

const LAW = '《企业落实食品安全主体责任监督管理规定》（市场监管总局令第60号，2025年起第97号）'
const director = (where: Where, zh: string, en: string): DirectorLine => ({ where, title: { zh, en }, source: LAW, confidence: 'recalled_high' })
const BIG = ['large', 'medium', 'chain-head']
const base = {
  // The rule speaks of enterprises; small trades are under provincial rules and are asked only where a city adds them.
  appliesTo: { types: ['PRODUCTION', 'SALE', 'CATERING'], notTypes: ['WORK', 'SHOP', 'SCAT', 'VEND', 'PACK', 'CARE_GUESTHOUSE'] },
  duties: {
    daily: { title: { zh: '日管控', en: 'The daily check' }, roles: ['officer', 'director'], with: [],
      form: { zh: '每日食品安全检查记录', en: 'Daily food-safety record' } },
    weekly: { title: { zh: '周排查', en: 'The weekly review' }, roles: ['director', 'officer'], with: [],
      form: { zh: '每周食品安全排查治理报告', en: 'Weekly review report' } },
    monthly: { title: { zh: '月调度', en: 'The monthly meeting' }, roles: ['head', 'director'], with: ['head', 'director'],
      form: { zh: '每月食品安全调度会议纪要', en: 'Minutes of the monthly meeting' } },
  },
  directors: [
    director({ types: ['INFA', 'HEAL'] }, '特殊食品生产企业', 'special-food producer'),
    director({ types: ['PRODUCTION'], foods: ['infant_formula', 'fsmp', 'health_food'] }, '特殊食品生产企业', 'special-food producer'),
    director({ types: ['PROD', 'ADDI'], scales: BIG }, '大中型食品生产企业', 'large or middle-sized producer'),
    director({ types: ['DIST'], scales: BIG }, '大中型食品销售企业、连锁销售企业总部', 'large or middle-sized seller, head of a chain'),
    director({ types: ['CATE', 'CENT'], scales: BIG }, '大中型餐饮服务企业、连锁餐饮企业总部', 'large or middle-sized caterer, head of a chain'),
    director({ types: ['CANT_KINDERGARTEN', 'CARE_NURSERY'], dinersFrom: 300 }, '用餐人数 300 人以上的托幼机构食堂', 'kindergarten or nursery from 300 diners'),
    director({ types: ['CANT_SCHOOL', 'CANT_UNIVERSITY'], dinersFrom: 500 }, '用餐人数 500 人以上的学校食堂', 'school canteen from 500 diners'),
    director({ types: ['CANT', 'CENT'], dinersFrom: 1000 }, '用餐或供餐人数 1000 人以上的单位', 'canteen or meal supplier from 1,000 diners'),
  ],
} satisfies Pick<SelfCheckTable, 'appliesTo' | 'duties' | 'directors'>

/**
 * The business's own duties. The three duties and the forms are found; who must appoint a director is recalled (high); the text
 * of the rule in force since 2025-04-15 was not at hand, so that version carries the older thresholds until it is read.
 */
export const shippedSelfCheckTables: readonly SelfCheckTable[] = [
  { version: '60', valid_from: date('2022-11-01'), valid_to: date('2025-04-15'), source: LAW, confidence: 'recalled_high', ...base },
  { version: '97', valid_from: date('2025-04-15'), valid_to: null, source: `${LAW}；第97号令条文待核`, confidence: 'recalled_medium', ...base },
]
