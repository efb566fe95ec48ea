import { sql, type RawBuilder } from 'kysely'
import { addDays, startOf, type DateOnly } from '../core/dates.ts'
import type { FieldKind } from '../register/fields.ts'
import { columnsOf, standardField } from '../register/columns.ts'
import type { AnyRegister } from '../register/store.ts'
import type { Condition, Rows } from './declare.ts'
import { endOf, type Moment, type Period } from './periods.ts'

type Sql = RawBuilder<boolean>
type DayOp = 'before' | 'after' | 'on-or-before' | 'on-or-after'
type Compared = '=' | '!=' | '<' | '<=' | '>' | '>='

/** The kind of a column of a register. @throws TypeError where it has none of that name: a mistake in a declaration */
export function kindOf(register: AnyRegister, name: string): FieldKind {
  const kind = register.fields[name]?.kind ?? standardField[name]?.kind
  if (kind) return kind
  if (columnsOf(register).includes(name)) return 'reference'
  throw new TypeError(`${register.name} has no field ${name}`)
}

/** A day compared with a date or with an instant: the instants of a day are those from its midnight in Asia/Shanghai to the next. */
function dayCondition(register: AnyRegister, field: string, op: DayOp, day: DateOnly): Sql {
  const column = sql.ref(field)
  const kind = kindOf(register, field)
  if (kind === 'instant') {
    switch (op) {
      case 'before': return sql<boolean>`${column} < ${startOf(day)}::timestamptz`
      case 'after': return sql<boolean>`${column} >= ${endOf(day)}::timestamptz`
      case 'on-or-before': return sql<boolean>`${column} < ${endOf(day)}::timestamptz`
      case 'on-or-after': return sql<boolean>`${column} >= ${startOf(day)}::timestamptz`
    }
  }
  if (kind !== 'date') throw new TypeError(`${register.name}.${field} is neither a date nor an instant`)
  switch (op) {
    case 'before': return sql<boolean>`${column} < ${day}::date`
    case 'after': return sql<boolean>`${column} > ${day}::date`
    case 'on-or-before': return sql<boolean>`${column} <= ${day}::date`
    case 'on-or-after': return sql<boolean>`${column} >= ${day}::date`
  }
}

const operators: Readonly<Record<Compared, RawBuilder<unknown>>> =
  { '=': sql`=`, '!=': sql`<>`, '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` }

type Single = string | number | boolean | { readonly field: string }

function comparison(register: AnyRegister, field: string, op: Compared, value: Single): Sql {
  const column = sql.ref(field)
  const kind = kindOf(register, field)
  if (typeof value === 'object') {
    kindOf(register, value.field)
    return sql<boolean>`${column} ${operators[op]} ${sql.ref(value.field)}`
  }
  if (kind !== 'choices') return sql<boolean>`${column} ${operators[op]} ${value}`
  if (op !== '=' && op !== '!=') throw new TypeError(`${register.name}.${field} holds several choices and cannot be compared by ${op}`)
  const holds = sql<boolean>`${String(value)} = any(${column})`
  return op === '=' ? holds : sql<boolean>`not (${holds})`
}

function membership(register: AnyRegister, field: string, op: 'in' | 'not-in', values: readonly (string | number)[]): Sql {
  const column = sql.ref(field)
  const several = kindOf(register, field) === 'choices'
  if (values.length === 0) return op === 'in' ? sql<boolean>`false` : sql<boolean>`${column} is not null`
  const held = several ? sql<boolean>`${column} && ${values.map(String)}::text[]` : sql<boolean>`${column} in (${sql.join(values)})`
  return op === 'in' ? held : sql<boolean>`not (${held})`
}

/** One condition as SQL. Field names are checked against the register and quoted; values are parameters. */
function conditionSql(register: AnyRegister, condition: Condition, period: Period, day: DateOnly): Sql {
  const [field, op] = condition
  switch (op) {
    case 'is-null': case 'not-null':
      kindOf(register, field)
      return op === 'is-null' ? sql<boolean>`${sql.ref(field)} is null` : sql<boolean>`${sql.ref(field)} is not null`
    case 'in': case 'not-in': return membership(register, field, op, condition[2])
    case 'within': return all([dayCondition(register, field, 'on-or-after', period.from), dayCondition(register, field, 'on-or-before', period.to)])
    case 'next-days': return all([dayCondition(register, field, 'on-or-after', day), dayCondition(register, field, 'on-or-before', addDays(day, condition[2]))])
    case 'before': case 'after': case 'on-or-before': case 'on-or-after':
      return dayCondition(register, field, op, { 'as-of': day, 'period-start': period.from, 'period-end': period.to }[condition[2]])
    default: return comparison(register, field, op, condition[2])
  }
}

const all = (conditions: readonly Sql[]): Sql => sql<boolean>`(${sql.join(conditions, sql` and `)})`

/** The rows of a set as a condition on its register's columns; a row closed on the day is in none. */
export function rowsSql(register: AnyRegister, of: Rows, period: Period, day: DateOnly): Sql {
  const those = (conditions: readonly Condition[]): Sql[] => conditions.map((condition) => conditionSql(register, condition, period, day))
  // `is not true`: a row of which it is unknown whether it is one of the others stays.
  const except = of.except.map((conditions) => (conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`${all(those(conditions))} is not true`))
  return all([sql<boolean>`closed_at is null`, ...those(of.conditions), ...except])
}

/** The whole less the part, as the rows behind “the rest” of a share. */
export const restSql = (register: AnyRegister, whole: Rows, part: Rows, period: Period, day: DateOnly): Sql =>
  all([rowsSql(register, whole, period, day), sql<boolean>`${rowsSql(register, part, period, day)} is not true`])

/** The register's rows in a range of regions, now or as they were at the end of a day, under the name `t`. */
export function sourceSql(register: AnyRegister, region: Sql, moment: Moment): RawBuilder<unknown> {
  const table = sql.table(register.name)
  if (!moment.frozen) return sql`(select * from ${table} where ${region}) t`
  return sql`(select image as kept_image from ${sql.table(`${register.name}_version`)} where ${region} and ${versionOf(moment.day)}) v
    cross join lateral jsonb_populate_record(null::${table}, v.kept_image) t`
}

/** The versions that held at the end of a day. */
export const versionOf = (day: DateOnly): Sql =>
  sql<boolean>`starts_at < ${endOf(day)}::timestamptz and (ends_at is null or ends_at >= ${endOf(day)}::timestamptz)`
