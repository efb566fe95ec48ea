import { register, type Row } from '../../platform/register/declare.ts'
import { choice, date, text, type Choice } from '../../platform/register/fields.ts'
import { appointmentDates, certificateDates } from './row-rules.ts'

/** @source 企业落实食品安全主体责任监督管理规定 (总局令60号, since 2025-04-15 97号): the persons it names */
export const staffRoles = [
  { code: 'head', label: { zh: '法定代表人（主要负责人）', en: 'Person in charge' } },
  { code: 'director', label: { zh: '食品安全总监', en: 'Food safety director' } },
  { code: 'officer', label: { zh: '食品安全员', en: 'Food safety officer' } },
] as const satisfies readonly Choice[]
export type StaffRole = (typeof staffRoles)[number]['code']

/** Who answers for food safety at the premises. Someone who left stays on record with the date. */
export const foodStaff = register('food_staff', {
  title: { zh: '食品安全人员', en: 'Food safety staff' },
  about: { zh: '主要负责人、食品安全总监和食品安全员。', en: 'The person in charge, directors and officers.' },
  belongsTo: 'premises',
  fields: {
    name: text({ zh: '姓名', en: 'Name' }, { required: true, max: 60, list: true, sort: true, source: 'market' }),
    role: choice({ zh: '职务', en: 'Role' }, staffRoles, { required: true, list: true, filter: true, source: 'market' }),
    id_number: text({ zh: '身份证号', en: 'Identity number' }, { personal: 'id', max: 18, source: 'market' }),
    phone: text({ zh: '手机', en: 'Mobile' }, { personal: 'phone', max: 40, source: 'market' }),
    appointed_on: date({ zh: '任命日期', en: 'Appointed on' }, { list: true, source: 'market' }),
    left_on: date({ zh: '离任日期', en: 'Left on' }, { list: true, filter: true, source: 'market' }),
  },
  naming: 'name',
  identity: ['name', 'role'],
  own: 'enterprise_id',
  search: ['name'],
  headings: {
    name: ['姓名', '人员姓名', '员工姓名', 'Name', 'Full name'],
    role: ['职务', '岗位', '人员类别', '角色', 'Role', 'Position'],
    id_number: ['身份证号', '身份证号码', '身份证', '证件号码', 'Identity number', 'ID number'],
    phone: ['手机', '手机号', '联系电话', '电话', 'Mobile', 'Phone'],
    appointed_on: ['任命日期', '任职日期', '聘任日期', 'Appointed on'],
    left_on: ['离任日期', '离职日期', '免职日期', 'Left on'],
  },
  rules: [appointmentDates],
  access: { read: ['premises.read', 'own'], write: ['staff.write', 'own'] },
})
export type FoodStaff = Row<typeof foodStaff>

export const certificateKinds = [
  { code: 'haccp', label: { zh: '危害分析与关键控制点（HACCP）', en: 'HACCP' } },
  { code: 'iso22000', label: { zh: '食品安全管理体系（ISO 22000）', en: 'ISO 22000' } },
  { code: 'gmp', label: { zh: '良好生产规范（GMP）', en: 'GMP' } },
  { code: 'green', label: { zh: '绿色食品', en: 'Green food' } },
  { code: 'organic', label: { zh: '有机产品', en: 'Organic' } },
  { code: 'geographical', label: { zh: '地理标志（圳品等区域认证）', en: 'Geographical or regional mark' } },
  { code: 'other', label: { zh: '其他', en: 'Other' } },
] as const satisfies readonly Choice[]

/** Voluntary certificates of management systems and products. They give no permission to trade. */
export const certificates = register('certificate', {
  title: { zh: '认证证书', en: 'Certificates' },
  about: { zh: 'HACCP、ISO 22000、GMP 等自愿认证。', en: 'HACCP, ISO 22000, GMP and the like.' },
  belongsTo: 'premises',
  fields: {
    number: text({ zh: '证书编号', en: 'Certificate number' }, { required: true, max: 80, list: true, sort: true, source: 'market' }),
    kind: choice({ zh: '认证种类', en: 'Kind' }, certificateKinds, { required: true, list: true, filter: true, source: 'market' }),
    issuer: text({ zh: '认证机构', en: 'Certified by' }, { max: 120, list: true, source: 'market' }),
    scope: text({ zh: '认证范围', en: 'Scope' }, { max: 1000, source: 'market' }),
    issued_on: date({ zh: '发证日期', en: 'Issued on' }, { list: true, source: 'market' }),
    expires_on: date({ zh: '有效期至', en: 'Valid until' }, { expires: [90, 30, 7], list: true, filter: true, source: 'market' }),
  },
  naming: 'number',
  own: 'enterprise_id',
  headings: {
    number: ['证书编号', '证书号', '认证编号', 'Certificate number'],
    kind: ['认证种类', '证书类型', '认证项目', '认证类别', '体系', 'Certificate kind', 'Kind'],
    issuer: ['认证机构', '发证机构', '颁证机构', 'Certified by', 'Issuer'],
    scope: ['认证范围', '覆盖范围', 'Scope'],
    issued_on: ['发证日期', '颁证日期', '认证日期', 'Issued on', 'Issue date'],
    expires_on: ['有效期至', '到期日期', '有效期', 'Valid until', 'Expiry date'],
  },
  rules: [certificateDates],
  access: { read: ['premises.read', 'own'], write: ['certificate.write', 'own'] },
})
export type Certificate = Row<typeof certificates>
