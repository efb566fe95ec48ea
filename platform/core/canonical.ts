/**
 * One spelling for one JSON value: keys sorted by code unit, no spaces, what JSON leaves out left out. A value and what
 * comes back of it from a `jsonb` column spell alike, so hashes and comparisons hold on both sides of the database.
 * @throws TypeError for a bigint, and for a number that is not finite: JSON has no spelling for them
 * @example canonical({ b: 1, a: undefined, c: [undefined] }) // '{"b":1,"c":[null]}'
 */
export function canonical(value: unknown): string {
  return spell(value, '') ?? 'null'
}

function spell(value: unknown, key: string): string | undefined {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'boolean':
      return String(value)
    case 'number':
      return spellNumber(value)
    case 'bigint':
      throw new TypeError('a bigint has no spelling in JSON')
    case 'object':
      return value === null ? 'null' : spellObject(value, key)
    default:
      return undefined
  }
}

// Most strings need no escape, and to ask is quicker than to let JSON.stringify look.
const NEEDS_ESCAPE = /["\\\p{Cc}\p{Cs}]/u

const quoted = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`)

function spellNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`not a number JSON can spell: ${value}`)
  return JSON.stringify(value)
}

function spellObject(value: object, key: string): string | undefined {
  if ('toJSON' in value && typeof value.toJSON === 'function') return spell((value.toJSON as (key: string) => unknown)(key), key)
  if (Array.isArray(value)) return `[${value.map((item, index) => spell(item, String(index)) ?? 'null').join(',')}]`
  let parts = ''
  for (const name of Object.keys(value).sort()) {
    const spelt = spell((value as Record<string, unknown>)[name], name)
    if (spelt !== undefined) parts += `${parts === '' ? '' : ','}${quoted(name)}:${spelt}`
  }
  return `{${parts}}`
}
