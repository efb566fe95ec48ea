import type { Registry } from '../register/labels.ts'
import type { DateOnly } from '../core/dates.ts'
import type { AnyRegister } from '../register/store.ts'
import type { Indicator, Rows } from './declare.ts'
import { rowsOf } from './periods.ts'
import { kindOf, rowsSql } from './sql.ts'

const someDay = '2000-01-01' as DateOnly

/** Names of indicators: lower-case words, told apart by dots and hyphens. */
export const INDICATOR_NAME = /^[a-z0-9]+([.-][a-z0-9-]+)*$/

/** The register of a set of rows. @throws TypeError where none has that name */
export function registerOf(registers: Registry, of: Rows): AnyRegister {
  const found = registers.get(of.register)
  if (!found) throw new TypeError(`there is no register ${of.register}`)
  return found
}

function checkChoices(register: AnyRegister, of: Rows, name: string): void {
  for (const [field, op, value] of [...of.conditions, ...of.except.flat()]) {
    const known = register.fields[field]
    if (known?.kind !== 'choice' && known?.kind !== 'choices') continue
    const given = op === 'in' || op === 'not-in' ? value : op === '=' || op === '!=' ? [value] : []
    const wrong = given.find((code) => typeof code === 'string' && !known.options.some((option) => option.code === code))
    if (wrong !== undefined) throw new TypeError(`${name}: ${register.name}.${field} has no choice ${String(wrong)}`)
  }
}

/**
 * Holds the declared indicators against the registers when the program starts.
 * @throws TypeError for a name given twice, a field or choice that is not there, a sum over what is no number, a part of another register than its whole
 */
export function checkIndicators(registers: Registry, indicators: readonly Indicator[]): void {
  const seen = new Set<string>()
  for (const { name, value } of indicators) {
    if (seen.has(name) || !INDICATOR_NAME.test(name)) throw new TypeError(`indicator ${name} is declared twice or not named well`)
    seen.add(name)
    const sets = rowsOf(value)
    if (!sets) continue
    for (const set of [sets.part, sets.whole ?? sets.part]) {
      const register = registerOf(registers, set)
      rowsSql(register, set, { from: someDay, to: someDay }, someDay)
      checkChoices(register, set, name)
    }
    if (sets.whole && sets.whole.register !== sets.part.register) throw new TypeError(`${name}: part and whole are of two registers`)
    if ('field' in value && !['integer', 'number', 'money'].includes(kindOf(registerOf(registers, sets.part), value.field))) {
      throw new TypeError(`${name}: ${value.field} is no number`)
    }
  }
}
