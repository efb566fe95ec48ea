import type { Tx } from '../database/database.ts'
import { addUser, seedRoles, type UserAdded } from './users.ts'

type Names = { readonly login?: string; readonly name?: string }

/** The first account of an empty city, told once with its one-time password: it keeps units, people and accounts. */
export async function createFirstAdministrator(tx: Tx, { login = 'admin', name = '系统管理员' }: Names = {}): Promise<UserAdded> {
  tx.work.action = 'create first administrator'
  await seedRoles(tx)
  return addUser(tx, { login, name, role: 'system_administrator' })
}

/**
 * The three administrators of an empty city, three people from the start: nobody but the security administrator can
 * appoint to posts, and nobody but the audit administrator reads the trail.
 */
export async function createAdministrators(tx: Tx): Promise<readonly UserAdded[]> {
  const system = await createFirstAdministrator(tx)
  const security = await addUser(tx, { login: 'security', name: '安全管理员', role: 'security_administrator' })
  const audit = await addUser(tx, { login: 'audit', name: '审计管理员', role: 'audit_administrator' })
  return [system, security, audit]
}
