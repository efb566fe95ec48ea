import { sql } from 'kysely'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can, within } from '../../../platform/identity/actor.ts'
import type { ImportedRow } from '../../../platform/register/import/read.ts'
import type { Decision, ImportSession, ImportTarget, ImportWorld } from '../../../platform/register/import/target.ts'
import { columnList } from '../../../platform/register/store.ts'
import { expertForm, isReserve, leaderOf, teamOf, type ExpertLine } from './expert-form.ts'
import { mayTakePart, originOf, type Place as Recusing } from './recusal.ts'
import { examinations, experts, MANAGE, reserves, type ExaminationRow, type ExpertRow, type ReserveRow } from './registers.ts'
import { addReserve, removeReserve } from './reserve.ts'
import { addExpert, changeExpert, placeOf, removeExpert } from './setup.ts'

type Person = {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly unit_id: string | null
  readonly unit: string | null
  readonly kind: string
  readonly login: string | null
  /** Regions of the posts held today. */
  readonly posts: readonly string[]
  /** Of any post that is one of a unit here. */
  readonly post_unit: string | null
}

/** Not a group: those who may be called in somebody's place. */
const RESERVE = 0
type Place = { readonly examination: string; /** Of a group, or `RESERVE`. */ readonly team: number; readonly leader: boolean }
type Candidate = { readonly person: string; readonly employer: string | null }
type Plan = Place & Candidate & {
  /** His row in a group or on the reserve, where he is on the list already. */
  readonly expert?: string | undefined
  readonly reserve?: string | undefined
}

const says = (zh: string, en: string): Bilingual => ({ zh, en })
const rejected = (...reasons: readonly Bilingual[]): Decision<Plan> => ({ outcome: 'rejected', reasons })
const doubtful = (reason: Bilingual): Decision<Plan> => ({ outcome: 'conflict', reasons: [reason] })

const NO_EXAMINATION = says('没有正在筹备的初评；抽取以后，专家在初评页从备选中更换。', 'No examination is being prepared; after the draw experts are replaced from the reserve, on its page.')
const WHICH = says('有多次初评正在筹备，请加一列“初评”写明名称。', 'Several examinations are being prepared: add a column with the title.')
const RECUSED = says('该专家来自被评城市，应当回避，不能参加省级初评。', 'This expert comes from the city that is examined and must stay away from a provincial examination.')
const EMPLOYER = says('外请专家须写明工作单位（“单位”列），据此判断是否回避。', 'Say in the column of units where an expert from outside works: the recusal goes by it.')
const SEALED = says('名录已封存，备选名单中的人不能移出。', 'The pool is sealed: nobody is taken from the reserve any more.')
const REACH = says('该人员没有市级岗位，看不到初评。请先为其设置市级岗位（抽调）。', 'This person has no post that reaches the city. Appoint him there first.')

/** Lists of experts. Each row is decided as it would be on the page of the examination, and written by the same functions. */
export const expertImport: ImportTarget = {
  register: experts.name,
  form: expertForm,
  right: MANAGE,
  begin: async (world) => new ExpertImport(world),
}

const SPACES = /\s/g
const plain = (text: string | null | undefined): string => (text ?? '').normalize('NFKC').replace(SPACES, '')

class ExpertImport implements ImportSession<Plan> {
  readonly form = expertForm
  readonly context = {}
  private readonly world: ImportWorld
  /** Person of an examination, and leader of a group → the row that said so first. */
  private readonly said = new Map<string, number>()

  constructor(world: ImportWorld) {
    this.world = world
  }

  async decide(rows: readonly ImportedRow[]): Promise<readonly Decision<Plan>[]> {
    const lines = rows.map(({ values }) => values as ExpertLine) // the form's own values
    const known = await this.world.read((tx) => knownOf(tx, lines))
    return rows.map(({ row }, at) => this.one(row, lines[at]!, known))
  }

  async write(tx: Tx, decisions: readonly Decision<Plan>[]): Promise<void> {
    try {
      for (const { plan } of decisions) {
        if (plan) await put(tx, plan)
      }
    } catch (error) {
      // Somebody put the same person on the list, or sealed the pool, since it was decided: it is decided again.
      const moved = error instanceof Problem && ['examination.expert-twice', 'examination.state', 'examination.reserve-sealed', 'row.not-found'].includes(error.code)
      throw moved ? new Problem('row.changed', { version: 0 }) : error
    }
  }

  private one(row: number, line: ExpertLine, known: Known): Decision<Plan> {
    const examination = this.examinationOf(line, known.examinations)
    const person = this.personOf(line, known.people)
    const reserve = isReserve(line.team ?? '')
    const team = reserve ? RESERVE : (teamOf(line.team ?? '') ?? -1)
    const faults = [examination, person].flatMap((one) => ('doubt' in one ? [one.doubt] : []))
    if ('doubt' in examination || 'doubt' in person) {
      const uncertain = [examination, person].some((one) => 'doubt' in one && one.conflict)
      return uncertain && faults.length === 1 ? doubtful(faults[0]!) : rejected(...faults)
    }
    if (!reserve && (team < 1 || team > examination.teams))
      faults.push(says(`没有第${team}组，共 ${examination.teams} 组。`, `There is no group ${team}; there are ${examination.teams}.`))
    const origin = originOf({ ...person, unit_id: person.unit_id ?? person.post_unit }, line.unit, known.place)
    if (origin === null) faults.push(EMPLOYER)
    else if (!mayTakePart({ person: person.id, region: origin.home, unit: person.unit_id }, examination)) faults.push(RECUSED)
    if (!person.posts.some((region) => within(examination.region, region))) faults.push(REACH)
    const lead = line.leader ? leaderOf(line.leader) : undefined
    faults.push(...this.twice(row, `${examination.id} ${person.id}`, says('同一专家', 'The same expert')))
    if (lead) faults.push(...this.twice(row, `${examination.id} leader ${team}`, says(`第${team}组的组长`, `The leader of group ${team}`)))
    const waiting = known.reserves.find((one) => one.examination_id === examination.id && one.person_id === person.id)
    if (waiting && !reserve && examination.state !== 'preparing') faults.push(SEALED)
    if (faults.length > 0) return rejected(...faults)
    const expert = known.experts.find((one) => one.examination_id === examination.id && one.person_id === person.id)
    const leader = lead ?? (expert?.team === team && expert.leader === true)
    const plan: Plan = { examination: examination.id, team, leader, person: person.id, employer: origin?.employer ?? null, expert: expert?.id, reserve: waiting?.id }
    if (reserve ? waiting : expert?.team === team && (expert.leader === true) === leader) return { outcome: 'same', reasons: [] }
    return { outcome: expert || waiting ? 'update' : 'create', reasons: [], plan }
  }

  /** A second row that says what an earlier one said. A batch decided again asks with the same rows. */
  private twice(row: number, key: string, what: Bilingual): readonly Bilingual[] {
    const first = this.said.get(key) ?? row
    this.said.set(key, first)
    return first === row ? [] : [says(`${what.zh}在第 ${first} 行已有。`, `${what.en} stands in row ${first} already.`)]
  }

  private examinationOf({ examination: title }: ExpertLine, all: readonly ExaminationRow[]): ExaminationRow | Doubt {
    const mine = all.filter(({ region }) => can(this.world.actor, MANAGE, { region }))
    const meant = title ? mine.filter((one) => plain(one.title) === plain(title)) : mine
    const [first, second] = meant
    if (!first)
      return { doubt: title ? says(`没有正在筹备的初评“${title}”。`, `No examination “${title}” is being prepared.`) : NO_EXAMINATION, conflict: false }
    return second ? { doubt: WHICH, conflict: true } : first
  }

  private personOf({ name, login, unit }: ExpertLine, all: readonly Person[]): Person | Doubt {
    const mine = all.filter(({ region }) => can(this.world.actor, 'people.read', { region }))
    const called = login
      ? mine.filter((one) => one.login?.toLowerCase() === plain(login).toLowerCase())
      : mine.filter((one) => plain(one.name) === plain(name) && ofUnit(one, unit))
    const [first, second] = called
    if (second) return { doubt: says(`有 ${called.length} 人叫“${name}”，请写明账号或单位。`, `${called.length} people are called “${name}”: give the login or the unit.`), conflict: true }
    if (!first) {
      const elsewhere = !login && unit && mine.some((one) => plain(one.name) === plain(name))
      if (elsewhere) return { doubt: says(`“${name}”在系统中不属于“${unit}”，请核对。`, `“${name}” is not of “${unit}” on record.`), conflict: true }
      return { doubt: login ? says(`没有账号“${login}”。`, `There is no login “${login}”.`) : says(`系统中没有“${name}”，请先建立人员。`, `Nobody on record is called “${name}”.`), conflict: false }
    }
    if (plain(first.name) !== plain(name))
      return { doubt: says(`账号“${login}”不是“${name}”的。`, `The login “${login}” is not that of “${name}”.`), conflict: true }
    if (!ofUnit(first, unit))
      return { doubt: says(`“${name}”在系统中不属于“${unit}”，请核对。`, `“${name}” is not of “${unit}” on record.`), conflict: true }
    return first
  }
}

/** Puts somebody where a row says, from wherever he stands now: nobody is in a group and on the reserve. */
async function put(tx: Tx, { examination, expert, reserve, ...one }: Plan): Promise<void> {
  if (one.team !== RESERVE && expert) return void (await changeExpert(tx, examination, expert, one))
  if (expert) await removeExpert(tx, examination, expert)
  if (reserve) await removeReserve(tx, examination, reserve)
  if (one.team === RESERVE) await addReserve(tx, examination, one)
  else await addExpert(tx, examination, one)
}

/** Whether somebody is of the unit that a row names; an expert from outside is of none here, and the row says of which. */
const ofUnit = (one: Person, unit: string | null | undefined): boolean => !unit || plain(one.unit) === plain(unit) || (one.kind === 'expert' && one.unit_id === null)

/** Why a row cannot be told; `conflict`: a person can. */
type Doubt = { readonly doubt: Bilingual; readonly conflict: boolean }
type Known = { readonly examinations: readonly ExaminationRow[]; readonly people: readonly Person[]; readonly experts: readonly ExpertRow[]; readonly reserves: readonly ReserveRow[]; readonly place: Recusing }

async function knownOf(tx: Tx, lines: readonly ExpertLine[]): Promise<Known> {
  const names = [...new Set(lines.map(({ name }) => plain(name)))]
  const logins = [...new Set(lines.flatMap(({ login }) => (login ? [plain(login).toLowerCase()] : [])))]
  const { rows: open } = await sql<ExaminationRow>`select ${columnList(examinations as never)} from examination
    where state in ('preparing', 'committed') and closed_at is null order by id`.execute(tx)
  const { rows: people } = await sql<Person>`select p.id, p.name, p.region, p.unit_id, p.kind, u.name as unit, c.login,
      array(select o.region from post o where o.person_id = p.id and o.closed_at is null and o.starts_on <= ${tx.work.today}::date
        and (o.ends_on is null or o.ends_on >= ${tx.work.today}::date)) as posts,
      (select o.unit_id from post o where o.person_id = p.id and o.unit_id is not null and o.closed_at is null and o.starts_on <= ${tx.work.today}::date
        and (o.ends_on is null or o.ends_on >= ${tx.work.today}::date) limit 1) as post_unit
    from person p left join credential c on c.person_id = p.id left join org_unit u on u.id = p.unit_id
    where p.closed_at is null and p.enterprise_id is null
      and (lower(c.login) = any(${logins}::text[]) or regexp_replace(p.name, '\\s', '', 'g') = any(${names}::text[])) order by p.id`.execute(tx)
  const { rows: on } = await sql<ExpertRow>`select ${columnList(experts as never)} from examination_expert
    where closed_at is null and examination_id = any(${open.map(({ id }) => id)}::uuid[])`.execute(tx)
  const { rows: waiting } = await sql<ReserveRow>`select ${columnList(reserves as never)} from examination_reserve
    where closed_at is null and examination_id = any(${open.map(({ id }) => id)}::uuid[])`.execute(tx)
  return { examinations: open, people, experts: on, reserves: waiting, place: await placeOf(tx) }
}
