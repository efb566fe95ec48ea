import { Problem, problems } from '../core/problem.ts'
import type { Tx } from '../database/database.ts'
import { can, mustMay, within, type Scope } from './actor.ts'
import { accountOwner, endSessions } from './accounts.ts'
import { administratorsOf } from './rights.ts'

problems({
  'post.administrators': [
    409,
    '系统管理员、安全管理员、审计管理员不能由同一人担任。',
    'No one person may be more than one of system, security and audit administrator.',
  ],
  'post.self': [
    403,
    '不能给自己任命岗位或修改自己的权限，请由另一位安全管理员办理。',
    'You cannot appoint yourself or change your own rights. Ask another security administrator.',
  ],
  'post.reach': [403, '任命的范围超出您的管辖范围。', 'The post would reach further than your own area.'],
  'role.administrators': [400, '同一角色不能包含两类管理员的权限。', 'One role may not hold the rights of two kinds of administrator.'],
  'role.administrator-in-use': [
    409,
    '该角色正在使用，不能改变其管理员类别；请另建角色。',
    'The role is held by people, so it cannot become or cease to be an administrator’s. Make another role.',
  ],
})

type Values = Readonly<Record<string, unknown>>

const invalid = (path: string, zh: string, en: string): Problem => new Problem('input.invalid', {}, [{ path, sentence: { zh, en } }])

/** How far a scope reaches beyond others: who may appoint for the region alone may not appoint for all below. */
const WIDTH: Readonly<Record<Scope, number>> = { own: 0, department: 1, region: 2, subtree: 3 }

/** Whether a grant of `roles.write` covers the post, in place and in reach. */
function covers(tx: Tx, region: string, scope: Scope): boolean {
  return tx.work.actor.grants.some(
    (grant) =>
      can({ ...tx.work.actor, grants: [grant] }, 'roles.write') &&
      WIDTH[grant.scope] >= WIDTH[scope] &&
      (grant.scope === 'subtree' ? within(region, grant.region) : region === grant.region),
  )
}

/** Which administrator a post makes, and that the appointment is the actor's to make. */
export async function completePost(tx: Tx, values: Values): Promise<Values> {
  mustMay(tx.work.actor, 'roles.write')
  const person = String(values['person_id'])
  const role = await tx
    .selectFrom('role')
    .select('administrator')
    .where('code', '=', String(values['role_code']))
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (!role) throw invalid('role_code', '没有这个角色。', 'There is no such role.')
  const owner = await accountOwner(tx, person)
  if (!owner) throw invalid('person_id', '该人员已注销。', 'This person has left.')
  if (person === tx.work.actor.person) throw new Problem('post.self')
  if (!covers(tx, String(values['region']), values['scope'] as Scope)) throw new Problem('post.reach')
  if (!owner.staff && values['scope'] !== 'own')
    throw invalid('scope', '企业人员的岗位只能是“仅本人（本企业）”。', 'People of a food business reach their own records only.')
  if (role.administrator !== null && owner.administrator !== null && owner.administrator !== role.administrator)
    throw new Problem('post.administrators')
  return { administrator: role.administrator }
}

/** Roles hold for the whole city, so only someone with the right for the whole city may change them, and not one's own. */
export async function completeRole(tx: Tx, values: Values): Promise<Values> {
  const { actor, city } = tx.work
  mustMay(actor, 'roles.write')
  if (!can(actor, 'roles.write', { region: city })) throw new Problem('post.reach')
  if (actor.grants.some((grant) => grant.role === values['code'])) throw new Problem('post.self')
  const kinds = administratorsOf((values['rights'] as readonly string[] | undefined) ?? [])
  if (kinds.length > 1) throw new Problem('role.administrators')
  const administrator = kinds[0] ?? null
  if (typeof values['id'] === 'string' && (values['administrator'] ?? null) !== administrator) await mustBeUnused(tx, values['id'])
  return { administrator, region: city, rights: values['rights'] ?? [] }
}

async function mustBeUnused(tx: Tx, role: string): Promise<void> {
  const held = await tx
    .selectFrom('post as o')
    .innerJoin('role as r', 'r.code', 'o.role_code')
    .select('o.id')
    .where('r.id', '=', role)
    .where('o.closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (held) throw new Problem('role.administrator-in-use')
}

/** Who leaves is out at once: the next request would be refused anyway, and the list of sessions says why. */
export async function afterPerson(tx: Tx, row: { readonly id: string; readonly closed_at: string | null }): Promise<void> {
  if (row.closed_at !== null) await endSessions(tx, row.id, 'person closed')
}
