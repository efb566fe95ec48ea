import type { Bilingual } from '../core/bilingual.ts'
import type { Registry } from '../register/labels.ts'
import type { Choice, Field } from '../register/fields.ts'
import type { AnyRegister } from '../register/store.ts'
import { registerOf } from './check.ts'
import type { Condition, Indicator, Rows } from './declare.ts'

const both = (zh: string, en: string): Bilingual => ({ zh, en })
const joined = (parts: readonly Bilingual[], zh: string, en: string): Bilingual =>
  both(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en))

const standardLabels: Readonly<Record<string, Bilingual>> = {
  region: both('区划', 'region'), created_at: both('登记时间', 'entered at'), updated_at: both('更新时间', 'changed at'),
  closed_at: both('注销时间', 'closed at'), id: both('编号', 'number'), version: both('版本', 'version'), closed_reason: both('注销原因', 'reason for closing'),
}

const labelOf = (register: AnyRegister, name: string): Bilingual => register.fields[name]?.label ?? standardLabels[name] ?? both(name, name)

/** Options that stand for all below them once every one below is chosen too: the list is as long as a person would write it. */
function tops(options: readonly Choice[], chosen: readonly string[]): readonly string[] {
  const below = (code: string): string[] => options.filter((option) => option.parent === code).flatMap((option) => [option.code, ...below(option.code)])
  const covered = new Set(chosen.filter((code) => below(code).every((child) => chosen.includes(child))).flatMap(below))
  return chosen.filter((code) => !covered.has(code))
}

function valueText(field: Field | undefined, value: string | number | boolean): Bilingual {
  if (typeof value === 'boolean') return value ? both('是', 'yes') : both('否', 'no')
  if (field?.kind === 'choice' || field?.kind === 'choices') return field.options.find(({ code }) => code === value)?.label ?? both(String(value), String(value))
  const unit = field && 'unit' in field ? field.unit : undefined
  if (field?.kind === 'money') return both(`${Number(value) / 100} 元`, `${Number(value) / 100} yuan`)
  return both(`${value}${unit ? ` ${unit.zh}` : ''}`, `${value}${unit ? ` ${unit.en}` : ''}`)
}

const compared: Readonly<Record<string, Bilingual>> = {
  '=': both('为', 'is'), '!=': both('不为', 'is not'), '<': both('小于', 'is less than'), '<=': both('不大于', 'is at most'),
  '>': both('大于', 'is more than'), '>=': both('不小于', 'is at least'),
  before: both('早于', 'is before'), after: both('晚于', 'is after'), 'on-or-before': both('不晚于', 'is not after'), 'on-or-after': both('不早于', 'is not before'),
}
const days: Readonly<Record<string, Bilingual>> = {
  'as-of': both('截至日', 'the day asked for'), 'period-start': both('期初', 'the first day of the period'), 'period-end': both('期末', 'the last day of the period'),
}

/** More options than this are a long list. */
const LONG = 6

/** One condition in words. */
export function conditionText(register: AnyRegister, condition: Condition): Bilingual {
  const [name, op, value] = condition
  const field = register.fields[name]
  const label = labelOf(register, name)
  const say = (zh: string, en: string): Bilingual => both(`${label.zh}${zh}`, `${label.en} ${en}`)
  switch (op) {
    case 'is-null': return say('未填', 'is empty')
    case 'not-null': return say('已填', 'is filled')
    case 'within': return say('在统计期内', 'lies in the period')
    case 'next-days': return say(`在截至日起 ${value} 天内`, `is within ${value} days from the day asked for`)
    case 'in': case 'not-in': {
      const listing = (codes: readonly (string | number)[]): Bilingual => joined(codes.map((code) => valueText(field, code)), '、', ', ')
      const codes = field?.kind === 'choice' || field?.kind === 'choices' ? tops(field.options, value.map(String)) : value
      const others = field?.kind === 'choice' ? tops(field.options, field.options.flatMap(({ code }) => (value.includes(code) ? [] : [code]))) : []
      // Nearly all of a long list are told by what is left out.
      if (op === 'in' && codes.length > LONG && others.length > 0 && others.length * 2 < codes.length)
        return say(`为${listing(others).zh}以外的各类`, `is any but ${listing(others).en}`)
      const listed = listing(codes)
      return op === 'in' ? say(`为${listed.zh}`, `is ${codes.length > 1 ? 'one of ' : ''}${listed.en}`) : say(`不为${listed.zh}`, `is none of ${listed.en}`)
    }
    case 'before': case 'after': case 'on-or-before': case 'on-or-after':
      return say(`${compared[op]!.zh}${days[value]!.zh}`, `${compared[op]!.en} ${days[value]!.en}`)
    default: {
      const other = typeof value === 'object' ? labelOf(register, value.field) : valueText(field, value)
      return say(`${compared[op]!.zh}${other.zh}`, `${compared[op]!.en} ${other.en}`)
    }
  }
}

/** A set of rows in words: the register, what its rows must be, and what is left out. */
export function rowsText(registers: Registry, of: Rows): Bilingual {
  const register = registerOf(registers, of)
  const those = (conditions: readonly Condition[]): Bilingual => joined(conditions.map((condition) => conditionText(register, condition)), '，且', ' and ')
  const main = those(of.conditions)
  // What every excepted set shares with the main one need not be said again.
  const shared = new Set(of.conditions.map((condition) => JSON.stringify(condition)))
  const except = of.except.map((conditions) => those(conditions.filter((condition) => !shared.has(JSON.stringify(condition)))))
  return both(
    `未注销的${register.title.zh}${main.zh ? `，${main.zh}` : ''}${except.map((one) => `，不含其中${one.zh}的`).join('')}`,
    `${register.title.en} not closed${main.en ? ` where ${main.en}` : ''}${except.map((one) => `, less those where ${one.en}`).join('')}`,
  )
}

/** What of a share's whole its part is: “其中…的”, without saying again what both share. Null where the part is no part of the whole. */
function partOf(registers: Registry, { part, whole }: { readonly part: Rows; readonly whole: Rows }): Bilingual | null {
  const left = <T>(all: readonly T[], shared: readonly T[]): T[] | null => {
    const known = new Set(shared.map((one) => JSON.stringify(one)))
    const more = all.filter((one) => !known.has(JSON.stringify(one)))
    return all.length - more.length === known.size ? more : null
  }
  const [conditions, except] = [left(part.conditions, whole.conditions), left(part.except, whole.except)]
  if (conditions === null || except === null || conditions.length + except.length === 0) return null
  const register = registerOf(registers, part)
  const shared = new Set(part.conditions.map((condition) => JSON.stringify(condition)))
  const those = joined(conditions.map((condition) => conditionText(register, condition)), '，且', ' and ')
  const without = except.map((more) => joined(more.filter((condition) => !shared.has(JSON.stringify(condition))).map((condition) => conditionText(register, condition)), '，且', ' and '))
  return both(
    [...(those.zh ? [`${those.zh}的`] : []), ...without.map((one) => `不含${one.zh}的`)].join('，'),
    [...(those.en ? [`those where ${those.en}`] : []), ...without.map((one) => `less those where ${one.en}`)].join(', '),
  )
}

/** The 口径 of an indicator, printed from the conditions that compute it, with its note behind. */
export function basisOf(registers: Registry, { value, note }: Indicator): Bilingual {
  const text = ((): Bilingual => {
    switch (value.kind) {
      case 'reported': return both('由责任部门填报，注明出处和日期；取完整覆盖统计期的最近一次填报。', 'Entered by the department that answers for it, with source and date; the latest entry that covers the whole period.')
      case 'share': {
        const [part, whole] = [rowsText(registers, value.part), rowsText(registers, value.whole)]
        const own = partOf(registers, value)
        if (own) return both(`分母：${whole.zh}。分子：其中${own.zh}。`, `Whole: ${whole.en}. Part: of these, ${own.en}.`)
        return both(`分子：${part.zh}。分母：${whole.zh}。`, `Part: ${part.en}. Whole: ${whole.en}.`)
      }
      case 'per': {
        const part = rowsText(registers, value.rows)
        const { title, unit } = value.denominator
        return both(`${part.zh}的数量，除以期末适用的${title.zh}，每 ${value.each} ${unit.zh}。`, `The number of ${part.en}, divided by ${title.en} in force at the end of the period, per ${value.each} ${unit.en}.`)
      }
      case 'count': {
        const part = rowsText(registers, value.rows)
        return both(`${part.zh}的数量。`, `The number of ${part.en}.`)
      }
      case 'sum': case 'median': {
        const part = rowsText(registers, value.rows)
        const label = labelOf(registerOf(registers, value.rows), value.field)
        return value.kind === 'sum' ? both(`${part.zh}的${label.zh}之和。`, `The sum of ${label.en} over ${part.en}.`)
          : both(`${part.zh}的${label.zh}的中位数。`, `The median of ${label.en} over ${part.en}.`)
      }
    }
  })()
  return note ? joined([text, note], '', ' ') : text
}
