import type { Bilingual, Language } from '../../platform/core/bilingual.ts'
import { date, dateAt, type DateOnly } from '../../platform/core/dates.ts'
import { newId } from '../../platform/core/ids.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import { cityDivisions, divisionsOf, type Divisions } from '../../platform/regions/by-name.ts'
import { divisions } from '../../platform/regions/divisions.ts'
import { can, regionPrefix, systemActor } from '../../platform/identity/actor.ts'
import { dryRun, type DryRun, type ImportContext, type ImportedRow, type ImportForm } from '../../platform/register/import/index.ts'
import { runImport, type ImportResult } from '../../platform/register/import/run.ts'
import type { Decision, ImportSession, ImportTarget, ImportWorld } from '../../platform/register/import/target.ts'
import type { RowRule } from '../../platform/register/declare.ts'
import { businessForm, type Business } from './business-form.ts'
import { identityOf, matchBusiness, splitBusiness, type Match, type Said } from './business.ts'
import { lookUp, type Found, type Known } from './import-find.ts'
import { writeBusinesses, type Plan } from './import-write.ts'
import { placeOf, type Place } from './place.ts'

/** Division names as a sheet has them go through unchanged: place.ts understands them together with the other columns. */
const context: Omit<ImportContext, 'today' | 'columns'> = {
  resolveRegion: (parts) => ({ code: parts.whole ?? [parts.county, parts.township, parts.village].filter(Boolean).join('') }),
}

/** The form with the rules that need the city's divisions. */
function formFor(place: (row: Business) => Place): ImportForm {
  const rule =
    (kind: 'faults' | 'warnings'): RowRule<Business> =>
    (row) =>
      place(row)[kind]
  return { ...businessForm, rules: [...businessForm.rules, rule('faults')], warnings: [...businessForm.warnings, rule('warnings')] }
}

/** Sheets of businesses (一企一档): each row an enterprise, premises, a licence and staff. */
export const businessImport: ImportTarget = {
  register: 'premises',
  form: businessForm,
  right: 'premises.write',
  begin: async (world) => new BusinessImport(world, await world.read((tx) => cityDivisions(tx, world.city))),
}

/** Fields that exports show masked (138****5678). */
const PERSONAL: ReadonlySet<string> = new Set(
  Object.entries(businessForm.fields)
    .filter(([, field]) => field.personal)
    .map(([name]) => name),
)

const says = (zh: string, en: string): Bilingual => ({ zh, en })
const OUTSIDE = says('所在区划不在您的管辖范围内。', 'Its division is outside your area.')
const HELD_ELSEWHERE = says(
  '档案中该场所由其他区划管理，请联系对方办理。',
  'On record these premises belong to another division; ask those who keep it.',
)
const TAKEN = says(
  '许可证编号在档案中属于已注销的场所，请人工认定。',
  'On record the licence belongs to premises that are closed. A person must decide.',
)

class BusinessImport implements ImportSession<Plan> {
  readonly form: ImportForm
  readonly context = context
  private readonly world: ImportWorld
  private readonly divisions: Divisions
  private readonly fallback: string | null
  /** Identity → the row of the sheet that had it first. */
  private readonly identities = new Map<string, number>()
  /** Premises → the row of the sheet that meant them first. */
  private readonly meant = new Map<string, number>()
  /** Enterprises (USCC) that a row has spoken of: the first row of a sheet tells, the others follow. */
  private readonly told = new Map<string, number>()

  constructor(world: ImportWorld, table: Divisions) {
    this.world = world
    this.divisions = table
    const regions = world.actor.grants.map(({ region }) => region)
    // A sheet of one county that names no division is that county's; a sheet of the whole city must name them.
    this.fallback = regions.length > 0 && regions.every((region) => region === regions[0]) && regions[0] !== world.city ? regions[0]! : null
    this.form = formFor((row) => placeOf(row, this.divisions, this.fallback))
  }

  async decide(rows: readonly ImportedRow[]): Promise<readonly Decision<Plan>[]> {
    const said = rows.map((row) => this.split(row.values as Business)) // the form's own values
    const known = await this.world.read((tx) => lookUp(tx, said))
    return rows.map((row, at) => this.one(row, said[at]!, known))
  }

  write(tx: Tx, decisions: readonly Decision<Plan>[]): Promise<void> {
    return writeBusinesses(
      tx,
      decisions.flatMap(({ plan }) => (plan ? [plan] : [])),
    )
  }

  private split(given: Business): Said {
    // A masked value comes from an export of ours and says nothing: what is on record stays.
    const row = Object.fromEntries(
      Object.entries(given).filter(([name, value]) => !(PERSONAL.has(name) && typeof value === 'string' && value.includes('*'))),
    ) as Business
    return splitBusiness(row, placeOf(row, this.divisions, this.fallback), this.world.today)
  }

  private may(region: string): boolean {
    return can(this.world.actor, businessImport.right, { region })
  }

  private one({ row, values }: ImportedRow, said: Said, known: Known): Decision<Plan> {
    const region = said.defaults.premises.region!
    if (!this.may(region)) return { outcome: 'rejected', reasons: [OUTSIDE] }
    const first = remember(this.identities, identityOf(values as Business) ?? `row ${row}`, row)
    if (first !== row) return twice(first)
    if (said.licence && known.taken.has(said.licence.number)) return { outcome: 'conflict', reasons: [TAKEN] }
    const match = matchBusiness(said, known.candidates(said, region), this.world.today)
    if (match.kind === 'conflict') return { outcome: 'conflict', reasons: match.reasons }
    if (match.kind === 'create') return this.create(row, said, match, known)
    const found = known.found.get(match.premises)!
    if (!this.may(found.premises.region)) return { outcome: 'rejected', reasons: [HELD_ELSEWHERE] }
    const before = remember(this.meant, match.premises, row)
    if (before !== row) return twice(before)
    return this.update(row, match, found)
  }

  private update(row: number, match: Match & { kind: 'update' | 'same' }, found: Found): Decision<Plan> {
    const speaks = this.speaksFor(row, found.enterprise.uscc ?? found.enterprise.id, found.enterprise.region)
    if (match.kind === 'same') return { outcome: 'same', reasons: [] }
    const diff = speaks ? match.diff : { ...match.diff, enterprise: {} }
    const changes =
      Object.keys(diff.enterprise).length + Object.keys(diff.premises).length + Object.keys(diff.licence).length + diff.staff.length
    return changes === 0
      ? { outcome: 'same', reasons: [] }
      : { outcome: 'update', reasons: [], plan: { kind: 'update', found, licence: match.licence, diff } }
  }

  private create(row: number, said: Said, match: Match & { kind: 'create' }, known: Known): Decision<Plan> {
    const code = said.enterprise.uscc
    const holder = code ? known.byUscc.get(code) : undefined
    const speaks = holder !== undefined && this.speaksFor(row, code!, holder.region)
    const id = newId()
    const enterprise = match.enterprise ?? holder?.id ?? newId()
    this.meant.set(id, row)
    const plan: Plan = { kind: 'create', said, enterprise, premises: id, holder: holder ?? null, speaks }
    if (code && !holder) this.told.set(code, row)
    known.add(pending(said, enterprise, id))
    if (code && !holder) known.byUscc.set(code, pending(said, enterprise, id).enterprise)
    return { outcome: 'create', reasons: [], plan }
  }

  /** Whether this row may change the enterprise: the first that speaks of it, by someone in whose area it is kept. */
  private speaksFor(row: number, enterprise: string, region: string): boolean {
    return remember(this.told, enterprise, row) === row && this.may(region)
  }
}

/** The row that had a key first. A batch decided again asks with the same rows. */
function remember(seen: Map<string, number>, key: string, row: number): number {
  const first = seen.get(key) ?? row
  seen.set(key, first)
  return first
}

const twice = (row: number): Decision<Plan> => ({
  outcome: 'conflict',
  reasons: [says(`与第 ${row} 行是同一场所，请只保留一行。`, `The same premises as in row ${row}; keep one of them.`)],
})

/** What a row will make, as later rows of the sheet must see it. */
function pending(said: Said, enterprise: string, id: string): Found {
  const holder = { uscc: null, ...said.defaults.enterprise, ...said.enterprise, id: enterprise }
  const place = {
    name: '',
    address: null,
    region: '',
    status: 'open' as const,
    ...said.defaults.premises,
    ...said.premises,
    id,
    enterprise_id: enterprise,
  }
  const held = said.licence ? [{ ...said.defaults.licence, ...said.licence, id: '', premises_id: id, enterprise_id: enterprise }] : []
  // Only what matching reads is there: nothing of it is written, and what it means is told by `meant` before it could be.
  return {
    enterprise: holder,
    premises: place,
    licences: held,
    staff: [],
    record: { enterprise: holder, premises: place, licences: held, staff: said.staff },
  } as unknown as Found
}

export type BusinessesImport = {
  readonly database: Database
  readonly city: string
  /** Division within which rows are taken: nothing outside it is read or written. */
  readonly region: string
  readonly file: string
  /** The named part of the program that acts: `cli`. */
  readonly as: string
  readonly language?: Language
  readonly onProgress?: (rows: number) => void
}

/** Imports a file without a server, as a named system actor within a region. @throws Problem as `runImport` */
export const importBusinesses = ({ as, region, onProgress, ...rest }: BusinessesImport): Promise<ImportResult> =>
  runImport({
    ...rest,
    target: businessImport,
    actor: systemActor(as, region),
    ...(onProgress && { onProgress }),
    action: `${as} import premises`,
  })

/**
 * What importing a file would make of its rows, told without a database. With `city` (140700) the names of divisions are
 * looked up too. `today` only for tests.
 */
export async function dryRunBusinesses(
  file: string,
  options: { readonly city?: string; readonly language?: Language; readonly today?: DateOnly } = {},
): Promise<DryRun> {
  const { city, language, today = dateAt(Date.now()) } = options
  const form = city === undefined ? businessForm : await formOf(city)
  return dryRun(form, file, { today: date(today), ...context }, language)
}

async function formOf(city: string): Promise<ImportForm> {
  const rows = (await divisions([city])).filter((row) => row.valid_to === null && row.code.startsWith(regionPrefix(city)))
  const table = divisionsOf(
    city,
    rows.map(({ code, name_zh, parent }) => ({ code, name: name_zh, parent })),
  )
  return formFor((row) => placeOf(row, table, city))
}
