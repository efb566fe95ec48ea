import { isGroup } from './bodies.ts'
import { near } from './misprints.ts'
import { fold } from './text.ts'

/** A unit of the executing region. `functions` are the codes it answers for: one unit may hold several (科教 and 体育 in one bureau). */
export type RegionUnit = { readonly id: string; readonly name: string; readonly functions: readonly string[]; readonly region: string }

/** A row of the table of functions (platform/identity/functions.ts). */
export type NamedFunction = { readonly code: string; readonly names: readonly string[] }

/**
 * How a printed name was found among the region's units: `exact` the same name · `same-function` another name of the same function ·
 * `near` one sign away from one (offered, never taken) · `group` many bodies under one name · `none`.
 */
export type UnitMatch = {
  readonly printed: string
  readonly how: 'exact' | 'same-function' | 'near' | 'group' | 'none'
  /** Units meant; for `near` those offered; for a group its members on the day asked for. */
  readonly units: readonly string[]
  /** Functions the name was understood as. */
  readonly functions: readonly string[]
}

/** Which units a group stands for, from a day on. `pattern` is the group's name without place, as printed (各镇（街道）). */
export type GroupMembers = { readonly name: string; readonly from: string; readonly to: string | null; readonly units: readonly string[] }

export type MatchOptions = {
  /** Names of the notice's places and of the executing region (晋城市, 城区 …), dropped from the front of names. */
  readonly regionWords?: readonly string[]
  readonly groups?: readonly GroupMembers[]
  /** ISO day on which groups are expanded. */
  readonly on?: string
}

const LEVEL = /^(?:全?[省市区县州盟旗])(?:级|直)?(?!委(?!员))/

/** A name as it is compared: one spelling, no inner brackets, no place and no level in front. */
export function plainName(printed: string, regionWords: readonly string[] = []): string {
  let name = fold(printed)
    .replace(/\s+/g, '')
    .replace(/(?:\([^()]*\))+$/, '')
  const words = [...regionWords].sort((a, b) => b.length - a.length)
  for (let before = ''; before !== name;) {
    before = name
    for (const word of words) if (word && name.startsWith(word) && name.length > word.length + 1) name = name.slice(word.length)
  }
  // 市市场监管局 → 市场监管局, but 市场监管局 stays: what is left must not begin in the middle of a word
  const short = name.replace(LEVEL, '')
  return short.length >= 2 ? short : name
}

/** Spellings to try: the name as it stands and without its level, since 市场监管局 also begins with 市. */
const spellings = (printed: string, words: readonly string[]): string[] => {
  const short = plainName(printed, words)
  const whole = fold(printed)
    .replace(/\s+/g, '')
    .replace(/(?:\([^()]*\))+$/, '')
  // 市生态环境局某某分局: the place between the body and 分局 is dropped too
  const branch = words.reduce(
    (name, word) => (word.length > 1 ? name.replace(`局${word.replace(/[省市区县州盟旗]$/, '')}分局`, '分局') : name),
    short,
  )
  return [...new Set([whole, short, branch])]
}

/** Matches printed names to the executing region's units. Nothing is replaced silently: `near` is an offer for a person. */
export function matchUnits(
  names: readonly string[],
  units: readonly RegionUnit[],
  functions: readonly NamedFunction[],
  options: MatchOptions = {},
): UnitMatch[] {
  const words = options.regionWords ?? []
  const byName = new Map<string, Set<string>>()
  for (const unit of units) for (const name of spellings(unit.name, words)) byName.set(name, (byName.get(name) ?? new Set()).add(unit.id))
  const codeOf = new Map<string, Set<string>>()
  for (const { code, names: known } of functions) for (const name of known) codeOf.set(name, (codeOf.get(name) ?? new Set()).add(code))
  return names.map((printed) => matchOne(printed, { units, words, byName, codeOf, options }))
}

type Tables = {
  units: readonly RegionUnit[]
  words: readonly string[]
  byName: ReadonlyMap<string, ReadonlySet<string>>
  codeOf: ReadonlyMap<string, ReadonlySet<string>>
  options: MatchOptions
}

function matchOne(printed: string, tables: Tables): UnitMatch {
  const tried = spellings(printed, tables.words)
  const exact = tried.flatMap((name) => [...(tables.byName.get(name) ?? [])])
  const codes = [...new Set(tried.flatMap((name) => [...(tables.codeOf.get(name) ?? [])]))]
  if (exact.length > 0) return { printed, how: 'exact', units: [...new Set(exact)], functions: codes }
  if (isGroup(printed)) return { printed, how: 'group', units: membersOf(printed, tables), functions: [] }
  const same = tables.units.filter((unit) => unit.functions.some((code) => codes.includes(code)))
  if (same.length > 0) return { printed, how: 'same-function', units: same.map(({ id }) => id), functions: codes }
  if (codes.length > 0) return { printed, how: 'none', units: [], functions: codes }
  return offer(printed, tried, tables)
}

/** Units whose name, or another name of whose function, is one sign away. */
function offer(printed: string, tried: readonly string[], tables: Tables): UnitMatch {
  const isNear = (known: string) => known.length >= 3 && tried.some((name) => name.length >= 3 && near(name, known) === 1)
  const ids = new Set([...tables.byName].filter(([name]) => isNear(name)).flatMap(([, found]) => [...found]))
  const codes = [...new Set([...tables.codeOf].filter(([name]) => isNear(name)).flatMap(([, found]) => [...found]))]
  for (const unit of tables.units) if (unit.functions.some((code) => codes.includes(code))) ids.add(unit.id)
  return { printed, how: ids.size > 0 ? 'near' : 'none', units: [...ids], functions: codes }
}

/** The members of a group on the day asked for, by its name with or without place; none when nobody has listed them. */
function membersOf(printed: string, { options, words }: Tables): string[] {
  const own = groupName(printed, words)
  const valid = (options.groups ?? []).filter(
    (group) =>
      groupName(group.name, words) === own && (!options.on || (group.from <= options.on && (group.to === null || options.on <= group.to))),
  )
  return [...new Set(valid.flatMap(({ units }) => units))]
}

const groupName = (name: string, words: readonly string[]) => plainName(name, words).replace(/(?:有关|相关|各|所有)/g, '')
