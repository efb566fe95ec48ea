import type { Bilingual } from '../../core/bilingual.ts'
import { plainHeading } from './headings.ts'
import type { ImportForm } from './form.ts'

/** What a sheet says of all its rows outside of its columns. */
export type Told = {
  readonly field: string
  readonly value: string
  /** Where it says so, in quotation marks: stands among the headings when the clerk confirms them. */
  readonly heading: string
  readonly label: Bilingual
  /** The value in words. */
  readonly shown: Bilingual
}

/** Longer texts are instructions, which speak of much that is not there. */
const LONGEST = 60

/**
 * What the texts about a sheet (its title, its own name, a heading of names, the name of the file) say of each of its rows, for fields that
 * have no column. The first text that says anything decides; one that says two things (小作坊、小餐饮名单) says nothing, nor do those after it.
 * @param confirmed the clerk's own choice by heading: the same field, or it is left out
 */
export function toldOfAll(
  form: ImportForm,
  filled: ReadonlySet<string>,
  texts: readonly string[],
  confirmed: Readonly<Record<string, string | null>> = {},
): Told[] {
  return Object.entries(form.ofAll ?? {}).flatMap(([name, words = []]) => {
    const field = form.fields[name]
    if (!field || filled.has(name)) return []
    for (const text of texts) {
      const values = saidIn(text, words)
      if (values.size === 0) continue
      const [value] = values
      const heading = `“${text}”`
      const refused = heading in confirmed && confirmed[heading] !== name
      if (value === undefined || values.size > 1 || refused) return []
      const option = field.kind === 'choice' ? field.options.find(({ code }) => code === value) : undefined
      return [{ field: name, value, heading, label: field.label, shown: option?.label ?? { zh: value, en: value } }]
    }
    return []
  })
}

/** The values whose words stand in a text; what one has taken is not read again by those after it. */
function saidIn(text: string, words: readonly (readonly [words: RegExp, value: string])[]): Set<string> {
  const values = new Set<string>()
  let rest = plainHeading(text)
  if (rest.length > LONGEST) return values
  for (const [pattern, value] of words) {
    if (!pattern.test(rest)) continue
    values.add(value)
    rest = rest.replace(pattern, ' ')
  }
  return values
}
