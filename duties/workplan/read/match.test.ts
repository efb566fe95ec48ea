import { expect, test } from 'vitest'
import { matchUnits, plainName, type RegionUnit } from './match.ts'

const functions = [
  { code: 'agriculture', names: ['农业农村局', '农业局'] },
  { code: 'market', names: ['市场监督管理局', '市场监管局', '市监局'] },
  { code: 'development', names: ['发展和改革局', '发改局'] },
  { code: 'education', names: ['教育局', '教科局'] },
]
const unit = (id: string, name: string, ...codes: string[]): RegionUnit => ({ id, name, functions: codes, region: '990100' })
const units = [
  unit('a', '砚湖市农业农村局', 'agriculture'),
  unit('m', '砚湖市市场监督管理局', 'market'),
  unit('d', '砚湖市发展和改革委员会', 'development'),
  unit('t1', '东河镇人民政府'),
  unit('t2', '西河镇人民政府'),
]
const options = {
  regionWords: ['砚湖市', '砚湖', '松汀区'],
  on: '2024-05-01',
  groups: [
    { name: '各镇', from: '2020-01-01', to: '2023-12-31', units: ['t1'] },
    { name: '各镇（街道）', from: '2024-01-01', to: null, units: ['t1', 't2'] },
  ],
}
const one = (name: string) => matchUnits([name], units, functions, options)[0]!

test('place and level in front of a name are dropped, but never a part of a word', () => {
  expect(['松汀区农业农村局', '区农业农村局', '市市场监管局', '市场监管局'].map((name) => plainName(name, options.regionWords))).toEqual([
    '农业农村局',
    '农业农村局',
    '市场监管局',
    '场监管局',
  ])
  expect(one('市场监管局').units).toEqual(['m'])
  expect(one('市市场监管局').units).toEqual(['m'])
})

test('the same name is exact, another name of the function is told as such', () => {
  expect(one('区农业农村局')).toMatchObject({ how: 'exact', units: ['a'] })
  expect(one('区发改局')).toMatchObject({ how: 'same-function', units: ['d'], functions: ['development'] })
})

test('a name one sign away is offered, not taken', () => {
  expect(one('区农业农忖局')).toMatchObject({ printed: '区农业农忖局', how: 'near', units: ['a'] })
})

test('a function that no unit of the region holds finds none', () => {
  expect(one('区教科局')).toMatchObject({ how: 'none', units: [], functions: ['education'] })
  expect(one('区某某局').how).toBe('none')
})

test('a group expands from the list of the day', () => {
  expect(one('各镇<街道>')).toMatchObject({ how: 'group', units: ['t1', 't2'] })
  expect(one('各企业')).toMatchObject({ how: 'group', units: [] })
})
