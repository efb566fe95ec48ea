import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { FieldProblem } from '../../../platform/core/problem.ts'
import type { Dated, Sourced } from '../../../platform/core/dated.ts'
import { addMonths, later } from '../../../platform/core/periods.ts'
import { holds, type Business, type Where } from '../../registry/index.ts'

/** 风险等级. A is the lowest risk; neither a catering grade nor a duty level. */
export const riskGrades = ['A', 'B', 'C', 'D'] as const
export type RiskGrade = (typeof riskGrades)[number]

/** One line of a static factor: the first that holds gives the points. */
export type StaticLine = { readonly where: Where; readonly points: number; readonly title: Bilingual }

/** A static factor (静态风险因素): what kind of food, how large, for whom. */
export type StaticFactor = {
  readonly code: string
  readonly title: Bilingual
  readonly lines: readonly StaticLine[]
  /** What is counted where no line holds: said openly, since what is not on record must not pass for low risk. */
  readonly otherwise: { readonly points: number; readonly title: Bilingual }
}

/** What raises a grade, by the code of its event. */
export type Raise = Sourced & {
  readonly code: string
  readonly title: Bilingual
  /** Grades up for this alone. */
  readonly steps: number
  /** How long it counts after the day of the event. */
  readonly months: number
}

/** What lowers a grade. `clean` counts from the last penalty; `holds` asks for a certificate or award that stands; `recorded` for an event of its own code that the authority has confirmed. */
export type Lower = Sourced & { readonly code: string; readonly title: Bilingual; readonly except?: Where } & (
    | { readonly clean: { readonly months: number } }
    | { readonly holds: readonly string[] }
    | { readonly recorded: { readonly months: number } }
  )

/** A grade whatever the score: a locality's order. */
export type Forced = Sourced & { readonly code: string; readonly title: Bilingual; readonly where: Where; readonly grade: RiskGrade }

/** One version of the way of grading. */
export type GradeTable = Dated & {
  /** Which premises are graded at all, by type. */
  readonly applies: Where
  /** In order; the score belongs to the first band that reaches it. The last has no end. */
  readonly bands: readonly { readonly grade: RiskGrade; readonly upTo: number | null }[]
  /** Bands for a new business, of its static score alone. */
  readonly newBands: readonly { readonly grade: RiskGrade; readonly upTo: number | null }[]
  readonly static: { readonly of: number; readonly factors: readonly StaticFactor[] }
  /**
   * How much of `of` a failed item takes: in proportion to its weight among the items that applied. The weight is the item's
   * points, or these where its sheet has none.
   */
  readonly dynamic: { readonly of: number; readonly weights: { readonly general: number; readonly key: number } }
  readonly raises: readonly Raise[]
  /** At most so many grades up, however much came together. */
  readonly mostRaised: number
  readonly lowers: readonly Lower[]
  readonly forced: readonly Forced[]
  /** 一年一评 */
  readonly regradeMonths: number
}

/** An item of the last full inspection that applied: its weight and whether it failed. */
export type DynamicItem = { readonly code: string; readonly text: Bilingual; readonly weight: number; readonly failed: boolean }

/** What a grade is made from. */
export type GradeFacts = {
  readonly business: Business
  /** Items of the last inspection; null for a new business that has had none. `sound`: items that passed, told together instead of one by one. */
  readonly inspection: { readonly on: DateOnly; readonly items: readonly DynamicItem[]; readonly sound?: { readonly count: number; readonly weight: number } } | null
  /** Things that raise, by code. */
  readonly events: readonly { readonly code: string; readonly on: DateOnly }[]
  /** First licensed; null where unknown, which never counts as clean years. */
  readonly licensed_on: DateOnly | null
  readonly last_penalty_on: DateOnly | null
  /** Codes of certificates and awards (`gmp`, `haccp`, `quality_award`); `until` null does not expire. */
  readonly certificates: readonly { readonly code: string; readonly from: DateOnly; readonly until: DateOnly | null }[]
}

/** One reason of a grade. `points` belong to the score; `grade` is what holds after this line. */
export type GradeLine = {
  readonly kind: 'static' | 'dynamic' | 'band' | 'raise' | 'lower' | 'forced'
  readonly code: string
  readonly text: Bilingual
  readonly points?: number
  readonly of?: number
  readonly grade?: RiskGrade
  readonly source?: string
}

/** A grade that explains itself: the points of its lines add up to the score, its last line with a grade is the grade. */
export type RiskGradeAnswer = {
  readonly grade: RiskGrade
  /** What the score alone would give. */
  readonly byScore: RiskGrade
  /** 0–100, two decimals; the static part alone for a new business. */
  readonly score: number
  readonly staticScore: number
  readonly dynamicScore: number | null
  readonly lines: readonly GradeLine[]
  readonly version: string
  readonly on: DateOnly
  /** The last day by which it must be graded anew. */
  readonly regradeBy: DateOnly
}

const hundredths = (points: number): number => Math.round(points * 100)

function staticLines({ static: { factors } }: GradeTable, business: Business): GradeLine[] {
  return factors.map(({ code, title, lines, otherwise }) => {
    const { points, title: found } = lines.find((line) => holds(line.where, business)) ?? otherwise
    const most = lines.reduce((so, line) => Math.max(so, line.points), otherwise.points)
    return { kind: 'static', code, text: { zh: `${title.zh}：${found.zh}`, en: `${title.en}: ${found.en}` }, points, of: most }
  })
}

/**
 * The dynamic part: `of` points shared among the items by weight, a failed one gives its share. Shares are cut so that the
 * printed points of the lines add up exactly.
 */
function dynamicLines(of: number, { items, sound: others }: NonNullable<GradeFacts['inspection']>): GradeLine[] {
  const whole = items.reduce((sum, item) => sum + item.weight, others?.weight ?? 0)
  if (whole === 0) return []
  let gone = 0
  const share = (weight: number): number => {
    const before = Math.round((gone / whole) * of * 100)
    gone += weight
    return (Math.round((gone / whole) * of * 100) - before) / 100
  }
  const failed = items.filter((item) => item.failed).map((item): GradeLine => ({
    kind: 'dynamic', code: item.code, points: share(item.weight),
    text: { zh: `${item.code} 不符合：${item.text.zh}`, en: `${item.code} failed: ${item.text.en}` },
  }))
  const sound = items.length - failed.length + (others?.count ?? 0)
  if (sound === 0) return failed
  return [...failed, { kind: 'dynamic', code: 'sound', points: 0, text: { zh: `其余 ${sound} 项符合`, en: `${sound} other items sound` } }]
}

const banded = (bands: GradeTable['bands'], score: number): RiskGrade =>
  (bands.find(({ upTo }) => upTo === null || score <= upTo) ?? bands.at(-1)!).grade

const shifted = (grade: RiskGrade, steps: number): RiskGrade =>
  riskGrades[Math.min(riskGrades.length - 1, Math.max(0, riskGrades.indexOf(grade) + steps))]!

const stands = (on: DateOnly, day: DateOnly, months: number): boolean => on <= day && day < addMonths(on, months)

/** Raising: the gravest event, one more where two kinds came together, never above `mostRaised`. */
function raised(table: GradeTable, facts: GradeFacts, day: DateOnly, from: RiskGrade): GradeLine[] {
  const found = table.raises.filter(({ code, months }) =>
    facts.events.some((event) => event.code === code && stands(event.on, day, months)))
  const steps = Math.min(table.mostRaised, Math.max(0, ...found.map((raise) => raise.steps)) + (found.length > 1 ? 1 : 0))
  const grade = shifted(from, steps)
  return found.map(({ code, title, source }) => ({
    kind: 'raise', code, source, grade,
    text: { zh: `上调：${title.zh}（合计调高 ${steps} 级）`, en: `Raised: ${title.en} (${steps} in all)` },
  }))
}

function lowers(lower: Lower, facts: GradeFacts, day: DateOnly): boolean {
  if (lower.except && holds(lower.except, facts.business)) return false
  if ('recorded' in lower) return facts.events.some((event) => event.code === lower.code && stands(event.on, day, lower.recorded.months))
  if ('holds' in lower)
    return facts.certificates.some(({ code, from, until }) => lower.holds.includes(code) && from <= day && (until === null || day <= until))
  // A business must have existed for as long as it is said to have been clean.
  const since = facts.licensed_on === null ? null : later(facts.licensed_on, facts.last_penalty_on)
  return since !== null && addMonths(since, lower.clean.months) <= day
}

/** Lowering: one grade, whatever speaks for it, and never in a year in which something raised it. */
function lowered(table: GradeTable, facts: GradeFacts, day: DateOnly, from: RiskGrade): GradeLine[] {
  const found = table.lowers.filter((lower) => lowers(lower, facts, day))
  const grade = shifted(from, -1)
  return found.map(({ code, title, source }) => ({
    kind: 'lower', code, source, grade,
    text: { zh: `下调：${title.zh}（合计调低 1 级）`, en: `Lowered: ${title.en} (1 in all)` },
  }))
}

/**
 * The risk grade of premises on a day, item by item.
 * Score = static 40 + dynamic 60, higher = riskier; then what raises it, else what lowers it; a forced grade stands whatever
 * came before. A new business is graded from its static score; its dynamic part follows the first inspection.
 * @source 食品生产经营风险分级管理办法（试行）2016 (bands recalled, table's own confidence); 总局令49号 art.21 (letters, read)
 */
export function riskGrade(facts: GradeFacts, table: GradeTable, day: DateOnly): RiskGradeAnswer {
  const fixed = staticLines(table, facts.business)
  const moving = facts.inspection === null ? null : dynamicLines(table.dynamic.of, facts.inspection)
  const sum = (lines: readonly GradeLine[]): number => lines.reduce((total, line) => total + hundredths(line.points ?? 0), 0)
  const staticScore = sum(fixed) / 100
  const dynamicScore = moving === null ? null : sum(moving) / 100
  const score = (hundredths(staticScore) + hundredths(dynamicScore ?? 0)) / 100
  const byScore = banded(moving === null ? table.newBands : table.bands, score)
  const band: GradeLine = {
    kind: 'band', code: moving === null ? 'new' : 'score', grade: byScore,
    text: moving === null
      ? { zh: `新开办，按静态风险分值 ${score} 分定为 ${byScore} 级，首次检查后计入动态分值`,
          en: `New: ${byScore} from the static score of ${score}; the dynamic part follows the first inspection` }
      : { zh: `风险分值 ${score} 分，${byScore} 级`, en: `Score ${score}: grade ${byScore}` },
  }
  const up = raised(table, facts, day, byScore)
  const moved = up.length > 0 ? up : lowered(table, facts, day, byScore)
  const forced = table.forced.filter(({ where }) => holds(where, facts.business)).map(({ code, title, grade, source }): GradeLine => ({
    kind: 'forced', code, grade, source, text: { zh: `指定：${title.zh}`, en: `By order: ${title.en}` },
  }))
  const lines = [...fixed, ...(moving ?? []), band, ...moved, ...forced]
  return {
    grade: lines.findLast((line) => line.grade !== undefined)!.grade!,
    byScore, score, staticScore, dynamicScore, lines, version: table.version, on: day,
    regradeBy: addMonths(day, table.regradeMonths),
  }
}

/** What is wrong with a table that a city has edited: bands that do not rise, factors that do not add up to their part. */
export function gradeTableFaults(table: GradeTable): readonly FieldProblem[] {
  const rising = (path: string, bands: GradeTable['bands']): FieldProblem[] => {
    const ends = bands.map(({ upTo }) => upTo ?? Infinity)
    const right = ends.at(-1) === Infinity && ends.every((end, index) => index === 0 || end > ends[index - 1]!)
    return right ? [] : [{ path, sentence: { zh: '各级分值应由低到高，最后一级不设上限。', en: 'Bands must rise, and the last has no end.' } }]
  }
  const most = table.static.factors.reduce(
    (sum, { lines, otherwise }) => sum + Math.max(otherwise.points, ...lines.map(({ points }) => points)), 0)
  return [
    ...rising('bands', table.bands),
    ...rising('newBands', table.newBands),
    ...(hundredths(most) === hundredths(table.static.of) ? [] : [{ path: 'static', sentence: {
      zh: `静态各因素最高分合计 ${most} 分，应为 ${table.static.of} 分。`, en: `The static factors reach ${most} points; they must reach ${table.static.of}.`,
    } }]),
  ]
}

/** Whether an earlier grade must be made anew: its year is over, its rules changed, or something has happened since. */
export function mustRegrade(
  last: Pick<RiskGradeAnswer, 'on' | 'version' | 'regradeBy'>, table: GradeTable, events: GradeFacts['events'], day: DateOnly,
): boolean {
  return day >= last.regradeBy || last.version !== table.version ||
    events.some(({ code, on }) => on > last.on && on <= day && table.raises.some((raise) => raise.code === code))
}
