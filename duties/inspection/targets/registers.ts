import { register, type Row } from '../../../platform/register/declare.ts'
import { choice, date, integer, reference, text, type Choice } from '../../../platform/register/fields.ts'
import { READ } from '../rights.ts'

/** Why a place is checked first. @source 总局令49号 art. 22 */
export const targetReasons = [
  { code: 'special', label: { zh: '特殊食品生产者', en: 'Makes special food' } },
  { code: 'central_kitchen', label: { zh: '中央厨房', en: 'Central kitchen' } },
  { code: 'group_meals', label: { zh: '集体用餐配送单位', en: 'Delivers group meals' } },
  { code: 'grade', label: { zh: '风险等级较高', en: 'High risk grade' } },
] as const satisfies readonly Choice[]

/** 重点检查对象: one row a place and year, with the first visit and the first system audit of that year. */
export const targets = register('inspection_target', {
  title: { zh: '重点检查对象', en: 'Places to check first' },
  about: { zh: '依法列为重点的单位，每年一条：全年应查几次、查过几次，体系检查做了没有。由程序按业态和风险等级列入，每日更新。', en: 'Places that the law puts first, one row a year: how many visits are owed by type and grade, how many were held, and whether the system was audited. The program keeps it day by day.' },
  belongsTo: 'premises',
  fields: {
    title: text({ zh: '场所', en: 'Place' }, { required: true, max: 200, list: true, sort: true }),
    why: choice({ zh: '列入原因', en: 'Why' }, targetReasons, { required: true, list: true, filter: true }),
    visits: integer({ zh: '全年应查（次）', en: 'Visits owed a year' }, { min: 0, list: true }),
    held: integer({ zh: '已查（次）', en: 'Visits held' }, { min: 0, list: true }),
    starts_on: date({ zh: '起', en: 'From' }, { required: true, list: true, filter: true }),
    ends_on: date({ zh: '止', en: 'To' }, { required: true }),
    visited_on: date({ zh: '首次检查', en: 'First visited' }, { list: true, filter: true }),
    inspection: reference({ zh: '检查', en: 'Inspection' }, 'inspection'),
    audited_on: date({ zh: '体系检查', en: 'Audited on' }, { list: true, filter: true }),
    audit: reference({ zh: '体系检查记录', en: 'Audit' }, 'inspection'),
  },
  naming: 'title',
  own: 'enterprise_id',
  access: { read: [READ, 'own'], write: [] },
  readonly: true,
  noImport: true,
})
export type TargetRow = Row<typeof targets> & { readonly premises_id: string; readonly enterprise_id: string }
