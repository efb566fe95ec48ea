import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { departmentFunctions, sharedNames } from '../../platform/identity/functions.ts'
import { inRegion } from '../../platform/register/scope.ts'
import type { DraftTask, NameState, PlanDraft, UnitDecision } from './contract.ts'
import { matchUnits, plainName, type GroupMembers, type RegionUnit, type UnitMatch } from './read/match.ts'

export type NamedUnit = {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly function: string
  readonly kind: string
}

/** Units that a plan of a region may be given to: the region's own first, then governments and townships directly below, as they are listed officially. */
export async function unitsBelow(tx: Tx, region: string): Promise<readonly NamedUnit[]> {
  const { rows } = await sql<NamedUnit>`select id, name, region, function, kind from org_unit
    where closed_at is null and (region = ${region} or (${inRegion(region)} and kind in ('township', 'county_government')))
    order by (region = ${region}) desc, sort_order, id`.execute(tx)
  return rows
}

/** Words that stand in front of names: places the notice names, and the executing region with those above it. */
async function placeWords(tx: Tx, said: string, region: string): Promise<string[]> {
  const above = [...new Set([region, `${region.slice(0, 4)}00`, `${region.slice(0, 2)}0000`])]
  const { rows } = await sql<{ name_zh: string }>`select distinct name_zh from shian.region
    where code = any(${above}::text[]) or (level in ('province', 'city', 'county') and position(name_zh in ${said}) > 0)`.execute(tx)
  return rows.map((row) => row.name_zh)
}

async function groupsOf(tx: Tx, region: string): Promise<GroupMembers[]> {
  const { rows } = await sql<{
    name: string
    unit_ids: string[]
    valid_from: DateOnly
    valid_to: DateOnly | null
  }>`select name, unit_ids, valid_from, valid_to
    from unit_group where region = ${region} and closed_at is null`.execute(tx)
  return rows.map(({ name, unit_ids, valid_from, valid_to }) => ({ name, units: unit_ids, from: valid_from, to: valid_to }))
}

/** Units with the functions they answer for; those below the region are found by their own name only. */
const asMatchable = (units: readonly NamedUnit[], region: string, words: readonly string[]): RegionUnit[] =>
  units.map(({ id, name, function: code, region: at }) => ({
    id,
    name,
    region: at,
    functions: at === region ? [...new Set([code, ...(sharedNames[plainName(name, words)] ?? [])])] : [],
  }))

const LEVELS = ['省', '市', '区', '县', '旗', '州'] as const

/** The table of functions with the names of Party bodies as they are printed: 委宣传部 stands as 区委宣传部, 县委宣传部. */
const printedFunctions = departmentFunctions.map(({ code, names }) => ({
  code,
  names: [...names, ...names.filter((name) => name.startsWith('委')).flatMap((name) => LEVELS.map((level) => `${level}${name}`))],
}))

/** Every printed name that work is given to, once, in the order of the paper. The upper body of a task is told, never given work. */
export const printedNames = (tasks: readonly Pick<DraftTask, 'lead' | 'assisting' | 'joint'>[]): string[] => [
  ...new Set(tasks.flatMap(({ lead, assisting, joint }) => [...lead, ...assisting, ...joint])),
]

/** Whether a match may be taken as it is. A near name, several units of one function and an unlisted group wait for a person. */
const isSure = ({ how, units }: UnitMatch): boolean =>
  how === 'group' ? units.length > 0 : (how === 'exact' || how === 'same-function') && units.length === 1

export function nameState(match: UnitMatch, decision: UnitDecision | undefined): NameState {
  const status =
    decision === undefined
      ? isSure(match)
        ? 'ready'
        : 'decide'
      : decision.create
        ? 'create'
        : decision.take.length > 0
          ? 'ready'
          : 'left_out'
  return { ...match, decision: decision ?? null, status }
}

/** How each printed name of a draft stands among the units of the executing region, on a day. */
export async function matchNames(
  tx: Tx,
  draft: PlanDraft,
  region: string,
  units: readonly NamedUnit[],
  on: DateOnly,
): Promise<NameState[]> {
  const [words, groups] = await Promise.all([placeWords(tx, `${draft.issuer} ${draft.title}`, region), groupsOf(tx, region)])
  const matches = matchUnits(printedNames(draft.tasks), asMatchable(units, region, words), printedFunctions, {
    regionWords: words,
    groups,
    on,
  })
  const decisions = new Map(draft.units.map((one) => [one.printed, one]))
  return matches.map((match) => nameState(match, decisions.get(match.printed)))
}

/** Units meant by a name as it stands: those decided on, else those matched. */
export const unitsOf = ({ decision, status, units }: NameState): readonly string[] =>
  status !== 'ready' ? [] : decision ? decision.take : units
