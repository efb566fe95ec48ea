import { chownSync, existsSync, lchownSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { getuid, platform } from 'node:process'
import { join } from 'node:path'

export type Identity = { uid: number; gid: number }

/** As whom the server runs when we are root: `server` owns the data for good, `initdb` only makes it. */
export type ServerAccount = { server: Identity; initdb: Identity }

/**
 * Chooses the unprivileged account for the server; `undefined` means "as ourselves".
 *
 * PostgreSQL refuses to run as root, and no suitable account may exist. `nobody` is no home for a city's data: other
 * daemons run as it and could read the files. So the server gets a uid of its own out of a range that no system assigns.
 * The server does not mind that the uid has no name, but `initdb` insists on one: it runs as `nobody` (or another
 * named account), and what it made is handed over before the server first starts.
 *
 * Once there are data, whoever owns them is the account; data that root owns (restored with `cp -r`) are handed over again.
 * @throws when an ordinary user meets data of somebody else
 */
export function chooseAccount(dataDirectory: string): ServerAccount | undefined {
  const me = getuid?.()
  const owner = existsSync(dataDirectory) ? statSync(dataDirectory) : undefined
  if (me !== 0) return void refuseForeignData(dataDirectory, me, owner?.uid)
  const accounts = readAccounts()
  const named = accounts.find((a) => a.name === 'nobody') ?? accounts.find((a) => a.uid !== 0)
  if (!named) throw new Error('以 root 运行时 /etc/passwd 中需要一个普通账号。Running as root needs one account besides root in /etc/passwd (such as nobody).')
  const own = freeIdentity(accounts)
  const server = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : own
  if (owner?.uid === 0) giveAway(dataDirectory, server)
  return { server, initdb: { uid: named.uid, gid: named.gid } }
}

/**
 * How the server is told where its data are; it must be spawned with the data directory as its working directory.
 *
 * As root on Linux the parents may be closed to the server's account. A working directory entered before the privileges
 * are dropped stays open to the process and its children, and `/proc/self/cwd` leads there without passing the parents.
 * So the data stay in the directory they belong to: it can be moved, backed up or deleted as one.
 */
export function dataArgument(dataDirectory: string, account: ServerAccount | undefined): string {
  return account && platform === 'linux' ? '/proc/self/cwd' : dataDirectory
}

/** Changes the owner of a tree, the top last: an interrupted change is seen and done again at the next start. */
export function giveAway(path: string, to: Identity): void {
  const found = lstatSync(path)
  if (found.isDirectory()) for (const name of readdirSync(path)) giveAway(join(path, name), to)
  if (found.isSymbolicLink()) lchownSync(path, to.uid, to.gid)
  else chownSync(path, to.uid, to.gid)
}

/** systemd's list of uids leaves 60578 to 60705 to nobody, and rootless containers (up to 65535) have it. */
const unassignedUids = { first: 60618, last: 60705 }

function freeIdentity(accounts: Account[]): Identity {
  const taken = new Set(accounts.flatMap((a) => [a.uid, a.gid]))
  for (let id = unassignedUids.first; id <= unassignedUids.last; id++) if (!taken.has(id)) return { uid: id, gid: id }
  throw new Error(`No unassigned uid between ${unassignedUids.first} and ${unassignedUids.last} is left for the database server.`)
}

type Account = Identity & { name: string }

function readAccounts(): Account[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  return lines
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((a) => Number.isInteger(a.uid) && Number.isInteger(a.gid))
}

function refuseForeignData(dataDirectory: string, me: number | undefined, owner: number | undefined): void {
  if (me === undefined || owner === undefined || owner === me) return
  throw new Error(
    `数据目录属于另一个用户（uid ${owner}）。${dataDirectory} belongs to uid ${owner}, and this is uid ${me}: ` +
      `start ShiAn as the user that started it before (root, if it was root), or change the owner of the whole data directory.`,
  )
}
