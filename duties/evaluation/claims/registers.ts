import { register, type Row } from '../../../platform/register/declare.ts'
import { instant, integer, json, reference, text } from '../../../platform/register/fields.ts'
import type { ClaimReport } from './contract.ts'

/** The right to have papers checked and to see what was checked. */
export const CLAIMS_RIGHT = 'claims.use'

/** A paper that was checked, and the file of its copy with comments. */
export type CheckedPaper = {
  readonly name: string
  /** SM3 of its bytes. */ readonly hash: string
  readonly form: 'docx' | 'pdf' | 'txt' | 'md'
  readonly copy: string
}

/** What the report's file holds: the answer of the check, and where pages begin in each paper's text (empty: not known). */
export type KeptReport = { readonly report: ClaimReport; readonly pages: readonly (readonly number[])[] }

const counted = (zh: string, en: string) => integer({ zh, en }, { required: true, min: 0, list: true })

export const claimChecks = register('claim_check', {
  title: { zh: '材料核验', en: 'Claim checks' },
  about: { zh: '上传报告，逐项核验其中的数据。', en: 'Upload a report and have each figure in it checked.' },
  fields: {
    title: text({ zh: '材料', en: 'Papers' }, { required: true, max: 300, list: true }),
    checked_at: instant({ zh: '核验时间', en: 'Checked at' }, { required: true, list: true, sort: true }),
    person_id: reference({ zh: '核验人', en: 'Checked by' }, 'person', { list: true }),
    documents: counted('份数', 'Papers'),
    claims: counted('数据', 'Figures'),
    contradictions: counted('矛盾', 'Contradictions'),
    doubtful: counted('存疑', 'Doubtful'),
    uncheckable: counted('无法核验', 'Cannot be checked'),
    holding: counted('相符', 'Hold'),
    papers: json<readonly CheckedPaper[]>({ zh: '文件', en: 'Files' }),
    report_file: text({ zh: '核验结果', en: 'Result' }, { required: true, max: 36 }),
  },
  naming: 'title',
  access: { read: [CLAIMS_RIGHT], write: [CLAIMS_RIGHT] },
  readonly: true,
  noImport: true,
})
export type ClaimCheckRow = Row<typeof claimChecks>
