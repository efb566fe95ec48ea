import type { LicenceKind } from '../duties/registry/licence-kinds.ts'
import type { PremisesTypeCode } from '../duties/registry/types.ts'
import type { DutyLevel } from '../duties/registry/enterprises.ts'

/** How the premises of one type are made. */
export type Blueprint = {
  readonly type: PremisesTypeCode
  /** Premises of this type in the city, those that have closed not counted. */
  readonly count: number
  /**
   * First two characters of the holder's USCC, and how often: 91 company, 92 individual, 93 cooperative, 12 institution, 52
   * private body; `none` has no code.
   */
  readonly holders: Readonly<Record<string, number>>
  /** The licence, with the category of a national number where it has one; several are drawn by weight. */
  readonly licences: readonly { readonly kind: LicenceKind; readonly category?: string; readonly weight: number }[]
  /** How many stand in the 包保 ledger, by level. */
  readonly ledger?: Partial<Readonly<Record<DutyLevel, number>>>
  /** Floor area in m², from and to. */
  readonly area: readonly [from: number, to: number]
  readonly diners?: readonly [from: number, to: number]
  /** Large, middle-sized, small, very small: how often of each. */
  readonly sizes: readonly [large: number, medium: number, small: number, micro: number]
  readonly scopes: readonly string[]
  /** Share of premises that begin a chain of 3 to 8 under one holder. */
  readonly chains?: number
  /** Premises a holder has, always (a university's canteens). */
  readonly group?: number
  /** Counties it stands in, where not in all. */
  readonly only?: readonly string[]
}

const SMALL = [0, 0, 0.2, 0.8] as const
const MIXED = [0.04, 0.16, 0.5, 0.3] as const
const COMPANY = { 91: 1 }
const OWNERS = { 92: 0.93, 91: 0.07 }
const jy = (category: '1' | '2' | '3', weight = 1) => ({ kind: 'JY', category, weight }) as const
const SC = [{ kind: 'SC', weight: 1 }] as const
const PLACES_TO_EAT = ['热食类食品制售', '热食类食品制售；凉菜类食品制售', '热食类食品制售；自制饮品制售', '简单制售']
const GOODS = ['预包装食品（含冷藏冷冻食品）销售', '散装食品销售；预包装食品销售', '预包装食品销售；特殊食品销售（保健食品）']
const LOCAL = [{ kind: 'LOCAL', weight: 0.7 }, jy('2', 0.3)] as const

/**
 * What the demo city holds. The counts of producers, additives, health food, workshops, catering, canteens, wholesale
 * markets, grain buyers and disinfection firms, and the ledger's sums, are those that the city published for November
 * 2022; retailers (12,000) and all that is not named there are ours. Catering sums to 17,300 with the canteens, without vendors and other
 * group meals: the counting (口径) `jinzhong-2022` of the registry.
 */
export const BLUEPRINTS: readonly Blueprint[] = [
  { type: 'PROD', count: 492, holders: COMPANY, licences: SC, ledger: { A: 20, B: 80, C: 380 }, area: [300, 9000],
    sizes: [0.05, 0.2, 0.5, 0.25], scopes: ['食品生产'] },
  { type: 'ADDI', count: 7, holders: COMPANY, licences: [{ kind: 'SC', category: '201', weight: 1 }], ledger: { A: 7 },
    area: [800, 5000], sizes: [0, 0.4, 0.6, 0], scopes: ['食品添加剂生产'] },
  { type: 'HEAL', count: 4, holders: COMPANY, licences: [{ kind: 'SC', category: '127', weight: 1 }], ledger: { A: 4 },
    area: [1500, 8000], sizes: [0.5, 0.5, 0, 0], scopes: ['保健食品生产'] },
  { type: 'WORK', count: 1350, holders: { 92: 1 }, licences: [{ kind: 'WORKSHOP', weight: 1 }], ledger: { C: 300, D: 1000 },
    area: [30, 200], sizes: SMALL, scopes: ['食品小作坊生产加工'] },
  { type: 'PACK', count: 11, holders: COMPANY, licences: [{ kind: 'FOOD_CONTACT', weight: 1 }], area: [500, 6000], sizes: MIXED,
    scopes: ['食品用塑料包装制品', '食品用纸包装制品'] },
  { type: 'DIST', count: 8060, holders: OWNERS, licences: [jy('1', 0.7), { kind: 'YB', category: '2', weight: 0.27 },
    { kind: 'YB', category: '1', weight: 0.03 }],
    ledger: { B: 7, C: 200, D: 2600 }, area: [30, 900], sizes: [0.005, 0.025, 0.27, 0.7], scopes: GOODS, chains: 0.012 },
  { type: 'INFA_SALE', count: 540, holders: OWNERS, licences: [jy('1')], ledger: { D: 450 }, area: [40, 260], sizes: SMALL,
    scopes: ['特殊食品销售（婴幼儿配方乳粉）；预包装食品销售'], chains: 0.02 },
  { type: 'SHOP', count: 3400, holders: { 92: 1 }, licences: [{ kind: 'SMALL_SHOP', weight: 1 }], ledger: { D: 1400 }, area: [12, 60],
    sizes: [0, 0, 0, 1], scopes: ['预包装食品销售'] },
  { type: 'WHOL_WHOLESALE', count: 13, holders: COMPANY, licences: [], ledger: { A: 13 }, area: [6000, 60_000], sizes: [0.6, 0.4, 0, 0],
    scopes: ['食用农产品批发市场开办'] },
  { type: 'WHOL_FARMERS', count: 13, holders: COMPANY, licences: [], ledger: { B: 13 }, area: [1200, 9000], sizes: [0, 0.6, 0.4, 0],
    scopes: ['农贸市场开办'] },
  { type: 'PLAT', count: 2, holders: COMPANY, licences: [{ kind: 'PLATFORM', weight: 1 }], area: [100, 300], sizes: [0, 0, 1, 0],
    scopes: ['网络餐饮服务第三方平台'], only: ['140702'] },
  { type: 'CATE', count: 9565, holders: OWNERS, licences: [jy('2')], ledger: { C: 136, D: 2306 }, area: [60, 1500],
    sizes: [0.01, 0.06, 0.53, 0.4], scopes: PLACES_TO_EAT, chains: 0.008 },
  { type: 'SCAT', count: 7000, holders: { 92: 1 }, licences: [{ kind: 'SMALL_CATERING', weight: 0.75 }, jy('2', 0.25)],
    ledger: { D: 1800 }, area: [15, 60], sizes: [0, 0, 0, 1], scopes: PLACES_TO_EAT },
  { type: 'VEND', count: 260, holders: { none: 0.7, 92: 0.3 }, licences: [{ kind: 'VENDOR', weight: 1 }], area: [2, 8],
    sizes: [0, 0, 0, 1], scopes: ['现场制售小吃', '预包装食品销售'] },
  { type: 'CANT_SCHOOL', count: 345, holders: { 12: 0.9, 52: 0.1 }, licences: [jy('3')], ledger: { C: 330 }, area: [120, 1800],
    diners: [90, 3200], sizes: MIXED, scopes: ['学校食堂：热食类食品制售'] },
  { type: 'CANT_KINDERGARTEN', count: 317, holders: { 12: 0.4, 52: 0.6 }, licences: [jy('3')], ledger: { C: 300 }, area: [40, 260],
    diners: [40, 480], sizes: [0, 0.1, 0.6, 0.3], scopes: ['幼儿园食堂：热食类食品制售'] },
  { type: 'CANT_UNIVERSITY', count: 54, holders: { 12: 1 }, licences: [jy('3')], ledger: { A: 10, B: 12, C: 25 }, area: [900, 5200],
    diners: [1200, 6500], sizes: [0.6, 0.4, 0, 0],
    scopes: ['高校食堂：热食类食品制售；凉菜类食品制售；糕点类食品制售'], group: 6, only: ['140702', '140703'] },
  { type: 'CENT_KITCHEN', count: 6, holders: COMPANY, licences: [jy('2')], ledger: { B: 6 }, area: [600, 2600], diners: [800, 4000],
    sizes: [0.3, 0.7, 0, 0], scopes: ['中央厨房：热食类食品制售；半成品制售'] },
  { type: 'CENT_MEALS', count: 13, holders: COMPANY, licences: [jy('2')], ledger: { A: 6, B: 7 }, area: [500, 3200],
    diners: [900, 12_000], sizes: [0.3, 0.7, 0, 0], scopes: ['集体用餐配送：热食类食品制售'] },
  { type: 'CARE_TABLE', count: 120, holders: { 92: 1 }, licences: LOCAL, area: [40, 160], diners: [12, 80], sizes: [0, 0, 0, 1],
    scopes: ['学生小饭桌供餐'] },
  { type: 'CARE_NURSERY', count: 30, holders: { 52: 1 }, licences: LOCAL, area: [120, 500], diners: [20, 90], sizes: SMALL,
    scopes: ['婴幼儿托育供餐'] },
  { type: 'CARE_ELDERLY', count: 40, holders: { 52: 1 }, licences: LOCAL, area: [100, 400], diners: [15, 120], sizes: SMALL,
    scopes: ['老年人日间照料供餐'] },
  { type: 'CARE_COMMUNITY', count: 35, holders: { 52: 0.6, 91: 0.4 }, licences: LOCAL, area: [80, 400], diners: [30, 200], sizes: SMALL,
    scopes: ['社区助餐'] },
  { type: 'CARE_GUESTHOUSE', count: 85, holders: { 92: 1 }, licences: LOCAL, area: [120, 800], sizes: SMALL, scopes: ['民宿供餐'] },
  { type: 'FARM', count: 90, holders: { 93: 0.8, 91: 0.2 }, licences: [], area: [2000, 90_000], sizes: MIXED,
    scopes: ['蔬菜种植', '生猪养殖', '蛋鸡养殖', '杂粮种植', '肉牛养殖'] },
  { type: 'INPU', count: 140, holders: { 92: 1 }, licences: [{ kind: 'PESTICIDE', weight: 0.75 }, { kind: 'VETERINARY', weight: 0.25 }],
    area: [30, 200], sizes: SMALL, scopes: ['农业投入品经营'] },
  { type: 'SLAU_PIG', count: 5, holders: COMPANY, licences: [{ kind: 'SLAUGHTER', weight: 1 }], area: [3000, 20_000],
    sizes: [0.4, 0.6, 0, 0], scopes: ['生猪定点屠宰'] },
  { type: 'SLAU_RUMINANT', count: 3, holders: COMPANY, licences: [{ kind: 'SLAUGHTER', weight: 1 }], area: [2000, 12_000],
    sizes: [0, 1, 0, 0], scopes: ['牛羊定点屠宰'] },
  { type: 'GRAI', count: 164, holders: { 91: 0.4, 92: 0.6 }, licences: [{ kind: 'GRAIN', weight: 1 }], area: [200, 12_000],
    sizes: MIXED, scopes: ['玉米、小麦收购', '杂粮收购', '粮食收购、储存'] },
  { type: 'WASH', count: 16, holders: { 91: 0.6, 92: 0.4 }, licences: [], area: [250, 1600], sizes: SMALL, scopes: ['餐饮具集中清洗消毒'] },
  { type: 'COLD_IMPORTER', count: 34, holders: OWNERS, licences: [jy('1')], area: [60, 500], sizes: SMALL, scopes: ['进口冷冻肉品、水产品销售'] },
  { type: 'COLD_HUB', count: 1, holders: COMPANY, licences: [{ kind: 'COLD_STORE', weight: 1 }], area: [9000, 9000],
    sizes: [1, 0, 0, 0], scopes: ['进口冷链食品集中监管总仓'], only: ['140728'] },
  { type: 'COLD_STORE', count: 12, holders: COMPANY, licences: [{ kind: 'COLD_STORE', weight: 1 }], area: [400, 6000], sizes: MIXED,
    scopes: ['食品冷藏冷冻贮存'] },
  { type: 'LAB_BODY', count: 3, holders: COMPANY, licences: [{ kind: 'CMA', weight: 1 }], area: [600, 2400], sizes: [0, 1, 0, 0],
    scopes: ['食品检验检测'] },
  { type: 'LAB_RAPID', count: 22, holders: { 12: 0.4, 91: 0.6 }, licences: [], area: [18, 60], sizes: SMALL, scopes: ['食用农产品快速检测'] },
]

/**
 * What is not as it should be, as shares of the premises that need a licence. At the city's own size this gives some
 * hundreds of each of the commoner faults and dozens of the rare ones.
 */
export const FAULTS = {
  expired: 0.011,
  within7: 0.0035,
  within30: 0.009,
  within90: 0.022,
  revoked: 0.001,
  /** Of the national operation licences only: those given on a false promise. */
  withdrawn: 0.0012,
  /** Closed premises, beside those counted. */
  closed: 0.018,
  suspended: 0.014,
  reopened: 0.008,
  /** Small shops, vendors and after-school tables without the permit that they need: types whose number was not published. */
  unlicensed: 0.02,
  /** The same place once more, its name or address written a little differently. */
  duplicate: 0.0015,
  noDirector: 0.06,
  noOfficer: 0.03,
  /** Licences of the last year given on promise, and those of them whose check is late. */
  onPromise: 0.2,
  promiseLate: 0.12,
} as const
