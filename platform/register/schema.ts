import { z } from 'zod'
import type { Bilingual } from '../core/bilingual.ts'
import { isDate } from '../core/dates.ts'
import type { Field, Fields } from './fields.ts'

/** A sentence for `custom` zod issues; platform/http/faults.ts reads it. */
const saying = (zh: string, en: string): { params: { sentence: Bilingual } } => ({ params: { sentence: { zh, en } } })

// Control characters other than tab and newline never come from a keyboard, and PostgreSQL refuses NUL.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

const line = (max: number): z.ZodString =>
  z.string().trim().max(max).refine((text) => !CONTROL.test(text), saying('含有不可见的控制字符，请删除后重新填写。', 'It contains invisible control characters; remove them.'))

/** A real calendar date between 1900 and 2199. */
export const dateText = z.string()
  .refine((text) => isDate(text) && text >= '1900-01-01' && text < '2200-01-01', saying('请填写真实存在的日期，例如 2026-11-22。', 'Give a real date, such as 2026-11-22.'))
  .meta({ format: 'date' })
export const idText = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/).meta({ format: 'uuid' })
export const regionText = z.string()
  .refine((code) => /^(\d{6}|\d{9}|\d{12})$/.test(code), saying('请填写 6、9 或 12 位区划代码。', 'Give a division code of 6, 9 or 12 digits.'))

/** So many rows a list of references may name. */
const MOST_REFERENCES = 500

/** The zod schema of one field's value, without null. Shared with the browser's forms. */
function valueOf(field: Field): z.ZodType {
  switch (field.kind) {
    case 'text': {
      const base = line(field.max)
      return field.pattern ? base.refine((text) => text === '' || field.pattern!.test(text), saying('格式不正确。', 'The format is not right.')) : base
    }
    case 'integer': return z.int().min(field.min ?? -2_147_483_648).max(field.max ?? 2_147_483_647)
    case 'number': return z.number().min(field.min ?? -1e15).max(field.max ?? 1e15)
    case 'money': return z.int().min(-1e15).max(1e15)
    case 'date': return dateText
    case 'instant': return z.iso.datetime()
    case 'boolean': return z.boolean()
    case 'choice': return z.enum(field.options.map(({ code }) => code))
    case 'choices': return z.array(z.enum(field.options.map(({ code }) => code))).max(field.options.length)
    case 'region': return regionText
    case 'reference': return idText
    case 'references': return z.array(idText).max(MOST_REFERENCES).refine((ids) => new Set(ids).size === ids.length, saying('同一记录只能选一次。', 'Choose each row once.'))
    case 'json': return z.json()
  }
}

const empty = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? null : value)

function schemaOf(field: Field, required: boolean): z.ZodType {
  const value = valueOf(field)
  if (field.kind === 'references' && required) return value.refine((given) => (given as readonly string[]).length > 0, saying('至少选择一项。', 'Choose at least one.')) // ids, by valueOf
  if (field.kind === 'boolean' || field.kind === 'choices' || field.kind === 'references') return value.optional()
  if (required) return value.refine((given) => given !== '', saying('必须填写。', 'This is required.'))
  return z.preprocess(empty, value.nullable()).optional()
}

const writable = (fields: Fields): [string, Field][] => Object.entries(fields).filter(([, field]) => !field.readonly)

/** What creating a row takes: required fields required, the rest optional, nothing else. */
export const createSchema = (fields: Fields): z.ZodObject =>
  z.strictObject(Object.fromEntries(writable(fields).map(([name, field]) => [name, schemaOf(field, field.required === true)])))

/** What changing a row takes: any of the fields. */
export const changeSchema = (fields: Fields): z.ZodObject =>
  z.strictObject(Object.fromEntries(writable(fields).map(([name, field]) => [name, schemaOf(field, field.required === true).optional()])))
