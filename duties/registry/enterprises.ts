import { register, type Row } from '../../platform/register/declare.ts'
import { choice, date, flag, integer, number, reference, region, text, type Choice } from '../../platform/register/fields.ts'
import { addressKey } from './duplicates.ts'
import { enterpriseNumber, premisesDates, premisesFound, premisesLedger, premisesPlace } from './row-rules.ts'
import { premisesTypeChoices } from './types.ts'

/** @source GB 32100-2015: what the first two characters of a USCC tell (numbers.ts compares them) */
export const enterpriseKinds = [
  { code: 'company', label: { zh: '企业', en: 'Company' } },
  { code: 'individual', label: { zh: '个体工商户', en: 'Individual business' } },
  { code: 'cooperative', label: { zh: '农民专业合作社', en: 'Farmers’ cooperative' } },
  { code: 'institution', label: { zh: '事业单位', en: 'Public institution' } },
  { code: 'agency', label: { zh: '机关', en: 'Public authority' } },
  { code: 'social', label: { zh: '社会组织', en: 'Social organisation' } },
  { code: 'unregistered', label: { zh: '未登记主体', en: 'Not registered' },
    note: { zh: '无营业执照的摊贩、无证场所。', en: 'Vendors without a business licence, unlicensed places.' } },
] as const satisfies readonly Choice[]
export type EnterpriseKind = (typeof enterpriseKinds)[number]['code']

export const registrationStates = [
  { code: 'existing', label: { zh: '存续', en: 'In existence' } },
  { code: 'deregistered', label: { zh: '注销', en: 'Deregistered' } },
  { code: 'revoked', label: { zh: '吊销', en: 'Revoked' } },
] as const satisfies readonly Choice[]

export const premisesStatuses = [
  { code: 'open', label: { zh: '正常经营', en: 'Open' } },
  { code: 'suspended', label: { zh: '停业', en: 'Suspended' }, note: { zh: '暂停经营，许可仍在。', en: 'Not trading for now; the licence stands.' } },
  { code: 'reopened', label: { zh: '恢复经营', en: 'Reopened' } },
  { code: 'closed', label: { zh: '关闭', en: 'Closed' }, note: { zh: '不再经营；记录与历史保留。',
    en: 'No longer trading; its record and history stay.' } },
] as const satisfies readonly Choice[]
export type PremisesStatus = (typeof premisesStatuses)[number]['code']

/** 包保级别: A is the most important and bound to a city leader. Neither a risk grade nor a catering grade. */
export const dutyLevels = [
  { code: 'A', label: { zh: 'A 级（市级包保）', en: 'A (city leader)' } },
  { code: 'B', label: { zh: 'B 级（县级包保）', en: 'B (county leader)' } },
  { code: 'C', label: { zh: 'C 级（乡镇、街道包保）', en: 'C (township cadre)' } },
  { code: 'D', label: { zh: 'D 级（村、社区包保）', en: 'D (village cadre)' } },
] as const satisfies readonly Choice[]
export type DutyLevel = (typeof dutyLevels)[number]['code']

/** Size of a business, where the law asks more of large and middle-sized ones. */
export const scales = [
  { code: 'large', label: { zh: '大型', en: 'Large' } },
  { code: 'medium', label: { zh: '中型', en: 'Middle-sized' } },
  { code: 'small', label: { zh: '小型', en: 'Small' } },
  { code: 'micro', label: { zh: '微型', en: 'Very small' } },
  { code: 'chain-head', label: { zh: '连锁总部', en: 'Head of a chain' } },
] as const satisfies readonly Choice[]

/**
 * Enterprises (主体): who holds a business licence. Public registration data, so every official of the city may read
 * them: one enterprise may have premises in several counties. `region` is where it is supervised.
 */
export const enterprises = register('enterprise', {
  title: { zh: '主体', en: 'Enterprises' },
  about: { zh: '持有营业执照或统一社会信用代码的企业、个体工商户和单位。', en: 'Companies, individual businesses and bodies that hold a business licence.' },
  fields: {
    name: text({ zh: '主体名称', en: 'Enterprise name' }, { required: true, max: 120, list: true, sort: true, source: 'approval' }),
    uscc: text({ zh: '统一社会信用代码', en: 'Unified social credit code' }, { unique: true, max: 18, list: true, source: 'approval',
      help: { zh: '18 位，末位是校验码。', en: '18 characters; the last one is a check.' } }),
    kind: choice({ zh: '主体性质', en: 'Kind' }, enterpriseKinds, { required: true, list: true, filter: true, source: 'approval' }),
    legal_representative: text({ zh: '法定代表人（负责人）', en: 'Legal representative' }, { max: 60, list: true, source: 'approval' }),
    region: region({ zh: '所属区划', en: 'Division' }, { required: true, list: true, filter: true, source: 'market' }),
    address: text({ zh: '住所', en: 'Registered address' }, { max: 300, source: 'approval' }),
    registered_on: date({ zh: '成立日期', en: 'Registered on' }, { source: 'approval' }),
    registration_state: choice({ zh: '登记状态', en: 'Registration' }, registrationStates, { filter: true, source: 'approval' }),
    phone: text({ zh: '登记电话', en: 'Registered telephone' }, { personal: 'phone', max: 40, source: 'approval' }),
    merged_into: reference({ zh: '已并入', en: 'Merged into' }, 'enterprise', { readonly: true }),
  },
  naming: 'name',
  own: 'id',
  scope: 'city',
  search: ['name', 'uscc'],
  headings: {
    name: ['主体名称', '企业名称', '单位名称', '市场主体名称', '经营者名称', '生产者名称', '公司名称', '名称', '申请人名称', '持证单位', '企业', '生产单位', '经营单位', '食品生产者名称', '食品经营者名称', '单位全称', '企业全称', '户名', '经营户名称',
      '学校名称', '幼儿园名称', '学校（幼儿园）名称', '行政相对人名称', '备案主体', '开办单位', '举办单位', '所属公司', '所属企业', '所属主体',
      'Enterprise', 'Enterprise name', 'Company', 'Company name', 'Business name', 'Operator'],
    uscc: ['统一社会信用代码', '社会信用代码', '信用代码', '统一信用代码', '统一代码', '注册号', '工商注册号', '营业执照号', '营业执照注册号', '营业执照编号',
      '社会信用代码（身份证号码）', '统一社会信用代码/注册号', 'USCC', 'Unified social credit code', 'Credit code', 'Registration number'],
    kind: ['主体性质', '企业类型', '主体类型', '市场主体类型', '经济性质', '单位性质', '性质', 'Kind', 'Enterprise kind', 'Legal form'],
    legal_representative: ['法定代表人', '法定代表人（负责人）', '法定代表人(负责人)', '法人', '法人代表', '法人姓名', '负责人', '企业负责人', '单位负责人', '业主',
      '经营者', '经营者姓名', '业主姓名', '负责人姓名', '食堂负责人', '法定代表人（负责人）姓名', '法定代表人姓名', '校长（园长）', 'Legal representative', 'Legal person', 'Person in charge', 'Proprietor', 'Owner'],
    address: ['住所', '注册地址', '登记住所', '企业住所', '法定地址', '住所地', '注册住所', 'Registered address', 'Domicile'],
    registered_on: ['成立日期', '注册日期', '成立时间', '登记日期', 'Registered on', 'Registration date'],
    registration_state: ['登记状态', '企业状态', '存续状态', 'Registration status'],
    phone: ['登记电话', '企业电话', '注册电话', 'Registered telephone'],
  },
  rules: [enterpriseNumber],
  access: { read: ['premises.read', 'own'], write: ['premises.write'] },
})
export type Enterprise = Row<typeof enterprises>

/**
 * Premises (经营场所): what is licensed, graded, bound to an official, inspected, sampled and counted as 一户.
 * The read-only fields are kept by the program from licences and staff (`derived` in rules.ts), so that an
 * indicator can count them as of any date from the versions.
 */
export const premises = register('premises', {
  title: { zh: '经营场所', en: 'Premises' },
  about: { zh: '每个生产经营食品的场所一条，一企一档由此展开。', en: 'One row for each place where food is made, sold or served; its dossier opens from here.' },
  belongsTo: 'enterprise',
  fields: {
    name: text({ zh: '场所名称', en: 'Premises name' }, { required: true, max: 120, list: true, sort: true, source: 'market',
      help: { zh: '招牌或门店名称；与主体同名的照填。', en: 'The name over the door; repeat the enterprise’s where it is the same.' } }),
    type: choice({ zh: '类型（业态）', en: 'Type' }, premisesTypeChoices, { required: true, list: true, filter: true, source: 'market' }),
    region: region({ zh: '所在区划', en: 'Division' }, { required: true, list: true, filter: true, source: 'market',
      help: { zh: '尽量选到村（社区）。', en: 'To the village or community where known.' } }),
    address: text({ zh: '经营场所地址', en: 'Address' }, { max: 300, list: true, source: 'market' }),
    lng: number({ zh: '经度', en: 'Longitude' }, { min: 73, max: 136, unit: { zh: '度', en: '°' }, source: 'market' }),
    lat: number({ zh: '纬度', en: 'Latitude' }, { min: 3, max: 54, unit: { zh: '度', en: '°' }, source: 'market' }),
    status: choice({ zh: '经营状态', en: 'Status' }, premisesStatuses, { required: true, list: true, filter: true, source: 'market' }),
    status_since: date({ zh: '状态起始日', en: 'Status since' }, { source: 'market' }),
    opened_on: date({ zh: '开业日期', en: 'Opened on' }, { source: 'market' }),
    scope: text({ zh: '生产经营范围', en: 'Scope of business' }, { max: 1000, source: 'approval' }),
    scale: choice({ zh: '规模', en: 'Size' }, scales, { filter: true, source: 'market' }),
    diners: integer({ zh: '用餐（供餐）人数', en: 'Diners a day' }, { min: 0, max: 1_000_000, unit: { zh: '人', en: 'people' }, source: 'market',
      help: { zh: '食堂和供餐单位填写，决定是否须配备食品安全总监。', en: 'For canteens and meal delivery; decides whether a food safety director is needed.' } }),
    area: number({ zh: '经营面积', en: 'Floor area' }, { min: 0, max: 10_000_000, unit: { zh: '平方米', en: 'm²' }, source: 'market' }),
    unlicensed: flag({ zh: '无证', en: 'Unlicensed' }, { list: true, filter: true, source: 'market',
      help: { zh: '检查中发现、应当取得许可而没有取得的场所。', en: 'Found on the street without the licence that it needs.' } }),
    found_on: date({ zh: '发现无证日期', en: 'Found unlicensed on' }, { source: 'market' }),
    near_school: flag({ zh: '校园周边', en: 'Near a school' }, { filter: true, source: 'market' }),
    in_ledger: flag({ zh: '列入包保台账', en: 'In the duty ledger' }, { filter: true, source: 'fso' }),
    duty_level: choice({ zh: '包保级别', en: 'Duty level' }, dutyLevels, { list: true, filter: true, source: 'fso' }),
    contact: text({ zh: '联系人', en: 'Contact' }, { personal: 'name', max: 60, source: 'market' }),
    phone: text({ zh: '联系电话', en: 'Telephone' }, { personal: 'phone', max: 40, source: 'market' }),
    licensed_until: date({ zh: '许可有效至', en: 'Licensed until' }, { readonly: true, list: true, filter: true, source: 'approval',
      help: { zh: '现有许可或备案覆盖的最后一日；备案无期限的记 9999-12-31。',
        en: 'The last day that a standing licence or filing covers; 9999-12-31 where it does not expire.' } }),
    needs_director: flag({ zh: '须配备食品安全总监', en: 'Needs a food safety director' }, { readonly: true, filter: true, source: 'market' }),
    has_director: flag({ zh: '已配备食品安全总监', en: 'Has a food safety director' }, { readonly: true, filter: true, source: 'market' }),
    has_officer: flag({ zh: '已配备食品安全员', en: 'Has a food safety officer' }, { readonly: true, filter: true, source: 'market' }),
    merged_into: reference({ zh: '已并入', en: 'Merged into' }, 'premises', { readonly: true }),
  },
  searchBelow: { register: 'licence', field: 'number' },
  // Never by name alone: chains and successors share one.
  sheetKeys: [[{ of: 'licence', field: 'number' }], [{ of: 'enterprise', field: 'uscc' }, { field: 'address', plain: addressKey }]],
  naming: 'name',
  own: 'enterprise_id',
  search: ['name', 'address'],
  headings: {
    name: ['场所名称', '商户名称', '门店名称', '店铺名称', '店名', '店铺名', '门店招牌', '招牌', '招牌名称', '门头名称', '字号', '字号名称', '食堂名称', '摊位名称', '档口名称', '市场名称',
      '被抽样单位名称', '受检单位', '受检单位名称', '被检查单位', '被检查单位名称', '检查对象', '监管对象', '包保主体', '包保主体名称', '作坊名称',
      'Premises', 'Premises name', 'Shop name', 'Store name', 'Trading name', 'Outlet'],
    type: ['类型', '类型（业态）', '业态', '主体业态', '类别', '主体类别', '经营业态', '业态类型', '业态分类', '主体业态类别', '单位类型', '经营类型', '企业类别', '环节', '所属环节', '行业类别',
      'Type', 'Business type', 'Type of business', 'Category'],
    address: ['经营场所', '经营场所地址', '经营地址', '生产地址', '生产经营地址', '生产经营场所', '地址', '详细地址', '单位地址', '企业地址', '店铺地址', '被抽样单位地址',
      '营业地址', '实际经营地址', '详细经营地址', '经营地点', '食堂地址', '门店地址', '经营场所（住所）', '所在地址', '厂址', '场址', '厂（场）址', '店址', '门牌号', '门牌地址', 'Address', 'Business address', 'Premises address', 'Location'],
    lng: ['经度', '东经', '坐标经度', 'Longitude', 'lng', 'lon', 'X'],
    lat: ['纬度', '北纬', '坐标纬度', 'Latitude', 'lat', 'Y'],
    status: ['经营状态', '状态', '营业状态', '经营状况', '营业状况', '生产状态', '经营情况', '是否营业', 'Status', 'Trading status'],
    status_since: ['状态起始日', '停业日期', '状态日期', 'Status since'],
    opened_on: ['开业日期', '开业时间', '投产日期', 'Opened on', 'Opening date'],
    scope: ['生产经营范围', '经营范围', '主营项目', 'Scope of business', 'Business scope'],
    scale: ['规模', '企业规模', '经营规模', 'Size', 'Scale'],
    diners: ['用餐人数', '供餐人数', '就餐人数', '用餐（供餐）人数', 'Diners'],
    area: ['经营面积', '面积', '营业面积', '建筑面积', '面积（平方米）', '面积（㎡）', 'Floor area', 'Area'],
    unlicensed: ['无证', '是否无证', 'Unlicensed'],
    found_on: ['发现日期', '发现无证日期', 'Found on'],
    near_school: ['校园周边', '是否校园周边', '学校周边', '是否在校园周边', '是否在学校周边', '是否在校园周边200米内', '校园周边200米', 'Near a school'],
    in_ledger: ['列入包保台账', '是否包保', '包保台账', '是否纳入包保', '是否列入包保', 'In ledger'],
    duty_level: ['包保级别', '包保等级', '包保层级', '分级', '主体等级', '层级', 'Duty level'],
    contact: ['联系人', '联络人', '联系人姓名', '经办人', 'Contact', 'Contact person'],
    phone: ['联系电话', '电话', '手机', '手机号', '手机号码', '联系方式', '电话号码', '联系手机', '固定电话', '法人电话', '负责人电话', '负责人手机', '负责人手机号', '负责人联系电话', '法人手机', '业主电话', '经营者电话', 'Telephone', 'Phone', 'Tel', 'Phone number', 'Mobile',
      'Contact number'],
  },
  rules: [premisesPlace, premisesLedger, premisesFound, premisesDates],
  access: { read: ['premises.read', 'own'], write: ['premises.write'] },
})
export type Premises = Row<typeof premises>
