import { expect, test } from 'vitest'
import { isId, newId } from './ids.ts'

test('an id is a UUID of version 7 that begins with its time, so that later ids sort behind earlier ones', () => {
  const at = Date.parse('2026-11-22T00:00:00Z')
  const id = newId(at)
  expect(isId(id)).toBe(true)
  expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(at)
  expect(id[14]).toBe('7')
  expect('89ab').toContain(id[19])
  expect(newId(at + 1) > id).toBe(true)
})

test('no two of fifty thousand ids of one millisecond are alike', () => {
  expect(new Set(Array.from({ length: 50_000 }, () => newId(0))).size).toBe(50_000)
})
