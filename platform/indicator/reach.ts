import { Problem } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { can, regionPrefix, type Actor } from '../identity/actor.ts'

/** The right to see figures. */
export const READ = 'indicators.read'

/** A figure is the region's, not the reader's: whoever may see it sees the same number. A business sees none. */
export const mayReadRegion = (actor: Actor, region: string): boolean => actor.enterprise === null && can(actor, READ, { region })

/** The widest region whose figures the actor may see. @throws Problem `right.missing` (403) where there is none */
export function widestRegion(actor: Actor): string {
  const held = actor.grants.map((grant) => grant.region).filter((region) => mayReadRegion(actor, region))
    .sort((a, b) => regionPrefix(a).length - regionPrefix(b).length)
  if (held[0] === undefined) throw new Problem('right.missing', { right: READ })
  return held[0]
}

/** The region asked for, or the widest. @throws Problem `right.missing` (403) where the actor may not see its figures */
export function regionFor(actor: Actor, region: string | undefined): string {
  if (region === undefined) return widestRegion(actor)
  if (!mayReadRegion(actor, region)) throw new Problem('right.missing', { right: READ })
  return region
}

/** The divisions just below one, in force today. */
export async function divisionsBelow(tx: Tx, region: string): Promise<string[]> {
  const rows = await tx.selectFrom('shian.region').select('code').where('parent', '=', region).where('valid_to', 'is', null).orderBy('code').execute()
  return rows.map(({ code }) => code)
}

/** A region and those below it that the actor may see. */
export const regionAndParts = async (tx: Tx, actor: Actor, region: string): Promise<string[]> =>
  [region, ...(await divisionsBelow(tx, region)).filter((code) => mayReadRegion(actor, code))]
