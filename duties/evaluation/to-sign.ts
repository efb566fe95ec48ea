import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { fill, type Bilingual } from '../../platform/core/bilingual.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import { isId, newId } from '../../platform/core/ids.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Duty } from '../../platform/duty.ts'
import { notify } from '../../platform/events/notifications.ts'
import { can, type Actor } from '../../platform/identity/actor.ts'
import { divisionsBelow, regionAndParts } from '../../platform/indicator/reach.ts'
import type { JobDeclaration } from '../../platform/jobs/declare.ts'
import { addJob } from '../../platform/jobs/queue.ts'
import { regionNames } from '../../platform/register/labels.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { READ } from './access.ts'
import type { FigureToSign, Item, SignaturesHead, ToSign } from './contract.ts'
import { factsOf, worldOf, type World } from './facts.ts'
import { gapTables } from './gaps.ts'
import { unitsFor } from './people.ts'
import { asked } from './rules.ts'
import { levelOf, schemeFor } from './state.ts'

/** Figures to countersign as they are kept for lists and counts: computed after changes, read as rows. */

export const ownUnits = (actor: Actor): readonly string[] => [...new Set([actor.unit, ...actor.grants.map(({ unit }) => unit)].filter((unit) => unit !== null))]

type Kept = {
  readonly id: string; readonly region: string; readonly item: string; readonly indicator: string; readonly starts_on: DateOnly | null; readonly ends_on: DateOnly | null
  readonly value: number; readonly signed: FigureToSign['signed']; readonly place: string; readonly unit_id: string | null; readonly told_of: string | null
}

const ORDER = { changed: 0, unsigned: 1, signed: 2 } as const
const keyOf = ({ region, indicator }: Pick<Kept, 'region' | 'indicator'>): string => `${region} ${indicator}`

/** Every figure that has a value in some regions below a root; each indicator once, under the first item that uses it. */
async function figuresIn(tx: Tx, world: World, items: readonly Item[], regions: readonly string[], root: string): Promise<readonly Omit<Kept, 'id' | 'told_of'>[]> {
  const [facts, unit] = await Promise.all([factsOf(tx, world, items, { regions, root, moment: { day: tx.work.today, frozen: false } }), unitsFor(tx)])
  const each = items.flatMap((item) => item.measures.map((measure) => ({ item, measure })))
  const first = [...new Map(each.toReversed().map((one) => [one.measure.indicator, one] as const)).values()].toReversed()
  return regions.flatMap((region) => first.flatMap(({ item, measure }, at) => {
    const { indicator, state, value, period, signed } = facts(region, measure)
    if (state !== 'value' || value === null || !asked(item, levelOf(region))) return []
    return [{
      region, item: item.code, indicator, starts_on: period?.from ?? null, ends_on: period?.to ?? null, value, signed,
      place: `${ORDER[signed]} ${region} ${String(at).padStart(4, '0')}`, unit_id: unit(item.owner, region)?.id ?? null,
    }]
  }))
}

/** Who makes the rows anew waits for whoever does, so that a signature is never overwritten by what was read before it. */
export const lockFigures = (tx: Tx): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtext(${`figure_to_sign ${tx.work.city}`}))`.execute(tx)

async function write(tx: Tx, figures: readonly Kept[]): Promise<void> {
  if (figures.length === 0) return
  await sql`insert into figure_to_sign select * from jsonb_populate_recordset(null::figure_to_sign, ${JSON.stringify(figures)}::jsonb)
    on conflict (region, indicator) do update set item = excluded.item, starts_on = excluded.starts_on, ends_on = excluded.ends_on, value = excluded.value, signed = excluded.signed,
      place = excluded.place, unit_id = excluded.unit_id, told_of = excluded.told_of`.execute(tx)
}

type Signed = { readonly id: string; readonly indicator: string; readonly region: string; readonly value: number; readonly person: string }

/** The last signature of each figure that is another one by now, with the person who gave it. */
async function signedBefore(tx: Tx, figures: readonly Kept[]): Promise<ReadonlyMap<string, Signed>> {
  if (figures.length === 0) return new Map()
  const { rows } = await sql<Signed>`select s.* from unnest(${figures.map(({ indicator }) => indicator)}::text[], ${figures.map(({ region }) => region)}::text[],
      ${figures.map(({ starts_on }) => starts_on)}::date[], ${figures.map(({ ends_on }) => ends_on)}::date[]) as f (indicator, region, starts_on, ends_on)
    cross join lateral (select s.id, s.indicator, s.region, s.value, s.person_id as person from figure_signature s where s.closed_at is null and s.region = f.region and s.indicator = f.indicator
      and (f.starts_on is null or (s.starts_on = f.starts_on and s.ends_on = f.ends_on)) order by s.signed_at desc, s.id desc limit 1) s where s.person is not null`.execute(tx)
  return new Map(rows.map((row) => [keyOf(row), row]))
}

const CHANGED = 'evaluation.signed-changed'

/** Tells who signed that the figure is another one by now: of each signature once. @returns the figures, with the signature that was told of */
async function tellSigners(tx: Tx, world: World, changed: readonly Kept[]): Promise<readonly Kept[]> {
  const signed = await signedBefore(tx, changed)
  const fresh = changed.flatMap((figure) => {
    const signature = signed.get(keyOf(figure))
    return signature && signature.id !== figure.told_of ? [{ figure, signature }] : []
  })
  const notices = [...Map.groupBy(fresh, ({ signature }) => signature.person)].map(([person, of]) => ({
    person, kind: CHANGED, link: '/evaluation/signatures?of=changed', title: changedTitle(world, of.map(({ figure, signature }) => ({ ...figure, was: signature.value }))),
  }))
  await notify(tx, notices)
  return fresh.map(({ figure, signature }) => ({ ...figure, told_of: signature.id }))
}

function changedTitle(world: World, figures: readonly (Kept & { readonly was: number })[]): Bilingual {
  const [first] = figures
  const { title, unit } = world.shown(first!.indicator)
  const number = (value: number): string => String(Math.round(value * 100) / 100)
  const rest = figures.length - 1
  // The same number counted in another way is another figure too.
  if (first!.was === first!.value) return { zh: `“${title.zh}”会签后口径有变${rest > 0 ? `；另有${rest}项有变` : ''}，请重新会签`, en: `What “${title.en}” counts changed after you signed it${rest > 0 ? fill('; {rest} other {figure|figures} changed too', { rest }) : ''}. Please sign anew.` }
  return {
    zh: `“${title.zh}”会签后有变：会签的是${number(first!.was)}${unit.zh}，现为${number(first!.value)}${unit.zh}${rest > 0 ? `；另有${rest}项` : ''}，请重新会签`,
    en: `“${title.en}” changed after you signed it: ${number(first!.was)} then, ${number(first!.value)} now${rest > 0 ? fill('; {rest} other {figure|figures} too', { rest }) : ''}. Please sign anew.`,
  }
}

const same = (a: Kept, b: Kept): boolean => (Object.keys(a) as (keyof Kept)[]).every((name) => a[name] === b[name])

/** Makes the rows of the whole city anew and tells the signers of what changed. @returns how many figures there are, and how many are others by now */
export async function refreshFigures(tx: Tx, world: World): Promise<{ figures: number; changed: number }> {
  await lockFigures(tx)
  const { city, today } = tx.work
  const scheme = await schemeFor(tx, today)
  const regions = [city, ...await divisionsBelow(tx, city)]
  const { rows } = await sql<Kept>`select id, region, item, indicator, starts_on, ends_on, value, signed, place, unit_id, told_of from figure_to_sign`.execute(tx)
  const before = new Map(rows.map((row) => [keyOf(row), row]))
  const figures = (await figuresIn(tx, world, scheme.items, regions, city)).map((figure): Kept => {
    const known = before.get(keyOf(figure))
    return { ...figure, id: known?.id ?? newId(), told_of: known?.told_of ?? null }
  })
  const told = new Map((await tellSigners(tx, world, figures.filter(({ signed }) => signed === 'changed'))).map((figure) => [figure.id, figure]))
  const now = figures.map((figure) => told.get(figure.id) ?? figure)
  await write(tx, now.filter((figure) => !before.has(keyOf(figure)) || !same(before.get(keyOf(figure))!, figure)))
  const kept = new Set(now.map(({ id }) => id))
  const gone = rows.flatMap(({ id }) => (kept.has(id) ? [] : [id]))
  if (gone.length > 0) await sql`delete from figure_to_sign where id = any(${gone}::uuid[])`.execute(tx)
  return { figures: now.length, changed: figures.filter(({ signed }) => signed === 'changed').length }
}

/** Makes the row of one figure anew, once it was signed. */
export async function refreshFigure(tx: Tx, world: World, item: Item, region: string, indicator: string): Promise<void> {
  const { rows: [known] } = await sql<Kept>`select id, place, told_of from figure_to_sign where region = ${region} and indicator = ${indicator}`.execute(tx)
  const [figure] = await figuresIn(tx, world, [{ ...item, measures: item.measures.filter((measure) => measure.indicator === indicator) }], [region], region)
  if (!figure) return
  const place = known ? `${ORDER[figure.signed]}${known.place.slice(1)}` : figure.place
  await write(tx, [{ ...figure, place, id: known?.id ?? newId(), told_of: known?.told_of ?? null }])
}

const TO_SIGN_JOB = 'evaluation.to-sign'

/** Nightly once the day's figures are kept, and a second after anything changed that figures come from. Harmless to repeat. */
export const toSignJob = (duties: readonly Duty[]): JobDeclaration => {
  let world: World | undefined
  return {
    kind: TO_SIGN_JOB,
    title: { zh: '更新待会签的数据', en: 'Make the figures to countersign anew' },
    schedule: '40 0 * * *',
    follows: [...gapTables(duties), 'figure_signature', 'evaluation_item', 'org_unit'],
    run: ({ write: inTransaction }) => inTransaction((tx) => refreshFigures(tx, (world ??= worldOf(duties)))),
  }
}

/** A city that has no such rows yet, as it is new or an earlier release made it, gets them; every other keeps them by the job's own days. */
export async function beginFigures(tx: Tx): Promise<void> {
  const { rows: [kept] } = await sql`select 1 from figure_to_sign limit 1`.execute(tx)
  if (!kept) await addJob(tx, TO_SIGN_JOB)
}

/** Rows (as `f`) of one's own units in a region and below, and for who manages the evaluation those of the region itself too. */
function reach(tx: Tx, region: string): RawBuilder<boolean> {
  const { actor, city } = tx.work
  const within = region === city ? inRegion(region, 'f.region') : sql<boolean>`f.region = ${region}`
  const own = sql<boolean>`(f.unit_id = any(${[...ownUnits(actor)]}::uuid[]) and ${within})`
  return can(actor, 'evaluation.manage', { region }) ? sql<boolean>`(${own} or f.region = ${region})` : own
}

export const PARTS = ['open', 'changed', 'signed'] as const
const inPart = { open: sql<boolean>`f.signed in ('changed', 'unsigned')`, changed: sql<boolean>`f.signed = 'changed'`, signed: sql<boolean>`f.signed = 'signed'` } as const

const CURSOR = z.tuple([z.string().regex(/^\d \d{6} \d{4}$/), z.string().refine(isId)])
function afterOf(cursor: string | undefined): RawBuilder<boolean> {
  if (cursor === undefined) return sql<boolean>`true`
  const given = CURSOR.safeParse(Buffer.from(cursor, 'base64url').toString().split('|'))
  if (!given.success) throw new Problem('page.cursor')
  return sql<boolean>`(f.place, f.id) > (${given.data[0]}, ${given.data[1]}::uuid)`
}

type Row = Omit<Kept, 'told_of'> & { readonly unit: string | null; readonly last: FigureToSign['last'] }

async function pageOf(tx: Tx, where: RawBuilder<boolean>, limit: number): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`select f.id, f.region, f.item, f.indicator, f.starts_on, f.ends_on, f.value, f.signed, f.place, f.unit_id, u.name as unit,
      (select json_build_object('value', s.value, 'day', s.day, 'unit', su.name, 'person', sp.name) from figure_signature s left join org_unit su on su.id = s.unit_id left join person sp on sp.id = s.person_id
        where s.closed_at is null and s.region = f.region and s.indicator = f.indicator and (f.starts_on is null or (s.starts_on = f.starts_on and s.ends_on = f.ends_on))
        order by s.signed_at desc, s.id desc limit 1) as last
    from figure_to_sign f left join org_unit u on u.id = f.unit_id where ${where} order by f.place, f.id limit ${limit}`.execute(tx)
  return rows
}

async function shownFigures(tx: Tx, world: World, rows: readonly Row[]): Promise<readonly FigureToSign[]> {
  const names = await regionNames(tx, rows.map(({ region }) => region))
  const own = new Set(ownUnits(tx.work.actor))
  return rows.map(({ id, item, indicator, region, value, starts_on, ends_on, signed, unit_id, unit, last }) => {
    const { title, unit: measuredIn, basis } = world.shown(indicator)
    return {
      id, item, indicator, shown: { title, unit: measuredIn, basis }, region, regionName: names[region] ?? { zh: region, en: region }, value, signed, last,
      period: starts_on && ends_on ? { from: starts_on, to: ends_on } : null, unit: unit_id === null ? null : { id: unit_id, name: unit! }, mine: unit_id !== null && own.has(unit_id),
    }
  })
}

export type AskedPage = { readonly region: string; readonly of: (typeof PARTS)[number]; readonly unit?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }

/** One page of the figures to countersign, what changed since it was signed first. @throws Problem `page.cursor` (400) */
export async function figuresPage(tx: Tx, world: World, { region, of, unit, cursor, limit }: AskedPage): Promise<{ items: readonly FigureToSign[]; next: string | null }> {
  const ofUnit = unit === undefined ? sql<boolean>`true` : sql<boolean>`f.unit_id = ${unit}::uuid`
  const rows = await pageOf(tx, sql<boolean>`${reach(tx, region)} and ${inPart[of]} and ${ofUnit} and ${afterOf(cursor)}`, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: await shownFigures(tx, world, shown), next: rows.length > limit && last ? Buffer.from(`${last.place}|${last.id}`).toString('base64url') : null }
}

/** How many figures each unit has still to sign, without the figures themselves. */
export async function unitsToSign(tx: Tx, region: string): Promise<SignaturesHead['units']> {
  const own = new Set(ownUnits(tx.work.actor))
  const { rows } = await sql<Omit<SignaturesHead['units'][number], 'mine'>>`select f.unit_id as id, u.name, count(*) filter (where ${inPart.open})::int as open,
      count(*) filter (where ${inPart.changed})::int as changed, count(*) filter (where ${inPart.signed})::int as signed
    from figure_to_sign f left join org_unit u on u.id = f.unit_id where ${reach(tx, region)} group by 1, 2 order by 3 desc, 2`.execute(tx)
  return rows.map((row) => ({ ...row, mine: row.id !== null && own.has(row.id) }))
}

/** What stands around the list: whose figures wait, and which regions there are. */
export async function signaturesHead(tx: Tx, region: string): Promise<SignaturesHead> {
  const { actor, today, city } = tx.work
  const choices = (await regionAndParts(tx, actor, city)).filter((code) => can(actor, READ, { region: code }))
  return { region, choices, on: today, units: await unitsToSign(tx, region), labels: await regionNames(tx, choices), may: can(actor, 'evaluation.manage', { region }) ? ['manage'] : [] }
}

/** For the first page of the office: how many figures one's own units have to sign, and the first of them. */
export async function toSign(tx: Tx, world: World): Promise<ToSign> {
  const own = sql<boolean>`f.unit_id = any(${[...ownUnits(tx.work.actor)]}::uuid[]) and ${inPart.open}`
  const [{ rows: [count] }, rows] = await Promise.all([sql<{ open: number }>`select count(*)::int as open from figure_to_sign f where ${own}`.execute(tx), pageOf(tx, own, SHOWN)])
  return { open: count!.open, items: await shownFigures(tx, world, rows) }
}
/** So many stand on the first page; the rest are on their list. */
const SHOWN = 5
