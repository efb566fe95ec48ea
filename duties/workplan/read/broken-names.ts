import { isBody, isGroup } from './bodies.ts'
import type { Passage } from './text.ts'
import { BODY_END, BRANCH_END, COMMITTEE, COUNCIL, DETACHMENT_END, INNER_END, LEVEL, MEMBERS, ORGAN_END } from './words.ts'

/** White space where a printed line began, so that names on lines of their own can be told apart. */
export function spaced(content: Passage): string {
  let out = ''
  for (let i = 0; i < content.text.length; i++) {
    if (i > 0 && content.breaks.has(i)) {
      const left = lastName(content.folded.slice(Math.max(0, i - 64), i))
      const rest = content.folded.slice(i, i + 64)
      if (isWhole(left) && startsBody(content, i) && !isBranch(left, rest) && !isGovernment(left, rest)) out += ' '
    }
    out += content.text[i]
  }
  return out
}

// no name is longer, and the search looks at every place
const NAME_REACH = 80
export const lastName = (folded: string): string => /[^、，；：\s]*$/.exec(folded.trimEnd().slice(-NAME_REACH))![0]

const startsBody = (content: Passage, at: number): boolean => {
  const next = /^[^、，；。 ]+/.exec(content.folded.slice(at, at + 64))?.[0] ?? ''
  // （镇）人民政府: a bracket belongs to the name before it
  return (
    next.length > 2 && !next.startsWith('(') && isBody(next) && !/^(?:局|委|办|室|部|会同|配合|协助|联合|协同|共同|会商|商请)/.test(next)
  )
}

/**
 * 市某某局 | 某某分局: a branch is named after the organ it belongs to, so that the line broke one name. A name that bears a level of its
 * own (市交警支队) stands alone, as does a detachment in a list whose names bear none. 市委 | 宣传部 and 市食安委 | 各成员单位 are one name too.
 */
function isBranch(left: string, rest: string): boolean {
  const next = /^[^、，；。：() ]+/.exec(rest)?.[0] ?? ''
  if (LEVEL.test(next)) return false
  if (COMMITTEE.test(left)) return INNER_END.test(next)
  if (COUNCIL.test(left) && MEMBERS.test(next)) return true
  if (!ORGAN_END.test(left)) return false
  return BRANCH_END.test(next) || (LEVEL.test(left) && DETACHMENT_END.test(next))
}

/** A body's name that nothing is missing from; a group's too has to end like one, not 各乡镇人. */
export const isWhole = (name: string): boolean => isBody(name) && (!isGroup(name) || BODY_END.test(name) || /[县区市旗乡镇村)]$/.test(name))

/** Whether a bracket opened in a list is still open where the printed line ends. */
export const isOpen = (folded: string): boolean => folded.lastIndexOf('(') > folded.lastIndexOf(')')

/** 各乡 | 镇人民政府, 各县区人 | 民政府: the line broke one name of a government. */
export const isGovernment = (left: string, rest: string): boolean =>
  (/[县市区旗乡镇道村]$/.test(left) && /^(?:人民政府|政府|党委|党工委|办事处)/.test(rest)) ||
  (isGroup(left) && /^(?:[市区旗乡镇]人民政府|[市区旗镇]?街道)/.test(rest))
