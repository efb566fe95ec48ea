import { sql } from 'kysely'
import { addDays, type DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { departmentFunction } from '../../platform/identity/functions.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { rowsOf } from '../../platform/indicator/periods.ts'
import { inRegion } from '../../platform/register/scope.ts'
import type { Duty } from '../../platform/duty.ts'
import type { Item, ItemStanding } from './contract.ts'
import { worldOf, type World } from './facts.ts'
import type { GapRecord, Opened } from './folds.ts'
import type { Shortfall } from './registers.ts'
import { gapService } from './services.ts'
import { schemeFor, statesOf } from './state.ts'

problems({
  'evaluation.no-gap': [409, '“{item}”在该地区没有差距，无须交办。', '“{item}” does not fall short there, so there is nothing to assign.'],
  'evaluation.no-unit': [422, '该地区没有承担“{function}”职能的单位，请指定承办单位。', 'The region has no unit for “{function}”. Name the unit.'],
  'evaluation.gap-open': [409, '“{item}”在该地区已有办理中的补差事项。', '“{item}” has an open gap there already.'],
})

/** Days to put right what falls short, where none are told. */
const USUAL_DAYS = 30

export type OpenGap = { readonly id: string; readonly region: string; readonly item: string; readonly state: string; readonly due_on: DateOnly | null; readonly holder_unit: string | null }

/** Open gaps in a region and below. */
export async function openGaps(tx: Tx, root: string): Promise<readonly OpenGap[]> {
  const { rows } = await sql<OpenGap>`select id, region, item, state, due_on, holder_unit from evaluation_gap
    where closed_at is null and state in ('open', 'working') and ${inRegion(root)}`.execute(tx)
  return rows
}

/** The unit of a function in a region; of several the first in the list of units. */
export async function unitOf(tx: Tx, owner: string, region: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from org_unit where closed_at is null and function = ${owner} and region = ${region} order by sort_order limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

const shortfallOf = (item: Item, standing: ItemStanding): readonly Shortfall[] => standing.measures.flatMap(({ indicator, standing: state, value, by, period }, at) => {
  const { compare, threshold, counted } = item.measures[at]!
  return counted && (state === 'short' || state === 'no-data') ? [{ indicator, compare, threshold, value, by, period }] : []
})

export type NewGap = { readonly region: string; readonly item: string; readonly unit?: string | undefined; readonly due_on?: DateOnly | undefined; readonly asked_for?: string | undefined }

/**
 * Assigns what an item lacks in a region to the department that answers for it there, or the unit named.
 * @throws Problem `evaluation.no-gap` (409), `evaluation.gap-open` (409), `evaluation.no-unit` (422), `row.not-found` (404)
 */
export async function openGap(tx: Tx, world: World, given: NewGap): Promise<{ id: string }> {
  const { today, city } = tx.work
  const scheme = await schemeFor(tx, today)
  const item = scheme.items.find(({ code }) => code === given.item)
  if (!item) throw new Problem('row.not-found')
  const state = (await statesOf(tx, world, { ...scheme, items: [item] }, { root: given.region, regions: [given.region], moment: { day: today, frozen: false } })).get(given.region)!
  const standing = state.items[item.code]!
  const name = { zh: `${item.code} ${item.title.zh}`, en: `${item.code} ${item.title.en}` }
  if (standing.state !== 'short' && standing.state !== 'no-data') throw new Problem('evaluation.no-gap', { item: name })
  if ((await openGaps(tx, given.region)).some((gap) => gap.region === given.region && gap.item === item.code)) throw new Problem('evaluation.gap-open', { item: name })
  // A county without the department hands it to the city's.
  const unit = given.unit ?? await unitOf(tx, item.owner, given.region) ?? await unitOf(tx, item.owner, city)
  if (unit === null) throw new Problem('evaluation.no-unit', { function: departmentFunction(item.owner).title })
  const gap: Opened<GapRecord> = {
    region: given.region, title: `补差：${name.zh}`, holder_unit: unit, holder_person: null, due_on: given.due_on ?? addDays(today, USUAL_DAYS), late_level: 0,
    item: item.code, evaluation_scheme: scheme.id, asked_for: given.asked_for ?? null, shortfall: shortfallOf(item, standing), progress: null, met_on: null,
  }
  const { id } = await act(tx, gapService, null, 'open', { gap })
  return { id }
}

/** Closes every open gap whose item is met, or does not apply any more. @returns how many were looked at and closed */
export async function closeMet(tx: Tx, world: World): Promise<{ open: number; closed: number }> {
  const { city, today } = tx.work
  const open = await openGaps(tx, city)
  if (open.length === 0) return { open: 0, closed: 0 }
  const scheme = await schemeFor(tx, today)
  const codes = new Set(open.map(({ item }) => item))
  const asked = { ...scheme, items: scheme.items.filter(({ code }) => codes.has(code)) }
  const states = await statesOf(tx, world, asked, { root: city, regions: [...new Set(open.map(({ region }) => region))], moment: { day: today, frozen: false } })
  let closed = 0
  for (const gap of open) {
    const standing = states.get(gap.region)?.items[gap.item]
    if (standing?.state !== 'met' && standing?.state !== 'not-applicable') continue
    const record = await getMatter(tx, gapService, gap.id)
    // Somebody may have withdrawn it meanwhile.
    if (record.state !== 'open' && record.state !== 'working') continue
    await act(tx, gapService, record, 'meet', {})
    closed++
  }
  return { open: open.length, closed }
}

export const GAPS_JOB = 'evaluation.gaps'

/** What gaps wait for: figures, base figures, waivers, a scheme put in force, and every register that an indicator counts. */
export const gapTables = (duties: readonly Duty[]): readonly string[] => [
  ...new Set([
    'reported_figure', 'region_parameter', 'evaluation_waiver', 'evaluation_scheme',
    ...duties.flatMap((duty) => duty.indicators ?? []).flatMap(({ value }) => rowsOf(value)?.part.register ?? []),
  ]),
]

/** Nightly, and a second after anything changed that figures come from: gaps that are met close themselves. Harmless to repeat. */
export const gapsJob = (duties: readonly Duty[]): JobDeclaration => {
  let world: World | undefined
  return {
    kind: GAPS_JOB,
    title: { zh: '补差事项自动销号', en: 'Close gaps that are met' },
    schedule: '30 2 * * *',
    follows: gapTables(duties),
    run: ({ write }) => write((tx) => closeMet(tx, (world ??= worldOf(duties)))),
  }
}
