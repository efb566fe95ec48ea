import { hasRole, isAssignment } from './assignment.ts'
import { findAssignments } from './find.ts'
import { part, type Passage } from './text.ts'
import { EXHORTS_ALL, SPEAKS_OF_ALL } from './words.ts'

// a closing paragraph has no more printed lines; the bound keeps hostile texts quick
const LINES = 12

/**
 * Parts an item from a paragraph behind it that speaks to all (以上各项任务，各单位要于11月底前报…; 请各单位…) and has no number of its own, so
 * that the outline put it under the last item. Such a paragraph says of which tasks it speaks, or follows the item's list of units; one
 * that assigns (以上任务均由…负责) stays.
 */
export function splitTail(item: Passage): { own: Passage; tail: Passage | null } {
  for (const at of [...item.breaks].sort((a, b) => a - b).slice(-LINES)) {
    if (at === 0 || !/[。；)]\s*$/.test(item.folded.slice(Math.max(0, at - 4), at))) continue
    const opening = item.folded.slice(at, at + 80)
    const ofAll = SPEAKS_OF_ALL.test(opening)
    if (!ofAll && !EXHORTS_ALL.test(opening)) continue
    const own = part(item, 0, at)
    const tail = part(item, at, item.text.length)
    if (!assigns(tail) && (ofAll || endsInUnits(own))) return { own, tail }
  }
  return { own: item, tail: null }
}

function assigns(tail: Passage): boolean {
  const phrase = tail.text.replace(/[。；]$/, '')
  return findAssignments(tail).groups.length > 0 || (isAssignment(phrase, true) && hasRole(phrase))
}

/** Whether a list of units is the last thing an item says. */
function endsInUnits(own: Passage): boolean {
  const { groups, cuts } = findAssignments(own)
  return groups.length > 0 && (cuts.at(-1)?.end ?? 0) >= own.text.length
}
