import { sql } from 'kysely'
import { fill } from '../../platform/core/bilingual.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { notify } from '../../platform/events/notifications.ts'
import { insertRow } from '../../platform/register/store.ts'
import { factsOf, type World } from './facts.ts'
import { answering, usedBy } from './figures.ts'
import { peopleOf } from './people.ts'
import { signatures, type SignatureRow } from './registers.ts'
import { lockFigures, ownUnits, refreshFigure, unitsToSign } from './to-sign.ts'

problems({
  'evaluation.nothing-to-sign': [409, '“{indicator}”目前没有可会签的数值。', '“{indicator}” has no value to sign.'],
  'evaluation.not-answering': [403, '“{indicator}”由其他单位负责，只能由责任单位会签。', 'Another unit answers for “{indicator}”; only that unit may sign.'],
})

/**
 * Countersigns the present value of a figure and what it counts, for the unit that answers for it.
 * @throws Problem `evaluation.not-answering` (403), `evaluation.nothing-to-sign` (409), `evaluation.no-measure` (404)
 */
export async function signFigure(tx: Tx, world: World, { indicator, region }: { indicator: string; region: string }): Promise<SignatureRow> {
  const { actor, today, now } = tx.work
  await lockFigures(tx)
  const { item, measure } = await usedBy(tx, world, indicator)
  const shown = world.shown(indicator)
  const unit = await answering(tx, item, region)
  if (!ownUnits(actor).includes(unit)) throw new Problem('evaluation.not-answering', { indicator: shown.title })
  const facts = await factsOf(tx, world, [item], { regions: [region], root: region, moment: { day: today, frozen: false } })
  const { state, value, period } = facts(region, measure)
  if (state !== 'value' || value === null) throw new Problem('evaluation.nothing-to-sign', { indicator: shown.title })
  const row = await insertRow(tx, signatures, {
    region, indicator, starts_on: period?.from ?? today, ends_on: period?.to ?? today, day: today, value, basis: shown.basis.zh,
    basis_hash: world.basisHash(indicator), unit_id: unit, person_id: actor.person, signed_at: now,
  })
  await refreshFigure(tx, world, item, region, indicator)
  return row
}

const REMINDER = 'evaluation.to-sign'

/**
 * Tells the people of the units that have figures to countersign, each person once a day.
 * @returns how many units have some, and how many people were told
 */
export async function remindToSign(tx: Tx, region: string): Promise<{ units: number; told: number }> {
  const { today, now } = tx.work
  // Two who press at once: the second waits here, and finds everybody told.
  await sql`select pg_advisory_xact_lock(hashtext(${`${REMINDER} ${tx.work.city}`}))`.execute(tx)
  const owing = (await unitsToSign(tx, region)).flatMap(({ id, ...unit }) => (id !== null && unit.open > 0 ? [{ id, ...unit }] : []))
  const people = await peopleOf(tx, owing.map(({ id }) => id))
  const { rows } = await sql<{ person: string }>`select distinct person_id as person from notification where kind = ${REMINDER} and (at at time zone 'Asia/Shanghai')::date = ${today}::date and at <= ${now}::timestamptz`.execute(tx)
  const before = new Set(rows.map(({ person }) => person))
  const notices = owing.flatMap(({ id, open, changed }) => (people.get(id) ?? []).filter((person) => !before.has(person)).map((person) => ({
    person, kind: REMINDER, link: '/evaluation/signatures',
    title: { zh: `请会签数据${open}项${changed > 0 ? `（其中${changed}项会签后有变）` : ''}`, en: fill(`{open figure waits|figures wait} for your countersignature${changed > 0 ? ' ({changed} changed since signed)' : ''}`, { open, changed }) },
  })))
  await notify(tx, notices)
  return { units: owing.length, told: notices.length }
}
