import { sql } from 'kysely'
import type { Bilingual } from '../../core/bilingual.ts'
import type { FieldProblem } from '../../core/problem.ts'
import type { Tx } from '../../database/database.ts'
import type { Registry } from '../labels.ts'
import { columnList, type AnyRegister, type AnyRow } from '../store.ts'
import { namesIn } from './coerce.ts'
import { asKey, oneOf, RowFinder, type Meant, type Naming } from './find-rows.ts'
import { inClear } from './personal.ts'
import type { ImportedRow } from './read.ts'
import { identityOf, parentColumns, uniqueFields, waysOf } from './sheet-form.ts'

type Values = Readonly<Record<string, unknown>>

/** What a row of a sheet says, with the rows it refers to found. */
export type Said = {
  /** Only what the sheet says: nothing of empty cells and of masked personal values. */
  readonly values: Values
  /** The row it stands under, where the sheet tells. */
  readonly parent: AnyRow | null
  readonly faults: readonly FieldProblem[]
  /** Why it is not certain what it stands under. */
  readonly doubt: Bilingual | null
}

/** A row on record as it is stored, and with its personal fields in clear for comparing. */
type Existing = { readonly stored: AnyRow; readonly clear: AnyRow }

/** What a row stands under; `hidden` where the importer may not see it. */
type Above = Meant | { readonly hidden: true }

const OUT_OF_REACH: Bilingual = { zh: '所属的记录不在您的管辖范围内。', en: 'What it stands under is outside your area.' }
const ELSEWHERE: Bilingual = {
  zh: '这一行写明属于另一条记录，与所选的不同，请人工认定。',
  en: 'This row says that it stands under another record than the one chosen; a person must decide.',
}
const GONE: Bilingual = { zh: '所指的记录不存在，或不在您的管辖范围内', en: 'what it names does not exist or is outside your area' }

/** What is on record for a batch of a register's sheet: what its rows stand under and refer to, and the rows that are there already. */
export class OnRecord {
  private readonly register: AnyRegister
  private readonly registers: Registry
  private readonly readable: (one: { readonly register: AnyRegister; readonly row: AnyRow }) => boolean
  private readonly under: string | undefined
  private readonly unique: readonly string[]
  private readonly byUnique = new Map<string, Existing>()
  private readonly byIdentity = new Map<string, Existing[]>()

  /**
   * @param readable whether the importer may see a row: what they may not is to them not there
   * @param under the row that all stand under, where the sheet need not say so
   */
  constructor(register: AnyRegister, registers: Registry, readable: OnRecord['readable'], under: string | undefined) {
    this.register = register
    this.registers = registers
    this.readable = readable
    this.under = under
    this.unique = uniqueFields(register)
  }

  /** Reads everything that the rows may mean, in a fixed number of queries, and says what each row says. */
  async load(tx: Tx, rows: readonly ImportedRow[]): Promise<Said[]> {
    const parents = await this.parentsOf(tx, rows)
    const refer = await this.references(tx, rows)
    const said = rows.map((row, at) => this.saidOf(row, parents[at], refer))
    await this.loadExisting(tx, said)
    return said
  }

  /** The row on record that a row of the sheet means: by a unique number, else by what tells it under its parent. */
  existing(said: Said): Existing | 'several' | undefined {
    const numbered = new Set(this.unique.flatMap((name) => this.byUnique.get(this.uniqueKey(name, said.values[name])) ?? []))
    if (numbered.size > 1) return 'several'
    const [one] = numbered
    if (one || this.unique.some((name) => said.values[name] != null)) return one
    const alike = this.byIdentity.get(this.identity(said)) ?? []
    return alike.length > 1 ? 'several' : alike[0]
  }

  /** What tells the record that a row of the sheet means from all others of the sheet. */
  identity({ values, parent }: Said): string {
    const numbers = this.unique.flatMap((name) => (values[name] == null ? [] : [this.uniqueKey(name, values[name])]))
    return numbers.length > 0 ? numbers.join() : this.identityKey(parent?.id ?? '', values)
  }

  private uniqueKey(name: string, value: unknown): string {
    return value == null ? '' : `${name} ${asKey(this.register.fields[name]!, String(value))}`
  }

  private identityKey(parent: string, values: Values): string {
    return JSON.stringify([parent, ...identityOf(this.register).map((name) => values[name] ?? null)])
  }

  /** What the rows stand under, where they say so. */
  private async parentsOf(tx: Tx, rows: readonly ImportedRow[]): Promise<(Above | undefined)[]> {
    const parent = this.register.belongsTo === undefined ? undefined : this.registers.get(this.register.belongsTo)
    if (!parent) return []
    const finder = new RowFinder(this.registers, parent)
    const columns = parentColumns(this.register, this.registers)
    const namings = rows.map(({ values }): Naming =>
      waysOf(parent).map((way) =>
        way.map((key) => textOf(values[columns.find((column) => column.key.of === key.of && column.key.field === key.field)!.name])),
      ),
    )
    await finder.load(tx, namings)
    const given = this.under === undefined ? undefined : await this.givenParent(tx, parent, this.under)
    return namings.map((naming) => {
      const meant = finder.meant(naming)
      if (given && meant && 'row' in meant && 'row' in given && meant.row.id !== given.row.id) return { doubt: ELSEWHERE }
      if (given) return given
      return meant && 'row' in meant && !this.readable({ register: parent, row: meant.row }) ? { hidden: true } : meant
    })
  }

  /** The row that was named for the whole file. */
  private async givenParent(tx: Tx, parent: AnyRegister, id: string): Promise<{ readonly row: AnyRow } | { readonly hidden: true }> {
    const { rows } = await sql<AnyRow>`select ${columnList(parent)} from ${sql.table(parent.name)} where id = ${id} and closed_at is null`.execute(tx)
    return rows[0] && this.readable({ register: parent, row: rows[0] }) ? { row: rows[0] } : { hidden: true }
  }

  /** The rows that the cells of reference fields name, by field and name. */
  private async references(tx: Tx, rows: readonly ImportedRow[]): Promise<ReadonlyMap<string, (name: string) => Meant>> {
    const finders = new Map<string, (name: string) => Meant>()
    for (const [field, spec] of Object.entries(this.register.fields)) {
      const to = (spec.kind === 'reference' || spec.kind === 'references') && !spec.readonly ? this.registers.get(spec.to) : undefined
      if (!to) continue
      const finder = new RowFinder(this.registers, to)
      const asked = (name: string): Naming => waysOf(to).map((way) => way.map((_, at) => (way.length === 1 && at === 0 ? name : null)))
      await finder.load(
        tx,
        rows.flatMap(({ values }) => namesFor(spec.kind, values[field]).map(asked)),
      )
      finders.set(field, (name) => {
        const meant = finder.meant(asked(name)) ?? { doubt: GONE }
        return 'row' in meant && !this.readable({ register: to, row: meant.row }) ? { doubt: GONE } : meant
      })
    }
    return finders
  }

  private saidOf({ values }: ImportedRow, parent: Above | undefined, refer: ReadonlyMap<string, (name: string) => Meant>): Said {
    const faults: FieldProblem[] = parent && 'hidden' in parent ? [{ path: '', sentence: OUT_OF_REACH }] : []
    const told: Record<string, unknown> = {}
    for (const [name, field] of Object.entries(this.register.fields)) {
      const value = values[name]
      // A masked value comes from an export of ours and says nothing: what is on record stays.
      const silent = value == null || (Array.isArray(value) && value.length === 0) || (field.personal && String(value).includes('*'))
      if (silent || field.readonly) continue
      const find = refer.get(name)
      const found = find && namesFor(field.kind, value).map((one) => ({ one, meant: find(one) }))
      for (const { one, meant } of found ?? []) {
        if ('doubt' in meant)
          faults.push({ path: name, sentence: { zh: `“${one}”：${meant.doubt.zh}`, en: `“${one}”: ${meant.doubt.en}` } })
      }
      const ids = found?.flatMap(({ meant }) => ('row' in meant ? [meant.row.id] : []))
      told[name] = ids === undefined ? value : field.kind === 'references' ? [...new Set(ids)] : ids[0]
    }
    return {
      values: told,
      parent: parent && 'row' in parent ? parent.row : null,
      faults,
      doubt: parent && 'doubt' in parent ? parent.doubt : null,
    }
  }

  private async loadExisting(tx: Tx, said: readonly Said[]): Promise<void> {
    for (const name of this.unique) {
      const field = this.register.fields[name]!
      const values = said.flatMap(({ values: given }) =>
        given[name] == null ? [] : [String(given[name]), asKey(field, String(given[name]))],
      )
      if (values.length > 0)
        for (const row of await this.read(tx, name, values)) this.byUnique.set(this.uniqueKey(name, row.clear[name]), row)
    }
    const rest = said.filter(({ values }) => this.unique.every((name) => values[name] == null))
    const parent = this.register.belongsTo && `${this.register.belongsTo}_id`
    const column = parent ?? identityOf(this.register)[0]!
    const wanted = rest.flatMap(({ values, parent: above }) =>
      parent ? (above ? [above.id] : []) : values[column] == null ? [] : [values[column]],
    )
    if (wanted.length === 0) return
    for (const row of await this.read(tx, column, wanted)) {
      const key = this.identityKey(parent ? String(row.stored[parent]) : '', row.clear)
      ;(this.byIdentity.get(key) ?? this.byIdentity.set(key, []).get(key)!).push(row)
    }
  }

  private async read(tx: Tx, column: string, values: readonly unknown[]): Promise<Existing[]> {
    const field = this.register.fields[column] ?? { kind: 'reference' as const, to: '', label: this.register.title }
    const { rows } = await sql<AnyRow>`select ${columnList(this.register)} from ${sql.table(this.register.name)}
      where closed_at is null and ${oneOf(sql.ref(column), field, values)} order by id`.execute(tx)
    const clear = await inClear(tx, this.register, rows)
    return rows.map((stored, at) => ({ stored, clear: clear[at]! }))
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null)
const namesFor = (kind: string, value: unknown): string[] =>
  typeof value !== 'string' ? [] : kind === 'references' ? namesIn(value) : [value]
