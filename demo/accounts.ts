import { DEMO_CITY } from './geography.ts'
import type { Bilingual } from '../platform/core/bilingual.ts'
import type { Scope } from '../platform/identity/actor.ts'

/** The one password of all demo accounts. `serve` refuses them on any address but loopback. */
export const DEMO_PASSWORD = 'Shian-Demo-2026'

/** An account of the demo: who signs in and what they may do. The password's hash is made where it is stored. */
export type Account = {
  readonly login: string
  readonly personId: string
  readonly roleCode: string
  /** Which of the three administrators, who must be three people. */
  readonly administrator: 'system' | 'security' | 'audit' | null
  readonly scope: Scope
  readonly unitId: string | null
  readonly region: string
  readonly title: Bilingual
}

type Plan = Omit<Account, 'personId' | 'unitId' | 'administrator'> & {
  /** official | business | laboratory | hospital */
  readonly kind: string
  /** Function of the unit in the region. */
  readonly function?: string
  readonly administrator?: Account['administrator']
  /** The first enterprise of a type in a county: `PROD:140728`. */
  readonly enterprise?: string
}

/** The county in which the demo's county, station and business accounts work. */
const COUNTY = '140728'
const TOWNSHIP = '140728100'

const plan = (
  login: string, zh: string, en: string, roleCode: string, scope: Scope, region: string, unit: string | undefined, more: Partial<Plan> = {},
): Plan => ({ login, title: { zh, en }, roleCode, scope, region, function: unit, kind: 'official', ...more })

/** At least one account for each role that the program ships, so that every face can be seen. */
export const accountPlans: readonly Plan[] = [
  plan('xitong', '系统管理员', 'System administrator', 'system_administrator', 'subtree', DEMO_CITY, 'big_data', { administrator: 'system' }),
  plan('anquan', '安全管理员', 'Security administrator', 'security_administrator', 'subtree', DEMO_CITY, 'fso', { administrator: 'security' }),
  plan('shenji', '审计管理员', 'Audit administrator', 'audit_administrator', 'subtree', DEMO_CITY, 'audit', { administrator: 'audit' }),
  plan('shiban', '市食安办主任', 'Director, city Food Safety Office', 'fso_director', 'subtree', DEMO_CITY, 'fso'),
  plan('shibanke', '市食安办科员', 'Clerk, city Food Safety Office', 'fso_officer', 'subtree', DEMO_CITY, 'fso'),
  plan('shijianju', '市市场监管局分管局长', 'Deputy head, city Market Supervision Bureau', 'market_leader', 'subtree', DEMO_CITY, 'market'),
  plan('shijianjuke', '市市场监管局科员', 'Officer, city Market Supervision Bureau', 'market_officer', 'subtree', DEMO_CITY, 'market'),
  plan('fazhi', '市市场监管局法制科', 'Legal officer, city Market Supervision Bureau', 'legal_officer', 'subtree', DEMO_CITY, 'market'),
  plan('nongye', '市农业农村局科员', 'Clerk, city Agriculture Bureau', 'department_clerk', 'department', DEMO_CITY, 'agriculture'),
  plan('nongyeju', '市农业农村局局长', 'Head, city Agriculture Bureau', 'department_leader', 'department', DEMO_CITY, 'agriculture'),
  plan('jiaoyu', '市教育局科员', 'Clerk, city Education Bureau', 'department_clerk', 'department', DEMO_CITY, 'education'),
  plan('fayuan', '市中级人民法院联络员', 'Contact, Intermediate People’s Court', 'department_clerk', 'department', DEMO_CITY, 'court'),
  plan('xianshiban', '平遥县食安办主任', 'Director, Food Safety Office of Pingyao', 'fso_director', 'subtree', COUNTY, 'fso'),
  plan('xianjianju', '平遥县市场监管局科员', 'Clerk, Market Supervision Bureau of Pingyao', 'county_officer', 'subtree', COUNTY, 'market'),
  plan('xianjuzhang', '平遥县市场监管局局长', 'Head, Market Supervision Bureau of Pingyao', 'county_leader', 'subtree', COUNTY, 'market'),
  plan('yucijianju', '榆次区市场监管局业务人员', 'Officer, Market Supervision Bureau of Yuci', 'county_officer', 'subtree', '140702', 'market'),
  plan('weitiju', '平遥县卫生健康和体育局科员', 'Clerk, Health Bureau of Pingyao', 'department_clerk', 'department', COUNTY, 'health'),
  plan('gutao', '古陶市场监管所检查员', 'Inspector, Gutao station', 'inspector', 'subtree', TOWNSHIP, 'market_station'),
  plan('gutaozhen', '古陶镇政府干部', 'Cadre, Gutao Town', 'township_clerk', 'subtree', TOWNSHIP, 'township_government'),
  plan('baobao', '古陶镇包保干部', 'Cadre who covers premises, Gutao Town', 'cadre', 'own', TOWNSHIP, 'township_government'),
  plan('qiye', '食品生产企业用户', 'User of a food producer', 'business', 'own', COUNTY, undefined,
    { kind: 'business', enterprise: `PROD:${COUNTY}` }),
  plan('shitang', '学校食堂用户', 'User of a school canteen', 'business', 'own', COUNTY, undefined,
    { kind: 'business', enterprise: `CANT_SCHOOL:${COUNTY}` }),
  plan('jianyan', '市检验检测中心', 'City Inspection and Testing Centre', 'laboratory', 'department', DEMO_CITY, 'inspection_centre',
    { kind: 'laboratory' }),
  plan('yiyuan', '平遥县示例医院', 'Demo hospital, Pingyao', 'hospital', 'department', COUNTY, 'hospital', { kind: 'hospital' }),
  plan('pingjia', '督查评价人员', 'Evaluator', 'evaluator', 'subtree', DEMO_CITY, 'government_office'),
  plan('jiandu', '审计监督人员', 'Auditor', 'auditor', 'subtree', DEMO_CITY, 'audit'),
  plan('shengju', '省级查阅人员', 'Provincial reader', 'provincial_reader', 'subtree', DEMO_CITY, undefined),
  plan('zhuanjia', '外请评审专家', 'Reviewing expert from outside', 'expert', 'subtree', DEMO_CITY, undefined, { kind: 'expert' }),
]

/** The enterprises that business accounts belong to: their ids are set before the enterprises are made. */
export const reservedHolders: readonly string[] = accountPlans.flatMap((one) => one.enterprise ?? [])
