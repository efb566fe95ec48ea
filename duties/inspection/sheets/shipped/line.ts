import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { facts, type FactCode } from '../facts.ts'
import { methods, type MethodCode } from '../methods.ts'
import type { Measure, Sheet, SheetItem, SheetKind } from '../sheet.ts'

/** What an item may have beside its words. */
type Rest = { readonly when?: readonly FactCode[]; readonly measure?: Measure; readonly photo?: SheetItem['photo'] }
/** One shipped item before it has a number: that follows from its place. */
export type Line = Rest & { readonly key: boolean; readonly method: MethodCode; readonly text: Bilingual; readonly basis: string }

const line = (key: boolean) => (method: MethodCode, zh: string, en: string, basis: string, rest: Rest = {}): Line => ({ key, method, text: { zh, en }, basis, ...rest })
/** 重点项 */
export const key = line(true)
/** 一般项 */
export const general = line(false)
/** The same item for places of a kind only, or with more asked of it. */
export const but = (of: Line, rest: Rest): Line => ({ ...of, ...rest })

export const celsius = (limits: Omit<Measure, 'unit'>): Measure => ({ unit: '℃', ...limits })
export const grams = (limits: Omit<Measure, 'unit'>): Measure => ({ unit: 'g', ...limits })
export const hours = (limits: Omit<Measure, 'unit'>): Measure => ({ unit: 'h', ...limits })

export type Section = readonly [zh: string, en: string, ...lines: readonly Line[]]

/** The first version of what is shipped. A sheet whose content changes names the next one itself, or no city would get it; a city keeps what it has used. */
const FIRST = '2026.1'

const SOURCE = '依据食品安全法律、法规、规章和标准条文编写，不是国家或省级监督检查要点表的原文。省级市场监督管理部门印发有要点表的，请导入后启用其版本。'

/** Numbers the lines of the sections and gathers the facts they ask for. @param points of a key and of a general item; none where the sheet is not scored @param version the next one, where anything of it changed */
export function shipped(kind: SheetKind, zh: string, en: string, sections: readonly Section[], points = { key: 0, general: 0 }, version = FIRST): Sheet {
  const items = sections.flatMap(([sectionZh, sectionEn, ...lines], section) => lines.map((one, at): SheetItem => ({
    code: `${section + 1}.${at + 1}`, section: { zh: sectionZh, en: sectionEn }, text: one.text, key: one.key, method: methods[one.method], basis: one.basis,
    ...(one.when ? { when: one.when } : {}), ...(one.measure ? { measure: one.measure } : {}), ...(one.photo ? { photo: one.photo } : {}),
    points: one.key ? points.key : points.general,
  })))
  const asked = new Set<string>(items.flatMap(({ when }) => when ?? []))
  return {
    kind, version, title: { zh, en }, source: SOURCE, confidence: 'reconstructed',
    facts: (Object.keys(facts) as FactCode[]).filter((code) => asked.has(code)).map((code) => ({ code, text: facts[code] })),
    items,
  }
}
