import { register, type Row } from '../../platform/register/declare.ts'
import { choice, date, flag, text, type Choice } from '../../platform/register/fields.ts'
import { licenceKinds, licenceStates } from './licence-kinds.ts'
import { licenceDates, licenceNumber, promiseFields } from './row-rules.ts'

/** What the later check of a permit on promise (承诺制) found. */
export const promiseResults = [
  { code: 'kept', label: { zh: '与承诺一致', en: 'As promised' } },
  { code: 'correctable', label: { zh: '限期整改', en: 'To be corrected' } },
  { code: 'false', label: { zh: '虚假承诺', en: 'False promise' }, note: { zh: '撤销许可。', en: 'The licence is withdrawn.' } },
] as const satisfies readonly Choice[]
export type PromiseResult = (typeof promiseResults)[number]['code']

/** Licences and filings (许可、备案). A renewed licence keeps its number: it is the same row with a later version. */
export const licences = register('licence', {
  title: { zh: '许可与备案', en: 'Licences and filings' },
  about: { zh: '经营场所持有的许可证、备案和登记证。', en: 'Licences, permits and filings that premises hold.' },
  belongsTo: 'premises',
  fields: {
    number: text({ zh: '许可（备案）编号', en: 'Licence number' }, { required: true, unique: true, max: 60, list: true, sort: true,
      source: 'approval' }),
    kind: choice({ zh: '证照种类', en: 'Kind of licence' }, licenceKinds, { required: true, list: true, filter: true, source: 'approval' }),
    scope: text({ zh: '许可项目', en: 'Licensed items' }, { max: 1000, source: 'approval' }),
    state: choice({ zh: '证照状态', en: 'State' }, licenceStates, { required: true, list: true, filter: true, source: 'approval' }),
    issued_on: date({ zh: '发证日期', en: 'Issued on' }, { list: true, filter: true, source: 'approval' }),
    expires_on: date({ zh: '有效期至', en: 'Valid until' }, { expires: [90, 30, 7], list: true, filter: true, sort: true, source: 'approval',
      help: { zh: '备案没有期限，留空。', en: 'Leave empty for a filing, which does not expire.' } }),
    ended_on: date({ zh: '注销、撤销或吊销日期', en: 'Ended on' }, { source: 'approval' }),
    issuer: text({ zh: '发证机关', en: 'Issued by' }, { max: 120, source: 'approval' }),
    electronic: flag({ zh: '电子证照', en: 'Electronic' }, { filter: true, source: 'approval' }),
    on_promise: flag({ zh: '告知承诺', en: 'On promise' }, { filter: true, source: 'approval',
      help: { zh: '按承诺先发证，事后核查。', en: 'Granted on a promise that is checked afterwards.' } }),
    promise_check_due: date({ zh: '承诺核查期限', en: 'Promise to be checked by' },
      { readonly: true, filter: true, expires: [7], source: 'market' }),
    promise_checked_on: date({ zh: '承诺核查日期', en: 'Promise checked on' }, { source: 'market' }),
    promise_check_result: choice({ zh: '承诺核查结果', en: 'Result of the check' }, promiseResults, { filter: true, source: 'market' }),
  },
  naming: 'number',
  own: 'enterprise_id',
  headings: {
    number: ['许可（备案）编号', '许可证编号', '许可证号', '许可证号码', '许可编号', '证号', '证书编号', '食品经营许可证编号', '食品经营许可证号', '食品生产许可证编号', '食品生产许可证号',
      '生产许可证编号', '经营许可证编号', 'SC证编号', 'SC证号', 'SC编号', '食品生产许可证', '食品经营许可证', '小作坊登记证号', '登记证号', '备案编号', '备案号', '登记证编号', '备案卡编号', '许可证', '食品生产许可证编号/食品经营许可证编号', '许可（备案）证号',
      'Licence number', 'License number', 'Permit number', 'Licence no.', 'License no.', 'Permit no.', 'Filing number'],
    kind: ['证照种类', '许可证类型', '许可类型', '许可类别', '证照类型', '证件类型', '许可种类', 'Kind of licence', 'Licence kind', 'Licence type', 'License type'],
    scope: ['许可项目', '经营项目', '许可明细', '品种明细', '许可食品类别', '食品品种', '经营品种', '生产食品品种', '生产品种', '许可范围', '食品类别及品种', '许可内容', '许可事项', '许可备案项目', 'Licensed items', 'Licence scope'],
    state: ['证照状态', '许可证状态', '许可状态', '证件状态', 'Licence state', 'Licence status'],
    issued_on: ['发证日期', '签发日期', '颁发日期', '发证时间', '许可日期', '备案日期', '批准日期', '有效期自', '有效期起', '有效期起始', '有效期起始日期', '有效期开始日期', 'Issued on', 'Issue date', 'Date of issue'],
    expires_on: ['有效期至', '有效期限', '有效期', '到期日期', '截止日期', '有效期止', '有效日期', '有效期截止', '许可证有效期', '许可证有效期至', '许可证有效期限', '证书有效期', '证件有效期', '证照有效期', '有效期限至', '有效期截止日期', '有效期止期', '截止有效期', '到期日', '到期时间', 'Valid until', 'Expires on',
      'Expiry date', 'Expiration date', 'Expiry', 'Valid to'],
    ended_on: ['注销日期', '吊销日期', '撤销日期', 'Ended on'],
    issuer: ['发证机关', '发证单位', '许可机关', '签发机关', '备案机关', '发证部门', 'Issued by', 'Issuer', 'Issuing authority'],
    electronic: ['电子证照', '是否电子证照', 'Electronic'],
    on_promise: ['告知承诺', '承诺制', '是否告知承诺', 'On promise'],
  },
  rules: [licenceNumber, licenceDates, promiseFields],
  access: { read: ['premises.read', 'own'], write: ['licence.write'] },
})
export type Licence = Row<typeof licences>
