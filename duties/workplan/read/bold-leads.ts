import { hasRole, isAssignment } from './assignment.ts'
import type { Passage } from './text.ts'
import { BOLD_SIGN } from './words.ts'

const PARTS_NAMES = /[、，；\s]/

/**
 * A list of units without a word on who leads, some of them in bold: those are set off as the leading ones, each marked with
 * {@link BOLD_SIGN}. A list that is bold throughout, or not at all, or says in words who leads, stays as it is.
 */
export function markBoldLeads(list: Passage): Passage {
  const [first, last] = [list.at[0], list.at.at(-1)]
  if (first === undefined || last === undefined || list.text.length > 600) return list
  const inside = list.bold.filter(({ start, end }) => start <= last && end > first)
  if (inside.length === 0 || hasRole(list.text) || !isAssignment(list.text, true)) return list
  const isBold = list.at.map((place) => inside.some(({ start, end }) => place >= start && place < end))
  const begins = [...list.folded].flatMap((sign, i) =>
    !PARTS_NAMES.test(sign) && (i === 0 || PARTS_NAMES.test(list.folded[i - 1]!) || list.breaks.has(i)) ? [i] : [],
  )
  const leads = begins.filter((i) => isBold[i])
  return leads.length === 0 || leads.length === begins.length ? list : withSigns(list, leads)
}

/** The passage with a sign before each of the places. */
function withSigns(whole: Passage, places: readonly number[]): Passage {
  const signs = new Set(places)
  let text = ''
  let folded = ''
  const at: number[] = []
  const breaks = new Set<number>()
  whole.at.forEach((place, i) => {
    if (whole.breaks.has(i)) breaks.add(text.length)
    if (signs.has(i)) {
      text += BOLD_SIGN
      folded += BOLD_SIGN
      at.push(place)
    }
    text += whole.text[i]
    folded += whole.folded[i]
    at.push(place)
  })
  return { ...whole, text, folded, at, breaks }
}
