import type { DraftContent } from '../contract.ts'
import { applies, sheetFaults, type InspectionForm } from '../rules/result.ts'
import type { Finding, Sheet, SheetItem } from '../sheets/sheet.ts'

/** What has been filled in so far. */
export type Filling = Omit<DraftContent, 'startedAt'> & { readonly stop: boolean }

export const blank: Filling = { facts: {}, findings: [], corrected: [], note: null, stop: false }

/** What is still wrong or missing, item by item. */
export const faultsOf = (sheet: Sheet, form: InspectionForm, { facts, findings, corrected, stop }: Filling) => sheetFaults(sheet, { form, facts, findings, corrected, stop })

/** Items that are asked at a place of which these facts hold. */
export const askedOf = (sheet: Sheet, { facts }: Pick<Filling, 'facts'>): readonly SheetItem[] => sheet.items.filter((item) => applies(item, facts))

/** Changes the finding of one item; one that no longer fails was not put right either. */
export function putFinding(value: Filling, code: string, change: Partial<Finding>): Filling {
  const old = value.findings.find((finding) => finding.code === code) ?? { code, verdict: 'pass' as const }
  const next = { ...old, ...change }
  return { ...value, findings: [...value.findings.filter((finding) => finding.code !== code), next], corrected: next.verdict === 'fail' ? value.corrected : value.corrected.filter((one) => one !== code) }
}

/** Answers a question about the place. What no longer applies has no answer. */
export function putFact(sheet: Sheet, value: Filling, code: string, holds: boolean): Filling {
  const facts = { ...value.facts, [code]: holds }
  const still = new Set(askedOf(sheet, { facts }).map((item) => item.code))
  return { ...value, facts, findings: value.findings.filter(({ code: one }) => still.has(one)), corrected: value.corrected.filter((one) => still.has(one)) }
}

/** The rest of some items meets: not what is measured or must be photographed. */
export function putSound(value: Filling, items: readonly SheetItem[]): Filling {
  const open = items.filter((item) => !item.measure && item.photo !== 'always' && !value.findings.some(({ code }) => code === item.code))
  return { ...value, findings: [...value.findings, ...open.map(({ code }) => ({ code, verdict: 'pass' as const }))] }
}
