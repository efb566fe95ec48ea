import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import type { Tx } from '../database/database.ts'
import type { Routes } from '../http/routes.ts'
import { can, regionPrefix, type Actor } from '../identity/actor.ts'
import type { Indicator } from '../indicator/declare.ts'
import { yearToDate } from '../indicator/periods.ts'
import { divisionsBelow, mayReadRegion, widestRegion } from '../indicator/reach.ts'
import { meets, readThresholds } from '../indicator/thresholds.ts'
import { valuesOf, type State } from '../indicator/value.ts'
import { isDueToday, isLateNow, mine, reach } from '../matter/inbox.ts'
import { regionNames, type Registry } from '../register/labels.ts'
import { setting } from '../settings/settings.ts'
import { cache } from './cache.ts'

/** The setting `today.tiles`: which indicators stand across the first page, by name; names that are not declared are passed over. */
export const TILES = 'today.tiles'
const tilesAtFirst = ['registry.premises', 'registry.licensed-share', 'registry.unlicensed-open', 'registry.ledger-share', 'registry.director-appointed', 'registry.officer-appointed']
/** The setting `today.expiring`: which indicators count what runs out within so many days. */
export const EXPIRING = 'today.expiring'
const expiringAtFirst: Readonly<Record<string, string>> = { 90: 'registry.expiring-90', 30: 'registry.expiring-30', 7: 'registry.expiring-7' }
const KEEP = 60_000

/** One figure of the strip. */
type Tile = {
  readonly name: string; readonly title: Bilingual; readonly unit: Bilingual; readonly better: Indicator['better']
  readonly value: number | null; readonly state: State; readonly threshold: number | null; readonly met: boolean | null; readonly link: string
}
type Expiring = { readonly [days: string]: { readonly count: number | null; readonly link: string } }
type County = { readonly region: string; readonly name: Bilingual; readonly open: number; readonly late: number }
type Shared = {
  readonly region: string; readonly late: number; readonly dueToday: number; readonly strip: readonly Tile[]; readonly expiring: Expiring; readonly counties: readonly County[]
}

const linkTo = (name: string, region: string): string => `/indicators/${name}?region=${region}`

/** Tiles and what runs out, in one reading of the figures. */
async function figures(tx: Tx, registers: Registry, known: ReadonlyMap<string, Indicator>, region: string): Promise<Pick<Shared, 'strip' | 'expiring'>> {
  const [tiles, expiring, thresholds] = await Promise.all([setting<readonly string[]>(tx, TILES, tilesAtFirst), setting(tx, EXPIRING, expiringAtFirst), readThresholds(tx)])
  const strip = tiles.flatMap((name) => known.get(name) ?? [])
  const papers = Object.entries(expiring).flatMap(([days, name]) => (known.has(name) ? [{ days, name }] : []))
  const wanted = [...new Set([...strip, ...papers.map(({ name }) => known.get(name)!)])]
  const day = tx.work.today
  const values = new Map((await valuesOf(tx, registers, wanted, { regions: [region], root: region, periods: [yearToDate(day)], moment: { day, frozen: false } }))
    .map((value) => [value.indicator, value]))
  return {
    strip: strip.map((indicator) => {
      const { name, title, unit, better } = indicator
      const { value, state } = values.get(name)!
      const threshold = thresholds(indicator, day)
      return { name, title, unit, better, value, state, threshold: threshold?.value ?? null, met: meets(better, value, threshold), link: linkTo(name, region) }
    }),
    expiring: Object.fromEntries(papers.map(({ days, name }) => [days, { count: values.get(name)!.value, link: linkTo(name, region) }])),
  }
}

/** Open and late work in reach: together, and by each division below the region, those without any too. */
async function work(tx: Tx, actor: Actor, region: string): Promise<Pick<Shared, 'late' | 'dueToday' | 'counties'>> {
  const below = await divisionsBelow(tx, region)
  const length = below[0] ? regionPrefix(below[0]).length : region.length
  const [names, { rows }] = await Promise.all([regionNames(tx, below), sql<{ code: string; open: number; late: number; today: number }>`
    select left(i.region, ${sql.lit(length)}) as code, count(*) as open, count(*) filter (where ${isLateNow(tx)}) as late,
      count(*) filter (where ${isDueToday(tx)}) as today from inbox i where ${reach(actor)} group by left(i.region, ${sql.lit(length)})`.execute(tx)])
  const of = new Map(rows.map((row) => [row.code, row]))
  return {
    late: rows.reduce((all, row) => all + row.late, 0), dueToday: rows.reduce((all, row) => all + row.today, 0),
    counties: below.map((code) => ({ region: code, name: names[code] ?? { zh: code, en: code }, open: of.get(code)?.open ?? 0, late: of.get(code)?.late ?? 0 })),
  }
}

async function own(tx: Tx, actor: Actor): Promise<{ open: number; late: number; today: number } | undefined> {
  const { rows } = await sql<{ open: number; late: number; today: number }>`select count(*) as open, count(*) filter (where ${isLateNow(tx)}) as late,
    count(*) filter (where ${isDueToday(tx)}) as today from inbox i where ${mine(actor)}`.execute(tx)
  return rows[0]
}

async function alerts(tx: Tx, actor: Actor): Promise<unknown[]> {
  if (actor.person === null) return []
  const rows = await tx.selectFrom('notification').select(['id', 'at', 'kind', 'title_zh', 'title_en', 'link'])
    .where('person_id', '=', actor.person).where('read_at', 'is', null).orderBy('at', 'desc').limit(6).execute()
  return rows.map(({ id, at, kind, title_zh: zh, title_en: en, link }) => ({ id, at, kind, title: { zh, en }, link }))
}

/** Mounts GET /today: what is due, late, runs out or went wrong, and where the region stands. What is not the person's own may be a minute old. */
export function serveToday(routes: Routes, registers: Registry, indicators: readonly Indicator[]): void {
  const known = new Map(indicators.map((indicator) => [indicator.name, indicator]))
  const shared = cache<Shared>(KEEP)
  routes.read('/today', { tag: 'me', summary: { zh: '今天', en: 'Today' } }, async ({ tx, actor }) => {
    const sees = actor.grants.some((grant) => mayReadRegion(actor, grant.region))
    const region = sees ? widestRegion(actor) : actor.region
    // All that the shared part depends on is in the key: who may see all work of an area shares it with others of the same posts.
    const key = JSON.stringify([tx.work.city, tx.work.today, actor.unit, actor.enterprise, actor.region, actor.grants, can(actor, 'inbox.read') ? null : actor.person])
    const [inbox, notes, rest] = await Promise.all([own(tx, actor), alerts(tx, actor), shared(key, Date.parse(tx.work.now), async () => {
      const [standing, todo] = await Promise.all([sees ? figures(tx, registers, known, region) : { strip: [], expiring: {} }, work(tx, actor, region)])
      return { region, ...standing, ...todo }
    })])
    return { inbox, alerts: notes, ...rest }
  })
}
