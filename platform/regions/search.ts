import { sql } from 'kysely'
import type { Bilingual } from '../core/bilingual.ts'
import type { Tx } from '../database/database.ts'
import { regionPrefix } from '../identity/actor.ts'
import { initialsOf, normalise } from '../register/search.ts'

/** A division as pickers show it; `way` names the divisions around it, the largest first, its city left out. */
export type DivisionFound = { readonly code: string; readonly name: Bilingual; readonly level: string; readonly way: readonly Bilingual[] }

type Row = {
  readonly code: string
  readonly name_zh: string
  readonly name_en: string
  readonly level: string
  readonly parent: string | null
}

/** The divisions next below one, by code: all of a county's townships, a township's villages. */
export async function divisionsUnder(tx: Tx, parent: string): Promise<Omit<DivisionFound, 'way'>[]> {
  const { rows } = await sql<Row>`select code, name_zh, name_en, level, parent from shian.region
    where valid_to is null and parent = ${parent} and code like ${`${regionPrefix(tx.work.city)}%`} order by code`.execute(tx)
  return rows.map((row) => ({ code: row.code, name: nameOf(row), level: row.level }))
}

/** How many are offered: more than an eye reads. */
const MOST = 20

/**
 * The divisions of a region (itself too) that a text names: part of the Chinese or English name, or pinyin initials.
 * Larger divisions come before smaller ones, names that begin so before those that hold it.
 * @param within code of the region looked in
 */
export async function findDivisions(tx: Tx, typed: string, within: string): Promise<DivisionFound[]> {
  const wanted = normalise(typed)
  if (wanted === '') return []
  const city = tx.work.city
  const { rows } = await sql<Row>`select code, name_zh, name_en, level, parent from shian.region
    where valid_to is null and code like ${`${regionPrefix(city)}%`} order by length(code), code`.execute(tx)
  const known = new Map(rows.map((row) => [row.code, row]))
  const inside = rows.filter(({ code }) => code.startsWith(regionPrefix(within)))
  const rank = ({ name_zh: zh, name_en: en }: Row): number => {
    const names = [normalise(zh), initialsOf(zh)]
    if ([...names, normalise(en)].some((name) => name.startsWith(wanted))) return 0
    // Within an English name a word begins: `gt` is no part of “Nanzheng Township”.
    return names.some((name) => name.includes(wanted)) || en.split(/\W+/).some((word) => normalise(word).startsWith(wanted)) ? 1 : 2
  }
  const wayOf = ({ parent }: Row): Bilingual[] => {
    const around = parent === null || parent === city ? undefined : known.get(parent)
    return around ? [...wayOf(around), nameOf(around)] : []
  }
  return inside
    .map((row) => ({ row, at: rank(row) }))
    .filter(({ at }) => at < 2)
    .toSorted((a, b) => a.row.code.length - b.row.code.length || a.at - b.at)
    .slice(0, MOST)
    .map(({ row }) => ({ code: row.code, name: nameOf(row), level: row.level, way: wayOf(row) }))
}

const nameOf = (row: Row): Bilingual => ({ zh: row.name_zh, en: row.name_en })
