import { fileURLToPath } from 'node:url'
import { duty } from '../../platform/duty.ts'
import { versionsOf } from '../../platform/register/timeline.ts'
import { completeDaily } from './board/daily.ts'
import { seedDailyLimits } from './board/limits.ts'
import { completeTarget } from './board/targets.ts'
import { keepEventPeriod } from './events/store.ts'
import { campaignIndicators } from './indicators.ts'
import { interviewPrintJob } from './interviews/print.ts'
import { interviewService, undertakingService } from './interviews/store.ts'
import { periodsJob, tickJob } from './periods/jobs.ts'
import { keepPeriods } from './periods/store.ts'
import { seedPeriodRules } from './periods/tables.ts'
import { campaignRegisters, campaignTargets, eventMeals, eventRisks, interviews, majorEvents, MANAGE, periodVisits, READ, REPORT, undertakings } from './registers.ts'
import { campaignRoutes } from './routes.ts'

/** 专项整治与重要时段: campaigns and their daily figures, visits before terms, examinations, festivals and events, interviews. */
export const campaign = duty({
  name: 'campaign',
  title: { zh: '专项整治与重要时段', en: 'Campaigns and special periods' },
  registers: [...campaignRegisters, majorEvents, eventMeals, eventRisks, interviews, undertakings],
  matters: [interviewService, undertakingService],
  indicators: campaignIndicators,
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  rights: {
    [READ]: { zh: '查看专项整治、重要时段和约谈', en: 'See campaigns, special periods and interviews' },
    [MANAGE]: { zh: '组织专项整治、维护重要时段、活动保障和约谈', en: 'Run campaigns, keep special periods, events and interviews' },
    [REPORT]: { zh: '填报专项日报', en: 'Tell a unit’s daily figures of a campaign' },
  },
  timelineSources: [periodVisits, campaignTargets].map(versionsOf),
  routes: campaignRoutes,
  jobs: [periodsJob, tickJob, interviewPrintJob],
  complete: { campaign_daily: completeDaily, campaign_target: completeTarget },
  afterChange: { major_event: keepEventPeriod },
  seed: async (tx) => {
    await seedPeriodRules(tx)
    await seedDailyLimits(tx)
    await keepPeriods(tx)
  },
  upgrade: async (tx) => {
    await seedPeriodRules(tx)
    await seedDailyLimits(tx)
  },
})
