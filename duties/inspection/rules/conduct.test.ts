import { expect, test } from 'vitest'
import { date } from '../../../platform/core/dates.ts'
import { conductFaults, toldOf } from './conduct.ts'

const on = date('2026-05-11')
const base = { signatures: {}, businessBy: null, refusal: null, entrusting: null, exam: null, samples: 0 }
const paths = (conduct: unknown) => conductFaults(conduct, on).map(({ path }) => path)

test('a refusal needs a reason and a witness or a video (总局令49号 art. 34)', () => {
  expect(paths({ ...base, refusal: { reason: '', witness: null, video: null } })).toEqual(['conduct.refusal.reason', 'conduct.refusal.witness'])
  expect(paths({ ...base, refusal: { reason: '不认可', witness: '居委会工作人员', video: null } })).toEqual([])
  expect(paths({ ...base, refusal: { reason: '不认可', witness: null, video: 'a'.repeat(64) } })).toEqual([])
  expect(paths({ ...base, refusal: { reason: '不认可', witness: null, video: 'no hash' } })).toEqual(['conduct.refusal.witness'])
})

test('who did not pass sits again on a day that is set, not before the inspection (art. 29)', () => {
  expect(paths({ ...base, exam: { asked: 3, passed: 2, resitOn: null } })).toEqual(['conduct.exam.resitOn'])
  expect(paths({ ...base, exam: { asked: 3, passed: 2, resitOn: '2026-05-01' } })).toEqual(['conduct.exam.resitOn'])
  expect(paths({ ...base, exam: { asked: 3, passed: 4, resitOn: null } })).toEqual(['conduct.exam.passed'])
  expect(paths({ ...base, exam: { asked: 3, passed: 3, resitOn: null } })).toEqual([])
  expect(toldOf({ ...base, exam: { asked: 3, passed: 2, resitOn: '2026-05-20' } })).toMatchObject({ exam_asked: 3, exam_passed: 2, resit_on: '2026-05-20', refused: false })
})

test('what is no conduct at all is told, not stumbled over', () => {
  for (const strange of ['text', 7, [], { ...base, samples: -1 }, { ...base, samples: 'many' }, { ...base, entrusting: 5 }, { ...base, exam: 'yes' }, { ...base, refusal: [] }]) expect(paths(strange).length, JSON.stringify(strange)).toBeGreaterThan(0)
  expect(paths(null)).toEqual([])
})
