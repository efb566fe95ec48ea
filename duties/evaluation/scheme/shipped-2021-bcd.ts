import { atLeast, atMost, item, rising, shown, type Found, type ShippedItem } from './item.ts'

const S2: Found = ['S2', 'one']
const S3: Found = ['S3', 'one']
const S2S3: Found = ['S2 S3', 'several']
const S0S2: Found = ['S0 S2', 'several']
const all: Found = ['S0 S2 S3', 'several']
const draft: Found = ['F', 'draft']

/** 二、能力建设: sections B1 to B7. */
export const capacity: readonly ShippedItem[] = [
  item('B1-1', ['经费保障', 'Budget'], 'evidence', 'finance',
    [['预算批复和拨付凭证', 'Approved budget and proof of payment']],
    [atLeast('budget.arrived', 100, 'year', S3), shown(rising('budget.spent', ['S3', 'assumed']))]),
  item('B2-1', ['基层所全覆盖', 'Township offices'], 'computed', 'market',
    [['监管所设置批复', 'Approval of the offices']], [atLeast('stations.coverage', 100, 'as-of', S2S3)]),
  item('B2-2', ['装备快检室', 'Equipment and rapid tests'], 'computed', 'market',
    [['装备台账', 'Ledger of equipment']], [atLeast('stations.equipped', 100, 'as-of', ['S0 S1', 'several'])]),
  item('B3-1', ['监管专业化', 'Specialist staff'], 'computed', 'market',
    [['监管人员名册（含专业）', 'Staff with their training']], [atLeast('staff.specialists', 70, 'as-of', S2)]),
  item('B3-2', ['公安专业队伍', 'Food police'], 'evidence', 'police',
    [['机构编制批复', 'Approval of the units']], [atLeast('police.county-units', 100, 'as-of', S0S2)], { applicable: 'city' }),
  item('B3-3', ['培训学时', 'Training hours'], 'computed', 'market',
    [['培训计划、签到和考核', 'Plans, attendance and exams']], [atLeast('staff.trained', 100, 'year', all)]),
  item('B4-1', ['检验能力', 'Laboratory capacity'], 'evidence', 'market',
    [['资质认定附表', 'Annex of the approval']], [atLeast('laboratory.covered-share', 100, 'as-of', ['S0', 'one'])]),
  item('B5-1', ['预案与演练', 'Plan and drill'], 'evidence', 'fso',
    [['应急预案、演练记录', 'Emergency plan and records of drills']], [atLeast('emergency.drills', 1, 'year', all)]),
  item('B6-1', ['风险交流', 'Risk communication'], 'evidence', 'market',
    [['交流活动记录', 'Records of the sessions']], [atLeast('communication.sessions', 1, 'year', S2)]),
  item('B7-1', ['科技支撑', 'Science'], 'evidence', 'science',
    [['科技项目立项文件', 'Approvals of projects']], [atLeast('science.projects', 1, 'year', ['S0 S3', 'several'])], { applicable: 'city' }),
  item('B7-2', ['智慧监管覆盖', 'Smart supervision'], 'computed', 'market',
    [['智慧监管平台接入清单', 'List of businesses online']], [atLeast('smart.online-share', 100, 'as-of', ['S3', 'assumed'])]),
]

/** 三、生产经营状况: sections C1 to C5. */
export const businesses: readonly ShippedItem[] = [
  item('C1-1', ['管理制度与人员', 'System and managers'], 'computed', 'market',
    [['总监、安全员任命文件', 'Appointments']],
    [atLeast('registry.officer-appointed', 100, 'as-of', S2S3), atLeast('registry.director-appointed', 100, 'as-of', S2S3)]),
  item('C1-2', ['抽查考核', 'Managers examined'], 'computed', 'market',
    [['抽考成绩单', 'Results of the exams']],
    [atLeast('managers.examined', 100, 'year', all), atLeast('managers.passed', 100, 'year', all)]),
  item('C1-3', ['三小建档登记率', 'Three small registered'], 'computed', 'market',
    [['三小登记台账', 'Ledger of registrations']], [atLeast('registry.three-small-registered', 100, 'as-of', S2)]),
  item('C2-1', ['自查与报告率', 'Self-checks reported'], 'computed', 'market',
    [['自查报告台账', 'Ledger of reports']], [atLeast('self-check.reported', 98, 'year', ['S0', 'one'])]),
  item('C2-2', ['健康证持有率', 'Health cards'], 'computed', 'market',
    [['从业人员健康证台账', 'Ledger of health cards']], [atLeast('handlers.health-cards', 100, 'as-of', S3)]),
  item('C2-3', ['网络平台责任与外卖封签', 'Platforms and seals'], 'computed', 'market',
    [['平台实名登记清单', 'Lists of registered sellers']],
    [atLeast('platforms.real-name', 100, 'as-of', S2), shown(atLeast('platforms.sealed', 100, 'year', S3))],
    { note: ['外卖封签为鼓励内容，只列示。', 'Seals are encouraged, and only shown.'] }),
  item('C2-4', ['集中采购、陪餐、餐厨废弃物', 'Canteen purchase, shared meals, waste'], 'computed', 'education',
    [['集中采购合同、陪餐记录、收运台账', 'Contracts, records of meals, ledger of collection']],
    [atLeast('canteens.central-purchase', 100, 'as-of', S0S2), atLeast('canteens.meals-shared', 100, 'as-of', S0S2), atLeast('waste.collected', 100, 'year', S0S2)]),
  item('C3-1', ['追溯体系', 'Traceability'], 'computed', 'market',
    [['追溯平台企业清单', 'List of firms on the platform']], [atLeast('traceability.share', 100, 'as-of', S2)]),
  item('C3-2', ['合格证与准入衔接', 'Certificates at market entry'], 'computed', 'agriculture',
    [['合格证查验记录', 'Records of certificates checked']], [rising('produce.certified-share', ['S0 S2 S4', 'several'])]),
  item('C4-1', ['责任保险', 'Liability insurance'], 'computed', 'financial_supervision',
    [['参保名单和保单', 'List of the insured and policies']], [rising('insurance.insured', ['S2', 'assumed'])]),
  item('C5-1', ['诚信与信用档案', 'Credit files'], 'computed', 'market',
    [['信用档案、诚信承诺书', 'Credit files and pledges']], [atLeast('credit.filed-share', 100, 'as-of', ['S2 S4', 'several'])]),
]

/** 四、总体状况: what papers state beside the three parts. */
export const results: readonly ShippedItem[] = [
  item('D-1', ['无重大食品安全事故', 'No major accident'], 'computed', 'fso',
    [['事故报告或无事故说明', 'Reports of accidents, or that there were none']],
    [atMost('accidents.major', 0, 'three-years', ['S1 S2 S3 F', 'several'])], { level: 'veto' }),
  item('D-2', ['群众满意度', 'Public satisfaction'], 'survey', 'fso',
    [['第三方测评报告（含抽样框、配额、拒访）', 'Report of the survey with frame, quotas and refusals']],
    [atLeast('survey.satisfaction', 70, 'year', draft), atLeast('survey.awareness', 75, 'year', draft), atLeast('survey.support', 85, 'year', draft)],
    { level: 'veto', note: ['2021版限值未见公开，暂用2017版。', 'The limits of 2021 are not public; those of 2017 stand for now.'] }),
]
