import { writtenDate, type Block, type OfficialDocument } from '../../../platform/documents/official.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Conduct, OrderedItem } from '../contract.ts'
import { followKinds, inspectionKinds, results, type InspectionRow } from '../registers.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { paperKinds, type PaperKind } from './kinds.ts'

/** What papers say of an inspection. Papers are Chinese: they go to Chinese businesses and offices. */
export type Printable = {
  readonly row: InspectionRow
  readonly sheet: Sheet
  readonly place: { readonly name: string; readonly address: string | null; readonly holder: string; readonly uscc: string | null; readonly licence: string | null }
  readonly unit: string
  readonly inspectors: readonly string[]
  readonly order: { readonly items: readonly OrderedItem[]; readonly dueOn: DateOnly | null } | null
  /** Where anyone may read the result. */
  readonly link: string
}

const p = (text: string): Block => ({ kind: 'paragraph', text })
const h = (text: string): Block => ({ kind: 'heading', level: 1, text })
const told = (choices: readonly { readonly code: string; readonly label: { readonly zh: string } }[], code: string | null): string => choices.find((one) => one.code === code)?.label.zh ?? '—'
const written = (day: DateOnly | null): string => (day === null ? '—' : writtenDate(day))
const verdicts = { pass: '是', fail: '否', not_applicable: '合理缺项' } as const

/** The head of every sheet: who was inspected, by whom, how. */
const head = ({ row, place, inspectors }: Printable): Block => ({
  kind: 'table', head: ['项目', '内容'], widths: [1, 3],
  rows: [
    ['被检查单位', place.holder], ['经营场所', place.name], ['地址', place.address ?? '—'], ['统一社会信用代码', place.uscc ?? '—'], ['许可证（备案）号', place.licence ?? '—'],
    ['检查日期', written(row.visited_on)], ['检查方式', told(inspectionKinds, row.kind)], ['检查人员', inspectors.join('、')],
    ...(row.entrusting ? [['委托方', row.entrusting]] : []),
  ],
})

const conductLines = ({ row }: Printable): readonly Block[] => {
  const { refusal = null, exam = null, samples = 0, businessBy = null, evidence = null } = (row.conduct ?? {}) as Partial<Conduct>
  return [
    ...(samples ? [p(`现场抽样 ${samples} 批次。`)] : []),
    ...(exam ? [p(`现场抽查考核食品安全管理人员 ${exam.asked} 人，合格 ${exam.passed} 人${row.resit_passed ? `，补考合格 ${row.resit_passed} 人` : ''}${row.resit_on ? `，补考日期 ${writtenDate(row.resit_on)}` : ''}。`)] : []),
    ...(evidence ? [p(`收集、保全的证据：${evidence.what}${evidence.files.length > 0 ? `（附照片 ${evidence.files.length} 张）` : ''}。`)] : []),
    ...(refusal
      ? [p(`被检查单位拒绝签字，原因：${refusal.reason}。${refusal.witness ? `见证人：${refusal.witness}。` : ''}${refusal.video ? '检查过程已录像。' : ''}`)]
      : [p(`被检查单位签字：${businessBy ?? ''}　　　　　　　　日期：`)]),
    p('检查人员签字：　　　　　　　　　　　　日期：'),
  ]
}

function record(of: Printable): readonly Block[] {
  const findings = new Map(of.row.findings.map((one) => [one.code, one]))
  const rows = of.sheet.items.flatMap(({ code, section, text, key, measure }) => {
    const found = findings.get(code)
    if (!found) return []
    const value = found.value === undefined ? '' : `${found.value}${measure?.unit ?? ''}`
    const fixed = of.row.corrected_items.includes(code) ? '当场改正' : ''
    return [[`${key ? '*' : ''}${code}`, section.zh, text.zh, verdicts[found.verdict], [value, found.note, fixed].filter(Boolean).join('；')]]
  })
  return [head(of), h('逐项检查'), { kind: 'table', head: ['编号', '检查项目', '检查内容', '是否符合', '备注'], widths: [1, 1.6, 5, 1.2, 2.2], rows }, p('注：编号前标“*”的为重点项，其余为一般项；未列出的为不适用的项目。'), ...conductLines(of)]
}

function result(of: Printable): readonly Block[] {
  const { row, sheet } = of
  const seen = new Set(row.findings.filter(({ verdict }) => verdict !== 'not_applicable').map(({ code }) => code))
  const failed = new Map(row.findings.filter(({ verdict }) => verdict === 'fail').map((one) => [one.code, one]))
  const count = (key: boolean, only: { has(code: string): boolean }): number => sheet.items.filter((item) => item.key === key && only.has(item.code)).length
  const problems = sheet.items.filter(({ code }) => failed.has(code))
  return [
    head(of), h('检查内容'),
    p(`依据《食品生产经营监督检查管理办法》和《${sheet.title.zh}》（${sheet.version}版）检查 ${seen.size} 项，其中重点项 ${count(true, seen)} 项、一般项 ${count(false, seen)} 项。发现问题 ${problems.length} 项，其中重点项 ${count(true, failed)} 项、一般项 ${count(false, failed)} 项。`),
    ...problems.map(({ code, text, key }) => p(`${key ? '*' : ''}${code} ${text.zh}${failed.get(code)!.note ? `：${failed.get(code)!.note}` : ''}${row.corrected_items.includes(code) ? '（已当场改正）' : ''}`)),
    h('检查结果'), p(`${told(results, row.result)}。${row.score === null ? '' : `量化得分 ${row.score}（十分制）。`}`),
    h('处理'), p(`${told(followKinds, row.follow)}。${of.order?.dueOn ? `请于${writtenDate(of.order.dueOn)}前整改完毕并报告。` : ''}${row.stopped ? '存在食品安全事故潜在风险，责令立即停止生产经营活动。' : ''}`),
    ...conductLines(of),
    p('本表一式两份，一份交被检查单位，一份存档。检查结果将依法公开。'),
  ]
}

function order(of: Printable): readonly Block[] {
  const { row, order: given } = of
  return [
    p(`经${written(row.visited_on)}监督检查，你单位（${of.place.name}）存在下列问题：`),
    ...given!.items.map(({ code, text, note }, at) => p(`${at + 1}. （${code}）不符合“${text}”的要求${note ? `：${note}` : ''}。`)),
    p(`依据《中华人民共和国食品安全法》和《食品生产经营监督检查管理办法》第三十二条、第三十三条，责令你单位${given!.dueOn ? `于${writtenDate(given!.dueOn)}前` : '立即'}改正，并将改正情况书面报告本机关。`),
    ...(row.stopped ? [p('存在食品安全事故潜在风险，依据上述办法第三十一条，责令立即停止生产经营活动。')] : []),
    p('逾期不改正或者改正后仍不符合要求的，将依法处理。'),
  ]
}

function poster(of: Printable): readonly Block[] {
  const { row } = of
  const failed = row.findings.filter(({ verdict }) => verdict === 'fail').length
  return [
    { kind: 'table', head: ['项目', '内容'], widths: [1, 3], rows: [
      ['经营场所', of.place.name], ['检查日期', written(row.visited_on)], ['检查方式', told(inspectionKinds, row.kind)], ['检查结果', told(results, row.result)], ['发现问题', `${failed} 项`],
    ] },
    // With its signature it must stand on one sheet: what hangs on a wall has no second page.
    { kind: 'code', text: of.link, note: '扫码查看检查结果。请张贴于显著位置，保留至下次监督检查；撕毁、涂改的依法处理（《食品生产经营监督检查管理办法》第三十九条、第四十八条）。' },
  ]
}

const bodies: Readonly<Record<PaperKind, (of: Printable) => readonly Block[]>> = { inspection_record: record, inspection_result: result, correction_order: order, result_poster: poster }

/** A paper without its number and day. */
export const paperOf = (kind: PaperKind, of: Printable): Omit<OfficialDocument, 'number' | 'date'> => ({
  title: paperKinds[kind].name, body: bodies[kind](of), issuer: of.unit, ...(kind === 'correction_order' ? { recipients: of.place.holder, receipt: '收件人签字：　　　　　　　　日期：' } : {}),
})
