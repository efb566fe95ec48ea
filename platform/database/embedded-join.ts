import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectionString, recordedAddress } from './embedded-connect.ts'
import { keepPasswords, ownerRole } from './embedded-initdb.ts'

/**
 * The owner's connection string of the server that another process of ours runs under `<dir>/postgres`; undefined where
 * none is recorded. Whether it answers is for whoever connects to find out.
 */
export function joinEmbedded(dir: string, databaseName = 'shian'): string | undefined {
  const data = join(dir, 'postgres')
  const record = join(data, 'postmaster.pid')
  if (!existsSync(record)) return undefined
  const address = recordedAddress(data, readFileSync(record, 'utf8').split('\n'))
  return connectionString(address, { user: ownerRole, password: keepPasswords(dir, data).owner, database: databaseName })
}
