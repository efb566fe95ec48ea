import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { Interrupted, type JobDeclaration } from '../../platform/jobs/declare.ts'
import { changeRow, getRow, insertRow } from '../../platform/register/store.ts'
import { directorRules, type DirectorRuleRow } from './director-rules.ts'
import { directorTables, mustAppointDirector, type DirectorTable } from './directors.ts'
import { premises } from './enterprises.ts'

/** The city's lines in force today, as the one table that the rules ask. */
export async function directorTablesOf(tx: Tx): Promise<readonly DirectorTable[]> {
  const { today } = tx.work
  const { rows } = await sql<DirectorRuleRow>`select * from director_rule where closed_at is null and valid_from <= ${today}::date and (valid_to is null or valid_to > ${today}::date) order by id`.execute(tx)
  const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined)
  return [{
    version: today, valid_from: today, valid_to: null, source: rows[0]?.source ?? '', confidence: 'confirmed',
    lines: rows.map((row) => {
      const [types, scales, foods] = [some(row.types), some(row.scales), some(row.foods)]
      return { title: { zh: row.title, en: row.title_en ?? row.title }, where: { ...(types && { types }), ...(scales && { scales }), ...(foods && { foods }), ...(row.diners_from !== null && { dinersFrom: row.diners_from }) } }
    }),
  }]
}

/** The shipped lines, where a city has none. */
export async function seedDirectorRules(tx: Tx): Promise<void> {
  const { rows } = await sql`select 1 from director_rule limit 1`.execute(tx)
  if (rows.length > 0) return
  for (const { valid_from, valid_to, source, confidence, lines } of directorTables) {
    for (const { where: { types, scales, foods, dinersFrom }, title } of lines) {
      await insertRow(tx, directorRules, {
        region: tx.work.city, title: foods ? `${title.zh}（按食品类别）` : title.zh, title_en: title.en, types: types ?? [], scales: scales ?? [], foods: foods ?? [], diners_from: dinersFrom ?? null, valid_from, valid_to,
        source: confidence === 'recalled_high' ? source : `${source}（待法制人员核定）`,
      })
    }
  }
}

const PAGE = 1000
type Sized = { readonly id: string; readonly type: string; readonly scale: string | null; readonly diners: number | null; readonly needs_director: boolean }

/** Premises whose duty is another by the lines of today. @returns the last id looked at */
async function keepSome(tx: Tx, after: string): Promise<string | null> {
  const tables = await directorTablesOf(tx)
  const { rows } = await sql<Sized>`select id, type, scale, diners, needs_director from premises where closed_at is null and id > ${after}::uuid order by id limit ${PAGE}`.execute(tx)
  for (const row of rows) {
    const needs = mustAppointDirector(row, tx.work.today as DateOnly, tables)
    if (needs !== row.needs_director) await changeRow(tx, premises, await getRow(tx, premises, row.id, { lock: true }), { needs_director: needs })
  }
  return rows.length < PAGE ? null : rows.at(-1)!.id
}

/** A line begins, ends or is changed: who must appoint a director follows. */
export const directorsJob: JobDeclaration = {
  kind: 'registry.directors',
  title: { zh: '核定须配备食品安全总监的单位', en: 'Who must appoint a director' },
  schedule: '10 0 * * *',
  follows: ['director_rule'],
  run: async ({ write, stopping }) => {
    for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null;) {
      if (stopping()) throw new Interrupted()
      const from: string = after
      after = await write((tx) => keepSome(tx, from))
    }
    return {}
  },
}
