import { z } from 'zod'
import type { Routes } from '../../platform/http/routes.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { URGES, type Urge } from '../../platform/matter/urges.ts'
import { idText, regionText } from '../../platform/register/schema.ts'
import { URGED_AT_ONCE } from './contract.ts'
import { lateLines } from './late-list.ts'
import { MANAGE } from './registers.ts'
import { dutyLevelMatters } from './services.ts'
import { previewUrging, urgeMany } from './urge-many.ts'

const tag = 'dutylevel'
const kind = z.enum(dutyLevelMatters.map((service) => service.rules.declaration.name) as [string, ...string[]])
const query = z.object({ matter: kind.default('duty_visit'), level: z.coerce.number().int().min(0).max(4).optional(), region: regionText.optional(), cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).default(100) })
const chosen = { matters: z.array(z.strictObject({ matter: kind, id: idText })).min(1).max(URGED_AT_ONCE), rung: z.enum(Object.keys(URGES) as [Urge, ...Urge[]]) }
const words = (max: number) => z.string().trim().max(max).nullish().transform((text) => text || null)

/** What is late in the ledger, and urging many of it in one step. */
export function urgeRoutes(routes: Routes): void {
  routes.read('/duty/late', { tag, query, summary: { zh: '包保逾期事项', en: 'What is late in the duty ledger' } }, ({ tx, actor, query: asked }) => {
    mustMay(actor, MANAGE)
    return lateLines(tx, asked)
  })
  routes.write('post', '/duty/late/preview', { tag, body: z.strictObject(chosen), summary: { zh: '预览批量催办（不发送）', en: 'What urging many would send; nothing is kept' } }, ({ tx, actor, body }) => {
    mustMay(actor, MANAGE)
    return previewUrging(tx, body.matters, body.rung)
  })
  routes.write('post', '/duty/late/urge', { tag, body: z.strictObject({ ...chosen, note: words(2000), time: words(100), location: words(200), contact: words(200) }), summary: { zh: '批量催办', en: 'Urge many' } }, ({ tx, actor, body: { matters, rung, note, ...said } }) => {
    mustMay(actor, MANAGE)
    return urgeMany(tx, matters, rung, note, said)
  })
}
