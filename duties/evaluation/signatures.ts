import { sql } from 'kysely'
import { fill } from '../../platform/core/bilingual.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { notify } from '../../platform/events/notifications.ts'
import { can, type Actor } from '../../platform/identity/actor.ts'
import { regionAndParts } from '../../platform/indicator/reach.ts'
import { regionNames } from '../../platform/register/labels.ts'
import { insertRow } from '../../platform/register/store.ts'
import { READ } from './access.ts'
import type { FigureToSign, Item, SignaturesAnswer } from './contract.ts'
import { factsOf, type World } from './facts.ts'
import { answering, usedBy } from './figures.ts'
import { peopleOf, unitsFor } from './people.ts'
import { signatures, type SignatureRow } from './registers.ts'
import { asked } from './rules.ts'
import { levelOf, schemeFor } from './state.ts'

problems({
  'evaluation.nothing-to-sign': [409, '“{indicator}”目前没有可会签的数值。', '“{indicator}” has no value to sign.'],
  'evaluation.not-answering': [403, '“{indicator}”由其他单位负责，只能由责任单位会签。', 'Another unit answers for “{indicator}”; only that unit may sign.'],
})

const ownUnits = (actor: Actor): ReadonlySet<string | null> => new Set([actor.unit, ...actor.grants.map(({ unit }) => unit)].filter((unit) => unit !== null))

/**
 * Countersigns the present value of a figure and what it counts, for the unit that answers for it.
 * @throws Problem `evaluation.not-answering` (403), `evaluation.nothing-to-sign` (409), `evaluation.no-measure` (404)
 */
export async function signFigure(tx: Tx, world: World, { indicator, region }: { indicator: string; region: string }): Promise<SignatureRow> {
  const { actor, today, now } = tx.work
  const { item, measure } = await usedBy(tx, world, indicator)
  const shown = world.shown(indicator)
  const unit = await answering(tx, item, region)
  if (!ownUnits(actor).has(unit)) throw new Problem('evaluation.not-answering', { indicator: shown.title })
  const facts = await factsOf(tx, world, [item], { regions: [region], root: region, moment: { day: today, frozen: false } })
  const { state, value, period } = facts(region, measure)
  if (state !== 'value' || value === null) throw new Problem('evaluation.nothing-to-sign', { indicator: shown.title })
  return insertRow(tx, signatures, {
    region, indicator, starts_on: period?.from ?? today, ends_on: period?.to ?? today, day: today, value, basis: shown.basis.zh,
    basis_hash: world.basisHash(indicator), unit_id: unit, person_id: actor.person, signed_at: now,
  })
}

type Last = NonNullable<FigureToSign['last']> & Pick<FigureToSign, 'indicator' | 'region'> & { readonly starts_on: DateOnly; readonly ends_on: DateOnly }

/** What was signed last of each figure and its days; of how things stand the latest day comes last. */
async function lastSigned(tx: Tx, regions: readonly string[]): Promise<(figure: Pick<FigureToSign, 'indicator' | 'region' | 'period'>) => FigureToSign['last']> {
  const { rows } = await sql<Last>`select distinct on (s.indicator, s.region, s.starts_on, s.ends_on) s.indicator, s.region, s.starts_on, s.ends_on, s.value, s.day, u.name as unit, p.name as person
    from figure_signature s left join org_unit u on u.id = s.unit_id left join person p on p.id = s.person_id
    where s.closed_at is null and s.region = any(${[...regions]}::text[]) order by s.indicator, s.region, s.starts_on, s.ends_on, s.signed_at desc`.execute(tx)
  const by = Map.groupBy(rows, ({ indicator, region }) => `${indicator} ${region}`)
  return ({ indicator, region, period }) => {
    const found = (by.get(`${indicator} ${region}`) ?? []).findLast(({ starts_on, ends_on }) => period === null || (starts_on === period.from && ends_on === period.to))
    return found ? { value: found.value, day: found.day, unit: found.unit, person: found.person } : null
  }
}

const ORDER = { changed: 0, unsigned: 1, signed: 2 } as const

/** Every figure that has a value in a region and its counties, with its signature; each indicator once. */
async function figuresToSign(tx: Tx, world: World, items: readonly Item[], regions: readonly string[]): Promise<readonly FigureToSign[]> {
  const [root] = regions
  const own = ownUnits(tx.work.actor)
  const [facts, unit, last] = await Promise.all([
    factsOf(tx, world, items, { regions, root: root!, moment: { day: tx.work.today, frozen: false } }), unitsFor(tx), lastSigned(tx, regions),
  ])
  const each = [...new Map(items.flatMap((item) => item.measures.map((measure) => [measure.indicator, { item, measure }] as const))).values()]
  return regions.flatMap((region) => each.flatMap(({ item, measure }): FigureToSign[] => {
    const { indicator, state, value, period, signed } = facts(region, measure)
    if (state !== 'value' || value === null || !asked(item, levelOf(region))) return []
    const of = unit(item.owner, region)
    const figure = { item: item.code, indicator, region, value, period, signed, unit: of && { id: of.id, name: of.name }, mine: of !== null && own.has(of.id) }
    return [{ ...figure, last: last(figure) }]
  })).toSorted((a, b) => ORDER[a.signed] - ORDER[b.signed])
}

function unitsOf(figures: readonly FigureToSign[]): SignaturesAnswer['units'] {
  const count = (of: readonly FigureToSign[], ...wanted: readonly FigureToSign['signed'][]): number => of.filter(({ signed }) => wanted.includes(signed)).length
  return [...Map.groupBy(figures.filter(({ unit }) => unit !== null), ({ unit }) => unit!.id).values()]
    .map((of) => ({ ...of[0]!.unit!, mine: of[0]!.mine, open: count(of, 'unsigned', 'changed'), changed: count(of, 'changed'), signed: count(of, 'signed') }))
    .toSorted((a, b) => b.open - a.open)
}

/** What is countersigned and what is not: to a department its own in a region and below, to who manages the evaluation everybody's in the region too. */
export async function signaturesAnswer(tx: Tx, world: World, region: string): Promise<SignaturesAnswer> {
  const { actor, today, city } = tx.work
  const [scheme, all] = await Promise.all([schemeFor(tx, today), regionAndParts(tx, actor, city)])
  const choices = all.filter((code) => can(actor, READ, { region: code }))
  const manages = can(actor, 'evaluation.manage', { region })
  const every = await figuresToSign(tx, world, scheme.items, region === city ? all : [region])
  const figures = every.filter((one) => one.mine || (manages && one.region === region))
  const shown = [...new Set(figures.map(({ indicator }) => indicator))]
  return {
    region, choices, on: today, figures, units: unitsOf(figures), items: Object.fromEntries(scheme.items.map(({ code, title }) => [code, title])),
    indicators: Object.fromEntries(shown.map((name) => [name, world.shown(name)])), labels: await regionNames(tx, choices), may: manages ? ['manage'] : [],
  }
}

const REMINDER = 'evaluation.to-sign'

/**
 * Tells the people of the units that have figures to countersign, each person once a day.
 * @returns how many units have some, and how many people were told
 */
export async function remindToSign(tx: Tx, world: World, region: string): Promise<{ units: number; told: number }> {
  const { today, now } = tx.work
  // Two who press at once: the second waits here, and finds everybody told.
  await sql`select pg_advisory_xact_lock(hashtext(${`${REMINDER} ${tx.work.city}`}))`.execute(tx)
  const owing = (await signaturesAnswer(tx, world, region)).units.filter(({ open }) => open > 0)
  const people = await peopleOf(tx, owing.map(({ id }) => id))
  const { rows } = await sql<{ person: string }>`select distinct person_id as person from notification where kind = ${REMINDER} and (at at time zone 'Asia/Shanghai')::date = ${today}::date and at <= ${now}::timestamptz`.execute(tx)
  const before = new Set(rows.map(({ person }) => person))
  const notices = owing.flatMap(({ id, open, changed }) => (people.get(id) ?? []).filter((person) => !before.has(person)).map((person) => ({
    person, kind: REMINDER, link: '/evaluation/signatures',
    title: { zh: `请会签数据${open}项${changed > 0 ? `（其中${changed}项会签后有变）` : ''}`, en: fill(`{open figure waits|figures wait} for your countersignature${changed > 0 ? ' ({changed} changed since signed)' : ''}`, { open, changed }) },
  })))
  await notify(tx, notices)
  return { units: owing.length, told: notices.length }
}
