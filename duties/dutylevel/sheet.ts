import { choice, date, text } from '../../platform/register/fields.ts'
import type { ImportForm } from '../../platform/register/import/form.ts'
import { dutyBindings, levelChoices, rankChoices } from './registers.ts'

/** A sheet of the ledger as offices keep it: each row premises, and who covers them. */
export const ledgerForm: ImportForm = {
  name: dutyBindings.name,
  title: dutyBindings.title,
  fields: {
    licence: text({ zh: '许可证编号', en: 'Licence number' }, { max: 60 }),
    uscc: text({ zh: '统一社会信用代码', en: 'Unified social credit code' }, { max: 18 }),
    premises: text({ zh: '包保主体', en: 'Premises' }, { max: 120 }),
    level: choice({ zh: '包保级别', en: 'Duty level' }, levelChoices),
    cadre: text({ zh: '包保干部', en: 'Cadre' }, { required: true, max: 60 }),
    office_held: text({ zh: '职务', en: 'Office held' }, { max: 120 }),
    unit: text({ zh: '单位', en: 'Unit' }, { max: 120 }),
    rank: choice({ zh: '层级', en: 'Level of the cadre' }, rankChoices),
    bound_on: date({ zh: '绑定日期', en: 'Bound on' }),
    promised_on: date({ zh: '承诺书签订', en: 'Promised on' }),
  },
  headings: {
    licence: ['许可证号', '许可证编号', '食品经营许可证号', '许可证（备案）编号', 'Licence'], uscc: ['社会信用代码', '信用代码', 'USCC', 'Credit code'],
    premises: ['包保主体名称', '主体名称', '单位名称', '场所名称', '经营场所', '商户名称', 'Premises name'], level: ['包保等级', '等级', '主体级别', 'Duty level'],
    cadre: ['包保干部姓名', '干部姓名', '包保领导', '姓名', 'Cadre name'], office_held: ['包保干部职务', '干部职务', 'Position'], unit: ['干部单位', '工作单位', '所在单位'],
    rank: ['干部层级', '包保层级', 'Rank'], bound_on: ['包保日期', '开始日期', '包保时间'], promised_on: ['承诺日期', '承诺书签订日期', '签订日期'],
  },
  meets: { zh: '按许可证编号，其次信用代码加名称，再次台账内唯一的名称认定场所；干部按姓名和职务认定，没有的新建。',
    en: 'Premises are met by licence number, else credit code with name, else a name that is the only one in the ledger; cadres by name and office, made where there is none.' },
}
