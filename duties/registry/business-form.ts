import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import type { RowRule } from '../../platform/register/declare.ts'
import { region, text, type Field, type Fields, type Values } from '../../platform/register/fields.ts'
import { businessAliases } from './business-aliases.ts'
import { enterprises, premises } from './enterprises.ts'
import { findLicenceKind, type LicenceKind } from './licence-kinds.ts'
import { licences } from './licences.ts'
import { checkUscc, kindOfNumber, normaliseNumber, parseLicenceNumber } from './numbers.ts'
import { headingCodes } from './heading-codes.ts'
import { AROUND_TYPE, headingBuilds, KIND_HEADS, STATUS_HEADS, TYPE_HEADS, TYPE_OF_LIST } from './heading-builds.ts'
import { checkNumberOfKind, licenceDates, premisesDates, premisesFound, premisesPlace } from './row-rules.ts'
import { findType, type PremisesTypeCode } from './types.ts'

/** One flat sheet that fills several registers at once. `warnings` are shown but refuse nothing. */
export type ImportForm<F extends Fields> = {
  readonly name: string
  readonly title: Bilingual
  readonly fields: F
  readonly headings: { readonly [K in keyof F & string]?: readonly string[] }
  /** Spellings of choices beside their codes and labels; `null` leaves the cell empty (长期 has no date). */
  readonly aliases: { readonly [K in keyof F & string]?: Readonly<Record<string, string | null>> }
  readonly ofAll: { readonly [K in keyof F & string]?: readonly (readonly [words: RegExp, value: string])[] }
  readonly beside: { readonly [K in keyof F & string]?: { readonly heading: RegExp; readonly cell: RegExp } }
  readonly settle: (values: Readonly<Record<string, unknown>>, told: Readonly<Record<string, string>>) => Readonly<Record<string, unknown>>
  /** Dates of which a cell may hold the whole term: its end is read. */
  readonly ends: readonly (keyof F & string)[]
  readonly builds: { readonly [K in keyof F & string]?: RegExp }
  readonly tells: { readonly [K in keyof F & string]?: RegExp | 'options' }
  readonly around: { readonly [K in keyof F & string]?: RegExp }
  readonly heads: { readonly [K in keyof F & string]?: readonly (readonly [ends: RegExp, code: string])[] }
  readonly meets: Bilingual
  readonly rules: readonly RowRule<Values<F>>[]
  readonly warnings: readonly RowRule<Values<F>>[]
}

/** The same field on a sheet: nothing is required of one cell, the rules look at the whole row. */
const cell = <V>(field: Field<V>): Field<V | null> => ({ ...field, required: false, unique: false, list: false, filter: false,
  sort: false }) as Field<V | null>

const { fields: e, headings: eh = {} } = enterprises
const { fields: p, headings: ph = {} } = premises
const { fields: l, headings: lh = {} } = licences

/** The columns a sheet of businesses may have, by the names that `shian import fields` lists. */
export const businessFields = {
  enterprise_name: cell(e.name),
  uscc: { ...cell(e.uscc), max: 60 }, // blanks and signs within it are taken out by its check
  enterprise_kind: cell(e.kind),
  legal_representative: cell(e.legal_representative),
  registered_address: cell(e.address),
  registered_on: cell(e.registered_on),
  premises_name: cell(p.name),
  type: cell(p.type),
  region: region({ zh: '区划代码', en: 'Division code' }),
  county: text({ zh: '县（市、区）', en: 'County' }, { max: 60 }),
  township: text({ zh: '乡镇（街道）', en: 'Township' }, { max: 60 }),
  village: text({ zh: '村（社区）', en: 'Village' }, { max: 60 }),
  address: cell(p.address),
  status: cell(p.status),
  opened_on: cell(p.opened_on),
  scope: cell(p.scope),
  scale: cell(p.scale),
  diners: cell(p.diners),
  area: cell(p.area),
  unlicensed: cell(p.unlicensed),
  near_school: cell(p.near_school),
  in_ledger: cell(p.in_ledger),
  duty_level: cell(p.duty_level),
  lng: cell(p.lng),
  lat: cell(p.lat),
  contact: cell(p.contact),
  phone: cell(p.phone),
  licence_kind: cell(l.kind),
  licence_number: cell(l.number),
  licence_scope: cell(l.scope),
  issued_on: cell(l.issued_on),
  expires_on: cell(l.expires_on),
  licence_state: cell(l.state),
  issuer: cell(l.issuer),
  safety_director: text({ zh: '食品安全总监', en: 'Food safety director' }, { max: 200 }),
  safety_officer: text({ zh: '食品安全员', en: 'Food safety officer' }, { max: 200 }),
} as const

/** A row of a sheet of businesses, read and normalised. What the sheet does not say is null or absent. */
export type Business = Partial<Values<typeof businessFields>>
type BusinessRule = RowRule<Values<typeof businessFields>>

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

/** The kind of licence that a row means: as said, else as its number begins, else the one its type works under. */
export function licenceKindOf(row: Business): LicenceKind | null {
  if (row.licence_kind) return row.licence_kind
  if (!row.licence_number) return null
  const national = kindOfNumber(normaliseNumber(row.licence_number))
  if (national) return national
  const usual = (row.type ? findType(row.type)?.licences : undefined) ?? []
  return usual.find((kind) => findLicenceKind(kind)?.numberRule === 'local') ?? usual[0] ?? null
}

const TYPE_OF_LICENCE: Readonly<Record<string, PremisesTypeCode>> = {
  SC127: 'HEAL', SC129: 'INFA', JY1: 'DIST', JY2: 'CATE', JY3: 'CANT', YB1: 'DIST', YB2: 'DIST',
}
const TYPE_OF_KIND: { readonly [K in LicenceKind]?: PremisesTypeCode } = {
  WORKSHOP: 'WORK', SMALL_SHOP: 'SHOP', SMALL_CATERING: 'SCAT', VENDOR: 'VEND', FOOD_CONTACT: 'PACK', GRAIN: 'GRAI', SLAUGHTER: 'SLAU',
  PESTICIDE: 'INPU', VETERINARY: 'INPU', PLATFORM: 'PLAT', COLD_STORE: 'COLD_STORE', CMA: 'LAB_BODY',
}

/** The type of premises that a row means: as said, else what its licence is for; null where neither tells. */
export function typeOf(row: Business): PremisesTypeCode | null {
  if (row.type) return row.type
  const parts = row.licence_number ? parseLicenceNumber(normaliseNumber(row.licence_number)) : null
  if (parts) return TYPE_OF_LICENCE[parts.kind + parts.category] ?? (parts.category.startsWith('2') ? 'ADDI' : 'PROD')
  const kind = licenceKindOf(row)
  return (kind && TYPE_OF_KIND[kind]) ?? null
}

/** Where the premises stand: as the sheet says, else at the holder's own address, which is all that a list of registrations gives. */
export const placeAddress = (row: Business): string | null => row.address ?? row.registered_address ?? null

/** 王某/13800000000: a person with the telephone behind the name. */
const WITH_PHONE = /^([\p{Script=Han}·]{2,12})[\s/、，,：:；;（(—-]*((?:1\d{10}|0\d{2,3}[- ]?\d{7,8}|\d{7,8})(?:[\s/、，,；;]+(?:1\d{10}|0\d{2,3}[- ]?\d{7,8}|\d{7,8}))*)[）)]?$/u

/** A name and a telephone in one cell are told apart; a list that names nobody but persons is of them; a row that does not tell its type has that of the whole list. */
function settle(values: Readonly<Record<string, unknown>>, told: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const row: Record<string, unknown> = { ...values }
  for (const field of ['contact', 'legal_representative', 'phone']) {
    const [, name, phone] = WITH_PHONE.exec(String(row[field] ?? '')) ?? []
    if (name === undefined) continue
    const person = field === 'phone' ? 'contact' : field
    row[person] = person === field ? name : (row[person] ?? name)
    row['phone'] = field === 'phone' ? phone : (row['phone'] ?? phone)
  }
  if (!('enterprise_name' in row) && !('premises_name' in row) && row['legal_representative']) row['enterprise_name'] = row['legal_representative']
  if (told['type'] && typeOf(row as Business) === null) row['type'] = told['type'] // an option of the type, as TYPE_OF_LIST has them
  return row
}

/** A row has a name, and an identity that is not the name: a licence number, or USCC and address. */
const identified: BusinessRule = (row) => {
  const found: FieldProblem[] = []
  if (!row.enterprise_name && !row.premises_name) found.push(fault('enterprise_name', '缺少名称。', 'The name is missing.'))
  if (!row.licence_number && !(row.uscc && placeAddress(row))) {
    found.push(fault('licence_number', '缺少可识别的编号：须有许可证编号，或统一社会信用代码加经营地址；仅凭名称不能认定。',
      'Nothing identifies it: give a licence number, or the credit code and the address. A name alone is not enough.'))
  }
  return found
}

const numbers: BusinessRule = (row) => {
  const found = row.uscc ? checkUscc(row.uscc).faults.map((sentence) => ({ path: 'uscc', sentence })) : []
  if (!row.licence_number) return found
  const kind = licenceKindOf(row)
  if (!kind) return [...found, fault('licence_kind', '看不出是哪种证照，请补充证照种类或类型。',
    'The kind of licence cannot be told; give it, or the type of premises.')]
  const check = checkNumberOfKind(kind, row.licence_number)
  return check ? [...found, ...check.faults.map((sentence) => ({ path: 'licence_number', sentence }))] : found
}

const typed: BusinessRule = (row) => (typeOf(row) ? [] : [
  fault('type', '缺少类型（业态），从许可证编号也看不出。', 'The type is missing, and the licence number does not tell it.')])

/** A flat row as the fields of a register, so that the register's own rules look at it; their faults get the sheet's names back. */
const through = (rules: readonly RowRule<Readonly<Record<string, unknown>>>[], names: Readonly<Record<string,
  keyof typeof businessFields>>): BusinessRule =>
  (row, context) => {
    const values = Object.fromEntries(Object.entries(names).map(([field, name]) => [field, row[name] ?? null]))
    return rules.flatMap((rule) => rule(values, context)).map(({ path, sentence }) => ({ path: names[path] ?? path, sentence }))
  }

const licenceRow: BusinessRule = (row, context) =>
  through([licenceDates], { issued_on: 'issued_on', expires_on: 'expires_on', kind: 'licence_kind' })({ ...row,
    licence_kind: licenceKindOf(row) }, context)

const ledgerRow: BusinessRule = (row) => (row.in_ledger === true && !row.duty_level
  ? [fault('duty_level', '列入包保台账的须定包保级别。', 'Premises in the ledger need a duty level.')] : [])

const numberWarnings: BusinessRule = (row) => (row.uscc ? checkUscc(row.uscc).warnings.map((sentence) => ({ path: 'uscc', sentence })) : [])

/** A type that never works under such a licence: often a slip of the pen, sometimes a change of business. */
const typeFitsLicence: BusinessRule = (row) => {
  const type = row.type ? findType(row.type) : undefined
  const kind = licenceKindOf(row)
  if (!type || !kind || type.licences.includes(kind)) return []
  return [fault('type', `${type.label.zh}一般不持${findLicenceKind(kind)?.label.zh ?? kind}，请核对。`,
    `${type.label.en}: not usually under “${findLicenceKind(kind)?.label.en ?? kind}”; please look.`)]
}

const lapsed: BusinessRule = (row, { today }) => (row.expires_on && row.expires_on < today && row.status !== 'closed'
  && row.licence_state !== 'expired'
  ? [fault('expires_on', '证照已过期。', 'The licence has expired.')] : [])

/** The headings of sheets that people make, and those of exports. */
function withCodes(headings: Readonly<Record<string, readonly string[] | undefined>>): Readonly<Record<string, readonly string[]>> {
  const fields = [...new Set([...Object.keys(headings), ...Object.keys(headingCodes)])]
  return Object.fromEntries(fields.map((field) => [field, [...(headings[field] ?? []), ...(codesOf[field] ?? [])]]))
}
const codesOf: Readonly<Record<string, readonly string[] | undefined>> = headingCodes

export const businessForm: ImportForm<typeof businessFields> = {
  name: 'business',
  title: { zh: '生产经营单位', en: 'Businesses' },
  fields: businessFields,
  headings: withCodes({
    enterprise_name: eh.name, uscc: eh.uscc, enterprise_kind: eh.kind, legal_representative: eh.legal_representative,
      registered_address: eh.address, registered_on: eh.registered_on,
    premises_name: ph.name, type: ph.type, address: ph.address, status: ph.status, opened_on: ph.opened_on, scope: ph.scope,
      scale: ph.scale, diners: ph.diners,
    area: ph.area, unlicensed: ph.unlicensed, near_school: ph.near_school, in_ledger: ph.in_ledger, duty_level: ph.duty_level, lng: ph.lng,
      lat: ph.lat,
    contact: ph.contact, phone: ph.phone,
    licence_kind: lh.kind, licence_number: lh.number, licence_scope: lh.scope, issued_on: lh.issued_on, expires_on: lh.expires_on,
      licence_state: lh.state, issuer: lh.issuer,
    region: ['区划代码', '行政区划代码', '区划', '行政区划', '所属区划', '所在区划', '地区代码', 'Division code', 'Region', 'Region code'],
    county: ['县（市、区）', '县区', '区县', '县市区', '所属区县', '所属县区', '所在区县', '所在县区', '所属县市区', '县', '区', '辖区', '所属辖区', '地区', '所在地区', '区域', '所属区域',
      'County', 'District'],
    township: ['乡镇（街道）', '镇（街道）', '乡镇', '街道', '所属乡镇', '所属街道', '所属乡镇（街道）', '所在乡镇', '所在街道', '乡镇街道', '街道（乡镇）', 'Township', 'Town',
      'Subdistrict'],
    village: ['村（社区）', '村', '社区', '村社区', '所属村', '所属社区', '所属村（社区）', '行政村', '村居', '村（居）', 'Village', 'Community'],
    safety_director: ['食品安全总监', '安全总监', '食品安全总监姓名', 'Food safety director', 'Safety director'],
    safety_officer: ['食品安全员', '食品安全管理员', '食品安全管理人员', '安全员', '安全管理员', '食品安全员姓名', 'Food safety officer', 'Safety officer'],
  }),
  aliases: businessAliases,
  ends: ['expires_on'],
  builds: headingBuilds,
  ofAll: { type: TYPE_OF_LIST },
  beside: { uscc: { heading: /身份证|证件号/, cell: /^[1-8]\d{3}[\d*]{2}(?:19|20|\*\*)[\d*]{9}[\dX*]$/i } },
  settle,
  tells: {
    uscc: /^[159N][0-9A-HJ-NP-RTUW-Y]{17}$/i,
    licence_number: /^(?:SC|JY|YB)\d{12,15}$/i,
    type: 'options',
  },
  around: { type: AROUND_TYPE },
  heads: { type: TYPE_HEADS, status: STATUS_HEADS, enterprise_kind: KIND_HEADS },
  meets: {
    zh: '已有记录按许可证编号、再按统一社会信用代码加地址对上，只更新表里写了的内容；认不准的列为冲突，由人决定。',
    en: 'Rows on record are met by licence number, else by credit code and address; only what the sheet says is changed, and where that is not certain a person decides.',
  },
  rules: [identified, numbers, typed, licenceRow, through([premisesPlace], { lng: 'lng', lat: 'lat' }), ledgerRow,
    through([premisesFound, premisesDates], { type: 'type', unlicensed: 'unlicensed' })],
  warnings: [numberWarnings, typeFitsLicence, lapsed],
}
