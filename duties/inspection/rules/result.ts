import type { Calendar } from '../../../platform/calendar/calendar.ts'
import { due, type Limit } from '../../../platform/calendar/limits.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Finding, InspectionResult, Sheet, SheetItem } from '../sheets/sheet.ts'

problems({
  'inspection.sheet-faults': [
    422, '检查表还有 {count} 处需要改正或补充，请逐项处理后再提交。',
    '{count} points of the check sheet must be corrected or completed. See each of them, then submit again.',
  ],
})

/** How the inspection is done (总局令49号 art.53): only a flight inspection (飞行检查) may leave items out (art.27). */
export const inspectionForms = ['daily', 'flight', 'system'] as const
export type InspectionForm = (typeof inspectionForms)[number]

/** A filled sheet as it is submitted. */
export type Filled = {
  readonly form: InspectionForm
  /** Answers to the questions at the head of the sheet, by code. */
  readonly facts: Readonly<Record<string, boolean>>
  readonly findings: readonly Finding[]
  /** Codes of failed items put right before the inspectors left (当场整改). */
  readonly corrected: readonly string[]
  /** Danger of an accident: the business must stop at once (art.31). */
  readonly stop: boolean
}

/** A failed item with what it means. */
export type Failed = { readonly item: SheetItem; readonly safety: boolean; readonly corrected: boolean }

/** 量化分: points of sound items over points of items that applied. `tenth` is out of 10, two decimals. */
export type Quantified = { readonly points: number; readonly of: number; readonly tenth: number }

/** A judged inspection. */
export type Judged = {
  readonly result: InspectionResult
  readonly failed: readonly Failed[]
  readonly keyFailed: number
  /** Codes of items that did not apply (合理缺项). */
  readonly notApplicable: readonly string[]
  /** Items of the sheet that were looked at, and whether that was all of them: only then is it a full check (全项检查). */
  readonly checked: number
  readonly full: boolean
  /** Null where the sheet has no points, or nothing with points applied. */
  readonly score: Quantified | null
}

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const said = (text: string | undefined): boolean => (text ?? '').trim() !== ''

/** Whether an item is asked at a place of which these facts hold. */
export const applies = (item: SheetItem, facts: Filled['facts']): boolean => (item.when ?? []).every((code) => facts[code] === true)

/** Whether a number read lies within the limits of the item, both inclusive. */
export const sound = ({ min, max }: NonNullable<SheetItem['measure']>, value: number): boolean =>
  (min === undefined || value >= min) && (max === undefined || value <= max)

function measureFaults({ code, measure }: SheetItem, { verdict, value, note }: Finding): FieldProblem[] {
  const at = `findings.${code}.value`
  if (!measure) return value === undefined ? [] : [fault(at, `${code} 不是测量项，不能填写数值。`, `${code} has no measure; leave the number out.`)]
  if (value === undefined || !Number.isFinite(value))
    return [fault(at, `${code} 请填写测得的数值（${measure.unit}）。`, `${code}: enter the number read (${measure.unit}).`)]
  const within = sound(measure, value)
  if (verdict === 'pass' && !within)
    return [fault(at, `${code} 测得 ${value}${measure.unit}，超出限值，不能判为符合。`, `${code}: ${value} ${measure.unit} is beyond the limits and cannot be passed.`)]
  if (verdict === 'fail' && within && !said(note))
    return [fault(`findings.${code}.note`, `${code} 数值在限值内而判为不符合，请说明原因。`, `${code}: the number is within the limits; say why the item fails.`)]
  return []
}

function findingFaults(item: SheetItem, finding: Finding, facts: Filled['facts']): FieldProblem[] {
  const { code } = item
  const { verdict, note, photos } = finding
  if (verdict === 'not_applicable') {
    // 合理缺项 by a condition needs no word; by the inspector's own judgement it does, or a hard item is simply skipped.
    return applies(item, facts) && !said(note)
      ? [fault(`findings.${code}.note`, `${code} 判为合理缺项，请说明原因。`, `${code}: say why the item does not apply.`)]
      : []
  }
  if (!applies(item, facts))
    return [fault(`findings.${code}.verdict`, `${code} 对该场所不适用，请改为合理缺项。`, `${code} does not apply to this place; mark it so.`)]
  const needsPhoto = item.photo === 'always' || (item.photo === 'failed' && verdict === 'fail')
  return [
    ...measureFaults(item, finding),
    ...(needsPhoto && !(photos?.some((hash) => hash !== '') ?? false) ? [fault(`findings.${code}.photos`, `${code} 须附照片。`, `${code} needs a photo.`)] : []),
    // art.32: a failed key item leads to a case where it affects safety; who says that it does not, says why.
    ...(verdict === 'fail' && item.key && finding.safety === false && !said(note)
      ? [fault(`findings.${code}.note`, `${code} 是重点项，判为不影响食品安全的，请说明理由。`, `${code} is a key item; say why its failure does not affect safety.`)]
      : []),
  ]
}

function doubled(codes: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return [...new Set(codes.filter((code) => seen.size === seen.add(code).size))]
}

/**
 * Everything wrong with a filled sheet, all at once; empty where it may be judged. Paths are `facts.<code>`,
 * `findings.<item>.<field>` and `corrected.<item>`.
 * @source 总局令49号 art.27 (all items, save in a flight inspection), art.30, art.32
 */
export function sheetFaults(sheet: Sheet, filled: Filled): readonly FieldProblem[] {
  const items = new Map(sheet.items.map((item) => [item.code, item]))
  const findings = new Map(filled.findings.map((finding) => [finding.code, finding]))
  const unknownFacts = Object.keys(filled.facts).filter((code) => !sheet.facts.some((one) => one.code === code))
  const missing = sheet.items.filter((item) => applies(item, filled.facts) && !findings.has(item.code))
  return [
    ...sheet.facts.filter(({ code }) => typeof filled.facts[code] !== 'boolean')
      .map(({ code, text }) => fault(`facts.${code}`, `请回答：${text.zh}`, `Answer: ${text.en}`)),
    ...unknownFacts.map((code) => fault(`facts.${code}`, `检查表没有“${code}”这一情况。`, `The sheet has no fact “${code}”.`)),
    ...filled.findings.filter(({ code }) => !items.has(code))
      .map(({ code }) => fault(`findings.${code}`, `检查表没有 ${code} 项。`, `There is no item ${code} on the sheet.`)),
    ...doubled(filled.findings.map(({ code }) => code)).map((code) => fault(`findings.${code}`, `${code} 填写了两次。`, `${code} is answered twice.`)),
    ...filled.findings.flatMap((finding) => {
      const item = items.get(finding.code)
      return item ? findingFaults(item, finding, filled.facts) : []
    }),
    ...(filled.form === 'flight' ? [] : missing.map(({ code }) => fault(`findings.${code}`, `${code} 尚未检查。`, `${code} has not been checked.`))),
    // What was not looked at at all is no inspection, however it is called.
    ...(filled.findings.some(({ verdict }) => verdict !== 'not_applicable')
      ? [] : [fault('findings', '没有检查任何项目。', 'No item has been checked.')]),
    ...filled.corrected.filter((code) => findings.get(code)?.verdict !== 'fail')
      .map((code) => fault(`corrected.${code}`, `${code} 没有判为不符合，不能记为当场整改。`, `${code} did not fail; it cannot have been put right.`)),
  ]
}

function quantified(items: readonly SheetItem[], findings: ReadonlyMap<string, Finding>): Quantified | null {
  let [points, of] = [0, 0]
  for (const item of items) {
    const verdict = findings.get(item.code)?.verdict
    if (verdict === 'pass') points += item.points
    if (verdict === 'pass' || verdict === 'fail') of += item.points
  }
  return of <= 0 ? null : { points, of, tenth: Math.round((points / of) * 1000) / 100 }
}

/**
 * Judges a filled sheet. 不符合 where a failed item may affect food safety (a key item does unless the inspector says why
 * not; a general one only where the inspector says so); 基本符合 where items failed but none of them so; else 符合.
 * @source 总局令49号 art.31–33; the three words are those of the 2016 form (recalled, high)
 * @throws Problem `inspection.sheet-faults` (422) with every fault at once
 */
export function judge(sheet: Sheet, filled: Filled): Judged {
  const faults = sheetFaults(sheet, filled)
  if (faults.length > 0) throw new Problem('inspection.sheet-faults', { count: faults.length }, faults)
  const findings = new Map(filled.findings.map((finding) => [finding.code, finding]))
  const corrected = new Set(filled.corrected)
  const failed = sheet.items.flatMap((item): Failed[] => {
    const finding = findings.get(item.code)
    return finding?.verdict === 'fail' ? [{ item, safety: finding.safety ?? item.key, corrected: corrected.has(item.code) }] : []
  })
  const asked = sheet.items.filter((item) => applies(item, filled.facts))
  return {
    result: failed.length === 0 ? 'pass' : failed.some(({ safety }) => safety) ? 'fail' : 'basic',
    failed,
    keyFailed: failed.filter(({ item }) => item.key).length,
    notApplicable: sheet.items.filter((item) => !applies(item, filled.facts) || findings.get(item.code)?.verdict === 'not_applicable')
      .map(({ code }) => code),
    checked: filled.findings.filter(({ verdict }) => verdict !== 'not_applicable').length,
    full: asked.every(({ code }) => findings.has(code)),
    score: quantified(sheet.items, findings),
  }
}

/** What follows from a result. Codes are those of the sheet's items. */
export type Follows = {
  /** `nothing` · `corrected` put right on the spot · `order` 责令改正 · `case` 调查处理, with an order where something is left. */
  readonly kind: 'nothing' | 'corrected' | 'order' | 'case'
  readonly corrected: readonly string[]
  /** To be put right, with the last day; null where nothing is left. */
  readonly order: { readonly items: readonly string[]; readonly dueOn: DateOnly } | null
  /** Items that make a case lead (案件线索). */
  readonly caseLead: readonly string[]
  readonly stop: boolean
}

/**
 * What must follow. The date of an order is the inspectors' (`chosen`); where they name none, the city's default runs.
 * @source 总局令49号 art.31–33; row `inspection.rectify` (15 natural days, the program's default, not law)
 * @throws Problem `input.invalid` where the date chosen lies before the inspection
 */
export function follows(
  judged: Pick<Judged, 'failed'>, stop: boolean, on: DateOnly, limits: readonly Limit[], calendar: Calendar, chosen: DateOnly | null = null,
): Follows {
  if (chosen !== null && chosen < on)
    throw new Problem('input.invalid', {}, [fault('dueOn', '整改期限不能早于检查日期。', 'The date to correct by cannot lie before the inspection.')])
  const codes = (of: readonly Failed[]): string[] => of.map(({ item }) => item.code)
  const left = judged.failed.filter((one) => !one.corrected)
  const caseLead = codes(judged.failed.filter(({ safety }) => safety))
  return {
    kind: caseLead.length > 0 ? 'case' : left.length > 0 ? 'order' : judged.failed.length > 0 ? 'corrected' : 'nothing',
    corrected: codes(judged.failed.filter((one) => one.corrected)),
    order: left.length === 0 ? null : { items: codes(left), dueOn: chosen ?? due(limits, 'inspection.rectify', on, calendar).on },
    caseLead, stop,
  }
}
