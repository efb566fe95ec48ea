import { sql } from 'kysely'
import { problems, Problem } from '../../core/problem.ts'
import type { Database, Tx } from '../../database/database.ts'
import { can, regionPrefix, systemActor, type Actor, type Grant } from '../../identity/actor.ts'

problems({
  'acting.gone': [
    403,
    '发起人的账号已停用，任务不能继续。请由在岗人员重新发起。',
    'Whoever began this no longer has an account. Someone in office must begin it again.',
  ],
  'acting.right': [
    403,
    '发起人已没有办理此事的权限（{right}），任务已停止。请联系本单位管理员。',
    'Whoever began this may no longer do it ({right}); it has stopped. Ask your administrator.',
  ],
})

/** The rights a person holds today, as at a request of theirs. Undefined where they have left. Reads the whole city. */
async function actorOf(tx: Tx, person: string): Promise<Actor | undefined> {
  const who = await tx
    .selectFrom('person')
    .select(['id', 'name', 'unit_id', 'region', 'enterprise_id'])
    .where('id', '=', person)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (!who) return undefined
  const { rows: grants } = await sql<Grant>`select o.role_code as role, r.rights, o.scope, o.unit_id as unit, u.function as department,
      case when o.scope = 'own' and ${who.enterprise_id}::uuid is not null then ${tx.work.city} else o.region end as region
    from post o join role r on r.code = o.role_code and r.closed_at is null left join org_unit u on u.id = o.unit_id
    where o.person_id = ${person} and o.closed_at is null and o.starts_on <= ${tx.work.today} and (o.ends_on is null or o.ends_on >= ${tx.work.today})`.execute(
    tx,
  )
  return { ...systemActor(who.name, who.region), person: who.id, name: who.name, unit: who.unit_id, enterprise: who.enterprise_id, grants }
}

/**
 * Who a job of a person acts as, with the rights of this very moment.
 * @throws Problem `acting.gone`, `acting.right` (403): rights taken away meanwhile end the job
 */
export async function actingFor(database: Database, city: string, person: string | null, right: string): Promise<Actor> {
  const actor = person === null ? systemActor('system', city) : await database.read({ system: 'acting', city }, (tx) => actorOf(tx, person))
  if (!actor) throw new Problem('acting.gone')
  if (!can(actor, right)) throw new Problem('acting.right', { right })
  return actor
}

/** The smallest region of the city that holds all in which the actor has a right: what row-level security is set to. */
export function reachOf(actor: Actor, right: string, city: string): string {
  const regions = actor.grants.filter((grant) => can({ ...actor, grants: [grant] }, right)).map((grant) => grant.region)
  const [first] = regions
  return first !== undefined && regions.every((region) => region.startsWith(regionPrefix(first))) ? first : city
}

/** The transaction in the name of a person: what it changes is theirs in the audit trail. */
export const actingAs = (tx: Tx, actor: Actor, action: string): Tx =>
  Object.assign(tx.withoutPlugins(), { work: { ...tx.work, actor, action } })
