import { LEADLESS, settle, type AssignmentReading } from './assignment.ts'
import type { Group } from './find.ts'

const shown = ({ printed, sentence }: Group): string => printed.replace(/\s+/g, '') + (sentence ? `（“${sentence}…”）` : '')

/**
 * Several lists in one task each assign their own sentence. The form has one list of each kind: whoever leads a part leads, whoever
 * assists assists, the others bear their own part; a person is told where the lists stand.
 */
export function combine(groups: readonly Group[]): AssignmentReading | null {
  const [first, ...others] = groups
  if (!first) return null
  if (others.length === 0) return settle(first.parts)
  const readings = groups.map(({ parts }) => settle(parts))
  const distinct = (names: readonly string[], taken: readonly string[] = []) => [...new Set(names)].filter((name) => !taken.includes(name))
  const unclear = [
    ...readings
      .flatMap((one) => one.unclear)
      .filter((told) => !told.startsWith(LEADLESS) || !readings.some(({ lead, joint }) => lead.length + joint.length > 0)),
    `一项中有${groups.length}处责任单位，${groups.every(({ sentence }) => sentence) ? '各管一句' : '各管其前的文字'}：${groups.map(shown).join('｜')}`,
  ]
  const superior = readings.find((one) => one.superior !== null)?.superior ?? null
  const leads = readings.filter(({ mode }) => mode === 'lead_divided' || mode === 'lead_assist')
  const named = readings.flatMap((one) => [...one.lead, ...one.assisting, ...one.joint])
  if (leads.length === 0) {
    const all = distinct(named)
    if (all.length === 1) return { mode: 'single', lead: all, assisting: [], joint: [], superior, unclear }
    const worded = groups.some(({ parts }) => parts.divided.length + parts.lead.length > 0)
    return { mode: worded ? 'joint' : 'unmarked', lead: [], assisting: [], joint: all, superior, unclear }
  }
  const lead = distinct(readings.flatMap((one) => one.lead))
  const equal = readings.some((one) => one.mode === 'lead_divided' || one.joint.length > 0)
  return { mode: equal ? 'lead_divided' : 'lead_assist', lead, assisting: distinct(named, lead), joint: [], superior, unclear }
}
