import { z } from 'zod'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Routes } from '../../platform/http/routes.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { dateText, idText, regionText } from '../../platform/register/schema.ts'
import { readable } from '../../platform/register/serve.ts'
import { changeRow } from '../../platform/register/store.ts'
import { ASSIGN_INSPECTIONS } from '../inspection/index.ts'
import { dayForm } from './board/daily.ts'
import { boardMark, boardOf } from './board/store.ts'
import { campaignSummary } from './board/summary.ts'
import { countTargets, listTargets } from './board/targets.ts'
import { assignVisits } from './periods/assign.ts'
import { comingPeriods } from './periods/coming.ts'
import { makeNow } from './periods/store.ts'
import { campaigns, MANAGE, periodVisits, READ, specialPeriods, type CampaignRow, type PeriodRow, type VisitRow } from './registers.ts'

const tag = 'campaign'
const byId = z.object({ id: idText })
const say = (zh: string, en: string) => ({ zh, en })
const day = dateText.transform((text) => text as DateOnly)
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const campaignOf = async (tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<CampaignRow> =>
  await readable(tx, campaigns, tx.work.actor, id, options) as unknown as CampaignRow
const periodOf = async (tx: Tx, id: string): Promise<PeriodRow> => await readable(tx, specialPeriods, tx.work.actor, id) as unknown as PeriodRow
/** The region asked for, else the actor's own. */
const regionFor = (tx: Tx, region: string | undefined): string => region ?? tx.work.actor.region

/** Boards, targets, daily figures, periods and their visits; all else the registers and matters serve themselves. */
export function campaignRoutes(routes: Routes): void {
  boardRoutes(routes)
  targetRoutes(routes)
  periodRoutes(routes)
}

function boardRoutes(routes: Routes): void {
  routes.read('/campaign/:id/board', { tag, params: byId, query: z.strictObject({ day: day.optional() }), summary: say('专项进度', 'Where a campaign stands') },
    async ({ tx, params, query }) => boardOf(tx, await campaignOf(tx, params.id), query.day))
  routes.read('/campaign/:id/mark', { tag, params: byId, summary: say('专项数据有无变化的标记', 'A mark that changes with a campaign’s rows') }, async ({ tx, params }) => {
    await campaignOf(tx, params.id)
    return { mark: await boardMark(tx, params.id) }
  })
  routes.read('/campaign/:id/day', { tag, params: byId, query: z.strictObject({ unit: idText, day }), summary: say('某单位某日的日报和检查记录数', 'A unit’s line of a day and what inspections give') },
    async ({ tx, params, query }) => dayForm(tx, await campaignOf(tx, params.id), query.unit, query.day))
  routes.read('/campaign/:id/summary.docx', { tag, params: byId, summary: say('专项总结（docx）', 'Summary (docx)') }, async ({ tx, params, reply }) => {
    const campaign = await campaignOf(tx, params.id)
    const bytes = await campaignSummary(tx, campaign)
    reply.header('content-type', DOCX).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${campaign.title}总结.docx`)}`)
    return bytes
  })
}

function targetRoutes(routes: Routes): void {
  routes.read('/campaign/:id/targets', { tag, params: byId, query: z.strictObject({ region: regionText.optional() }), summary: say('符合条件的对象有多少户', 'How many premises fit a campaign') }, async ({ tx, actor, params, query }) => {
    const region = regionFor(tx, query.region)
    mustMay(actor, READ, { region })
    return countTargets(tx, await campaignOf(tx, params.id), region)
  })
  routes.write('post', '/campaign/:id/targets', { tag, status: 201, params: byId, body: z.strictObject({ region: regionText.optional() }), summary: say('按条件列入对象', 'List the premises that fit') }, async ({ tx, actor, params, body }) => {
    const region = regionFor(tx, body.region)
    mustMay(actor, MANAGE, { region })
    return listTargets(tx, await campaignOf(tx, params.id, { lock: true }), region)
  })
}

function periodRoutes(routes: Routes): void {
  routes.read('/special-period/coming', { tag, query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(60), region: regionText.optional() }), summary: say('近期重要时段和检查进度', 'Periods to come and their visits') }, async ({ tx, actor, query }) => {
    mustMay(actor, READ)
    return comingPeriods(tx, query.days, regionFor(tx, query.region))
  })
  routes.write('post', '/special-period/:id/make', { tag, params: byId, body: z.strictObject({}), summary: say('立即生成检查任务', 'Make the visits now') }, async ({ tx, actor, params }) => {
    const period = await periodOf(tx, params.id)
    mustMay(actor, MANAGE, { region: period.region })
    return { added: await makeNow(tx, period) }
  })
  routes.write('post', '/special-period/:id/assign', {
    tag, params: byId, body: z.strictObject({ region: regionText, inspectors: z.array(idText).min(1).max(10) }), summary: say('派出时段检查（一次最多 100 户）', 'Send inspectors to a period’s visits (100 at a time)'),
  }, async ({ tx, actor, params, body }) => {
    const period = await periodOf(tx, params.id)
    mustMay(actor, ASSIGN_INSPECTIONS, { region: body.region })
    return assignVisits(tx, period, { ...body, most: 100 })
  })
  routes.write('post', '/period-visit/:id/ask', {
    tag, params: byId, body: z.strictObject({ asked: z.boolean(), why_not: z.string().trim().min(1).max(300).optional() }), summary: say('登记不需检查或恢复检查', 'Say that a place needs no visit, or needs one again'),
  }, async ({ tx, actor, params, body }) => {
    const visit = await readable(tx, periodVisits, actor, params.id, { lock: true }) as unknown as VisitRow
    mustMay(actor, MANAGE, { region: visit.region })
    if (!body.asked && !body.why_not) throw new Problem('input.invalid', {}, [{ path: 'why_not', sentence: say('请写明不需检查的原因。', 'Say why no visit is needed.') }])
    if (visit.visited && !body.asked) throw new Problem('input.invalid', {}, [{ path: 'asked', sentence: say('已经检查，不能登记为不需检查。', 'It was visited already.') }])
    const row = await changeRow(tx, periodVisits, visit, { asked: body.asked, why_not: body.asked ? null : body.why_not })
    return { id: row.id, asked: row.asked, version: row.version }
  })
}
