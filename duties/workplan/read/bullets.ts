import type { Entry, TextLine } from './lines.ts'

/** Signs that open an item without numbering it. */
const BULLET = /^([-*+•·●○◆◇■□▪▶►➢★☆✦※])\s*(?=[\u4e00-\u9fff“《(【\d*])/
const HEADING = 24

/** Of a bullet that is no part of the text. */
const OF_LIST = { sign: 'list', length: 0 }

/** The sign a line begins with, and how long it is; null where there is none. */
export function bulletOf({ folded, bulleted }: Pick<TextLine, 'folded' | 'bulleted'>): { sign: string; length: number } | null {
  if (bulleted) return OF_LIST
  const found = BULLET.exec(folded)
  return found && !folded.startsWith('**') ? { sign: found[1]!, length: found[0].length } : null
}

/**
 * The signs under which a paper lists its tasks: of two lines or more that begin so, at least half end in a list of units. Other signs stand
 * before remarks, measures or labels within a task.
 */
export function taskSigns(entries: readonly Entry[], assigns: (at: number) => boolean): ReadonlySet<string> {
  const uses = new Map<string, { of: number; assigning: number }>()
  entries.forEach((entry, i) => {
    const bullet = entry.kind === 'line' && entry.role === 'text' ? bulletOf(entry) : null
    if (!bullet) return
    const { of, assigning } = uses.get(bullet.sign) ?? { of: 0, assigning: 0 }
    uses.set(bullet.sign, { of: of + 1, assigning: assigning + (assigns(i) ? 1 : 0) })
  })
  return new Set([...uses].filter(([, { of, assigning }]) => assigning >= 2 && assigning * 2 >= of).map(([sign]) => sign))
}

/** ★源头治理 over items under another sign: a heading. */
export const isBulletHeading = (line: TextLine, signs: ReadonlySet<string>): boolean => {
  const bullet = signs.size > 0 ? bulletOf(line) : null
  return bullet !== null && !signs.has(bullet.sign) && line.folded.length <= HEADING && !/[，。；：、()]/.test(line.folded)
}
