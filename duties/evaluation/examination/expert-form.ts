import type { RowRule } from '../../../platform/register/declare.ts'
import { text } from '../../../platform/register/fields.ts'
import type { ImportForm } from '../../../platform/register/import/form.ts'

/** A row of a list of experts, as a unit sends it. */
export type ExpertLine = {
  readonly examination?: string | null
  readonly name?: string | null
  readonly login?: string | null
  readonly unit?: string | null
  readonly team?: string | null
  readonly leader?: string | null
}

const DIGITS = '零一二三四五六七八九'

/** The number of a group as lists write it: 2, 第2组, 二组, 第十二组, Group 2. */
export function teamOf(given: string): number | null {
  const shown = given.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const [, word] = /^(?:第|group|team|no\.?)?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:工作组|检查组|小组|组)?$/.exec(shown) ?? []
  if (word === undefined) return null
  if (/^\d/.test(word)) return Number(word)
  const ten = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(word)
  if (ten) return (ten[1] ? DIGITS.indexOf(ten[1]) : 1) * 10 + (ten[2] ? DIGITS.indexOf(ten[2]) : 0)
  return word.length === 1 ? DIGITS.indexOf(word) : null
}

const RESERVE = /^(?:备选|后备|候补|备用|替补|reserve|standby|alternate)(?:专家|人员|名单|组|experts?)?$/

/** Whether a list puts somebody on the reserve instead of into a group. */
export const isReserve = (given: string): boolean => RESERVE.test(given.normalize('NFKC').replace(/\s/g, '').toLowerCase())

const LEADS: Readonly<Record<string, boolean>> = {
  是: true, 组长: true, 任组长: true, '√': true, '✓': true, y: true, yes: true, true: true, '1': true, leader: true,
  否: false, 组员: false, 成员: false, 副组长: false, 专家: false, n: false, no: false, false: false, '0': false, member: false,
}

/** Whether a list calls somebody the leader of the group; undefined for a word that says neither. */
export const leaderOf = (given: string): boolean | undefined => LEADS[given.normalize('NFKC').replace(/\s/g, '').toLowerCase()]

const legible: RowRule<ExpertLine> = ({ team, leader }) => [
  ...(team && !isReserve(team) && teamOf(team) === null
    ? [{ path: 'team', sentence: { zh: `“${team}”看不出是第几组，请写数字，或写“备选”`, en: `“${team}” is no number of a group: write the number, or “reserve”` } }]
    : []),
  ...(leader && leaderOf(leader) === undefined
    ? [{ path: 'leader', sentence: { zh: `“${leader}”看不懂，请写“是”或“否”`, en: `“${leader}” is not understood: write yes or no` } }]
    : []),
  ...(team && isReserve(team) && leader && leaderOf(leader)
    ? [{ path: 'leader', sentence: { zh: '备选专家不在组内，不能任组长', en: 'Who is on the reserve is of no group and cannot lead one' } }]
    : []),
]

/** A list of experts as a sheet. */
export const expertForm: ImportForm = {
  name: 'examination_expert',
  title: { zh: '评审专家', en: 'Experts' },
  fields: {
    examination: text({ zh: '初评', en: 'Examination' }, { max: 200, help: { zh: '只有一次初评在筹备时可以不写', en: 'May be left out where only one is being prepared' } }),
    name: text({ zh: '姓名', en: 'Name' }, { required: true, max: 100 }),
    login: text({ zh: '账号', en: 'Login' }, { max: 60, help: { zh: '重名时据以认定', en: 'Tells people of one name apart' } }),
    unit: text({ zh: '单位', en: 'Unit' }, { max: 200, help: { zh: '重名时据以认定', en: 'Tells people of one name apart' } }),
    team: text({ zh: '工作组', en: 'Group' }, { required: true, max: 20, help: { zh: '2、第2组、二组；备选专家写“备选”', en: '2 or Group 2; “reserve” for the reserve' } }),
    leader: text({ zh: '组长', en: 'Leader' }, { max: 20, help: { zh: '是 / 否，或组长 / 组员', en: 'Yes or no' } }),
  },
  headings: {
    examination: ['初评名称', '评价名称', '检查名称'],
    name: ['专家', '专家姓名', '人员', '人员姓名', '评审专家', 'expert', 'expert name'],
    login: ['登录名', '登录账号', '用户名', '系统账号', 'account', 'user name', 'username'],
    unit: ['工作单位', '所在单位', '单位名称', '派出单位', '部门', 'organisation', 'organization', 'department'],
    team: ['组别', '分组', '小组', '组', '组号', '所在组', '检查组', 'team', 'group no.'],
    leader: ['是否组长', '组内职务', '组内分工', '组内身份', '角色', 'role', 'is leader'],
  },
  meets: {
    zh: '人员按账号认定，没有账号的按姓名（和单位）认定；已在名单中的只调整工作组、备选和组长；名录封存后备选只增不减。认不准的由人决定。',
    en: 'People are found by login, else by name (and unit); who is on the list already is only moved. Once the pool is sealed the reserve only grows. What is not certain a person decides.',
  },
  rules: [legible],
}
