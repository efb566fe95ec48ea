import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { checkEntrust, type Entrusting } from '../../platform/matter/entrusting.ts'
import { STAYS } from '../../platform/matter/handover.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { isUrge } from '../../platform/matter/urges.ts'
import { checkUrge, tellLate } from '../workplan/index.ts'
import type { OrderedItem } from './contract.ts'
import { recusalsOf } from './draw/recusals.ts'
import { rectificationRules, type Opened, type RectificationRecord } from './folds.ts'
import { rectifications, WORK, type InspectionRow } from './registers.ts'
import type { Follows, Judged } from './rules/result.ts'

/** Where the work comes from, in the letters of the ladder. */
export const SUPERVISION = '食品生产经营监督检查'

/** People of the business, who are told when its order is urged: it is they who put things right. */
async function peopleOf(tx: Tx, enterprise: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from person where enterprise_id = ${enterprise}::uuid and closed_at is null order by id limit 50`.execute(tx)
  return rows.map(({ id }) => id)
}

async function urgedOrder(tx: Tx, action: string, input: Readonly<Record<string, unknown>>, after: Record_): Promise<void> {
  if (isUrge(action)) await tellLate(tx, rectificationService, action, input, after, { source: SUPERVISION, kind: 'inspection.late', also: await peopleOf(tx, String(after['enterprise_id'])) })
}

/** Who takes over an order: whoever may re-check it and does not stand back from the business. */
export const orderEntrusting: Entrusting = {
  service: () => rectificationService, right: WORK,
  unless: async (tx, to) => {
    const away = new Set((await recusalsOf(tx, [to.id])).map(({ enterprise }) => enterprise))
    return (record) => (away.has(String(record['enterprise_id'])) ? STAYS.recused : null)
  },
}

export const rectificationService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: rectificationRules as MatterService['rules'],
  register: rectifications,
  prepare: async (tx, action, input, before) => {
    if (before !== null && isUrge(action)) await checkUrge(tx, before, action)
    return before !== null && action === 'entrust' ? checkEntrust(tx, orderEntrusting, input, before) : input
  },
  after: (tx, action, input, _, after) => urgedOrder(tx, action, input, after),
  asked: (record) => [{ kind: record.state === 'corrected' ? 'recheck' : 'do', unit: record.holder_unit, person: record.holder_person }],
  link: ({ id }) => `/matters/rectification/${id}`,
}

/** What an inspection found and what follows from it. */
export type Outcome = { readonly row: InspectionRow; readonly judged: Pick<Judged, 'failed'>; readonly follow: Follows }
type Ordered = { readonly items: readonly string[]; readonly on: DateOnly; readonly dueOn: DateOnly }

/** 责令改正: the order to correct these items. */
async function openOrder(tx: Tx, { row, judged, follow }: Outcome, { items: codes, on, dueOn }: Ordered): Promise<void> {
  const notes = new Map(row.findings.map(({ code, note }) => [code, note ?? null]))
  const items = judged.failed.filter(({ item }) => codes.includes(item.code)).map(({ item }): OrderedItem => ({ code: item.code, text: item.text.zh, note: notes.get(item.code) ?? null, key: item.key }))
  const opened: Opened<RectificationRecord> = {
    region: row.region, premises_id: row.premises_id, enterprise_id: row.enterprise_id, title: row.title.replace('监督检查', '责令整改'), holder_unit: row.holder_unit, holder_person: row.holder_person,
    due_on: dueOn, late_level: 0, inspection: row.id, inspection_kind: row.kind, ordered_on: on, items, case_lead: follow.caseLead.length > 0, correction: null, corrected_on: null, returned_for: null, checked_note: null, checked_on: null,
  }
  await act(tx, rectificationService, null, 'open', { order: opened })
}

/** The order that an inspection ends with, where something is left to be put right. */
export async function orderOf(tx: Tx, outcome: Outcome): Promise<void> {
  const { order } = outcome.follow
  if (order) await openOrder(tx, outcome, { ...order, on: outcome.row.visited_on! })
}

type Standing = { readonly id: string; readonly state: string; readonly items: readonly OrderedItem[]; readonly due_on: DateOnly | null }

/**
 * Brings the orders in line with a corrected record: what is no longer found is not asked for any more, what is found now is ordered.
 * What the business has reported, or what was closed, stays as it is.
 */
export async function orderAgain(tx: Tx, outcome: Outcome): Promise<void> {
  const { rows } = await sql<Standing>`select id, state, items, due_on from rectification where inspection = ${outcome.row.id} and state <> 'withdrawn' and closed_at is null order by created_at, id for update`.execute(tx)
  const open = rows.filter(({ state }) => state === 'ordered' || state === 'returned')
  const answered = new Set(rows.filter((one) => !open.includes(one)).flatMap(({ items }) => items.map(({ code }) => code)))
  const { order } = outcome.follow
  const left = order === null ? [] : order.items.filter((code) => !answered.has(code))
  const same = (one: Standing): boolean => one.items.length === left.length && one.items.every(({ code }) => left.includes(code))
  if (open.length === 1 && same(open[0]!)) return
  for (const { id } of open) await act(tx, rectificationService, await getMatter(tx, rectificationService, id), 'withdraw', { reason: '检查记录已更正' })
  if (order !== null && left.length > 0) await openOrder(tx, outcome, { items: left, on: tx.work.today, dueOn: open[0]?.due_on ?? order.dueOn })
}
