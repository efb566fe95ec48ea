import { fileURLToPath } from 'node:url'
import { duty } from '../../platform/duty.ts'
import { versionsOf } from '../../platform/register/timeline.ts'
import { gradingIndicators } from './indicators.ts'
import { gradingJobs } from './jobs.ts'
import { gradeChanges, gradingRegisters, MANAGE, premisesGrades, READ, WORK } from './registers.ts'
import { gradingRoutes } from './routes.ts'
import { gradingMatters } from './services.ts'
import { seedTables } from './tables.ts'

/** 风险分级与年度计划: how risky each place is and why, how often it is visited, and the plan of the year. */
export const grading = duty({
  name: 'grading',
  title: { zh: '风险分级与年度计划', en: 'Grading and the yearly plan' },
  registers: gradingRegisters,
  matters: gradingMatters,
  indicators: gradingIndicators,
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  rights: {
    [READ]: { zh: '查看风险等级和年度计划', en: 'See grades and plans' },
    [WORK]: { zh: '提出等级调整、维护校园周边名单', en: 'Propose changes of grades, keep the list around schools' },
    [MANAGE]: { zh: '审核等级调整、修订规则、编制和公布年度计划', en: 'Decide changes of grades, revise rules, make and publish plans' },
  },
  timelineSources: [gradeChanges, premisesGrades].map((register) => versionsOf(register as never)),
  routes: gradingRoutes,
  jobs: gradingJobs,
  seed: seedTables,
  upgrade: seedTables,
})
