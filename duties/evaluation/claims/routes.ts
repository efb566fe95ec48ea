import { z } from 'zod'
import type { Routes } from '../../../platform/http/routes.ts'
import { idText } from '../../../platform/register/schema.ts'
import { askCheck, MOST_FILES } from './store.ts'

/**
 * `/claims`: asks for a check of uploaded files (`POST /files`). What was checked is the register `/claim-check`; its report
 * and the commented copies are files about its row.
 */
export function claimRoutes(routes: Routes): void {
  routes.write(
    'post',
    '/claims/checks',
    {
      tag: 'claims',
      status: 202,
      summary: { zh: '材料核验：核验上传的材料', en: 'Claim check: check uploaded papers' },
      body: z.strictObject({ files: z.array(idText).min(1).max(MOST_FILES) }),
    },
    ({ tx, body }) => askCheck(tx, body.files),
  )
}
