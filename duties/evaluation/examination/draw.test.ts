import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Area, DrawFile, DrawRules, Pool } from './contract.ts'
import { drawFrom, hashOf } from '../../../platform/core/draw.ts'
import { commitTo, drawFile, verifyDraw } from './draw.ts'
import { pointsOf, shippedRules, stratumOf } from './shipped-rules.ts'

const areas: readonly Area[] = ['330102', '330103', '330104', '330105', '330121', '330122', '330182'].map((code) => ({ code, name: `区域${code}`, stratum: stratumOf(code) }))
const kinds = ['CATE', 'DIST', 'SHOP']
/** Five places of each kind in each area, in an order that is not that of their ids. */
const pool: Pool = { areas, entries: areas.flatMap(({ code }) => kinds.flatMap((kind) => [4, 2, 5, 1, 3].map((at) => ({ id: `${kind}-${code}-${at}`, name: `${kind} ${at}`, area: code, kind })))) }
const rules: DrawRules = {
  open: { areas: { district: 3, county: 1 }, quotas: { CATE: 6, DIST: 4, SHOP: 25 } },
  covert: { areas: { district: 1, county: 1 }, quotas: { CATE: 3, SHOP: 2 } },
}
const fileOf = (seed: string, secret?: string): DrawFile => drawFile(commitTo(rules, pool, 'secret'), pool, seed, secret)
const seeds = fc.string({ minLength: 1, maxLength: 40 })

describe('a draw', () => {
  test('gives the same list for the same seed, whatever the order of the pool', () => {
    fc.assert(fc.property(seeds, fc.shuffledSubarray([...pool.entries], { minLength: pool.entries.length }), (seed, entries) => {
      const again = drawFile(commitTo(rules, pool, 'secret'), { areas: areas.toReversed(), entries }, seed, 'secret')
      expect(again.open).toEqual(fileOf(seed, 'secret').open)
      expect(again.covert).toEqual(fileOf(seed, 'secret').covert)
    }), { numRuns: 20 })
  })

  test('keeps to quotas and strata, draws no place twice, and covert points lie in no area of the open ones', () => {
    fc.assert(fc.property(seeds, (seed) => {
      const { open, covert } = fileOf(seed, 'secret')
      const strata = (codes: readonly string[]): string[] => codes.map(stratumOf).toSorted()
      expect(strata(open.areas)).toEqual(['county', 'district', 'district', 'district'])
      expect(strata(covert!.areas)).toEqual(['county', 'district'])
      expect(open.areas.filter((code) => covert!.areas.includes(code))).toEqual([])
      const all = [...open.points, ...covert!.points]
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
      expect(open.points.every(({ area }) => open.areas.includes(area)) && covert!.points.every(({ area }) => covert!.areas.includes(area))).toBe(true)
      expect(Object.fromEntries([...Map.groupBy(open.points, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length]))).toEqual({ CATE: 6, DIST: 4, SHOP: 20 })
      expect(open.short).toEqual([{ kind: 'SHOP', wanted: 25, got: 20 }])
    }), { numRuns: 40 })
  })

  test('favours nobody: over many seeds each place is drawn as often as another (chi-square, 1 in 10,000)', () => {
    const ids = Array.from({ length: 12 }, (_, at) => `p${String(at).padStart(2, '0')}`)
    const [first, ever] = [new Map<string, number>(), new Map<string, number>()]
    const runs = 3000
    for (let run = 0; run < runs; run++) {
      const drawn = drawFrom(ids, (id) => id, 4, `seed-${run}`, 'open/points/X')
      first.set(drawn[0]!, (first.get(drawn[0]!) ?? 0) + 1)
      for (const id of drawn) ever.set(id, (ever.get(id) ?? 0) + 1)
    }
    const chi = (seen: ReadonlyMap<string, number>, expected: number): number => ids.reduce((sum, id) => sum + ((seen.get(id) ?? 0) - expected) ** 2 / expected, 0)
    // 11 degrees of freedom: 37.4 is passed once in ten thousand. Seeds are fixed, so the test cannot waver.
    expect(chi(first, runs / 12)).toBeLessThan(37.4)
    // Four of twelve without putting back spread less than with it, by (12 − 4) / (12 − 1).
    expect(chi(ever, runs / 3) / (8 / 11)).toBeLessThan(37.4)
    // The measure has teeth: one place drawn first half as often again is found.
    expect(chi(new Map([...first].map(([id, seen]) => [id, id === ids[0] ? seen * 1.5 : seen])), runs / 12)).toBeGreaterThan(37.4)
  })
})

describe('a published file', () => {
  test('is drawn again to the same list, with and without the covert part, and after a trip through JSON', () => {
    for (const file of [fileOf('2026-05-11 18:00'), fileOf('2026-05-11 18:00', 'secret')]) {
      expect(verifyDraw(JSON.parse(JSON.stringify(file)) as DrawFile, file.commitmentHash)).toEqual([])
    }
  })

  test('says nothing of covert points or the secret before their release', () => {
    const open = fileOf('a seed')
    expect(Object.keys(open)).not.toContain('covert')
    expect(JSON.stringify(open)).not.toContain('"secret"')
  })

  test('that was changed anywhere is found out', () => {
    const file = fileOf('a seed', 'secret')
    const [a, b] = file.open.points
    expect(verifyDraw({ ...file, seed: 'another seed' })).toContain('open')
    expect(verifyDraw({ ...file, open: { ...file.open, points: [b!, a!, ...file.open.points.slice(2)] } })).toEqual(['open'])
    expect(verifyDraw({ ...file, pool: { ...pool, entries: pool.entries.slice(1) } })).toContain('pool')
    expect(verifyDraw({ ...file, secret: 'another' })).toEqual(expect.arrayContaining(['secret', 'covert']))
    expect(verifyDraw({ ...file, commitment: { ...file.commitment, rules: shippedRules } })).toContain('commitment')
    expect(verifyDraw(file, hashOf('something else'))).toEqual(['published'])
  })

  test('could not have been made to fit: another secret or pool has another hash', () => {
    const hash = hashOf(commitTo(rules, pool, 'secret'))
    expect(hashOf(commitTo(rules, pool, 'secret2'))).not.toBe(hash)
    expect(hashOf(commitTo(rules, { ...pool, entries: pool.entries.slice(1) }, 'secret'))).not.toBe(hash)
  })
})

test('the shipped rules draw 85 points in 22 kinds and 40 covert ones in 9', () => {
  const { open, covert } = shippedRules
  expect([pointsOf(open), Object.keys(open.quotas).length, pointsOf(covert), Object.keys(covert.quotas).length]).toEqual([85, 22, 40, 9])
})
