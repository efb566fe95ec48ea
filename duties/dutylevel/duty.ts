import { fileURLToPath } from 'node:url'
import { duty } from '../../platform/duty.ts'
import { handsOver } from '../../platform/matter/entrusting.ts'
import { versionsOf } from '../../platform/register/timeline.ts'
import { ledgerImport } from './import.ts'
import { dutyLevelIndicators } from './indicators.ts'
import { escalateJob } from './escalate.ts'
import { keepJob } from './keep.ts'
import { COVER, dutyBindings, dutyLevelRegisters, dutyProblems, dutyVisits, MANAGE, READ, RECEIVE } from './registers.ts'
import { dutyLevelRoutes } from './routes.ts'
import { dutyLevelMatters, problemEntrusting } from './services.ts'
import { seedDutyTables } from './tables.ts'

/** 包保: which cadre covers which premises, what he visited, promised and handed over. */
export const dutylevel = duty({
  name: 'dutylevel',
  title: { zh: '分层分级包保', en: 'Duty levels' },
  registers: dutyLevelRegisters,
  matters: dutyLevelMatters,
  indicators: dutyLevelIndicators,
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  rights: {
    [READ]: { zh: '查看包保台账', en: 'See the duty ledger' },
    [MANAGE]: { zh: '维护包保干部、绑定、清单', en: 'Keep cadres, bindings and lists' },
    [COVER]: { zh: '包保督导（本人包保的单位）', en: 'Visit the premises bound to oneself' },
    [RECEIVE]: { zh: '接收和处理包保移交问题', en: 'Receive and deal with problems handed over' },
  },
  imports: [ledgerImport],
  timelineSources: [dutyBindings, dutyVisits, dutyProblems].map(versionsOf),
  handsOver: [handsOver(problemEntrusting)],
  routes: dutyLevelRoutes,
  jobs: [keepJob, escalateJob],
  seed: seedDutyTables,
  upgrade: seedDutyTables,
})
