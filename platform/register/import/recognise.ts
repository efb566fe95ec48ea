import type { ImportForm } from './form.ts'
import { importable } from './form.ts'
import { bareHeading, headingUnit, knownNames, nearness, onlyNotes, otherKind, plainHeading, type KnownName, type RegionLevel } from './headings.ts'

/** A column that is read: where it stands and what it fills. */
export type ReadColumn = {
  /** From 0. */
  readonly index: number
  readonly heading: string
  readonly field: string
  /** The unit its heading names (万元), or null. */
  readonly unit: string | null
  readonly level?: RegionLevel
  /** 1 for a known name; less for a guess the user should confirm. */
  readonly certainty: number
}

/** How the headings of a sheet were understood. */
export type Recognition = {
  /** Field by heading, guesses included. */
  readonly columns: Readonly<Record<string, string>>
  /** Those of `columns` that are only near a known name. */
  readonly guesses: readonly { readonly heading: string; readonly field: string }[]
  /** Headings that fill no field. */
  readonly unrecognised: readonly string[]
  /** Fields that must be given and have no column. */
  readonly missing: readonly string[]
  /** Fields that two or more different headings name equally well: the first is read until the user says otherwise. */
  readonly conflicts: readonly { readonly field: string; readonly headings: readonly string[] }[]
  readonly reads: readonly ReadColumn[]
}

/** A heading cell: the texts it may be known by, the fullest first. A heading under a group heading has both. */
export type Heading = { readonly index: number; readonly shown: string; readonly texts: readonly string[]; readonly group?: string }

/** A heading as it is shown: on one line. */
export const shownAs = (text: string): string => text.trim().replace(/\s*[\r\n]+\s*/g, '')

/** Headings of a plain single row. `法定代表人/姓名` is also known by its last part, as sheets with group headings come back; a stroke within brackets parts nothing. */
export const headingsOf = (cells: readonly string[]): Heading[] =>
  cells.flatMap((text, index) => {
    const shown = shownAs(text)
    const last = /^(?:[^（()）/]|[（(][^（()）]*[）)])*$/.test(shown) ? '' : (shown.split('/').at(-1) ?? '')
    return shown === '' ? [] : [{ index, shown, texts: last.length >= 2 && last !== shown ? [shown, last] : [shown] }]
  })

type Match = { readonly heading: Heading; readonly name: KnownName; readonly weight: number; readonly text: string }

/**
 * Finds the field of each heading: by labels in both languages, the field's name and the declared headings, whatever the
 * width of signs, spaces, brackets with notes, units and capitals; failing that by nearness, marked as a guess.
 * @param confirmed the user's own choice by heading; null leaves a column out
 * @param guessing false: known names only, which is quick enough to ask of every row that might be a header
 */
export function recognise(
  form: ImportForm,
  headings: readonly Heading[],
  confirmed: Readonly<Record<string, string | null>> = {},
  guessing = true,
): Recognition {
  const names = knownNames(form)
  const fields = new Set(importable(form).map(([field]) => field))
  const open = headings.filter(({ shown }) => !(shown in confirmed))
  const told = headings.flatMap((heading) => {
    const field = confirmed[heading.shown]
    if (!field || !fields.has(field)) return []
    const name = exactName(
      heading,
      names.filter((known) => known.field === field),
    ) ?? { text: '', field, weight: 3 as const, ...(form.fields[field]?.kind === 'region' && { level: 'whole' as const }) }
    return [{ heading, name, weight: 4, text: heading.texts[0] ?? '' }]
  })
  const exact = open.flatMap((heading) => exactMatch(heading, names) ?? [])
  const { kept, conflicts } = settle([...told, ...exact])
  const taken = new Set(kept.map(slot))
  const rest = open.filter((heading) => !exact.some((match) => match.heading === heading))
  const free = names.filter((name) => !taken.has(slotOf(name)))
  const guessed = guessing ? settle(rest.flatMap((heading) => builtMatch(form, heading, free) ?? nearMatch(heading, free) ?? [])).kept : []
  return summarise(form, headings, kept, guessed, conflicts)
}

const exactName = (heading: Heading, names: readonly KnownName[]): KnownName | undefined => exactMatch(heading, names)?.name

/** The match of a heading with a known name; with the brackets' content first, then without where it is only a note. */
function exactMatch(heading: Heading, names: readonly KnownName[]): Match | undefined {
  for (const text of heading.texts) {
    const named = (tried: string): KnownName | undefined => names.filter((name) => name.text === tried && tried !== '').sort((a, b) => b.weight - a.weight)[0]
    const full = named(plainHeading(text))
    if (full) return { heading, name: full, weight: full.weight, text }
    const bare = named(bareHeading(text))
    const [han, latin] = halves(text)
    const own = han === '' ? undefined : named(han)
    if (own && names.some((name) => name.text === latin && name.field === own.field)) return { heading, name: own, weight: own.weight, text }
    if (bare && onlyNotes(text, (note) => names.some((name) => name.text === note && name.field === bare.field))) return { heading, name: bare, weight: bare.weight, text }
  }
  return undefined
}

/** A heading in two languages (企业名称 Company name) in its halves; empty where it is none. */
function halves(text: string): readonly [han: string, latin: string] {
  const parts = /^(\P{Script=Latin}*\p{Script=Han}\P{Script=Latin}*)([\p{Script=Latin} .'’_-]{2,})$|^([\p{Script=Latin} .'’_-]{2,}?)(\P{Script=Latin}*\p{Script=Han}\P{Script=Latin}*)$/u.exec(text)
  return parts ? [plainHeading(parts[1] ?? parts[4] ?? ''), plainHeading(parts[2] ?? parts[3] ?? '')] : ['', '']
}

const BUILT = 0.9

/** The field whose headings are built as this one is; none where two are, or where the field has a column already. */
function builtMatch({ builds = {} }: ImportForm, heading: Heading, free: readonly KnownName[]): Match | undefined {
  for (const text of heading.texts) {
    const fields = Object.keys(builds).filter((field) => [plainHeading(text), bareHeading(text), halves(text)[0]].some((plain) => plain !== '' && builds[field]!.test(plain)))
    const name = fields.length === 1 ? free.find(({ field }) => field === fields[0]) : undefined
    if (name) return { heading, name, weight: BUILT, text }
  }
  return undefined
}

/** The nearest known name, unless two fields are as near. */
function nearMatch(heading: Heading, names: readonly KnownName[]): Match | undefined {
  const scored = heading.texts
    .flatMap((text) => {
      const [full, bare] = [plainHeading(text), bareHeading(text)]
      return names.map((name) => ({
        name,
        text,
        score: Math.max(nearness(full, name.text), bare === name.text && bare !== '' ? (otherKind(text) ? 0.9 : 0.97) : nearness(bare, name.text) - 0.02),
      }))
    })
    .filter(({ score }) => score > 0.6)
    .sort((a, b) => b.score - a.score)
  const best = scored[0]
  if (!best || scored.some(({ name, score }) => name.field !== best.name.field && score > best.score - 0.05)) return undefined
  return { heading, name: best.name, weight: best.score, text: best.text }
}

/** What one column fills: a field, or one level of a place. */
const slotOf = (name: KnownName): string => (name.level && name.level !== 'whole' ? `${name.field}/${name.level}` : name.field)
const slot = (match: Match): string => slotOf(match.name)

/**
 * One heading a slot: the strongest stays. The same heading twice stays twice (the first with content is read); different
 * headings of the same strength are a conflict, of which the first is read.
 */
function settle(matches: readonly Match[]): { kept: Match[]; conflicts: { field: string; headings: string[] }[] } {
  const kept: Match[] = []
  const conflicts: { field: string; headings: string[] }[] = []
  for (const [, group] of Map.groupBy(matches, slot)) {
    const strongest = Math.max(...group.map(({ weight }) => weight))
    const best = group.filter(({ weight }) => weight === strongest)
    const first = best[0]!.heading.shown // a group has at least one member
    kept.push(...best.filter(({ heading }) => heading.shown === first))
    const shown = [...new Set(best.map(({ heading }) => heading.shown))]
    if (shown.length > 1) conflicts.push({ field: best[0]!.name.field, headings: shown })
  }
  return { kept, conflicts }
}

/** A recognition with further or other columns, each a guess for the user to confirm. */
export function withGuesses(
  form: ImportForm,
  headings: readonly Heading[],
  recognition: Recognition,
  guesses: ReadonlyMap<number, string>,
): Recognition {
  if (guesses.size === 0) return recognition
  const known = knownNames(form)
  const match = (index: number, field: string, weight: number): Match[] => {
    const heading = headings.find((one) => one.index === index)
    const name = known.find((one) => one.field === field)
    return heading && name ? [{ heading, name, weight, text: heading.texts[0] ?? '' }] : []
  }
  const filled = new Set(guesses.values())
  const kept = recognition.reads.filter(({ index, field }) => !guesses.has(index) && !filled.has(field))
  const surely = kept.filter(({ certainty }) => certainty === 1)
  const same = (read: ReadColumn): Match[] => match(read.index, read.field, read.certainty).map((one) => ({ ...one, name: { ...one.name, ...(read.level && { level: read.level }) } }))
  return summarise(
    form,
    headings,
    surely.flatMap(same),
    [...kept.filter((read) => !surely.includes(read)).flatMap(same), ...[...guesses].flatMap(([index, field]) => match(index, field, BUILT))],
    recognition.conflicts,
  )
}

function summarise(
  form: ImportForm,
  headings: readonly Heading[],
  kept: readonly Match[],
  guessed: readonly Match[],
  conflicts: Recognition['conflicts'],
): Recognition {
  const reads = [...kept, ...guessed]
    .map(({ heading, name, weight, text }): ReadColumn => ({
      index: heading.index,
      heading: heading.shown,
      field: name.field,
      unit: headingUnit(text),
      certainty: Math.min(1, weight),
      ...(name.level && { level: name.level }),
    }))
    .sort((a, b) => a.index - b.index)
  const filled = new Set(reads.map(({ field }) => field))
  const read = new Set(reads.map(({ heading }) => heading))
  return {
    columns: Object.fromEntries(reads.map(({ heading, field }) => [heading, field])),
    guesses: guessed.map(({ heading, name }) => ({ heading: heading.shown, field: name.field })),
    unrecognised: [...new Set(headings.map(({ shown }) => shown).filter((shown) => !read.has(shown)))],
    missing: importable(form)
      .filter(([name, field]) => field.required && !filled.has(name))
      .map(([name]) => name),
    conflicts,
    reads,
  }
}
