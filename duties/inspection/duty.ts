import { fileURLToPath } from 'node:url'
import type { Tx } from '../../platform/database/database.ts'
import { duty } from '../../platform/duty.ts'
import { handsOver } from '../../platform/matter/entrusting.ts'
import { versionsOf } from '../../platform/register/timeline.ts'
import { drawAssignJob } from './draw/jobs.ts'
import { DRAW, drawRegisters } from './draw/registers.ts'
import { drawRoutes } from './draw/routes.ts'
import { drawService } from './draw/service.ts'
import { seedDrawRules } from './draw/shipped.ts'
import { escalateJob } from './escalate.ts'
import { inspectionsHandedOver } from './handing.ts'
import { inspectionIndicators } from './indicators.ts'
import { rankJobOf } from './rank/job.ts'
import { rankRegisters } from './rank/registers.ts'
import { rankRoutes } from './rank/routes.ts'
import { inspectionRegisters, inspections, MANAGE, OWN, READ, rectifications, WORK } from './registers.ts'
import { orderEntrusting } from './orders.ts'
import { paperJob } from './papers/store.ts'
import { publishReminderJob } from './public/remind.ts'
import { inspectionRoutes } from './routes.ts'
import { inspectionMatters } from './services.ts'
import { sheetImportJob } from './sheets/routes.ts'
import { targetsJob } from './targets/store.ts'
import { seedSheets } from './sheets/store.ts'

/** What a city begins with; asked again it adds what is missing. */
async function seedInspection(tx: Tx): Promise<void> {
  await seedSheets(tx)
  await seedDrawRules(tx)
}

/** 监督检查: who goes where by which sheet, what was found, what was ordered and put right. */
export const inspection = duty({
  name: 'inspection',
  title: { zh: '监督检查', en: 'Inspection' },
  registers: [...inspectionRegisters, ...drawRegisters, ...rankRegisters],
  matters: [...inspectionMatters, drawService],
  indicators: inspectionIndicators,
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  rights: {
    [READ]: { zh: '查看监督检查', en: 'See inspections' },
    [MANAGE]: { zh: '派出检查、公开结果、维护要点表', en: 'Assign inspections, publish results, keep sheets' },
    [DRAW]: { zh: '组织双随机抽查', en: 'Hold random draws' },
    [WORK]: { zh: '实施监督检查', en: 'Carry out inspections' },
    [OWN]: { zh: '报告本单位整改', en: 'Report what was put right at one’s own business' },
  },
  timelineSources: [inspections, rectifications].map(versionsOf),
  handsOver: [...inspectionsHandedOver, handsOver(orderEntrusting)],
  routes: (routes) => {
    inspectionRoutes(routes)
    drawRoutes(routes)
    rankRoutes(routes)
  },
  // What any duty tells of premises by the day is an input of the order of visits.
  jobs: (duties) => [sheetImportJob, drawAssignJob, targetsJob, paperJob, publishReminderJob, escalateJob, rankJobOf(duties.flatMap(({ dated }) => dated ?? []).filter(({ about }) => about === 'premises'))],
  seed: seedInspection,
  upgrade: seedInspection,
})
