import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { declaredProblems } from '../platform/core/problem.ts'
import { administratorsOf } from '../platform/identity/rights.ts'
import { shippedRoles } from '../platform/identity/shipped-roles.ts'
import { allDuties, registryOf } from '../platform/platform.ts'
import { columnsOf } from '../platform/register/columns.ts'
import type { Field, FieldKind } from '../platform/register/fields.ts'
import type { AnyRegister } from '../platform/register/store.ts'
import { duties } from '../duties/index.ts'
import { testCity, type TestCity } from './support/city.ts'
import { allowedValues, columnsIn, referencesIn, type Column } from './support/fill.ts'
import { isTest, sources } from './support/sources.ts'
import { TEST_CITY } from './support/template.ts'

/** Declarations against the tables that migrations made by hand, and every word that people read. */

const SCHEMA = `city_${TEST_CITY}`
const mounted = allDuties(duties)
const registers = [...registryOf(mounted).values()]

/** What a column of a declared kind may be. */
const TYPES = {
  text: ['text'], choice: ['text'], region: ['text'], integer: ['integer', 'bigint', 'smallint'], number: ['double precision', 'numeric'], money: ['bigint'],
  date: ['date'], instant: ['timestamp with time zone'], boolean: ['boolean'], choices: ['text[]', 'uuid[]'], reference: ['uuid'], references: ['uuid[]'], json: ['jsonb'],
} as const satisfies Record<FieldKind, readonly string[]>

/** References that no foreign key can hold, with the reason. */
const WITHOUT_KEY: Readonly<Record<string, string>> = {
  'person.enterprise_id': 'the platform’s table is older than the duty’s and knows no duty',
}

/** Columns of a type that no kind of field has, with the reason. */
const OTHER_TYPES: Readonly<Record<string, string>> = {
  'plan.file_id': 'files are no register, so the id of one is no reference; the program writes it',
  'claim_check.report_file': 'files are no register, so the id of one is no reference; the program writes it',
}

let city: TestCity
let columns: Map<string, Column>
let references: Map<string, string>
let allowed: Map<string, string[]>
let unique: Set<string>
let gin: Set<string>

beforeAll(async () => {
  city = await testCity()
  await city.installation.owner(async (owner) => {
    columns = new Map((await columnsIn(owner, SCHEMA)).map((column) => [`${column.table}.${column.name}`, column]))
    references = await referencesIn(owner, SCHEMA)
    allowed = await allowedValues(owner, SCHEMA)
    const { rows } = await owner.query<{ name: string; method: string; unique: boolean }>(`select c.relname || '.' || a.attname as name, m.amname as method, i.indisunique and coalesce(pg_get_expr(i.indpred, i.indrelid) = '(closed_at IS NULL)', true) as unique
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relnamespace = $1::regnamespace and i.indnatts = 1`, [SCHEMA])
    unique = new Set(rows.filter((row) => row.unique).map((row) => row.name))
    gin = new Set(rows.filter((row) => row.method === 'gin').map((row) => row.name))
  })
})
afterAll(() => city.close())

const each = <T>(body: (register: AnyRegister, name: string, field: Field) => T[]): T[] =>
  registers.flatMap((register) => Object.entries(register.fields).flatMap(([name, field]) => body(register, name, field)))
const column = (register: AnyRegister, name: string): Column | undefined => columns.get(`${register.name}.${name}`)

describe('a register and its table', () => {
  test('every register has its table, with every column that a row shows, and a table of versions', () => {
    expect(registers.length).toBeGreaterThan(10)
    expect(registers.flatMap((register) => columnsOf(register).filter((name) => !column(register, name)).map((name) => `${register.name}.${name}`))).toEqual([])
    const kept = ['row_id', 'version', 'region', 'own_id', 'starts_at', 'ends_at', 'entry_id', 'image']
    expect(registers.flatMap((register) => kept.filter((name) => !columns.has(`${register.name}_version.${name}`)).map((name) => `${register.name}_version.${name}`))).toEqual([])
  })

  test('no table of a register has a column that its declaration does not tell of', () => {
    const derived = ['name_sort', 'grams']
    const found = [...columns.values()].filter(({ table, name }) => {
      const register = registers.find((one) => one.name === table)
      return register && !columnsOf(register).includes(name) && !derived.includes(name)
    })
    expect(found.map(({ table, name }) => `${table}.${name}`)).toEqual([])
  })

  test('a field’s kind is its column’s type', () => {
    expect(each((register, name, field) => {
      const found = column(register, name)?.type ?? 'none'
      return (TYPES[field.kind] as readonly string[]).includes(found) || `${register.name}.${name}` in OTHER_TYPES ? [] : [`${register.name}.${name}: ${field.kind} is ${found}`]
    })).toEqual([])
  })

  test('what must be given is never empty in the table, and what need not be given may be', () => {
    expect(each((register, name, field) => {
      const found = column(register, name)
      // Rows that only the program writes are whole when it writes them.
      if (!found || name === 'region' || register.readonly) return []
      const filledAnyway = field.kind === 'boolean' ? found.given : field.kind === 'choices' || field.kind === 'references' || field.kind === 'json' ? found.given || field.required || field.readonly : false
      if (field.required && !found.required) return [`${register.name}.${name} may be empty in the table`]
      if (!field.required && found.required && !filledAnyway && !field.readonly) return [`${register.name}.${name} may be left out of the input and not of the table`]
      return field.kind === 'boolean' && !found.required ? [`${register.name}.${name}: a flag is yes or no`] : []
    })).toEqual([])
  })

  test('unique is a unique index of that column, and a unique index of a field is declared', () => {
    expect(each((register, name, field) => (Boolean(field.unique) === unique.has(`${register.name}.${name}`) ? [] : [`${register.name}.${name}`]))).toEqual([])
  })

  test('a reference is a foreign key to the table it names, and so is the parent', () => {
    const wanted = each((register, name, field) => (field.kind === 'reference' ? [[`${register.name}.${name}`, field.to] as const] : []))
    for (const register of registers) if (register.belongsTo) wanted.push([`${register.name}.${register.belongsTo}_id`, register.belongsTo])
    expect(wanted.length).toBeGreaterThan(10)
    expect(wanted.filter(([name, to]) => references.get(name) !== to && !(name in WITHOUT_KEY)).map(([name, to]) => `${name} → ${to}`)).toEqual([])
  })

  test('a searched register has its grams under an index, and the pinyin to sort by', () => {
    const searched = registers.filter((register) => register.search)
    expect(searched.length).toBeGreaterThan(2)
    expect(searched.filter((register) => !gin.has(`${register.name}.grams`) || !column(register, 'name_sort')).map((register) => register.name)).toEqual([])
    expect(registers.filter((register) => !register.search && column(register, 'grams')).map((register) => register.name)).toEqual([])
  })

  test('what a check allows is what the choice offers', () => {
    const compared = each((register, name, field) => {
      const codes = allowed.get(`${register.name}.${name}`)
      return codes && field.kind === 'choice' ? [[`${register.name}.${name}`, codes.toSorted(), field.options.map(({ code }) => code).toSorted()] as const] : []
    })
    expect(compared.length).toBeGreaterThan(1)
    for (const [name, codes, options] of compared) expect(codes, name).toEqual(options)
  })

  test('a business’s column is one that its table has, and search and headings name fields', () => {
    expect(registers.flatMap((register) => {
      const named = [register.naming, ...(register.search ?? []), ...Object.keys(register.headings ?? {})]
      return [...named.filter((name) => name !== 'region' && !(name in register.fields)), ...(register.own && !column(register, register.own) ? [register.own] : [])].map((name) => `${register.name}.${name}`)
    })).toEqual([])
  })

  test('an option’s code stands once in its choice', () => {
    expect(each((register, name, field) => {
      if (field.kind !== 'choice' && field.kind !== 'choices') return []
      const codes = field.options.map(({ code }) => code)
      return codes.filter((code, i) => codes.indexOf(code) !== i).map((code) => `${register.name}.${name}: ${code}`)
    })).toEqual([])
  })
})

/** Every pair of words that declarations hold, with the way to it. */
function words(value: unknown, way: string, seen: Set<object>): { way: string; zh: string; en: string }[] {
  if (typeof value !== 'object' || value === null || seen.has(value) || value instanceof RegExp) return []
  seen.add(value)
  const pair = value as { zh?: unknown; en?: unknown }
  const own = typeof pair.zh === 'string' || typeof pair.en === 'string' ? [{ way, zh: String(pair.zh ?? ''), en: String(pair.en ?? '') }] : []
  return [...own, ...Object.entries(value).flatMap(([name, inner]) => words(inner, `${way}.${name}`, seen))]
}

describe('every word in both languages', () => {
  const HAN = /\p{Script=Han}/u

  test('labels of registers, matters, indicators, jobs and rights: Chinese is there, English is there and has no Chinese in it', () => {
    const all = words(mounted, 'duties', new Set())
    expect(all.length).toBeGreaterThan(200)
    expect(all.filter(({ zh, en }) => zh.trim() === '' || en.trim() === '').map(({ way }) => way)).toEqual([])
    expect(all.filter(({ en }) => HAN.test(en)).map(({ way, en }) => `${way}: ${en}`)).toEqual([])
  })

  test('a sentence of every problem in both languages, with the same places to fill, and a status of its kind', () => {
    const all = [...declaredProblems()]
    expect(all.length).toBeGreaterThan(40)
    // A place filled with words has one of each language: {state} and {stateEn}.
    const places = (text: string): string => [...text.matchAll(/\{(\w+?)(?:En)?\}/g)].map((found) => found[1]).toSorted().join()
    const wrong = all.filter(([, { zh, en, status }]) => !HAN.test(zh) || HAN.test(en) || !/\S{2}.*[.!?]$/.test(en) || !/[。！？]$/.test(zh) || status < 400 || status > 599)
    expect(wrong.map(([code]) => code)).toEqual([])
    expect(all.filter(([, { zh, en }]) => places(zh) !== places(en)).map(([code]) => code)).toEqual([])
  })
})

describe('rights', () => {
  const inDeclarations = (): Set<string> => {
    const asked = [...registers.flatMap(({ access }) => [...access.read, ...access.write]),
      ...mounted.flatMap((duty) => duty.matters ?? []).flatMap(({ rules }) => Object.values(rules.declaration.actions).flatMap(({ may }) => may).flatMap((may) => may.split(' ')))]
    return new Set(asked.filter((right) => right !== 'own' && right !== 'holder'))
  }
  // Where rights are asked for in code: their names as literals, outside of where they are declared and handed out.
  const code = sources(['platform', 'duties', 'web']).filter(({ path }) => !isTest(path) && !/\/(shipped-roles|rights|duty)\.ts$/.test(path)).map((source) => source.code).join('\n')
  const known = new Set(mounted.flatMap((duty) => Object.keys(duty.rights)))

  test('every right that a register or a matter asks for is declared', () => {
    expect(inDeclarations().size).toBeGreaterThan(8)
    expect([...inDeclarations()].filter((right) => !known.has(right))).toEqual([])
  })

  test('every right that code asks for is declared', () => {
    const asked = [...code.matchAll(/\b(?:can|mustMay)\(\s*[\w.]*actor\w*\s*,\s*'([^']+)'/g)].map((found) => found[1]!)
    expect(asked.length).toBeGreaterThan(5)
    expect([...new Set(asked)].filter((right) => !known.has(right))).toEqual([])
  })

  test('every right that is declared is asked for somewhere', () => {
    expect(known.size).toBeGreaterThan(15)
    const asked = inDeclarations()
    expect([...known].filter((right) => !asked.has(right) && !code.includes(`'${right}'`) && !code.includes(`'holder ${right}'`))).toEqual([])
  })

  test('every right of a shipped role is declared, and no role ships with those of two administrators', () => {
    expect(shippedRoles.flatMap(({ code: role, rights }) => rights.filter((right) => !known.has(right)).map((right) => `${role}: ${right}`))).toEqual([])
    expect(shippedRoles.filter(({ rights }) => administratorsOf(rights).length > 1).map(({ code: role }) => role)).toEqual([])
  })
})
