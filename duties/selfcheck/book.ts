import { sql } from 'kysely'
import { type DateOnly, type Instant } from '../../platform/core/dates.ts'
import { newId } from '../../platform/core/ids.ts'
import { Problem, problems, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { attachFiles } from '../../platform/evidence/attach.ts'
import { changeRow, closeRow, columnList, findRow, getRow, insertRow, type AnyRegister, type AnyRow } from '../../platform/register/store.ts'
import type { BookInput } from './book-contract.ts'
import { reckonDays } from './reckon.ts'
import { ownPlace } from './record.ts'
import { disinfections, foodSamples, goodsIn, leaderMeals, morningChecks, type FoodSampleRow } from './registers-canteen.ts'
import { canteenFaults, entryFaults, type CanteenEntry, type Sample } from './rules/canteen-book.ts'
import { canteenOf, canteenTable } from './store.ts'

problems({
  'canteen.no-book': [409, '这个场所没有登记供应餐次，不需要填食堂台账；请联系监管部门在经营日历中登记。', 'No meals are on record for these premises, so they keep no canteen book. Ask the local authority to enter them in the operating calendar.'],
})

const registersOf = { morning_check: morningChecks, purchase: goodsIn, disinfection: disinfections, sample: foodSamples, leader_meal: leaderMeals } as const
export type BookKind = keyof typeof registersOf
export const bookKinds = Object.keys(registersOf) as BookKind[] // its own keys

/** One row to be written, with the entry that the rules judge. `at`: where its faults stand in what was sent. */
type Line = { readonly entry: CanteenEntry; readonly values: Readonly<Record<string, unknown>>; readonly at: (path: string) => string }

const same = (path: string): string => path

/** What was sent as rows of its register; one of a morning check for each person, of samples for each dish. */
function linesOf(sent: BookInput): readonly Line[] {
  const on = sent.on as DateOnly
  switch (sent.kind) {
    case 'morning_check': {
      const people = sent.people.map(({ name, fit, celsius, sign, sent_away }) => ({ name, fit, celsius, sign, sentAway: sent_away }))
      const entry: CanteenEntry = { kind: 'morning_check', on, checkedBy: sent.checked_by, people }
      const path = (of: string): string => of.replace('checkedBy', 'checked_by').replace('sentAway', 'sent_away')
      return people.length === 0 ? [{ entry, values: {}, at: path }] : sent.people.map((person, index) => ({
        entry: index === 0 ? entry : { ...entry, people: [] }, at: path,
        values: { on_day: on, ...person, sign: person.sign || null, checked_by: sent.checked_by },
      }))
    }
    case 'purchase': {
      const { goods, supplier, quantity, unit, produced_on, best_before, papers, refused, photos } = sent
      const entry: CanteenEntry = {
        kind: 'purchase', on, goods, supplier, quantity, unit, producedOn: produced_on as DateOnly | null, bestBefore: best_before as DateOnly | null,
        papers: [...(papers.trim() === '' ? [] : [papers]), ...photos], refused,
      }
      return [{ entry, values: { on_day: on, goods, supplier, quantity, unit, produced_on, best_before, papers: papers || null, refused }, at: (of) => of.replace('producedOn', 'produced_on').replace('bestBefore', 'best_before') }]
    }
    case 'disinfection':
      return sent.meals.map((meal) => ({
        entry: { kind: 'disinfection', on, meal, method: sent.method, reached: sent.reached, seconds: sent.seconds }, at: same,
        values: { on_day: on, meal, method: sent.method, reached: sent.reached, seconds: sent.seconds, done_by: sent.done_by || null },
      }))
    case 'sample':
      return sent.dishes.map(({ dish, grams }, index) => ({
        entry: { kind: 'sample', id: '', on, meal: sent.meal, dish, grams, keptAt: sent.kept_at as Instant, celsius: sent.celsius, keptBy: sent.kept_by, disposedAt: null },
        at: (of) => (of === 'dish' || of === 'grams' ? `dishes.${index}.${of}` : of.replace('keptAt', 'kept_at').replace('keptBy', 'kept_by')),
        values: { on_day: on, meal: sent.meal, dish, weight: grams, kept_at: sent.kept_at, celsius: sent.celsius, kept_by: sent.kept_by, disposed_at: null, disposed_by: null },
      }))
    case 'leader_meal':
      return [{
        entry: { kind: 'leader_meal', on, meal: sent.meal, leader: sent.leader, post: sent.post, opinion: sent.opinion }, at: same,
        values: { on_day: on, meal: sent.meal, leader: sent.leader, post: sent.post, opinion: sent.opinion || null },
      }]
  }
}

const refuse = (faults: readonly FieldProblem[]): void => {
  if (faults.length === 0) return
  // What is wrong with all lines at once (the day, the meal) is said once.
  throw new Problem('input.invalid', {}, [...new Map(faults.map((one) => [`${one.path} ${one.sentence.en}`, one])).values()])
}

/**
 * Keeps what was sent, all lines or none. Sent twice under one id it is kept once.
 * @throws Problem `input.invalid` (400) with every fault, `canteen.no-book` (409)
 */
export async function keepInBook(tx: Tx, sent: BookInput): Promise<{ readonly id: string; readonly kept: number }> {
  const place = await ownPlace(tx, sent.premises)
  const register: AnyRegister = registersOf[sent.kind]
  const lines = linesOf(sent)
  if (await findRow(tx, register, sent.id)) return { id: sent.id, kept: lines.length }
  const canteen = canteenOf(place)
  if (canteen === null) throw new Problem('canteen.no-book')
  const table = await canteenTable(tx, sent.on as DateOnly)
  refuse([
    ...canteenFaults(canteen).map((one) => ({ ...one, path: 'premises' })),
    ...lines.flatMap(({ entry, at }, index) => (entry.kind === 'morning_check' && index > 0 ? [] : entryFaults(entry, canteen, table, tx.work.now)
      // Limits of disinfection stand on the line's own numbers.
      .map((one) => ({ ...one, path: at(one.path) })))),
  ])
  const where = { region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id }
  for (const [index, { values }] of lines.entries()) await insertRow(tx, register, { ...values, ...where }, index === 0 ? sent.id : newId())
  await attachFiles(tx, sent.photos, { table: register.name, id: sent.id, region: place.region })
  await reckonDays(tx, [place], { from: sent.on as DateOnly, until: sent.on as DateOnly })
  return { id: sent.id, kept: lines.length }
}

/** Says that samples were thrown away; those that were already are left as they are. */
export async function disposeSamples(tx: Tx, given: { readonly premises: string; readonly ids: readonly string[]; readonly at: string; readonly by: string }): Promise<{ readonly disposed: number }> {
  const place = await ownPlace(tx, given.premises)
  const canteen = canteenOf(place)
  if (canteen === null) throw new Problem('canteen.no-book')
  const { rows } = await sql<FoodSampleRow>`select ${columnList(foodSamples as never)}, premises_id from food_sample
    where id = any(${given.ids}::uuid[]) and premises_id = ${place.id}::uuid and closed_at is null order by id for update`.execute(tx)
  if (rows.length < new Set(given.ids).size) throw new Problem('row.not-found')
  const waiting = rows.filter((row) => row.disposed_at === null)
  const faults: FieldProblem[] = []
  for (const row of waiting) {
    const sample: Sample = { kind: 'sample', id: row.id, on: row.on_day, meal: row.meal, dish: row.dish, grams: row.weight, keptAt: row.kept_at, celsius: row.celsius, keptBy: row.kept_by, disposedAt: given.at as Instant }
    faults.push(...entryFaults(sample, canteen, await canteenTable(tx, row.on_day), tx.work.now).filter(({ path }) => path === 'disposedAt').map(({ sentence }) => ({ path: 'at', sentence: { zh: `${row.dish}：${sentence.zh}`, en: `${row.dish}: ${sentence.en}` } })))
  }
  refuse(faults)
  for (const row of waiting) await changeRow(tx, foodSamples, row as never, { disposed_at: given.at, disposed_by: given.by })
  return { disposed: waiting.length }
}

/** Takes a wrong entry out of the book; the row stays with the reason. */
export async function withdrawEntry(tx: Tx, kind: BookKind, id: string, reason: string): Promise<AnyRow> {
  const register: AnyRegister = registersOf[kind]
  const known = await getRow(tx, register, id) as unknown as AnyRow
  const place = await ownPlace(tx, String(known['premises_id']))
  const before = await getRow(tx, register, id, { lock: true }) as unknown as AnyRow
  if (before.closed_at !== null) throw new Problem('row.closed')
  tx.work.reason = reason
  const after = await closeRow(tx, register, before as never, reason) as unknown as AnyRow
  const day = before['on_day'] as DateOnly
  await reckonDays(tx, [place], { from: day, until: day })
  return after
}

