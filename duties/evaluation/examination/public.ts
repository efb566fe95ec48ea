import { sql } from 'kysely'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { PublicGiven, PublicPage, PublicRoute } from '../../../platform/http/public.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { idText } from '../../../platform/register/schema.ts'
import { findRow } from '../../../platform/register/store.ts'
import { publishedOf } from './drawing.ts'
import { examinationHtml, faultHtml, listHtml, type ListedExamination } from './public-page.ts'
import { examinations, type ExaminationRow } from './registers.ts'

/** An examination whose pool is sealed: nothing of one before is public. @throws Problem `route.not-found` (404) */
async function sealed(tx: Tx, id: string | undefined): Promise<ExaminationRow> {
  const row = idText.safeParse(id).success ? await findRow(tx, examinations, id!) as unknown as ExaminationRow | undefined : undefined
  if (!row || row.commitment === null) throw new Problem('route.not-found')
  return row
}

async function list({ tx, language }: PublicGiven): Promise<PublicPage> {
  const { rows } = await sql<ListedExamination>`select id, title, state, committed_at from examination where committed_at is not null and closed_at is null order by committed_at desc, id limit 100`.execute(tx)
  return { html: listHtml(language, rows) }
}

async function one({ tx, params, language }: PublicGiven): Promise<PublicPage> {
  const row = await sealed(tx, params['id'])
  const file = await publishedOf(tx, row)
  const areas = 'seed' in file ? [...file.open.areas, ...(file.covert?.areas ?? [])] : []
  const names = await regionNames(tx, areas)
  return { html: examinationHtml(language, row, file, (area) => names[area]?.[language] ?? area) }
}

async function file({ tx, params }: PublicGiven): Promise<PublicPage> {
  const row = await sealed(tx, params['id'])
  const published = await publishedOf(tx, row)
  return { html: '', file: { name: `draw-${published.commitmentHash.slice(0, 8)}.json`, text: `${JSON.stringify(published, null, 1)}\n` } }
}

/** `/public/<city>/examinations`: every pool that was sealed, what was drawn from it, and the file to draw it again. */
export const examinationPages: readonly PublicRoute[] = [
  { path: '/examinations', get: list, fault: faultHtml }, { path: '/examinations/:id', get: one, fault: faultHtml }, { path: '/examinations/:id/file', get: file, fault: faultHtml },
]
