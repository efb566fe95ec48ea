import { expect, test } from 'vitest'
import { stepOf, type Trail } from './trail.ts'

const trail: Trail = {
  list: '/licences?state=valid',
  title: '许可与备案',
  places: ['/licences/a', '/licences/b', '/licences/c'],
  cursors: [],
  seen: null,
}

test('a page opened from a list knows the row before it, the one after it and the way back with its conditions', () => {
  expect(stepOf(trail, '/licences/b')).toEqual({
    list: '/licences?state=valid',
    title: '许可与备案',
    at: 1,
    all: 3,
    before: '/licences/a',
    after: '/licences/c',
  })
  expect(stepOf(trail, '/licences/a')?.before).toBeUndefined()
  expect(stepOf(trail, '/licences/c')?.after).toBeUndefined()
})

test('a page that is none of the list’s rows has no neighbours', () => {
  expect(stepOf(trail, '/licences/a/change')).toBeNull()
  expect(stepOf(null, '/licences/a')).toBeNull()
})
