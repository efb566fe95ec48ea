import { expect, test } from 'vitest'
import { above, wayTo } from './region-way.ts'

test('the way to a village leads through its county and township, from the city down', () => {
  expect(wayTo('140702001005', '140700')).toEqual(['140702', '140702001', '140702001005'])
})
test('for somebody of a county the way begins with the county', () => {
  expect(wayTo('140702001', '140702')).toEqual(['140702', '140702001'])
  expect(wayTo('140702', '140702')).toEqual(['140702'])
})
test('the division above a township is its county, above a county the city', () => {
  expect(above('140702001', '140700')).toBe('140702')
  expect(above('140702', '140700')).toBe('140700')
})
