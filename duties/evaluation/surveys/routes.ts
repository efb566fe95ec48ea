import { z } from 'zod'
import type { Routes } from '../../../platform/http/routes.ts'
import { idText } from '../../../platform/register/schema.ts'
import { readable } from '../../../platform/register/serve.ts'
import { surveyPage } from './public.ts'
import { surveys, type SurveyRow } from './registers.ts'
import { drawSurvey, moveSurvey, resultOf, useSurvey } from './store.ts'

const tag = 'survey'
const byId = z.object({ id: idText })

/** What comes of a survey and what is done with it; surveys, quotas and answers are registers. */
export function surveyRoutes(routes: Routes): void {
  routes.page(surveyPage())
  routes.read('/survey/:id/result', { tag, params: byId, summary: { zh: '调查结果和置信区间', en: 'Result with its confidence interval' } }, async ({ tx, actor, params }) =>
    resultOf(tx, await readable(tx, surveys as never, actor, params.id) as unknown as SurveyRow))
  routes.write('post', '/survey/:id/draw', {
    tag, params: byId, summary: { zh: '抽样：抽取乡镇并生成作答链接', en: 'Draw townships and make their links' },
    body: z.strictObject({ areas: z.int().min(1).max(200), seed: z.string().trim().min(4).max(100) }),
  }, ({ tx, params, body }) => drawSurvey(tx, params.id, body))
  routes.write('post', '/survey/:id/open', { tag, params: byId, summary: { zh: '开放作答', en: 'Open to answers' } }, ({ tx, params }) => moveSurvey(tx, params.id, 'open'))
  routes.write('post', '/survey/:id/end', { tag, params: byId, summary: { zh: '结束作答', en: 'End the answers' } }, ({ tx, params }) => moveSurvey(tx, params.id, 'closed'))
  routes.write('post', '/survey/:id/use', { tag, params: byId, summary: { zh: '采用为数据', en: 'Use as the reported figure' } }, ({ tx, params }) => useSurvey(tx, params.id))
}
