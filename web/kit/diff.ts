/** Comparing versions of a row: what a person changed, what someone else changed meanwhile, and where they meet. */

const stable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(stable)
  if (typeof value !== 'object' || value === null) return value ?? null
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, stable(inner)]),
  )
}

/** Equal in content: missing is null, empty text is null, the order of an object's names does not count. */
export const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(stable(a === '' ? null : a)) === JSON.stringify(stable(b === '' ? null : b))

type Values = Readonly<Record<string, unknown>>

/** The fields of `names` that differ from `before`, with their new values; emptied fields are null. */
export function changed(before: Values, after: Values, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => !same(before[name], after[name])).map((name) => [name, after[name] === '' ? null : (after[name] ?? null)]),
  )
}

export type Meeting = {
  readonly name: string
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
  readonly both: boolean
}

/**
 * What two people did to one row since `base`: each field that either changed, in the order of `names`.
 * `both` marks a real conflict: each set it, to different values.
 */
export function meetings(base: Values, mine: Values, theirs: Values, names: readonly string[]): Meeting[] {
  return names.flatMap((name) => {
    const byMe = !same(base[name], mine[name])
    const byThem = !same(base[name], theirs[name])
    if (!byMe && !byThem) return []
    return [{ name, base: base[name], mine: mine[name], theirs: theirs[name], both: byMe && byThem && !same(mine[name], theirs[name]) }]
  })
}

/** Their row with my changes laid over it; where both changed a field, mine only if it is among `kept`. */
export function merge(
  base: Values,
  mine: Values,
  theirs: Values,
  names: readonly string[],
  kept: ReadonlySet<string>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...theirs }
  for (const meeting of meetings(base, mine, theirs, names)) {
    if (!same(meeting.base, meeting.mine) && (!meeting.both || kept.has(meeting.name))) merged[meeting.name] = meeting.mine
  }
  return merged
}
