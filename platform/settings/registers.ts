import type { FieldProblem } from '../core/problem.ts'
import { register } from '../register/declare.ts'
import { date, json, number, reference, references, region, text } from '../register/fields.ts'

/** What a city decides for itself: one row a setting, its value as the code that reads it expects. */
export const settings = register('setting', {
  title: { zh: '参数设置', en: 'Settings' },
  about: { zh: '本市可调的参数；未设置的按系统默认。', en: 'What this city has set; anything not listed follows the default.' },
  scope: 'city',
  fields: {
    code: text({ zh: '代码', en: 'Code' }, { required: true, unique: true, list: true, filter: true, max: 100, pattern: /^[a-z]+([.-][a-z-]+)+$/ }),
    value: json<unknown>({ zh: '取值', en: 'Value' }, { required: true, list: true }),
    note: text({ zh: '说明', en: 'Note' }, { list: true, max: 500 }),
  },
  naming: 'code',
  access: { read: ['settings.read'], write: ['settings.write'] },
  noImport: true,
})

/** Dated figures of a region that others are divided by: 常住人口, 行政村数. Always with a source. */
export const regionParameters = register('region_parameter', {
  title: { zh: '基数（人口等）', en: 'Base figures' },
  about: { zh: '常住人口等作为分母的数，按区划和日期记录，注明出处。', en: 'Figures that others are divided by, such as residents, by region and date, with their source.' },
  scope: 'city',
  fields: {
    parameter: text({ zh: '指标', en: 'Figure' }, { required: true, list: true, filter: true, max: 60, help: { zh: '例如 population（常住人口）。', en: 'Such as population (permanent residents).' } }),
    region: { kind: 'region', label: { zh: '区划', en: 'Region' }, required: true, list: true, filter: true },
    value: number({ zh: '数值', en: 'Value' }, { required: true, list: true, min: 0 }),
    unit: text({ zh: '单位', en: 'Unit' }, { required: true, list: true, max: 20 }),
    starts_on: date({ zh: '起用日期', en: 'Used from' }, { required: true, list: true }),
    source: text({ zh: '出处', en: 'Source' }, { required: true, list: true, max: 300 }),
  },
  naming: 'parameter',
  identity: ['parameter', 'region', 'starts_on'],
  access: { read: ['indicators.read', 'settings.read'], write: ['figures.write'] },
})

/** A group is used from its first day to its last, both included. */
const endsNoEarlierThanItBegins = (row: { readonly valid_from?: string | null; readonly valid_to?: string | null }): readonly FieldProblem[] =>
  row.valid_from && row.valid_to && row.valid_to < row.valid_from
    ? [{ path: 'valid_to', sentence: { zh: '停用日期不能早于起用日期。', en: 'The last day cannot be before the first.' } }]
    : []

/** What a word such as 区食安委各成员单位 stands for, at a date. */
export const unitGroups = register('unit_group', {
  title: { zh: '单位组', en: 'Groups of units' },
  about: { zh: '“各镇（街道）”“食安委各成员单位”等说法包括哪些单位，按日期记录。', en: 'Which units a phrase such as “all townships” or “all members of the committee” means, by date.' },
  scope: 'city',
  fields: {
    name: text({ zh: '名称', en: 'Name' }, { required: true, list: true, max: 100 }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true,
      help: { zh: '哪一级的文件这样说：组名只在该区划的工作安排中展开。', en: 'Whose papers say so: the phrase is understood in plans of this region only.' } }),
    unit_ids: references({ zh: '包括的单位', en: 'Units' }, 'org_unit', { required: true, list: true, filter: true }),
    valid_from: date({ zh: '起用日期', en: 'From' }, { required: true, list: true }),
    valid_to: date({ zh: '停用日期', en: 'Until' }, { list: true }),
    source: text({ zh: '依据', en: 'Source' }, { list: true, max: 300 }),
  },
  naming: 'name',
  identity: ['name', 'region', 'valid_from'],
  rules: [endsNoEarlierThanItBegins],
  // Whoever splits plans among units also says which units a phrase of the plans means.
  access: { read: ['settings.read', 'plan.read'], write: ['plan.manage'] },
})

/** Figures that a department enters with source and date, until the duty that computes them exists. */
export const reportedFigures = register('reported_figure', {
  title: { zh: '填报数据', en: 'Reported figures' },
  about: { zh: '由责任部门填报、暂不能由系统计算的数据，注明出处和日期。', en: 'Figures a department enters, with source and date, because the system cannot compute them yet.' },
  fields: {
    indicator: text({ zh: '指标', en: 'Indicator' }, { required: true, names: 'indicator', list: true, filter: true, max: 100 }),
    region: { kind: 'region', label: { zh: '区划', en: 'Region' }, required: true, list: true, filter: true },
    starts_on: date({ zh: '期间起', en: 'From' }, { required: true, list: true }),
    ends_on: date({ zh: '期间止', en: 'To' }, { required: true, list: true }),
    value: number({ zh: '数值', en: 'Value' }, { required: true, list: true }),
    source: text({ zh: '出处', en: 'Source' }, { required: true, list: true, max: 300 }),
    unit_id: reference({ zh: '填报单位', en: 'Reported by' }, 'org_unit', { list: true, filter: true }),
  },
  naming: 'indicator',
  identity: ['indicator', 'region', 'starts_on', 'ends_on', 'unit_id'],
  access: { read: ['indicators.read'], write: ['figures.write'] },
})
