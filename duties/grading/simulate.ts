import { setImmediate } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { readScope } from '../../platform/register/scope.ts'
import { lineage } from '../registry/index.ts'
import type { Simulation, SimulationGroup } from './contract.ts'
import { premisesGrades } from './registers.ts'
import { frequencyOf } from './rules/frequency.ts'
import { factsOf, type KeptFacts } from './rules/kept.ts'
import { riskGrade, riskGrades, type GradeTable, type RiskGrade } from './rules/risk-grade.ts'
import { tablesOn } from './tables.ts'

type Read = { readonly premises_id: string; readonly county: string; readonly type: string; readonly name: string; readonly grade: RiskGrade; readonly facts: KeptFacts }
type Cell = { readonly from: RiskGrade; readonly to: RiskGrade; readonly county?: string | undefined; readonly type?: string | undefined }
const SHOWN = 200
const PAGE = 4_000

/** Pages of a query, none held longer than it takes: the database makes the next ready while one is worked on, as either costs as much. */
async function* pagesOf(tx: Tx, query: RawBuilder<unknown>): AsyncGenerator<readonly Read[]> {
  await sql`declare graded no scroll cursor for ${query}`.execute(tx)
  const fetched = async (): Promise<readonly Read[]> => (await sql<Read>`fetch ${sql.raw(String(PAGE))} from graded`.execute(tx)).rows
  for (let page = await fetched(); page.length > 0;) {
    const next = fetched()
    // Sent before the page is worked on.
    await setImmediate()
    yield page
    page = await next
  }
  await sql`close graded`.execute(tx)
}

const group = (code: string): { -readonly [K in keyof SimulationGroup]: SimulationGroup[K] } => ({ code, of: 0, up: 0, down: 0, highNow: 0, highThen: 0 })

/** Grades every place of a region by another table, from the facts its grade was made from. Nothing is kept. */
export async function simulate(tx: Tx, region: string, table: GradeTable, cell: Cell | null): Promise<Simulation> {
  const { frequency } = await tablesOn(tx, tx.work.today)
  const graded = sql`select premises_id, left(region, 6) as county, type, name, grade, facts from premises_grade
    where ${readScope(premisesGrades as never, tx.work.actor)} and ${inRegion(region)} and trading and grade is not null and closed_at is null ${cell ? sql`order by premises_id` : sql``}`
  const moves = Object.fromEntries(riskGrades.map((from) => [from, Object.fromEntries(riskGrades.map((to) => [to, 0]))])) as Record<RiskGrade, Record<RiskGrade, number>>
  const [counties, types] = [new Map<string, ReturnType<typeof group>>(), new Map<string, ReturnType<typeof group>>()]
  const visits = { now: 0, simulated: 0 }
  const places: Simulation['places'][number][] = []
  let of = 0
  const grade = (row: Read): void => {
    of += 1
    const facts = factsOf(row.facts, table)
    const { grade: to, score } = riskGrade(facts, table, tx.work.today)
    const from = row.grade
    moves[from][to] += 1
    for (const [map, code] of [[counties, row.county], [types, lineage(row.type).at(-2) ?? row.type]] as const) {
      const one = map.get(code) ?? map.set(code, group(code)).get(code)!
      one.of += 1
      if (to > from) one.up += 1
      if (to < from) one.down += 1
      if (from === 'D') one.highNow += 1
      if (to === 'D') one.highThen += 1
    }
    visits.now += frequencyOf(facts.business, from, frequency).least
    visits.simulated += frequencyOf(facts.business, to, frequency).least
    if (cell && places.length < SHOWN && cell.from === from && cell.to === to && (cell.county === undefined || cell.county === row.county)) places.push({ id: row.premises_id, name: row.name, from, to, score })
  }
  for await (const page of pagesOf(tx, graded)) page.forEach(grade)
  const sorted = (map: Map<string, SimulationGroup>): SimulationGroup[] => [...map.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return { of, moves, counties: sorted(counties), types: sorted(types), visits, places }
}
