import { expect, test } from 'vitest'
import { date, text } from '../../platform/register/fields.ts'
import { apiQuery, nextSort, readQuery, writeQuery } from './list-query.ts'

const fields = { name: text({ zh: '名称', en: 'Name' }), expires_on: date({ zh: '到期', en: 'Expires' }) }

test('a list reads back the address it wrote', () => {
  const query = {
    q: '面馆',
    sort: '-name',
    as_of: '2026-01-01',
    closed: 'all' as const,
    region: '140702',
    filters: { 'expires_on.to': '2026-12-31' },
    columns: ['name'],
  }
  expect(readQuery(new URLSearchParams(writeQuery(query)), fields)).toEqual(query)
})
test('names that the register does not know never reach the API', () => {
  const query = readQuery(new URLSearchParams('secret=1&expires_on.from=2026-01-01&closed=maybe'), fields)
  expect(apiQuery(query)).toEqual({ 'expires_on.from': '2026-01-01' })
})
test('the choice of columns stays in the browser', () => {
  expect(apiQuery({ filters: {}, columns: ['name'] })).toEqual({})
})
test('pressing a head sorts up, then down, then not at all', () => {
  expect(nextSort(undefined, 'name')).toBe('name')
  expect(nextSort('name', 'name')).toBe('-name')
  expect(nextSort('-name', 'name')).toBeUndefined()
  expect(nextSort('-name', 'expires_on')).toBe('expires_on')
})

test('the region stands once, where it can be taken away, also in a register that has a field of that name', () => {
  const query = readQuery(new URLSearchParams('region=140728100'), { region: { kind: 'region', label: { zh: '区划', en: 'Region' } } })
  expect(query).toMatchObject({ region: '140728100', filters: {} })
  expect(writeQuery({ ...query, region: undefined })).toEqual({})
})
