import type { Bilingual } from '../../../platform/core/bilingual.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Conduct } from '../contract.ts'
import { conductFaults } from '../rules/conduct.ts'

/** Samples, the exam of managers, the entrusting producer, evidence that was kept (总局令49号 art. 16, 28–30), as they are being written. */
export type Beside = {
  readonly samples: number
  readonly asked: number
  readonly passed: number
  readonly resitOn: string | null
  readonly entrusting: string
  readonly evidence?: { readonly what: string; readonly files: readonly string[] }
}
export const nothingBeside: Beside = { samples: 0, asked: 0, passed: 0, resitOn: null, entrusting: '' }

/** Why the business did not sign, before whom or on which video (art. 34). */
export type Refusal = { readonly reason: string; readonly witness: string; readonly video?: string | null }

/** What is told of an inspection beside its sheet; what an earlier version of the program began has no `beside`. */
export type Told = { readonly beside?: Beside; readonly businessBy: string; readonly refusal: Refusal | null }
export const nothingTold: Told = { beside: nothingBeside, businessBy: '', refusal: null }

/** One more picture of the evidence; pictures come back late, so they are put to what is there then. */
export function withEvidence({ beside = nothingBeside }: Told, hash: string): Beside {
  const { what, files } = beside.evidence ?? { what: '', files: [] }
  return { ...beside, evidence: { what, files: [...new Set([...files, hash])] } }
}
export const withVideo = ({ refusal }: Told, video: string): Refusal | null => refusal && { ...refusal, video }

/** How it was done, as the server keeps it. */
export function conductOf({ beside, businessBy, refusal }: Told, { signatures, photos }: Pick<Conduct, 'signatures' | 'photos'>): Conduct {
  const { samples, asked, passed, resitOn, entrusting, evidence } = beside ?? nothingBeside
  return {
    signatures, businessBy: refusal ? null : businessBy.trim(), refusal: refusal && { reason: refusal.reason.trim(), witness: refusal.witness.trim() || null, video: refusal.video ?? null },
    entrusting: entrusting.trim() || null, exam: asked > 0 ? { asked, passed, resitOn: passed < asked ? resitOn : null } : null, samples,
    ...(evidence && (evidence.what.trim() !== '' || evidence.files.length > 0) && { evidence: { what: evidence.what.trim(), files: evidence.files } }), ...(photos && { photos }),
  }
}

/** What still has to be told before the inspection may be ended. */
export const toldPoints = (told: Told, on: DateOnly): readonly Bilingual[] => [
  ...(told.refusal === null && told.businessBy.trim() === '' ? [{ zh: '请填写签字人的姓名或职务。', en: 'Say who signed for the business.' }] : []),
  ...conductFaults(conductOf(told, { signatures: {} }), on).map(({ sentence }) => sentence),
]
