import { z } from 'zod'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Duty } from '../../platform/duty.ts'
import type { Given, Routes } from '../../platform/http/routes.ts'
import { can, mustMay } from '../../platform/identity/actor.ts'
import { createSchema, dateText, idText, regionText } from '../../platform/register/schema.ts'
import { bindMany, extraVisit, moveOn, visitNamed } from './bind.ts'
import { behalfShape, draftShape, dutyBundle, keepVisitDraft, recordedFor, recordFor } from './field-work.ts'
import { dutyVisit } from './matters.ts'
import { handoverPaper, personPaper, promisePaper, visitPaper } from './papers.ts'
import { COVER, MANAGE, READ } from './registers.ts'
import { cadreRanks } from './rules/duty-level.ts'
import { moveAll, personHandover } from './person-handover.ts'
import { linesOf } from './tables.ts'
import { urgeRoutes } from './urge-routes.ts'
import { cadreLines, cadrePage, handoverOf, ledgerOf, mine } from './views.ts'

const tag = 'dutylevel'
const say = (zh: string, en: string) => ({ zh, en })
const byId = z.object({ id: idText })
const day = dateText.transform((text) => text as DateOnly)
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

type Reply = Given<z.ZodType, z.ZodType, z.ZodType>['reply']
/** A file made for this answer, under a name in Chinese (RFC 6266). */
function asFile(reply: Reply, { name, content }: { readonly name: string; readonly content: Buffer }): Buffer {
  reply.header('content-type', DOCX).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  return content
}

const cadreQuery = z.object({
  rank: z.string().max(60).transform((text) => text.split(',')).pipe(z.array(z.enum(cadreRanks))).optional(), light: z.enum(['red', 'yellow', 'green']).optional(), region: regionText.optional(),
  cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).default(50),
})

function viewRoutes(routes: Routes): void {
  routes.read('/duty/ledger', { tag, query: z.object({ region: regionText.optional() }), summary: say('包保台账：四级汇总', 'Duty ledger of four levels') }, ({ tx, actor, query }) => {
    mustMay(actor, READ)
    return ledgerOf(tx, query.region ?? null)
  })
  routes.read('/duty/cadres', { tag, query: cadreQuery, summary: say('包保干部和红黄绿', 'Cadres with their lights') }, ({ tx, actor, query }) => {
    mustMay(actor, READ)
    return cadreLines(tx, query)
  })
  routes.read('/duty/cadres/:id', { tag, params: byId, summary: say('一位包保干部', 'One cadre') }, ({ tx, params }) => cadrePage(tx, params.id))
  routes.read('/duty/tasks', { tag, summary: say('任务清单', 'The task list of visits') }, async ({ tx, actor }) => {
    if (!can(actor, COVER)) mustMay(actor, READ)
    return { tasks: await linesOf(tx, 'task', tx.work.today) }
  })
  routes.read('/duty/mine', { tag, summary: say('我的包保', 'What is bound to me') }, ({ tx }) => mine(tx))
  routes.read('/duty/cadres/:id/handover', { tag, params: byId, summary: say('包保工作交接单', 'Handover of a cadre') }, ({ tx, params }) => handoverOf(tx, params.id))
}

function paperRoutes(routes: Routes): void {
  routes.read('/duty/cadres/:id/handover.docx', { tag, params: byId, summary: say('包保工作交接单（docx）', 'Handover of a cadre (docx)') }, async ({ tx, params, reply }) => asFile(reply, await handoverPaper(tx, await handoverOf(tx, params.id))))
  routes.read('/duty/bindings/:id/promise.docx', { tag, params: byId, summary: say('承诺书（docx）', 'Promise (docx)') }, async ({ tx, params, reply }) => asFile(reply, await promisePaper(tx, params.id)))
  routes.read('/duty/visits/:id/record.docx', { tag, params: byId, summary: say('督导记录（docx）', 'Record of a visit (docx)') }, async ({ tx, params, reply }) => asFile(reply, await visitPaper(tx, params.id)))
}

const toWhom = z.object({ to: idText.optional() })

/** What passes on when an inspector or official moves on, of every duty that is mounted. */
function personRoutes(routes: Routes, duties: readonly Duty[]): void {
  const all = duties.flatMap(({ handsOver }) => handsOver ?? [])
  routes.read('/duty/people/:id/handover', { tag, params: byId, query: toWhom, summary: say('人员工作交接单', 'Handover of an inspector or official') }, ({ tx, params, query }) => personHandover(tx, params.id, query.to ?? null, all))
  routes.read('/duty/people/:id/handover.docx', { tag, params: byId, query: toWhom, summary: say('人员工作交接单（docx）', 'Handover of an inspector or official (docx)') }, async ({ tx, params, query, reply }) =>
    asFile(reply, await personPaper(tx, await personHandover(tx, params.id, query.to ?? null, all))))
  routes.write('post', '/duty/people/:id/hand-over', {
    tag, params: byId, body: z.strictObject({ to: idText, seal: z.string().regex(/^[0-9a-f]{64}$/), note: z.string().trim().min(1).max(1000) }), summary: say('人员调整：一次移交', 'An inspector or official moves on: all at once'),
  }, ({ tx, params, body }) => moveAll(tx, params.id, body, all))
}

const moving = z.strictObject({ version: z.int().min(1), left_on: day, note: z.string().trim().min(1).max(1000), successor: idText.nullable().default(null) })

/** A phone names the visit itself, so that it can be asked whether it is there. */
const extra = createSchema(dutyVisit.actions.visit.input).extend({ id: idText.optional() })

/** The ledger, the cadres, their own page and papers; binding in bulk. Single bindings, visits and problems are the matters' own. */
export function dutyLevelRoutes(routes: Routes, duties: readonly Duty[] = []): void {
  viewRoutes(routes)
  personRoutes(routes, duties)
  paperRoutes(routes)
  urgeRoutes(routes)
  routes.write('post', '/duty/bindings/bind', { tag, body: z.strictObject({ bindings: z.array(idText).min(1).max(200), cadre: idText }), summary: say('批量绑定包保干部', 'Bind many premises to a cadre') }, ({ tx, actor, body }) => {
    mustMay(actor, MANAGE)
    return bindMany(tx, body.bindings, body.cadre)
  })
  routes.write('post', '/duty/cadres/:id/move-on', { tag, params: byId, body: moving, summary: say('干部调整：解除并移交', 'A cadre moves on') }, ({ tx, actor, params, body }) => {
    mustMay(actor, MANAGE)
    return moveOn(tx, params.id, body.version, body.left_on, body.note, body.successor)
  })
  routes.read('/duty/bundle', { tag, summary: say('包保离线工作包', 'What the phone of a cadre carries') }, ({ tx }) => dutyBundle(tx))
  routes.write('put', '/duty/bindings/:id/draft', { tag, params: byId, body: draftShape, summary: say('暂存督导草稿', 'Keep a draft of a visit') }, ({ tx, params, body }) => keepVisitDraft(tx, params.id, body.device, body.content))
  routes.write('post', '/duty/bindings/:id/self-check', { tag, status: 201, params: byId, body: behalfShape, summary: say('代录自查', 'Write down a self-check for the shopkeeper') }, ({ tx, params, body }) => recordFor(tx, params.id, body))
  routes.read('/duty/bindings/:id/self-checks/:record', { tag, params: byId.extend({ record: idText }), summary: say('代录的自查是否已收到', 'Whether a self-check that was written down is there') }, ({ tx, params }) => recordedFor(tx, params.id, params.record))
  routes.read('/duty/bindings/:id/visits/:record', { tag, params: byId.extend({ record: idText }), summary: say('手机记录的督导是否已收到', 'Whether a visit that a phone named is there') }, async ({ tx, params }) => {
    const found = await visitNamed(tx, params.id, params.record)
    if (!found) throw new Problem('row.not-found')
    return found
  })
  routes.write('post', '/duty/bindings/:id/visit', { tag, status: 201, params: byId, body: extra, summary: say('记录督导：先计本季度任务，其余为加督', 'Record a visit: the quarter’s own first, else one beyond it') }, ({ tx, params, body }) =>
    extraVisit(tx, params.id, body as Record<string, unknown>))
}
