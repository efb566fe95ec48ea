import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { metresBetween, onServerClock } from '../../../platform/core/claim.ts'
import { instant, type Instant } from '../../../platform/core/dates.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Finding } from '../sheets/sheet.ts'
import { shippedClaimTables } from '../shipped/claims.ts'
import { checkClaim, corrected, correctionFaults, mustBeOpen, type Claim, type Correction } from './order-of-events.ts'

const table = shippedClaimTables[0]!
const at = (minutes: number): Instant => instant(Date.UTC(2026, 4, 6, 1, minutes))
const claim = (more: Partial<Claim> = {}): Claim => ({
  inspectors: ['a', 'b'], drawn: ['a', 'b', 'c'], issuedAt: at(-600), startedAt: at(0), answeredAt: { '1.1': at(5) }, photosAt: [at(6)],
  signedAt: at(20), finishedAt: at(21), sync: { phone: at(300), server: at(300) }, place: { lng: 112.75, lat: 37.68, accuracy: 10 },
  premises: { lng: 112.75, lat: 37.68 }, ...more,
})
const refused = (given: Claim): readonly string[] => {
  try {
    checkClaim(given, table)
    return []
  } catch (problem) {
    return (problem as Problem).fields.map(({ path }) => path)
  }
}
const marks = (given: Claim): readonly string[] => checkClaim(given, table).marks.map(({ code }) => code)

describe('what an offline inspection may claim', () => {
  test('a plain one is taken without a mark', () => {
    expect(checkClaim(claim(), table)).toEqual({ marks: [], clockOff: 0, metres: 0 })
  })

  test('an inspector not drawn, one alone, or one named twice is refused', () => {
    expect(refused(claim({ inspectors: ['a', 'x'] }))).toEqual(['inspectors.1'])
    expect(refused(claim({ inspectors: ['a'] }))).toEqual(['inspectors'])
    expect(refused(claim({ inspectors: ['a', 'a'] }))).toEqual(['inspectors'])
  })

  test('an impossible order is refused with everything that is wrong', () => {
    expect(refused(claim({ signedAt: at(-1) }))).toEqual(['signedAt', 'answeredAt.1.1'])
    expect(refused(claim({ finishedAt: at(19) }))).toEqual(['finishedAt'])
    expect(refused(claim({ answeredAt: { '1.1': at(22) }, photosAt: [at(-3)] }))).toEqual(['answeredAt.1.1', 'photosAt.0'])
    expect(refused(claim({ issuedAt: at(10) }))).toEqual(['startedAt'])
    expect(refused(claim({ sync: { phone: at(10), server: at(10) } }))).toEqual(['finishedAt', 'finishedAt'])
  })

  test('a clock off by more than five minutes is marked, not refused, and five are not marked', () => {
    const off = (minutes: number) => claim({ sync: { phone: at(300 + minutes), server: at(300) } })
    expect([marks(off(5)), marks(off(6)), marks(off(-6)), marks(off(200))]).toEqual([[], ['clock'], ['clock'], ['clock']])
    expect(onServerClock(at(0), off(6).sync)).toBe(at(-6))
  })

  test('a place more than 500 m away is marked, with what the phone knew of its own accuracy', () => {
    const away = (lat: number, accuracy: number | null = 0) => claim({ place: { lng: 112.75, lat: 37.68 + lat, accuracy } })
    expect([marks(away(0.0044)), marks(away(0.0046)), marks(away(0.0046, 90)), marks(away(1, null))]).toEqual([[], ['place'], ['place'], ['place']])
    expect(checkClaim(away(0.0046, 90), table).marks[0]!.text.zh).toBe('距场所 511 米（定位精度 90 米）')
    expect(marks(claim({ place: null }))).toEqual(['place-unknown'])
  })

  test('the same inspection on a phone with any clock is judged alike, but for the mark', () => {
    fc.assert(fc.property(fc.integer({ min: -5000, max: 5000 }), fc.array(fc.integer({ min: -5, max: 25 }), { maxLength: 4 }), (off, answers) => {
      const moved = (by: number): Claim => claim({
        startedAt: at(by), signedAt: at(20 + by), finishedAt: at(21 + by), photosAt: [], sync: { phone: at(300 + by), server: at(300) },
        answeredAt: Object.fromEntries(answers.map((minute, n) => [String(n), at(minute + by)])) })
      expect(refused(moved(off))).toEqual(refused(moved(0)))
    }))
  })

  test('distance is that of the ground, the same both ways', () => {
    expect(Math.round(metresBetween({ lng: 0, lat: 0 }, { lng: 0, lat: 1 }))).toBe(111_195)
    const place = fc.record({ lng: fc.double({ min: -180, max: 180, noNaN: true }), lat: fc.double({ min: -90, max: 90, noNaN: true }) })
    fc.assert(fc.property(place, place, (a, b) => {
      expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 3)
      expect(metresBetween(a, b)).toBeLessThanOrEqual(20_015_200)
    }))
  })
})

describe('a finished inspection', () => {
  const finding = (code: string, verdict: Finding['verdict']): Finding => ({ code, verdict })
  const correction = (id: string, minute: number, ...findings: readonly Finding[]): Correction => ({ id, by: 'a', at: at(minute), reason: '误点', findings })

  test('cannot be edited', () => {
    expect(() => mustBeOpen({ finished_at: at(0) })).toThrow('inspection.finished')
    expect(() => mustBeOpen({ finished_at: null })).not.toThrow()
  })

  test('is corrected with a reason, after its end, and the old finding stays', () => {
    expect(correctionFaults({ ...correction('x', 5), reason: ' ' }, at(10)).map(({ path }) => path)).toEqual(['reason', 'findings', 'at'])
    const { findings, kept } = corrected([finding('1', 'pass'), finding('2', 'pass')], [correction('x', 30, finding('1', 'fail'))])
    expect(findings).toEqual([finding('1', 'fail'), finding('2', 'pass')])
    expect(kept).toMatchObject([{ code: '1', was: { verdict: 'pass' }, is: { verdict: 'fail' }, reason: '误点' }])
  })

  test('corrections arriving in any order, or twice, end alike', () => {
    const some = fc.uniqueArray(fc.record({ id: fc.uuid(), minute: fc.nat(50), code: fc.constantFrom('1', '2', '3'), verdict: fc.constantFrom('pass', 'fail') as fc.Arbitrary<'pass' | 'fail'> }),
      { selector: ({ id }) => id, maxLength: 6 })
    fc.assert(fc.property(some, (given) => {
      const all = given.map(({ id, minute, code, verdict }) => correction(id, minute, finding(code, verdict)))
      const start = [finding('1', 'pass'), finding('2', 'fail')]
      expect(corrected(start, [...all.toReversed(), ...all])).toEqual(corrected(start, all))
      expect(corrected(start, all).kept).toHaveLength(all.length)
    }))
  })
})
