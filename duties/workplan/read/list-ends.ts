import { hasRole, isAssignment } from './assignment.ts'
import { isGroup } from './bodies.ts'
import { isGovernment, isOpen, isWhole, lastName } from './broken-names.ts'
import type { Passage } from './text.ts'
import type { Span } from './types.ts'

/** A line that begins so continues a list whose last name ended the line before. */
const ROLE_BEGINS = /^(?:按|根据|依|牵头|负责|配合|协|参|共同|分别|分工|各负|各司|落实|等|会同|[、，)])/

/** 等部 | 门按职责分工负责: only together they name bodies and say their part. */
function endsBroken(soFar: string, line: string): boolean {
  const whole = lastName(soFar.slice(-64)) + line.slice(0, 120)
  return isAssignment(whole, true) && hasRole(whole)
}

/** Where the list after a label ends: at its closing bracket, a full stop, or the printed line after which no names follow. */
export function listEnd(item: Passage, label: { content: number; around: Span | null }, limit: number): number {
  if (label.around) return limit
  const stop = item.folded.indexOf('。', label.content)
  const end = stop >= 0 ? Math.min(limit, stop) : limit
  let taken = label.content
  const lines = [...item.breaks].filter((at) => at > label.content && at < end).sort((a, b) => a - b)
  for (const next of [...lines, end]) {
    const line = item.folded.slice(taken, next).trim()
    const soFar = item.folded.slice(label.content, taken).trim()
    const goesOn =
      soFar === '' ||
      /[、，；]$/.test(soFar) ||
      !isWhole(lastName(soFar.slice(-64))) ||
      isOpen(soFar) ||
      isGovernment(lastName(soFar.slice(-64)), item.folded.slice(taken, taken + 64)) ||
      ROLE_BEGINS.test(line) ||
      (/^\([\u4e00-\u9fff、]{1,10}\)/.test(line) && isGroup(lastName(soFar.slice(-64)))) ||
      endsBroken(soFar, line) ||
      (line !== '' && isAssignment(line, true))
    if (!goesOn) return taken
    taken = next
  }
  return end
}

/** Where a bracket closes that opened before `start`. */
function closesAt(folded: string, start: number, limit: number): number {
  let depth = 0
  for (let i = start; i < limit; i++) {
    if (folded[i] === '(') depth++
    else if (folded[i] === ')' && --depth < 0) return i
  }
  return limit
}

/** A limit or a person's name ends at its stop, or with its printed line when it is long. */
export function lineEnd(item: Passage, start: number, limit: number): number {
  const stops = ['。', '；'].map((stop) => item.folded.indexOf(stop, start)).filter((at) => at >= 0 && at < limit)
  const end = Math.min(limit, closesAt(item.folded, start, limit), ...stops)
  const line = [...item.breaks].filter((at) => at > start && at < end).sort((a, b) => a - b)[0]
  if (line === undefined || end - start <= 24) return end
  return line
}
