import type { Bilingual } from '../core/bilingual.ts'
import type { Choice } from '../register/fields.ts'

/** Rights that people, the audit trail, jobs, files and plans ask for; each duty declares those of its own registers and matters. */
export const platformRights: Readonly<Record<string, Bilingual>> = {
  'people.read': { zh: '查看机构和人员', en: 'See units and people' },
  'people.write': { zh: '维护机构和人员', en: 'Keep units and people' },
  'people.accounts': { zh: '开通账号、重置密码、解锁', en: 'Open accounts, reset passwords, unlock' },
  'people.administrators': { zh: '管理管理员的账号', en: 'Manage the accounts of administrators' },
  'people.sessions': { zh: '查看并中止登录会话', en: 'See and end sessions' },
  'roles.write': { zh: '设置角色、任命岗位', en: 'Set roles and appoint people to posts' },
  'audit.read': { zh: '查看审计日志', en: 'Read the audit trail' },
  'jobs.read': { zh: '查看后台任务', en: 'See jobs' },
  'jobs.manage': { zh: '重试、取消后台任务', en: 'Retry and cancel jobs' },
  'inbox.read': { zh: '查看待办', en: 'See the inbox' },
  'files.read': { zh: '下载附件', en: 'Read files' },
  'files.write': { zh: '上传附件', en: 'Add files' },
  'personal.unmask': { zh: '查看完整个人信息', en: 'See personal data in full' },
  'plan.read': { zh: '查看工作要点', en: 'See work plans' },
  'plan.manage': { zh: '编制、印发、分解工作要点', en: 'Write, issue and assign work plans' },
  'plan.work': { zh: '办理任务、报送进展', en: 'Work on tasks and report progress' },
  'plan.review': { zh: '审核进展、销号', en: 'Review progress and close tasks' },
  export: { zh: '导出', en: 'Export' },
}

/** 三员: system, security and audit administrator, which no one person may combine. */
export const administrators = [
  { code: 'system', label: { zh: '系统管理员', en: 'System administrator' } },
  { code: 'security', label: { zh: '安全管理员', en: 'Security administrator' } },
  { code: 'audit', label: { zh: '审计管理员', en: 'Audit administrator' } },
] as const satisfies readonly Choice[]
export type Administrator = (typeof administrators)[number]['code']

/**
 * Rights that make whoever holds them one of the three administrators, whatever the role is called.
 * @source GB/T 22239-2019 (等保2.0) 8.1.5: system, audit and security management are apart
 */
export const administratorRights: Readonly<Record<Administrator, readonly string[]>> = {
  system: ['people.write', 'people.accounts', 'jobs.manage'],
  security: ['roles.write', 'people.sessions', 'people.administrators'],
  audit: ['audit.read'],
}

/** Which administrators a list of rights makes: none, one, or more than the rules allow. */
export const administratorsOf = (rights: readonly string[]): Administrator[] =>
  administrators.map(({ code }) => code).filter((code) => administratorRights[code].some((right) => rights.includes(right)))

const options: Choice[] = []

/** The rights that roles may hold. Grows as duties declare theirs, before any route is served. */
export const rightOptions: readonly Choice[] = options

/** Adds rights to what roles may hold; a right known already keeps its first words. */
export function declareRights(rights: Readonly<Record<string, Bilingual>>): void {
  for (const [code, label] of Object.entries(rights)) if (!options.some((option) => option.code === code)) options.push({ code, label })
}
declareRights(platformRights)
