import { dayText } from '../../duties/inspection/rank/days.ts'
import { backtestOf, fairnessOf, orderOf } from '../../duties/inspection/rank/job.ts'
import { train, type Model } from '../../duties/inspection/rank/model.ts'
import { ownSchema, type Own, type Place } from '../../duties/inspection/rank/own.ts'
import { shippedFrequencyTables } from '../../duties/grading/shipped/frequency.ts'
import { addDays, date } from '../../platform/core/dates.ts'
import { line, spent, told } from '../machine.ts'
import { makeCity } from './city.ts'
import { recipes } from './recipes.ts'

/** Visits that the training job must take in a minute, places that are ranked, and the city's inspectors. */
const [VISITS, PLACES, INSPECTORS] = [20_000, 35_000, 300]

/** A made city as the city's own job reads it: two inspectors a visit, a place by its id, divisions by where it lies; most places were never visited. */
function own(): Own {
  const city = makeCity({ ...recipes[0]!, visits: VISITS, days: { history: 1000, gap: 0, ranked: 1 }, inspectors: { ...recipes[0]!.inspectors, count: INSPECTORS } })
  const inputsOf = (given: Readonly<Record<string, string | number | null>>, place: string, moved: number) => {
    const [latitude, longitude] = [Number(given['latitude']) + 0.001 * (moved % 7), Number(given['longitude']) + 0.001 * (moved % 11)]
    const county = `1407${String(Math.floor(latitude * 10) % 10).padStart(2, '0')}`
    return {
      place, type: given['facility_type']!, grade: ['A', 'B', 'C', 'D'][moved % 4]!, county, township: `${county}${String(Math.floor(longitude * 100) % 1000).padStart(3, '0')}`, scale: null, near_school: given['tobacco']!,
      area: given['heat_garbage']!, diners: null, years_open: given['age']!, latitude, longitude,
    }
  }
  const history = city.train.map((row, at) => ({ ...row, nuisance: [row.nuisance[0]!, `i${(at * 7) % INSPECTORS}`], inputs: inputsOf(row.inputs, String(row.inputs['licence']), 0) }))
  const today = date(dayText(history.at(-1)!.day))
  const visited = [...new Map(history.map((row) => [row.inputs.place, row.inputs])).values()]
  const all = Array.from({ length: PLACES }, (_, at) => (at < visited.length ? visited[at]! : inputsOf(city.train[at % city.train.length]!.inputs, `n${at}`, at)))
  const places = all.map((inputs): Place => ({
    id: inputs.place, region: inputs.township, type: 'CATE', grade: 'B', scale: null, near_school: false, area: null, diners: null, opened_on: null, lng: inputs.longitude, lat: inputs.latitude, since: today, last_on: null,
  }))
  return { places, history, ranked: all.map((inputs) => ({ id: inputs.place, day: history.at(-1)!.day + 1, outcome: null, nuisance: [null, null], inputs })), schema: ownSchema, titles: {} }
}

/** What the training job computes between reading and writing: model, order with reasons, fairness, back-test of six months. */
export function jobBench(): void {
  const made = own()
  const { history } = made
  const today = addDays(date(dayText(history.at(-1)!.day)), 1)
  let model: Model | undefined
  const parts = {
    model: spent(() => { model = train(history, ownSchema, { horizon: { gap: 0, span: 60 } }) }),
    'order and reasons': spent(() => void orderOf(made, model!, shippedFrequencyTables[0]!, today)),
    fairness: spent(() => void fairnessOf(history, today)),
    'back-test': spent(() => void backtestOf(history)),
  }
  for (const [name, one] of Object.entries(parts)) line(`  training job: ${name}`, told(one), '', null)
  const whole = Object.values(parts).reduce((sum, { cpu, wall }) => ({ cpu: sum.cpu + cpu, wall: sum.wall + wall }))
  line(`training job over ${history.length.toLocaleString('en')} inspections, ${made.places.length.toLocaleString('en')} places`, told(whole), '< 60 s', whole.wall < 60)
}
