import { writeFile, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'

const SCALARS: Readonly<Record<string, string>> = {
  uuid: 'string', text: 'string', int4: 'number', int8: 'number', float8: 'number', numeric: 'number', bool: 'boolean',
  date: 'DateOnly', timestamptz: 'Instant', jsonb: 'unknown', bytea: 'Buffer', _text: 'string[]', _uuid: 'string[]', _int4: 'number[]',
}

/** The TypeScript of every table of `shian` (qualified) and of one city schema, as kysely reads it. */
export async function typesOf(owner: pg.ClientBase, citySchema: string): Promise<string> {
  const { rows } = await owner.query<{ schema: string; table: string; column: string; type: string; nullable: boolean; filled: boolean }>(
    `select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable, a.atthasdef as filled
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
     where n.nspname in ('shian', $1) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
     order by n.nspname <> 'shian', c.relname, a.attnum`, [citySchema])
  const tables = Map.groupBy(rows, (row) => (row.schema === 'shian' ? `shian.${row.table}` : row.table))
  const bodies = [...tables].map(([name, columns]) => {
    const lines = columns.map(({ column, type, nullable, filled }) => {
      const scalar = SCALARS[type]
      if (!scalar) throw new Error(`no TypeScript type for ${name}.${column} ${type}`)
      const whole = nullable ? `${scalar} | null` : scalar
      return `    ${column}: ${filled ? `Generated<${whole}>` : whole}`
    })
    return `  '${name}': {\n${lines.join('\n')}\n  }`
  })
  return `// Generated from the migrated database by \`npm run generate\`; do not edit.
import type { Generated } from 'kysely'
import type { DateOnly, Instant } from '../core/dates.ts'

export interface DB {
${bodies.join('\n')}
}
`
}

const target = fileURLToPath(new URL('./types.ts', import.meta.url))

/** Writes the types, or with `check` answers whether the committed file is current. */
export async function generateTypes(owner: pg.ClientBase, citySchema: string, check: boolean): Promise<boolean> {
  const text = await typesOf(owner, citySchema)
  if (check) return (await readFile(target, 'utf8')) === text
  await writeFile(target, text)
  return true
}
