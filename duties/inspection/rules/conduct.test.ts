import { expect, test } from 'vitest'
import { date } from '../../../platform/core/dates.ts'
import { conductOf, nothingBeside, nothingTold, toldPoints } from '../conduct-form/told.ts'
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

test('evidence is told in words; its pictures are files', () => {
  expect(paths({ ...base, evidence: { what: '', files: [] } })).toEqual(['conduct.evidence.what'])
  expect(paths({ ...base, evidence: { what: '进货票据复印件', files: ['no hash'] } })).toEqual(['conduct.evidence.files'])
  expect(paths({ ...base, evidence: { what: '进货票据复印件', files: ['a'.repeat(64)] } })).toEqual([])
})

test('what the form holds becomes the contract’s words, and what is open is told', () => {
  const told = { ...nothingTold, beside: { ...nothingBeside, asked: 2, passed: 1 } }
  expect(toldPoints(told, on).map(({ en }) => en)).toEqual(['Say who signed for the business.', 'Somebody did not pass: set a day for the resit.'])
  const refused = { beside: { ...nothingBeside, evidence: { what: ' 票据 ', files: [] } }, businessBy: 'x', refusal: { reason: '不认可', witness: ' ' } }
  expect(toldPoints(refused, on).map(({ en }) => en)).toEqual(['A refusal needs a witness or a video.'])
  expect(conductOf(refused, { signatures: {} })).toEqual({ signatures: {}, businessBy: null, refusal: { reason: '不认可', witness: null, video: null }, entrusting: null, exam: null, samples: 0, evidence: { what: '票据', files: [] } })
})

test('what is no conduct at all is told, not stumbled over', () => {
  for (const strange of ['text', 7, [], { ...base, samples: -1 }, { ...base, samples: 'many' }, { ...base, entrusting: 5 }, { ...base, exam: 'yes' }, { ...base, refusal: [] }, { ...base, evidence: 'bag' }]) expect(paths(strange).length, JSON.stringify(strange)).toBeGreaterThan(0)
  expect(paths(null)).toEqual([])
})
