import { date } from '../../../platform/core/dates.ts'
import type { DutyLevel, DutyLine, DutyTable } from '../rules/duty-level.ts'

const ALL: readonly DutyLevel[] = ['A', 'B', 'C', 'D']
const line = (code: string, zh: string, en: string, levels: readonly DutyLevel[] = ALL): DutyLine => ({ code, text: { zh, en }, levels })

/**
 * Covering by level unless the city says otherwise. That city leaders cover level A is in a published paper; who covers B to D
 * and how often D is visited are recalled; the least days and the lists' wording are ours, after the headings the papers name.
 */
export const shippedDutyTables: readonly DutyTable[] = [
  {
    version: '2022-1', valid_from: date('2022-09-01'), valid_to: null, confidence: 'recalled_medium',
    source: '国务院食安委《关于建立健全分层分级精准防控末端发力终端见效工作机制推动食品安全属地管理责任落地落实的意见》；清单文字为系统默认',
    levels: {
      A: { ranks: ['province', 'city'], visitsPerQuarter: 1 },
      B: { ranks: ['county'], visitsPerQuarter: 1 },
      C: { ranks: ['township'], visitsPerQuarter: 1 },
      D: { ranks: ['village'], visitsPerQuarter: 1 },
    },
    leastOperatingDays: 10, soonDays: 15, problemDays: 30,
    lists: {
      responsibilities: [
        line('r1', '掌握包保主体基本情况和食品安全风险', 'know the premises and their risks'),
        line('r2', '督促包保主体落实食品安全主体责任', 'see that the business answers for its food'),
        line('r3', '每季度至少督导一次，节假日和重大活动期间增加频次', 'visit at least once a quarter, more at festivals and events'),
        line('r4', '协调解决督导发现的问题，督促整改销号', 'have problems solved and closed'),
        line('r5', '推动下级包保干部履职', 'see that the cadres below do their duty', ['A', 'B', 'C']),
      ],
      tasks: [
        line('t1', '查看许可证照是否有效、公示', 'licence valid and shown'),
        line('t2', '查看主要负责人、食品安全总监、食品安全员是否明确并履职', 'person in charge, director and officer named and at work'),
        line('t3', '查看日管控、周排查、月调度记录', 'records of daily, weekly and monthly duty'),
        line('t4', '查看进货查验和追溯记录', 'purchase checks and tracing records'),
        line('t5', '查看环境卫生和人员健康证明', 'cleanliness and health certificates'),
        line('t6', '查看上次督导问题整改情况', 'whether earlier problems were put right'),
        line('t7', '发现违法违规线索，移交市场监管部门', 'hand signs of a violation to the market regulator'),
      ],
      supervision: [
        line('s1', '包保关系是否准确、及时更新', 'bindings right and kept up to date'),
        line('s2', '承诺书是否签订', 'promises signed'),
        line('s3', '季度督导是否完成', 'quarter visits made'),
        line('s4', '问题是否移交、整改、销号', 'problems handed over, put right and closed'),
      ],
    },
    promise: [
      { zh: '本人已知悉包保的食品生产经营主体名单和责任清单、任务清单、督查清单。', en: 'I know the premises bound to me and the lists of responsibilities, tasks and supervision.' },
      { zh: '按规定频次开展督导，如实记录，不弄虚作假。', en: 'I shall visit as often as is laid down and record what I find truthfully.' },
      { zh: '发现问题及时移交，跟踪整改至销号；岗位变动时做好交接。', en: 'I shall hand over problems, follow them until closed, and hand over my duty when I move on.' },
    ],
  },
]
