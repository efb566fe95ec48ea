import { fileURLToPath } from 'node:url'
import { duty } from '../../platform/duty.ts'
import { versionsOf } from '../../platform/register/timeline.ts'
import { inspectionIndicators } from './indicators.ts'
import { inspectionRegisters, inspections, MANAGE, OWN, READ, rectifications, WORK } from './registers.ts'
import { paperJob } from './papers/store.ts'
import { publishReminderJob } from './public/remind.ts'
import { inspectionRoutes } from './routes.ts'
import { inspectionMatters } from './services.ts'
import { sheetImportJob } from './sheets/routes.ts'
import { targetsJob } from './targets/store.ts'
import { seedSheets } from './sheets/store.ts'

/** 监督检查: who goes where by which sheet, what was found, what was ordered and put right. */
export const inspection = duty({
  name: 'inspection',
  title: { zh: '监督检查', en: 'Inspection' },
  registers: inspectionRegisters,
  matters: inspectionMatters,
  indicators: inspectionIndicators,
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  rights: {
    [READ]: { zh: '查看监督检查', en: 'See inspections' },
    [MANAGE]: { zh: '派出检查、公开结果、维护要点表', en: 'Assign inspections, publish results, keep sheets' },
    [WORK]: { zh: '实施监督检查', en: 'Carry out inspections' },
    [OWN]: { zh: '报告本单位整改', en: 'Report what was put right at one’s own business' },
  },
  timelineSources: [inspections, rectifications].map(versionsOf),
  routes: inspectionRoutes,
  jobs: [sheetImportJob, targetsJob, paperJob, publishReminderJob],
  seed: seedSheets,
})
