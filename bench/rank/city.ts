import { random } from '../../duties/inspection/rank/measures.ts'
import type { Row } from '../../duties/inspection/rank/history.ts'
import type { InputKind, Schema } from '../../duties/inspection/rank/schema.ts'

/** How a city with a known truth is made. Spreads are standard deviations on the log-odds of a finding. */
export type Recipe = {
  readonly name: string
  readonly seed: number
  readonly places: number
  readonly visits: number
  /** Length of the history before the ranked period, the pause after it, and the ranked period; days. */
  readonly days: { readonly history: number; readonly gap: number; readonly ranked: number }
  readonly rate: number
  readonly place: number
  /** Days in which the kitchen's own effect forgets half of itself. */
  readonly placeHalf: number
  readonly area: { readonly spread: number; readonly kilometres: number }
  readonly type: number
  /** Effect of each given input (tobacco, age, heat …) on average. */
  readonly given: number
  /** Effects of inputs that meet, or that begin at a threshold: what no line through a column tells. */
  readonly bent: number
  readonly inspectors: { readonly count: number; readonly spread: number; readonly drift: number; readonly byArea: number; readonly rotate: boolean }
  readonly month: number
  /** Share of cells left empty. */
  readonly missing: number
  readonly columns: { readonly licence: boolean; readonly coordinates: boolean; readonly past: boolean }
  readonly nature: Nature
}

/** What only some cities have; each is nothing in most. */
export type Nature = {
  /** Spread of the persons behind a recorded inspector, who keep districts: the column tells their group only. */
  readonly hidden: number
  /** Log-odds that 10 degrees (F) of heat add. */
  readonly heat: number
  /** Log-odds that a finding takes off the next visit; half of it is gone in half a year. */
  readonly mended: number
  /** Share of kitchens that are far worse than all others, by `FAR`. */
  readonly far: number
  /** Share of places that get another licence at the same address some day, under another hand. */
  readonly relet: number
  /** Share of places that stand at the address of another (a food court). */
  readonly shared: number
}
/** What kitchens that are far worse have more, on the log-odds. */
const FAR = 2

/** What is true of a ranked visit. */
export type Truth = { readonly id: string; readonly outcome: 0 | 1; /** log-odds of the kitchen alone */ readonly risk: number; /** chance of a finding by a middling inspector */ readonly chance: number; /** log-odds of the inspector */ readonly strictness: number; readonly inspector: string }

export type City = { readonly name: string; readonly schema: Schema; readonly train: readonly Row[]; readonly test: readonly Row[]; readonly truth: readonly Truth[] }

const TYPES = ['Restaurant', 'Grocery', 'School', 'Bakery', 'Hospital', 'Tavern', 'Catering', 'Kiosk'] as const
const SHARES = [0.6, 0.16, 0.07, 0.05, 0.03, 0.05, 0.02, 0.02] as const
const START = 15_200

type Draw = { readonly uniform: () => number; readonly normal: () => number }

function drawOf(seed: number): Draw {
  const uniform = random(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return { uniform, normal }
}

/** A smooth field over the plane (random Fourier features of a Gaussian kernel), spread 1. */
function field({ uniform, normal }: Draw, kilometres: number): (x: number, y: number) => number {
  const waves = Array.from({ length: 60 }, () => [normal() / kilometres, normal() / kilometres, uniform() * 2 * Math.PI] as const)
  return (x, y) => waves.reduce((sum, [a, b, c]) => sum + Math.cos(a * x + b * y + c), 0) * Math.sqrt(2 / waves.length)
}

/** The same values about 0 with exactly this spread; a lone one as it is. */
function spreadOut(values: readonly number[], spread: number): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  return values.length < 2 ? values.map((value) => value * spread) : values.map((value) => ((value - mean) / deviation) * spread)
}

function pickType(uniform: number): number {
  let left = uniform
  return Math.max(0, SHARES.findIndex((share) => (left -= share) < 0))
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

/** Degrees (F) of a day by the time of the year. */
const season = (day: number): number => 55 - 30 * Math.cos((2 * Math.PI * day) / 365.25)

/** A city, its history, and what is true of it. The same recipe always gives the same city. */
export function makeCity(recipe: Recipe): City {
  const draw = drawOf(recipe.seed)
  const { uniform, normal } = draw
  const areaField = field(draw, recipe.area.kilometres)
  const heats = [field(draw, 3), field(draw, 3), field(draw, 3)]
  const typeEffect = TYPES.map(() => normal() * recipe.type)
  const { history, gap, ranked } = recipe.days
  const warm = 500
  const end = START + history + gap + ranked
  const centres = Array.from({ length: 14 }, () => [uniform() * 30, uniform() * 40, 1 + uniform() * 4] as const)
  const { nature } = recipe
  const addresses: (readonly [number, number])[] = []
  const places = Array.from({ length: recipe.places }, (_, at) => {
    const [cx, cy, wide] = centres[Math.floor(uniform() ** 1.4 * centres.length)]!
    const alone = [cx + normal() * wide, cy + normal() * wide] as const
    const [x, y] = nature.shared > 0 && at > 0 && uniform() < nature.shared ? addresses[Math.floor(uniform() * addresses.length)]! : alone
    addresses.push([x, y])
    const type = pickType(uniform())
    const often = uniform() < 0.4 ? 1.7 : 0.7
    return {
      licence: String(2_000_000 + at * 7), x, y, type, often, tobacco: uniform() < 0.12 ? 1 : 0, alcohol: uniform() < 0.2 ? 1 : 0, opened: START - 4000 * uniform(),
      own: normal(), heat: heats.map((heat) => heat(x, y)), area: areaField(x, y), lastDay: -1,
      far: nature.far > 0 && uniform() < nature.far ? FAR : 0, reletOn: nature.relet > 0 && uniform() < nature.relet ? START + uniform() * (end - START) : Infinity,
    }
  })
  const total = Math.round((recipe.visits * (history + gap + ranked + warm)) / (history + ranked))
  const weight = places.reduce((sum, { often }) => sum + often, 0)
  const visits = places.flatMap((place, at) => {
    const expected = (place.often / weight) * total
    const n = Math.floor(expected) + (uniform() < expected % 1 ? 1 : 0)
    const span = end - START + warm
    const phase = uniform()
    return Array.from({ length: n }, (_, visit) => ({ at, day: Math.min(end - 1, Math.floor(START - warm + (((visit + phase + normal() * 0.12) / n) * span))) }))
  }).filter(({ day }) => day >= START - warm).toSorted((a, b) => a.day - b.day || a.at - b.at)

  const { count, spread, drift, byArea, rotate } = recipe.inspectors
  const strict = spreadOut(Array.from({ length: count }, normal), spread)
  const quarters = new Map<string, number>()
  const months = new Map<number, number>()
  const persons = new Map<string, number>()
  const weather = new Map<number, number>()
  const keep = <K>(map: Map<K, number>, key: K, size: number): number => {
    const value = map.get(key) ?? normal() * size
    map.set(key, value)
    return value
  }
  const inspectorOf = (x: number, y: number, day: number): number => {
    if (uniform() >= byArea) return Math.floor(uniform() * count)
    const cell = Math.floor(x / 7) * 31 + Math.floor(y / 7) * 7 + (rotate ? Math.floor(day / 365) * 3 : 0)
    return ((cell % count) + count) % count
  }
  const heatEffect = [normal(), normal(), normal()].map((value) => (value * recipe.given) / 2)
  const drawn = visits.map((visit) => {
    const place = places[visit.at]!
    const { x, y } = place
    if (visit.day >= place.reletOn) Object.assign(place, { licence: `${place.licence}-2`, own: normal(), opened: visit.day, far: 0, lastDay: -1, reletOn: Infinity })
    const inspector = inspectorOf(x, y, visit.day)
    const since = place.lastDay < 0 ? 2 : Math.min(2, (visit.day - place.lastDay) / 365)
    const age = Math.max(0, (visit.day - place.opened) / 365)
    if (place.lastDay >= 0) {
      const rho = 2 ** ((place.lastDay - visit.day) / recipe.placeHalf)
      place.own = rho * place.own + Math.sqrt(1 - rho * rho) * normal()
    }
    place.lastDay = visit.day
    const given = recipe.given * (0.8 * place.tobacco + 0.6 * place.alcohol + 0.25 * Math.min(since, 2) - 0.05 * Math.min(age, 10)) + heatEffect.reduce((sum, effect, at) => sum + effect * place.heat[at]!, 0)
    const bent = recipe.bent * ((place.type === 0 && since > 1 ? 1 : 0) + (place.heat[1]! > 0.8 && age < 4 ? 1.2 : 0) - (place.alcohol === 1 && age > 6 ? 1 : 0) + (Math.abs(place.heat[2]!) > 1.2 ? 0.8 : 0))
    const heat = nature.heat > 0 ? season(visit.day) + keep(weather, visit.day, 8) : null
    const risk = recipe.place * place.own + recipe.area.spread * place.area + typeEffect[place.type]! + given + bent + place.far + (heat === null ? 0 : (nature.heat * (heat - 55)) / 10)
    const person = nature.hidden > 0 ? keep(persons, `${inspector} ${Math.floor(x / 7)} ${Math.floor(y / 7)}`, nature.hidden) : 0
    const strictness = strict[inspector]! + person + keep(quarters, `${inspector} ${Math.floor(visit.day / 91)}`, drift)
    const when = keep(months, Math.floor(visit.day / 30), recipe.month)
    return { visit, place, licence: place.licence, heat, inspector, since, age, risk, strictness, when, chance: uniform(), serious: uniform() }
  })
  // The intercept that gives the wanted rate.
  let [low, high] = [-12, 6]
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2
    const rate = drawn.reduce((sum, { risk, strictness, when }) => sum + sigmoid(middle + risk + strictness + when), 0) / drawn.length
    if (rate < recipe.rate) low = middle
    else high = middle
  }
  const rows: { row: Row; truth: Truth }[] = []
  const gone = (value: string | number): string | number | null => (recipe.missing > 0 && uniform() < recipe.missing ? null : value)
  const found = new Map<string, { day: number; critical: number; serious: number }>()
  for (const { visit: { day }, place, licence, heat, inspector, since, age, risk: unmended, strictness, when, chance, serious } of drawn) {
    const last = found.get(licence) ?? { day, critical: 0, serious: 0 }
    const risk = unmended - nature.mended * last.critical * 2 ** ((last.day - day) / 182)
    const outcome = chance < sigmoid(low + risk + strictness + when) ? 1 : 0
    const inputs: Record<string, string | number | null> = {
      facility_type: gone(TYPES[place.type]!), tobacco: gone(place.tobacco), alcohol: gone(place.alcohol), age: gone(Number(age.toFixed(3))), time_since_last: gone(Number(since.toFixed(3))),
      temperature: gone(Math.round(heat ?? season(day) + normal() * 8)),
      heat_burglary: gone(Number(Math.exp(place.heat[0]!).toFixed(3))), heat_sanitation: gone(Number(Math.exp(place.heat[1]!).toFixed(3))), heat_garbage: gone(Number(Math.exp(place.heat[2]!).toFixed(3))),
      ...(recipe.columns.past && { past_critical: gone(last.critical), past_serious: gone(last.serious) }),
      ...(recipe.columns.licence && { licence: gone(licence) }),
      ...(recipe.columns.coordinates && { latitude: gone(Number((41.6 + place.y / 111.2).toFixed(6))), longitude: gone(Number((-87.9 + place.x / 83).toFixed(6))) }),
    }
    const id = String(100_000 + rows.length)
    rows.push({ row: { id, day, outcome, nuisance: [recipe.missing > 0 && uniform() < recipe.missing ? null : `i${inspector}`], inputs }, truth: { id, outcome, risk, chance: sigmoid(low + risk), strictness, inspector: `i${inspector}` } })
    found.set(licence, { day, critical: outcome, serious: serious < sigmoid(-1 + 0.6 * (risk + strictness)) ? 1 : 0 })
  }
  const kinds: Record<string, InputKind> = {
    facility_type: 'category', tobacco: 'boolean', alcohol: 'boolean', age: 'number', time_since_last: 'number', temperature: 'number', heat_burglary: 'number', heat_sanitation: 'number', heat_garbage: 'number',
    ...(recipe.columns.past && { past_critical: 'number', past_serious: 'number' }),
    ...(recipe.columns.licence && { licence: 'category' }),
    ...(recipe.columns.coordinates && { latitude: 'coordinate', longitude: 'coordinate' }),
  }
  const train = rows.filter(({ row: { day } }) => day >= START && day < START + history).map(({ row }) => row)
  const tested = rows.filter(({ row: { day } }) => day >= START + history + gap)
  return {
    name: recipe.name,
    schema: { id: 'id', date: 'date', outcome: 'critical', split: { column: 'split', train: 'train', test: 'test' }, nuisance: ['inspector'], inputs: kinds },
    train, test: tested.map(({ row }) => ({ ...row, outcome: null })), truth: tested.map(({ truth }) => truth),
  }
}
