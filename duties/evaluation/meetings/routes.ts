import { z } from 'zod'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Duty } from '../../../platform/duty.ts'
import type { Routes } from '../../../platform/http/routes.ts'
import { mustMay } from '../../../platform/identity/actor.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { dateText, idText } from '../../../platform/register/schema.ts'
import { readable } from '../../../platform/register/serve.ts'
import { worldOf, type World } from '../facts.ts'
import { briefOf, decisionsOf, onTimeOf } from './brief.ts'
import type { MeetingDecisions } from './contract.ts'
import { BRIEF_JOB } from './jobs.ts'
import { meetings, type MeetingRow } from './registers.ts'
import { assignDecision } from './store.ts'

const tag = 'meeting'
const byId = z.object({ id: idText })
const newDecision = z.strictObject({
  title: z.string().trim().min(1).max(300),
  text: z.string().trim().min(1).max(5000),
  holder_unit: idText,
  due_on: dateText.transform((text) => text as DateOnly),
})

/** Decisions and the brief of a meeting; the meeting itself is the register `/meeting`. */
export function meetingRoutes(routes: Routes, duties: readonly Duty[]): void {
  let made: World | undefined
  const world = (): World => (made ??= worldOf(duties))
  routes.read('/meeting/:id/decisions', { tag, params: byId, summary: { zh: '会议的议定事项', en: 'Decisions of a meeting' } }, async ({ tx, actor, params }): Promise<MeetingDecisions> => {
    await readable(tx, meetings as never, actor, params.id)
    const [items, onTime] = await Promise.all([decisionsOf(tx, { meeting: params.id }), onTimeOf(tx, { meeting: params.id })])
    return { items, onTime }
  })
  routes.write('post', '/meeting/:id/decisions', { tag, status: 201, params: byId, body: newDecision, summary: { zh: '交办议定事项', en: 'Assign a decision' } },
    ({ tx, params, body }) => assignDecision(tx, params.id, body))
  routes.read('/meeting/:id/brief', { tag, params: byId, summary: { zh: '会前情况（现时）', en: 'The brief as of now' } }, async ({ tx, actor, params }) =>
    briefOf(tx, world(), await readable(tx, meetings as never, actor, params.id) as unknown as MeetingRow))
  routes.write('post', '/meeting/:id/brief', { tag, status: 202, params: byId, summary: { zh: '生成会前情况文件', en: 'Make the brief’s files now' } }, async ({ tx, actor, params }) => {
    const row = await readable(tx, meetings as never, actor, params.id)
    mustMay(actor, 'evaluation.manage', { region: row.region })
    return { job: await addJob(tx, BRIEF_JOB, { meeting: params.id }, { region: row.region, uniqueKey: `${params.id}:${row.version}` }) }
  })
}
