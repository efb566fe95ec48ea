import { choice, choices, date, flag, integer, money, number, reference, region, text } from '../fields.ts'
import { headingsOf, recognise, type Recognition } from './recognise.ts'
import type { ImportContext, ImportForm } from './form.ts'

/** For tests: a form with a field of every kind a sheet may fill. */
export const example = {
  name: 'example',
  title: { zh: '示例', en: 'Example' },
  fields: {
    name: text({ zh: '企业名称', en: 'Name' }, { required: true }),
    number: text({ zh: '许可证编号', en: 'Licence number' }, { unique: true, pattern: /^[A-Z]{2}\d{6}$/ }),
    legal_person: text({ zh: '法定代表人', en: 'Legal representative' }),
    phone: text({ zh: '联系电话', en: 'Phone' }),
    capital: money({ zh: '注册资本', en: 'Capital' }),
    area: number({ zh: '面积', en: 'Area' }, { min: 0, unit: { zh: '㎡', en: 'm²' } }),
    share: number({ zh: '合格率', en: 'Pass rate' }, { unit: { zh: '%', en: '%' } }),
    staff: integer({ zh: '从业人数', en: 'Staff' }, { min: 0 }),
    issued_on: date({ zh: '发证日期', en: 'Issued on' }),
    starts_on: date({ zh: '有效期起', en: 'Valid from' }, { required: true }),
    expires_on: date({ zh: '有效期止', en: 'Valid until' }),
    chain: flag({ zh: '是否连锁', en: 'Chain' }),
    kind: choice({ zh: '业态', en: 'Kind' }, [
      { code: 'canteen', label: { zh: '学校食堂', en: 'Canteen' }, synonyms: ['校园食堂'] },
      { code: 'top', label: { zh: 'A+', en: 'A+' } },
      { code: 'good', label: { zh: 'A', en: 'A' } },
    ]),
    goods: choices({ zh: '经营项目', en: 'Goods' }, [
      { code: 'hot', label: { zh: '热食', en: 'Hot' } },
      { code: 'cold', label: { zh: '冷食、生食', en: 'Cold' } },
    ]),
    insurer: reference({ zh: '承保机构', en: 'Insurer' }, 'insurer'),
    region: region({ zh: '行政区划', en: 'Region' }),
    sealed_on: date({ zh: '封存日', en: 'Sealed' }, { readonly: true }),
  },
  headings: { name: ['单位名称', '店名'], number: ['许可证号'], phone: ['电话'] },
  aliases: { kind: { 幼儿园食堂: 'canteen', 其他: null } },
  rules: [
    (row: { issued_on?: string | null; starts_on?: string | null }) =>
      row.issued_on && row.starts_on && row.starts_on < row.issued_on
        ? [{ path: 'starts_on', sentence: { zh: '早于发证日期', en: 'is before the date of issue' } }]
        : [],
  ],
  warnings: [
    (row: { staff?: number | null }) =>
      row.staff === 0 ? [{ path: 'staff', sentence: { zh: '没有人员', en: 'nobody works there' } }] : [],
  ],
} as const satisfies ImportForm

/** What the tests know of places and insurers. */
export const context: ImportContext = {
  today: '2023-07-01',
  resolveRegion: ({ county, township, whole }) => {
    const text = whole ?? `${county ?? ''}${township ?? ''}`
    return text === '东县北镇' ? { code: '990101001' } : { fault: { zh: `不认识“${text}”`, en: `“${text}” is not known` } }
  },
  resolveReference: (register, text) =>
    register === 'insurer' && text === '甲保险' ? { id: 'insurer-1' } : { fault: { zh: '没有这家机构', en: 'There is none' } },
}

export const recogniseTexts = (...texts: string[]): Recognition => recognise(example, headingsOf(texts))
