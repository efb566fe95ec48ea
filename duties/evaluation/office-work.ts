import type { Duty } from '../../platform/duty.ts'
import type { Routes } from '../../platform/http/routes.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import type { MatterService } from '../../platform/matter/service.ts'
import { papers, reminders } from './evidence/registers.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { completePaper } from './evidence/store.ts'
import { meetingJobs } from './meetings/jobs.ts'
import { decisions, meetings } from './meetings/registers.ts'
import { meetingRoutes } from './meetings/routes.ts'
import { decisionService } from './meetings/store.ts'
import { quotas, surveyAnswers, surveys } from './surveys/registers.ts'
import { surveyRoutes } from './surveys/routes.ts'
import { completeAnswer, completeSurvey, keepAnswer, keepQuota, keepUsed } from './surveys/store.ts'

/** What the office does beside the scheme: evidence, surveys and meetings, as duty.ts mounts them. */
export const officeRegisters = [papers, reminders, surveys, quotas, surveyAnswers, meetings, decisions] as const
export const officeMatters: readonly MatterService[] = [decisionService]
export const officeJobs = (duties: readonly Duty[]): readonly JobDeclaration[] => meetingJobs(duties)
export const officeHooks = {
  complete: { evaluation_paper: completePaper, survey: completeSurvey, survey_answer: completeAnswer },
  afterChange: { survey: keepUsed, survey_answer: keepAnswer, survey_quota: keepQuota },
} as const satisfies Pick<Duty, 'complete' | 'afterChange'>

export function officeRoutes(routes: Routes, duties: readonly Duty[] = []): void {
  evidenceRoutes(routes)
  surveyRoutes(routes)
  meetingRoutes(routes, duties)
}
