import { sql } from 'kysely'
import type pg from 'pg'
import { date } from './core/dates.ts'
import { Problem, problems } from './core/problem.ts'
import type { Tx } from './database/database.ts'
import type { Duty } from './duty.ts'
import type { Installation } from './installation.ts'
import { recordAudit } from './audit/record.ts'
import { englishName } from './regions/english.ts'
import { divisions, regionChanges, type RegionRow } from './regions/divisions.ts'

problems({ 'city.division': [404, '没有代码为 {code} 的地级市。', 'There is no city with the division code {code}.'] })

export const schemaOf = (code: string): string => `city_${code}`

async function writeDivisions(owner: pg.Client, rows: readonly RegionRow[]): Promise<void> {
  const column = <K extends keyof RegionRow>(name: K): RegionRow[K][] => rows.map((row) => row[name])
  await owner.query(`insert into shian.region (code, valid_from, valid_to, name_zh, name_en, level, parent)
    select * from unnest($1::text[], $2::date[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[]) on conflict do nothing`,
  [column('code'), column('valid_from'), column('valid_to'), column('name_zh'), column('name_en'), column('level'), column('parent')])
}

async function writeChanges(owner: pg.Client): Promise<void> {
  for (const { old_code, new_code, changed_on, source } of regionChanges) {
    await owner.query(`insert into shian.region_change (id, old_code, new_code, changed_on, source)
      select md5($1 || $2)::uuid, $1, $2, $3, $4 on conflict do nothing`, [old_code, new_code, changed_on, source])
  }
}

/** Whether what every city starts with has been written: one transaction does it, and the roles are part of it. */
async function isSeeded(owner: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await owner.query<{ seeded: boolean }>(`select exists (select 1 from ${schema}.role) as seeded`)
  return rows[0]!.seeded
}

/**
 * Makes a city: its divisions to the township, its schema, and what every city starts with (roles, limits, calendar).
 * Doing it again changes nothing, or goes on where a program that was killed left off.
 */
export async function createCity(installation: Installation, duties: readonly Duty[], city: { readonly code: string; readonly demo: boolean }): Promise<void> {
  const rows = await divisions([city.code])
  const name = rows.find((row) => row.code === city.code && row.level === 'city' && row.valid_to === null)
  if (!name) throw new Problem('city.division', { code: city.code })
  const schema = schemaOf(city.code)
  const known = await installation.owner(async (owner) => {
    const { rowCount } = await owner.query('select 1 from shian.city where code = $1', [city.code])
    return rowCount === 1
  })
  if (!known) {
    await installation.owner(async (owner) => {
      await writeDivisions(owner, rows)
      await writeChanges(owner)
    })
    await installation.migrate(schema)
    await installation.owner((owner) => owner.query('insert into shian.city (code, schema_name, name_zh, name_en, demo, created_at) values ($1, $2, $3, $4, $5, $6)',
      [city.code, schema, name.name_zh, englishName(name.name_zh), city.demo, new Date().toISOString()]))
  }
  if (await installation.owner((owner) => isSeeded(owner, schema))) return
  await installation.database.write({ system: 'setup', city: city.code }, async (tx: Tx) => {
    tx.work.action = 'city.create'
    tx.work.reason = `${city.code} ${date(tx.work.today)}`
    for (const duty of duties) await duty.seed?.(tx)
  }, recordAudit)
}

/** Brings what this release ships to every city that an earlier one made. Doing it again, or twice at once, changes nothing. */
export async function upgradeCities(installation: Pick<Installation, 'owner' | 'database'>, duties: readonly Duty[]): Promise<void> {
  for (const { code } of await citiesOf(installation)) {
    await installation.database.write({ system: 'setup', city: code }, async (tx) => {
      tx.work.action = 'city.upgrade'
      await sql`select pg_advisory_xact_lock(hashtext(${`city.upgrade ${code}`}))`.execute(tx)
      for (const duty of duties) await duty.upgrade?.(tx)
    }, recordAudit)
  }
}

/** A city of this installation. */
export type City = { readonly code: string; readonly name_zh: string; readonly name_en: string; readonly demo: boolean }

/** The cities of an installation, by code. */
export const citiesOf = (installation: Pick<Installation, 'owner'>): Promise<City[]> => installation.owner(async (owner) =>
  (await owner.query<City>('select code, name_zh, name_en, demo from shian.city order by code')).rows)

/** Takes a city out of the database, with all that is in it. Its files stay in the store. */
export async function removeCity(installation: Pick<Installation, 'owner'>, code: string): Promise<void> {
  await installation.owner(async (owner) => {
    await owner.query('begin')
    await owner.query(`drop schema if exists ${schemaOf(code)} cascade`)
    await owner.query('delete from shian.migration where schema_name = $1', [schemaOf(code)])
    await owner.query('delete from shian.city where code = $1', [code])
    await owner.query(`delete from shian.region where level = 'village' and code like shian.prefix_of($1) || '%'`, [code])
    await owner.query('commit')
  })
}
