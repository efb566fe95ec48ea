import type { Bilingual } from '../../core/bilingual.ts'
import { newId } from '../../core/ids.ts'
import type { FieldProblem } from '../../core/problem.ts'
import type { Tx } from '../../database/database.ts'
import { faultsOf } from '../../http/faults.ts'
import { cityDivisions, divisionOf, type Divisions } from '../../regions/by-name.ts'
import { insertNew } from '../bulk.ts'
import type { Registry } from '../labels.ts'
import { changeSchema, createSchema } from '../schema.ts'
import { mayRead, mayWrite } from '../scope.ts'
import type { Hooks } from '../serve.ts'
import { changeRow, type AnyRegister, type AnyRow } from '../store.ts'
import type { ImportForm } from './form.ts'
import type { ImportedRow } from './read.ts'
import { importRight, sheetForm } from './sheet-form.ts'
import { OnRecord, type Said } from './on-record.ts'
import type { Decision, ImportSession, ImportTarget, ImportWorld } from './target.ts'

type Values = Readonly<Record<string, unknown>>
type NewRow = Values & { readonly id: string; readonly region: string }

/** What is to be written for one row of a sheet. */
type Plan =
  | { readonly kind: 'create'; readonly row: NewRow }
  | { readonly kind: 'update'; readonly before: AnyRow; readonly changes: Values }

const says = (zh: string, en: string): Bilingual => ({ zh, en })
const OUTSIDE = says('所在区划不在您的管辖范围内。', 'Its division is outside your area.')
const HELD_ELSEWHERE = says(
  '档案中这一条由其他区划管理，请联系对方办理。',
  'On record this row belongs to another division; ask those who keep it.',
)
const NO_PARENT = says(
  '表中没有写明属于哪一个{title}，请人工认定。',
  'The sheet does not say what it belongs to ({title}); a person must decide.',
)
const OTHER_PARENT = says(
  '档案中这一条属于另一{title}，请人工认定。',
  'On record this row belongs to another ({title}); a person must decide.',
)
const refused = (...reasons: readonly Bilingual[]): Decision<Plan> => ({ outcome: 'rejected', reasons })
const doubtful = (reason: Bilingual): Decision<Plan> => ({ outcome: 'conflict', reasons: [reason] })
const twice = (row: number): Decision<Plan> =>
  doubtful(says(`与第 ${row} 行是同一条记录，请只保留一行。`, `The same record as in row ${row}; keep one of them.`))

/**
 * The import of a register's sheets, made from its declaration alone. Rows on record are met by their unique fields, else by
 * `identity`; what a row stands under is found by the parent's `sheetKeys`; what is not certain is a conflict for a person.
 * @param hooks what the duties keep up when a row changes, as at a change by hand
 */
export const registerImport = (register: AnyRegister, registers: Registry, hooks: Hooks): ImportTarget => ({
  register: register.name,
  form: sheetForm(register, registers),
  right: importRight(register)!, // `takesSheets` asked for it
  begin: async (world) => new RegisterImport(register, registers, hooks, world, await world.read((tx) => cityDivisions(tx, world.city))),
})

class RegisterImport implements ImportSession<Plan> {
  readonly form: ImportForm
  readonly context: ImportSession['context']
  private readonly register: AnyRegister
  private readonly registers: Registry
  private readonly hooks: Hooks
  private readonly world: ImportWorld
  private readonly fallback: string
  /** What tells a record → the row of the sheet that meant it first. */
  private readonly meant = new Map<string, number>()

  constructor(register: AnyRegister, registers: Registry, hooks: Hooks, world: ImportWorld, divisions: Divisions) {
    this.register = register
    this.registers = registers
    this.hooks = hooks
    this.world = world
    const form = sheetForm(register, registers)
    // A sheet may say of a row on record only what changed: what a new row needs is asked where one is made.
    this.form = {
      ...form,
      fields: Object.fromEntries(Object.entries(form.fields).map(([name, field]) => [name, { ...field, required: false }])),
    }
    this.context = { resolveRegion: (parts) => divisionOf(parts, divisions) }
    const regions = new Set(world.actor.grants.map(({ region }) => region))
    this.fallback = regions.size === 1 ? [...regions][0]! : world.city
  }

  async decide(rows: readonly ImportedRow[]): Promise<readonly Decision<Plan>[]> {
    const known = new OnRecord(this.register, this.registers, (row) => mayRead(row.register, this.world.actor, row.row), this.world.under)
    const said = await this.world.read((tx) => known.load(tx, rows))
    return rows.map((row, at) => this.one(row.row, said[at]!, known))
  }

  async write(tx: Tx, decisions: readonly Decision<Plan>[]): Promise<void> {
    const plans = decisions.flatMap(({ plan }) => (plan ? [plan] : []))
    const { name } = this.register
    const completed = async (values: Values): Promise<Values> => ({ ...(await this.hooks.complete?.[name]?.(tx, values)) })
    const made: NewRow[] = []
    for (const plan of plans) if (plan.kind === 'create') made.push({ ...plan.row, ...(await completed(plan.row)) })
    await insertNew(tx, this.register, made)
    const after = this.hooks.afterChange?.[name]
    // A row that was just made is whole: what the declaration leaves out is empty.
    if (after) for (const row of made) await after(tx, row as unknown as AnyRow, null)
    for (const plan of plans) {
      if (plan.kind !== 'update') continue
      const changes = { ...plan.changes, ...(await completed({ ...plan.before, ...plan.changes })) }
      const row = (await changeRow(tx, this.register, plan.before as never, changes)) as unknown as AnyRow // a row of this register
      await after?.(tx, row, plan.before)
    }
  }

  private one(row: number, said: Said, known: OnRecord): Decision<Plan> {
    if (said.faults.length > 0) return refused(...this.inWords(said.faults))
    if (said.doubt) return doubtful(said.doubt)
    const existing = known.existing(said)
    if (existing === 'several') return doubtful(says('档案中有多条符合，请人工认定。', 'Several rows on record fit; a person must decide.'))
    const first = remember(this.meant, existing ? existing.stored.id : known.identity(said), row)
    if (first !== row) return twice(first)
    return existing ? this.update(said, existing) : this.create(said)
  }

  private update({ values, parent }: Said, { stored, clear }: { readonly stored: AnyRow; readonly clear: AnyRow }): Decision<Plan> {
    const { actor, today } = this.world
    if (!mayWrite(this.register, actor, stored)) return refused(HELD_ELSEWHERE)
    if (parent && stored[`${this.register.belongsTo}_id`] !== parent.id) return doubtful(this.ofParent(OTHER_PARENT))
    const changes = Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, clear[name])))
    if (Object.keys(changes).length === 0) return { outcome: 'same', reasons: [] }
    const after = { ...clear, ...changes }
    if (!mayWrite(this.register, actor, { ...stored, ...changes })) return refused(OUTSIDE)
    const faults = [...faultsIn(changeSchema(this.register.fields), changes), ...ruleFaults(this.register, after, today)]
    return faults.length > 0
      ? refused(...this.inWords(faults))
      : { outcome: 'update', reasons: [], plan: { kind: 'update', before: stored, changes } }
  }

  private create({ values, parent }: Said): Decision<Plan> {
    const { register, world } = this
    const parentRegister = register.belongsTo === undefined ? undefined : this.registers.get(register.belongsTo)
    if (parentRegister && !parent) return doubtful(this.ofParent(NO_PARENT))
    const enterprise = parentRegister?.own === 'id' ? parent!.id : parentRegister?.own ? parent![parentRegister.own] : undefined
    const region = String(values['region'] ?? parent?.region ?? this.fallback)
    const row: NewRow = {
      ...values,
      ...(parent && { [`${register.belongsTo}_id`]: parent.id }),
      ...(register.own === 'enterprise_id' && enterprise !== undefined && { enterprise_id: enterprise }),
      region,
      id: newId(),
    }
    if (!mayWrite(register, world.actor, row)) return refused(OUTSIDE)
    const given = 'region' in register.fields ? { ...values, region } : values
    const faults = [...faultsIn(createSchema(register.fields), given), ...ruleFaults(register, row, world.today)]
    return faults.length > 0 ? refused(...this.inWords(faults)) : { outcome: 'create', reasons: [], plan: { kind: 'create', row } }
  }

  private ofParent(sentence: Bilingual): Bilingual {
    const title = this.registers.get(this.register.belongsTo ?? '')?.title ?? this.register.title
    return { zh: sentence.zh.replace('{title}', title.zh), en: sentence.en.replace('{title}', title.en) }
  }

  /** Faults as sentences that stand alone, the first of each field. */
  private inWords(faults: readonly FieldProblem[]): Bilingual[] {
    const firsts = faults.filter(({ path }, at) => path === '' || faults.findIndex((other) => other.path === path) === at)
    return firsts.map(({ path, sentence }) => {
      const label = this.form.fields[path.split('.')[0]!]?.label
      return label ? { zh: `${label.zh}：${sentence.zh}`, en: `${label.en}: ${sentence.en}` } : sentence
    })
  }
}

/** The row that had a key first. A batch decided again asks with the same rows. */
function remember(seen: Map<string, number>, key: string, row: number): number {
  const first = seen.get(key) ?? row
  seen.set(key, first)
  return first
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const faultsIn = (schema: ReturnType<typeof createSchema>, values: Values): FieldProblem[] => {
  const parsed = schema.safeParse(values, { reportInput: true })
  return parsed.success ? [] : faultsOf(parsed.error.issues)
}

const ruleFaults = (register: AnyRegister, row: Values, today: string): FieldProblem[] =>
  (register.rules ?? []).flatMap((rule) => [...rule(row as never, { today })]) // rules take their own register's row: this is one
