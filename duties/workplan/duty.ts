import { fileURLToPath } from 'node:url'
import { duty } from '../../platform/duty.ts'
import { handsOver } from '../../platform/matter/entrusting.ts'
import { planCounters } from './counters.ts'
import { readJob } from './drafts.ts'
import { escalateJob } from './escalate.ts'
import { workplanIndicators } from './indicators.ts'
import { workplanRegisters } from './registers.ts'
import { workplanRoutes } from './routes.ts'
import { taskEntrusting, workplanMatters } from './services.ts'
import { seedPlanSettings } from './settings.ts'
import { printJob } from './urging.ts'
import { printListJob } from './urging-list.ts'

/** 重点工作安排: the year's plan notice becomes tasks that units work on to the end. */
export const workplan = duty({
  name: 'workplan',
  title: { zh: '重点工作', en: 'Work plan' },
  registers: workplanRegisters,
  matters: workplanMatters,
  indicators: workplanIndicators,
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  // plan.read, plan.manage, plan.work and plan.review stand among the platform's rights, which the shipped roles hold.
  rights: {},
  handsOver: [handsOver(taskEntrusting)],
  routes: workplanRoutes,
  jobs: [readJob, printJob, printListJob, escalateJob],
  counters: planCounters,
  seed: seedPlanSettings,
})
