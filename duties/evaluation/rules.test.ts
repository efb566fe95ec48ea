import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Item, Level, MeasureSpec, Scoring } from './contract.ts'
import { assess, itemResult, measureResult, supposing, type Reading, type Readings } from './rules.ts'

const spec = (given: Partial<MeasureSpec> = {}): MeasureSpec =>
  ({ indicator: 'a.b', compare: 'at-least', threshold: 98, over: 'year', source: 'S2', confidence: 'one', counted: true, ...given })
const value = (of: number, before: number | null = null): Reading => ({ state: 'value', value: of, before })
const NO_DATA: Reading = { state: 'no-data', value: null, before: null }
const EMPTY: Reading = { state: 'not-applicable', value: null, before: null }

const item = (code: string, given: Partial<Item> = {}): Item => ({
  code, section: code.split('-')[0]!, section_title: { zh: '节', en: 'section' }, title: { zh: '项', en: 'item' }, level: 'basic', kind: 'computed', weight: 1,
  review: { zh: '', en: '' }, applicable: 'both', papers: [], owner: 'market', measures: [spec({ indicator: `m.${code.toLowerCase()}` })], note: null, ...given,
})
const of = (known: Readonly<Record<string, Reading>>): Readings => ({ indicator }) => known[indicator] ?? NO_DATA
const ground = (readings: Readings, waived: readonly string[] = []) => ({ level: 'city' as const, readings, waived: new Set(waived) })

describe('a measure', () => {
  test.each([
    ['at-least', 98, 98, 'met', 0], ['at-least', 98, 97.5, 'short', 0.5], ['at-most', 0, 0, 'met', 0], ['at-most', 0, 2, 'short', 2],
  ] as const)('%s %d: %d is %s by %d', (compare, threshold, given, state, by) => {
    expect(measureResult(spec({ compare, threshold }), value(given))).toEqual({ state, by })
  })

  test('rising is more than the year before, and the same is not', () => {
    const rises = spec({ compare: 'rising', threshold: null })
    expect(measureResult(rises, value(11, 10)).state).toBe('met')
    expect(measureResult(rises, value(10, 10))).toEqual({ state: 'short', by: 0 })
    expect(measureResult(spec({ compare: 'falling', threshold: null }), value(12, 10))).toEqual({ state: 'short', by: 2 })
  })

  test('rising without the year before has no data', () => {
    expect(measureResult(spec({ compare: 'rising', threshold: null }), value(11)).state).toBe('no-data')
  })

  test('an empty base is not applicable, and nothing entered is no data: neither is ever a number', () => {
    expect(measureResult(spec(), EMPTY)).toEqual({ state: 'not-applicable', by: null })
    expect(measureResult(spec(), NO_DATA)).toEqual({ state: 'no-data', by: null })
    expect(measureResult(spec({ compare: 'at-most', threshold: 0 }), NO_DATA)).toEqual({ state: 'no-data', by: null })
  })
})

describe('an item', () => {
  const two = item('A1-1', { measures: [spec({ indicator: 'x' }), spec({ indicator: 'y' })] })
  test.each([
    ['met once all are', value(100), value(99), 'met'], ['short as soon as one is', value(100), value(1), 'short'],
    ['short though the other has no data', value(1), NO_DATA, 'short'], ['without data as long as one has none', value(100), NO_DATA, 'no-data'],
    ['met by what applies', value(100), EMPTY, 'met'], ['not applicable where nothing applies', EMPTY, EMPTY, 'not-applicable'],
  ] as const)('is %s', (_, x, y, state) => {
    expect(itemResult(two, of({ x, y }), true).state).toBe(state)
  })

  test('a measure that is only shown decides nothing', () => {
    const shown = item('A1-1', { measures: [spec({ indicator: 'x' }), spec({ indicator: 'y', counted: false })] })
    expect(itemResult(shown, of({ x: value(100), y: value(1) }), true).state).toBe('met')
    expect(itemResult(shown, of({ x: EMPTY, y: value(100) }), true).state).toBe('not-applicable')
  })

  test('two departments that contradict each other leave it without data, and it says so', () => {
    expect(itemResult(two, of({ x: value(100), y: { state: 'contradictory', value: null, before: null } }), true)).toMatchObject({ state: 'no-data', contradictory: true })
  })
})

describe('the score', () => {
  const items = [item('A1-1', { weight: 50 }), item('A1-2', { weight: 30 }), item('B1-1', { weight: 20, level: 'veto' })]
  const full = { 'm.a1-1': value(100), 'm.a1-2': value(100), 'm.b1-1': value(100) }

  test('the weight of what does not apply is shared by weight among the others', () => {
    const { score } = assess(items, 'whole', ground(of({ ...full, 'm.a1-2': EMPTY })))
    expect(score.items['A1-1']!.of).toBeCloseTo(50 * 100 / 70)
    expect(score.items['B1-1']!.of).toBeCloseTo(20 * 100 / 70)
    expect(score.items['A1-2']).toEqual({ points: 0, of: 0 })
    expect(score.points).toBeCloseTo(100)
  })

  test('no data earns nothing and keeps its weight', () => {
    const { score } = assess(items, 'whole', ground(of({ ...full, 'm.a1-2': NO_DATA })))
    expect(score.points).toBeCloseTo(70)
    expect(score.items['A1-2']).toEqual({ points: 0, of: 30 })
  })

  test('a failed veto fails the whole with however many points; a veto without data leaves it open', () => {
    expect(assess(items, 'whole', ground(of({ ...full, 'm.b1-1': value(97.9) }))).score).toMatchObject({ verdict: 'failed', vetoFailed: ['B1-1'], points: 80 })
    expect(assess(items, 'whole', ground(of({ ...full, 'm.b1-1': NO_DATA }))).score).toMatchObject({ verdict: 'open', vetoOpen: ['B1-1'] })
    expect(assess(items, 'whole', ground(of(full))).score).toMatchObject({ verdict: 'passed', points: 100 })
  })

  test('encouraged items come on top and take no share of what does not apply', () => {
    const { score } = assess([...items, item('C1-1', { weight: 5, level: 'encouraged' })], 'whole', ground(of({ ...full, 'm.a1-2': EMPTY, 'm.c1-1': value(100) })))
    expect(score).toMatchObject({ extra: 5, of: 100 })
    expect(score.points).toBeCloseTo(100)
  })

  test('by-measure gives a short item the share of its measures that are met', () => {
    const half = [item('A1-1', { weight: 100, measures: [spec({ indicator: 'x' }), spec({ indicator: 'y' })] })]
    const readings = of({ x: value(100), y: value(1) })
    expect(assess(half, 'by-measure', ground(readings)).score.points).toBe(50)
    expect(assess(half, 'whole', ground(readings)).score.points).toBe(0)
  })

  test('what is asked of the city only is not asked of a county, and what is waived does not apply', () => {
    const mixed = [item('A1-1', { weight: 60, applicable: 'city' }), item('A1-2', { weight: 40 })]
    const { results, score } = assess(mixed, 'whole', { level: 'county', readings: of({ 'm.a1-2': value(100) }), waived: new Set() })
    expect(results.get('A1-1')!.state).toBe('not-applicable')
    expect(score.points).toBeCloseTo(100)
    expect(assess(mixed, 'whole', ground(of({}), ['A1-1', 'A1-2'])).score.points).toBeNull()
  })
})

const reading: fc.Arbitrary<Reading> = fc.oneof(
  fc.record({ state: fc.constant('value' as const), value: fc.double({ min: 0, max: 200, noNaN: true }), before: fc.option(fc.double({ min: 0, max: 200, noNaN: true })) }),
  fc.constantFrom<Reading>(NO_DATA, EMPTY, { state: 'contradictory', value: null, before: null }),
)
const anItem = (at: number): fc.Arbitrary<Item> => fc.record({
  weight: fc.integer({ min: 1, max: 30 }), level: fc.constantFrom<Level>('veto', 'basic', 'basic', 'basic', 'encouraged'), applicable: fc.constantFrom('both', 'both', 'city', 'county'),
  measures: fc.array(fc.record({ compare: fc.constantFrom('at-least', 'at-most', 'rising', 'falling'), threshold: fc.integer({ min: 0, max: 150 }), counted: fc.boolean() }), { minLength: 1, maxLength: 3 }),
}).map(({ measures, ...rest }) => item(`${'ABC'[at % 3]}${at % 5}-${at}`, {
  ...rest,
  measures: measures.map((one, n) => spec({ ...one, indicator: `i${at}.${n}`, counted: n === 0 || one.counted, threshold: one.compare.endsWith('ing') ? null : one.threshold })),
}))
const world = fc.integer({ min: 1, max: 20 }).chain((count) => fc.record({
  items: fc.tuple(...Array.from({ length: count }, (_, at) => anItem(at))) as fc.Arbitrary<Item[]>,
  readings: fc.infiniteStream(reading), scoring: fc.constantFrom<Scoring>('whole', 'by-measure'), level: fc.constantFrom('city' as const, 'county' as const),
})).map(({ items, readings, scoring, level }) => {
  const known: Record<string, Reading> = {}
  for (const { indicator } of items.flatMap(({ measures }) => measures)) known[indicator] = readings.next().value!
  return { items, known, scoring, level }
})

describe('whatever the scheme and the figures', () => {
  test('weights that apply always add up to the whole, points never pass it, and sections add up to the score', () => {
    fc.assert(fc.property(world, ({ items, known, scoring, level }) => {
      const { results, score } = assess(items, scoring, { level, readings: of(known), waived: new Set() })
      const core = items.filter((one) => one.level !== 'encouraged')
      const worth = core.reduce((total, { code }) => total + score.items[code]!.of, 0)
      const applying = core.some(({ code }) => results.get(code)!.state !== 'not-applicable')
      expect(worth).toBeCloseTo(applying ? score.of : 0, 6)
      expect(score.points === null).toBe(!applying)
      expect(score.points ?? 0).toBeLessThanOrEqual(score.of + 1e-9)
      expect(score.sections.reduce((total, { points }) => total + points, 0)).toBeCloseTo(score.points ?? 0, 6)
      expect(score.verdict === 'failed').toBe(items.some((one) => one.level === 'veto' && results.get(one.code)!.state === 'short'))
    }), { seed: 72 })
  })

  test('a figure that meets its threshold never lowers the score, and taking one away never raises it', () => {
    fc.assert(fc.property(world, fc.nat(), ({ items, known, scoring, level }, which) => {
      const all = items.flatMap(({ measures }) => measures)
      const chosen = all[which % all.length]!
      fc.pre(known[chosen.indicator]!.state !== 'not-applicable' && chosen.threshold !== null)
      const points = (readings: Readings): number => assess(items, scoring, { level, readings, waived: new Set() }).score.points ?? 0
      const base = of(known)
      expect(points(supposing(base, { [chosen.indicator]: chosen.threshold! }))).toBeGreaterThanOrEqual(points(base) - 1e-9)
      expect(points(supposing(base, { [chosen.indicator]: null }))).toBeLessThanOrEqual(points(base) + 1e-9)
    }), { seed: 73 })
  })

  test('supposing nothing changes nothing', () => {
    fc.assert(fc.property(world, ({ items, known, scoring, level }) => {
      const given = { level, readings: of(known), waived: new Set<string>() }
      expect(assess(items, scoring, { ...given, readings: supposing(of(known), {}) })).toEqual(assess(items, scoring, given))
    }), { seed: 74 })
  })
})
