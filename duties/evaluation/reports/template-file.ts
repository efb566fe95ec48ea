import { z } from 'zod'
import { Problem, type FieldProblem } from '../../../platform/core/problem.ts'
import { faultsOf } from '../../../platform/http/faults.ts'
import { departmentFunctions } from '../../../platform/identity/functions.ts'
import type { TemplateEdition } from './contract.ts'
import type { Names } from './outline.ts'
import { textFaults, type NewTemplate } from './templates.ts'

/** What a template file says it is, so that another JSON file is told from one. */
export const FORMAT = 'shian.report-template'

const text = (max: number) => z.string().trim().min(1).max(max)
const functions = departmentFunctions.map(({ code }) => code) as [string, ...string[]]
const file = z.strictObject({
  format: z.literal(FORMAT),
  code: z.string().optional(),
  edition: z.int().optional(),
  name: z.strictObject({ zh: text(100), en: text(100) }),
  title: text(200),
  mark: text(10),
  issuer: z.enum(functions),
  over: z.enum(['year', 'half-year']),
  note: z.string().trim().max(500).nullable().default(null),
  /** The text, line by line: a difference of two files is a difference of lines. */
  body: z.array(z.string().max(20_000)).min(1).max(5_000),
})
export type TemplateFile = z.input<typeof file>

/** An edition as the content of a file; `templateIn` gives the same back. */
export const fileOf = ({ edition, code, name, name_en, title, mark, issuer, over, note, body }: TemplateEdition): TemplateFile => ({
  format: FORMAT,
  code,
  edition,
  name: { zh: name, en: name_en },
  title,
  mark,
  issuer,
  over,
  note,
  body: body.split('\n'),
})

const NOT_JSON: FieldProblem = {
  path: 'text',
  sentence: { zh: '不是 JSON 文件。请选择从“导出 .json”得到的模板文件。', en: 'This is not JSON. Choose a template file that was exported as .json.' },
}

const part = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>)[name] : undefined

/** Lines that stand in the file as text, whatever else is wrong with it. */
const bodyIn = (given: unknown): string | undefined => {
  const body = part(given, 'body')
  return Array.isArray(body) && body.length > 0 && body.every((line) => typeof line === 'string') ? body.join('\n') : undefined
}

/**
 * The template that a file holds. A line of it may hold several lines of text; they are counted as the editor counts them.
 * @throws Problem `input.invalid` (400) with everything that is wrong at once: the file's own form, its title, every line of its text
 */
export function templateIn(content: string, names: Names): NewTemplate {
  let given: unknown
  try {
    given = JSON.parse(content.replace(/^\uFEFF/, ''))
  } catch {
    throw new Problem('input.invalid', {}, [NOT_JSON])
  }
  const read = file.safeParse(given, { reportInput: true })
  const title = part(given, 'title')
  const body = bodyIn(given)
  const faults = [
    ...(read.success ? [] : faultsOf(read.error.issues)),
    ...textFaults(names, { ...(typeof title === 'string' && title.trim() !== '' && { title }), ...(body !== undefined && { body }) }),
  ]
  if (!read.success || faults.length > 0) throw new Problem('input.invalid', {}, faults)
  const { name, note, mark, issuer, over } = read.data
  const whole = body ?? ''
  if (whole.length > 100_000)
    throw new Problem('input.invalid', {}, [{ path: 'body', sentence: { zh: '正文最多 100000 个字符。', en: 'The text has at most 100,000 characters.' } }])
  return { name: name.zh, name_en: name.en, title: read.data.title, mark, issuer: issuer as NewTemplate['issuer'], over, note, body: whole }
}
