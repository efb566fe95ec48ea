import { expect, test } from 'vitest'
import { changed, meetings, merge, same } from './diff.ts'

const names = ['name', 'phone', 'seats', 'tags']
const base = { name: '甲', phone: '1', seats: 3, tags: ['a'] }

test('missing, null and empty text are the same; the order inside a list counts', () => {
  expect(same(undefined, null)).toBe(true)
  expect(same('', null)).toBe(true)
  expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true)
  expect(same(['a', 'b'], ['b', 'a'])).toBe(false)
  expect(same(0, null)).toBe(false)
})
test('only changed fields are sent, and an emptied one as null', () => {
  expect(changed(base, { ...base, phone: '', seats: 4 }, names)).toEqual({ phone: null, seats: 4 })
})
test('fields that different people changed are shown, without conflict', () => {
  const found = meetings(base, { ...base, seats: 5 }, { ...base, phone: '2' }, names)
  expect(found.map((meeting) => [meeting.name, meeting.both])).toEqual([
    ['phone', false],
    ['seats', false],
  ])
})
test('one field set to two values is a conflict; set to the same value it is none', () => {
  expect(meetings(base, { ...base, name: '乙' }, { ...base, name: '丙' }, names)[0]?.both).toBe(true)
  expect(meetings(base, { ...base, name: '乙' }, { ...base, name: '乙' }, names)[0]?.both).toBe(false)
})
test('merging keeps their changes, mine where they changed nothing, and in conflict only what is kept', () => {
  const mine = { ...base, name: '乙', seats: 5 }
  const theirs = { ...base, name: '丙', phone: '2' }
  expect(merge(base, mine, theirs, names, new Set())).toEqual({ name: '丙', phone: '2', seats: 5, tags: ['a'] })
  expect(merge(base, mine, theirs, names, new Set(['name']))).toEqual({ name: '乙', phone: '2', seats: 5, tags: ['a'] })
})
