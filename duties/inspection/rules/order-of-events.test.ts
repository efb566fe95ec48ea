import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { metresBetween, onServerClock } from '../../../platform/core/claim.ts'
import { instant, type Instant } from '../../../platform/core/dates.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Finding } from '../sheets/sheet.ts'
import { shippedClaimTables } from '../shipped/claims.ts'
import { changedFindings, checkClaim, type Claim } from './order-of-events.ts'

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

test('a correction tells each answer that it changed, and what stood there before', () => {
  const finding = (code: string, verdict: Finding['verdict'], note?: string): Finding => ({ code, verdict, ...(note !== undefined && { note }) })
  const was = [finding('1', 'pass'), finding('2', 'fail', '过期'), finding('3', 'pass')]
  expect(changedFindings(was, [finding('3', 'pass'), finding('1', 'fail', '无票据'), finding('2', 'fail', '过期 2 瓶')])).toEqual([
    { code: '1', was: was[0], is: finding('1', 'fail', '无票据') }, { code: '2', was: was[1], is: finding('2', 'fail', '过期 2 瓶') },
  ])
  expect(changedFindings(was, was.toReversed())).toEqual([])
  expect(changedFindings(was, was.slice(1))).toEqual([{ code: '1', was: was[0], is: null }])
})
