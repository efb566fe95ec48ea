import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Actor } from '../identity/actor.ts'
import { labelsFor, type Labels, type Registry } from '../register/labels.ts'
import { listRows, parseListQuery } from '../register/list.ts'
import { inRegion, readScope } from '../register/scope.ts'
import { present } from '../register/serve.ts'
import type { AnyRegister, AnyRow } from '../register/store.ts'
import { reportedFigures } from '../settings/registers.ts'
import { registerOf } from './check.ts'
import type { Indicator } from './declare.ts'
import { readFigures } from './figures.ts'
import { rowsOf, type Moment, type Period } from './periods.ts'
import { restSql, rowsSql } from './sql.ts'

/** Which rows of an indicator: those counted, those of the whole of a share, or the whole less the part. */
export type Of = 'part' | 'whole' | 'except'

export type RowsPage = { readonly register: string; readonly items: readonly AnyRow[]; readonly next: string | null; readonly labels: Labels }

type Counted = { readonly of: Of; readonly region: string; readonly period: Period; readonly moment: Moment }

async function condition(tx: Tx, register: AnyRegister, indicator: Indicator, { of, region, period, moment }: Counted): Promise<RawBuilder<boolean>> {
  const sets = rowsOf(indicator.value)
  if (!sets) {
    // What speaks for the number and nothing else: a longer period may cover this one too, and what was entered before was replaced.
    const figures = await readFigures(tx, [indicator.name], [region], moment)
    return sql<boolean>`id = any(${figures(indicator.name, region, period).map(({ id }) => id)}::uuid[])`
  }
  const { part, whole = part } = sets
  if (of === 'except') return restSql(register, whole, part, period, moment.day)
  return rowsSql(register, of === 'whole' ? whole : part, period, moment.day)
}

/**
 * The rows behind a number, as a page of their register: the same set that `valuesOf` counts, so a number and its rows cannot part.
 * Who opens them needs the right to read the register too, and sees the rows in reach.
 * @param query what is left of the query string: filter, sort, cursor, limit, region, as_of, as in any register's list
 */
export async function rowsBehind(tx: Tx, registers: Registry, actor: Actor, indicator: Indicator, asked: Counted & { readonly query: Readonly<Record<string, unknown>> }): Promise<RowsPage> {
  const sets = rowsOf(indicator.value)
  const register = sets ? registerOf(registers, sets.part) : reportedFigures
  const list = parseListQuery(register, { ...asked.query, region: asked.region, closed: 'open' })
  const counted = await condition(tx, register, indicator, asked)
  const page = await listRows(tx, register, list, sql<boolean>`(${readScope(register, actor)} and ${inRegion(asked.region)} and ${counted})`)
  return {
    register: register.name, items: page.rows.map((row) => present(register, actor, row)), next: page.next,
    labels: await labelsFor(tx, registers, register, page.rows),
  }
}
