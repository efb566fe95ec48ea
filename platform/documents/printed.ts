import { sql } from 'kysely'
import { z } from 'zod'
import { fill } from '../core/bilingual.ts'
import { newId } from '../core/ids.ts'
import { Problem, problems } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { storeBytes } from '../evidence/bytes.ts'
import { addFile } from '../evidence/files.ts'
import type { OfficialDocument } from './official.ts'
import { officialPdf } from './pdf.ts'
import { officialDocument } from './word.ts'

problems({
  'document.number-setting': [422, '文号设置（{code}）有误：文号格式须包含 {year} 和 {number}。', 'The setting {code} is not right: the pattern of numbers must contain {year} and {number}.'],
})

/** Where files and fonts lie. */
export type DocumentStore = { readonly files: string; readonly fontFolder?: string }

/** What a paper is about, and in which series it is numbered. */
export type Paper = {
  /** Code of the kind, as the lists filter by it: `supervision_letter`. */
  readonly kind: string
  /** What the kind is called: 督办函. */
  readonly name: string
  /** The word in the number that tells the series: 督. */
  readonly mark: string
  /** The unit that numbers it in a series of its own, with its 机关代字; the region's office where none is told. */
  readonly unit?: { readonly id: string; readonly mark: string }
  /** Region of the office that issues it. */
  readonly region: string
  /** Where the paper is kept, if not with the office: the region below it of whom it is addressed to, who then may open it. */
  readonly keptIn?: string
  /** The business that may see it, where it is about one. */
  readonly ownId?: string | null
  readonly matter?: string
  readonly matterId?: string
  /** Ids of other matters that it is about too: each shows it. */
  readonly also?: readonly string[]
  /** The action that makes it: printing again for the same one gives the paper that is there. */
  readonly actionId?: string
  readonly format?: 'docx' | 'pdf'
}

export type Printed = { readonly id: string; readonly number: string; readonly title: string; readonly fileId: string }

/** Code of the setting for numbers: `{pattern?, offices?: {region: 机关代字}}`. */
export const NUMBER_SETTING = 'document.number'

const numberSetting = z.strictObject({
  pattern: z.string().max(100).includes('{year}').includes('{number}').optional(),
  offices: z.record(z.string(), z.string().min(1).max(30)).optional(),
})

const PATTERN = '{office}{mark}〔{year}〕{number}号'

/** 机关代字 until the city sets its own: the region's name without 市, 区 or 县, and 食安办. */
async function officeMark(tx: Tx, region: string): Promise<string> {
  const row = await tx.selectFrom('shian.region').select('name_zh').where('code', '=', region).where('valid_to', 'is', null).executeTakeFirst()
  const name = row?.name_zh ?? region
  return `${name.length > 2 ? name.replace(/[市区县]$/, '') : name}食安办`
}

/** The next of a series. Papers of one series wait for each other, and one that is not issued leaves no gap. */
async function take(tx: Tx, series: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into number_series (code, last) values (${series}, 1)
    on conflict (code) do update set last = number_series.last + 1 returning last`.execute(tx)
  return rows[0]!.last
}

/**
 * The next number (发文字号) of an office's series in the year: 晋中食安办督〔2026〕3号. Each region (or unit), mark and year counts from 1.
 * @source GB/T 9704-2012, 7.2.5: year in full in 〔〕, the number without leading zeros, then 号
 */
export async function nextNumber(tx: Tx, region: string, mark: string, unit?: Paper['unit']): Promise<string> {
  const row = await tx.selectFrom('setting').select('value').where('code', '=', NUMBER_SETTING).where('closed_at', 'is', null).executeTakeFirst()
  const read = numberSetting.safeParse(row?.value ?? {})
  if (!read.success) throw new Problem('document.number-setting', { code: NUMBER_SETTING })
  const year = tx.work.today.slice(0, 4)
  const office = unit?.mark ?? read.data.offices?.[region] ?? await officeMark(tx, region)
  const number = await take(tx, `document:${unit?.id ?? region}:${mark}:${year}`)
  return fill(read.data.pattern ?? PATTERN, { office, mark, year, number })
}

async function printedBefore(tx: Tx, { kind, actionId }: Paper): Promise<Printed | undefined> {
  if (actionId === undefined) return undefined
  const row = await tx.selectFrom('document').select(['id', 'number', 'title', 'file_id']).where('action_id', '=', actionId).where('kind', '=', kind)
    .where('file_id', 'is not', null).executeTakeFirst()
  return row && { id: row.id, number: row.number, title: row.title, fileId: row.file_id! }
}

/**
 * Numbers a paper, writes it and keeps it: the bytes are on the disk before the rows that name them, and number, file and
 * paper are committed with the action that makes them, or not at all.
 */
export async function printDocument(tx: Tx, store: DocumentStore, paper: Paper, content: Omit<OfficialDocument, 'number' | 'date'>): Promise<Printed> {
  const before = await printedBefore(tx, paper)
  if (before) return before
  const number = await nextNumber(tx, paper.region, paper.mark, paper.unit)
  const whole: OfficialDocument = { ...content, number, date: tx.work.today }
  const format = paper.format ?? 'docx'
  const bytes = format === 'pdf' ? await officialPdf(whole, store.fontFolder) : await officialDocument(whole)
  const place = { region: paper.keptIn ?? paper.region, own_id: paper.ownId ?? null }
  const about = paper.matter !== undefined && paper.matterId !== undefined ? { table: paper.matter, id: paper.matterId } : null
  const file = await addFile(tx, await storeBytes(store.files, bytes), { ...place, name: `${number} ${paper.name}.${format}`, about })
  const row = {
    ...place, id: newId(), kind: paper.kind, number, title: content.title, matter: paper.matter ?? null, matter_id: paper.matterId ?? null, also: [...paper.also ?? []],
    action_id: paper.actionId ?? null, file_id: file.id, person_id: tx.work.actor.person, at: tx.work.now,
  }
  await tx.insertInto('document').values(row).execute()
  const { kind, title, file_id } = row
  tx.work.changes.push({ table: 'document', row: row.id, before: null, after: 1, diff: { number: [null, number], kind: [null, kind], title: [null, title], file_id: [null, file_id] } })
  return { id: row.id, number, title, fileId: file.id }
}
