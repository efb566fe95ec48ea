import type { FastifyReply, FastifyRequest } from 'fastify'
import { once } from 'node:events'
import { PassThrough, type Writable } from 'node:stream'
import { z } from 'zod'
import { recordAudit } from '../audit/record.ts'
import type { Bilingual, Language } from '../core/bilingual.ts'
import { dateAt, type DateOnly } from '../core/dates.ts'
import { Problem } from '../core/problem.ts'
import type { Database, Entry, Tx } from '../database/database.ts'
import { writeCsv, writeWorkbook, type Cell, type ColumnKind, type SheetSource } from '../documents/spreadsheet/index.ts'
import { draftFolder, storeStream, type Stored } from '../evidence/bytes.ts'
import { addFile } from '../evidence/files.ts'
import { disposition } from '../evidence/media.ts'
import type { Routes } from '../http/routes.ts'
import { entryOf, languageOf } from '../http/server.ts'
import { mustMay, systemActor, type Actor } from '../identity/actor.ts'
import { Interrupted, type JobDeclaration } from '../jobs/declare.ts'
import { addJob } from '../jobs/queue.ts'
import { pathOf } from './declare.ts'
import { collectParts, dropParts, exportKey, partRows, type SheetPage } from './export-parts.ts'
import type { Field } from './fields.ts'
import { actingAs, actingFor, reachOf } from './import/acting.ts'
import { labelsFor, type Labels, type Registry } from './labels.ts'
import { listRows, parseListQuery, type ListQuery } from './list.ts'
import { masked } from './personal.ts'
import { readScope } from './scope.ts'
import type { AnyRegister, AnyRow } from './store.ts'

/** Columns that a duty adds to the sheet of a register from other rows, so that it can be imported again. */
export type ExportExtra = {
  readonly register: string
  readonly columns: readonly { readonly name: string; readonly label: Bilingual; readonly kind?: ColumnKind }[]
  /** Values by row id, then by column; one call a page. */
  readonly values: (tx: Tx, rows: readonly AnyRow[], language: Language) => Promise<ReadonlyMap<string, Readonly<Record<string, Cell>>>>
}

export type ExportOptions = { readonly database: Database; readonly registers: Registry; readonly extras: readonly ExportExtra[] }

const EXPORT_JOB = 'register.export'
/** Rows that are answered at once; more become a job. */
const DIRECT = 2_000
const PAGE = 500

type Format = 'xlsx' | 'csv'
type Sheet = {
  readonly register: AnyRegister
  readonly query: ListQuery
  readonly columns: readonly OutColumn[]
  readonly extras: readonly ExportExtra[]
  readonly language: Language
}
type OutColumn = { readonly name: string; readonly header: string; readonly kind: ColumnKind; readonly field?: Field }

const KINDS: Readonly<Partial<Record<Field['kind'], ColumnKind>>> = { date: 'date', integer: 'number', number: 'number', money: 'amount' }

/** The columns asked for, in the order of the register; all of them where none are named. @throws Problem `input.invalid` */
function columnsFor(register: AnyRegister, extras: readonly ExportExtra[], wanted: string | undefined, language: Language): OutColumn[] {
  const own = Object.entries(register.fields)
    .filter(([, field]) => field.kind !== 'json')
    .map(([name, field]): OutColumn => ({ name, header: field.label[language], kind: KINDS[field.kind] ?? 'text', field }))
  const added = extras.flatMap(({ columns }) =>
    columns.map(({ name, label, kind = 'text' }): OutColumn => ({ name, header: label[language], kind })),
  )
  const all = [...added, ...own]
  if (!wanted) return all
  const names = wanted.split(',')
  // A list may show what only pages know (its own number, a count): that is no column of a sheet.
  const chosen = names.flatMap((name) => all.filter((column) => column.name === name))
  if (chosen.length === 0)
    throw new Problem('input.invalid', {}, [{ path: 'columns', sentence: { zh: '没有可以导出的列。', en: 'There is no such column.' } }])
  return chosen
}

const YES: Bilingual = { zh: '是', en: 'Yes' }
const NO: Bilingual = { zh: '否', en: 'No' }

/** What a person reads of a value: names for codes, 元 for 分, the masked form of personal data. */
function cellOf(field: Field, value: unknown, labels: Labels, language: Language): Cell {
  if (value === null || value === undefined) return null
  const option = (code: unknown): string =>
    (field.kind === 'choice' || field.kind === 'choices' ? field.options.find((one) => one.code === code)?.label[language] : undefined) ??
    String(code)
  const named = (id: unknown): string => labels[String(id)]?.[language] ?? String(id)
  switch (field.kind) {
    case 'boolean':
      return (value ? YES : NO)[language]
    case 'choice':
      return option(value)
    case 'choices':
      return (value as readonly unknown[]).map(option).join(language === 'zh' ? '、' : ', ')
    case 'region':
    case 'reference':
      return named(value)
    case 'references':
      return (value as readonly unknown[]).map(named).join(language === 'zh' ? '、' : ', ')
    case 'money':
      return Number(value) / 100
    case 'integer':
    case 'number':
      return field.words?.[Number(value)]?.[language] ?? Number(value)
    default:
      return String(value)
  }
}

/** Who reads the rows, and how. */
type Reading = { readonly registers: Registry; readonly actor: Actor; readonly read: <T>(body: (tx: Tx) => Promise<T>) => Promise<T> }

type Read = { readonly rows: readonly AnyRow[]; readonly next: string | null; readonly labels: Labels; readonly added: readonly ReadonlyMap<string, Readonly<Record<string, Cell>>>[] }

/** A list from a place on, page by page in transactions of their own, so that nothing is held while the file is written. */
async function* sheetPages(sheet: Sheet, { registers, actor, read }: Reading, from?: string): AsyncGenerator<SheetPage> {
  const { register, query, columns, extras, language } = sheet
  for (let cursor: string | null | undefined = from; cursor !== null;) {
    const at: string | undefined = cursor
    const page: Read = await read(async (tx) => {
      const { rows, next } = await listRows(tx, register, { ...query, limit: PAGE, ...(at && { cursor: at }) }, readScope(register, actor))
      const labels = await labelsFor(tx, registers, register, rows)
      const added = await Promise.all(extras.map((extra) => extra.values(tx, rows, language)))
      return { rows, next, labels, added }
    })
    const rows = page.rows.map((stored) => {
      const row = masked(register, stored)
      const more: Record<string, Cell> = Object.assign({}, ...page.added.map((values) => values.get(row.id) ?? {})) as Record<string, Cell>
      return columns.map(({ name, field }) => (field ? cellOf(field, row[name], page.labels, language) : (more[name] ?? null)))
    })
    yield { rows, next: page.next }
    cursor = page.next
  }
}

/** The rows of pages, telling after each how many there were. */
async function* rowsOf(pages: AsyncIterable<SheetPage>, told: (rows: number) => void = () => {}): AsyncGenerator<readonly Cell[]> {
  let count = 0
  for await (const { rows } of pages) {
    yield* rows
    told((count += rows.length))
  }
}

/** Writes a sheet as xlsx or csv and ends the stream. The writers let no text begin a formula. */
function writeSheet(stream: Writable, format: Format, sheet: Sheet, rows: SheetSource['rows']): Promise<void> {
  const source: SheetSource = {
    name: sheet.register.title[sheet.language].slice(0, 31),
    columns: sheet.columns.map(({ header, kind }) => ({ header, kind })),
    rows,
  }
  return format === 'csv' ? writeCsv(stream, source) : writeWorkbook(stream, { sheets: [source] })
}

const MEDIA: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const nameOf = (register: AnyRegister, language: Language, day: DateOnly, format: Format): string =>
  `${register.title[language]}-${day}.${format}`

const given = z.looseObject({ format: z.enum(['xlsx', 'csv']).default('xlsx'), columns: z.string().max(4_000).optional() })

/** What an export job is told: the request's own query. */
type Payload = { readonly register: string; readonly query: Readonly<Record<string, unknown>>; readonly language: Language }

function sheetFor(
  { extras }: Pick<ExportOptions, 'extras'>,
  register: AnyRegister,
  asked: Readonly<Record<string, unknown>>,
  language: Language,
): Sheet & { readonly format: Format } {
  const parsed = given.safeParse(asked)
  if (!parsed.success)
    throw new Problem('input.invalid', {}, [{ path: 'format', sentence: { zh: '只能是 xlsx 或 csv。', en: 'One of xlsx, csv.' } }])
  const { format, columns, limit: _page, cursor: _cursor, ...list } = parsed.data
  const own = extras.filter((extra) => extra.register === register.name)
  return {
    register,
    format,
    query: parseListQuery(register, list),
    columns: columnsFor(register, own, columns, language),
    extras: own,
    language,
  }
}

/** The same list as on the page, as a file: at once up to 2,000 rows, else as a job. */
export function serveExports(routes: Routes, options: ExportOptions): void {
  for (const register of options.registers.values()) {
    const { title } = register
    routes.raw(
      'get',
      `/${pathOf(register.name)}/export`,
      { tag: register.name, query: given, summary: { zh: `${title.zh}：导出`, en: `${title.en}: export` } },
      (request, reply) => answerExport(options, register, request, reply),
    )
  }
}

async function answerExport(options: ExportOptions, register: AnyRegister, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { database, registers } = options
  const entry = entryOf(request)
  const language = languageOf(request)
  const asked = request.query as Readonly<Record<string, unknown>>
  const sheet = sheetFor(options, register, asked, language)
  const { many, actor } = await database.read(entry, async (tx) => {
    mustMay(tx.work.actor, 'export')
    const { rows } = await listRows(tx, register, { ...sheet.query, limit: DIRECT + 1 }, readScope(register, tx.work.actor))
    return { many: rows.length > DIRECT, actor: tx.work.actor }
  })
  const job = await database.write(
    entry,
    async (tx) => {
      // What leaves the program is in the audit trail, with what was asked.
      tx.work.action = `GET /${pathOf(register.name)}/export`
      tx.work.reason = new URLSearchParams(asked as Record<string, string>).toString()
      const payload: Payload = { register: register.name, query: asked, language }
      return many ? addJob(tx, EXPORT_JOB, payload, { title: register.title[language] }) : null
    },
    recordAudit,
  )
  if (job !== null) return reply.code(202).send({ job })
  const stream = new PassThrough()
  const reading: Reading = { registers, actor, read: (body) => database.read(entry, body) }
  writeSheet(stream, sheet.format, sheet, rowsOf(sheetPages(sheet, reading))).catch((error: unknown) => stream.destroy(error as Error))
  return reply
    .header('content-type', MEDIA[sheet.format])
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', disposition(nameOf(register, language, dateAt(database.clock()), sheet.format), false))
    .send(stream)
}

/**
 * Writes a long list to a file, as the person who asked, with the rights of the moment. The rows are gathered in parts on the
 * disk first; a job that breaks off goes on behind the last part, unless what the person may see has changed meanwhile.
 */
export const exportJob = ({ registers, extras }: Omit<ExportOptions, 'database'>): JobDeclaration => ({
  kind: EXPORT_JOB,
  title: { zh: '导出', en: 'Export' },
  isolated: true,
  async run({ job, city, database, files, progress, stopping }) {
    const { register: name, query, language } = job.payload as Payload // written by the route that adds the job
    const register = registers.get(name)
    if (!register) throw new Problem('row.not-found')
    const actor = await actingFor(database, city, job.person_id, 'export')
    const sheet = sheetFor({ extras }, register, query, language)
    const region = reachOf(actor, register.access.read[0] ?? '', city)
    const entry = { system: EXPORT_JOB, city, region }
    const reading: Reading = { registers, actor, read: (body) => database.read(entry, body) }
    const goOn = (): void => {
      if (stopping()) throw new Interrupted()
    }
    const dir = draftFolder(files, job.id)
    // What was read with other rights, or for a sheet of other columns, is not gone on with.
    const key = exportKey(
      job.payload,
      sheet.columns.map(({ header }) => header),
      region,
      actor.enterprise,
      actor.grants,
    )
    const told = async (count: number): Promise<void> => {
      goOn()
      await progress(count, null)
    }
    const rows = await collectParts({ dir, key, pages: (from) => sheetPages(sheet, reading, from), told })
    const stored = await storeSheet(files, sheet, partRows(dir, key, goOn))
    const file = await keepFile(database, entry, actor, { ...sheet, stored })
    await dropParts(dir)
    return { file, rows }
  },
})

/** Writes the sheet into the store as it is made. */
async function storeSheet(files: string, sheet: Sheet & { readonly format: Format }, rows: SheetSource['rows']): Promise<Stored> {
  const stream = new PassThrough()
  const [stored] = await Promise.all([storeStream(files, stream), writeSheet(stream, sheet.format, sheet, rows)])
  if (!stream.readableEnded) await once(stream, 'end')
  return stored
}

/** Records the sheet as a file of the person who asked for it. @returns its id */
async function keepFile(
  database: Database,
  entry: Entry & { readonly region: string },
  actor: Actor,
  { register, language, format, stored }: Sheet & { readonly format: Format; readonly stored: Stored },
): Promise<string> {
  let acting: Tx | undefined
  return database.write(
    entry,
    async (tx) => {
      acting = actingAs(tx, actor, EXPORT_JOB)
      const name = nameOf(register, language, tx.work.today, format)
      return (await addFile(acting, stored, { region: entry.region, own_id: actor.enterprise, name, mediaType: MEDIA[format] })).id
    },
    () => (acting ? recordAudit(acting) : []),
  )
}

export type Exported = {
  readonly city: string
  readonly region: string
  readonly register: AnyRegister
  readonly query: Readonly<Record<string, unknown>>
  readonly language: Language
  /** The named part of the program that acts: `cli`. */ readonly as: string
}

/** Writes a list to a stream, and ends it, without a server: as a named system actor within a region. @returns the rows written */
export async function exportRows(
  options: ExportOptions,
  { city, region, register, query, language, as }: Exported,
  stream: Writable,
): Promise<number> {
  const { database, registers } = options
  const sheet = sheetFor(options, register, query, language)
  const entry = { system: as, city, region }
  await database.write(
    entry,
    async (tx) => {
      tx.work.action = `${as} export ${register.name}`
      tx.work.reason = new URLSearchParams(query as Record<string, string>).toString()
    },
    recordAudit,
  )
  let rows = 0
  const reading: Reading = { registers, actor: systemActor(as, region), read: (body) => database.read(entry, body) }
  await writeSheet(
    stream,
    sheet.format,
    sheet,
    rowsOf(sheetPages(sheet, reading), (count) => (rows = count)),
  )
  return rows
}
