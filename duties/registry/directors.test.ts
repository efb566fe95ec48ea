import { expect, test } from 'vitest'
import { date } from '../../platform/core/dates.ts'
import { directorLine, mustAppointDirector } from './directors.ts'

test.each([
  ['CANT_KINDERGARTEN', 299, null, false], ['CANT_KINDERGARTEN', 300, null, true], ['CANT_SCHOOL', 499, null, false], ['CANT_SCHOOL', 500, null, true],
  ['CANT_UNIT', 999, null, false], ['CANT_UNIT', 1000, null, true], ['CATE', null, 'medium', true], ['CATE', null, 'small', false], ['CATE', 5000, null, false],
  ['HEAL', null, 'micro', true], ['DIST', null, 'chain-head', true], ['VEND', 9999, 'large', false],
])('%s with %s diners, %s: a director must be appointed: %s', (type, diners, scale, must) => {
  expect(mustAppointDirector({ type, diners, scale }, date('2026-05-06'))).toBe(must)
})

test('nobody had to appoint one before the rule began, and the line that holds is named', () => {
  expect(mustAppointDirector({ type: 'HEAL', diners: null, scale: null }, date('2022-10-31'))).toBe(false)
  expect(directorLine({ types: ['PROD', 'PRODUCTION'], foods: ['health_food'] }, date('2022-11-01'))?.title.en).toBe('special-food producer')
})
