/** A heading of a template's text, with the lines that belong to it. */
export type Section = { readonly line: number; readonly level: number; readonly title: string; readonly end: number }

const HEADING = /^\s*(#{1,4})\s+(.*)$/

/** The headings of a text in their order; `end` is the line behind the last of what stands below it, lower headings too. */
export function sectionsOf(body: string): readonly Section[] {
  const lines = body.split(/\r?\n/)
  const heads = lines.flatMap((text, line) => {
    const found = HEADING.exec(text)
    return found ? [{ line, level: found[1]!.length, title: found[2]!.trim() }] : []
  })
  return heads.map((head, at) => {
    const next = heads.slice(at + 1).find(({ level }) => level <= head.level)
    return { ...head, end: next?.line ?? lines.length }
  })
}

/** The sections beside one: of its level, with no higher heading between. */
function beside(all: readonly Section[], at: number, by: 1 | -1): Section | undefined {
  const own = all[at]!
  for (let other = at + by; other >= 0 && other < all.length; other += by) {
    const one = all[other]!
    if (one.level < own.level) return undefined
    if (one.level === own.level) return one
  }
  return undefined
}

/** Whether a section may change places with the one before or behind it. */
export const mayMove = (body: string, at: number, by: 1 | -1): boolean => beside(sectionsOf(body), at, by) !== undefined

/** The text with a section, and all below it, before or behind its neighbour of the same level. */
export function moveSection(body: string, at: number, by: 1 | -1): string {
  const all = sectionsOf(body)
  const [own, other] = [all[at]!, beside(all, at, by)]
  if (!other) return body
  const [first, second] = by === 1 ? [own, other] : [other, own]
  const lines = body.split(/\r?\n/)
  const part = (from: number, to: number): string[] => {
    const cut = lines.slice(from, to)
    // A blank line between two sections belongs to neither.
    while (cut.at(-1)?.trim() === '') cut.pop()
    return cut
  }
  const rest = lines.slice(second.end)
  return [
    ...lines.slice(0, first.line),
    ...part(second.line, second.end),
    '',
    ...part(first.line, first.end),
    ...(rest.length > 0 ? ['', ...rest] : ['']),
  ].join('\n')
}
