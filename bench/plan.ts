import { Agent } from 'node:http'
import type pg from 'pg'
import { planRows, type GradedPlaces } from '../duties/grading/rules/planning.ts'
import { frequencyOf } from '../duties/grading/rules/frequency.ts'
import { factsOf, type KeptFacts } from '../duties/grading/rules/kept.ts'
import { riskGrade, riskGrades } from '../duties/grading/rules/risk-grade.ts'
import { yearlyPlan } from '../duties/grading/rules/yearly-plan.ts'
import { shippedFrequencyTables } from '../duties/grading/shipped/frequency.ts'
import { shippedPlanningTables } from '../duties/grading/shipped/planning.ts'
import { shippedGradeTables } from '../duties/grading/shipped/risk-grade.ts'
import { date } from '../platform/core/dates.ts'
import { lineage } from '../duties/registry/types.ts'
import { once } from './load.ts'
import { line, spent, told, type Spent } from './machine.ts'

const PROMISED = 1_000_000
/** Places that the simulator must grade in three seconds: a whole city. */
const CITY = 35_000
const TYPES = ['CATE', 'SCAT', 'DIST', 'SHOP', 'PROD', 'CANT_SCHOOL', 'WORK', 'INFA', 'CENT_KITCHEN', 'WHOL_FARMERS']
const TODAY = date('2026-01-05')

const factsAt = (i: number): KeptFacts => ({
  type: TYPES[i % TYPES.length]!, scale: (['large', 'medium', 'small', 'micro'] as const)[i % 4]!, area: (i * 7) % 4000, diners: i % 3 === 0 ? i % 1500 : null, foods: i % 5 === 0 ? ['meat'] : [], near_school: i % 40 === 0,
  inspection: i % 3 === 0 ? null : {
    on: date('2025-10-10'), scored: false, sound: { general: 30 + (i % 9), key: 8, points: 0 },
    failed: Array.from({ length: i % 7 }, (_, n) => ({ code: `${n}.1`, text: { zh: '项目', en: 'item' }, key: n === 3, points: 0 })),
  },
  events: i % 97 === 0 ? [{ code: 'failed_sample', on: date('2025-11-01') }] : [], licensed_on: date('2019-05-01'), last_penalty_on: i % 5 === 0 ? date('2024-01-01') : null, certificates: [],
})

/** The yearly plan of `n` premises with their frequencies, and the grades of as many (a city's are what the simulator makes). */
export function plan(n: number): void {
  const [risk, frequency, planning] = [shippedGradeTables[0]!, shippedFrequencyTables[0]!, shippedPlanningTables[0]!]
  const facts = Array.from({ length: n }, (_, i) => factsAt(i))
  const counts = { A: 0, B: 0, C: 0, D: 0 }
  const graded = spent(() => {
    for (const kept of facts) counts[riskGrade(factsOf(kept, risk), risk, TODAY).grade]++
  })
  line(`rules: grading ${n.toLocaleString('en')} premises (${riskGrades.map((grade) => `${grade} ${counts[grade]}`).join(', ')})`, told(graded), `${CITY.toLocaleString('en')}: < 3 s CPU`, n >= CITY ? graded.cpu * (CITY / n) < 3 : null)
  const regions = Array.from({ length: Math.max(1, Math.round(n / 3_000)) }, (_, at) => String(100_000 + at))
  const places = facts.map((kept, i): GradedPlaces => {
    const business = { ...kept, types: lineage(kept.type) }
    const grade = riskGrades[i % 4]!
    return { ids: [`p${i}`], county: regions[i % regions.length]!, business, grade, visits: frequencyOf(business, grade, frequency).least, fullDue: date(`202${6 + (i % 2)}-0${1 + (i % 9)}-15`), auditDue: kept.type === 'INFA' ? date('2026-07-01') : null, done: [] }
  })
  const capacity = Object.fromEntries(regions.map((code) => [code, Array.from({ length: 12 }, () => 700)]))
  let without = 0
  const planned = spent(() => { without = yearlyPlan(planRows(places, planning, 2026), capacity).unplaced.length })
  line(`rules: yearly plan of ${n.toLocaleString('en')} premises, ${regions.length} counties, ${without.toLocaleString('en')} without place`, told(planned), '< 10 s CPU', n >= PROMISED ? planned.cpu < 10 : null)
}

/** Gives every premises a grade row: those of the demo city over and over, under the place's own region. */
export async function growGrades(owner: pg.Client): Promise<void> {
  await owner.query('set search_path = city_140700, shian')
  const { rows } = await owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'city_140700' and table_name = 'premises_grade' order by ordinal_position`)
  const own: Readonly<Record<string, string>> = { id: 'gen_random_uuid()', premises_id: 'p.id', enterprise_id: 'p.enterprise_id', region: 'p.region', name: 'p.name' }
  await owner.query(`insert into premises_grade (${rows.map(({ name }) => name).join(', ')}) select ${rows.map(({ name }) => own[name] ?? `g.${name}`).join(', ')}
    from (select p.*, row_number() over (order by p.id) % (select count(*) from premises_grade) as turn from premises p where not exists (select from premises_grade g where g.premises_id = p.id)) p
    join (select g.*, row_number() over (order by g.id) - 1 as turn from premises_grade g) g using (turn)`)
  await owner.query('vacuum analyze premises_grade')
}

/** What an officer waits for: the plan of the whole city tried, and the simulator over a county and over the city. */
export async function planOverCity(port: number, token: string, n: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = async (path: string, method: 'GET' | 'POST', body?: unknown): Promise<{ answer: Record<string, unknown>; spent: Spent }> => {
    const began = process.cpuUsage()
    const { ms, status, text } = await once(agent, { port, path: `/api/v1/grading/${path}`, method, token, body })
    if (status >= 300) throw new Error(`${path} answered ${status}: ${text.slice(0, 300)}`)
    const { user, system } = process.cpuUsage(began)
    return { answer: JSON.parse(text) as Record<string, unknown>, spent: { cpu: (user + system) / 1e6, wall: ms / 1000 } }
  }
  const year = new Date().getFullYear() + 1
  const { answer: { inspectors, keptBack } } = await ask('plan/start?region=140700', 'GET')
  const tried = await ask('plan/preview', 'POST', { region: '140700', year, choice: { inspectors, keptBack, from: 1 } })
  line(`plan of the city tried over HTTP, ${Number(tried.answer['premises']).toLocaleString('en')} graded premises`, told(tried.spent), '< 10 s', n >= PROMISED ? tried.spent.wall < 10 : null)
  const { answer: { risk } } = await ask('rules', 'GET')
  const { version: _version, valid_from: _from, valid_to: _to, source: _source, confidence: _confidence, ...content } = risk as Record<string, unknown>
  for (const [region, promise] of [['140728', 3], ['140700', null]] as const) {
    const made = await ask('simulate', 'POST', { region, content })
    line(`simulator over ${region}, ${Number(made.answer['of']).toLocaleString('en')} premises`, told(made.spent), promise === null ? '' : `< ${promise} s`, promise === null || n < PROMISED ? null : made.spent.wall < promise)
  }
  agent.destroy()
}
