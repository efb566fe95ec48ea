import { date } from '../../../platform/core/dates.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { CadreRank, DutyLevel, DutyTable, LevelRule } from '../rules/duty-level.ts'

const ALL: readonly DutyLevel[] = ['A', 'B', 'C', 'D']
export const SINCE: DateOnly = date('2022-09-01')
export const SOURCE = '国务院食安委《关于建立健全分层分级精准防控末端发力终端见效工作机制推动食品安全属地管理责任落地落实的意见》'
export const LISTS_SOURCE = '系统默认文字，依《意见》“三张清单加一项承诺书”；由食安办按本地印发文本改写'

const each = { visitsPerQuarter: 1, leastOperatingDays: 10, soonDays: 15, problemDays: 30, clockMinutes: 5, metres: 500 } as const
const ranks: Readonly<Record<DutyLevel, readonly CadreRank[]>> = { A: ['province', 'city'], B: ['county'], C: ['township'], D: ['village'] }

/**
 * Covering by level unless the city says otherwise: the rows that a new city starts with. That city leaders cover level A is in a
 * published paper; who covers B to D and how often D is visited are recalled; least, soon and problem days are ours, and so are the limits of clock and place.
 */
export const shippedDutyTables: readonly DutyTable[] = [
  {
    version: '2022-1', valid_from: SINCE, valid_to: null, confidence: 'recalled_medium', source: SOURCE,
    // The same keys as `ranks`, each with its rule.
    levels: Object.fromEntries(ALL.map((level) => [level, { ...each, ranks: ranks[level] }])) as Record<DutyLevel, LevelRule>,
  },
]

/** A line as shipped: its list, code, both texts, the levels it is for. */
export type ShippedLine = readonly [list: 'responsibility' | 'task' | 'supervision' | 'risk' | 'measure' | 'promise', code: string, zh: string, en: string, levels?: readonly DutyLevel[]]

/** 三张清单（责任、任务、督查）, the risks and measures that a visit looks at, and 承诺书: the lines a new city starts with. */
export const shippedLines: readonly ShippedLine[] = [
  ['responsibility', 'r1', '掌握包保主体基本情况和食品安全风险', 'Know the premises and their risks'],
  ['responsibility', 'r2', '督促包保主体落实食品安全主体责任', 'See that the business answers for its food'],
  ['responsibility', 'r3', '每季度至少督导一次，节假日和重大活动期间增加频次', 'Visit at least once a quarter, more at festivals and events'],
  ['responsibility', 'r4', '协调解决督导发现的问题，督促整改销号', 'Have problems solved and closed'],
  ['responsibility', 'r5', '推动下级包保干部履职', 'See that the cadres below do their duty', ['A', 'B', 'C']],
  ['task', 't1', '许可证照有效并公示', 'Licence valid and shown'],
  ['task', 't2', '主要负责人、食品安全总监、食品安全员明确并履职', 'Person in charge, director and officer named and at work'],
  ['task', 't3', '日管控、周排查、月调度有记录', 'Records of daily, weekly and monthly duty kept'],
  ['task', 't4', '进货查验和追溯记录齐全', 'Purchase checks and tracing records complete'],
  ['task', 't5', '环境卫生良好，人员健康证明有效', 'Premises clean, health certificates valid'],
  ['task', 't6', '上次督导发现的问题已整改', 'Earlier problems put right'],
  ['supervision', 's1', '包保关系准确、及时更新', 'Bindings right and kept up to date'],
  ['supervision', 's2', '承诺书已签订', 'Promises signed'],
  ['supervision', 's3', '季度督导按期完成', 'Quarter visits made in time'],
  ['supervision', 's4', '问题移交、整改、销号', 'Problems handed over, put right and closed'],
  ['risk', 'k1', '超范围、超期限经营或无证经营', 'Trading outside the licence, after it ended, or without one'],
  ['risk', 'k2', '使用过期、变质或来源不明的食品原料', 'Ingredients expired, spoiled or of unknown origin'],
  ['risk', 'k3', '冷藏冷冻温度不达标', 'Cold storage too warm'],
  ['risk', 'k4', '从业人员无健康证明或带病上岗', 'Handlers without health certificate or at work while ill'],
  ['measure', 'm1', '督促立即下架、封存，并移交市场监管部门', 'Have the goods taken off sale and sealed; hand over to the market regulator'],
  ['measure', 'm2', '督促限期整改，下次督导核实', 'Have it put right by a date; look again on the next visit'],
  ['measure', 'm3', '督促补办证照、健康证明', 'Have licence or health certificates obtained'],
  ['promise', 'p1', '本人已知悉包保的食品生产经营主体名单和责任清单、任务清单、督查清单。', 'I know the premises bound to me and the lists of responsibilities, tasks and supervision.'],
  ['promise', 'p2', '按规定频次开展督导，如实记录，不弄虚作假。', 'I shall visit as often as is laid down and record what I find truthfully.'],
  ['promise', 'p3', '发现问题及时移交，跟踪整改至销号；岗位变动时做好交接。', 'I shall hand over problems, follow them until closed, and hand over my duty when I move on.'],
]
