import type { Choice } from '../fields.ts'
import { plainHeading } from './headings.ts'
import type { Coerced } from './coerce-number.ts'

const TRUE = new Set(['是', '有', '对', '已', '√', '✓', '✔', '☑', 'y', 'yes', 'true', 't', '1', '●', 'v'])
const FALSE = new Set(['否', '无', '没有', '不是', '未', '×', '✗', '✘', '✕', '☒', 'x', 'n', 'no', 'false', 'f', '0', '○'])

/** 是/否, 有/无, √/×, Y/N and the like. */
export function coerceBoolean(cell: string | number | boolean, shown: string): Coerced<boolean> {
  if (typeof cell === 'boolean') return { value: cell }
  const word = shown.normalize('NFKC').trim().toLowerCase()
  if (TRUE.has(word)) return { value: true }
  if (FALSE.has(word)) return { value: false }
  return { fault: { zh: `“${shown}”看不出是或否，请填“是”或“否”`, en: `“${shown}” is neither yes nor no; enter 是 (yes) or 否 (no)` } }
}

/** How many options a sentence lists before it stops. */
const LISTED = 8

/** The code of an option by code, label in either language, or synonym; of `大类/小类` the last part decides. */
export function coerceChoice(shown: string, options: readonly Choice[]): Coerced<string> {
  const byName = namesOf(options)
  const last = (): string => plainOption(shown.split(/[/／>→＞\\]/).findLast((segment) => segment.trim() !== '') ?? '')
  const found = byName.get(shown) ?? byName.get(plainOption(shown)) ?? byName.get(plainHeading(shown)) ?? byName.get(last())
  if (found !== undefined) return { value: found }
  const labels = (language: 'zh' | 'en'): string =>
    options
      .slice(0, LISTED)
      .map(({ label }) => label[language])
      .join(language === 'zh' ? '、' : ', ') + (options.length > LISTED ? '…' : '')
  return {
    fault: { zh: `没有“${shown}”这一选项，可填：${labels('zh')}`, en: `There is no option “${shown}”; choose from ${labels('en')}` },
  }
}

/** The codes of several options in one cell; the whole text is tried first, since a label may hold a comma. */
export function coerceChoices(shown: string, options: readonly Choice[]): Coerced<readonly string[]> {
  const whole = coerceChoice(shown, options)
  if ('value' in whole) return { value: [whole.value] }
  const codes = new Set<string>()
  for (const part of shown
    .split(/[、,，;；|\r\n]+/)
    .map((text) => text.trim())
    .filter((text) => text !== '')) {
    const coerced = coerceChoice(part, options)
    if ('fault' in coerced) return coerced
    codes.add(coerced.value)
  }
  return { value: [...codes] }
}

const cache = new WeakMap<readonly Choice[], ReadonlyMap<string, string>>()

/** An option's name as it is compared first: signs count, so that A+ is not A. */
const plainOption = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/** Code by every name of the options: as written, and where that tells no two apart, without signs. */
function namesOf(options: readonly Choice[]): ReadonlyMap<string, string> {
  const known = cache.get(options)
  if (known) return known
  const all = options.flatMap(({ code, label, synonyms = [] }) => [label.zh, label.en, ...synonyms, code].map((name) => ({ name, code })))
  const loose = Map.groupBy(all, ({ name }) => plainHeading(name))
  const names = new Map<string, string>()
  for (const [name, group] of loose) if (name !== '' && group.every(({ code }) => code === group[0]!.code)) names.set(name, group[0]!.code)
  for (const { name, code } of all) names.set(plainOption(name), code)
  cache.set(options, names)
  return names
}
