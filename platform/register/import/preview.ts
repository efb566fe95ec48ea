import type { Language } from '../../core/bilingual.ts'
import { maskPersonal } from '../../core/mask.ts'
import { Problem } from '../../core/problem.ts'
import { pathOf } from '../../evidence/bytes.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Errand } from '../../jobs/errand.ts'
import { regionNames, type Labels } from '../labels.ts'
import { importable, type ImportForm } from './form.ts'
import type { ImportOptions } from './routes.ts'
import { runImport, type ImportResult } from './run.ts'
import type { ImportTarget } from './target.ts'

type Preview = Readonly<Record<string, unknown>>

/** The headings of the sheet with the field each fills, then what the sheet says of all its rows; `sure` is false for what the user should confirm. */
const columnsOf = ({ table }: ImportResult): { heading: string; field: string | null; sure: boolean }[] => {
  const { columns, guesses } = table.recognition
  const guessed = new Set(guesses.map(({ heading }) => heading))
  const told = table.told.map(({ heading, field }) => ({ heading, field, sure: false }))
  const own = [...new Set(table.headings.filter((heading) => heading !== ''))].map((heading) => ({
    heading,
    field: columns[heading] ?? null,
    sure: heading in columns && !guessed.has(heading),
  }))
  return [...own, ...told]
}

const fieldsOf = (form: ImportForm): { name: string; label: unknown; required: boolean }[] =>
  importable(form).map(([name, field]) => ({ name, label: field.label, required: field.required ?? false }))

/** What the preview page shows besides the upload. `counts.valid` are the rows that would be taken or are on record already. */
function previewOf(target: ImportTarget, result: ImportResult, labels: Labels): Record<string, unknown> {
  const { create, update, same, conflict, rejected } = result.counts
  return {
    sheet: result.table.sheetName,
    columns: columnsOf(result),
    fields: fieldsOf(target.form),
    conflicts: result.table.recognition.conflicts,
    counts: { read: create + update + same + conflict + rejected, valid: create + update + same, create, update, same, conflict, rejected },
    labels,
    sample: result.sample.map(({ row, values }) => ({ row, ...withMasks(target.form, values) })),
    refused: alike(result.rejected),
  }
}

/** The values with personal ones masked: the sample is for telling columns apart. */
const withMasks = (form: ImportForm, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const kind = form.fields[name]?.personal
      return [name, kind && typeof value === 'string' ? maskPersonal(kind, value) : value]
    }),
  )

/** Reasons that differ in numbers and quotations alone are one kind. */
const kindOf = (reasons: readonly string[]): string => reasons.join(' ').replace(/“[^”]*”|[\dA-Z]+/g, '')
const KINDS = 20
const NAMED = 5

/** Rows that would not be taken, by kind of reason: a wrong column is seen among hundreds of other faults. `rows`: the first ones' own numbers. */
const alike = (rejected: ImportResult['rejected']): { reasons: readonly string[]; rows: number[]; count: number }[] =>
  [...Map.groupBy(rejected, ({ reasons }) => kindOf(reasons)).values()]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, KINDS)
    .map((rows) => ({ reasons: rows[0]!.reasons, rows: rows.slice(0, NAMED).map(({ row }) => row), count: rows.length }))

/** The codes of divisions that the sample holds: people read their names. */
const codesIn = ({ fields }: ImportForm, sample: ImportResult['sample']): string[] => {
  const names = Object.keys(fields).filter((name) => fields[name]?.kind === 'region')
  return [...new Set(sample.flatMap(({ values }) => names.map((name) => values[name]).filter((code) => typeof code === 'string')))]
}

/** What a preview is told: whose it is, with the rights of the request, and the stored file's hash and size in bytes. */
export type PreviewInput = {
  readonly register: string
  readonly city: string
  readonly actor: Actor
  readonly file: string
  readonly size: number
  /** The name the clerk knows the file by. */
  readonly name: string
  readonly under?: string | undefined
  readonly language: Language
}

const PREVIEW = 'register.preview'
/** Bytes up to which starting a process would cost more than reading the file. */
const SMALL = 256 * 1024

/** Reads a file as an import would, and writes nothing. */
export const previewErrand = (targets: readonly ImportTarget[]): Errand => ({
  name: PREVIEW,
  async run({ database, files, stopping }, input): Promise<Preview> {
    const { register, city, actor, file, name, under, language } = input as PreviewInput // from `previewImport`
    const target = targets.find((one) => one.register === register)
    if (!target) throw new Problem('import.target', { register })
    const result = await runImport({ database, city, target, actor, file: pathOf(files, file), name, under, preview: true, language, stopping })
    const codes = codesIn(target.form, result.sample)
    return previewOf(target, result, await database.read({ system: 'import', city }, (tx) => regionNames(tx, codes)))
  },
})

/** The preview of a stored file, read in a process of its own where it is large. */
export async function previewImport({ database, files, targets, launch }: ImportOptions, input: PreviewInput): Promise<Preview> {
  const watch = { progress: async () => {}, stopping: () => false }
  const preview = launch && input.size > SMALL ? launch(PREVIEW, input, watch) : previewErrand(targets).run({ database, files, ...watch }, input)
  return (await preview) as Preview // what the errand answers, here or there
}
