import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { credits, drawService, recusals } from '../duties/inspection/draw/index.ts'
import { typesUnder } from '../duties/registry/index.ts'
import { addDays, dateAt, instant, startOf, type DateOnly } from '../platform/core/dates.ts'
import { newId } from '../platform/core/ids.ts'
import type { Tx } from '../platform/database/database.ts'
import { act, getMatter } from '../platform/matter/act.ts'
import { insertNew } from '../platform/register/bulk.ts'
import { insertRow } from '../platform/register/store.ts'
import { inRegion } from '../platform/register/scope.ts'
import { people, posts } from '../platform/identity/registers.ts'
import { accountPlans } from './accounts.ts'
import { DEMO_CITY } from './geography.ts'
import { personName } from './names.ts'
import { randomOf, type Random } from './random.ts'

type Hand = { readonly id: string; readonly name: string; readonly unit_id: string | null; readonly region: string }

/** The same transaction as that of somebody on an earlier day, at nine in the morning. */
function as(tx: Tx, day: DateOnly, { id, name, unit_id }: Hand): Tx {
  const now = instant(Date.parse(startOf(day)) + 9 * 3_600_000)
  return Object.assign(tx.withoutPlugins(), { work: { ...tx.work, now, today: dateAt(now), actor: { ...tx.work.actor, person: id, name, unit: unit_id } } })
}

/** Everyone who inspects for the whole of an area. */
async function inspectorsOf(tx: Tx, region: string): Promise<readonly Hand[]> {
  const { rows } = await sql<Hand>`select distinct p.id, p.name, p.unit_id, p.region from person p join post o on o.person_id = p.id join role r on r.code = o.role_code
    where p.region = ${region} and p.enterprise_id is null and 'inspection.work' = any(r.rights) order by p.id`.execute(tx)
  return rows
}

/** Four inspectors of a bureau: two people alone draw no pairs. */
async function appoint(tx: Tx, region: string, role: string, today: DateOnly, random: Random): Promise<void> {
  const { rows: [unit] } = await sql<{ id: string }>`select id from org_unit where function = 'market' and region = ${region} and closed_at is null order by sort_order limit 1`.execute(tx)
  const hired = Array.from({ length: 4 }, () => ({ id: newId(), region, name: personName(random), kind: 'official', unit_id: unit!.id }))
  await insertNew(tx, people, hired)
  await insertNew(tx, posts, hired.map(({ id }) => ({ id: newId(), region, person_id: id, unit_id: unit!.id, role_code: role, scope: 'subtree', starts_on: addDays(today, -400) })))
}

const SALT = '0011223344556677'
const sealOf = (number: string): string => createHash('sm3').update(`${SALT}|${number}`).digest('hex')

/** Classes of some enterprises, a recusal, and three draws: one done, one frozen and waiting for its numbers, one given up. */
export async function loadDraws(tx: Tx, today: DateOnly, seed: string): Promise<void> {
  const random = randomOf(`${seed}:draw:${today}`)
  const area = accountPlans.find(({ login }) => login === 'xianjianju')!.region
  for (const [region, role] of [[area, 'county_officer'], [DEMO_CITY, 'market_officer']] as const) await appoint(tx, region, role, today, random)
  const { rows: firms } = await sql<{ id: string; region: string }>`select id, region from enterprise where kind = 'company' and closed_at is null order by id limit 600`.execute(tx)
  const classes = ['A', 'A', 'B', 'B', 'B', 'B', 'C', 'D'] as const
  await insertNew(tx, credits, firms.map(({ id, region }) => ({ id: newId(), region, enterprise_id: id, source: '信用风险分类（演示）', class: random.pick(classes), judged_on: addDays(today, -120) })))
  const [local, central] = [await inspectorsOf(tx, area), await inspectorsOf(tx, DEMO_CITY)]
  if (local.length < 3 || central.length < 3) throw new Error('the demo has too few inspectors for a draw')
  await insertRow(tx, recusals, { region: area, note: '配偶在该企业任职（演示）', person_id: local[0]!.id, enterprise: firms[0]!.id, ground: 'family', starts_on: addDays(today, -200), ends_on: null })

  const step = async (id: string, who: Hand, ago: number, action: string, input: object = {}) => { await act(as(tx, addDays(today, -ago), who), drawService, await getMatter(tx, drawService, id), action, { ...input }) }
  /** A draw asks for at most half of the places of its kind, of which a small demo has few, or none. */
  const held = async (title: string, region: string, types: readonly string[], most: number, people: readonly Hand[], ago: number, then: (id: string) => Promise<void>): Promise<void> => {
    const { rows: [found] } = await sql<{ n: number }>`select count(*)::int as n from premises where ${inRegion(region)} and type = any(${types.flatMap(typesUnder)}::text[]) and status in ('open', 'reopened') and closed_at is null`.execute(tx)
    const count = Math.min(most, Math.ceil(found!.n / 2))
    if (count === 0) return
    const { id } = await act(as(tx, addDays(today, -ago), people[0]!), drawService, null, 'open', { title, region, types, levels: [], near_school: false, count, each: 2, inspectors: people.map((one) => one.id), due_on: addDays(today, 20 - ago) })
    await then(id)
  }

  await held('餐饮服务单位双随机抽查（演示）', area, ['CATE'], 12, local, 24, async (id) => {
    await step(id, local[0]!, 22, 'freeze')
    await step(id, local[0]!, 21, 'seal', { commitment: sealOf('418') })
    await step(id, local[1]!, 21, 'enter', { number: '73' })
    await step(id, local[0]!, 21, 'reveal', { number: '418', salt: SALT })
    await step(id, local[0]!, 20, 'publish')
  })
  await held('小作坊双随机抽查（演示）', area, ['WORK'], 5, local, 40, async (id) => {
    await step(id, local[0]!, 39, 'freeze')
    await step(id, local[0]!, 38, 'withdraw', { reason: '第二名填数人员临时出差，当日未能到场，另行组织。（演示）' })
  })
  await held('食品生产企业双随机抽查（演示）', DEMO_CITY, ['PROD'], 15, central, 3, (id) => step(id, central[0]!, 2, 'freeze'))
}
