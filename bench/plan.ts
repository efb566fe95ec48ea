import { planRows, type GradedPlace } from '../duties/grading/rules/planning.ts'
import { frequencyOf } from '../duties/grading/rules/frequency.ts'
import { factsOf, type KeptFacts } from '../duties/grading/rules/kept.ts'
import { riskGrade, riskGrades } from '../duties/grading/rules/risk-grade.ts'
import { yearlyPlan } from '../duties/grading/rules/yearly-plan.ts'
import { shippedFrequencyTables } from '../duties/grading/shipped/frequency.ts'
import { shippedPlanningTables } from '../duties/grading/shipped/planning.ts'
import { shippedGradeTables } from '../duties/grading/shipped/risk-grade.ts'
import { date } from '../platform/core/dates.ts'
import { lineage } from '../duties/registry/types.ts'
import { line } from './machine.ts'

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
  let began = performance.now()
  const counts = { A: 0, B: 0, C: 0, D: 0 }
  for (const kept of facts) counts[riskGrade(factsOf(kept, risk), risk, TODAY).grade]++
  const graded = (performance.now() - began) / 1000
  const perCity = graded * (CITY / n)
  line(`grading ${n.toLocaleString('en')} premises (${riskGrades.map((grade) => `${grade} ${counts[grade]}`).join(', ')})`, `${graded.toFixed(2)} s`, `${CITY.toLocaleString('en')}: < 3 s`, n >= CITY ? perCity < 3 : null)
  const regions = Array.from({ length: Math.max(1, Math.round(n / 3_000)) }, (_, at) => String(100_000 + at))
  began = performance.now()
  const places = facts.map((kept, i): GradedPlace => {
    const business = { ...kept, types: lineage(kept.type) }
    const grade = riskGrades[i % 4]!
    return { id: `p${i}`, county: regions[i % regions.length]!, business, grade, visits: frequencyOf(business, grade, frequency).least, fullDue: date(`202${6 + (i % 2)}-0${1 + (i % 9)}-15`), auditDue: kept.type === 'INFA' ? date('2026-07-01') : null, done: [] }
  })
  const rows = planRows(places, planning, 2026)
  const capacity = Object.fromEntries(regions.map((code) => [code, Array.from({ length: 12 }, () => 700)]))
  const made = yearlyPlan(rows, capacity)
  const planned = (performance.now() - began) / 1000
  line(`yearly plan of ${n.toLocaleString('en')} premises, ${regions.length} counties, ${made.unplaced.length.toLocaleString('en')} without place`, `${planned.toFixed(2)} s`, '< 10 s', n >= PROMISED ? planned < 10 : null)
}
