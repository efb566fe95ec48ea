import { sql } from 'kysely'
import { addExpert, addReserve, assignFinding, commitPool, createExamination, drawPoints, interviews, points, premisesTypesOf, reviewsOfItems, shipped2021, shippedRules, type PointRow } from '../duties/evaluation/index.ts'
import { addDays, type DateOnly } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Duty } from '../platform/duty.ts'
import { columnList, changeRow, insertRow } from '../platform/register/store.ts'
import { DEMO_CITY } from './geography.ts'
import { randomOf } from './random.ts'

/** Who examines in the demo, by login, group and function of the unit: people of the city’s departments. */
const EXPERTS = [['shijianjuke', 1, 'market'], ['nongyeju', 2, 'agriculture'], ['jiaoyu', 3, 'education']] as const

/** Who may be called in somebody’s place: people of the city, and the expert from outside with where he works. */
const RESERVE = [['shibanke', null], ['nongye', null], ['zhuanjia', '示例大学食品学院']] as const

export const idOf = async (tx: Tx, login: string): Promise<string> =>
  (await sql<{ person_id: string }>`select person_id from credential where login = ${login}`.execute(tx)).rows[0]!.person_id

/** Visits of the first group are done, with a loss now and then. */
async function visitSome(tx: Tx, id: string, today: DateOnly, next: () => number): Promise<string | null> {
  const { rows } = await sql<PointRow>`select ${columnList(points as never)} from examination_point where examination_id = ${id} order by sort_order`.execute(tx)
  let lost: string | null = null
  for (const row of rows.filter(({ sort_order }) => sort_order % 5 < 3)) {
    const answers = row.sheet.lines.map(({ code, score }) => (next() < 0.08 ? { line: code, score: score - 5, note: '记录不全（演示）' } : { line: code, score, note: null }))
    if (answers.some(({ note }) => note !== null)) lost ??= row.name
    await changeRow(tx, points, row, { state: 'visited', answers, visited_on: today, visited_by: row.members[0] ?? null })
  }
  return lost
}

/** One mock examination of the city, half done: drawn, some points visited, half the papers scored, one interview, one finding. */
export async function loadExamination(tx: Tx, duties: readonly Duty[], today: DateOnly, seed: string): Promise<void> {
  const random = randomOf(`${seed}:examination:${today}`)
  const next = (): number => random.next()
  const parents = premisesTypesOf(duties)
  const rules = { open: { ...shippedRules.open, areas: { district: 1, county: 3 } }, covert: { ...shippedRules.covert, areas: { district: 1, county: 1 } } }
  const { id } = await createExamination(tx, { title: `${today.slice(0, 4)}年模拟初评`, kind: 'mock', region: DEMO_CITY, starts_on: addDays(today, -1), ends_on: addDays(today, 1), teams: 3, rules }, parents)
  const experts = await Promise.all(EXPERTS.map(async ([login, team, owner]) => ({ person: await idOf(tx, login), team, owner })))
  for (const [at, { person, team }] of experts.entries()) await addExpert(tx, id, { person, team, leader: at === 0 })
  for (const [login, employer] of RESERVE) await addReserve(tx, id, { person: await idOf(tx, login), employer })
  await commitPool(tx, id, parents, `${seed}:covert:${today}`)
  await drawPoints(tx, id, `${today} 现场摇号 04-17-22-31（演示）`)
  const lost = await visitSome(tx, id, today, next)
  const { sections } = (await sql<{ sections: Record<string, number> }>`select sections from examination where id = ${id}`.execute(tx)).rows[0]!
  for (const { code, section, owner } of shipped2021.items) {
    const expert = experts.find(({ team }) => team === sections[section])!
    // Nobody scores what his own unit answers for.
    if (next() < 0.5 || expert.owner === owner) continue
    const score = next() < 0.7 ? 100 : 80
    await insertRow(tx, reviewsOfItems, { region: DEMO_CITY, examination_id: id, item: code, person_id: expert.person, score, reason: score === 100 ? null : '部分材料未盖章（演示）', reviewed_on: today })
  }
  await insertRow(tx, interviews, { region: DEMO_CITY, examination_id: id, office: '副市长', day: today, interviewers: '第一组', outline: '一、党政同责落实情况；二、经费保障；三、下一步打算。', minutes: '访谈围绕提纲进行。（演示数据，虚构）' })
  await insertRow(tx, interviews, { region: DEMO_CITY, examination_id: id, office: '市教育局局长', day: addDays(today, 1), interviewers: '第三组', outline: '一、校园食品安全；二、大宗食材采购。', minutes: null })
  const { rows: [unit] } = await sql<{ id: string }>`select id from org_unit where function = 'market' and region = ${DEMO_CITY} and closed_at is null order by sort_order limit 1`.execute(tx)
  if (unit) await assignFinding(tx, id, { title: '检查记录不全', text: '现场检查发现记录不全，请督促整改。（演示）', holder_unit: unit.id, due_on: addDays(today, 20), item: 'C2-1', place: lost })
}
