import { sql, type RawBuilder } from 'kysely'
import type { Bilingual } from '../../core/bilingual.ts'
import type { Tx } from '../../database/database.ts'
import type { SheetKey } from '../declare.ts'
import type { Field } from '../fields.ts'
import type { Registry } from '../labels.ts'
import { columnList, type AnyRegister, type AnyRow } from '../store.ts'
import { keyField, waysOf } from './sheet-form.ts'

/** The one row that a sheet means, or why that is not certain. */
export type Meant = { readonly row: AnyRow } | { readonly doubt: Bilingual }

/** What a row of a sheet says of another row: a text for each key of each way, null where its column is empty or not there. */
export type Naming = readonly (readonly (string | null)[])[]

/** SQL types of the kinds of fields that may tell a row. */
const CAST: Readonly<Partial<Record<Field['kind'], string>>> = {
  date: 'date',
  instant: 'timestamptz',
  reference: 'uuid',
  integer: 'bigint',
  money: 'bigint',
  number: 'numeric',
  boolean: 'boolean',
}

/** The condition that a column has one of the values; typed as the column, so that its index serves. */
export const oneOf = (column: RawBuilder<unknown>, field: Field, values: readonly unknown[]): RawBuilder<boolean> =>
  sql<boolean>`${column} = any(${[...new Set(values)]}::${sql.raw(CAST[field.kind] ?? 'text')}[])`

/** A number as it is compared: half-width, in capitals, without blanks; any other text as it stands. */
export const asKey = (field: Field, text: string): string =>
  field.unique ? text.normalize('NFKC').replace(/\s/g, '').toUpperCase() : text.trim()

/** Where the rows of another register stand to this one: above it, below it, or itself. */
const placeOf = (register: AnyRegister, key: SheetKey): 'own' | 'above' | 'below' =>
  key.of === undefined ? 'own' : register.belongsTo === key.of ? 'above' : 'below'

/** The open rows of a register whose first key of a way has one of the values. */
function havingKey(registers: Registry, register: AnyRegister, key: SheetKey, values: readonly string[]): RawBuilder<boolean> {
  const match = oneOf(sql.ref(key.field), keyField(registers, register, key), values)
  const rows = sql`from ${sql.table(key.of ?? register.name)} where closed_at is null and ${match}`
  switch (placeOf(register, key)) {
    case 'own':
      return match
    case 'above':
      return sql<boolean>`${sql.ref(`${key.of}_id`)} in (select id ${rows})`
    case 'below':
      return sql<boolean>`id in (select ${sql.ref(`${register.name}_id`)} ${rows})`
  }
}

/** What a row says for a key, as a list of texts: a row has as many licence numbers as licences. */
function saidFor(register: AnyRegister, key: SheetKey): RawBuilder<unknown> {
  switch (placeOf(register, key)) {
    case 'own':
      return sql`array[${sql.ref(`t.${key.field}`)}::text]`
    case 'above':
      return sql`array(select ${sql.ref(`o.${key.field}`)}::text from ${sql.table(key.of!)} o where o.id = ${sql.ref(`t.${key.of}_id`)})`
    case 'below':
      return sql`array(select ${sql.ref(`o.${key.field}`)}::text from ${sql.table(key.of!)} o where ${sql.ref(`o.${register.name}_id`)} = t.id and o.closed_at is null)`
  }
}

const says = (zh: string, en: string): { doubt: Bilingual } => ({ doubt: { zh, en } })

/** A row with what it says for each key of each way. */
type Candidate = { readonly row: AnyRow; readonly said: readonly (readonly (readonly string[])[])[] }

/** The rows that sheets mean by what they say, looked up for a whole batch in one query a way. */
export class RowFinder {
  private readonly registers: Registry
  private readonly register: AnyRegister
  private readonly ways: readonly (readonly SheetKey[])[]
  /** By way, then by the text of its first key. */
  private readonly found: Map<string, Candidate[]>[] = []

  constructor(registers: Registry, register: AnyRegister) {
    this.registers = registers
    this.register = register
    this.ways = waysOf(register)
  }

  private text(way: number, at: number, text: string): string {
    const key = this.ways[way]![at]!
    const plain = asKey(keyField(this.registers, this.register, key), text)
    return key.plain ? key.plain(plain) : plain
  }

  private saidBy(row: AnyRow, way: number, at: number): string[] {
    return (row[`key_${way}_${at}`] as (string | null)[]).flatMap((text) => (text === null ? [] : [this.text(way, at, text)])) // as selected
  }

  /** Reads what the batch may mean. */
  async load(tx: Tx, namings: readonly Naming[]): Promise<void> {
    for (const [at, way] of this.ways.entries()) {
      const wanted = namings.flatMap((naming) => (naming[at]![0] === null ? [] : [this.text(at, 0, naming[at]![0]!), naming[at]![0]!]))
      const index: (typeof this.found)[number] = new Map()
      this.found[at] = index
      if (wanted.length === 0) continue
      const { register, registers } = this
      const said = this.ways.flatMap((keys, w) => keys.map((key, i) => sql`${saidFor(register, key)} as ${sql.ref(`key_${w}_${i}`)}`))
      const { rows } = await sql<AnyRow>`select ${columnList(register)}, ${sql.join(said)} from ${sql.table(register.name)} t
        where closed_at is null and ${havingKey(registers, register, way[0]!, wanted)}`.execute(tx)
      for (const row of rows) {
        const candidate = { row, said: this.ways.map((keys, w) => keys.map((_, i) => this.saidBy(row, w, i))) }
        for (const text of candidate.said[at]![0]!) (index.get(text) ?? index.set(text, []).get(text)!).push(candidate)
      }
    }
  }

  /** The row a sheet means; undefined where it says nothing of it. The surest way that is wholly given decides; a number that speaks against it is a doubt. */
  meant(naming: Naming): Meant | undefined {
    const title = this.register.title
    if (naming.flat().every((text) => text === null)) return undefined
    const given = this.ways.flatMap((way, at) => (naming[at]!.every((text) => text !== null) ? [at] : []))
    if (given.length === 0) {
      return says(
        `表中所写的不足以认定是哪一个${title.zh}，请人工认定。`,
        `What the sheet says does not tell which row it means (${title.en}); a person must decide.`,
      )
    }
    for (const at of given) {
      const texts = naming[at]!.map((text, i) => this.text(at, i, text!)) // all given
      const rows = (this.found[at]!.get(texts[0]!) ?? []).filter(({ said }) => texts.every((text, i) => said[at]![i]!.includes(text)))
      if (rows.length > 1)
        return says(`有 ${rows.length} 个${title.zh}符合，请人工认定。`, `${rows.length} rows fit (${title.en}); a person must decide.`)
      if (rows.length === 1) return this.agreed(naming, rows[0]!)
    }
    return says(
      `档案中没有这样的${title.zh}，请先登记或人工认定。`,
      `There is no such row on record (${title.en}); enter it first, or let a person decide.`,
    )
  }

  /** The row, unless a number of the sheet speaks against it: one that it has otherwise, or that is on record with another. */
  private agreed(naming: Naming, { row, said }: Candidate): Meant {
    const against = this.ways.some((way, at) =>
      way.some((key, i) => {
        const given = naming[at]![i]
        if (given == null || keyField(this.registers, this.register, key).unique !== true) return false
        const [text, own] = [this.text(at, i, given), said[at]![i]!]
        if (own.includes(text)) return false
        const elsewhere = i === 0 && (this.found[at]!.get(text) ?? []).length > 0
        return elsewhere || (own.length > 0 && placeOf(this.register, key) !== 'below')
      }),
    )
    if (!against) return { row }
    return says(
      `表中的编号指向不同的${this.register.title.zh}，请人工认定。`,
      `The numbers in the sheet belong to different rows (${this.register.title.en}); a person must decide.`,
    )
  }
}
