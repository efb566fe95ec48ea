import type { Paper } from '../../../platform/documents/paper.ts'
import { isAssignment } from './assignment.ts'
import { hasBelow, type Item } from './outline.ts'
import { fold, passage, type Passage } from './text.ts'

/**
 * 一、某某局 over the tasks of that body, or over the paragraph that tells what it does: where most headings of a level are names of
 * bodies, each is the list of what stands under it.
 */
export function unitHeadings({ children }: Item, paper: Paper): ReadonlySet<Item> {
  const level = children.filter((one) => hasBelow(one) || one.lines.length > 1)
  const named = level.filter((one) => namesBodies(headingLines(one, paper)))
  return new Set(named.length >= 2 && named.length * 2 > level.length ? named : [])
}

/** What an item's heading says: all that is printed over sub-items, the first line over text. */
export const headingLines = (item: Item, paper: Paper): Passage => passage(paper, hasBelow(item) ? item.lines : item.lines.slice(0, 1))

/** 一、某局（3项） */
export const withoutCount = ({ text }: Passage): string =>
  text.trim().replace(/[（(]\s*共?计?\s*[\d一二三四五六七八九十]+\s*[项条个件]\S{0,4}[）)]$/, '')

function namesBodies(heading: Passage): boolean {
  const text = withoutCount(heading)
  return text.length <= 60 && !/[。：]/.test(fold(text)) && isAssignment(text, true)
}
