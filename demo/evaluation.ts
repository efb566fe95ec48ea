import { sql } from 'kysely'
import { evaluationIndicators, lastWhole, openGap, shipped2021, waivers, worldOf } from '../duties/evaluation/index.ts'
import { addDays, date, startOf, type DateOnly } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Duty } from '../platform/duty.ts'
import { keepDay } from '../platform/indicator/snapshot.ts'
import { insertMany } from '../platform/register/bulk.ts'
import { insertRow } from '../platform/register/store.ts'
import { reportedFigures } from '../platform/settings/registers.ts'
import { lastHalfYear } from './figures.ts'
import { COUNTIES, COUNTY_WEIGHTS, DEMO_CITY } from './geography.ts'
import { idsOf, randomOf } from './random.ts'
import { atWork, standard, type FigureRow } from './rows.ts'

/** Nobody has told these: the demo's tiles without data. The survey of D-2 is still to be done. */
const UNTOLD: ReadonlySet<string> = new Set(['laboratory.covered-share', 'insurance.insured', 'survey.satisfaction', 'survey.awareness', 'survey.support', 'farming.fertiliser-use'])
/** Told of the city by two departments that do not agree: demo/figures.ts. */
const DISPUTED: ReadonlySet<string> = new Set(['sampling.per-thousand'])

/** What the city tells where it is not all of 100 %: [two years ago, last year, this year]. Invented. */
const TOLD: Readonly<Record<string, readonly [number, number, number]>> = {
  'leadership.sessions': [4, 5, 6], 'leadership.assessment-weight': [3, 3, 3], 'leadership.rewards': [1, 2, 2], 'committee.consultations': [2, 3, 2],
  'standards.in-force': [2, 3, 4], 'hospitals.sentinel': [31, 31, 33], 'farmland.safe-use': [91.2, 92.4, 93.1], 'farming.soil-test-coverage': [90.8, 91.7, 92.4],
  'kitchens.open-share': [58.3, 66.9, 71.4],
  'kitchens.school-connected': [95.1, 97.6, 98.3], 'sampling.per-thousand': [3.6, 4.1, 0], 'sampling.agri-per-thousand': [1.4, 1.6, 2.04],
  'sampling.type-coverage': [97.8, 98.6, 99.2], 'sampling.pass-rate': [98.1, 98.2, 98.4], 'sampling.evaluative-pass-rate': [98.4, 98.7, 98.9],
  'sampling.disposal-on-time': [99.4, 100, 98.9], 'cases.lost-suits': [0, 1, 0],
  'publicity.weeks': [4, 7, 9], 'schools.lessons': [3.6, 4, 4.2],
  'complaints.hotline-answered': [97.2, 98.8, 100], 'budget.spent': [1680, 1810, 960], 'staff.specialists': [71.3, 75.2, 78.6], 'emergency.drills': [1, 2, 2],
  'communication.sessions': [2, 3, 2], 'science.projects': [2, 3, 3], 'smart.online-share': [48.2, 61.5, 73.9],
  'handlers.health-cards': [97.6, 98.9, 99.4], 'platforms.sealed': [61, 74.5, 83.2], 'produce.certified-share': [71.3, 78.8, 84.6], 'accidents.major': [0, 0, 0],
  'managers.examined': [94.6, 98.1, 100],
}

/** Counties that stand apart this year; the rest tell what the city tells. */
const APART: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'sampling.disposal-on-time': { 140728: 96.2, 140781: 97.4 },
  'kitchens.open-share': { 140702: 91.6, 140721: 52.4, 140728: 63.3 },
  'kitchens.school-connected': { 140702: 100, 140703: 100, 140728: 96.1, 140725: 94.8 },
  'handlers.health-cards': { 140702: 100, 140781: 98.1 },
  'sampling.type-coverage': { 140702: 100, 140703: 100, 140729: 96.4 },
  'sampling.per-thousand': { 140702: 4.8, 140703: 4.2, 140721: 3.1, 140722: 4.4, 140723: 4.1, 140724: 3.8, 140725: 4, 140727: 4.6, 140728: 4.1, 140729: 4.2, 140781: 4.5 },
  'leadership.sessions': { 140721: 3, 140724: 2 },
  'complaints.on-time': { 140724: 98.1 },
}

const cityOnly: ReadonlySet<string> = new Set(shipped2021.items.filter(({ applicable }) => applicable === 'city').flatMap(({ measures }) => measures.map(({ indicator }) => indicator)))
const overOf = new Map(shipped2021.items.flatMap(({ measures }) => measures.map(({ indicator, over }) => [indicator, over])))
const compareOf = new Map(shipped2021.items.flatMap(({ measures }) => measures.map(({ indicator, compare }) => [indicator, compare])))
const ownerOf = new Map(shipped2021.items.flatMap(({ owner, measures }) => measures.map(({ indicator }) => [indicator, owner])))

/** The counties' own figures: those told apart, else the city's; what is short in the city is short somewhere. */
function valueOf(indicator: string, region: string, years: 0 | 1 | 2): number {
  const city = TOLD[indicator]?.[years] ?? 100
  if (region === DEMO_CITY || years < 2) return city
  return APART[indicator]?.[region] ?? (APART[indicator] && indicator !== 'kitchens.open-share' && city > 90 ? 100 : city)
}

type Span = { readonly from: DateOnly; readonly to: DateOnly; readonly years: 0 | 1 | 2 }

/** The last two years whole, and this year as far as the figure's own period is over. */
function spansOf(indicator: string, today: DateOnly): readonly Span[] {
  const year = Number(today.slice(0, 4))
  const over = overOf.get(indicator)
  const last = over === 'quarter' ? lastWhole('quarter', today) : { from: lastHalfYear(today).starts, to: lastHalfYear(today).ends }
  const ago = (day: DateOnly): DateOnly => date(`${Number(day.slice(0, 4)) - 1}${day.slice(4)}`)
  // What must rise is held against the same days of the year before.
  const before: readonly Span[] = compareOf.get(indicator) === 'rising' && last.from.slice(0, 4) === String(year) ? [{ from: ago(last.from), to: ago(last.to), years: 1 }] : []
  const whole = ([2, 1] as const).map((ago): Span => ({ from: date(`${year - ago}-01-01`), to: date(`${year - ago}-12-31`), years: ago === 2 ? 0 : 1 }))
  return [...whole, ...before, { ...last, years: 2 }]
}

const quarters = (indicator: string): boolean => overOf.get(indicator) === 'quarter'

/** Figures of three years for the city and each county, as their departments tell them: invented, with gaps and differences. */
export function toldFigures(today: DateOnly, unit: (owner: string, region: string) => string | null, newId: () => string): readonly FigureRow[] {
  const random = randomOf('evaluation')
  const regions = [DEMO_CITY, ...COUNTIES.filter((code) => COUNTY_WEIGHTS[code]! > 0)]
  return evaluationIndicators.filter(({ name }) => !UNTOLD.has(name)).flatMap(({ name, title }) => regions
    .filter((region) => region === DEMO_CITY || !cityOnly.has(name))
    .flatMap((region) => spansOf(name, today)
      .filter(({ years }) => !(DISPUTED.has(name) && region === DEMO_CITY && years === 2) && !(quarters(name) && years < 2 && region !== DEMO_CITY))
      .map(({ from, to, years }): FigureRow => ({
        ...standard(newId(), region, atWork(addDays(to, 6) < today ? addDays(to, 6) : addDays(today, -1), random)),
        indicator: name, starts_on: from, ends_on: to, value: valueOf(name, region, years),
        source: `${title.zh}统计（演示数据，虚构）`, unit_id: unit(ownerOf.get(name) ?? 'fso', region),
      }))))
}

type Unit = { readonly id: string; readonly function: string; readonly region: string }

/** The evaluation of the demo: figures, one county to which an item does not apply, and two gaps at work. */
export async function loadEvaluation(tx: Tx, duties: readonly Duty[], today: DateOnly, seed: string): Promise<void> {
  const { rows: units } = await sql<Unit>`select id, function, region from org_unit where closed_at is null order by sort_order`.execute(tx)
  const unit = (owner: string, region: string): string | null => units.find((one) => one.function === owner && one.region === region)?.id ?? null
  const newId = idsOf(`${seed}:evaluation:${today}`, Date.parse(startOf(today)) + 2000)
  await insertMany(tx, reportedFigures, toldFigures(today, unit, newId) as never)
  await insertRow(tx, waivers, {
    region: '140725', item: 'A5-1', starts_on: date(`${today.slice(0, 4)}-01-01`), ends_on: null, why: '境内没有列入受污染耕地清单的地块', source: '土壤污染状况详查结果（演示数据，虚构）',
  })
  const world = worldOf(duties)
  const computed = [...world.indicators.values()].filter(({ name, value }) => value.kind !== 'reported' && overOf.has(name))
  // How things stood when last year ended, as the nightly job would have kept it.
  await keepDay(tx, world.registers, computed, date(`${Number(today.slice(0, 4)) - 1}-12-31`))
  await openGap(tx, world, { region: '140728', item: 'A8-7', due_on: addDays(today, 3), asked_for: '核实延期审批的批次，逐批办结。' })
  await openGap(tx, world, { region: DEMO_CITY, item: 'A7-7', due_on: addDays(today, 40), asked_for: '中型以上餐饮先行，年底前达到98%。' })
}
