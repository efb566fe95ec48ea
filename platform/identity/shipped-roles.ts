import type { Bilingual } from '../core/bilingual.ts'

/** A role that every city starts with; the city may change its rights and add others. */
export type ShippedRole = { readonly code: string; readonly title: Bilingual; readonly rights: readonly string[] }

const READ = ['people.read', 'premises.read', 'plan.read', 'indicators.read', 'evaluation.read', 'inspection.read', 'duty.read', 'settings.read', 'inbox.read', 'files.read', 'grading.read', 'campaign.read', 'selfcheck.read']
const WORK = [...READ, 'files.write', 'plan.work', 'evaluation.work', 'claims.use', 'examination.expert', 'export', 'campaign.report']
const INSPECT = ['inspection.work', 'duty.receive', 'grading.work']
const SELFCHECK = ['selfcheck.manage', 'selfcheck.check']
const REGISTRY = ['premises.write', 'staff.write', 'licence.write', 'certificate.write']

const role = (code: string, zh: string, en: string, ...rights: readonly (string | readonly string[])[]): ShippedRole => ({
  code,
  title: { zh, en },
  rights: [...new Set(rights.flat())],
})

/** Administrators look after the program; the business of food safety is not theirs, nor the others' part of the program. */
export const shippedRoles: readonly ShippedRole[] = [
  role(
    'system_administrator',
    '系统管理员',
    'System administrator',
    'people.read',
    'people.write',
    'people.accounts',
    'jobs.read',
    'jobs.manage',
    'settings.read',
    'settings.write',
  ),
  role(
    'security_administrator',
    '安全管理员',
    'Security administrator',
    'people.read',
    'roles.write',
    'people.sessions',
    'people.administrators',
    'settings.read',
  ),
  role('audit_administrator', '审计管理员', 'Audit administrator', 'people.read', 'audit.read', 'settings.read'),
  role(
    'fso_director',
    '食安办主任',
    'Food Safety Office director',
    WORK,
    'plan.manage',
    'plan.review',
    'evaluation.manage',
    'examination.manage',
    'campaign.manage',
    'figures.write',
    'personal.unmask',
    'jobs.read',
    'duty.manage',
  ),
  role('fso_officer', '食安办工作人员', 'Food Safety Office officer', WORK, 'plan.manage', 'plan.review', 'evaluation.manage', 'examination.manage', 'figures.write', 'jobs.read', 'duty.manage', 'campaign.manage'),
  role('market_leader', '市场监管局领导', 'Market supervision leader', WORK, 'inspection.manage', 'plan.review', 'personal.unmask', 'grading.manage', 'campaign.manage', 'inspection.draw'),
  role('market_officer', '市场监管局业务人员', 'Market supervision officer', WORK, REGISTRY, INSPECT, 'inspection.manage', 'personal.unmask', 'figures.write', 'grading.manage', 'campaign.manage', SELFCHECK, 'inspection.draw'),
  role('county_leader', '县（市、区）局领导', 'County bureau leader', WORK, 'inspection.manage', 'plan.review', 'personal.unmask', 'grading.manage', 'campaign.manage', 'inspection.draw'),
  role('county_officer', '县（市、区）局业务人员', 'County bureau officer', WORK, REGISTRY, INSPECT, 'inspection.manage', 'personal.unmask', 'grading.manage', 'campaign.manage', SELFCHECK, 'inspection.draw'),
  role('inspector', '市场监管所执法人员', 'Station inspector', WORK, REGISTRY, INSPECT, 'personal.unmask', SELFCHECK),
  role('legal_officer', '法制审核人员', 'Legal officer', WORK, 'limits.write'),
  role('department_leader', '部门负责人', 'Department head', WORK),
  role('department_clerk', '部门联络员', 'Department clerk', WORK, 'figures.write', 'selfcheck.check'),
  role('township_clerk', '乡镇（街道）食安办人员', 'Township clerk', WORK, 'figures.write', 'duty.manage'),
  role('cadre', '包保干部、协管员', 'Cadre or assistant', 'duty.cover', 'inbox.read', 'files.read', 'files.write'),
  role('evaluator', '督查评价人员', 'Evaluator', READ, 'export'),
  role('business', '食品生产经营者', 'Food business', 'files.read', 'files.write', 'inbox.read', 'rectification.correct', 'selfcheck.record'),
  role('laboratory', '检验检测机构', 'Laboratory', 'inbox.read', 'files.read', 'files.write'),
  role('hospital', '医疗机构', 'Hospital', 'inbox.read', 'files.read', 'files.write'),
  role('expert', '评审专家（外请）', 'Reviewing expert from outside', 'evaluation.read', 'indicators.read', 'premises.read', 'settings.read', 'inbox.read', 'files.read', 'examination.expert', 'claims.use'),
  role('provincial_reader', '省级查阅人员', 'Provincial reader', READ),
  role('auditor', '审计监督人员', 'Auditor', READ, 'export'),
]
