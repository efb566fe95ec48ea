import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { duties } from '../../duties/index.ts'
import { call, testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { instant } from '../core/dates.ts'
import { openSpreadsheet, type Cell } from '../documents/spreadsheet/index.ts'
import { draftFolder, pathOf } from '../evidence/bytes.ts'
import { startLauncher, type Launcher } from '../jobs/launch.ts'
import { startRunner, type Runner } from '../jobs/runner.ts'
import { allDuties, jobsOf } from '../platform.ts'
import { collectParts, partRows, type SheetPage } from './export-parts.ts'

async function all<T, R>(from: AsyncIterable<T>, take: (one: T) => R): Promise<R[]> {
  const found: R[] = []
  for await (const one of from) found.push(take(one))
  return found
}

describe('the parts of an export', () => {
  const dir = mkdtempSync(join(tmpdir(), 'shian-parts-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  const ROWS = 12_300
  const asked: number[] = []

  /** A list of numbers in pages of a hundred; remembers where it was asked to begin. */
  async function* pages(from: string | undefined): AsyncGenerator<SheetPage> {
    asked.push(Number(from ?? 0))
    for (let at = Number(from ?? 0); at < ROWS; at += 100)
      yield {
        rows: Array.from({ length: 100 }, (_, n) => [at + n, `第${at + n}行\n`, null]),
        next: at + 100 < ROWS ? String(at + 100) : null,
      }
  }
  const collect = (folder: string, key: string, until = Infinity): Promise<number> =>
    collectParts({
      dir: join(dir, folder),
      key,
      pages,
      told: async (rows) => {
        if (rows > until) throw new Error('stopped')
      },
    })
  const rowsIn = async (folder: string, key: string): Promise<(readonly Cell[])[]> =>
    all(
      partRows(join(dir, folder), key, () => {}),
      (row) => row,
    )

  test('collecting that was stopped goes on behind the last finished part, and comes to the same rows', async () => {
    expect(await collect('whole', 'a')).toBe(ROWS)
    await expect(collect('stopped', 'a', 11_000)).rejects.toThrow('stopped')
    expect(await collect('stopped', 'a')).toBe(ROWS)
    expect(asked).toEqual([0, 0, 10_000])
    expect(await rowsIn('stopped', 'a')).toEqual(await rowsIn('whole', 'a'))
  })

  test('parts of another export, and damaged ones, are made anew', async () => {
    await collect('other', 'a')
    asked.length = 0
    expect(await collect('other', 'b')).toBe(ROWS)
    truncateSync(join(dir, 'other', '000001.part'), 900)
    expect(await collect('other', 'b')).toBe(ROWS)
    expect(asked).toEqual([0, 5_000])
    expect(await rowsIn('other', 'b')).toEqual(await rowsIn('whole', 'a'))
    await expect(rowsIn('other', 'a')).rejects.toThrow('part 0')
  })
})

describe('an export whose process is killed with SIGKILL', () => {
  const PEOPLE = 16_000
  let city: TestCity
  let launcher: Launcher
  let runner: Runner | undefined
  let token: string

  beforeAll(async () => {
    city = await testCity()
    await owner(`insert into person (id, region, created_at, updated_at, name, name_sort, kind)
      select gen_random_uuid(), '${TEST_CITY}', now(), now(), '人员' || n, 'renyuan' || lpad(n::text, 6, '0'), 'staff' from generate_series(1, ${PEOPLE}) n`)
    token = (await city.signIn({ rights: ['people.read', 'export'] })).token
    launcher = startLauncher(new URL('export.fixture.ts', import.meta.url), {
      url: city.installation.ownerUrl,
      keys: inject('postgres').dir,
      dir: city.installation.dir,
    })
    const { database, files } = city.installation
    const kinds = jobsOf(allDuties(duties), city.installation).filter(({ kind }) => kind === 'register.export')
    runner = startRunner({ database, files, cities: [TEST_CITY], kinds, launch: launcher.launch })
  })
  afterAll(async () => {
    await runner?.stop()
    launcher?.stop()
    await city.close()
  })

  const owner = (statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    city.installation.owner(async (client) => {
      await client.query(`set search_path = city_${TEST_CITY}, shian`)
      return (await client.query(statement, values)).rows as Record<string, unknown>[]
    })
  const parts = (job: string): string[] => {
    const folder = draftFolder(city.installation.files, job)
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.part')) : []
  }
  async function until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
    for (const end = Date.now() + 40_000; ; await sleep(10)) {
      const found = await look()
      if (found !== undefined) return found
      if (Date.now() > end) throw new Error('it did not come about')
    }
  }
  const begin = async (format: string): Promise<string> => {
    const { status, body } = await call(city, token, 'GET', `/person/export?format=${format}`)
    expect(status, JSON.stringify(body)).toBe(202)
    return String(body['job'])
  }
  /** The bytes of the file that a job made, and how many tries it took. */
  const finish = async (job: string): Promise<{ bytes: Buffer; attempts: unknown }> => {
    const row = await until(async () =>
      (await owner(`select state, attempts, result, last_error from job where id = $1`, [job])).find(
        ({ state }) => state === 'done' || state === 'failed',
      ),
    )
    expect(row, String(row['last_error'])).toMatchObject({ state: 'done', result: { rows: PEOPLE + 1 } })
    const [file] = await owner('select hash from file where id = $1', [(row['result'] as { file: string }).file])
    return { bytes: await readFile(pathOf(city.installation.files, String(file!['hash']))), attempts: row['attempts'] }
  }
  const cellsOf = async (bytes: Buffer): Promise<unknown[]> => all((await openSpreadsheet(bytes)).rows(0), ({ cells }) => cells)

  test.each(['csv', 'xlsx'])(
    'goes on behind its last finished part and ends in the same %s as an undisturbed one',
    async (format) => {
      const undisturbed = await finish(await begin(format))
      const job = await begin(format)
      await until(() => parts(job).length > 0 || undefined)
      launcher.stop()
      await until(async () => (await owner('select 1 from job where id = $1 and state = $2', [job, 'waiting']))[0])
      expect(parts(job).length).toBeLessThan(4)
      // What was read before the kill is not read again: of this change the file knows nothing.
      await owner(`update person set name = '改名' where name_sort = 'renyuan000001'`)
      city.setClock(instant(Date.parse(city.installation.database.clock()) + 13_000))
      const resumed = await finish(job)
      await owner(`update person set name = '人员1' where name_sort = 'renyuan000001'`)
      expect(resumed.attempts).toBe(2)
      if (format === 'csv') expect(resumed.bytes.equals(undisturbed.bytes)).toBe(true)
      // A workbook bears the time at which it was made.
      else expect(await cellsOf(resumed.bytes)).toEqual(await cellsOf(undisturbed.bytes))
      expect(parts(job)).toEqual([])
    },
    90_000,
  )
})
