import { sql } from 'kysely'
import { loadCalendar } from '../../platform/calendar/load.ts'
import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Tx } from '../../platform/database/database.ts'
import { openMattersAbout, type OpenMatter } from '../../platform/matter/about.ts'
import type { MatterService } from '../../platform/matter/service.ts'
import type { AnyRow } from '../../platform/register/store.ts'
import { masked } from '../../platform/register/personal.ts'
import { mayRead } from '../../platform/register/scope.ts'
import { present, readable } from '../../platform/register/serve.ts'
import { attachedFiles, versionsOf, type TimelineSource, type TimelineSubject } from '../../platform/register/timeline.ts'
import { enterprises, premises, type Enterprise } from './enterprises.ts'
import { licences } from './licences.ts'
import { certificates, foodStaff } from './people.ts'
import { expiryWarning, licenceStateOn, renewalWindow, tradesUnlicensed } from './rules.ts'
import { certificatesUnder, enterprisesOf, licencesUnder, rowsByIds, staffUnder, type PremisesRow } from './store.ts'

/** What the registers of the registry tell on a dossier's timeline; other duties add theirs. */
export const registryTimeline: readonly TimelineSource[] = [
  ...[enterprises, premises, licences, foodStaff, certificates].map(versionsOf),
  attachedFiles,
]

const shown = <R extends object>(register: Parameters<typeof masked>[0], rows: readonly R[]): R[] =>
  rows.map((row) => masked(register, row))

/** Something in the dossier that a person should look at. */
export type Warning = { readonly code: string; readonly sentence: Bilingual; readonly row: string }

/**
 * Everything on record about one place (一企一档). What the actor may not read is not in it.
 * @throws Problem `row.not-found` (404)
 */
export async function dossierOf(tx: Tx, id: string, services: readonly MatterService[] = []): Promise<Record<string, unknown>> {
  const { actor, today } = tx.work
  const place = (await readable(tx, premises, actor, id)) as unknown as PremisesRow
  const [[holder], held, staff, papers, siblings, { limits, calendar }] = await Promise.all([
    enterprisesOf(tx, [place.enterprise_id]),
    licencesUnder(tx, [id]),
    staffUnder(tx, [id]),
    certificatesUnder(tx, [id]),
    rowsByIds<PremisesRow>(tx, premises, 'enterprise_id', [place.enterprise_id]),
    loadCalendar(tx),
  ])
  const { may, ...row } = present(premises, actor, place as unknown as AnyRow)
  const about = { premises: [id], enterprise: [place.enterprise_id], licence: held.map((licence) => licence.id) }
  const own = siblings.filter((one) => one.id !== id && mayRead(premises, actor, one as unknown as AnyRow))
  return {
    premises: row,
    may,
    enterprise: holder ? masked(enterprises, holder) : null,
    licences: held.map((licence) => ({
      ...masked(licences, licence),
      state_today: licenceStateOn(licence, today),
      renewal: renewalWindow(licence, today, limits, calendar),
    })),
    staff: shown(foodStaff, staff),
    certificates: shown(certificates, papers),
    siblings: own.slice(0, 100).map(({ id: other, name, type, region, status }) => ({ id: other, name, type, region, status })),
    matters: await openMattersAbout(tx, services, about),
    warnings: warningsOf(place, held, holder, today),
    as_of: today,
  }
}

/** Open matters about an enterprise or any of its premises. @throws Problem `row.not-found` (404) */
export async function enterpriseMatters(tx: Tx, id: string, services: readonly MatterService[]): Promise<OpenMatter[]> {
  const { actor } = tx.work
  await readable(tx, enterprises, actor, id)
  const places = await rowsByIds<PremisesRow>(tx, premises, 'enterprise_id', [id])
  const own = places.filter((one) => mayRead(premises, actor, one as unknown as AnyRow))
  return openMattersAbout(tx, services, { enterprise: [id], premises: own.map((one) => one.id) })
}

function warningsOf(
  place: PremisesRow,
  held: Awaited<ReturnType<typeof licencesUnder>>,
  holder: Enterprise | undefined,
  today: Tx['work']['today'],
): Warning[] {
  const found: Warning[] = []
  const add = (code: string, row: string, zh: string, en: string): void => void found.push({ code, row, sentence: { zh, en } })
  if (tradesUnlicensed(place, today))
    add('unlicensed', place.id, '在营而没有有效的许可或备案。', 'It trades without a licence or filing in force.')
  if (place.needs_director && !place.has_director)
    add('director', place.id, '应当配备食品安全总监，尚未登记。', 'It must have a food safety director; none is on record.')
  if (holder && holder.registration_state !== null && holder.registration_state !== 'existing')
    add('registration', holder.id, '主体登记已注销或吊销。', 'The enterprise is deregistered.')
  for (const licence of held) {
    const warning =
      licenceStateOn(licence, today) === 'valid' || licence.state === 'valid' ? expiryWarning(licence.expires_on, today) : null
    if (warning === 'expired') add('expired', licence.id, `${licence.number} 已过期。`, `${licence.number} has expired.`)
    else if (warning !== null)
      add(
        `expiring-${warning}`,
        licence.id,
        `${licence.number} 将在 ${warning} 日内到期。`,
        `${licence.number} expires within ${warning} days.`,
      )
    if (
      licence.on_promise &&
      licence.promise_checked_on === null &&
      licence.promise_check_due !== null &&
      licence.promise_check_due < today
    ) {
      add('promise', licence.id, `${licence.number} 的承诺逾期未核查。`, `The promise behind ${licence.number} was not checked in time.`)
    }
  }
  return found
}

/** Rows whose history belongs to the dossier: closed ones too, and those merged into it. @throws Problem `row.not-found` */
export async function subjectOf(tx: Tx, id: string): Promise<TimelineSubject> {
  const place = (await readable(tx, premises, tx.work.actor, id)) as unknown as PremisesRow
  const { rows } = await sql<{
    id: string
  }>`with places as (select ${id}::uuid as id union select id from premises where merged_into = ${id}::uuid)
    select id from places
    union all select ${place.enterprise_id}::uuid
    union all select id from enterprise where merged_into = ${place.enterprise_id}::uuid
    union all select id from licence where premises_id in (select id from places)
    union all select id from food_staff where premises_id in (select id from places)
    union all select id from certificate where premises_id in (select id from places)`.execute(tx)
  return { premises: id, enterprise: place.enterprise_id, rows: rows.map((row) => row.id) }
}
