import { register, type Row } from '../../platform/register/declare.ts'
import { choices, date, integer, text } from '../../platform/register/fields.ts'
import { scales } from './enterprises.ts'
import { premisesTypes } from './types.ts'

/** What is made that no type of premises tells. */
const foods = [
  { code: 'infant_formula', label: { zh: '婴幼儿配方食品', en: 'Infant formula' } },
  { code: 'fsmp', label: { zh: '特殊医学用途配方食品', en: 'Food for special medical purposes' } },
  { code: 'health_food', label: { zh: '保健食品', en: 'Health food' } },
] as const

/** 食品安全总监配备规则: who must appoint a director, each line in force between two dates. */
export const directorRules = register('director_rule', {
  title: { zh: '食品安全总监配备规则', en: 'Who must appoint a director' },
  about: { zh: '哪些单位须配备食品安全总监，逐条、注明起止；改动门槛时给旧条填失效日期，另加新条，系统随即重算各场所。', en: 'Who must appoint a food safety director, line by line and by date. To change a threshold, end its line and add another; premises follow by themselves.' },
  fields: {
    title: text({ zh: '适用单位', en: 'Who' }, { required: true, max: 200, list: true }),
    title_en: text({ zh: '英文', en: 'In English' }, { max: 200 }),
    types: choices({ zh: '业态', en: 'Types' }, premisesTypes, { required: true, list: true, help: { zh: '选上级业态即包含其下各类。', en: 'A type stands for all below it.' } }),
    scales: choices({ zh: '规模', en: 'Size' }, scales, { list: true, help: { zh: '不选为不限。', en: 'None: of any size.' } }),
    foods: choices({ zh: '食品类别', en: 'Kinds of food' }, foods, { help: { zh: '不选为不限。', en: 'None: of any kind.' } }),
    diners_from: integer({ zh: '用餐人数起点', en: 'From so many diners' }, { min: 1, max: 1_000_000, list: true, unit: { zh: '人', en: 'people' } }),
    valid_from: date({ zh: '生效日期', en: 'In force from' }, { required: true, list: true }),
    valid_to: date({ zh: '失效日期', en: 'Until (first day no longer)' }, { list: true }),
    source: text({ zh: '依据', en: 'Source' }, { required: true, max: 300 }),
  },
  naming: 'title',
  identity: ['title', 'valid_from'],
  scope: 'city',
  rules: [(row) => (row.valid_from && row.valid_to && row.valid_to < row.valid_from
    ? [{ path: 'valid_to', sentence: { zh: '结束日期不能早于开始日期。', en: 'It cannot end before it begins.' } }] : [])],
  access: { read: ['premises.read', 'settings.read'], write: ['limits.write'] },
})
export type DirectorRuleRow = Row<typeof directorRules>
