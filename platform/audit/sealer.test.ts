import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { instant } from '../core/dates.ts'
import { newId } from '../core/ids.ts'
import { checkpointFileName } from './checkpoints.ts'
import { recordAudit } from './record.ts'
import { sealCity, startSealer } from './sealer.ts'
import { verifyCity, type CityVerdict } from './verify-city.ts'

let city: TestCity
beforeAll(async () => {
  city = await testCity()
  // What an owner of the database can do to hide what he did; the reference would stand in his way otherwise.
  await owner('alter table audit_chain drop constraint audit_chain_entry_id_fkey')
})
afterAll(() => city.close())
beforeEach(async () => {
  await owner('delete from audit_chain')
  await owner('delete from audit_touch')
  await owner('delete from audit_entry')
  await owner('delete from audit_checkpoint')
  writeFileSync(file(), '')
  city.setClock(new Date().toISOString())
})

const file = (): string => join(city.installation.dir, checkpointFileName(TEST_CITY))
const seal = (): Promise<number> => sealCity(city.installation.database, TEST_CITY, city.installation.dir)
const verify = (): Promise<CityVerdict> => verifyCity(city.installation.database, TEST_CITY, { dir: city.installation.dir })

async function owner<Row>(statement: string, values: unknown[] = []): Promise<Row[]> {
  return city.installation.owner(async (client) => {
    await client.query(`set search_path = city_${TEST_CITY}, shian`)
    return (await client.query(statement, values)).rows as Row[]
  })
}

const passes = (milliseconds: number): void => city.setClock(instant(Date.parse(city.installation.database.clock()) + milliseconds))

/** Writes some entries as transactions of the program do; answers their ids in order. */
async function entries(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    passes(1)
    ids.push(await city.installation.database.write({ system: 'test', city: TEST_CITY }, async (tx) => {
      tx.work.action = 'trial'
      tx.work.reason = `reason ${i}`
      tx.work.changes.push({ table: 'premises', row: newId(), before: 1, after: 2, diff: { name: ['旧', `新 ${i}`], area: [1.5, null] } })
      return tx.work.entry
    }, recordAudit))
  }
  return ids
}

const told = ({ findings }: CityVerdict): string[] => findings.map(({ fault, number, id }) => `${fault} ${number} ${id}`)

describe('sealing', () => {
  test('chains committed entries in order; what is not sealed yet is counted', async () => {
    await entries(5)
    expect(await seal()).toBe(5)
    await entries(2)
    expect(await verify()).toMatchObject({ sound: true, sealed: 5, unsealed: 2, findings: [], head: { number: 5 }, file: [] })
    expect(await seal()).toBe(2)
    expect(await verify()).toMatchObject({ sound: true, sealed: 7, unsealed: 0 })
  })

  test('several processes that seal at once make one chain', async () => {
    await entries(12)
    await Promise.all([seal(), seal(), seal()])
    await seal()
    expect(await verify()).toMatchObject({ sound: true, sealed: 12, unsealed: 0 })
  })

  test('an entry of a transaction that was long under way is sealed behind later ones', async () => {
    const { database, dir } = city.installation
    const begun = Promise.withResolvers<void>()
    const late = database.write({ system: 'slow', city: TEST_CITY }, async (tx) => {
      tx.work.reason = 'slow'
      await begun.promise
      return tx.work.entry
    }, recordAudit)
    await new Promise((resolve) => { setTimeout(resolve, 50) })
    passes(20 * 60_000)
    const [early] = await entries(1)
    await seal()
    begun.resolve()
    const id = await late
    // It bears an instant twenty minutes ago: the look at the last minutes does not meet it, the whole one does.
    expect(await sealCity(database, TEST_CITY, dir, false)).toBe(0)
    expect(await seal()).toBe(1)
    expect((await owner<{ entry_id: string }>('select entry_id from audit_chain order by number')).map((row) => row.entry_id)).toEqual([early, id])
    expect(await verify()).toMatchObject({ sound: true, sealed: 2 })
  })

  test('the running sealer does so by itself every second', async () => {
    const sealer = startSealer({ database: city.installation.database, cities: [TEST_CITY], dir: city.installation.dir })
    await entries(3)
    await new Promise((resolve) => { setTimeout(resolve, 1_600) })
    await sealer.stop()
    expect(await verify()).toMatchObject({ sealed: 3, unsealed: 0 })
  })

  test('a checkpoint is written at first, and again after an hour, into the database and the file', async () => {
    await entries(2)
    await seal()
    await entries(1)
    await seal()
    expect(await owner<{ number: number }>('select number::integer from audit_checkpoint')).toEqual([{ number: 2 }])
    passes(3_601_000)
    await entries(1)
    await seal()
    expect((await owner<{ number: number }>('select number::integer from audit_checkpoint order by number')).map((row) => row.number)).toEqual([2, 4])
    expect(readFileSync(file(), 'utf8').split('\n')).toHaveLength(3)
    expect(await verify()).toMatchObject({ sound: true, file: [] })
  })

  test('a line of the file that a crash tore is cut off by the next', async () => {
    await entries(1)
    await seal()
    appendFileSync(file(), 'v1 2026-11-2')
    passes(3_601_000)
    await entries(1)
    await seal()
    expect(await verify()).toMatchObject({ sound: true, file: [] })
    expect(readFileSync(file(), 'utf8').trimEnd().split('\n')).toHaveLength(2)
  })

  test('the app role can neither change nor remove what was recorded', async () => {
    await entries(1)
    await seal()
    const schema = `city_${TEST_CITY}`
    for (const statement of [`update ${schema}.audit_entry set reason = 'x'`, `delete from ${schema}.audit_entry`, `delete from ${schema}.audit_chain`, `update ${schema}.audit_checkpoint set number = 0`]) {
      await expect(city.installation.database.pool.query(statement)).rejects.toMatchObject({ code: '42501' })
    }
  })
})

describe('an owner of the database who', () => {
  test('changes an entry is found, and the entry is named', async () => {
    const ids = await entries(6)
    await seal()
    await owner(`update audit_entry set reason = 'nothing happened' where id = $1`, [ids[2]])
    expect(told(await verify())).toEqual([`changed 3 ${ids[2]}`])
  })

  test('changes the rows that an entry tells of is found', async () => {
    const ids = await entries(3)
    await seal()
    await owner(`update audit_entry set changes = jsonb_set(changes, '{0,after}', '9') where id = $1`, [ids[1]])
    expect(told(await verify())).toEqual([`changed 2 ${ids[1]}`])
  })

  test('changes an entry that is not sealed yet is found', async () => {
    const ids = await entries(2)
    await owner(`update audit_entry set actor = 'nobody' where id = $1`, [ids[1]])
    expect(told(await verify())).toEqual([`changed null ${ids[1]}`])
  })

  test('removes an entry is found', async () => {
    const ids = await entries(4)
    await seal()
    await owner('delete from audit_entry where id = $1', [ids[1]])
    expect(told(await verify())).toEqual([`removed 2 ${ids[1]}`])
  })

  test('removes an entry and its place is found', async () => {
    const ids = await entries(4)
    await seal()
    await owner('delete from audit_chain where entry_id = $1', [ids[1]])
    await owner('delete from audit_entry where id = $1', [ids[1]])
    const verdict = await verify()
    expect(verdict.sound).toBe(false)
    expect(verdict.findings[0]).toMatchObject({ fault: 'removed', number: 2 })
  })

  test('swaps two entries is found, and both are named', async () => {
    const ids = await entries(6)
    await seal()
    for (const [number, id] of [[4, newId()], [2, ids[3]], [4, ids[1]]]) await owner('update audit_chain set entry_id = $2 where number = $1', [number, id])
    expect(told(await verify())).toEqual([`reordered 2 ${ids[3]}`, `reordered 4 ${ids[1]}`])
  })

  test('cuts off the end, checkpoints of the database too, is found by the file outside it', async () => {
    const ids = await entries(5)
    await seal()
    for (const table of ['audit_chain', 'audit_checkpoint']) await owner(`delete from ${table} where number > 3`)
    await owner('delete from audit_entry where id = any($1::uuid[])', [ids.slice(3)])
    const verdict = await verify()
    expect(verdict).toMatchObject({ sound: false, sealed: 3, found: 2 })
    expect(verdict.findings[0]).toMatchObject({ fault: 'removed', number: 4 })
  })

  test('rewrites the checkpoint file is found by its lines', async () => {
    await entries(2)
    await seal()
    writeFileSync(file(), readFileSync(file(), 'utf8').replace(/^(v1 \S+) 2 /, '$1 1 '))
    const verdict = await verify()
    expect(verdict.sound).toBe(false)
    expect(verdict.file).toMatchObject([{ line: 1 }])
  })
})
