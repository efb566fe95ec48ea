import type { Bilingual } from '../../core/bilingual.ts'
import { cellText, isBlank, type Cell } from '../../documents/spreadsheet/index.ts'
import type { Field } from '../fields.ts'
import { coerceBoolean, coerceChoice, coerceChoices } from './coerce-choice.ts'
import { optionWithin, type Loosely } from './choice-words.ts'
import { coerceDate, coerceInstant, isForever } from './coerce-date.ts'
import { cellFault, coerceMoney, coerceNumber, outOfRange, type Coerced } from './coerce-number.ts'
import type { ImportContext } from './form.ts'

/** What people put into a cell to say that there is nothing. */
const NOTHING = /^([-—–/\\、.。*]+|n\/?a|null|nil|暂无|不详|无数据)$/i
/** Kinds for which 无 is nothing too; a name may be 无, and a yes-or-no field takes it for no. */
const NONE_IS_NOTHING = new Set<Field['kind']>([
  'integer',
  'number',
  'money',
  'date',
  'instant',
  'choice',
  'choices',
  'reference',
  'references',
  'region',
])

const emptyOf = (field: Field): Coerced => ({ value: field.kind === 'choices' || field.kind === 'references' ? [] : null })
const REQUIRED: Bilingual = { zh: '必须填写', en: 'must be given' }

/** What sheets write for a field's values, see `ImportForm.aliases`. */
type Aliases = Readonly<Record<string, string | null>>

const folded = new WeakMap<Aliases, ReadonlyMap<string, string | null>>()
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/** The value an alias stands for; undefined where the text is none. */
function aliasOf(shown: string, aliases: Aliases): string | null | undefined {
  let known = folded.get(aliases)
  if (!known) folded.set(aliases, (known = new Map(Object.entries(aliases).map(([text, value]) => [fold(text), value]))))
  return known.has(shown) ? known.get(shown) : known.get(fold(shown))
}

const familyOf = (code: string): string => code.split('_')[0]!
const IN_BRACKETS = /^([^（(]+)[（(]([^（）()]+)[）)]$/

/** The code of a text that is a spelling or an option. */
function plainly(field: Field & { readonly kind: 'choice' }, text: string, aliases: Aliases = {}): string | null | undefined {
  const known = aliasOf(text, aliases)
  const option = known === undefined ? coerceChoice(text, field.options) : { value: known }
  return 'value' in option ? option.value : undefined
}

/**
 * 餐饮服务经营者（小型餐馆）: what stands before the bracket decides, unless the bracket names one of the same family (单位食堂（学校食堂）),
 * whose code begins alike.
 */
function aliasOfBoth(field: Field & { readonly kind: 'choice' }, shown: string, aliases: Aliases): string | undefined {
  const [, outer = '', inner = ''] = IN_BRACKETS.exec(shown) ?? []
  const codeOf = (text: string): string | null | undefined => plainly(field, text, aliases)
  if (outer === '' || 'value' in coerceChoice(shown, field.options)) return undefined
  const code = codeOf(outer.trim())
  if (!code) return undefined
  const finer = inner.split(/[、，,/／;；]/).map((part) => codeOf(part.trim())).find((one) => one && familyOf(one) === familyOf(code))
  return finer ?? code
}

/**
 * The value of a cell for a field, or what is wrong with it. An empty cell gives null (an empty list for choices) and is
 * a fault where the field is required.
 * @param unit the unit the column's heading names
 * @param loosely how a choice is known by words that are no option
 */
export function coerce(
  field: Field,
  cell: Cell,
  unit: string | null,
  context: ImportContext,
  aliases?: Aliases,
  loosely?: Loosely,
): Coerced {
  const wrong = cellFault(cell)
  if (wrong) return { fault: wrong }
  const shown = cellText(cell).trim()
  let alias = aliases && aliasOf(shown, aliases)
  if (alias === undefined && aliases && field.kind === 'choice') alias = aliasOfBoth(field, shown, aliases)
  if (alias === undefined && loosely && field.kind === 'choice') alias = optionWithin(field, shown, (text) => plainly(field, text, aliases), loosely)
  if (alias) return { value: field.kind === 'choices' ? [alias] : alias }
  const nothing = alias === null || isBlank(cell) || NOTHING.test(shown) || (NONE_IS_NOTHING.has(field.kind) && shown === '无')
  if (nothing) return field.required ? { fault: REQUIRED } : emptyOf(field)
  return checked(field, byKind(field, cell, shown, unit, context))
}

function byKind(field: Field, cell: Cell, shown: string, unit: string | null, context: ImportContext): Coerced {
  const plain = typeof cell === 'number' ? cell : shown
  switch (field.kind) {
    case 'text':
      return coerceText(field, shown)
    case 'integer':
    case 'number':
      return coerceNumber(plain, shown, field.unit?.zh, unit)
    case 'money':
      return coerceMoney(plain, shown, unit)
    case 'date':
      return isForever(shown) ? forever(field, shown) : coerceDate(cell, shown)
    case 'instant':
      return isForever(shown) ? forever(field, shown) : coerceInstant(cell, shown)
    case 'boolean':
      return coerceBoolean(typeof cell === 'boolean' ? cell : plain, shown)
    case 'choice':
      return coerceChoice(shown, field.options)
    case 'choices':
      return coerceChoices(shown, field.options)
    case 'reference':
      return coerceReference(field.to, shown, context)
    case 'references':
      return coerceReferences(field.to, shown, context)
    case 'region':
      return coerceRegion({ whole: shown }, context)
    case 'json':
      return { fault: { zh: '此项不能通过表格填写', en: 'cannot be given in a spreadsheet' } }
  }
}

/** A term without end is no date; only where a date must stand is it a fault. */
const forever = (field: Field, shown: string): Coerced =>
  field.required
    ? { fault: { zh: `此项必须有确切日期，不能填“${shown}”`, en: `An exact date is needed here, not “${shown}”` } }
    : { value: null }

/** The part of a value's check that no kind of its own makes: whole numbers and bounds. */
function checked(field: Field, coerced: Coerced): Coerced {
  if ('fault' in coerced || typeof coerced.value !== 'number') return coerced
  if (field.kind === 'integer' && !Number.isSafeInteger(coerced.value)) {
    return { fault: { zh: `${coerced.value} 不是整数`, en: `${coerced.value} is not a whole number` } }
  }
  const outside = field.kind === 'integer' || field.kind === 'number' ? outOfRange(coerced.value, field) : null
  return outside ? { fault: outside } : coerced
}

const INVISIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g
const HAN_BREAK = /(?<=[\p{Script=Han}\p{P}])\s*[\r\n]+\s*|\s*[\r\n]+\s*(?=[\p{Script=Han}\p{P}])/gu

/** Full-width digits and letters to half-width; full-width signs stay, they belong to Chinese text. */
const halfWidth = (text: string): string => text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))

/** Trimmed text on one line; of a number or code (a field with a pattern, or unique) also without blanks and in the capitals its pattern asks for. */
function coerceText(field: Field & { readonly kind: 'text' }, shown: string): Coerced<string> {
  if (CLEAN.test(shown)) return inForm(field, shown)
  const visible = halfWidth(shown.replace(INVISIBLE, '').replace(/[\u00A0\u2007\u202F\u3000\t]/g, ' '))
  let text = field.multiline ? visible.replace(/\r\n?/g, '\n').trim() : visible.replace(HAN_BREAK, '').replace(/\s+/g, ' ').trim()
  if (field.pattern || field.unique) text = text.normalize('NFKC').replace(/\s/g, '').replace(/^'/, '')
  return inForm(field, text)
}

/** Most texts: nothing in them to put right. */
const CLEAN = /^[\u4E00-\u9FFFA-Za-z0-9]+$/

/** The text if it has the length and form its field asks for, in capitals where only those fit. */
function inForm(field: Field & { readonly kind: 'text' }, given: string): Coerced<string> {
  const upper = given.toUpperCase()
  const text = field.pattern && !field.pattern.test(given) && field.pattern.test(upper) ? upper : given
  if (text.length > field.max && [...text].length > field.max)
    return { fault: { zh: `内容过长，最多 ${field.max} 个字`, en: `is too long; at most ${field.max} characters` } }
  if (field.pattern && !field.pattern.test(text)) return { fault: { zh: `“${text}”格式不正确`, en: `“${text}” is not in the right form` } }
  return { value: text }
}

function coerceReference(register: string, shown: string, context: ImportContext): Coerced<string> {
  const found = context.resolveReference?.(register, shown)
  if (!found) return { fault: { zh: `无法核对“${shown}”`, en: `“${shown}” cannot be looked up` } }
  return 'id' in found ? { value: found.id } : found
}

/** Several names in one cell, as an export writes them. */
export const namesIn = (shown: string): string[] => [
  ...new Set(
    shown
      .split(/[、,，;；|\r\n]+/)
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  ),
]

function coerceReferences(register: string, shown: string, context: ImportContext): Coerced<readonly string[]> {
  const found = namesIn(shown).map((name) => coerceReference(register, name, context))
  const fault = found.find((one) => 'fault' in one)
  return fault ?? { value: found.flatMap((one) => ('value' in one && one.value !== null ? [one.value] : [])) }
}

const CODE = /^\d{6}(\d{3})?(\d{3})?$/

/** The division code of a place by the names or the code that its columns give. */
export function coerceRegion(parts: Parameters<NonNullable<ImportContext['resolveRegion']>>[0], context: ImportContext): Coerced<string> {
  const found = context.resolveRegion?.(parts)
  if (found) return 'code' in found ? { value: found.code } : found
  const shown = parts.whole ?? [parts.city, parts.county, parts.township, parts.village].filter(Boolean).join('')
  return CODE.test(shown) ? { value: shown } : { fault: { zh: `不认识的行政区划“${shown}”`, en: `“${shown}” is no known place` } }
}

/** The fault of a place or another field that must be given and is not. */
export const mustBeGiven = (): Bilingual => REQUIRED
