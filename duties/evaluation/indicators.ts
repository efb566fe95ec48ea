import type { Bilingual } from '../../platform/core/bilingual.ts'
import { indicator, reported, type Denominator, type Indicator } from '../../platform/indicator/declare.ts'

const units = {
  '%': { zh: '%', en: '%' },
  times: { zh: '次', en: 'times' },
  number: { zh: '个', en: 'in number' },
  batches: { zh: '批次/千人', en: 'batches per 1,000' },
  lessons: { zh: '课时/学期', en: 'lessons a term' },
  cases: { zh: '起', en: 'cases' },
  yuan: { zh: '万元', en: '10,000 yuan' },
  tonnes: { zh: '吨', en: 'tonnes' },
  items: { zh: '项', en: 'items' },
} as const satisfies Record<string, Bilingual>

type Declared = readonly [name: string, unit: keyof typeof units, zh: string, en: string, noteZh?: string, noteEn?: string, better?: 'less']

/**
 * Figures that no duty computes yet: each is entered by the department that answers for it, under the name which the coming duty will
 * declare. When that duty lands its line here goes, and cockpit, scheme and history follow the computed figure.
 */
const declared: readonly Declared[] = [
  ['leadership.duty-lists', '%', '食品安全责任清单印发率', 'Duty lists issued', '已印发党政领导干部责任清单的市、县、乡 ÷ 全部市、县、乡。', 'Governments down to townships that have issued one ÷ all.'],
  ['leadership.assessment-weight', '%', '食品安全占党政考核权重', 'Weight of food safety in the assessment of governments'],
  ['leadership.rewards', 'times', '表彰奖励与约谈问责', 'Rewards and calls to account'],
  ['committee.running', '%', '食安委食安办运行', 'Committees with members, rules and staff', '成员、规则、人员齐备的食安委 ÷ 应设食安委。', 'Committees with all three ÷ committees required.'],
  ['standards.in-force', 'number', '现行制度和地方标准', 'Rules and local standards in force'],
  ['monitoring.county-coverage', '%', '污染物监测县覆盖率', 'Counties in the contaminant net'],
  ['monitoring.plan-done', '%', '风险监测任务完成率', 'Monitoring plan done'],
  ['hospitals.reporting-share', '%', '食源性疾病监测医院覆盖率', 'Hospitals that report foodborne disease', '已报告病例的医疗机构 ÷ 应报告的医疗机构；哨点医院另计。', 'Hospitals that report cases ÷ those that must; sentinel hospitals are another count.'],
  ['hospitals.sentinel', 'number', '哨点医院', 'Sentinel hospitals'],
  ['outbreaks.on-time', '%', '食源性疾病暴发及时处置率', 'Outbreaks handled in time'],
  ['farmland.safe-use', '%', '受污染耕地安全利用率', 'Polluted farmland used safely', '安全利用面积 ÷ 受污染耕地面积；没有受污染耕地的填报合理缺项。', 'Safe area ÷ polluted area; where there is none, enter “not applicable”.'],
  ['farming.fertiliser-use', 'tonnes', '化肥施用量（折纯）', 'Chemical fertiliser used', undefined, undefined, 'less'],
  ['farming.soil-test-coverage', '%', '测土配方施肥覆盖率', 'Soil tested before fertilising'],
  ['farming.input-sellers-registered', '%', '农业投入品实名购销率', 'Input sellers with real-name records'],
  ['slaughter.two-seals', '%', '生猪屠宰“两章两证”齐全率', 'Carcasses with both seals and certificates'],
  ['slaughter.dead-animals-treated', '%', '病死畜禽无害化处理率', 'Dead animals treated safely'],
  ['grain.monitoring-done', '%', '粮食质量监测完成率', 'Grain monitoring done'],
  ['grain.pass-rate', '%', '粮食质量安全合格率', 'Grain that passes'],
  ['grain.over-limit-disposed', '%', '超标粮食处置率', 'Over-limit grain disposed of'],
  ['kitchens.school-connected', '%', '学校“互联网+明厨亮灶”覆盖率', 'School kitchens on camera'],
  ['kitchens.open-share', '%', '餐饮明厨亮灶覆盖率', 'Catering with open kitchens'],
  ['cold-chain.coded-share', '%', '冷链食品赋码率', 'Cold-chain importers with codes'],
  ['sampling.per-thousand', 'batches', '食品抽检量', 'Food samples per 1,000 residents'],
  ['sampling.agri-per-thousand', 'batches', '农产品抽检量', 'Farm-produce samples per 1,000 residents'],
  ['sampling.plan-done', '%', '抽检计划完成率', 'Sampling plan done'],
  ['sampling.type-coverage', '%', '抽检环节业态覆盖率', 'Links and types sampled'],
  ['sampling.pass-rate', '%', '监督抽检合格率', 'Supervised samples that pass'],
  ['sampling.evaluative-pass-rate', '%', '评价性抽检合格率', 'Evaluative samples that pass'],
  ['sampling.disposal-on-time', '%', '不合格食品核查处置率', 'Failed samples followed up in time', '按时办结 ÷ 到期应办结。', 'Closed in time ÷ due.'],
  ['sampling.published', '%', '抽检信息公开率', 'Sampling results published'],
  ['cases.closed-share', '%', '案件立案查办率', 'Cases filed and closed'],
  ['cases.lost-suits', 'cases', '程序违法败诉', 'Suits lost over procedure', undefined, undefined, 'less'],
  ['cases.transferred', '%', '涉嫌犯罪案件移送率', 'Cases transferred to the police'],
  ['cases.published-in-time', '%', '处罚信息七个工作日内公示率', 'Penalties published within 7 working days'],
  ['assistants.village-share', '%', '村级协管员覆盖率', 'Villages with an assistant'],
  ['publicity.weeks', 'times', '食品安全宣传周及科普活动', 'Publicity weeks and events'],
  ['schools.lessons', 'lessons', '校园食品安全教育', 'Food safety lessons'],
  ['complaints.hotline-answered', '%', '12315 接通率', 'Hotline calls answered'],
  ['complaints.on-time', '%', '投诉举报按时办结率', 'Complaints closed in time', '按时办结 ÷ 到期；与解决率不是一回事。', 'Closed in time ÷ due; not the share solved.'],
  ['budget.arrived', '%', '食品安全经费到位率', 'Budget that arrived'],
  ['budget.spent', 'yuan', '食品安全经费', 'Food safety budget'],
  ['stations.coverage', '%', '乡镇监管所覆盖率', 'Townships with a supervision office'],
  ['stations.equipped', '%', '监管所快检装备率', 'Offices with rapid-test kits'],
  ['staff.specialists', '%', '食品监管专业人员占比', 'Specialists among supervision staff'],
  ['police.county-units', '%', '县级食药侦专业队伍覆盖率', 'Counties with a food police unit'],
  ['staff.trained', '%', '监管人员年培训40学时达标率', 'Staff trained 40 hours a year'],
  ['laboratory.covered-share', '%', '检验项目目录覆盖率', 'Catalogue items the laboratory is approved for'],
  ['emergency.drills', 'times', '应急演练', 'Emergency drills'],
  ['communication.sessions', 'times', '风险交流活动', 'Risk communication sessions'],
  ['science.projects', 'items', '食品安全科技项目', 'Science projects'],
  ['smart.online-share', '%', '智慧监管覆盖率', 'Businesses supervised online'],
  ['managers.examined', '%', '食品安全管理人员抽考覆盖率', 'Managers examined'],
  ['handlers.health-cards', '%', '从业人员健康证持有率', 'Handlers with a valid health card'],
  ['platforms.real-name', '%', '网络平台实名登记率', 'Online sellers registered by real name'],
  ['platforms.sealed', '%', '外卖封签率', 'Deliveries sealed'],
  ['canteens.central-purchase', '%', '学校食堂大宗食材集中采购率', 'School canteens that buy centrally'],
  ['waste.collected', '%', '餐厨废弃物集中处置率', 'Kitchen waste collected'],
  ['traceability.share', '%', '重点企业电子追溯覆盖率', 'Key producers with electronic traceability'],
  ['produce.certified-share', '%', '食用农产品合格证查验率', 'Produce with certificates at market entry'],
  ['insurance.insured', 'number', '食品安全责任险参保单位', 'Businesses insured'],
  ['credit.filed-share', '%', '食品企业信用档案建档率', 'Businesses with a credit file'],
  ['accidents.major', 'cases', '重大及以上食品安全事故', 'Major food safety accidents', '含发生在本地、造成恶劣影响的食品安全事件。', 'Scandals of wide effect that happened here count too.', 'less'],
  ['survey.satisfaction', '%', '群众食品安全满意度', 'Public satisfaction', '第三方抽样调查的结果；软件商店的星级不是满意度。', 'By a sample survey of a third party; an app’s star rating is none.'],
  ['survey.awareness', '%', '创建知晓率', 'Public awareness'],
  ['survey.support', '%', '创建支持率', 'Public support'],
]

export const evaluationIndicators: readonly Indicator[] = declared.map(([name, unit, zh, en, noteZh, noteEn, better]): Indicator =>
  indicator(name, { title: { zh, en }, unit: units[unit], better: better ?? 'more', value: reported(), ...(noteZh && noteEn ? { note: { zh: noteZh, en: noteEn } } : {}) }))

/** 常住人口, by which per-thousand figures are reckoned and beside which they are always shown. */
export const residents: Denominator = { parameter: 'population', title: { zh: '常住人口', en: 'Residents' }, unit: { zh: '人', en: 'people' } }
export const PER_RESIDENTS: ReadonlySet<string> = new Set(['sampling.per-thousand', 'sampling.agri-per-thousand'])
