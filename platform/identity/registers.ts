import { register, type Row } from '../register/declare.ts'
import { choice, choices, date, integer, reference, region, text, type Choice } from '../register/fields.ts'
import type { FieldProblem } from '../core/problem.ts'
import { departmentFunctions, type UnitKind } from './functions.ts'
import { administrators, rightOptions } from './rights.ts'

const unitKind = (code: UnitKind, zh: string, en: string): Choice<UnitKind> => ({ code, label: { zh, en } })

/** What kind of body a unit is; see `UnitKind` for what follows from it. */
export const unitKinds: readonly Choice<UnitKind>[] = [
  unitKind('government', '政府部门', 'Government department'),
  unitKind('county_government', '人民政府', 'People’s government'),
  unitKind('township', '乡镇（街道）', 'Township or subdistrict'),
  unitKind('station', '派出机构', 'Station'),
  unitKind('institution', '事业单位', 'Public institution'),
  unitKind('party', '党委部门', 'Party body'),
  unitKind('congress', '人大、政协', 'People’s congress or consultative conference'),
  unitKind('court', '人民法院', 'Court'),
  unitKind('procuratorate', '人民检察院', 'Procuratorate'),
  unitKind('mass', '群团组织', 'People’s organisation'),
  unitKind('vertical', '垂直管理机构', 'Body under national or provincial command'),
]

const functions: readonly Choice[] = departmentFunctions.map(({ code, title }) => ({ code, label: title }))

/** 机构: departments of city, county and township; also courts, laboratories, hospitals, Party organs. */
export const orgUnits = register('org_unit', {
  title: { zh: '机构', en: 'Units' },
  about: { zh: '参与食品安全工作的部门、乡镇（街道）和机构。', en: 'Departments, townships and bodies that take part in food safety.' },
  scope: 'city',
  fields: {
    name: text({ zh: '名称', en: 'Name' }, { required: true, max: 100, list: true }),
    name_en: text({ zh: '英文名称', en: 'Name in English' }, { max: 200 }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    function: choice({ zh: '职能', en: 'Function' }, functions, { required: true, list: true, filter: true }),
    kind: choice({ zh: '类型', en: 'Kind' }, unitKinds, { required: true, list: true, filter: true }),
    parent_id: reference({ zh: '上级机构', en: 'Under' }, 'org_unit', { filter: true }),
    leader_id: reference({ zh: '负责人', en: 'Head' }, 'person', { list: true }),
    sort_order: integer({ zh: '排序', en: 'Order' }, { min: 0, max: 100_000, sort: true, required: true }),
    phone: text({ zh: '办公电话', en: 'Office telephone' }, { max: 40, list: true }),
  },
  naming: 'name',
  // As offices are listed officially, not by how they are spelled.
  order: 'sort_order',
  nearFirst: true,
  search: ['name'],
  headings: { name: ['单位名称', '机构名称', '部门'], phone: ['电话', '联系电话'] },
  access: { read: ['people.read'], write: ['people.write'] },
})
export type OrgUnit = Row<typeof orgUnits>

export const personKinds = [
  { code: 'official', label: { zh: '公务人员', en: 'Official' } },
  { code: 'business', label: { zh: '企业人员', en: 'Food business' } },
  { code: 'laboratory', label: { zh: '检验机构人员', en: 'Laboratory' } },
  { code: 'hospital', label: { zh: '医疗机构人员', en: 'Hospital' } },
  { code: 'expert', label: { zh: '专家、社会监督员', en: 'Expert or public supervisor' } },
] as const satisfies readonly Choice[]

/** Everyone who may have an account. A business's people see what is their enterprise's. */
export const people = register('person', {
  title: { zh: '人员', en: 'People' },
  about: { zh: '可以开通账号的人员。', en: 'People who may have an account.' },
  fields: {
    name: text({ zh: '姓名', en: 'Name' }, { required: true, max: 60, list: true }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    kind: choice({ zh: '类别', en: 'Kind' }, personKinds, { required: true, list: true, filter: true }),
    unit_id: reference({ zh: '单位', en: 'Unit' }, 'org_unit', { list: true, filter: true }),
    enterprise_id: reference({ zh: '企业', en: 'Enterprise' }, 'enterprise', { filter: true }),
    staff_number: text({ zh: '执法证号（工号）', en: 'Staff number' }, { max: 40, list: true }),
    phone: text({ zh: '手机', en: 'Mobile' }, { personal: 'phone', max: 40, list: true }),
    email: text({ zh: '邮箱', en: 'E-mail' }, { max: 120, pattern: /^[^\s@]+@[^\s@]+$/ }),
  },
  naming: 'name',
  search: ['name', 'staff_number'],
  own: 'enterprise_id',
  rules: [(row) => businessHasEnterprise(row as { kind?: string; enterprise_id?: string | null })],
  access: { read: ['people.read'], write: ['people.write'] },
  noImport: true,
})
export type Person = Row<typeof people>

/** A business account without its enterprise would see every enterprise's rows, as staff do. */
function businessHasEnterprise({
  kind,
  enterprise_id,
}: {
  readonly kind?: string
  readonly enterprise_id?: string | null
}): FieldProblem[] {
  if ((kind === 'business') === (enterprise_id != null)) return []
  return [
    {
      path: 'enterprise_id',
      sentence: {
        zh: '企业人员须选择所属企业，其他人员不得选择企业。',
        en: 'People of a food business need its enterprise; nobody else may have one.',
      },
    },
  ]
}

/** 角色: a named list of rights, the same for the whole city. */
export const roles = register('role', {
  title: { zh: '角色', en: 'Roles' },
  about: { zh: '一组权限；通过岗位授予人员。', en: 'A set of rights, given to people by posts.' },
  scope: 'city',
  fields: {
    code: text({ zh: '代码', en: 'Code' }, { required: true, unique: true, max: 60, list: true, filter: true, pattern: /^[a-z][a-z_]*$/ }),
    title_zh: text({ zh: '名称', en: 'Name in Chinese' }, { required: true, max: 60, list: true }),
    title_en: text({ zh: '英文名称', en: 'Name in English' }, { required: true, max: 100, list: true }),
    rights: choices({ zh: '权限', en: 'Rights' }, rightOptions),
    administrator: choice({ zh: '管理员', en: 'Administrator' }, administrators, { readonly: true, list: true, filter: true }),
  },
  naming: 'code',
  access: { read: ['people.read'], write: ['roles.write'] },
  noImport: true,
})
export type Role = Row<typeof roles>

export const scopes = [
  { code: 'subtree', label: { zh: '本区划及以下', en: 'The region and all below' } },
  { code: 'region', label: { zh: '仅本区划', en: 'The region alone' } },
  { code: 'department', label: { zh: '仅本单位事项', en: 'The unit’s own matters' } },
  { code: 'own', label: { zh: '仅本人（本企业）', en: 'Own records' } },
] as const satisfies readonly Choice[]

/** 岗位: a person holds a role, for a region or a unit, between two dates. */
export const posts = register('post', {
  title: { zh: '岗位', en: 'Posts' },
  about: { zh: '谁在哪里担任什么角色，起止日期。', en: 'Who holds which role, where, and between which dates.' },
  fields: {
    person_id: reference({ zh: '人员', en: 'Person' }, 'person', { required: true, list: true, filter: true }),
    role_code: text({ zh: '角色', en: 'Role' }, { required: true, list: true, max: 60 }),
    region: region({ zh: '区划', en: 'Region' }, { required: true, list: true, filter: true }),
    unit_id: reference({ zh: '单位', en: 'Unit' }, 'org_unit', { list: true, filter: true }),
    scope: choice({ zh: '范围', en: 'Reach' }, scopes, { required: true, list: true }),
    administrator: choice({ zh: '管理员', en: 'Administrator' }, administrators, { readonly: true, list: true, filter: true }),
    starts_on: date({ zh: '起', en: 'From' }, { required: true, list: true }),
    ends_on: date({ zh: '止', en: 'Until' }, { list: true }),
  },
  naming: 'starts_on',
  rules: [
    (row) =>
      row.ends_on && row.starts_on && row.ends_on < row.starts_on
        ? [{ path: 'ends_on', sentence: { zh: '截止日期不能早于起始日期。', en: 'The last day cannot be before the first.' } }]
        : [],
  ],
  access: { read: ['people.read'], write: ['roles.write'] },
  noImport: true,
})
export type Post = Row<typeof posts>

export const identityRegisters = [orgUnits, people, roles, posts] as const
