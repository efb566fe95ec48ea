import { sql } from 'kysely'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { can, within } from '../../platform/identity/actor.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import type { ImportedRow } from '../../platform/register/import/read.ts'
import type { Decision, ImportSession, ImportTarget, ImportWorld } from '../../platform/register/import/target.ts'
import { insertRow } from '../../platform/register/store.ts'
import { cadres, dutyBindings, MANAGE } from './registers.ts'
import { bindFaults, levelsOf, type Cadre, type CadreRank, type DutyPremises, type DutyTable } from './rules/duty-level.ts'
import { ledgerForm } from './sheet.ts'
import { dutyBindingService } from './services.ts'
import { entryOf } from './store.ts'
import { dutyTable } from './tables.ts'

type Said = { licence: string | null; uscc: string | null; premises: string | null; level: string | null; cadre: string; office_held: string | null; unit: string | null; rank: CadreRank | null; bound_on: DateOnly | null; promised_on: DateOnly | null }
type Place = DutyPremises & { readonly name: string; readonly licences: readonly string[]; readonly uscc: string | null; readonly binding: string | null; readonly state: string | null; readonly cadre: string | null; readonly promised_on: DateOnly | null }
type Known = Cadre & { readonly name: string; readonly office_held: string }
type NewCadre = { readonly name: string; readonly office_held: string; readonly unit: string | null; readonly rank: CadreRank; readonly region: string }
type Plan = { readonly place: Place; readonly cadre: string | null; readonly make: NewCadre | null; readonly boundOn: DateOnly | null; readonly promisedOn: DateOnly | null }

const says = (zh: string, en: string): Bilingual => ({ zh, en })
const refused = (...reasons: readonly Bilingual[]): Decision<Plan> => ({ outcome: 'rejected', reasons })
const doubtful = (zh: string, en: string): Decision<Plan> => ({ outcome: 'conflict', reasons: [says(zh, en)] })
const key = ({ name, office_held, rank, region }: NewCadre): string => [name, office_held, rank, region].join('|')

/** 包保台账 from a sheet: binds what waits, makes cadres that are not there, records promises. */
export const ledgerImport: ImportTarget = {
  register: dutyBindings.name,
  form: ledgerForm,
  right: MANAGE,
  begin: async (world) => new LedgerImport(world, await world.read((tx) => dutyTable(tx, world.today))),
}

class LedgerImport implements ImportSession<Plan> {
  readonly form = ledgerForm
  readonly context = {}
  private readonly world: ImportWorld
  private readonly table: DutyTable
  private readonly meant = new Map<string, number>()
  /** Cadres that this file made, by what tells them. */
  private readonly made = new Map<string, string>()

  constructor(world: ImportWorld, table: DutyTable) {
    this.world = world
    this.table = table
  }

  async decide(rows: readonly ImportedRow[]): Promise<readonly Decision<Plan>[]> {
    const said = rows.map(({ values }) => ({ licence: null, uscc: null, premises: null, level: null, office_held: null, unit: null, rank: null, bound_on: null, promised_on: null, ...values }) as unknown as Said)
    const [places, known] = await this.world.read((tx) => Promise.all([placesFor(tx, said), cadresFor(tx, said)]))
    return rows.map((row, at) => this.one(row.row, said[at]!, places, known))
  }

  async write(tx: Tx, decisions: readonly Decision<Plan>[]): Promise<void> {
    for (const { plan } of decisions) if (plan) await this.carryOut(tx, plan)
  }

  private one(row: number, said: Said, places: readonly Place[], known: readonly Known[]): Decision<Plan> {
    const { actor, today } = this.world
    const found = meantBy(said, places)
    if (found.length !== 1) return found.length === 0 ? refused(says('档案中找不到这一场所，请填写许可证编号或信用代码。', 'These premises are not on record; give the licence number or credit code.')) : doubtful('档案中有多个同名场所，请填写许可证编号。', 'Several premises fit; give the licence number.')
    const place = found[0]!
    if (!can(actor, MANAGE, { region: place.region })) return refused(says('所在区划不在您的管辖范围内。', 'Its division is outside your area.'))
    const first = this.meant.get(place.id) ?? row
    this.meant.set(place.id, first)
    if (first !== row) return doubtful(`与第 ${first} 行是同一场所，请只保留一行。`, `The same premises as in row ${first}; keep one of them.`)
    if (said.level !== null && said.level !== place.duty_level) return doubtful(`档案中该场所的包保级别是 ${place.duty_level ?? '未定'}，请先在一企一档核对。`, `On record its duty level is ${place.duty_level ?? 'not set'}; check the dossier first.`)
    const who = this.cadreFor(said, place, known)
    if ('outcome' in who) return who
    if (place.state === 'bound' && place.cadre !== who.cadre) return doubtful('该场所已由另一位干部包保，请先解除。', 'Another cadre covers these premises; unbind them first.')
    if (place.state === 'bound') return place.promised_on === null && said.promised_on !== null ? { outcome: 'update', reasons: [], plan: { place, cadre: who.cadre, make: null, boundOn: null, promisedOn: said.promised_on } } : { outcome: 'same', reasons: [] }
    const cadre: Cadre = who.make ? { id: '', rank: who.make.rank, region: who.make.region, left_on: null } : known.find(({ id }) => id === who.cadre)!
    const faults = bindFaults(place, cadre, [], today, this.table).map(({ sentence }) => sentence)
    if (said.bound_on !== null && said.bound_on > today) faults.push(says('绑定日期不能晚于今天。', 'The binding cannot begin in the future.'))
    if (said.promised_on !== null && (said.promised_on > today || said.promised_on < (said.bound_on ?? today))) faults.push(says('承诺书签订日期应在绑定之后、今天之前。', 'The promise was signed after the binding and not after today.'))
    return faults.length > 0 ? refused(...faults) : { outcome: 'create', reasons: [], plan: { place, ...who, boundOn: said.bound_on, promisedOn: said.promised_on } }
  }

  /** The cadre a row means, or what is to be made of it: of the rank that covers the level, in the area of that rank. */
  private cadreFor(said: Said, place: Place, known: readonly Known[]): { readonly cadre: string | null; readonly make: NewCadre | null } | Decision<Plan> {
    const fits = known.filter((one) => one.name === said.cadre && (said.office_held === null || one.office_held === said.office_held) && (said.rank === null || one.rank === said.rank) && within(place.region, one.region))
    if (fits.length === 1) return { cadre: fits[0]!.id, make: null }
    if (fits.length > 1) return doubtful('有多位同名干部，请填写职务。', 'Several cadres have this name; give the office held.')
    const rank = said.rank ?? (place.duty_level === null ? null : (this.table.levels[place.duty_level].ranks.at(-1) ?? null))
    if (rank === null || said.office_held === null) return refused(says('没有这位干部；新建须填写职务。', 'There is no such cadre; to make one, give the office held.'))
    if (place.duty_level !== null && !levelsOf(rank, this.table).includes(place.duty_level)) return refused(says(`${place.duty_level} 级场所不由这一层级的干部包保。`, `A cadre of this rank does not cover level ${place.duty_level}.`))
    const make = { name: said.cadre, office_held: said.office_held, unit: said.unit, rank, region: areaOf(rank, place.region, this.world.city) }
    if (!can(this.world.actor, MANAGE, { region: make.region })) return refused(says('您不能新建这一层级的干部，请由上级食安办维护。', 'A cadre of this rank is kept by the office above.'))
    return { cadre: null, make }
  }

  private async carryOut(tx: Tx, { place, cadre, make, boundOn, promisedOn }: Plan): Promise<void> {
    let row = place.binding === null ? await act(tx, dutyBindingService, null, 'open', { binding: await entryOf(tx, place.id, 'entered', tx.work.today, tx.work.today) }) : await getMatter(tx, dutyBindingService, place.binding)
    if (row.state === 'unbound') row = await act(tx, dutyBindingService, row, 'bind', { cadre: cadre ?? await this.makeCadre(tx, make!), bound_on: boundOn })
    if (promisedOn !== null) await act(tx, dutyBindingService, row, 'promise', { promised_on: promisedOn })
  }

  private async makeCadre(tx: Tx, make: NewCadre): Promise<string> {
    const known = this.made.get(key(make))
    if (known !== undefined && (await sql`select 1 from cadre where id = ${known}`.execute(tx)).rows.length > 0) return known
    const { id } = await insertRow(tx, cadres, { ...make, assistant: false })
    this.made.set(key(make), id)
    return id
  }
}

/** The area of a rank that holds a place. */
function areaOf(rank: CadreRank, region: string, city: string): string {
  const digits = { province: 0, city: 0, county: 6, township: 9, village: 12 }[rank]
  return digits === 0 ? city : region.slice(0, digits)
}

async function placesFor(tx: Tx, said: readonly Said[]): Promise<readonly Place[]> {
  const given = (name: 'licence' | 'uscc' | 'premises'): string[] => [...new Set(said.flatMap((row) => row[name] ?? []))]
  const { rows } = await sql<Place>`select p.id, p.region, p.status, p.in_ledger, p.duty_level, p.name, e.uscc, array(select l.number from licence l where l.premises_id = p.id and l.closed_at is null) as licences,
      b.id as binding, b.state, b.cadre, b.promised_on
    from premises p join enterprise e on e.id = p.enterprise_id left join duty_binding b on b.premises_id = p.id and b.state <> 'ended' and b.closed_at is null
    where p.closed_at is null and (p.id in (select premises_id from licence where number = any(${given('licence')}::text[])) or e.uscc = any(${given('uscc')}::text[])
      or (p.in_ledger and p.name = any(${given('premises')}::text[])))`.execute(tx)
  return rows
}

function meantBy({ licence, uscc, premises }: Said, places: readonly Place[]): readonly Place[] {
  if (licence !== null) return places.filter((one) => one.licences.includes(licence))
  if (uscc !== null) {
    const held = places.filter((one) => one.uscc === uscc)
    return held.length > 1 && premises !== null ? held.filter(({ name }) => name === premises) : held
  }
  return premises === null ? [] : places.filter((one) => one.in_ledger && one.name === premises)
}

async function cadresFor(tx: Tx, said: readonly Said[]): Promise<readonly Known[]> {
  const { rows } = await sql<Known>`select id, name, office_held, rank, region, left_on from cadre where name = any(${[...new Set(said.map(({ cadre }) => cadre))]}::text[]) and closed_at is null and left_on is null`.execute(tx)
  return rows
}
