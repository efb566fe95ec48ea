import { sql } from 'kysely'
import type { Instant } from '../../../platform/core/dates.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { EditionLine, TemplateEdition } from './contract.ts'
import type { TemplateRow } from './registers.ts'
import { everShipped, templateHash, type TemplateText } from './templates/editions.ts'
import { shippedTemplates, type ShippedTemplate } from './templates/shipped.ts'

type Version = {
  readonly version: number
  readonly starts_at: Instant
  readonly actor: string | null
  readonly reason: string | null
  readonly image: TemplateText & { readonly closed_at: string | null }
}

/** Every edition of a template, the newest first: each change of it was one. */
export async function editionsOf(tx: Tx, id: string, code: string): Promise<readonly EditionLine[]> {
  const { rows } = await sql<Version>`select v.version, v.starts_at, v.image, e.actor, e.reason from report_template_version v
    left join audit_entry e on e.id = v.entry_id where v.row_id = ${id} order by v.version desc limit 500`.execute(tx)
  return rows
    .filter(({ image }) => image.closed_at === null)
    .map(({ version, starts_at, actor, reason, image }) => ({
      edition: version,
      at: starts_at,
      // What a job wrote was asked for by a person, whom its reason names.
      by: actor?.startsWith('job:') ? null : actor,
      reason,
      shipped: everShipped(code, image),
      name: image.name,
      lines: image.body.split('\n').length,
    }))
}

/** One edition, whole. @throws Problem `row.not-found` (404) */
export async function editionOf(tx: Tx, id: string, edition: number): Promise<TemplateEdition> {
  const { rows } = await sql<{ version: number; image: TemplateText & { readonly code: string } }>`select version, image
    from report_template_version where row_id = ${id} and version = ${edition}`.execute(tx)
  const found = rows[0]
  if (!found) throw new Problem('row.not-found')
  const { code, name, name_en, title, mark, issuer, over, note, body } = found.image
  return { edition: found.version, code, name, name_en, title, mark, issuer, over, note, body }
}

/** What ships and no template of the city says: where the city keeps its own text, the shipped one is still there to begin with. */
export function offeredTemplates(inUse: readonly TemplateRow[]): readonly ShippedTemplate[] {
  const said = new Set(inUse.map((row) => templateHash(row)))
  return shippedTemplates.filter((one) => !said.has(templateHash(one)))
}
