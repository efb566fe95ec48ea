import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from './canonical.ts'

test('the order of keys makes no difference, the order of a list does', () => {
  expect(canonical({ b: [2, 1], a: '甲' })).toBe('{"a":"甲","b":[2,1]}')
})

test('what JSON leaves out is left out, and a date is spelt as JSON spells it', () => {
  expect(canonical({ at: new Date(0), none: undefined, list: [undefined, null] })).toBe(
    '{"at":"1970-01-01T00:00:00.000Z","list":[null,null]}',
  )
})

test('what has no spelling in JSON is refused', () => {
  expect(() => canonical({ a: 1n })).toThrow(TypeError)
  expect(() => canonical([Number.NaN])).toThrow(TypeError)
})

test('a value and what comes back of it from the database spell alike', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const spelt = canonical(value)
      expect(canonical(JSON.parse(spelt))).toBe(spelt)
      expect(JSON.parse(spelt)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('two values spell alike only where they are the same JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same = canonical(a) === canonical(b)
      expect(same).toBe(isSame(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))))
    }),
  )
})

/** Equality of two JSON values by their parts. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = new Map(Object.entries(a))
  const right = new Map(Object.entries(b))
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
}
