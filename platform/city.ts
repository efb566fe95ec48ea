import type pg from 'pg'
import { date } from './core/dates.ts'
import type { Tx } from './database/database.ts'
import type { Duty } from './duty.ts'
import type { Installation } from './installation.ts'
import { recordAudit } from './audit/record.ts'
import { englishName } from './regions/english.ts'
import { divisions, regionChanges, type RegionRow } from './regions/divisions.ts'

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

/**
 * Makes a city: its divisions to the township, its schema, and what every city starts with (roles, limits, calendar).
 * Doing it again changes nothing.
 */
export async function createCity(installation: Installation, duties: readonly Duty[], city: { readonly code: string; readonly demo: boolean }): Promise<void> {
  const rows = await divisions([city.code])
  const name = rows.find((row) => row.code === city.code && row.valid_to === null)
  if (!name) throw new Error(`no division has the code ${city.code}`)
  const known = await installation.owner(async (owner) => {
    const { rowCount } = await owner.query('select 1 from shian.city where code = $1', [city.code])
    if (rowCount) return true
    await writeDivisions(owner, rows)
    await writeChanges(owner)
    return false
  })
  if (known) return
  await installation.migrate(schemaOf(city.code))
  await installation.owner((owner) => owner.query('insert into shian.city (code, schema_name, name_zh, name_en, demo, created_at) values ($1, $2, $3, $4, $5, $6)',
    [city.code, schemaOf(city.code), name.name_zh, englishName(name.name_zh), city.demo, new Date().toISOString()]))
  await installation.database.write({ system: 'setup', city: city.code }, async (tx: Tx) => {
    tx.work.action = 'city.create'
    tx.work.reason = `${city.code} ${date(tx.work.today)}`
    for (const duty of duties) await duty.seed?.(tx)
  }, recordAudit)
}
