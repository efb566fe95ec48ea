import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { SelfCheckKind } from '../rules/self-check.ts'
import { formGroups, type FormGroup } from '../words.ts'

/** One thing that is looked at. `code` stays the same from version to version, so that answers may be compared. */
export type FormItem = { readonly code: string; readonly text: Bilingual }
export type ShippedForm = { readonly kind: SelfCheckKind; readonly applies: FormGroup; readonly title: Bilingual; readonly items: readonly FormItem[] }

const item = (code: string, zh: string, en: string): FormItem => ({ code, text: { zh, en } })

/** 风险管控清单: what every kind of business looks at each day. */
const staff = [
  item('licence', '许可证（备案）在有效期内并公示', 'Licence or filing valid and on the wall'),
  item('health', '从业人员健康证有效，上岗人员无发热、腹泻、皮肤伤口', 'Health cards valid; nobody with fever, diarrhoea or open wounds at work'),
]
const daily: Readonly<Record<FormGroup, readonly FormItem[]>> = {
  canteen: [
    ...staff,
    item('goods', '食材进货查验，票证齐全，无过期变质', 'Goods checked on arrival with papers, nothing expired or spoilt'),
    item('storage', '分类离地存放，冷藏冷冻温度符合要求', 'Stored apart and off the floor; cold stores at temperature'),
    item('separate', '生熟分开，刀、板、容器分色分用', 'Raw apart from cooked; knives, boards and vessels by colour'),
    item('cooking', '烧熟煮透，中心温度 70 ℃ 以上，备餐不超过 2 小时', 'Cooked through (70 °C in the middle); served within 2 hours'),
    item('tableware', '餐饮具清洗消毒、保洁符合要求', 'Tableware washed, disinfected and kept clean'),
    item('samples', '每餐每个品种留样，标签完整', 'Every dish of every meal sampled and labelled'),
    item('pests', '无鼠、蝇、蟑螂活动迹象，防护设施完好', 'No rats, flies or cockroaches; screens and traps in order'),
    item('waste', '餐厨废弃物日产日清，有台账', 'Kitchen waste taken away each day and on record'),
  ],
  catering: [
    ...staff,
    item('goods', '食材进货查验，票证齐全，无过期变质', 'Goods checked on arrival with papers, nothing expired or spoilt'),
    item('storage', '分类离地存放，冷藏冷冻温度符合要求', 'Stored apart and off the floor; cold stores at temperature'),
    item('separate', '生熟分开，刀、板、容器分色分用', 'Raw apart from cooked; knives, boards and vessels by colour'),
    item('additives', '食品添加剂专人专柜，使用有记录', 'Additives locked away and their use on record'),
    item('tableware', '餐饮具清洗消毒、保洁符合要求', 'Tableware washed, disinfected and kept clean'),
    item('clean', '加工场所清洁，无鼠、蝇、蟑螂活动迹象', 'Kitchen clean; no rats, flies or cockroaches'),
    item('waste', '餐厨废弃物日产日清，有台账', 'Kitchen waste taken away each day and on record'),
    item('delivery', '外卖餐食密封、使用封签', 'Deliveries closed and sealed'),
  ],
  sale: [
    ...staff,
    item('goods', '进货查验，供货者资质和票证齐全', 'Goods checked on arrival, with the supplier’s papers'),
    item('dates', '无过期、变质、标签不符食品，临期食品专区提示', 'Nothing expired, spoilt or mislabelled; near-date goods apart'),
    item('storage', '贮存条件符合标签要求，离地离墙', 'Stored as the label asks, off floor and wall'),
    item('cold', '冷藏冷冻设备温度符合要求', 'Chilled and frozen cabinets at temperature'),
    item('bulk', '散装食品有防护，标明名称、日期、生产者', 'Loose food covered and labelled with name, date and maker'),
    item('special', '特殊食品专区专柜，不与普通食品混放', 'Special foods on their own shelf'),
    item('pests', '经营场所清洁，防鼠防虫设施完好', 'Shop clean; protection against pests in order'),
    item('returns', '不合格和召回食品下架、隔离、有记录', 'Failed and recalled goods off the shelf, apart and on record'),
  ],
  production: [
    ...staff,
    item('materials', '原辅料进货查验，票证齐全，在保质期内', 'Materials checked on arrival, with papers and within date'),
    item('additives', '食品添加剂按标准使用，称量有记录', 'Additives used by the standard, weighing on record'),
    item('process', '关键控制点按规程操作，记录真实完整', 'Critical points worked as prescribed and recorded'),
    item('hygiene', '车间、设备清洗消毒，更衣洗手符合要求', 'Rooms and machines cleaned; changing and washing as required'),
    item('foreign', '防止异物混入、虫鼠害的措施有效', 'Foreign bodies and pests kept out'),
    item('test', '出厂检验、产品留样按规定进行', 'Release tests made and samples kept'),
    item('label', '标签标识与产品一致', 'Labels as the product is'),
    item('storage', '成品贮存温度和离地离墙符合要求', 'Finished goods stored at temperature, off floor and wall'),
  ],
}

const weekly = [
  item('daily', '本周日管控记录完整，没有漏记', 'The week’s daily records are complete'),
  item('problems', '日管控发现的问题已全部整改', 'What the daily checks found has been put right'),
  item('repeated', '对反复出现的问题分析了原因', 'The causes of repeated problems were looked for'),
  item('orders', '监管部门责令整改的事项按期完成', 'What the authorities ordered was done in time'),
  item('complaints', '消费者投诉和抽检不合格情况已处置', 'Complaints and failed samples were dealt with'),
  item('training', '人员培训和健康管理按计划进行', 'Training and health checks go by the plan'),
]
const monthly = [
  item('report', '听取食品安全总监（员）管理工作情况汇报', 'The director’s (officer’s) report was heard'),
  item('risks', '研究本月风险隐患和整改情况', 'The month’s risks and their correction were discussed'),
  item('resources', '人员、设备、经费保障到位', 'People, equipment and money are in place'),
  item('responsibility', '各岗位食品安全责任落实、考核', 'Duties of each post are carried out and judged'),
  item('changes', '原料、工艺、人员变化带来的风险已评估', 'Risks from changed materials, processes or people were weighed'),
]

const words: Readonly<Record<SelfCheckKind, Bilingual>> = {
  daily: { zh: '每日食品安全检查记录', en: 'Daily food-safety record' },
  weekly: { zh: '每周食品安全排查治理报告', en: 'Weekly review report' },
  monthly: { zh: '每月食品安全调度会议纪要', en: 'Minutes of the monthly meeting' },
}

/**
 * The forms every city starts with. Titles are those of the rule (97号令, until 2025 60号令); the items were put together from the
 * 食品安全法 and the operating norms, to be replaced by the city's own 风险管控清单.
 */
export const shippedForms: readonly ShippedForm[] = formGroups.flatMap(({ code: applies, label }) => [
  { kind: 'daily', applies, title: { zh: `${words.daily.zh}（${label.zh}）`, en: `${words.daily.en} (${label.en})` }, items: daily[applies] },
  { kind: 'weekly', applies, title: { zh: `${words.weekly.zh}（${label.zh}）`, en: `${words.weekly.en} (${label.en})` }, items: weekly },
  { kind: 'monthly', applies, title: { zh: `${words.monthly.zh}（${label.zh}）`, en: `${words.monthly.en} (${label.en})` }, items: monthly },
])
