import { sql, type RawBuilder } from 'kysely'
import { can } from '../../platform/identity/actor.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { rowsFound, type PaletteSource } from '../../platform/register/palette.ts'
import { readScope } from '../../platform/register/scope.ts'
import type { AnyRegister } from '../../platform/register/store.ts'
import { likelySame, likelySameHolder, PROPOSE, type Comparable, type Holder, type Likely } from './duplicates.ts'
import { enterprises, premises } from './enterprises.ts'
import { licences } from './licences.ts'

/** Premises whose licence number begins as typed. */
const byNumber: PaletteSource = async (tx, q, limit) => {
  const begins = q.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{0,3}\d[\dA-Z-]{3,}$/.test(begins) || !(can(tx.work.actor, 'premises.read') || tx.work.actor.enterprise !== null)) return []
  const { rows } = await sql<{ premises_id: string; number: string; name: string }>`select l.premises_id, l.number, p.name
    from (select premises_id, number, region, enterprise_id from licence where number >= ${begins} and number < ${`${begins}~`} and closed_at is null
      and ${readScope(licences, tx.work.actor)} order by number limit ${limit}) l join premises p on p.id = l.premises_id order by l.number`.execute(
    tx,
  )
  return rows.map((row) => ({
    kind: 'premises',
    id: row.premises_id,
    title: row.name,
    detail: row.number,
    link: `/premises/${row.premises_id}`,
  }))
}

/** What the registry finds for the command palette. */
export const registryPalette: readonly PaletteSource[] = [
  byNumber,
  rowsFound(premises, (row) => String(row['address'] ?? '')),
  rowsFound(enterprises, (row) => String(row['uscc'] ?? '')),
]

type Sorted = { readonly name_sort: string }
type Brief = Pick<Comparable, 'id' | 'name' | 'address' | 'region'>
export type Pair = Likely & { readonly a: Brief; readonly b: Brief }
export type PairPage = { readonly items: Pair[]; readonly next: string | null }

/** Rows looked through a page, and how many neighbours by name each is compared with. */
const WINDOW = { rows: 2_000, neighbours: 8 } as const

/**
 * Premises that may be on record twice, within the actor's area: neighbours in the order of their names are compared by
 * name, address, USCC and numbers. A page looks through 2,000 rows, so it may be empty while `next` goes on.
 */
export async function duplicatePremises(tx: Tx, cursor: string | undefined): Promise<PairPage> {
  const { rows } = await sql<Comparable & Sorted>`select p.id, p.name, p.name_sort, p.address, p.region, e.uscc,
      array(select number from licence l where l.premises_id = p.id and l.closed_at is null) as licence_numbers
    from (${neighbours(tx, premises, cursor)}) p join enterprise e on e.id = p.enterprise_id order by p.name_sort, p.id`.execute(tx)
  return pairsIn(rows, likelySame)
}

/** Enterprises that may be on record twice, in the same way: by name, registered address and legal representative. */
export async function duplicateEnterprises(tx: Tx, cursor: string | undefined): Promise<PairPage> {
  const { rows } = await sql<Holder & Sorted>`select id, name, name_sort, address, region, uscc, legal_representative
    from (${neighbours(tx, enterprises, cursor)}) e order by name_sort, id`.execute(tx)
  return pairsIn(rows, likelySameHolder)
}

/** A page's rows in the order of their names, with those that the last of them are compared with. */
function neighbours(tx: Tx, register: AnyRegister, cursor: string | undefined): RawBuilder<unknown> {
  const after = readCursor(cursor)
  const past = after ? sql`and (name_sort, id) > (${after[0]}, ${after[1]}::uuid)` : sql``
  return sql`select * from ${sql.table(register.name)} where closed_at is null and ${readScope(register, tx.work.actor)} ${past}
    order by name_sort, id limit ${WINDOW.rows + WINDOW.neighbours}`
}

/** The pairs to propose among rows in the order of their names, likeliest first. */
function pairsIn<R extends Brief & Sorted>(rows: readonly R[], likely: (a: R, b: R) => Likely): PairPage {
  const brief = ({ id, name, address, region }: R): Brief => ({ id, name, address, region })
  const items = rows.slice(0, WINDOW.rows).flatMap((a, at) =>
    rows.slice(at + 1, at + 1 + WINDOW.neighbours).flatMap((b): Pair[] => {
      const found = likely(a, b)
      return found.score < PROPOSE ? [] : [{ ...found, a: brief(a), b: brief(b) }]
    }),
  )
  const last = rows[WINDOW.rows - 1]
  const next = rows.length > WINDOW.rows && last ? Buffer.from(JSON.stringify([last.name_sort, last.id])).toString('base64url') : null
  return { items: items.toSorted((x, y) => y.score - x.score), next }
}

function readCursor(cursor: string | undefined): readonly [string, string] | undefined {
  if (cursor === undefined) return undefined
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof key === 'string' && !key.includes('\u0000') && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return [key, id]
  } catch {
    /* answered below */
  }
  throw new Problem('page.cursor')
}
