import { describe, expect, test } from 'vitest'
import { makeCity, type City, type Recipe } from '../../../bench/rank/city.ts'
import { recipes } from '../../../bench/rank/recipes.ts'
import { measureCity } from '../../../bench/rank/score.ts'
import { backtest } from './backtest.ts'
import { fairness } from './fairness.ts'
import type { Row } from './history.ts'
import { random } from './measures.ts'
import { train } from './model.ts'
import { rank } from './rank.ts'
import type { Schema } from './schema.ts'

const small: Recipe = { ...recipes[0]!, name: 'small', seed: 11, places: 900, visits: 3600, rate: 0.2, place: 1.1, inspectors: { count: 8, spread: 0.9, drift: 0.1, byArea: 0.4, rotate: false } }
const city = makeCity(small)

const shuffled = <T>(list: readonly T[], seed: number): T[] => {
  const next = random(seed)
  return list.map((one) => [next(), one] as const).toSorted((a, b) => a[0] - b[0]).map(([, one]) => one)
}
const scoresOf = ({ train: training, test: ranked, schema }: Pick<City, 'train' | 'test' | 'schema'>): number[] => [...rank(training, ranked, schema).scores]
const base = scoresOf(city)

describe('what a score may depend on', () => {
  test('two runs give the same scores to the last bit', () => {
    expect(scoresOf(makeCity(small))).toEqual(base)
  })

  test('who will inspect changes nothing: the inspectors of the ranked rows may be shuffled or unknown', () => {
    const inspectors = shuffled(city.test.map(({ nuisance }) => nuisance), 3)
    expect(scoresOf({ ...city, test: city.test.map((row, at) => ({ ...row, nuisance: inspectors[at]! })) })).toEqual(base)
    expect(scoresOf({ ...city, test: city.test.map((row) => ({ ...row, nuisance: [null] })) })).toEqual(base)
  })

  test('the order of the file changes nothing', () => {
    const order = shuffled([...city.test.keys()], 5)
    const scores = scoresOf({ ...city, train: shuffled(city.train, 4), test: order.map((at) => city.test[at]!) })
    expect(scores).toEqual(order.map((at) => base[at]!))
  })

  test('the other ranked rows change nothing, nor the day of the own visit', () => {
    const half = city.test.filter((_, at) => at % 2 === 0)
    const ends = [city.test[0]!, city.test.at(-1)!]
    const model = train(city.train, city.schema)
    const all = model.score(city.test)
    expect([...model.score(half)]).toEqual([...all].filter((_, at) => at % 2 === 0))
    expect([...model.score(ends.map((row) => ({ ...row, day: row.day + 20 })))]).toEqual([...model.score(ends)])
  })

  test('an outcome of a ranked row is never looked at', () => {
    expect(scoresOf({ ...city, test: city.test.map((row) => ({ ...row, outcome: 1 as const })) })).toEqual(base)
  })

  test('where training rows lie among the ranked ones, what is found later changes nothing earlier', () => {
    const rows = city.train.map((row, at) => [row, at % 5 === 0 && row.day > city.train[2200]!.day] as const)
    const [training, ranked] = [rows.filter(([, test]) => !test).map(([row]) => row), rows.filter(([, test]) => test).map(([row]): Row => ({ ...row, outcome: null }))]
    const cut = ranked[Math.floor(ranked.length / 2)]!.day
    const turned = training.map((row): Row => (row.day >= cut ? { ...row, outcome: row.outcome === 1 ? 0 : 1 } : row))
    const [before, after] = [scoresOf({ ...city, train: training, test: ranked }), scoresOf({ ...city, train: turned, test: ranked })]
    const early = [...ranked.keys()].filter((at) => ranked[at]!.day <= cut)
    expect(early.length).toBeGreaterThan(100)
    expect(early.map((at) => after[at])).toEqual(early.map((at) => before[at]))
    expect(after).not.toEqual(before)
  }, 180_000)
})

describe('what a ranking finds', () => {
  test('the bad kitchens, not the strict inspectors', () => {
    const found = measureCity(city, base, 0, 100)
    expect(found.expected).toBeGreaterThan(0.6)
    expect(found.withTruth).toBeGreaterThan(0.4)
    expect(Math.abs(found.withStrictness)).toBeLessThan(0.15)
  })

  test('where only inspectors differ, nothing: neither kitchens nor inspectors', () => {
    const plain = makeCity({ ...small, seed: 12, place: 0, area: { spread: 0, kilometres: 2 }, type: 0, given: 0, columns: { licence: true, coordinates: true, past: false } })
    const scores = scoresOf(plain)
    expect(Math.abs(measureCity(plain, scores, 0, 10).withStrictness)).toBeLessThan(0.15)
    const logits = scores.map((score) => Math.log(score / (1 - score)))
    const mean = logits.reduce((sum, value) => sum + value, 0) / logits.length
    expect(Math.sqrt(logits.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logits.length)).toBeLessThan(0.3)
  })

  test('a find by a lenient inspector weighs more than one by a strict one, and a clean visit of a strict one more than of a lenient one', () => {
    const schema: Schema = { id: 'id', date: 'date', outcome: 'found', nuisance: ['inspector'], inputs: { place: 'category' } }
    const next = random(9)
    const effect = [...Array(400).keys()].map(() => (next() < 0.5 ? 1.2 : -1.2))
    const rows = [...Array(2400).keys()].map((at): Row => {
      const place = Math.floor(next() * 400)
      const strict = next() < 0.5
      const logit = -1.5 + effect[place]! + (strict ? 1.2 : -1.2)
      return { id: String(at), day: 16_000 + Math.floor(at / 4), outcome: next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0, nuisance: [strict ? 'strict' : 'lenient'], inputs: { place: `p${place}` } }
    })
    const last = (place: string, outcome: 0 | 1, inspector: string): Row => ({ id: place, day: 16_601, outcome, nuisance: [inspector], inputs: { place } })
    const model = train([...rows, last('a', 1, 'lenient'), last('b', 1, 'strict'), last('c', 0, 'strict'), last('d', 0, 'lenient')], schema)
    const [lenientFind, strictFind, strictClean, lenientClean] = model.score(['a', 'b', 'c', 'd'].map((place) => last(place, 0, 'x')))
    expect(lenientFind).toBeGreaterThan(strictFind!)
    expect(strictFind).toBeGreaterThan(lenientClean!)
    expect(lenientClean).toBeGreaterThan(strictClean!)
    expect(model.strictness('inspector').get('strict')!).toBeGreaterThan(model.strictness('inspector').get('lenient')! + 1)
  })
})

describe('inputs that hand down an earlier finding', () => {
  const model = train(city.train, city.schema)
  const adjusted = model.handed.slopes.map(({ at }) => model.design.labels[at]!.source)

  test('are met, and mere causes are not taken for them', () => {
    expect(adjusted).toEqual(['past_critical'])
    expect(model.handed.slopes[0]!.slope).toBeGreaterThan(0.05)
  })

  test('weigh the same find more where a lenient inspector made the last visit', () => {
    const strictness = model.strictness('inspector')
    const order = [...strictness.keys()].toSorted((a, b) => strictness.get(a)! - strictness.get(b)!)
    const at = model.handed.slopes[0]!.at
    const lastBy = (inspector: string): number[] => {
      const licences = new Map(city.train.map((row) => [row.inputs['licence'], row.nuisance[0]]))
      const rows = city.test.filter(({ inputs }) => licences.get(inputs['licence']!) === inspector && inputs['past_critical'] === 1)
      const { values, p } = model.columns(rows)
      return rows.map((_, row) => values[row * p + at]!)
    }
    expect(Math.min(...lastBy(order[0]!))).toBeGreaterThan(Math.max(...lastBy(order.at(-1)!)))
  })
})

describe('a poor history', () => {
  const without = (keep: (row: Row) => Partial<Row>): number[] => scoresOf({ ...city, train: city.train.map((row) => ({ ...row, ...keep(row) })), test: city.test.map((row) => ({ ...row, ...keep(row), outcome: null })) })
  const sound = (scores: readonly number[]): void => expect(scores.every((score) => score > 0 && score < 1)).toBe(true)

  test.each<[string, (row: Row) => Partial<Row>]>([
    ['no inspector', () => ({ nuisance: [null] })],
    ['one inspector', () => ({ nuisance: ['i0'] })],
    ['no inputs at all', ({ inputs }) => ({ inputs: Object.fromEntries(Object.keys(inputs).map((name) => [name, null])) })],
    ['every input the same', ({ inputs }) => ({ inputs: Object.fromEntries(Object.keys(inputs).map((name) => [name, 1])) })],
    ['all on one day', () => ({ day: 16_000 })],
    ['nothing ever found', () => ({ outcome: 0 })],
    ['always something found', () => ({ outcome: 1 })],
  ])('%s: every row still has a score', (_, keep) => {
    sound(without(keep))
  })

  test('inputs and levels never met before have a score', () => {
    const model = train(city.train, city.schema)
    sound([...model.score(city.test.map((row) => ({ ...row, inputs: { ...row.inputs, facility_type: 'Zeppelin', licence: 'new', latitude: 60, longitude: 0, age: 1e12 } })))])
    sound([...model.score([{ ...city.test[0]!, inputs: {} }])])
  })

  test('a short history is ranked by plain rules and says so: earlier findings first, then whoever was not visited for long', () => {
    const schema: Schema = { id: 'id', date: 'date', outcome: 'found', nuisance: [], inputs: { place: 'category' } }
    const visit = (place: string, day: number, outcome: 0 | 1): Row => ({ id: `${place}${day}`, day, outcome, nuisance: [], inputs: { place } })
    const fill = [...Array(60).keys()].map((at) => visit(`f${at % 30}`, 16_000 + at, at % 9 === 0 ? 1 : 0))
    const model = train([...fill, visit('bad', 16_030, 1), visit('long ago', 15_700, 0), visit('lately', 16_059, 0)], schema)
    const [bad, long, lately] = model.score(['bad', 'long ago', 'lately'].map((place) => visit(place, 16_100, 0)))
    expect(model.plain).toBe(true)
    expect(bad).toBeGreaterThan(long!)
    expect(long).toBeGreaterThan(lately!)
  })
})

describe('what a model says of itself', () => {
  const model = train(city.train, city.schema)

  test('the reasons of a row add up to its score, and none is an inspector', () => {
    const rows = city.test.slice(0, 40)
    const scores = model.score(rows)
    rows.forEach((row, at) => {
      const reasons = model.reasons(row)
      const sum = reasons.reduce((all, { by }) => all + by, 0)
      // Reasons under one per cent of the odds are not told: at most a few hundredths together.
      expect(Math.abs(Math.log(scores[at]! / (1 - scores[at]!)) - model.average - sum)).toBeLessThan(0.08)
      expect(reasons.map(({ source }) => source)).not.toContain('inspector')
      for (const { sentence } of reasons) {
        expect(sentence.zh).toMatch(/[\u4e00-\u9fff]/)
        expect(sentence.zh + sentence.en).not.toMatch(/[{}]|undefined|NaN/)
      }
    })
  })

  test('fairness tells each group and each inspector', () => {
    const told = fairness(model, city.test.map((row, at) => ({ ...row, outcome: city.truth[at]!.outcome })))
    const types = told.groups['facility_type']!
    expect(types.reduce((sum, { rows }) => sum + rows, 0)).toBe(city.test.length)
    expect(types[0]!.calibration).toBeGreaterThan(0.5)
    expect(types[0]!.calibration).toBeLessThan(2)
    expect(told.groups['licence']).toBeUndefined()
    expect(told.inspectors).toHaveLength(8)
    expect(Math.abs(told.withStrictness)).toBeLessThan(0.25)
  })

  test('a back-test never shows a month its own findings', () => {
    const last = Math.max(...city.train.map(({ day }) => day))
    const turned = city.train.map((row): Row => (row.day > last - 20 ? { ...row, outcome: row.outcome === 1 ? 0 : 1 } : row))
    const [told, other] = [backtest(city.train, city.schema, 3), backtest(turned, city.schema, 3)]
    expect(told.months).toHaveLength(3)
    expect(told.all.auc.low).toBeLessThan(told.all.auc.value)
    expect(told.all.findings).toBe(told.months.reduce((sum, { findings }) => sum + findings, 0))
    expect(other.months[0]).toEqual(told.months[0])
    expect(other.months[2]).not.toEqual(told.months[2])
  })
})
