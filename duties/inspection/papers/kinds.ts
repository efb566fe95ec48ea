import type { Bilingual } from '../../../platform/core/bilingual.ts'

/** Papers (文书) of an inspection, each in a numbered series of its unit and year; `mark` is the word in the number. @source 总局令49号 art. 28, 31–35, 39 */
export const paperKinds = {
  inspection_record: { label: { zh: '检查要点表', en: 'Record sheet' }, name: '食品生产经营监督检查要点表', mark: '检记' },
  inspection_result: { label: { zh: '结果记录表', en: 'Result notice' }, name: '食品生产经营监督检查结果记录表', mark: '检结' },
  correction_order: { label: { zh: '责令改正通知书', en: 'Order to correct' }, name: '责令改正通知书', mark: '责改' },
  result_poster: { label: { zh: '结果公示（张贴）', en: 'Poster' }, name: '监督检查结果公示', mark: '检示' },
} as const satisfies Record<string, { readonly label: Bilingual; readonly name: string; readonly mark: string }>
export type PaperKind = keyof typeof paperKinds
export const paperCodes = Object.keys(paperKinds) as PaperKind[]

/** An order is printed only where something was ordered, a poster only of a result that is public. */
export const printable = (kind: PaperKind, of: { readonly ordered: boolean; readonly published: boolean }): boolean =>
  (kind === 'correction_order' ? of.ordered : kind === 'result_poster' ? of.published : true)
