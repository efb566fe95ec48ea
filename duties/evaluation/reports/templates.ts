import { sql } from 'kysely'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { changeRow, closeRow, getRow, insertRow } from '../../../platform/register/store.ts'
import type { World } from '../facts.ts'
import type { Outline } from './contract.ts'
import { readOutline, type Names } from './outline.ts'
import { reportTemplates, type TemplateRow } from './registers.ts'
import { shippedTemplates } from './templates/shipped.ts'

problems({
  'report.template-broken': [422, '报告模板“{name}”有误，请先改正模板。', 'The report template “{name}” is not right. Correct it first.'],
})

/** Every city starts with the shipped templates. */
export async function seedReportTemplates(tx: Tx): Promise<void> {
  for (const template of shippedTemplates) await insertRow(tx, reportTemplates, { region: tx.work.city, ...template })
}

/** What templates may name. Personal fields and what only the program reads are out of their reach. */
export function namesOf({ registers, indicators }: World): Names {
  const open = [...registers.values()].map(
    ({ name, fields }) =>
      [
        name,
        new Set(
          Object.entries(fields)
            .filter(([, field]) => !field.personal && field.kind !== 'json')
            .map(([field]) => field),
        ),
      ] as const,
  )
  return { indicators: new Set(indicators.keys()), registers: new Map(open) }
}

/** The outline of a text that was checked when it was saved. @throws Problem `report.template-broken` (422) where an indicator is gone since */
export function outlineOf(world: World, name: string, body: string): Outline {
  const { outline, faults } = readOutline(body, namesOf(world))
  if (faults.length > 0) throw new Problem('report.template-broken', { name }, faults)
  return outline
}

export async function templatesInUse(tx: Tx): Promise<readonly TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`select * from report_template where closed_at is null order by created_at, id`.execute(tx)
  return rows
}

export type TemplateChange = {
  readonly name: string
  readonly name_en: string
  readonly title: string
  readonly note: string | null
  readonly body: string
}

/** Every line of a text, and the title, that cannot be read. */
export function textFaults(names: Names, { title, body }: Partial<Pick<TemplateChange, 'title' | 'body'>>): readonly FieldProblem[] {
  const head = title === undefined ? [] : readOutline(`# ${title}\nx`, names).faults.map((fault) => ({ ...fault, path: 'title' }))
  return [...head, ...(body === undefined ? [] : readOutline(body, names).faults)]
}

/** @throws Problem `input.invalid` naming each line that cannot be read */
function mustRead(world: World, text: Pick<TemplateChange, 'title' | 'body'>): void {
  const faults = textFaults(namesOf(world), text)
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
}

export type NewTemplate = TemplateChange & Pick<TemplateRow, 'mark' | 'issuer' | 'over'>

/** A template of the city's own. Its code is made from its English name; another one of that name gets a number. */
export async function createTemplate(tx: Tx, world: World, given: NewTemplate): Promise<TemplateRow> {
  mustRead(world, given)
  const taken = new Set((await templatesInUse(tx)).map(({ code }) => code))
  const base =
    given.name_en
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 50) || 'template'
  let code = base
  for (let at = 2; taken.has(code); at++) code = `${base}-${at}`
  return insertRow(tx, reportTemplates, { region: tx.work.city, code, ...given })
}

/** Takes a template out of use; reports that were made from it stay. @throws Problem `row.changed` */
export async function retireTemplate(tx: Tx, id: string, version: number): Promise<void> {
  const row = await getRow(tx, reportTemplates, id, { lock: true })
  if (row.version !== version) throw new Problem('row.changed', { version: row.version })
  await closeRow(tx, reportTemplates, row, '停用')
}

/** Keeps a new edition of a template. @throws Problem `input.invalid` naming each line that cannot be read; `row.changed` */
export async function changeTemplate(tx: Tx, world: World, id: string, version: number, change: TemplateChange | NewTemplate): Promise<TemplateRow> {
  mustRead(world, change)
  const row = await getRow(tx, reportTemplates, id, { lock: true })
  if (row.version !== version) throw new Problem('row.changed', { version: row.version })
  return changeRow(tx, reportTemplates, row, change)
}
