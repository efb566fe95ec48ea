import { isDate, type DateOnly } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import type { Promised } from './matters.ts'

const LINE = /^(\d{4}-\d{1,2}-\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)[\s,，:：]*(.+)$/

const two = (n: string): string => n.padStart(2, '0')

/** The day of `2026-6-3` or `2026年6月3日`, where there is such a day. */
function dayOf(text: string): DateOnly | null {
  const [year, month, day] = text.match(/\d+/g) ?? []
  const written = `${year}-${two(month ?? '')}-${two(day ?? '')}`
  return isDate(written) ? written : null
}

/** Promises as they are entered, one a line; and what is wrong with any line. */
export function promisesIn(text: string | null | undefined, heldOn: DateOnly): { readonly promises: readonly Promised[]; readonly faults: readonly FieldProblem[] } {
  const lines = (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const read = lines.map((line, at) => {
    const [, on, what] = LINE.exec(line) ?? []
    const due_on = on ? dayOf(on) : null
    if (due_on === null) return { fault: { zh: `第 ${at + 1} 条请先写真实日期，如 2026-06-30 换发许可证。`, en: `Line ${at + 1}: begin with a real date, such as 2026-06-30 renews the licence.` } }
    if (due_on < heldOn) return { fault: { zh: `第 ${at + 1} 条的期限早于约谈日期。`, en: `Line ${at + 1} is due before the interview.` } }
    return { promise: { text: what!.trim(), due_on } }
  })
  return {
    promises: read.flatMap(({ promise }) => promise ?? []),
    faults: read.flatMap(({ fault }) => (fault ? [{ path: 'promises', sentence: fault }] : [])),
  }
}

type Subject = { readonly kind: string; readonly enterprise: string | null; readonly unit: string | null }

/** A business is interviewed by its enterprise, a department or government by its unit. */
export function subjectFaults({ kind, enterprise, unit }: Subject): readonly FieldProblem[] {
  if (kind === 'business') return enterprise === null ? [{ path: 'enterprise', sentence: { zh: '请选择被约谈的企业。', en: 'Choose the enterprise.' } }] : []
  return unit === null ? [{ path: 'unit', sentence: { zh: '请选择被约谈的单位。', en: 'Choose the unit.' } }] : []
}
