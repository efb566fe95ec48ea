import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Language } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { canonical } from '../../../platform/core/canonical.ts'
import { newId } from '../../../platform/core/ids.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can, mustMay, within } from '../../../platform/identity/actor.ts'
import { cityDivisions } from '../../../platform/regions/by-name.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { changeRow, closeRow, insertRow } from '../../../platform/register/store.ts'
import { regionOf } from '../access.ts'
import { schemeFor } from '../state.ts'
import type { DrawRules } from './contract.ts'
import { hashOf } from '../../../platform/core/draw.ts'
import { commitTo } from './draw.ts'
import { expertsOf, managed, mustStand, reserveOf } from './find.ts'
import { areasOf, poolOf, type Parents } from './pool.ts'
import { mayTakePart, originOf, type Candidate, type Place } from './recusal.ts'
import { examinations, experts, MANAGE, type ExaminationRow, type ExpertRow } from './registers.ts'
import { fitted, lacking, shippedRules } from './shipped-rules.ts'

problems({
  'examination.city': [422, '初评以市为单位，请选择市。', 'A city is examined as a whole. Choose the city.'],
  'examination.days': [422, '结束日期不能早于开始日期。', 'The last day cannot be before the first.'],
  'examination.kind': [422, '没有这些业态：{kinds}。', 'There are no such kinds of business: {kinds}.'],
  'examination.too-few-areas': [422, '区域不够抽：{what}。请调整规则。', 'There are too few areas to draw from: {what}. Change the rules.'],
  'examination.no-points': [422, '登记的经营场所中没有可抽的点位。', 'No registered premises are of the kinds to be drawn.'],
  'examination.team': [422, '没有第{team}组。', 'There is no group {team}.'],
  'examination.section': [422, '分工与评价细则的小节不一致：{sections}。', 'The sections are not those of the scheme: {sections}.'],
  'examination.recused': [409, '{name}来自被评城市（{from}），应当回避，不能参加省级初评。', '{name} comes from the city that is examined ({from}) and must stay away from a provincial examination.'],
  'examination.employer': [422, '外请专家须填写工作单位，据此判断是否回避。', 'Say where an expert from outside works: the recusal goes by it.'],
  'examination.out-of-reach': [409, '该人员没有市级岗位，看不到初评。请先为其设置市级岗位（抽调）。', 'This person has no post that reaches the city and would not see the examination. Appoint him there first.'],
  'examination.expert-twice': [409, '该专家已在名单中。', 'This expert is on the list already.'],
})

export type NewExamination = {
  readonly title: string
  readonly kind: 'provincial' | 'mock'
  readonly region: string
  readonly starts_on: DateOnly
  readonly ends_on: DateOnly
  readonly teams: number
  readonly rules?: DrawRules | undefined
}

const strata = { district: { zh: '市辖区', en: 'districts' }, county: { zh: '县（市、旗）', en: 'counties' } } as const

function mustSuffice(rules: DrawRules, areas: Awaited<ReturnType<typeof areasOf>>): void {
  const missing = lacking(rules, areas)
  if (missing.length === 0) return
  const told = (language: Language, comma: string): string => missing.map(({ stratum, wanted, there }) => `${strata[stratum][language]} ${there}/${wanted}`).join(comma)
  throw new Problem('examination.too-few-areas', { what: { zh: told('zh', '、'), en: told('en', ', ') } })
}

/** Opens an examination; sections of the scheme are dealt to its groups in turn. @throws Problem `right.missing` (403), those above (422) */
export async function createExamination(tx: Tx, given: NewExamination, parents: Parents): Promise<{ id: string }> {
  const region = regionOf(tx, given.region)
  mustMay(tx.work.actor, MANAGE, { region })
  if (region !== tx.work.city) throw new Problem('examination.city')
  if (given.ends_on < given.starts_on) throw new Problem('examination.days')
  const areas = await areasOf(tx, region)
  const rules = given.rules ?? fitted(shippedRules, areas)
  const unknown = [...Object.keys(rules.open.quotas), ...Object.keys(rules.covert.quotas)].filter((kind) => !parents.has(kind))
  if (unknown.length > 0) throw new Problem('examination.kind', { kinds: [...new Set(unknown)].join('、') })
  mustSuffice(rules, areas)
  const scheme = await schemeFor(tx, tx.work.today)
  const codes = [...new Set(scheme.items.map(({ section }) => section))]
  const sections = Object.fromEntries(codes.map((code, at) => [code, (at % given.teams) + 1]))
  const { title, kind, starts_on, ends_on, teams } = given
  const row = await insertRow(tx, examinations, { title, kind, region, starts_on, ends_on, teams, rules, sections, state: 'preparing', evaluation_scheme: scheme.id })
  return { id: row.id }
}

/** A group has one leader: whoever was it is so no longer. */
async function standDown(tx: Tx, all: readonly ExpertRow[], team: number, but: string | null): Promise<void> {
  for (const one of all) if (one.team === team && one.leader && one.id !== but) await changeRow(tx, experts, one, { leader: false })
}

export type NewExpert = { readonly person: string; readonly team: number; readonly leader: boolean; /** Where an expert of no unit of the city works. */ readonly employer?: string | null | undefined }

/** The city as recusals know it. */
export async function placeOf(tx: Tx): Promise<Place> {
  const { city } = tx.work
  const names = await regionNames(tx, [city])
  return { name: names[city]?.zh ?? '', divisions: await cityDivisions(tx, city) }
}

async function mustNotBeRecused(tx: Tx, person: string, { name, unit_id }: Candidate, { home, employer }: { readonly home: string; readonly employer: string | null }, examination: ExaminationRow): Promise<void> {
  if (mayTakePart({ person, region: home, unit: unit_id }, examination)) return
  const names = await regionNames(tx, [home])
  throw new Problem('examination.recused', { name, from: employer ?? names[home] ?? home })
}

/** A person of an office as he stands today, and whether his posts reach the city; undefined where he is nobody here any more. */
export async function candidateOf(tx: Tx, person: string, { region }: Pick<ExaminationRow, 'region'>): Promise<{ readonly candidate: Candidate; readonly reaches: boolean } | undefined> {
  const { rows: [found] } = await sql<Candidate>`select name, region, unit_id, kind from person
    where id = ${person} and enterprise_id is null and closed_at is null`.execute(tx)
  if (!found) return undefined
  const { rows: posts } = await sql<{ region: string; unit_id: string | null }>`select region, unit_id from post where person_id = ${person} and closed_at is null
    and starts_on <= ${tx.work.today}::date and (ends_on is null or ends_on >= ${tx.work.today}::date)`.execute(tx)
  // Who holds a post of a unit here comes from here, whatever he is called.
  const candidate = { ...found, unit_id: found.unit_id ?? posts.find(({ unit_id }) => unit_id !== null)?.unit_id ?? null }
  return { candidate, reaches: posts.some((post) => within(region, post.region)) }
}

/**
 * A person who may take part, as a row keeps him.
 * @throws Problem `row.not-found` (404), `examination.employer` (422), `examination.recused`, `examination.out-of-reach` (409)
 */
export async function eligible(tx: Tx, examination: ExaminationRow, person: string, told: string | null | undefined) {
  const found = await candidateOf(tx, person, examination)
  if (!found || !can(tx.work.actor, 'people.read', { region: found.candidate.region })) throw new Problem('row.not-found')
  const { candidate, reaches } = found
  const origin = originOf(candidate, told, await placeOf(tx))
  if (origin === null) throw new Problem('examination.employer')
  await mustNotBeRecused(tx, person, candidate, origin, examination)
  if (!reaches) throw new Problem('examination.out-of-reach')
  return { region: examination.region, examination_id: examination.id, name: candidate.name, person_id: person, ...origin, unit_id: candidate.unit_id }
}

/** Puts an expert into a group, until the draw. @throws Problem `row.not-found`, `examination.recused`, `examination.expert-twice`, `examination.team` */
export async function addExpert(tx: Tx, id: string, { person, team, leader, employer }: NewExpert): Promise<{ id: string }> {
  const examination = await managed(tx, id, 'preparing', 'committed')
  if (team > examination.teams) throw new Problem('examination.team', { team })
  const expert = await eligible(tx, examination, person, employer)
  await mustBeNew(tx, id, person)
  if (leader) await standDown(tx, await expertsOf(tx, id), team, null)
  const row = await insertRow(tx, experts, { ...expert, team, leader })
  return { id: row.id }
}

/** Nobody stands on the list twice, nor in a group and in the reserve. @throws Problem `examination.expert-twice` (409) */
export async function mustBeNew(tx: Tx, id: string, person: string): Promise<void> {
  const known = [...await expertsOf(tx, id), ...await reserveOf(tx, id)]
  if (known.some(({ person_id }) => person_id === person)) throw new Problem('examination.expert-twice')
}

export async function removeExpert(tx: Tx, id: string, expert: string): Promise<{ id: string }> {
  await managed(tx, id, 'preparing', 'committed')
  const row = (await expertsOf(tx, id)).find((one) => one.id === expert)
  if (!row) throw new Problem('row.not-found')
  await closeRow(tx, experts, row as ExpertRow, '调整')
  return { id: expert }
}

/** Moves an expert to another group until the draw; makes him its leader in place of who was, also after it. @throws Problem `row.not-found`, `examination.team`, `examination.state` */
export async function changeExpert(tx: Tx, id: string, expert: string, { team, leader }: Pick<NewExpert, 'team' | 'leader'>): Promise<{ id: string }> {
  const examination = await managed(tx, id, 'preparing', 'committed', 'drawn')
  if (team > examination.teams) throw new Problem('examination.team', { team })
  const all = await expertsOf(tx, id)
  const row = all.find((one) => one.id === expert)
  if (!row) throw new Problem('row.not-found')
  if (team !== row.team) mustStand(examination, 'preparing', 'committed')
  if (leader) await standDown(tx, all, team, expert)
  await changeRow(tx, experts, row as ExpertRow, { team, leader })
  return { id: expert }
}

/** Says which group reviews the papers of which section; every section has one. @throws Problem `row.changed`, `examination.team`, `examination.section`, `examination.state` */
export async function dealSections(tx: Tx, id: string, { version, sections }: { readonly version: number; readonly sections: Readonly<Record<string, number>> }): Promise<{ version: number }> {
  const examination = await managed(tx, id, 'preparing', 'committed')
  if (examination.version !== version) throw new Problem('row.changed', { version: examination.version })
  const beyond = Object.values(sections).find((team) => team > examination.teams)
  if (beyond !== undefined) throw new Problem('examination.team', { team: beyond })
  const known = Object.keys(examination.sections)
  const wrong = [...Object.keys(sections).filter((code) => !known.includes(code)), ...known.filter((code) => !(code in sections))]
  if (wrong.length > 0) throw new Problem('examination.section', { sections: wrong.join('、') })
  const row = await changeRow(tx, examinations, examination, { sections })
  return { version: row.version }
}

/**
 * Seals the pool: what may be drawn is kept as it stands, and the hash of pool, rules and secret is made public. From here nobody,
 * the office neither, can choose a seed that draws what he likes.
 * @param secret of the covert draw: random, but where the demo must come out the same each time
 */
export async function commitPool(tx: Tx, id: string, parents: Parents, secret: string = randomBytes(32).toString('hex')): Promise<{ hash: string }> {
  const examination = await managed(tx, id, 'preparing')
  const pool = await poolOf(tx, examination.region, examination.rules, parents)
  mustSuffice(examination.rules, pool.areas)
  if (pool.entries.length === 0) throw new Problem('examination.no-points')
  const reserve = (await reserveOf(tx, id)).map((one) => one.id)
  const commitment = commitTo(examination.rules, pool, secret, reserve)
  const hash = hashOf(commitment)
  const row = { id: newId(), region: examination.region, content: canonical(pool) }
  await sql`insert into examination_pool (id, region, version, created_at, updated_at, examination_id, content, secret, reserve)
    values (${row.id}, ${row.region}, 1, ${tx.work.now}, ${tx.work.now}, ${id}, ${row.content}, ${secret}, ${reserve}::uuid[])`.execute(tx)
  tx.work.changes.push({ table: 'examination_pool', row: row.id, before: null, after: 1, diff: { poolHash: [null, commitment.poolHash], secretHash: [null, commitment.secretHash] } })
  await changeRow(tx, examinations, examination, { state: 'committed', commitment, commitment_hash: hash, committed_at: tx.work.now } satisfies Partial<ExaminationRow>)
  return { hash }
}
