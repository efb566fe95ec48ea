import { z } from 'zod'
import type { FieldProblem } from '../../platform/core/problem.ts'
import { dateText } from '../../platform/register/schema.ts'
import type { RuleKind } from './registers.ts'
import { causes } from './rules/causes.ts'
import { gradeTableFaults, riskGrades, type GradeTable } from './rules/risk-grade.ts'
import type { Tables } from './tables.ts'
import type { CateringTable } from './rules/catering-grade.ts'

const code = z.string().regex(/^[a-z0-9_]{1,40}$/)
const words = z.strictObject({ zh: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(200) })
const names = z.array(z.string().min(1).max(40)).max(60)
const points = z.number().min(0).max(100)
const months = z.int().min(0).max(120)
const where = z.strictObject({
  types: names.optional(), notTypes: names.optional(), scales: names.optional(), foods: names.optional(), notFoods: names.optional(), consumers: names.optional(),
  areaFrom: z.number().min(0).max(1e7).optional(), dinersFrom: z.number().min(0).max(1e6).optional(), nearSchool: z.boolean().optional(),
})
const sourced = { source: z.string().trim().min(1).max(500), confidence: z.enum(['found', 'recalled_high', 'recalled_medium', 'recalled_low', 'design', 'confirmed']) }
const grade = z.enum(riskGrades)
const bands = z.array(z.strictObject({ grade, upTo: points.nullable() })).length(4)

const risk = z.strictObject({
  applies: where, bands, newBands: bands,
  static: z.strictObject({
    of: points,
    factors: z.array(z.strictObject({
      code, title: words, lines: z.array(z.strictObject({ where, points, title: words })).max(40), otherwise: z.strictObject({ points, title: words }),
    })).min(1).max(10),
  }),
  dynamic: z.strictObject({ of: points, weights: z.strictObject({ general: z.number().gt(0).max(100), key: z.number().gt(0).max(100) }) }),
  raises: z.array(z.strictObject({ ...sourced, code: z.enum(causes.map((one) => one.code)), title: words, steps: z.int().min(0).max(3), months })).max(20),
  mostRaised: z.int().min(0).max(3),
  lowers: z.array(z.strictObject({
    ...sourced, code, title: words, except: where.optional(), clean: z.strictObject({ months }).optional(), holds: names.optional(), recorded: z.strictObject({ months }).optional(),
  }).refine((one) => [one.clean, one.holds, one.recorded].filter((given) => given !== undefined).length === 1)).max(20),
  forced: z.array(z.strictObject({ ...sourced, code, title: words, where, grade })).max(20),
  regradeMonths: z.int().min(1).max(60),
})
const catering = z.strictObject({
  applies: where, keyFailed: z.int().min(1).max(20), afterLicence: months, afterAccident: months, annualMonths: z.int().min(1).max(36),
  bands: z.array(z.strictObject({ from: z.number().min(0).max(10), dynamic: z.enum(['excellent', 'good', 'fair']), annual: z.enum(['A', 'B', 'C']), title: words })).min(1).max(3),
})
const frequency = z.strictObject({
  lines: z.array(z.strictObject({ ...sourced, where, grades: z.array(grade).min(1).max(4), least: z.int().min(0).max(12), most: z.int().min(0).max(12), title: words })).min(1).max(40),
  focus: z.array(z.strictObject({ ...sourced, where, grades: z.array(grade).max(4).optional(), title: words })).max(40),
  fullCheckMonths: z.int().min(1).max(24),
  systemAudits: z.array(z.strictObject({ ...sourced, where, months: z.int().min(1).max(60), title: words })).max(20),
})
const byType = z.strictObject({ types: names.optional(), notTypes: names.optional() })
const monthNumbers = z.array(z.int().min(1).max(12)).max(12)
const planning = z.strictObject({
  inspectors: z.int().min(2).max(10), keptBack: z.number().min(0).max(0.95), audit: z.number().gt(0).max(60), overdueBy: z.int().min(1).max(12),
  efforts: z.array(z.strictObject({ where, days: z.number().gt(0).max(20) })).min(1).max(40),
  closed: z.array(z.strictObject({ where: byType, months: monthNumbers })).max(40), special: z.array(z.strictObject({ where: byType, months: monthNumbers })).max(40),
})
/** Content of each kind of rules as it may be sent. */
export const contents = { risk, catering, frequency, planning } as const satisfies Record<RuleKind, z.ZodType>

export const ruleBody = z.strictObject({
  kind: z.enum(['risk', 'catering', 'frequency', 'planning']), version: z.string().trim().min(1).max(40), valid_from: dateText, ...sourced,
  note: z.string().trim().max(1000).nullable().default(null), content: z.record(z.string(), z.unknown()),
})
export type RuleBody = z.output<typeof ruleBody>

/** Faults of a table as a whole, which its fields alone do not show. */
export function tableFaults(kind: RuleKind, table: Tables[RuleKind]): readonly FieldProblem[] {
  if (kind === 'risk') return gradeTableFaults(table as GradeTable)
  if (kind === 'catering') {
    const falling = (table as CateringTable).bands.every(({ from }, at, all) => at === 0 || from < all[at - 1]!.from)
    return falling ? [] : [{ path: 'bands', sentence: { zh: '各等级的分值应由高到低。', en: 'Bands must fall.' } }]
  }
  if (kind === 'frequency') return (table as Tables['frequency']).lines.flatMap(({ least, most }, at) => (least <= most ? [] : [{ path: `lines.${at}`, sentence: { zh: '最多次数不能少于最少次数。', en: 'The most cannot be less than the least.' } }]))
  return []
}
