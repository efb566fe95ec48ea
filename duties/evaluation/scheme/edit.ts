import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { departmentFunctions } from '../../../platform/identity/functions.ts'
import { columnList, changeRow, getRow } from '../../../platform/register/store.ts'
import type { Scheme } from '../contract.ts'
import type { World } from '../facts.ts'
import { items, schemes, type ItemRow, type SchemeRow } from '../registers.ts'
import { itemsOf, itemValues, keepScheme, schemeOf } from './store.ts'

problems({
  'evaluation.scheme-used': [409, '这版细则已经启用，不能改动；请复制后修改。', 'This scheme is or was in force and stays as it is. Copy it and change the copy.'],
})

const both = (max: number) => z.strictObject({ zh: z.string().trim().max(max), en: z.string().trim().max(max) })
const named = (max: number) => z.strictObject({ zh: z.string().trim().min(1).max(max), en: z.string().trim().min(1).max(max) })

export const measureSchema = z.strictObject({
  indicator: z.string().min(1).max(100), compare: z.enum(['at-least', 'at-most', 'rising', 'falling']), threshold: z.number().nullable(),
  over: z.enum(['as-of', 'quarter', 'half-year', 'year', 'three-years']), source: z.string().trim().max(60),
  confidence: z.enum(['rule', 'several', 'one', 'draft', 'assumed']), counted: z.boolean(),
})

export const itemSchema = z.strictObject({
  code: z.string().trim().min(1).max(20), section: z.string().trim().min(1).max(20), section_title: named(200), title: named(200),
  level: z.enum(['veto', 'basic', 'encouraged']), kind: z.enum(['computed', 'evidence', 'survey']), weight: z.number().min(0).max(100), review: both(4000),
  applicable: z.enum(['city', 'county', 'both']), papers: z.array(named(300)).max(50), owner: z.enum(departmentFunctions.map(({ code }) => code)),
  measures: z.array(measureSchema).min(1).max(20), note: both(4000).nullable(),
})

export const headSchema = z.strictObject({
  edition: z.string().trim().min(1).max(40), title: named(200), source: both(4000), note: both(4000), scoring: z.enum(['whole', 'by-measure']),
})

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/** What is wrong with a scheme as a whole: all of it at once. @param draft weights need not add up yet */
export function schemeFaults({ items }: Pick<Scheme, 'items'>, known: ReadonlySet<string>, draft: boolean): readonly FieldProblem[] {
  const faults = items.flatMap((item, at) => [
    ...(items.findIndex(({ code }) => code === item.code) < at ? [fault(`items.${at}.code`, `编号 ${item.code} 重复。`, `The code ${item.code} is there twice.`)] : []),
    ...item.measures.flatMap(({ indicator, compare, threshold }, n) => {
      const path = `items.${at}.measures.${n}`
      const relative = compare === 'rising' || compare === 'falling'
      return [
        ...(known.has(indicator) ? [] : [fault(`${path}.indicator`, `${item.code}：没有指标“${indicator}”。`, `${item.code}: there is no indicator “${indicator}”.`)]),
        ...(relative === (threshold === null) ? [] : [fault(`${path}.threshold`, `${item.code}：同比增减不填门槛，其余须填。`, `${item.code}: a threshold is needed, save for rising and falling.`)]),
      ]
    }),
    ...(item.measures.some(({ counted }) => counted) ? [] : [fault(`items.${at}.measures`, `${item.code}：至少一个测量项须计入。`, `${item.code}: one measure at least must count.`)]),
  ])
  const sum = items.filter(({ level }) => level !== 'encouraged').reduce((total, { weight }) => total + weight, 0)
  if (!draft && Math.abs(sum - 100) > 0.005) faults.push(fault('weight', `否决项和基本项的权重合计应为 100，现为 ${Math.round(sum * 100) / 100}。`, `Weights of veto and basic items must add up to 100, not ${Math.round(sum * 100) / 100}.`))
  return faults
}

/** @throws Problem `input.invalid` (400) naming every fault */
export function mustBeSound(scheme: Pick<Scheme, 'items'>, world: World, draft: boolean): void {
  const faults = schemeFaults(scheme, new Set(world.indicators.keys()), draft)
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
}

/** A draft, held until the transaction ends. @throws Problem `row.not-found` (404), `evaluation.scheme-used` (409) */
export async function draftOf(tx: Tx, id: string): Promise<SchemeRow> {
  const row = await getRow(tx, schemes, id, { lock: true }) as SchemeRow
  if (row.state !== 'draft') throw new Problem('evaluation.scheme-used')
  return row
}

/** Copies a scheme as a draft under another edition. */
export async function copyScheme(tx: Tx, id: string, edition: string): Promise<SchemeRow> {
  const row = await getRow(tx, schemes, id) as SchemeRow
  const scheme = schemeOf(row, await itemsOf(tx, id))
  return keepScheme(tx, { ...scheme, edition, valid_from: tx.work.today, valid_to: null }, { state: 'draft', copied_from: id })
}

export async function changeHead(tx: Tx, id: string, version: number, head: z.output<typeof headSchema>): Promise<SchemeRow> {
  const before = await draftOf(tx, id)
  if (before.version !== version) throw new Problem('row.changed', { version: before.version })
  const { edition, title, source, note, scoring } = head
  return changeRow(tx, schemes, before, { edition, scoring, title: title.zh, title_en: title.en, source: source.zh, source_en: source.en, note: note.zh, note_en: note.en }) as Promise<SchemeRow>
}

/** Changes one item of a draft. @throws Problem `input.invalid` (400), `row.changed` (409), `evaluation.scheme-used` (409) */
export async function changeItem(tx: Tx, world: World, id: string, item: string, version: number, given: z.output<typeof itemSchema>): Promise<ItemRow> {
  await draftOf(tx, id)
  const before = await getRow(tx, items, item, { lock: true }) as ItemRow
  if (before.evaluation_scheme_id !== id) throw new Problem('row.not-found')
  if (before.version !== version) throw new Problem('row.changed', { version: before.version })
  mustBeSound({ items: [given] }, world, true)
  return changeRow(tx, items, before, itemValues(given, before.sort_order)) as Promise<ItemRow>
}

/** Puts a draft in force from a day; what was in force ends the day before. @throws Problem `input.invalid` (400) naming every fault */
export async function activate(tx: Tx, world: World, id: string, from: DateOnly): Promise<SchemeRow> {
  const before = await draftOf(tx, id)
  mustBeSound(schemeOf(before, await itemsOf(tx, id)), world, false)
  const { rows } = await sql<SchemeRow>`select ${columnList(schemes as never)} from evaluation_scheme
    where closed_at is null and state = 'in_force' and valid_to is null for update`.execute(tx)
  for (const row of rows) await changeRow(tx, schemes, row, { valid_to: addDays(from, -1), state: 'retired' })
  return changeRow(tx, schemes, before, { state: 'in_force', valid_from: from, valid_to: null }) as Promise<SchemeRow>
}
