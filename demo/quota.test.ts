import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { personId } from './names.ts'
import { chooser, splitQuota } from './quota.ts'
import { apportion, idsOf, randomOf } from './random.ts'

describe('drawn numbers', () => {
  test('are the same for the same seed on every machine', () => {
    const random = randomOf('shian')
    const again = randomOf('shian')
    for (let at = 0; at < 100; at++) expect(random.next()).toBe(again.next())
    // Written down once: a change of the generator would move every demo city.
    expect(Array.from({ length: 4 }, ((fixed) => () => fixed.below(1000))(randomOf('140700')))).toEqual([36, 810, 85, 278])
  })

  test('differ between labels, and spread over the whole interval', () => {
    expect(randomOf('a').next()).not.toBe(randomOf('b').next())
    const random = randomOf('spread')
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let at = 0; at < 20_000; at++) tenths[Math.floor(random.next() * 10)]! += 1
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })

  test('ids are of version 7, unlike one another, and grow', () => {
    const newId = idsOf('ids', 1_700_000_000_000)
    const ids = Array.from({ length: 9000 }, newId)
    expect(new Set(ids).size).toBe(9000)
    expect(ids).toEqual([...ids].sort())
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

describe('exact counts', () => {
  test('shares add up to the whole, each within one of its exact share', () => {
    fc.assert(fc.property(fc.nat(100_000), fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 }),
      (whole, weights) => {
      const shares = apportion(whole, weights)
      const sum = weights.reduce((a, b) => a + b)
      expect(shares.reduce((a, b) => a + b)).toBe(whole)
      shares.forEach((share, at) => expect(Math.abs(share - (whole * weights[at]!) / sum)).toBeLessThan(1))
    }), { seed: 11 })
  })

  test('a quota is met exactly, and no part gives more than it has', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), fc.string(),
      (sizes, a, b, seed) => {
      const total = sizes.reduce((sum, size) => sum + size, 0)
      const quota = { A: a % (total + 1), B: 0 }
      quota.B = b % (total - quota.A + 1)
      const parts = splitQuota(quota, sizes)
      const met = { A: 0, B: 0 }
      parts.forEach((part, at) => {
        const next = chooser(sizes[at]!, part, randomOf(`${seed}${at}`))
        for (let item = 0; item < sizes[at]!; item++) {
          const kind = next()
          if (kind) met[kind] += 1
        }
      })
      expect(met).toEqual(quota)
    }), { seed: 11 })
  })

  test('a quota larger than all parts together is refused', () => expect(() => splitQuota({ A: 5 }, [2, 2])).toThrow(RangeError))
})

test('an identity number of the demo has a right check digit and an area that no division has', () => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const random = randomOf('id')
  for (let at = 0; at < 200; at++) {
    const number = personId('1988-02-29', random)
    expect(number).toMatch(/^999\d{3}19880229\d{3}[\dX]$/)
    // ISO 7064 MOD 11-2: with the check digit (X = 10) the weighted sum is 1 modulo 11.
    const sum = weights.reduce((total, weight, i) => total + weight * Number(number[i]), 0) + (number[17] === 'X' ? 10 : Number(number[17]))
    expect(sum % 11).toBe(1)
  }
})
