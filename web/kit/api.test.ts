import { expect, test } from 'vitest'
import { fileName, queryString } from './api.ts'
import { keyName } from './keys.ts'

test('empty conditions are left out of the address, zero and false are not', () => {
  expect(queryString({ q: '', sort: undefined, region: null, limit: 0, mine: false })).toBe('?limit=0&mine=false')
  expect(queryString({})).toBe('')
})
test('Chinese text is escaped', () => {
  expect(queryString({ q: '面馆' })).toBe('?q=%E9%9D%A2%E9%A6%86')
})
test('the long name of a download comes before the plain one', () => {
  expect(fileName(`attachment; filename="export.xlsx"; filename*=UTF-8''%E5%8F%B0%E8%B4%A6.xlsx`)).toBe('台账.xlsx')
  expect(fileName('attachment; filename="export.xlsx"')).toBe('export.xlsx')
  expect(fileName(null)).toBeNull()
})
test('⌘ counts as Ctrl, and a letter has one name in either case', () => {
  expect(keyName({ key: 'S', ctrlKey: false, metaKey: true })).toBe('Ctrl+s')
  expect(keyName({ key: 'Enter', ctrlKey: true, metaKey: false })).toBe('Ctrl+Enter')
  expect(keyName({ key: 'j', ctrlKey: false, metaKey: false })).toBe('j')
})
