import { z } from 'zod'
import type { Routes } from '../../../platform/http/routes.ts'
import { mustMay } from '../../../platform/identity/actor.ts'
import { idText } from '../../../platform/register/schema.ts'
import { readable } from '../../../platform/register/serve.ts'
import { inspections, READ, type InspectionRow } from '../registers.ts'
import { paperCodes, type PaperKind } from './kinds.ts'
import { askPaper } from './store.ts'

const kind = z.enum(paperCodes as [PaperKind, ...PaperKind[]])

/** Papers are made by a job; they then stand with the inspection's documents and files. */
export function paperRoutes(routes: Routes): void {
  routes.write('post', '/inspections/:id/papers', {
    tag: 'inspection', status: 202, params: z.object({ id: idText }), body: z.strictObject({ kind }), summary: { zh: '打印检查文书', en: 'Print a paper of an inspection' },
  }, async ({ tx, actor, params, body, request }) => {
    const row = await readable(tx, inspections, actor, params.id) as unknown as InspectionRow
    mustMay(actor, READ, { region: row.region })
    return { job: await askPaper(tx, row, body.kind, `${request.protocol}://${request.host}`) }
  })
}
