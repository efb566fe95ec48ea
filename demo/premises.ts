import type { EnterpriseKind } from '../duties/registry/enterprises.ts'
import { kindOfUscc, makeUscc } from '../duties/registry/numbers.ts'
import { derived } from '../duties/registry/rules.ts'
import { addDays, type DateOnly } from '../platform/core/dates.ts'
import { gramsOf, sortKey } from '../platform/register/search.ts'
import { FAULTS, type Blueprint } from './blueprint.ts'
import { pointIn, placeIn, type County, type Place } from './geography.ts'
import { planLicence, type LicensingContext } from './licensing.ts'
import { businessName, personName, phone, street } from './names.ts'
import { chooser, type Quota } from './quota.ts'
import { randomOf, type Random } from './random.ts'
import { atWork, standard, type CertificateRow, type EnterpriseRow, type LicenceRow, type PremisesRow, type StaffRow } from './rows.ts'
import { certificateOf, staffOf, type CertificateKind } from './staffing.ts'

/** Premises with all that hangs on them; `enterprise` is null where the holder came with an earlier one. */
export type Bundle = {
  readonly enterprise: EnterpriseRow | null
  readonly premises: PremisesRow
  readonly licences: readonly LicenceRow[]
  readonly staff: readonly StaffRow[]
  readonly certificates: readonly CertificateRow[]
}

/** What all premises of a city are made with. */
export type MakingContext = LicensingContext & {
  readonly seed: string
  readonly newId: () => string
  /** Ids that are known beforehand, because an account belongs to the holder: the first one of `type:county`. */
  readonly reserved: ReadonlyMap<string, string>
}

/** The premises of one type in one county: how many, and how many of them chosen for what. */
export type Block = {
  readonly blueprint: Blueprint
  readonly county: County
  readonly count: number
  readonly ledger: Quota<'A' | 'B' | 'C' | 'D'>
  readonly certified: Quota<CertificateKind>
}

/** What is wrong with premises, if anything; those in the ledger keep to paper faults. */
type Fault = 'none' | 'closed' | 'unlicensed' | 'duplicate'
const MAY_BE_UNLICENSED: readonly string[] = ['SHOP', 'VEND', 'CARE_TABLE']
const MAY_STAND_TWICE: readonly string[] = ['DIST', 'SHOP', 'CATE', 'SCAT', 'WORK']

/** A holder's USCC: the sequence is spread over all that are possible, so that numbers do not look counted. */
const SPACE = 31 ** 6
const usccOf = (prefix: string, county: string, sequence: number): string =>
  makeUscc(prefix, county, Number((BigInt(sequence) * 48_271_129n + 70_000_003n) % BigInt(SPACE)))

/** What of a holder's name stands over the door only: the school holds the licence, the canteen is the place. */
const ROOMS: Readonly<Record<string, string>> = { CENT_KITCHEN: '中央厨房', LAB_RAPID: '快检室' }
const roomOf = (type: string): string => (type.startsWith('CANT') ? '食堂' : (ROOMS[type] ?? ''))

/** A whole number between two, nearer the lower more often than not. */
const mostlySmall = ([from, to]: readonly [number, number], random: Random): number =>
  from + Math.floor((to - from + 1) * random.next() ** 2)

/** What premises of a block remember of the one before. */
type Before = { readonly enterprise: EnterpriseRow; readonly premises: PremisesRow; readonly place: Place }

class BlockMaker {
  private readonly block: Block
  private readonly context: MakingContext
  private readonly random: Random
  private before: Before | null = null
  private ofChain = 0
  private first = true

  constructor(block: Block, context: MakingContext) {
    this.block = block
    this.context = context
    this.random = randomOf(`${context.seed}:${block.blueprint.type}:${block.county.code}`)
  }

  /** One premises with its holder, licence, staff and certificates. */
  make(fault: Fault, level: PremisesRow['duty_level'], certificate: CertificateKind | null): Bundle {
    const { blueprint, county } = this.block
    const place = fault === 'duplicate' && this.before ? this.before.place : placeIn(county, this.random)
    const again = this.continues(fault)
    const enterprise = again ? this.before!.enterprise : this.holder(fault, place)
    const premises = this.place(enterprise, place, fault, level, again)
    const closed = fault === 'closed' ? premises.status_since : null
    const holder = { name: enterprise.name, county: county.code, countyName: county.name }
    const plan = fault === 'unlicensed' ? null : planLicence(blueprint, holder, { sound: level !== null, closed }, this.context,
      this.random)
    const licences: LicenceRow[] = plan
      ? [{ ...standard(this.context.newId(), premises.region, premises.created_at), enterprise_id: enterprise.id,
        premises_id: premises.id, scope: premises.scope, ...plan }]
      : []
    if (plan?.state === 'revoked' || plan?.state === 'withdrawn') {
      Object.assign(premises, { status: 'suspended', status_since: plan.ended_on })
    } else if (plan && plan.issued_on! < this.context.today) this.agree(premises, enterprise, plan.issued_on!)
    const staff = fault === 'closed' ? [] : staffOf(premises, enterprise.legal_representative ?? '', this.context.day,
      this.context.newId, this.random)
    Object.assign(premises, derived(premises, licences, staff, this.context.day(0)))
    const certificates = certificate
      ? [certificateOf(premises, certificate, this.context.series('certificate'), this.context.day, this.context.newId, this.random)]
      : []
    if (fault !== 'closed') this.before = { enterprise, premises, place }
    return { enterprise: again ? null : enterprise, premises, licences, staff, certificates }
  }

  /** Whether this place belongs to the holder of the one before: a chain, or a group such as a university's canteens. */
  private continues(fault: Fault): boolean {
    if (fault !== 'none' || !this.before) return false
    if (this.ofChain > 0) {
      this.ofChain -= 1
      return true
    }
    const { chains = 0, group = 0 } = this.block.blueprint
    if (group > 1) this.ofChain = group - 1
    else if (this.random.chance(chains)) this.ofChain = this.random.between(2, 7)
    return false
  }

  private holder(fault: Fault, place: Place): EnterpriseRow {
    const { blueprint, county } = this.block
    const { random, context } = this
    const loose = fault === 'unlicensed' || fault === 'duplicate'
    const prefixes = Object.keys(blueprint.holders)
    const prefix = prefixes[random.weighted(Object.values(blueprint.holders))]!
    const base = fault === 'duplicate' ? this.nameAgain() : this.nameOf(place)
    const name = base.replace(new RegExp(`${roomOf(blueprint.type)}$`), '').replace(/第.$/, '')
    const uscc = loose || prefix === 'none' ? null : usccOf(prefix, county.code, context.series('uscc'))
    const registered = context.day(-random.between(fault === 'closed' ? 500 : 60, 4000))
    const entered = context.day(-random.between(3, 700))
    const id = (this.first && context.reserved.get(`${blueprint.type}:${county.code}`)) || context.newId()
    this.first = false
    return {
      ...standard(id, county.code, atWork(entered < registered ? registered : entered, random)),
      name, name_sort: sortKey(name), uscc,
      kind: uscc === null ? 'unregistered' : (kindOfUscc(uscc) ?? ('company' satisfies EnterpriseKind)),
      legal_representative: fault === 'duplicate' ? this.before!.enterprise.legal_representative : personName(random),
      address: this.addressOf(place), registered_on: uscc === null ? null : registered,
      registration_state: uscc === null ? null : fault === 'closed' ? 'deregistered' : 'existing', phone: phone(random), merged_into: null,
      grams: gramsOf([name, uscc]),
    }
  }

  private nameOf(place: Place): string {
    const { random } = this
    const { township, name } = place
    const county = township.county.name
    const near = [county, county, township.label, county + township.label, name.replace(/(村|社区)$/, '')]
    return businessName(this.block.blueprint.type, random.pick(near), random)
  }

  /** The name of the place before, as another list would write it. */
  private nameAgain(): string {
    const { name } = this.before!.premises
    const county = this.block.county.name
    return name.startsWith(county) ? name.slice(county.length) : county + name
  }

  private addressOf(place: Place): string {
    const { township, name } = place
    return `${township.county.name}${township.label}${name}${township.urban ? street(this.random) : `${this.random.between(1, 220)}号`}`
  }

  private place(enterprise: EnterpriseRow, place: Place, fault: Fault, level: PremisesRow['duty_level'], again: boolean): PremisesRow {
    const { blueprint } = this.block
    const { random, context } = this
    const copied = fault === 'duplicate' ? this.before!.premises : null
    const address = copied ? `${copied.address}底商` : again ? this.addressOf(place) : enterprise.address!
    const [lng, lat] = copied ? [copied.lng!, copied.lat!] : pointIn(place.township, random)
    const name = this.signOf(enterprise, address)
    const status = fault === 'closed' ? 'closed' : fault !== 'none' || level ? 'open' : this.drawStatus()
    const opened = enterprise.registered_on === null ? null : addDays(enterprise.registered_on, random.between(0, 50))
    const drawn = context.day(-random.between(2, 400))
    const since = status === 'open' ? null : opened !== null && drawn < opened ? opened : drawn
    const found = fault === 'unlicensed' ? context.day(-random.between(1, 120)) : null
    const created = found ? atWork(found, random) : fault === 'closed' ? atWork(addDays(since!, -random.between(20, 300)), random)
      : enterprise.created_at
    return {
      ...standard(context.newId(), place.code, created), ...this.ending(fault, since),
      enterprise_id: enterprise.id, name, name_sort: sortKey(name), type: blueprint.type, address, lng, lat,
      status, status_since: since, opened_on: opened,
      scope: random.pick(blueprint.scopes), scale: this.size(level),
      diners: blueprint.diners ? mostlySmall(blueprint.diners, random) : null, area: mostlySmall(blueprint.area, random),
      unlicensed: fault === 'unlicensed', found_on: found,
      near_school: /^(SHOP|SCAT|DIST|VEND)$/.test(blueprint.type) && random.chance(0.07),
      in_ledger: level !== null, duty_level: level, contact: enterprise.legal_representative, phone: enterprise.phone,
      licensed_until: null, needs_director: false, has_director: false, has_officer: false, merged_into: null,
        grams: gramsOf([name, address]),
    }
  }

  /** The name over the door: a chain's shops carry their street, a university's canteens their number. */
  private signOf(enterprise: EnterpriseRow, address: string): string {
    const { blueprint } = this.block
    if (blueprint.group) return `${enterprise.name}第${'一二三四五六七八九'[blueprint.group - 1 - this.ofChain] ?? '一'}食堂`
    const street = /([^镇乡道区村]{2,6}[街路巷])\d+号/.exec(address)?.[1]
    return this.ofChain > 0 && street ? `${enterprise.name}（${street}店）` : enterprise.name + roomOf(blueprint.type)
  }

  /** What a leader of the city or county answers for is not small. */
  private size(level: PremisesRow['duty_level']): PremisesRow['scale'] {
    const drawn = (['large', 'medium', 'small', 'micro'] as const)[this.random.weighted(this.block.blueprint.sizes)]!
    return (level === 'A' || level === 'B') && drawn !== 'large' ? 'medium' : drawn
  }

  private drawStatus(): PremisesRow['status'] {
    const draw = this.random.next()
    return draw < FAULTS.suspended ? 'suspended' : draw < FAULTS.suspended + FAULTS.reopened ? 'reopened' : 'open'
  }

  /** A place that closed has left the list; its record and history stay. */
  private ending(fault: Fault, since: DateOnly | null): Pick<PremisesRow,
    'version' | 'updated_at' | 'closed_at' | 'closed_reason'> | Record<string, never> {
    if (fault !== 'closed' || since === null) return {}
    const at = atWork(since, this.random)
    return { version: 2, updated_at: at, closed_at: at, closed_reason: '停止经营，许可注销' }
  }

  /**
   * Opening agrees with the licence: the first licence comes before the door opens, a renewed one after.
   * The fields of rows are read-only to everyone else; here they are still being made.
   */
  private agree(premises: PremisesRow, enterprise: EnterpriseRow, issued: DateOnly): void {
    if (premises.status === 'open' && premises.opened_on !== null && premises.opened_on < issued && this.random.chance(0.5)) {
      const opened = addDays(issued, this.random.between(0, 30))
      Object.assign(premises, { opened_on: opened > this.context.today ? issued : opened })
    }
    if (enterprise.registered_on !== null && enterprise.registered_on > issued) {
      Object.assign(enterprise, { registered_on: addDays(issued, -this.random.between(5, 60)) })
    }
  }
}

/** All premises of a block, those that have closed after those that are counted. */
export function* premisesOf(block: Block, context: MakingContext): Generator<Bundle> {
  const { blueprint, count } = block
  const random = randomOf(`${context.seed}:faults:${blueprint.type}:${block.county.code}`)
  const maker = new BlockMaker(block, context)
  const nextLevel = chooser(count, block.ledger, random)
  const nextCertificate = chooser(count, block.certified, random)
  for (let at = 0; at < count; at++) {
    const level = nextLevel()
    const certificate = nextCertificate()
    yield maker.make(level || certificate || at === 0 ? 'none' : drawFault(blueprint.type, random), level, certificate)
  }
  const closed = Math.floor(count * FAULTS.closed + random.next())
  for (let at = 0; at < closed; at++) yield maker.make('closed', null, null)
}

function drawFault(type: string, random: Random): Fault {
  if (MAY_BE_UNLICENSED.includes(type) && random.chance(FAULTS.unlicensed)) return 'unlicensed'
  if (MAY_STAND_TWICE.includes(type) && random.chance(FAULTS.duplicate)) return 'duplicate'
  return 'none'
}
