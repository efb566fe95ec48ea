import { sql } from 'kysely'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { changeRow, columnList, insertRow } from '../../../platform/register/store.ts'
import { differing, untouched } from '../../../platform/register/untouched.ts'
import type { Item, Scheme } from '../contract.ts'
import { items, schemes, type ItemRow, type SchemeRow } from '../registers.ts'
import { shipped2021 } from './shipped-2021.ts'

const both = (zh: string | null, en: string | null): Bilingual => ({ zh: zh ?? '', en: en ?? '' })

export const itemOf = (row: ItemRow): Item => ({
  code: row.code, section: row.section, section_title: both(row.section_title, row.section_title_en), title: both(row.title, row.title_en),
  level: row.level, kind: row.kind, weight: row.weight, review: both(row.review, row.review_en), applicable: row.applicable, papers: row.papers,
  // The choice of owners is a list of strings to the type; its codes are those of departmentFunctions.
  owner: row.owner, measures: row.measures, note: row.note ? both(row.note, row.note_en) : null,
})

export const schemeOf = (row: SchemeRow, rows: readonly ItemRow[]): Scheme => ({
  code: row.code, edition: row.edition, title: both(row.title, row.title_en), source: both(row.source, row.source_en), note: both(row.note, row.note_en),
  reconstructed: row.reconstructed, scoring: row.scoring, valid_from: row.valid_from ?? ('1900-01-01' as DateOnly), valid_to: row.valid_to,
  parts: row.parts, sources: row.sources, items: rows.map(itemOf),
})

export const itemValues = (item: Item, order: number): Record<string, unknown> => ({
  sort_order: order, code: item.code, title: item.title.zh, title_en: item.title.en, section: item.section, section_title: item.section_title.zh,
  section_title_en: item.section_title.en, level: item.level, kind: item.kind, weight: item.weight, review: item.review.zh, review_en: item.review.en,
  applicable: item.applicable, owner: item.owner, papers: item.papers, measures: item.measures, note: item.note?.zh ?? null, note_en: item.note?.en ?? null,
})

/** Writes a scheme with its items. */
export async function keepScheme(tx: Tx, scheme: Scheme, how: { readonly state: SchemeRow['state']; readonly copied_from?: string }): Promise<SchemeRow> {
  const region = tx.work.city
  const row = await insertRow(tx, schemes, {
    region, title: scheme.title.zh, title_en: scheme.title.en, code: scheme.code, edition: scheme.edition, state: how.state, valid_from: scheme.valid_from,
    valid_to: scheme.valid_to, reconstructed: scheme.reconstructed, scoring: scheme.scoring, copied_from: how.copied_from ?? null,
    source: scheme.source.zh, source_en: scheme.source.en, note: scheme.note.zh, note_en: scheme.note.en, parts: scheme.parts, sources: scheme.sources,
  })
  for (const [at, item] of scheme.items.entries()) await insertRow(tx, items, { region, evaluation_scheme_id: row.id, ...itemValues(item, at + 1) })
  return row
}

/** The items of a scheme, in order. */
export async function itemsOf(tx: Tx, scheme: string): Promise<readonly ItemRow[]> {
  const { rows } = await sql<ItemRow>`select ${columnList(items as never)} from evaluation_item
    where evaluation_scheme_id = ${scheme} and closed_at is null order by sort_order`.execute(tx)
  return rows
}

/**
 * Every city starts with the shipped scheme in force. One that an earlier release made gets what is new: the scheme, as a draft where
 * it has one of its own; or, of the shipped scheme, items that are new and those that nobody here touched as they are now shipped.
 */
export async function seedScheme(tx: Tx, shipped: Scheme = shipped2021): Promise<void> {
  const { rows } = await sql<SchemeRow>`select ${columnList(schemes)} from evaluation_scheme order by id`.execute(tx)
  const row = rows.find(({ code, edition, copied_from }) => code === shipped.code && edition === shipped.edition && copied_from === null)
  if (!row) await keepScheme(tx, shipped, { state: rows.length === 0 ? 'in_force' : 'draft' })
  else if (row.closed_at === null && row.state !== 'retired') await bringUp(tx, row, shipped)
}

async function bringUp(tx: Tx, { id, region }: SchemeRow, shipped: Scheme): Promise<void> {
  const { rows } = await sql<ItemRow>`select ${columnList(items as never)} from evaluation_item where evaluation_scheme_id = ${id} order by id for update`.execute(tx)
  const own = await untouched(tx, items, rows.map((row) => row.id))
  for (const [at, item] of shipped.items.entries()) {
    const values = itemValues(item, at + 1)
    const known = rows.find(({ code }) => code === item.code)
    if (!known) await insertRow(tx, items, { region, evaluation_scheme_id: id, ...values })
    else if (known.closed_at === null && own.has(known.id)) await changeRow(tx, items, known as never, differing(known, values))
  }
}
