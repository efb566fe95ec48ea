import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Duty } from '../../platform/duty.ts'
import type { AnyRow } from '../../platform/register/store.ts'
import { typesUnder } from '../registry/index.ts'
import { reckonSince } from './reckon.ts'
import { forget, remind } from './remind.ts'
import { placesOf } from './store.ts'
import type { Level } from './words.ts'

type Values = Readonly<Record<string, unknown>>
const refuse = (path: string, zh: string, en: string): never => {
  const fault: FieldProblem = { path, sentence: { zh, en } }
  throw new Problem('input.invalid', {}, [fault])
}

/** A business tells of days closed ahead or on the day itself; what is past is the office's to correct. */
async function exceptionOf(tx: Tx, values: Values): Promise<Values> {
  if (tx.work.actor.enterprise === null) return {}
  if (values['kind'] === 'term') refuse('kind', '学期由监管部门登记。', 'Terms are entered by the authority.')
  if (String(values['from_on']) < tx.work.today) refuse('from_on', '只能填报今天及以后的日子；以前的请联系监管部门更正。', 'Only today and days to come can be told; ask the authority to correct the past.')
  return {}
}

/** The level follows from who checks: who works for the whole city checks for the city. */
const levelOf = (tx: Tx): Level => {
  const { actor } = tx.work
  return actor.enterprise !== null ? 'school' : actor.region.length === 6 && actor.region.endsWith('00') ? 'city' : 'county'
}

async function checkOf(tx: Tx, values: Values): Promise<Values> {
  const { rows } = await sql<{ type: string }>`select type from premises where id = ${String(values['premises_id'])}::uuid`.execute(tx)
  const types = typesUnder('CANT').filter((code) => code !== 'CANT')
  if (!types.includes(rows[0]?.type ?? '')) refuse('premises_id', '请选择学校（幼儿园、单位）食堂。', 'Choose a canteen.')
  const level = levelOf(tx)
  if (typeof values['level'] === 'string' && values['level'] !== level) refuse('level', '只能修改本级的检查记录。', 'Only checks of one’s own level can be changed.')
  return { level }
}

const complete: NonNullable<Duty['complete']> = { operating_exception: exceptionOf, school_check: checkOf }

const earliest = (row: AnyRow, before: AnyRow | null, field: string): DateOnly =>
  [row[field], before?.[field] ?? row[field]].toSorted()[0] as DateOnly

const since = (field: string) => async (tx: Tx, row: AnyRow, before: AnyRow | null): Promise<void> => {
  const places = await placesOf(tx, [String(row['premises_id'])])
  await reckonSince(tx, places, earliest(row, before, field))
  for (const { id } of places) await forget(tx, id)
  await remind(tx, places)
}

/** What duties follow from has changed: months and days are reckoned anew from there on, and today is reminded of what is owed now. */
const afterChange: NonNullable<Duty['afterChange']> = { operating_calendar: since('starts_on'), operating_exception: since('from_on') }

export const hooks = { complete, afterChange }
