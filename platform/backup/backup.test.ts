import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../demo/accounts.ts'
import { loadDemo } from '../../demo/load.ts'
import { duties } from '../../duties/index.ts'
import { recordAudit } from '../audit/record.ts'
import { sealCity } from '../audit/sealer.ts'
import { verifyCity } from '../audit/verify-city.ts'
import { citiesOf, schemaOf } from '../city.ts'
import { date } from '../core/dates.ts'
import { checkStored, pathOf, storeBytes } from '../evidence/bytes.ts'
import { addFile } from '../evidence/files.ts'
import { openInstallation, type Installation } from '../installation.ts'
import { allDuties, assemble } from '../platform.ts'
import { backupCity } from './backup.ts'
import { checkBackup, placeMasterKey, readHead, restoreCity } from './restore.ts'
import { tablesOf } from './tables.ts'

const CITY = '140700'
const PASSPHRASE = 'three words and more'
const folder = mkdtempSync(join(tmpdir(), 'shian-backup-'))
const migrations = duties.flatMap((duty) => duty.migrations ?? [])
const file = join(folder, 'city.shian')
const restoring = { file, passphrase: PASSPHRASE, migrations }

let original: Installation
let restored: Installation
/** More than a frame of what does not compress, and a line of text. */
const evidence = [Buffer.from(Array.from({ length: 1_500_000 }, (_, at) => (at * 2_654_435_761) >>> 13)), Buffer.from('照片说明 caption\n')]

beforeAll(async () => {
  original = await openInstallation({ dir: join(folder, 'original'), migrations, connections: 4 })
  await loadDemo(original, allDuties(duties), { seed: 'backup', referenceDate: date('2026-11-22'), scale: 0.004 })
  for (const content of evidence) {
    const stored = await storeBytes(original.files, content)
    await original.database.write({ system: 'test', city: CITY }, async (tx) => {
      tx.work.action = 'test.file'
      await addFile(tx, stored, { region: CITY, own_id: null, name: 'evidence.bin' })
    }, recordAudit)
  }
  await sealCity(original.database, CITY, original.dir)
  await backupCity(original, CITY, file, PASSPHRASE)
  await placeMasterKey(join(folder, 'restored'), await readHead(file, PASSPHRASE))
  restored = await openInstallation({ dir: join(folder, 'restored'), migrations, connections: 4 })
  await restoreCity(restored, restoring)
}, 300_000)

afterAll(async () => {
  await original?.stop()
  await restored?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** One hash a table, over every column of every row. */
const hashes = (installation: Installation): Promise<Record<string, string>> => installation.owner(async (owner) => {
  const tables = await tablesOf(owner, schemaOf(CITY))
  const found: Record<string, string> = {}
  for (const { schema, name } of tables) {
    const { rows } = await owner.query<{ hash: string }>(`select count(*) || ' ' || coalesce(md5(string_agg(line, '' order by line)), '') as hash
      from (select md5(t::text) as line from ${schema}.${name} t) lines`)
    found[name] = rows[0]!.hash
  }
  return found
})

test('every table of the restored city has the hash of the original', async () => {
  const before = await hashes(original)
  expect(Object.keys(before).length).toBeGreaterThan(40)
  expect(before['premises']).toMatch(/^[1-9]/)
  expect(await hashes(restored)).toEqual(before)
})

test('constraints, policies and grants of the restored city are those of the original', async () => {
  const structure = (installation: Installation): Promise<unknown> => installation.owner(async (owner) => (await owner.query(`
    select c.relname, k.conname, pg_get_constraintdef(k.oid) from pg_constraint k join pg_class c on c.oid = k.conrelid
      where k.connamespace = '${schemaOf(CITY)}'::regnamespace
    union all select tablename, policyname, qual from pg_policies where schemaname = '${schemaOf(CITY)}'
    union all select table_name, grantee, privilege_type from information_schema.role_table_grants where table_schema = '${schemaOf(CITY)}'
    order by 1, 2, 3`)).rows)
  expect(await structure(restored)).toEqual(await structure(original))
})

test('every evidence file is there with its content', async () => {
  const filesOf = async (installation: Installation): Promise<{ hash: string }[]> =>
    installation.owner(async (owner) => (await owner.query<{ hash: string }>(`select hash from ${schemaOf(CITY)}.file order by id`)).rows)
  const rows = await filesOf(restored)
  expect(rows).toEqual(await filesOf(original))
  expect(rows.length).toBeGreaterThanOrEqual(evidence.length)
  for (const { hash } of rows) {
    expect(await checkStored(restored.files, hash)).toBe('sound')
    expect(await readFile(pathOf(restored.files, hash))).toEqual(await readFile(pathOf(original.files, hash)))
  }
})

test('the audit trail of the restored city is sound, its checkpoints outside the database too', async () => {
  const verdict = await verifyCity(restored.database, CITY, { dir: restored.dir })
  expect(verdict).toMatchObject({ sound: true, file: [], unsealed: 0 })
  expect(verdict.sealed).toBeGreaterThan(3)
})

test('an official signs in on the restored city and opens a personal field with the restored key', async () => {
  const app = await assemble(restored, duties)
  const call = (method: 'GET' | 'POST', url: string, payload?: object, token = '') =>
    app.inject({ method, url: `/api/v1${url}`, ...(payload && { payload }), ...(token && { cookies: { shian: token } }) })
  const signedIn = await call('POST', '/sign-in', { login: 'shiban', password: DEMO_PASSWORD })
  expect(signedIn.statusCode).toBe(200)
  const token = signedIn.cookies.find(({ name }) => name === 'shian')!.value
  const page = await call('GET', '/premises?limit=1', undefined, token)
  const { id } = page.json<{ items: { id: string }[] }>().items[0]!
  const opened = await call('POST', `/premises/${id}/unmask`, { field: 'phone', reason: 'restore test' }, token)
  expect(opened.json<{ value: string }>().value).toMatch(/^\d{11}$/)
  await app.close()
})

test('a city that is there is not restored over', async () => {
  await expect(restoreCity(restored, restoring)).rejects.toMatchObject({ code: 'restore.exists' })
})

test('with `replace` the city is made anew from the backup', async () => {
  await restored.owner((owner) => owner.query(`update ${schemaOf(CITY)}.premises set name = 'changed after the backup'`))
  await restoreCity(restored, { ...restoring, replace: true })
  expect(await hashes(restored)).toEqual(await hashes(original))
})

test('without the passphrase, or with a wrong one, nothing is restored', async () => {
  await expect(checkBackup(file, '')).rejects.toMatchObject({ code: 'backup.no-passphrase' })
  await expect(checkBackup(file, 'three words and less')).rejects.toMatchObject({ code: 'backup.passphrase' })
})

test('a short passphrase makes no backup', async () => {
  const weak = join(folder, 'weak.shian')
  await expect(backupCity(original, CITY, weak, 'short')).rejects.toMatchObject({ code: 'backup.weak-passphrase' })
  await expect(readFile(weak)).rejects.toThrow()
})

test('a backup of which one bit was changed, or the end cut off, is refused before the city is touched', async () => {
  const bytes = readFileSync(file)
  const changed = join(folder, 'changed.shian')
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(changed, bytes)
  await expect(restoreCity(restored, { ...restoring, file: changed, replace: true })).rejects.toMatchObject({ code: 'backup.passphrase' })
  const cut = join(folder, 'cut.shian')
  writeFileSync(cut, readFileSync(file))
  await truncate(cut, bytes.length - 1_100_000)
  await expect(restoreCity(restored, { ...restoring, file: cut, replace: true })).rejects.toMatchObject({ status: expect.any(Number) })
  expect(await citiesOf(restored)).toHaveLength(1)
})

test('another key with another city beside it is not mixed with the backup’s', async () => {
  const other = { ...restored, masterKey: Buffer.alloc(32, 7) }
  await expect(restoreCity(other, { ...restoring, replace: true })).rejects.toMatchObject({ code: 'restore.other-key' })
})
