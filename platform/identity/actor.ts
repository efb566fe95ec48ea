import { Problem } from '../core/problem.ts'

/** How far a role reaches: the region and all below, the region alone, the unit's own matters, own records. */
export type Scope = 'subtree' | 'region' | 'department' | 'own'

/** One role held today, as `shian.enter` reads it at each request. */
export type Grant = {
  readonly role: string
  readonly rights: readonly string[]
  readonly scope: Scope
  /** Division code the grant is for. */
  readonly region: string
  readonly unit: string | null
  /** Function code of the unit (`market`, `health` …). */
  readonly department: string | null
}

/** Who acts: a person with a session, or a named part of the program. */
export type Actor = {
  readonly person: string | null
  readonly name: string
  readonly login: string | null
  readonly session: string | null
  /** office | field: which kind of session it is. */
  readonly sessionKind: string | null
  readonly unit: string | null
  readonly region: string
  readonly enterprise: string | null
  readonly mustChange: boolean
  readonly secondFactor: boolean
  readonly hasTotp: boolean
  /** Must set up a second factor before anything else. */
  readonly secondFactorDue: boolean
  /** After how many minutes without a request the session ends. */
  readonly idleMinutes: number
  /** When the session was last seen, for the once-a-minute touch. */
  readonly seen: string | null
  readonly grants: readonly Grant[]
}

/** What a right is asked for: the row's region and who holds or owns it. */
export type Target = {
  readonly region?: string | null
  readonly enterprise?: string | null
  readonly unit?: string | null
  readonly person?: string | null
}

/** A named part of the program that acts in jobs: every right, in the region its transaction was entered for. */
export const systemActor = (name: string, region: string): Actor => ({
  person: null, name, login: null, session: null, sessionKind: null, unit: null, region, enterprise: null,
  mustChange: false, secondFactor: false, hasTotp: false, secondFactorDue: false, idleMinutes: 0, seen: null,
  grants: [{ role: 'system', rights: ['*'], scope: 'subtree', region, unit: null, department: null }],
})

/** `140700` → `1407`: what every code of the region begins with. */
export const regionPrefix = (code: string): string =>
  code.length !== 6 ? code : code.endsWith('0000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 4) : code

/** Whether `code` lies in `region` or below it. */
export const within = (code: string, region: string): boolean => code.startsWith(regionPrefix(region))

const names = (grant: Grant, right: string): boolean =>
  grant.rights.some((held) => held === right || held === '*' || (held.endsWith('.*') && right.startsWith(held.slice(0, -1))))

function reaches(grant: Grant, actor: Actor, target: Target): boolean {
  switch (grant.scope) {
    case 'subtree':
      return target.region == null || within(target.region, grant.region)
    case 'region':
      return target.region == null || target.region === grant.region
    case 'department':
      return target.unit == null ? target.region == null || within(target.region, grant.region) : target.unit === grant.unit
    case 'own':
      return actor.enterprise !== null ? target.enterprise === actor.enterprise : target.person === actor.person
  }
}

/**
 * Whether the actor may do something, to a target or at all.
 * @example can(actor, 'registry.write', { region: '140728' })
 */
export const can = (actor: Actor, right: string, target?: Target): boolean =>
  actor.grants.some((grant) => names(grant, right) && (target === undefined || reaches(grant, actor, target)))

/** @throws Problem `right.missing` (403) where the actor may not. */
export function mustMay(actor: Actor, right: string, target?: Target): void {
  if (!can(actor, right, target)) throw new Problem('right.missing', { right })
}
