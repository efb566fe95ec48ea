import { about, outline, section } from './themes.ts'

/** A report template as it ships: a city copies and edits its text, which makes a new edition. */
export type ShippedTemplate = {
  readonly code: string
  readonly name: string
  readonly name_en: string
  /** What it is modelled on. */
  readonly note: string
  /** Title of the report; words in braces are filled. */
  readonly title: string
  /** The word in its document number. */
  readonly mark: string
  /** Function code of the unit that issues it, the food safety office unless told. */
  readonly issuer: string
  readonly over: 'year' | 'half-year'
  readonly body: string
}

const YEARS = '!years sampling.per-thousand, sampling.pass-rate, complaints.on-time'
const COMPARED = '!counties bound-duty.visits-done, sampling.per-thousand'
const SECTIONS = '!sections | 各小节指标达标情况'
const COUNTIES = '| registry.premises, registry.licensed-share, registry.ledger-share, registry.three-small-registered'

const selfAssessment16: ShippedTemplate = {
  code: 'self-assessment-16',
  name: '自评报告（五个方面十六项）',
  name_en: 'Self-assessment (5 parts, 16 items)',
  mark: '报',
  issuer: 'fso',
  over: 'year',
  note: '自评情况按五个方面十六项展开，另有主要成效、不足和结论。',
  title: '{city}创建国家食品安全示范城市{year}年度自评报告',
  body: outline(
    about('region'),
    '# 自评情况',
    section('##', '落实党政同责'),
    section('###', '加强组织领导', 'party'),
    section('###', '落实工作责任', 'bound', 'planWork'),
    section('###', '强化协调联动', 'committee'),
    section('##', '抓牢基础工作'),
    section('###', '加大投入保障', 'budget', 'sampling'),
    YEARS,
    section('###', '健全制度标准', 'standards'),
    section('###', '夯实基础支撑', 'stations', 'monitoring'),
    section('##', '强化监管整治'),
    section('###', '开展源头治理', 'farmland', 'slaughter'),
    section('###', '把关粮食质量', 'grain'),
    section('###', '加强过程监管', 'supervision', 'schools', 'coldChain', 'campaigns'),
    section('###', '打击违法犯罪', 'cases'),
    section('##', '加强能力建设'),
    section('###', '增强机构能力', 'laboratory', 'emergency'),
    section('###', '提升队伍能力', 'staff', 'communication'),
    section('###', '加强科技支撑', 'science', 'smart'),
    section('##', '落实主体责任'),
    section('###', '强化企业自查管理', 'selfCheck', 'managers', 'traceability'),
    section('###', '督促企业诚信自律', 'credit', 'online'),
    section('###', '推行食品安全责任保险', 'insurance'),
    '# 主要成效',
    section('##', '餐饮质量安全提升', 'catering', 'canteens'),
    section('##', '社会共治', 'together'),
    section('##', '群众评价', 'survey'),
    section('##', '各县（市、区）情况'),
    COUNTIES,
    COMPARED,
    `# 存在的不足\n!shortfalls\n\n${SECTIONS}`,
    about('next'),
    section('#', '自评结论', 'standing'),
  ),
}

const selfAssessment23: ShippedTemplate = {
  code: 'self-assessment-23',
  name: '自评报告（二十三个小节）',
  name_en: 'Self-assessment (23 headings)',
  mark: '报',
  issuer: 'fso',
  over: 'year',
  note: '按基础工作十一节、能力建设七节、生产经营五节逐节自评，与评价细则的小节一致。',
  title: '{city}创建国家食品安全示范城市自评报告（{year}年度）',
  body: outline(
    section('#', '基本情况', 'region'),
    '# 创建工作措施及成效',
    section('##', '基础工作'),
    section('###', '贯彻落实党政同责', 'party', 'bound'),
    section('###', '健全工作机制', 'committee', 'planWork'),
    section('###', '推动制度建设', 'standards'),
    section('###', '构建风险监测体系', 'monitoring'),
    section('###', '开展源头治理', 'farmland', 'slaughter'),
    section('###', '确保粮食质量安全', 'grain'),
    section('###', '抓好过程监管', 'supervision', 'schools', 'catering', 'coldChain'),
    section('###', '推进食品抽检', 'sampling'),
    YEARS,
    section('###', '落实执法办案', 'cases'),
    section('###', '开展集中治理', 'campaigns'),
    section('###', '构建社会共治格局', 'together'),
    section('##', '能力建设'),
    section('###', '加大投入保障', 'budget'),
    section('###', '保障基层监管', 'stations'),
    section('###', '加强监管专业化建设', 'staff'),
    section('###', '提升检验检测能力', 'laboratory'),
    section('###', '完善应急处置', 'emergency'),
    section('###', '开展风险交流', 'communication'),
    section('###', '加大科技支撑', 'science', 'smart'),
    section('##', '生产经营状况'),
    section('###', '落实食品安全管理责任', 'managers'),
    section('###', '强化生产经营过程控制', 'selfCheck', 'online', 'canteens'),
    section('###', '推行食品追溯体系', 'traceability'),
    section('###', '推行食品安全责任保险', 'insurance'),
    section('###', '开展诚信建设', 'credit'),
    section('##', '创建成效', 'survey'),
    COUNTIES,
    COMPARED,
    `# 存在不足及改进措施\n!shortfalls\n\n${SECTIONS}`,
    about('next'),
    section('#', '自评结论', 'standing'),
  ),
}

const annual: ShippedTemplate = {
  code: 'annual',
  name: '年度工作情况报告',
  name_en: 'Annual report',
  mark: '报',
  issuer: 'market',
  over: 'year',
  note: '主要工作分三个方面，另有存在的问题和下一步工作。',
  title: '{city}创建国家食品安全示范城市{year}年度工作情况报告',
  body: outline(
    about('region'),
    '# {year}年开展的主要工作',
    section('##', '党政同责，压实责任', 'party', 'bound', 'committee'),
    section('##', '突出重点，提升监管'),
    section('###', '智慧监管', 'smart', 'science'),
    section('###', '检验检测', 'sampling', 'laboratory'),
    YEARS,
    section('###', '专项整治', 'schools', 'campaigns', 'cases'),
    section('##', '多方联动，社会共治'),
    section('###', '风险防控', 'monitoring', 'coldChain'),
    section('###', '责任体系', 'planWork', 'managers', 'selfCheck'),
    section('###', '示范引领', 'catering', 'traceability', 'insurance'),
    section('###', '宣传引导', 'together', 'survey'),
    `# 存在的问题\n!shortfalls\n\n${SECTIONS}`,
    '# 下一步工作',
    section('##', '压实责任', 'next'),
    '## 补齐短板\n?? 正在办理的补差事项有{list:evaluation_gap.title?state=working|8}。\n?? 待办理的补差事项有{list:evaluation_gap.title?state=open|8}。',
  ),
}

const opinion: ShippedTemplate = {
  code: 'opinion',
  name: '初评情况和意见',
  name_en: 'Examination opinion',
  mark: '评',
  issuer: 'fso',
  over: 'year',
  note: '工作成效十八项、示范引领五项，另有不足、建议和初评意见。',
  title: '{city}创建国家食品安全示范城市初评情况',
  body: outline(
    '# 初评组织实施情况',
    '## 实施方式\n对照评价细则和操作指南，采取资料审查、现场检查、领导访谈等方式开展初评，资料和数据截至{day}。',
    section('##', '评价内容', 'standing'),
    section('#', '食品安全总体情况', 'region'),
    SECTIONS,
    '## 工作成效',
    section('###', '落实党政同责', 'party', 'bound'),
    section('###', '健全工作机制', 'committee'),
    section('###', '推进风险监测', 'monitoring'),
    section('###', '强化源头治理', 'farmland', 'slaughter'),
    section('###', '严把粮食质量', 'grain'),
    section('###', '加强过程监管', 'supervision', 'coldChain'),
    section('###', '推进食品抽检', 'sampling'),
    YEARS,
    section('###', '提升执法办案水平', 'cases'),
    section('###', '开展集中整治', 'campaigns'),
    section('###', '构建社会共治格局', 'together'),
    section('###', '加大经费保障', 'budget'),
    section('###', '夯实基层装备', 'stations'),
    section('###', '提升队伍素质', 'staff'),
    section('###', '加强检验检测能力建设', 'laboratory'),
    section('###', '开展应急处置', 'emergency', 'communication'),
    section('###', '提供科技支撑', 'science'),
    section('###', '落实管理责任', 'managers', 'selfCheck'),
    section('###', '推广食品安全责任保险', 'insurance'),
    '## 示范引领',
    section('###', '信用监管', 'credit'),
    section('###', '智慧监管', 'smart'),
    section('###', '食品产业和追溯', 'traceability'),
    section('###', '制度和标准', 'standards'),
    section('###', '学校食堂和餐饮', 'schools', 'catering', 'canteens'),
    '## 存在的不足和建议\n!shortfalls',
    about('next'),
    section('#', '初评意见', 'survey', 'emergency'),
  ),
}

const halfYear: ShippedTemplate = {
  code: 'half-year',
  name: '半年工作进展',
  name_en: 'Half-year progress',
  mark: '报',
  issuer: 'fso',
  over: 'half-year',
  note: '半年进展情况：总体进展、重点工作、差距和下一步。',
  title: '{city}创建国家食品安全示范城市半年工作进展情况（{from}至{to}）',
  body: outline(
    section('#', '总体进展', 'standing', 'region'),
    '# 重点工作',
    section('##', '责任落实', 'bound', 'party', 'planWork'),
    section('##', '监督管理', 'supervision', 'schools', 'catering'),
    section('##', '抽检和办案', 'sampling', 'cases'),
    YEARS,
    COMPARED,
    section('##', '社会共治', 'together'),
    `# 差距\n!shortfalls\n\n${SECTIONS}`,
    '# 下一步工作\n?? 正在办理的补差事项有{list:evaluation_gap.title?state=working|8}。\n?? 待办理的补差事项有{list:evaluation_gap.title?state=open|8}。\n' +
      about('next'),
  ),
}

export const shippedTemplates: readonly ShippedTemplate[] = [selfAssessment16, selfAssessment23, annual, opinion, halfYear]
