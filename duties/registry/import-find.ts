import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { inClear } from '../../platform/register/import/personal.ts'
import { columnList } from '../../platform/register/store.ts'
import { sortKey } from '../../platform/register/search.ts'
import type { OnRecord, Said } from './business.ts'
import { enterprises, premises, type Enterprise } from './enterprises.ts'
import type { Licence } from './licences.ts'
import type { FoodStaff } from './people.ts'
import { enterprisesOf, licencesUnder, staffUnder, type PremisesRow, type Under } from './store.ts'

/** Premises on record with all that an import compares and changes; rows as stored, personal fields sealed. */
export type Found = {
  readonly enterprise: Enterprise
  readonly premises: PremisesRow
  readonly licences: readonly Under<Licence>[]
  readonly staff: readonly Under<FoodStaff>[]
  /** The same in clear, for comparing. */
  readonly record: OnRecord
}

/** What is on record for a batch: found by licence number, USCC and name, as `matchBusiness` asks for it. */
export class Known {
  readonly byUscc = new Map<string, Enterprise>()
  readonly found = new Map<string, Found>()
  /** Licence numbers of premises that are closed: nobody else may take them. */
  readonly taken = new Set<string>()
  readonly #numbers = new Map<string, Set<string>>()
  readonly #holders = new Map<string, Set<string>>()
  readonly #names = new Map<string, Set<string>>()

  /** Takes premises into the index: those on record, and those that earlier rows of the sheet will make. */
  add(found: Found): void {
    const { id, name, region } = found.premises
    this.found.set(id, found)
    for (const { number } of found.licences) put(this.#numbers, number, id)
    if (found.enterprise.uscc) put(this.#holders, found.enterprise.uscc, id)
    put(this.#names, nameIn(name, region), id)
  }

  /** Everything that a row may mean, in a stable order. */
  candidates(said: Said, region: string): OnRecord[] {
    const name = said.premises.name ?? said.defaults.premises.name ?? ''
    const ids = new Set([
      ...(said.licence ? (this.#numbers.get(said.licence.number) ?? []) : []),
      ...(said.enterprise.uscc ? (this.#holders.get(said.enterprise.uscc) ?? []) : []),
      ...(this.#names.get(nameIn(name, region)) ?? []),
    ])
    return [...ids].map((id) => this.found.get(id)!.record)
  }
}

const put = (index: Map<string, Set<string>>, key: string, id: string): void =>
  void (index.get(key) ?? index.set(key, new Set()).get(key)!).add(id)

/** Names are compared within a county. */
const nameIn = (name: string, region: string): string => `${region.slice(0, 6)} ${sortKey(name)}`

/** Looks up everything on record that the rows of a batch may mean, in a fixed number of queries. */
export async function lookUp(tx: Tx, rows: readonly Said[]): Promise<Known> {
  const known = new Known()
  const numbers = rows.flatMap(({ licence }) => (licence ? [licence.number] : []))
  const codes = rows.flatMap(({ enterprise }) => (enterprise.uscc ? [enterprise.uscc] : []))
  const names = rows.map((said) => sortKey(said.premises.name ?? said.defaults.premises.name ?? ''))
  const held = await sql<{
    premises_id: string
    number: string
  }>`select premises_id, number from licence where number = any(${numbers}::text[]) and closed_at is null`.execute(tx)
  const holders =
    await sql<Enterprise>`select ${columnList(enterprises)} from enterprise where uscc = any(${codes}::text[]) and closed_at is null`.execute(
      tx,
    )
  for (const holder of holders.rows) known.byUscc.set(holder.uscc!, holder)
  // One query an index: an `or` over the three would read the whole table.
  const ids = held.rows.map((row) => row.premises_id)
  const holderIds = holders.rows.map(({ id }) => id)
  const places = await sql<PremisesRow>`select ${columnList(premises)} from premises where closed_at is null and id in (
      select unnest(${ids}::uuid[])
      union select id from premises where enterprise_id = any(${holderIds}::uuid[])
      union select id from premises where name_sort = any(${[...new Set(names)]}::text[]))`.execute(tx)
  await fill(tx, known, places.rows)
  for (const { premises_id, number } of held.rows) if (!known.found.has(premises_id)) known.taken.add(number)
  return known
}

async function fill(tx: Tx, known: Known, places: readonly PremisesRow[]): Promise<void> {
  const ids = places.map(({ id }) => id)
  const holders = new Map(
    (
      await enterprisesOf(
        tx,
        places.map(({ enterprise_id }) => enterprise_id),
      )
    ).map((row) => [row.id, row]),
  )
  const [held, staff] = [
    Map.groupBy(await licencesUnder(tx, ids), (row) => row.premises_id),
    Map.groupBy(await staffUnder(tx, ids), (row) => row.premises_id),
  ]
  const [clear, clearHolders] = [await inClear(tx, premises, places), await inClear(tx, enterprises, [...holders.values()])]
  const holderInClear = new Map(clearHolders.map((row) => [row.id, row]))
  places.forEach((place, at) => {
    const enterprise = holders.get(place.enterprise_id)
    if (!enterprise) return
    const [own, people] = [held.get(place.id) ?? [], staff.get(place.id) ?? []]
    const record: OnRecord = {
      enterprise: holderInClear.get(enterprise.id)!,
      premises: clear[at]!,
      licences: own,
      staff: people.filter(({ left_on }) => left_on === null),
    }
    known.add({ enterprise, premises: place, licences: own, staff: people, record })
  })
}
