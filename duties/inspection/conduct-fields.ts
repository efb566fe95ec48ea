import { date, flag, integer, json, reference, text } from '../../platform/register/fields.ts'

/** What lists filter and indicators count of how an inspection was done; the whole stands in `conduct`. */
export const conductFields = {
  /** @source 总局令49号 art. 39 */
  publish_by: date({ zh: '最迟公开日', en: 'To be public by' }, { filter: true }),
  /** @source 总局令49号 art. 34 */
  refused: flag({ zh: '拒绝签字', en: 'Signature refused' }, { filter: true }),
  /** @source 总局令49号 art. 16 */
  entrusting: text({ zh: '委托方', en: 'Entrusting producer' }, { max: 200 }),
  /** @source 总局令49号 art. 28 */
  samples: integer({ zh: '现场抽样（批）', en: 'Samples taken (batches)' }, { min: 0 }),
  /** @source 总局令49号 art. 29 */
  exam_asked: integer({ zh: '抽考人数', en: 'Managers examined' }, { min: 0 }),
  exam_passed: integer({ zh: '抽考合格人数', en: 'Managers who passed' }, { min: 0 }),
  resit_on: date({ zh: '补考日期', en: 'Resit on' }, { filter: true }),
  resit_passed: integer({ zh: '补考合格人数', en: 'Passed the resit' }, { min: 0 }),
  /** The inspection of the same visit by the usual sheet. @source 总局令49号 art. 18 */
  beside: reference({ zh: '同次检查', en: 'Of the same visit' }, 'inspection'),
  /** Names of the inspectors as they were sent: one of another unit is out of a colleague’s sight. */
  called: json<Readonly<Record<string, string>>>({ zh: '检查人员姓名', en: 'Names of the inspectors' }),
} as const
