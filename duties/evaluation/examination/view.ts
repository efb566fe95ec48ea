import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/database.ts'
import { can } from '../../../platform/identity/actor.ts'
import { schemeFor } from '../state.ts'
import type { ExaminationView, FindingLine } from './contract.ts'
import { examinationOf, expertsOf, ownExpert } from './find.ts'
import { lossesFor, objectionsOf, seesScore, standingFor } from './judging.ts'
import { areasOf } from './pool.ts'
import { MANAGE, type ExaminationRow } from './registers.ts'
import { reserveView } from './reserve.ts'
import type { Interview, Objection } from './standing.ts'

async function findingsOf(tx: Tx, id: string): Promise<readonly FindingLine[]> {
  const { rows } = await sql<FindingLine>`select f.id, f.title, f.state, u.name as unit, f.due_on, f.place, f.item from examination_finding f left join org_unit u on u.id = f.holder_unit
    where f.examination_id = ${id} and f.closed_at is null order by f.due_on nulls last, f.id`.execute(tx)
  return rows
}

async function interviewsOf(tx: Tx, id: string): Promise<readonly Interview[]> {
  const { rows } = await sql<Interview>`select id, office, day, minutes is not null and minutes <> '' as minuted from examination_interview
    where examination_id = ${id} and closed_at is null order by day nulls last, id`.execute(tx)
  return rows
}

async function raisedTo(tx: Tx, id: string): Promise<readonly Objection[]> {
  const rows = await objectionsOf(tx, id)
  const { rows: units } = await sql<{ id: string; name: string }>`select id, name from org_unit where id = any(${rows.flatMap(({ unit_id }) => unit_id ?? [])}::uuid[])`.execute(tx)
  return rows.map(({ id: row, version, item, text, unit_id, outcome, answer, score }) => ({ id: row, version, item, text, unit: units.find((unit) => unit.id === unit_id)?.name ?? null, outcome, answer, score }))
}

async function progress(tx: Tx, { id, region, evaluation_scheme }: ExaminationRow): Promise<Pick<ExaminationView, 'visits' | 'papers' | 'items' | 'titles'>> {
  const { items } = await schemeFor(tx, tx.work.today, evaluation_scheme)
  // Covert points are in neither count before their release: the table has the public ones only.
  const { rows: [row] } = await sql<{ points: number; done: number; reviewed: number; supplied: number }>`select
    (select count(*)::int from examination_point where examination_id = ${id}) as points,
    (select count(*)::int from examination_point where examination_id = ${id} and state = 'visited') as done,
    (select count(distinct item)::int from examination_review where examination_id = ${id} and closed_at is null) as reviewed,
    (select count(*)::int from evaluation_paper where region = ${region} and closed_at is null) as supplied`.execute(tx)
  const { points, done, reviewed, supplied } = row!
  const titles = Object.fromEntries(items.flatMap(({ code, title, section, section_title }) => [[code, title], [section, section_title]]))
  return { visits: { of: points, done }, papers: { items: items.length, reviewed, supplied }, items: items.map(({ code }) => code), titles }
}

/** An examination as its page shows it: who manages sees experts and interviews, who is examined sees what is public. */
export async function viewOf(tx: Tx, id: string): Promise<ExaminationView> {
  const row = await examinationOf(tx, id)
  const { actor } = tx.work
  const manages = can(actor, MANAGE, { region: row.region })
  const expert = await ownExpert(tx, id)
  const experts = manages ? await expertsOf(tx, id) : expert ? [expert] : []
  const { version, title, kind, region, state, starts_on, ends_on, teams, rules, commitment_hash, committed_at, drawn_at, released_at } = row
  return {
    examination: { id, version, title, kind, region, state, starts_on, ends_on, teams, rules, commitment_hash, committed_at, drawn_at, released_at },
    areas: await areasOf(tx, region),
    experts: experts.map(({ id: of, person_id, name, team, leader, home, unit_id, employer }) => ({ id: of, person_id, name, team, leader, home, unit: unit_id, employer })),
    ...(manages ? await reserveView(tx, row) : { reserve: [], replacements: [] }),
    sections: row.sections,
    open: row.drawn ?? null,
    covert: row.released ?? null,
    ...await progress(tx, row),
    interviews: manages ? await interviewsOf(tx, id) : [],
    findings: await findingsOf(tx, id),
    objections: await raisedTo(tx, id),
    standing: seesScore(tx, row) ? await standingFor(tx, row) : null,
    losses: seesScore(tx, row) ? await lossesFor(tx, row) : [],
    may: [
      ...(manages ? ['manage' as const] : []), ...(expert ? ['visit' as const] : []),
      ...(state === 'released' && actor.unit !== null && can(actor, 'evaluation.work', { region, unit: actor.unit }) ? ['object' as const] : []),
    ],
  }
}
