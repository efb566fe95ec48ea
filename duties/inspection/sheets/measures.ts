import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { fold } from '../../../platform/core/chinese.ts'
import { plainNumber } from '../../../platform/documents/spreadsheet/cells.ts'
import type { Measure } from './sheet.ts'

/** Units as prints spell them, by the one spelling that sheets keep. */
const UNITS: readonly (readonly [unit: string, spelled: RegExp])[] = [
  ['℃', /^(℃|°C|摄氏度|度|C)$/i], ['g', /^(g|克)$/i], ['kg', /^(kg|千克|公斤)$/i], ['h', /^(h|小时|个小时)$/i], ['min', /^(min|分钟|分)$/i],
  ['mg/L', /^(mg\/L|毫克\/升|毫克每升|ppm)$/i], ['lx', /^(lx|勒克斯)$/i], ['cm', /^(cm|厘米|公分)$/i], ['m', /^(m|米)$/], ['%', /^%$/],
]
const NUMBER = String.raw`[-—−]?\s*\d+(?:\.\d+)?`
/** Units that a number in running words may have: what is read on the spot, never terms such as 6 months. */
const ON_THE_SPOT = String.raw`℃|°C|摄氏度|mg\/L|毫克\/升|克|g(?![a-z])`
const AT_LEAST = '≥|≧|>=|>|不低于|不少于|不小于|大于等于|大于或等于|(?<!不)高于|(?<!不)大于|至少'
const AT_MOST = '≤|≦|<=|<|不高于|不超过|不大于|不得超过|小于等于|小于或等于|(?<!不)低于|(?<!不)小于'
/** `fold` makes one sign of all brackets, so that < and > are put into words before it. */
const signs = (text: string): string => fold(text.replace(/[≥≧]|[>＞]=?/g, '不低于').replace(/[≤≦]|[<＜]=?/g, '不高于')).replace(/[−–]/g, '—')

const numberOf = (text: string): number => Number(text.replace(/\s/g, '').replace(/^[—−]/, '-'))
const unitOf = (text: string): string => {
  const plain = text.trim()
  return UNITS.find(([, spelled]) => spelled.test(plain))?.[0] ?? plain
}

/** `unit` matches the spelling of a unit; the forms are tried in their order. */
const forms = (unit: string): readonly (readonly [RegExp, (found: readonly string[]) => Measure | null])[] => [
  [new RegExp(`(${NUMBER})\\s*(?:${unit})?\\s*(?:~|—|至|到|-)\\s*(${NUMBER})\\s*(${unit})(?:之间)?`), ([, min, max, as]) => ({ unit: unitOf(as!), min: numberOf(min!), max: numberOf(max!) })],
  [new RegExp(`(${NUMBER})\\s*(?:${unit})?\\s*±\\s*(\\d+(?:\\.\\d+)?)\\s*(${unit})`), ([, middle, off, as]) => ({ unit: unitOf(as!), min: rounded(numberOf(middle!) - Number(off)), max: rounded(numberOf(middle!) + Number(off)) })],
  [new RegExp(`(?:${AT_LEAST})\\s*(${NUMBER})\\s*(${unit})`), ([, min, as]) => ({ unit: unitOf(as!), min: numberOf(min!) })],
  [new RegExp(`(?:${AT_MOST})\\s*(${NUMBER})\\s*(${unit})`), ([, max, as]) => ({ unit: unitOf(as!), max: numberOf(max!) })],
  [new RegExp(`(${NUMBER})\\s*(${unit})\\s*(?:及|或)?以上`), ([, min, as]) => ({ unit: unitOf(as!), min: numberOf(min!) })],
  [new RegExp(`(${NUMBER})\\s*(${unit})\\s*(?:(?:及|或)?以下|以内)`), ([, max, as]) => ({ unit: unitOf(as!), max: numberOf(max!) })],
]
const rounded = (value: number): number => Number(value.toPrecision(12))

const WHOLE = forms(String.raw`[^\d\s±~—\-<>=，。；]+?`).map(([form, make]) => [new RegExp(`^(?:温度|浓度|重量|时间|为|应|控制在|保持在|：|\\s)*${form.source}$`), make] as const)
const WITHIN = forms(ON_THE_SPOT).map(([form, make]) => [new RegExp(form.source, 'g'), make] as const)

/**
 * A limit as it stands in a column of its own; null where the words are no limit.
 * @example parseMeasure('0～8℃')    // { unit: '℃', min: 0, max: 8 }
 * @example parseMeasure('-18℃以下') // { unit: '℃', max: -18 }
 * @example parseMeasure('≥125g')    // { unit: 'g', min: 125 }
 */
export function parseMeasure(text: string): Measure | null {
  const plain = signs(text.trim())
  for (const [form, make] of WHOLE) {
    const found = form.exec(plain)
    if (found) return make(found)
  }
  return null
}

/** The limits that running words name, in their order; only in units that are read on the spot. */
export function measuresIn(text: string): readonly Measure[] {
  let rest = signs(text)
  const found: { at: number; measure: Measure }[] = []
  for (const [form, make] of WITHIN) {
    rest = rest.replace(form, (...hit) => {
      const groups = hit.slice(0, 4).map(String)
      const measure = make(groups)
      if (measure) found.push({ at: hit.find((part): part is number => typeof part === 'number')!, measure })
      // What one form has taken, no other finds again; places stay.
      return '·'.repeat(groups[0]!.length)
    })
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ measure }) => measure)
}

/** A limit as people read it. */
export function measureSaid(measure: Measure): Bilingual {
  const { unit, min, max } = measure
  const en = unit === '℃' ? '°C' : unit
  return {
    zh: measureWords(measure),
    en: min !== undefined && max !== undefined ? `${plainNumber(min)} to ${plainNumber(max)} ${en}` : min !== undefined ? `at least ${plainNumber(min)} ${en}` : `at most ${plainNumber(max!)} ${en}`,
  }
}

/** A limit in the words that `parseMeasure` reads. */
export function measureWords({ unit, min, max }: Measure): string {
  if (min !== undefined && max !== undefined) return `${plainNumber(min)}～${plainNumber(max)}${unit}`
  return min !== undefined ? `≥${plainNumber(min)}${unit}` : `≤${plainNumber(max!)}${unit}`
}
