import { randomBytes } from 'node:crypto'
import type pg from 'pg'

/** Passwords of the login roles; they lie in the data directory, mode 0600, never in the database or the repository. */
export type RolePasswords = { readonly app: string; readonly public: string }

export const newRolePasswords = (): RolePasswords => ({ app: randomBytes(24).toString('hex'), public: randomBytes(24).toString('hex') })

/**
 * Makes the login roles `shian_app` and `shian_public` and sets their passwords. They own nothing and cannot bypass
 * row-level security; queries are planned for their values each time (a plan made for a village is poison for a city).
 */
export async function ensureRoles(owner: pg.ClientBase, passwords: RolePasswords): Promise<void> {
  for (const [role, password] of [['shian_app', passwords.app], ['shian_public', passwords.public]] as const) {
    const { rowCount } = await owner.query('select 1 from pg_roles where rolname = $1', [role])
    const verb = rowCount ? 'alter' : 'create'
    // A password cannot be a parameter of a utility statement; it is hexadecimal by construction.
    await owner.query(`${verb} role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '${password.replace(/[^0-9a-f]/g, '')}'`)
    await owner.query(`alter role ${role} set plan_cache_mode = force_custom_plan`)
    await owner.query(`alter role ${role} set statement_timeout = '60s'`)
    await owner.query(`alter role ${role} set idle_in_transaction_session_timeout = '60s'`)
    await owner.query(`alter role ${role} set jit = off`)
    await owner.query(`alter role ${role} set timezone = 'UTC'`)
  }
}
