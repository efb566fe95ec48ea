import { fileURLToPath } from 'node:url'
import { duty } from '../../platform/duty.ts'
import { versionsOf } from '../../platform/register/timeline.ts'
import { seedSelfCheck, upgradeSelfCheck } from './forms.ts'
import { hooks } from './hooks.ts'
import { selfCheckIndicators } from './indicators.ts'
import { reckonJob, remindJob } from './jobs.ts'
import { schoolChecks, selfCheckMonths, selfCheckRegisters } from './registers.ts'
import { selfCheckRoutes } from './routes.ts'
import { CHECK, MANAGE, READ, RECORD } from './words.ts'

/** 企业自查: daily, weekly and monthly duty, the canteen book, and the checks of schools at three levels. */
export const selfcheck = duty({
  name: 'selfcheck',
  title: { zh: '企业自查', en: 'Self-checks' },
  registers: selfCheckRegisters,
  indicators: selfCheckIndicators,
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  rights: {
    [READ]: { zh: '查看企业自查和食堂台账', en: 'See self-checks and canteen books' },
    [MANAGE]: { zh: '维护经营日历、自查表单和限值', en: 'Keep operating calendars, forms and limits' },
    [CHECK]: { zh: '登记学校巡查、抽查', en: 'Record rounds and spot checks of schools' },
    [RECORD]: { zh: '填写本单位自查和食堂台账', en: 'Record one’s own self-checks and canteen book' },
  },
  timelineSources: [selfCheckMonths, schoolChecks].map(versionsOf),
  routes: selfCheckRoutes,
  jobs: [reckonJob, remindJob],
  ...hooks,
  seed: seedSelfCheck,
  upgrade: upgradeSelfCheck,
})
