import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import type { Bilingual, Language } from '../../../platform/core/bilingual.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { writeWorkbook, type Cell } from '../../../platform/documents/spreadsheet/index.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import { expertForm } from './expert-form.ts'
import { examinationOf, expertsOf, reserveOf } from './find.ts'
import { MANAGE } from './registers.ts'

const COLUMNS = ['examination', 'name', 'login', 'unit', 'team', 'leader'] as const
const RESERVE: Bilingual = { zh: '备选', en: 'Reserve' }
const YES: Bilingual = { zh: '是', en: 'Yes' }
const NO: Bilingual = { zh: '否', en: 'No' }

/**
 * The list of experts, those on the reserve behind the groups, as the sheet that is taken in again. Logins for whoever may see people.
 * @throws Problem `row.not-found` (404), `right.missing` (403)
 */
export async function expertSheet(tx: Tx, id: string, language: Language): Promise<{ readonly title: string; readonly bytes: Buffer }> {
  const { title, region } = await examinationOf(tx, id)
  for (const right of [MANAGE, 'export']) mustMay(tx.work.actor, right, { region })
  const listed = [
    ...(await expertsOf(tx, id)).map(({ team, leader, ...one }) => ({ ...one, team: String(team), leader: (leader ? YES : NO)[language] })),
    ...(await reserveOf(tx, id)).map((one) => ({ ...one, team: RESERVE[language], leader: null })),
  ]
  const { rows } = await sql<{ id: string; region: string; login: string | null }>`select p.id, p.region, c.login from person p
    left join credential c on c.person_id = p.id where p.id = any(${listed.map(({ person_id }) => person_id)}::uuid[])`.execute(tx)
  const { rows: units } = await sql<{ id: string; name: string }>`select id, name from org_unit where id = any(${listed.flatMap(({ unit_id }) => unit_id ?? [])}::uuid[])`.execute(tx)
  const people = new Map(rows.map((row) => [row.id, row]))
  const named = new Map(units.map((unit) => [unit.id, unit.name]))
  const cells = listed.map(({ name, person_id, unit_id, employer, team, leader }): Cell[] => {
    const person = people.get(person_id)
    const login = person && can(tx.work.actor, 'people.read', { region: person.region }) ? person.login : null
    return [title, name, login, employer ?? (unit_id === null ? null : (named.get(unit_id) ?? null)), team, leader]
  })
  const columns = COLUMNS.map((column) => ({ header: expertForm.fields[column]!.label[language], kind: 'text' as const }))
  const stream = new PassThrough()
  const [bytes] = await Promise.all([buffer(stream), writeWorkbook(stream, { sheets: [{ name: expertForm.title[language], columns, rows: cells }] })])
  return { title: `${title} ${expertForm.title[language]}`, bytes }
}
