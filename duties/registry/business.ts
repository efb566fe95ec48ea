import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import { within } from '../../platform/identity/actor.ts'
import { licenceKindOf, placeAddress, typeOf, type Business } from './business-form.ts'
import { addressKey, nameKey, sameAddress } from './duplicates.ts'
import type { Enterprise, Premises, PremisesStatus } from './enterprises.ts'
import type { Licence } from './licences.ts'
import { kindOfUscc, normaliseNumber, parseLicenceNumber } from './numbers.ts'
import type { StaffRole } from './people.ts'
import type { Place } from './place.ts'
import { licenceStateOn, nextStatuses, OPERATING } from './rules.ts'

/** What one row of a sheet says, register by register. Only what it says: a change touches nothing else. */
export type Said = {
  readonly enterprise: Partial<Enterprise>
  readonly premises: Partial<Premises>
  readonly licence: Partial<Licence> & { readonly number: string } | null
  readonly staff: readonly { readonly role: StaffRole; readonly name: string }[]
  /** What a new row has where the sheet says nothing. */
  readonly defaults: { readonly enterprise: Partial<Enterprise>; readonly premises: Partial<Premises>; readonly licence: Partial<Licence> }
}

/** A row on record that an imported row may mean. Personal fields in clear, or absent: then they are not compared. */
export type OnRecord = {
  readonly enterprise: Partial<Enterprise> & Pick<Enterprise, 'id' | 'uscc'>
  readonly premises: Partial<Premises> & Pick<Premises, 'id' | 'name' | 'address' | 'region' | 'status'>
  readonly licences: readonly (Partial<Licence> & Pick<Licence, 'id' | 'number'>)[]
  readonly staff: readonly { readonly role: StaffRole; readonly name: string }[]
}

/** What an imported row does. */
export type Match =
  /** `enterprise`: the one on record that the new premises stand under; null makes one. */
  | { readonly kind: 'create'; readonly enterprise: string | null }
  /** `licence`: the one that changes; null where the row brings a new one, or none. */
  | {
    readonly kind: 'update'
    readonly enterprise: string
    readonly premises: string
    readonly licence: string | null
    readonly diff: Diff
  }
  | { readonly kind: 'same'; readonly premises: string }
  | { readonly kind: 'conflict'; readonly reasons: readonly Bilingual[] }

/** Only the fields whose value changes, and staff who are not on record yet. */
export type Diff = {
  readonly enterprise: Partial<Enterprise>
  readonly premises: Partial<Premises>
  readonly licence: Partial<Licence>
  readonly staff: Said['staff']
}

/** Without what is null, absent or empty. */
const given = <T extends Readonly<Record<string, unknown>>>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined
    && value !== '')) as Given<T> // the filter is the type
type Given<T> = { [K in keyof T]?: NonNullable<T[K]> }

const namesIn = (cell: string | null | undefined): string[] => [...new Set((cell ?? '').split(/[、，,;；/\s]+/u).filter((name) =>
  name !== ''))]

/**
 * Takes a flat row apart. `place` comes from place.ts; a region that the sheet does not name is only a default.
 * The row must have passed the form's rules.
 */
export function splitBusiness(row: Business, place: Place, today: DateOnly): Said {
  const name = row.premises_name ?? row.enterprise_name ?? ''
  const region = place.region ?? ''
  const uscc = row.uscc ? normaliseNumber(row.uscc) : null
  const inLedger = row.in_ledger ?? (row.duty_level ? true : null)
  return {
    enterprise: given({
      name: row.enterprise_name, uscc, kind: row.enterprise_kind, legal_representative: row.legal_representative,
        address: row.registered_address, registered_on: row.registered_on,
    }),
    premises: given({
      name: row.premises_name, type: row.type, region: place.said ? region : null, address: row.address, status: row.status,
        opened_on: row.opened_on, scope: row.scope, scale: row.scale,
      diners: row.diners, area: row.area, unlicensed: row.unlicensed, near_school: row.near_school, in_ledger: inLedger,
        duty_level: row.duty_level,
      lng: row.lng, lat: row.lat, contact: row.contact, phone: row.phone,
    }),
    licence: splitLicence(row),
    staff: [...namesIn(row.safety_director).map((person) => ({ role: 'director' as const, name: person })),
      ...namesIn(row.safety_officer).map((person) => ({ role: 'officer' as const, name: person }))],
    defaults: {
      enterprise: { name: row.enterprise_name ?? name, kind: uscc ? (kindOfUscc(uscc) ?? 'company') : 'unregistered', region,
        registration_state: 'existing' },
      premises: given({ name, type: typeOf(row), region, address: placeAddress(row), status: 'open' as const, unlicensed: false, near_school: false,
        in_ledger: false }),
      licence: given({ kind: licenceKindOf(row), state: row.expires_on && row.expires_on < today ? 'expired' as const : 'valid' as const }),
    },
  }
}

function splitLicence(row: Business): Said['licence'] {
  if (!row.licence_number) return null
  const fields = given({ kind: row.licence_kind, scope: row.licence_scope, state: row.licence_state, issued_on: row.issued_on,
    expires_on: row.expires_on, issuer: row.issuer })
  return { ...fields, number: normaliseNumber(row.licence_number) }
}

const conflict = (zh: string, en: string): Match => ({ kind: 'conflict', reasons: [{ zh, en }] })

/**
 * Which premises a row means: those of its licence number; else those of its USCC at its address; never by the name
 * alone. `candidates` are all rows on record that share the licence number, the USCC, or the name within the division.
 * Importing a sheet twice is `same` the second time.
 */
export function matchBusiness(said: Said, candidates: readonly OnRecord[], today: DateOnly): Match {
  const { uscc } = said.enterprise
  const byNumber = said.licence ? candidates.find((one) => one.licences.some((licence) => licence.number === said.licence!.number))
    : undefined
  if (byNumber) {
    if (uscc && byNumber.enterprise.uscc && byNumber.enterprise.uscc !== uscc) {
      return conflict(`许可证编号在档案中属于另一主体（${byNumber.enterprise.uscc}）。`,
        `On record the licence belongs to another enterprise (${byNumber.enterprise.uscc}).`)
    }
    return compare(said, byNumber, today)
  }
  const holder = uscc ? candidates.filter((one) => one.enterprise.uscc === uscc) : []
  const address = said.premises.address ?? said.defaults.premises.address
  const there = address ? holder.filter((one) => one.premises.address && sameAddress(one.premises.address, address) && sameLine(said, one))
    : []
  if (there.length > 1) return severalThere(said, there, today)
  if (there[0]) return compare(said, there[0], today)
  if (holder.length > 0 && !said.premises.address) {
    return conflict('该主体已有场所，表中没有地址，无法判断是新场所还是已有场所换证。',
      'This enterprise has premises on record; without an address it cannot be told whether these are new.')
  }
  const twin = candidates.find((one) => !holder.includes(one) && looksLike(said, one))
  if (twin) return conflict(`与档案中的“${twin.premises.name}”名称、地址相同，但编号对不上，请人工认定。`,
    `It has the name and address of “${twin.premises.name}” on record, but the numbers differ. A person must decide.`)
  return { kind: 'create', enterprise: holder[0]?.enterprise.id ?? null }
}

/** What a licence is for: SC, a local permit, or the business of a JY or YB number. */
function lineOf(kind: string | null | undefined, number: string): string {
  const parts = parseLicenceNumber(number)
  return parts && parts.kind !== 'SC' ? parts.kind + parts.category : (kind ?? parts?.kind ?? '')
}

/**
 * Whether a licence not yet on record may be one of these premises. A factory's shop and its canteen stand at one
 * address under one USCC and are three premises: each has its own line of licence. A renewed one keeps the line.
 */
function sameLine(said: Said, one: OnRecord): boolean {
  if (!said.licence || one.licences.length === 0) return true
  const line = lineOf(said.licence.kind ?? said.defaults.licence.kind, said.licence.number)
  return one.licences.some((licence) => lineOf(licence.kind, licence.number) === line)
}

/** Several premises of one holder at one address: the name chooses, then the type, where they can. */
function severalThere(said: Said, there: readonly OnRecord[], today: DateOnly): Match {
  const name = nameKey(said.premises.name ?? said.defaults.premises.name ?? '')
  const type = said.premises.type ?? said.defaults.premises.type
  const named = there.filter((one) => nameKey(one.premises.name) === name)
  const chosen = named.length > 1 ? named.filter((one) => one.premises.type === type) : named
  if (chosen.length === 1) return compare(said, chosen[0]!, today)
  return conflict(`该主体在这个地址有 ${there.length} 个场所，请补充许可证编号。`,
    `The enterprise has ${there.length} premises at this address; give the licence number.`)
}

/**
 * What two rows of one sheet must not share: they would mean the same premises, and the second overwrite the first.
 * Null where the row has no identity (the form's rules refuse it).
 */
export function identityOf(row: Business): string | null {
  if (row.licence_number) return `licence ${normaliseNumber(row.licence_number)}`
  const address = placeAddress(row)
  if (!row.uscc || !address) return null
  const name = nameKey(row.premises_name ?? row.enterprise_name ?? '')
  return `place ${normaliseNumber(row.uscc)} ${addressKey(address)} ${name} ${typeOf(row) ?? ''}`
}

function looksLike(said: Said, one: OnRecord): boolean {
  const { name = said.defaults.premises.name, address = said.defaults.premises.address } = said.premises
  return !!name && !!address && !!one.premises.address && nameKey(name) === nameKey(one.premises.name)
    && sameAddress(address, one.premises.address)
}

/** Fields of `values` that differ from those on record. What was not read from the record is not compared. */
const changed = <T extends object>(values: Partial<T>, record: Partial<T>): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([field, value]) => field in record && record[field as keyof T] !== value)) as Partial<T>

function compare(said: Said, record: OnRecord, today: DateOnly): Match {
  const licence = said.licence ? record.licences.find((one) => one.number === said.licence!.number) : undefined
  const premises = { ...changed<Premises>(said.premises, record.premises) }
  // A sheet that names the county says nothing against the village on record.
  if (premises.region && within(record.premises.region, premises.region)) delete premises.region
  if (premises.address && record.premises.address && sameAddress(premises.address, record.premises.address)) delete premises.address
  const status = statusChange(premises.status, record.premises.status)
  if (status === 'impossible') return conflict('档案中该场所已关闭，表中仍在经营，请人工认定。',
    'On record these premises are closed; the sheet has them open. A person must decide.')
  delete premises.status
  if (status !== null) Object.assign(premises, { status, status_since: today })
  const diff: Diff = {
    enterprise: changed<Enterprise>(said.enterprise, record.enterprise),
    premises,
    licence: licence ? licenceChanges(said, licence, today) : said.licence ? { ...said.defaults.licence, ...said.licence } : {},
    staff: said.staff.filter((person) => !record.staff.some((one) => one.role === person.role && one.name === person.name)),
  }
  const nothing = [diff.enterprise, diff.premises, diff.licence].every((part) => Object.keys(part).length === 0) && diff.staff.length === 0
  return nothing ? { kind: 'same', premises: record.premises.id } : { kind: 'update', enterprise: record.enterprise.id,
    premises: record.premises.id, licence: licence?.id ?? null, diff }
}

/**
 * The status that a sheet changes the record to; null for none. 在营 or 复业 on a sheet says no more than that it trades:
 * what trades already has not changed, what was suspended is reopened.
 */
function statusChange(said: PremisesStatus | undefined, now: PremisesStatus): PremisesStatus | null | 'impossible' {
  const trades: readonly string[] = OPERATING
  if (!said || said === now || (trades.includes(said) && trades.includes(now))) return null
  const next = said === 'open' && now === 'suspended' ? 'reopened' : said
  const allowed: readonly PremisesStatus[] = nextStatuses[now]
  return allowed.includes(next) ? next : 'impossible'
}

/** 有效 on a sheet says what the dates say: a licence that has expired meanwhile is not made valid by it. */
function licenceChanges(said: Said, licence: OnRecord['licences'][number], today: DateOnly): Partial<Licence> {
  const changes = { ...changed<Licence>(said.licence!, licence) }
  const expires_on = changes.expires_on ?? licence.expires_on ?? null
  if (changes.state && licence.state && licenceStateOn({ state: changes.state, expires_on },
    today) === licenceStateOn({ state: licence.state, expires_on }, today)) delete changes.state
  return changes
}
