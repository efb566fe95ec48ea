import { fileURLToPath } from 'node:url'
import { duty } from '../../platform/duty.ts'
import { expertImport } from './examination/expert-import.ts'
import { formImportJob } from './examination/form-routes.ts'
import { seedForms } from './examination/forms.ts'
import { findingService } from './examination/judging.ts'
import { examinationRegisters } from './examination/registers.ts'
import { examinationRoutes } from './examination/routes.ts'
import { gapsJob } from './gaps.ts'
import { claimJobs } from './claims/jobs.ts'
import { seedClaimLinks } from './claims/known-links.ts'
import { claimChecks } from './claims/registers.ts'
import { claimRoutes } from './claims/routes.ts'
import { evaluationIndicators } from './indicators.ts'
import { meetingIndicators } from './meetings/indicators.ts'
import { officeHooks, officeJobs, officeMatters, officeRegisters, officeRoutes } from './office-work.ts'
import { evaluationRegisters } from './registers.ts'
import { reportPrintJob } from './reports/print.ts'
import { reportRegisters } from './reports/registers.ts'
import { templateImportJob } from './reports/template-routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { seedReportTemplates } from './reports/templates.ts'
import { upgradeReportTemplates } from './reports/upgrade.ts'
import { evaluationRoutes } from './routes.ts'
import { schemeImportJob } from './scheme/routes.ts'
import { seedScheme } from './scheme/store.ts'
import { evaluationMatters } from './services.ts'
import { snapshotJob } from './snapshots.ts'
import { beginFigures, toSignJob } from './to-sign.ts'

/** 示范城市评价: the scheme, where the city and its counties stand on it, and what is done about what falls short. */
export const evaluation = duty({
  name: 'evaluation',
  title: { zh: '示范城市评价', en: 'Evaluation' },
  registers: [...evaluationRegisters, claimChecks, ...reportRegisters, ...officeRegisters, ...examinationRegisters],
  matters: [...evaluationMatters, ...officeMatters, findingService],
  indicators: [...evaluationIndicators, ...meetingIndicators],
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  rights: {
    'evaluation.read': { zh: '查看评价指标和得分', en: 'See evaluation items and scores' },
    'evaluation.manage': { zh: '维护评价细则、交办差距、固定快照', en: 'Keep schemes, assign gaps, keep snapshots' },
    'evaluation.work': { zh: '办理补差、填报和会签数据', en: 'Work on gaps, answer for and countersign figures' },
    'examination.manage': { zh: '组织初评', en: 'Run examinations' },
    'examination.expert': { zh: '参加初评（评审专家）', en: 'Take part in examinations as an expert' },
    'claims.use': { zh: '核验材料', en: 'Check papers' },
  },
  routes: (routes, duties) => {
    evaluationRoutes(routes, duties)
    claimRoutes(routes)
    officeRoutes(routes, duties)
    reportRoutes(routes, duties)
    examinationRoutes(routes, duties)
  },
  jobs: (duties) => [gapsJob(duties), snapshotJob(duties), toSignJob(duties), schemeImportJob(duties), formImportJob(duties), ...claimJobs, reportPrintJob, templateImportJob(duties), ...officeJobs(duties)],
  imports: [expertImport],
  complete: officeHooks.complete,
  afterChange: officeHooks.afterChange,
  seed: async (tx) => {
    await seedScheme(tx)
    await seedClaimLinks(tx)
    await seedReportTemplates(tx)
    await seedForms(tx)
    await beginFigures(tx)
  },
  upgrade: async (tx) => {
    await seedScheme(tx)
    await seedClaimLinks(tx)
    await seedForms(tx)
    await upgradeReportTemplates(tx)
    await beginFigures(tx)
  },
})
