import { recordAudit } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/database/database.ts'
import { addUser, endUserSessions, listUsers, resetUser, unlockUser, type NewUser } from '../../platform/identity/users.ts'
import { cityOf, withInstallation, type Place } from '../kit.ts'
import { say, table, tell } from '../tell.ts'

type Options = Place & { readonly json?: boolean }

/** One audited transaction of the city, as the command line. */
const write = <T>(options: Options, action: string, body: (tx: Tx) => Promise<T>): Promise<T> => withInstallation(options, async (installation) => {
  const { code } = await cityOf(installation, options)
  return installation.database.write({ system: 'cli', city: code }, (tx) => {
    tx.work.action = action
    return body(tx)
  }, recordAudit)
})

const tellPassword = (options: Options, made: { readonly login: string; readonly password: string }): void =>
  tell(options.json, made, () => {
    say(`账号 login: ${made.login}`)
    say(`一次性密码（只显示这一次） one-time password (shown only now): ${made.password}`)
  })

export async function add(login: string, options: Options & Omit<NewUser, 'login'>): Promise<void> {
  const { name, role, region, scope, unit, kind } = options
  tellPassword(options, await write(options, 'user.add', (tx) => addUser(tx, { name, login, role, region, scope, unit, kind })))
}

export async function reset(login: string, options: Options): Promise<void> {
  tellPassword(options, { login, ...await write(options, 'user.reset', (tx) => resetUser(tx, login)) })
}

export async function unlock(login: string, options: Options): Promise<void> {
  await write(options, 'user.unlock', (tx) => unlockUser(tx, login))
  tell(options.json, { login, unlocked: true }, () => say(`已解锁 unlocked: ${login}`))
}

export async function endSessions(login: string, options: Options): Promise<void> {
  const ended = await write(options, 'user.end-sessions', (tx) => endUserSessions(tx, login))
  tell(options.json, { login, ended }, () => say(`已结束 ${ended} 个会话 ${ended} sessions ended: ${login}`))
}

export async function list(options: Options): Promise<void> {
  const users = await withInstallation(options, async (installation) => {
    const { code } = await cityOf(installation, options)
    return installation.database.read({ system: 'cli', city: code }, listUsers)
  })
  tell(options.json, users, () => table(['账号 login', '姓名 name', '区划 region', '角色 roles', '锁定至 locked until'],
    users.map(({ login, name, region, roles, lockedUntil }) => [login, name, region, roles.join(' '), lockedUntil])))
}
