import { sql } from 'kysely'
import { addDays, date, type DateOnly } from '../../platform/core/dates.ts'
import { monthOf, yearOf } from '../../platform/core/periods.ts'
import { newId } from '../../platform/core/ids.ts'
import type { Tx } from '../../platform/database/database.ts'
import { act, getMatter } from '../../platform/matter/act.ts'
import { insertMany } from '../../platform/register/bulk.ts'
import type { Register } from '../../platform/register/declare.ts'
import { insertRow } from '../../platform/register/store.ts'
import { drawPlan, keepDraft, planColumns, plannedPlaces } from './plan.ts'
import { linesOf, writeLines } from './publish.ts'
import { inspectionPlans, schoolRing } from './registers.ts'
import { gradingOf, pageAfter, regrade } from './regrade.ts'
import type { Cause } from './rules/causes.ts'
import type { PlanChoice } from './rules/planning.ts'
import { gradeChangeService, proposeChange } from './services.ts'
import { tablesOn } from './tables.ts'

/** Draws of the demo: a number in [0, 1) for a label, always the same. */
export type Draw = (label: string) => number
export type DemoGrading = { readonly today: DateOnly; readonly draw: Draw }

/** The list around schools: what the registry marks so, each with the nearest school of its county. */
export async function demoRing(tx: Tx, { today }: DemoGrading): Promise<void> {
  const { rows } = await sql<{ premises_id: string; enterprise_id: string; region: string; school: string; distance: number }>`select p.id as premises_id, p.enterprise_id, p.region, s.name as school,
      30 + abs(hashtext(p.id::text)) % 170 as distance
    from premises p cross join lateral (select name from premises c where c.type in ('CANT_SCHOOL', 'CANT_KINDERGARTEN') and left(c.region, 6) = left(p.region, 6) and c.closed_at is null
      order by (c.lng - p.lng) ^ 2 + (c.lat - p.lat) ^ 2, c.id limit 1) s
    where p.near_school and p.closed_at is null and p.type in ('DIST', 'SHOP', 'INFA_SALE') order by p.id`.execute(tx)
  const { now } = tx.work
  await insertMany(tx, schoolRing as unknown as Register, rows.map((row) => ({
    ...row, id: newId(), school: row.school.replace(/食堂$/, ''), listed_on: date(`${today.slice(0, 4)}-02-20`), basis: '校园周边食品经营单位摸排名单（演示数据，虚构）', note: null,
    version: 1, created_at: now, updated_at: now, closed_at: null, closed_reason: null,
  })))
}

const EVENTS: readonly (readonly [cause: Cause, facts: string, confirmed: boolean])[] = [
  ['failed_sample', '省级监督抽检检出不合格一批次，已立案。', true], ['intentional_violation', '使用超过保质期的食品原料，罚款五万元。', true], ['failed_sample', '国家监督抽检标签不合格。', true],
  ['accident', '一起食源性疾病事件，波及七人。', true], ['obstructed_inspection', '拒不提供进货查验记录，两次责令仍未改正。', true], ['bad_influence', '后厨卫生被媒体曝光，已责令停业整改。', true],
  ['quality_award', '获市政府质量奖。', true], ['penalty', '未按规定公示健康证明，警告。', true], ['failed_sample', '餐饮具抽检大肠菌群不合格，待核查复检结论。', false],
  ['refused_recall', '接到召回通知后三日未停止销售。', false], ['other_lower', '连续两年阳光厨房检查无问题，建议下调。', false],
]

/** Changes of grades: some confirmed, some that wait, one late. (Invented.) */
export async function demoChanges(tx: Tx, { today, draw }: DemoGrading): Promise<void> {
  const { rows } = await sql<{ id: string }>`select premises_id as id from premises_grade where trading and type in ('CATE', 'DIST', 'PROD', 'CANT_SCHOOL') order by hashtext(premises_id::text), premises_id limit ${EVENTS.length}`.execute(tx)
  for (const [at, [cause, facts, confirmed]] of EVENTS.entries()) {
    const place = rows[at]
    if (!place) return
    const on = addDays(today, -Math.floor(10 + draw(`change ${at}`) * 200))
    const { id } = await proposeChange(tx, { premises_id: place.id, cause, happened_on: on, until: cause === 'quality_award' ? addDays(on, 1095) : null, facts: `${facts}（演示数据，虚构）`, paper: null })
    if (confirmed) await act(tx, gradeChangeService, await getMatter(tx, gradeChangeService, id), 'confirm', { note: '事实清楚，予以认定。（演示）' })
  }
}

/** Grades one page of the city. @returns the last place, or null after the last page */
export async function demoGrades(tx: Tx, after: string | null, limit: number): Promise<string | null> {
  const grading = await gradingOf(tx)
  const { seen, last } = await regrade(tx, pageAfter(after, limit, grading), { ...grading, bulk: true })
  return seen < limit ? null : last
}

/** Plans of some counties as they were published in January (one has too few inspectors), and the city's draft: of next year, late in this one. */
export async function demoPlans(tx: Tx, { today }: DemoGrading): Promise<void> {
  const { city } = tx.work
  const year = yearOf(today)
  const { planning } = await tablesOn(tx, today)
  const { rows: places } = await sql<{ county: string; name: string; n: number }>`select left(g.region, 6) as county, min(r.name_zh) as name, count(*)::int as n from premises_grade g
    join shian.region r on r.code = left(g.region, 6) and r.valid_to is null where g.trading group by 1 order by 3 desc, 1`.execute(tx)
  const short = places[1]?.county
  const enough = ({ county, n }: { county: string; n: number }): number => Math.ceil(n / (county === short ? 330 : 190))
  for (const place of places.filter((_, at) => at === 1 || at === 4 || at === 7)) await publishDemo(tx, place.county, `${place.name}${year}年食品安全年度监督管理计划`, year, { inspectors: { [place.county]: enough(place) }, keptBack: planning.keptBack, from: 1 })
  const choice: PlanChoice = { inspectors: Object.fromEntries(places.map((place) => [place.county, enough(place)])), keptBack: planning.keptBack, from: 1 }
  const late = monthOf(today) >= 10
  await keepDraft(tx, { region: city, year: late ? year + 1 : year, title: `${late ? year + 1 : year}年食品安全年度监督管理计划（草案）`, choice: late ? choice : { ...choice, from: monthOf(today) }, note: '演示数据，虚构。' })
}

async function publishDemo(tx: Tx, region: string, title: string, year: number, choice: PlanChoice): Promise<void> {
  const drawn = await drawPlan(tx, region, year, choice)
  const row = await insertRow(tx, inspectionPlans, {
    ...planColumns(drawn), region, year, plan_number: 1, title, state: 'published', made_on: date(`${year}-01-08`), published_on: date(`${year}-01-15`), note: '演示数据，虚构。',
  })
  await writeLines(tx, linesOf(await plannedPlaces(tx, region, year), drawn, row.id, year, tx.work.today))
}
