import { date } from '../../../platform/core/dates.ts'
import type { SelfCheckKind, SelfCheckTable } from '../rules/self-check.ts'

const LAW = '《企业落实食品安全主体责任监督管理规定》（市场监管总局令第60号，2025年起第97号）'
/** What each duty is called, and the paper it leaves; the rest of it is the city's table. */
export const selfCheckWords = {
  daily: { title: { zh: '日管控', en: 'The daily check' }, form: { zh: '每日食品安全检查记录', en: 'Daily food-safety record' } },
  weekly: { title: { zh: '周排查', en: 'The weekly review' }, form: { zh: '每周食品安全排查治理报告', en: 'Weekly review report' } },
  monthly: { title: { zh: '月调度', en: 'The monthly meeting' }, form: { zh: '每月食品安全调度会议纪要', en: 'Minutes of the monthly meeting' } },
} as const satisfies Record<SelfCheckKind, Pick<SelfCheckTable['duties'][SelfCheckKind], 'title' | 'form'>>

const base = {
  began: date('2022-11-01'),
  // The rule speaks of enterprises; small trades are under provincial rules and are asked only where a city adds them.
  appliesTo: { types: ['PRODUCTION', 'SALE', 'CATERING'], notTypes: ['WORK', 'SHOP', 'SCAT', 'VEND', 'PACK', 'CARE_GUESTHOUSE'] },
  duties: {
    daily: { ...selfCheckWords.daily, roles: ['officer', 'director'], with: [], onBehalf: true },
    weekly: { ...selfCheckWords.weekly, roles: ['director', 'officer'], with: [], onBehalf: true },
    // A meeting of the business's own people: nobody else can have held it.
    monthly: { ...selfCheckWords.monthly, roles: ['head', 'director'], with: ['head', 'director'], onBehalf: false },
  },
} satisfies Pick<SelfCheckTable, 'appliesTo' | 'duties' | 'began'>

/**
 * The business's own duties. The three duties and the forms are found; the text of the rule in force since 2025-04-15 was not
 * at hand, so that version carries the older one until it is read. Who must appoint a director is the registry's table.
 */
export const shippedSelfCheckTables: readonly SelfCheckTable[] = [
  { version: '60', valid_from: date('2022-11-01'), valid_to: date('2025-04-15'), source: LAW, confidence: 'recalled_high', ...base },
  { version: '97', valid_from: date('2025-04-15'), valid_to: null, source: `${LAW}；第97号令条文待核`, confidence: 'recalled_medium', ...base },
]
