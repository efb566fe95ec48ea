import { expect, test } from 'vitest'
import { fill } from './bilingual.ts'

test('a number takes the word that goes with it', () => {
  expect([1, 0, 2, '1,204'].map((n) => fill('{n visit|visits} a year', { n }))).toEqual(['1 visit a year', '0 visits a year', '2 visits a year', '1,204 visits a year'])
})

test('a place that nobody fills stays as it is printed', () => {
  expect(fill('{n visit|visits}, {m}', {})).toBe('{n visit|visits}, {m}')
})
