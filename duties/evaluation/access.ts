import { can, mustMay, within, type Actor } from '../../platform/identity/actor.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import { widestRegion } from '../../platform/indicator/reach.ts'
import type { Tx } from '../../platform/database/database.ts'

problems({
  'evaluation.region': [422, '评价只到市和县（市、区），请选择市或县。', 'Only the city and its counties are evaluated. Choose one of them.'],
})

export const READ = 'evaluation.read'

/**
 * The region asked for, or the widest the actor sees: the city or a county of it. Who reaches no county sees none of its figures either:
 * row-level security would count only the part in reach.
 * @throws Problem `right.missing` (403), `evaluation.region` (422)
 */
export function regionOf(tx: Tx, wanted: string | undefined): string {
  const { actor, city } = tx.work
  const region = wanted ?? widestRegion(actor)
  if (region.length !== 6 || !within(region, city)) throw new Problem('evaluation.region')
  if (actor.enterprise !== null || !can(actor, READ, { region })) throw new Problem('right.missing', { right: READ })
  return region
}

/** @throws Problem `right.missing` (403) */
export const mustManage = (actor: Actor, region: string): void => mustMay(actor, 'evaluation.manage', { region })
