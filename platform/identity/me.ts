import type { Bilingual } from '../core/bilingual.ts'
import type { DateOnly } from '../core/dates.ts'
import type { Tx } from '../database/database.ts'
import { regionNames } from '../register/labels.ts'
import type { Grant } from './actor.ts'

/** Who is signed in, as the browser shows it and decides which faces to offer. */
export type Me = {
  readonly person: string | null
  readonly name: string
  readonly login: string | null
  readonly unit: { readonly id: string; readonly name: string } | null
  readonly region: { readonly code: string; readonly name: Bilingual }
  readonly enterprise: string | null
  /** Every right of every grant, each once. */
  readonly rights: readonly string[]
  readonly grants: readonly Grant[]
  readonly city: { readonly code: string; readonly name: Bilingual; readonly demo: boolean; readonly today: DateOnly }
  readonly mustChange: boolean
  readonly hasTotp: boolean
  readonly secondFactorDue: boolean
  readonly idleMinutes: number
}

export async function meOf(tx: Tx): Promise<Me> {
  const { actor, city, today } = tx.work
  const [place, unit, regions] = await Promise.all([
    tx.selectFrom('shian.city').selectAll().where('code', '=', city).executeTakeFirstOrThrow(),
    actor.unit === null ? null : tx.selectFrom('org_unit').select(['id', 'name']).where('id', '=', actor.unit).executeTakeFirst(),
    regionNames(tx, [actor.region]),
  ])
  const { person, name, login, enterprise, grants, mustChange, hasTotp, secondFactorDue, idleMinutes } = actor
  return {
    person,
    name,
    login,
    unit: unit ?? null,
    region: { code: actor.region, name: regions[actor.region] ?? { zh: actor.region, en: actor.region } },
    enterprise,
    rights: [...new Set(grants.flatMap((grant) => grant.rights))].sort(),
    grants,
    city: { code: city, name: { zh: place.name_zh, en: place.name_en }, demo: place.demo, today },
    mustChange,
    hasTotp,
    secondFactorDue,
    idleMinutes,
  }
}
