import type { DateOnly } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import type { Conduct } from '../contract.ts'

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path: `conduct.${path}`, sentence: { zh, en } })
const HASH = /^[0-9a-f]{64}$/
const isText = (value: unknown, max: number): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= max
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 10_000
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isDay = (value: unknown): value is DateOnly => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))

/** @source 总局令49号 art. 34: a refusal is noted with its reason, before a witness or on video */
function refusalFaults(refusal: unknown): FieldProblem[] {
  if (refusal === null || refusal === undefined) return []
  if (!isRecord(refusal)) return [fault('refusal', '拒签情况填写有误。', 'What is said of the refusal cannot be read.')]
  const { reason, witness, video } = refusal
  return [
    ...(isText(reason, 1000) ? [] : [fault('refusal.reason', '请填写拒签原因。', 'Say why signing was refused.')]),
    ...(isText(witness, 100) || (typeof video === 'string' && HASH.test(video)) ? [] : [fault('refusal.witness', '拒绝签字的，请写明见证人或附录像。', 'A refusal needs a witness or a video.')]),
  ]
}

/** @source 总局令49号 art. 29: who does not pass is to put it right and sits again */
function examFaults(exam: unknown, on: DateOnly): FieldProblem[] {
  if (exam === null || exam === undefined) return []
  if (!isRecord(exam) || !isCount(exam['asked']) || exam['asked'] === 0 || !isCount(exam['passed'])) return [fault('exam', '抽考人数、合格人数填写有误。', 'How many were examined and passed cannot be read.')]
  const { asked, passed, resitOn } = exam
  if (passed > asked) return [fault('exam.passed', '合格人数不能多于抽考人数。', 'More passed than were examined.')]
  if (passed === asked) return []
  if (!isDay(resitOn)) return [fault('exam.resitOn', '有人未合格，请确定补考日期。', 'Somebody did not pass: set a day for the resit.')]
  return resitOn < on ? [fault('exam.resitOn', '补考日期不能早于检查日期。', 'The resit cannot lie before the inspection.')] : []
}

/** @source 总局令49号 art. 30: pictures and copies of contracts, invoices, books and other papers; evidence that may be lost is secured */
function evidenceFaults(evidence: unknown): FieldProblem[] {
  if (evidence === null || evidence === undefined) return []
  if (!isRecord(evidence)) return [fault('evidence', '证据填写有误。', 'The evidence cannot be read.')]
  const { what, files } = evidence
  return [
    ...(isText(what, 1000) ? [] : [fault('evidence.what', '请写明收集、保全了什么证据。', 'Say what evidence was kept.')]),
    ...(Array.isArray(files) && files.length <= 50 && files.every((one) => typeof one === 'string' && HASH.test(one)) ? [] : [fault('evidence.files', '证据照片填写有误。', 'The pictures of the evidence cannot be read.')]),
  ]
}

/** What cannot be kept of how an inspection was done; the phone's word is free JSON and is read with care. Null: nothing is said. */
export function conductFaults(conduct: unknown, on: DateOnly): readonly FieldProblem[] {
  if (conduct === null || conduct === undefined) return []
  if (!isRecord(conduct)) return [{ path: 'conduct', sentence: { zh: '检查过程填写有误。', en: 'How the inspection was done cannot be read.' } }]
  const { refusal, exam, samples, entrusting, evidence } = conduct
  return [
    ...refusalFaults(refusal), ...examFaults(exam, on), ...evidenceFaults(evidence),
    ...(samples === undefined || samples === null || isCount(samples) ? [] : [fault('samples', '抽样批数填写有误。', 'How many samples were taken cannot be read.')]),
    ...(entrusting === undefined || entrusting === null || isText(entrusting, 200) ? [] : [fault('entrusting', '委托方名称填写有误。', 'The name of the entrusting producer cannot be read.')]),
  ]
}

/** What lists filter and indicators count of it. */
export type ConductTold = { readonly refused: boolean; readonly entrusting: string | null; readonly samples: number | null; readonly exam_asked: number | null; readonly exam_passed: number | null; readonly resit_on: DateOnly | null }

/** Of a conduct without faults. */
export function toldOf(conduct: Conduct | null | undefined): ConductTold {
  const exam = conduct?.exam ?? null
  return {
    refused: (conduct?.refusal ?? null) !== null, entrusting: conduct?.entrusting ?? null, samples: conduct?.samples ?? null,
    exam_asked: exam?.asked ?? null, exam_passed: exam?.passed ?? null, resit_on: exam !== null && exam.passed < exam.asked ? exam.resitOn as DateOnly : null,
  }
}

/** A resit: no more pass than had failed; where some still fail, another day is set (art. 29). */
export function resitFaults({ exam_asked, exam_passed }: Pick<ConductTold, 'exam_asked' | 'exam_passed'>, { passed, on }: { readonly passed: number; readonly on: DateOnly | null }): FieldProblem[] {
  const failed = (exam_asked ?? 0) - (exam_passed ?? 0)
  if (passed > failed) return [{ path: 'passed', sentence: { zh: `补考合格人数不能多于未合格的 ${failed} 人。`, en: `Of ${failed} who had failed, no more can pass.` } }]
  if (passed < failed && on === null) return [{ path: 'on', sentence: { zh: '仍有人未合格，请确定再次补考日期。', en: 'Somebody still fails: set another day.' } }]
  return []
}
