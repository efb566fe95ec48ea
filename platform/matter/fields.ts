import type { Bilingual } from '../core/bilingual.ts'
import { choice, date, integer, reference, text } from '../register/fields.ts'
import { urgedWords } from './urges.ts'

/**
 * The fields every matter's record has (see `Holding`): a register spreads them among its own and adds `readonly: true`.
 * `late_level` is how far urging has gone: 0 none · 1 提示 · 2 督办 · 3 约谈 · 4 通报.
 */
export const holdingFields = <const S extends string>(states: { readonly [K in S]: Bilingual }) => ({
  title: text({ zh: '事项', en: 'Matter' }, { required: true, max: 300, list: true }),
  state: choice({ zh: '状态', en: 'State' }, (Object.keys(states) as S[]).map((code) => ({ code, label: states[code] })), { required: true, list: true, filter: true }),
  holder_unit: reference({ zh: '承办单位', en: 'Held by' }, 'org_unit', { list: true, filter: true }),
  holder_person: reference({ zh: '承办人', en: 'Held by (person)' }, 'person', { filter: true }),
  due_on: date({ zh: '期限', en: 'Due' }, { list: true, filter: true, sort: true }),
  late_level: integer({ zh: '催办', en: 'Urged' }, { min: 0, max: 4, filter: true, words: urgedWords }),
})
