import { newId } from '../platform/core/ids.ts'
import { secretHash } from '../platform/database/database.ts'
import type { Installation } from '../platform/installation.ts'

/** A live session of a person who may read and write the registry in one region; answers the token. */
export async function session(installation: Installation, region: string): Promise<string> {
  const [person, secret, code] = [newId(), newId(), `bench-${newId()}`]
  const now = new Date().toISOString()
  await installation.owner(async (owner) => {
    await owner.query('set search_path = city_140700, shian')
    await owner.query(`insert into role (id, region, created_at, updated_at, code, title_zh, title_en, rights) values ($1, '140700', $2, $2, $3, $3, $3, $4)`,
      [newId(), now, code, ['premises.read', 'premises.write', 'licence.write', 'staff.write', 'certificate.write', 'settings.read', 'indicators.read', 'figures.write', 'evaluation.read', 'grading.read']])
    await owner.query(`insert into person (id, region, created_at, updated_at, name, name_sort, kind) values ($1, $2, $3, $3, 'bench', 'bench', 'staff')`, [person, region, now])
    await owner.query(`insert into credential (person_id, login, password_hash, password_changed_at) values ($1, $2, '', $3)`, [person, person, now])
    await owner.query(`insert into post (id, region, created_at, updated_at, person_id, role_code, scope, starts_on) values ($1, $2, $3, $3, $4, $5, 'subtree', '2000-01-01')`, [newId(), region, now, person, code])
    await owner.query(`insert into session (id, secret_hash, person_id, kind, idle_minutes, created_at, last_seen_at, idle_until, expires_at) values ($1, $2, $3, 'office', 1000, $4, $4, '2199-01-01', '2199-01-01')`,
      [newId(), secretHash(secret), person, now])
  })
  return `140700.${secret}`
}
