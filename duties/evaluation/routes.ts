import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Duty } from '../../platform/duty.ts'
import type { Routes } from '../../platform/http/routes.ts'
import { can, mustMay } from '../../platform/identity/actor.ts'
import { regionAndParts } from '../../platform/indicator/reach.ts'
import { regionNames } from '../../platform/register/labels.ts'
import { dateText, idText, regionText } from '../../platform/register/schema.ts'
import { readable } from '../../platform/register/serve.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { checkReferences } from '../../platform/register/serve.ts'
import { mustManage, READ, regionOf } from './access.ts'
import type { RegionState, StateAnswer } from './contract.ts'
import { worldOf, type World } from './facts.ts'
import { askedOf, askFigure, openRequests } from './figures.ts'
import { gapTables, openGap, openGaps } from './gaps.ts'
import { markOf } from './remember.ts'
import { snapshots, gaps, type SnapshotRow } from './registers.ts'
import { schemeRoutes } from './scheme/routes.ts'
import { remindToSign, signFigure } from './signatures.ts'
import { askSnapshot, verifySnapshot } from './snapshots.ts'
import { computedShare, schemeFor, standingOf, statesOf } from './state.ts'
import { figuresPage, PARTS, signaturesHead, toSign } from './to-sign.ts'

const tag = 'evaluation'
const day = dateText.transform((text) => text as DateOnly)
const byId = z.object({ id: idText })
const say = (zh: string, en: string) => ({ zh, en })
const indicatorName = z.string().min(1).max(100)

/** @throws Problem `input.invalid` (400) for a day that has not come */
function notFuture(on: DateOnly, today: DateOnly): void {
  const faults: FieldProblem[] = on > today ? [{ path: 'on', sentence: { zh: '截至日不能晚于今天。', en: 'The day asked for cannot be after today.' } }] : []
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
}

const namesOf = async (tx: Tx, ids: readonly string[]): Promise<Record<string, string>> => {
  if (ids.length === 0) return {}
  const { rows } = await sql<{ id: string; name: string }>`select id, name from org_unit where id = any(${[...ids]}::uuid[])`.execute(tx)
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

/** The units of a region by function, and the city's for functions that the region has none for. */
async function ownersOf(tx: Tx, region: string): Promise<StateAnswer['owners']> {
  const { rows } = await sql<{ id: string; name: string; function: string }>`select distinct on (function) id, name, function from org_unit
    where closed_at is null and region = any(${[region, tx.work.city]}::text[]) order by function, (region = ${region}) desc, sort_order`.execute(tx)
  return Object.fromEntries(rows.map(({ function: code, ...unit }) => [code, unit]))
}

/** Gaps that are open stand beside their item. */
async function withGaps(tx: Tx, root: string, states: Map<string, RegionState>): Promise<Record<string, RegionState>> {
  const open = await openGaps(tx, root)
  return Object.fromEntries([...states].map(([region, state]) => {
    const own = open.filter((gap) => gap.region === region)
    if (own.length === 0) return [region, state]
    const items = Object.fromEntries(Object.entries(state.items).map(([code, item]) => {
      const gap = own.find((one) => one.item === code)
      return [code, gap ? { ...item, gap: { id: gap.id, state: gap.state, due_on: gap.due_on, holder_unit: gap.holder_unit } } : item]
    }))
    return [region, { ...state, items }]
  }))
}

export type AskedState = { readonly region: string; readonly on: DateOnly; readonly scheme?: string | undefined }

/** What stands beside a region's own: its years and what was told are looked at by opening it. */
const slim = (state: RegionState): RegionState => ({
  ...state,
  items: Object.fromEntries(Object.entries(state.items).map(([code, item]) => [code, { ...item, measures: item.measures.map((one) => ({ ...one, trend: [], told: [], base: null })) }])),
})

/** Where a region and those below it stand, as of a day: today from the records as they are, a past day from the versions of its end. */
export async function stateAnswer(tx: Tx, world: World, { region, on, scheme: id }: AskedState): Promise<Omit<StateAnswer, 'mark'>> {
  const { actor, today, city } = tx.work
  const [scheme, all] = await Promise.all([schemeFor(tx, on, id), regionAndParts(tx, actor, city)])
  const choices = all.filter((code) => can(actor, READ, { region: code }))
  const parts = region === city ? all : [region]
  const moment = { day: on, frozen: on < today }
  const regions = await withGaps(tx, region, await statesOf(tx, world, scheme, { root: region, regions: parts, moment }))
  const { items, ...head } = scheme
  const indicators = Object.fromEntries(items.flatMap(({ measures }) => measures.map(({ indicator }) => [indicator, world.shown(indicator)])))
  const holders = Object.values(regions).flatMap((state) => Object.values(state.items).flatMap(({ gap, measures }) =>
    [...(gap?.holder_unit ? [gap.holder_unit] : []), ...measures.flatMap(({ told }) => told.flatMap(({ unit }) => unit ?? []))]))
  const [units, labels, owners, requests] = await Promise.all([namesOf(tx, [...new Set(holders)]), regionNames(tx, choices), ownersOf(tx, region), openRequests(tx, region)])
  return {
    scheme: head, items, indicators, region, choices, parts: parts.slice(1), on, frozen: moment.frozen, computed: computedShare(scheme, world), units, owners, requests, labels,
    regions: Object.fromEntries(Object.entries(regions).map(([code, state]) => [code, code === region ? state : slim(state)])),
    may: [...(can(actor, 'evaluation.manage', { region }) ? ['manage' as const] : []), ...(can(actor, 'evaluation.work') ? ['work' as const] : [])],
  }
}

/** What the cockpit shows beside the figures. */
const SHOWN = ['evaluation_gap', 'figure_request', 'figure_signature', 'evaluation_item', 'org_unit'] as const

/** Changes with whatever the answer for today is made of. */
const stateMark = async (tx: Tx, duties: readonly Duty[]): Promise<string> => hash('sm3', await markOf(tx, [...gapTables(duties), ...SHOWN]))

/** Mounts the evaluation: where everybody stands, gaps, snapshots, figures asked for and signed, schemes. */
export function evaluationRoutes(routes: Routes, duties: readonly Duty[] = []): void {
  let made: World | undefined
  const world = (): World => (made ??= worldOf(duties))
  routes.read('/evaluation/state', {
    tag, summary: say('示范城市评价：本级和各县的现状', 'Evaluation: where a region and its counties stand'),
    query: z.strictObject({ region: regionText.optional(), on: day.optional(), scheme: idText.optional() }),
  }, async ({ tx, query }) => {
    const region = regionOf(tx, query.region)
    const on = query.on ?? tx.work.today
    notFuture(on, tx.work.today)
    const mark = await stateMark(tx, duties)
    return { ...await stateAnswer(tx, world(), { region, on, scheme: query.scheme }), mark }
  })
  routes.read('/evaluation/standing', {
    tag, summary: say('示范城市评价：本级达标情况', 'Evaluation: how many items a region meets'), query: z.strictObject({ region: regionText.optional() }),
  }, async ({ tx, query }) => standingOf(tx, world(), regionOf(tx, query.region)))
  routes.read('/evaluation/mark', { tag, summary: say('示范城市评价：数据有无变化的标记', 'Evaluation: a mark that changes with the records') }, async ({ tx, actor }) => {
    mustMay(actor, 'evaluation.read')
    return { mark: await stateMark(tx, duties) }
  })
  routes.write('post', '/evaluation/gaps', {
    tag, status: 201, summary: say('把差距交办给责任部门', 'Assign what falls short'),
    body: z.strictObject({ region: regionText, item: z.string().min(1).max(20), unit: idText.optional(), due_on: day.optional(), asked_for: z.string().trim().max(2000).optional() }),
  }, async ({ tx, actor, body }) => {
    const region = regionOf(tx, body.region)
    mustManage(actor, region)
    if (body.unit) await checkReferences(tx, world().registers, { ...gaps, fields: { unit: gaps.fields.holder_unit } } as never, actor, { unit: body.unit })
    return openGap(tx, world(), { ...body, region })
  })
  snapshotRoutes(routes, world)
  figureRoutes(routes, world)
  schemeRoutes(routes, world)
}

function snapshotRoutes(routes: Routes, world: () => World): void {
  routes.read('/evaluation/snapshots', { tag, summary: say('评价快照', 'Evaluation snapshots'), query: z.strictObject({ region: regionText.optional() }) }, async ({ tx, query }) => {
    const region = regionOf(tx, query.region)
    const { rows } = await sql`select id, version, region, title, day, state, score, verdict, hash, kept_at, checked_at, check_result, differences from evaluation_snapshot
      where closed_at is null and ${inRegion(region)} order by day desc, created_at desc limit 200`.execute(tx)
    return { items: rows, labels: await regionNames(tx, rows.map((row) => String((row as { region: string }).region))) }
  })
  routes.write('post', '/evaluation/snapshots', {
    tag, status: 202, summary: say('固定某日的快照（当日的在日终生成）', 'Keep a snapshot of a day (today’s is made once the day is over)'),
    body: z.strictObject({ region: regionText, day, title: z.string().trim().min(1).max(200).optional() }),
  }, async ({ tx, actor, body }) => {
    const region = regionOf(tx, body.region)
    mustManage(actor, region)
    return askSnapshot(tx, { ...body, region })
  })
  routes.write('post', '/evaluation/snapshots/:id/verify', { tag, summary: say('按当日版本重算核对', 'Compute it again from the versions of its day'), params: byId, body: z.strictObject({}) }, async ({ tx, actor, params }) => {
    const row = await readable(tx, snapshots, actor, params.id, { lock: true }) as unknown as SnapshotRow
    mustManage(actor, row.region)
    return verifySnapshot(tx, world(), row)
  })
}

function figureRoutes(routes: Routes, world: () => World): void {
  routes.write('post', '/evaluation/figures/ask', {
    tag, summary: say('向责任单位要数；已有的直接给出', 'Ask the unit that answers for a figure; what is known is shown'),
    body: z.strictObject({ indicator: indicatorName, region: regionText, from: day.optional(), to: day.optional(), due_on: day.optional(), purpose: z.string().trim().max(300).optional() }),
  }, async ({ tx, actor, body: { from, to, ...body } }) => {
    const region = regionOf(tx, body.region)
    mustManage(actor, region)
    if ((from === undefined) !== (to === undefined)) throw new Problem('input.invalid', {}, [{ path: from ? 'to' : 'from', sentence: { zh: '期间的起止日须同时填写。', en: 'A period has both its days.' } }])
    if (from && to && from > to) throw new Problem('input.invalid', {}, [{ path: 'from', sentence: { zh: '期间的起日不能晚于止日。', en: 'A period cannot begin after its end.' } }])
    if (to && to > tx.work.today) throw new Problem('input.invalid', {}, [{ path: 'to', sentence: { zh: '期间须已结束，不能要以后的数。', en: 'The period must be over: what has not come cannot be asked for.' } }])
    return askFigure(tx, world(), { ...body, region, period: from && to ? { from, to } : undefined })
  })
  routes.write('post', '/evaluation/figures/sign', {
    tag, status: 201, summary: say('会签数据', 'Countersign a figure'), body: z.strictObject({ indicator: indicatorName, region: regionText }),
  }, async ({ tx, actor, body }) => {
    const region = regionOf(tx, body.region)
    mustMay(actor, 'evaluation.work')
    const { id, value, starts_on, ends_on } = await signFigure(tx, world(), { indicator: body.indicator, region })
    return { id, value, from: starts_on, to: ends_on }
  })
  const page = z.strictObject({
    region: regionText.optional(), of: z.enum(PARTS).default('open'), unit: idText.optional(), cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  routes.read('/evaluation/figures/signatures', { tag, summary: say('会签情况：本单位待会签的数据；食安办看各单位', 'Countersignatures: what one’s unit still has to sign; the office sees every unit'), query: page }, ({ tx, query }) =>
    figuresPage(tx, world(), { ...query, region: regionOf(tx, query.region) }))
  routes.read('/evaluation/figures/signatures/units', { tag, summary: say('各单位待会签、已会签的项数', 'How many figures each unit has to sign and has signed'), query: z.strictObject({ region: regionText.optional() }) }, ({ tx, query }) =>
    signaturesHead(tx, regionOf(tx, query.region)))
  routes.read('/evaluation/figures/to-sign', { tag, summary: say('本单位待会签的项数和前几项', 'How many figures one’s units have to sign, and the first of them') }, ({ tx, actor }) => {
    mustMay(actor, 'evaluation.work')
    return toSign(tx, world())
  })
  routes.write('post', '/evaluation/figures/remind', { tag, summary: say('提醒各单位会签', 'Remind every unit of what it has to countersign'), body: z.strictObject({ region: regionText.optional() }) }, ({ tx, actor, body }) => {
    const region = regionOf(tx, body.region)
    mustManage(actor, region)
    return remindToSign(tx, region)
  })
  routes.read('/evaluation/figures/asked', { tag, summary: say('各单位被要数的次数', 'How often each unit was asked'), query: z.strictObject({ region: regionText.optional(), since: day.optional() }) }, async ({ tx, query }) => {
    const region = regionOf(tx, query.region)
    const since = query.since ?? (`${tx.work.today.slice(0, 4)}-01-01` as DateOnly)
    return { since, items: await askedOf(tx, region, since) }
  })
}
