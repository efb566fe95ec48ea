import type { Tx } from '../../../platform/database/database.ts'
import { writtenDate, type OfficialDocument } from '../../../platform/documents/official.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { findType } from '../../registry/index.ts'
import type { Visit } from './contract.ts'
import { examinationOf, expertsOf } from './find.ts'
import type { PrintedPaper } from './print.ts'
import type { ExaminationRow } from './registers.ts'
import { visitOf } from './visits.ts'

/** What is filled in by hand on a sheet that was printed before the visit. */
const BLANK = '　　　　　　'

type Printed = { readonly visit: Visit; readonly examination: Pick<ExaminationRow, 'title' | 'ends_on'>; readonly area: string; readonly experts: readonly string[] }

/** A check sheet on paper: empty before the visit, with points and reasons after it; signed by the experts and the place. Pure. */
function sheetDocument({ visit, examination, area, experts }: Printed): OfficialDocument {
  const { sheet, answers } = visit
  const done = visit.state === 'visited'
  const rows = sheet.lines.map((line, at) => {
    const answer = answers.find((one) => one.line === line.code)
    return [String(at + 1), line.text.zh, String(line.score), answer ? (answer.score === null ? '不适用' : String(answer.score)) : '', answer?.note ?? '']
  })
  // What does not apply leaves both sums.
  const judged = sheet.lines.flatMap((line) => answers.flatMap(({ line: code, score }) => (code === line.code && score !== null ? [{ of: line.score, got: score }] : [])))
  const sum = (of: readonly number[]): string => String(of.reduce((total, one) => total + one, 0))
  return {
    title: `${examination.title}${sheet.title.zh}`, form: true, issuer: `第${visit.team}工作组`, date: visit.visited_on ?? examination.ends_on,
    body: [
      {
        kind: 'table', head: ['点位名称', '区域', '业态', '检查日期', '检查方式', '版次'], widths: [4.5, 2.2, 2.8, 3.8, 2.2, 1.4],
        rows: [[visit.name, area, findType(visit.kind)?.label.zh ?? visit.kind, visit.visited_on ? writtenDate(visit.visited_on) : '', visit.covert ? '暗访' : '现场检查', sheet.edition]],
      },
      // Two tables that touch are one to a word processor.
      { kind: 'paragraph', text: done ? '检查结果如下。' : '请逐项记录检查结果，扣分须写明理由。' },
      { kind: 'table', dense: true, head: ['序号', '检查内容', '分值', '得分', '扣分理由'], rows: [...rows, ['', '合计', done ? sum(judged.map(({ of }) => of)) : sum(sheet.lines.map(({ score }) => score)), done ? sum(judged.map(({ got }) => got)) : '', '']], widths: [1.6, 10.5, 1.5, 1.6, 4] },
      ...(visit.note || !done ? [{ kind: 'paragraph' as const, text: `说明：${visit.note ?? ''}` }] : []),
      { kind: 'paragraph', text: `第${visit.team}工作组检查人员：${done ? experts.join('、') : BLANK}　　签字：${BLANK}` },
      ...(visit.covert ? [] : [{ kind: 'paragraph' as const, text: `被检查单位负责人签字：${BLANK}` }]),
    ],
  }
}

/** The sheet of a point as a paper, for whoever may see the point. @throws Problem `row.not-found` (404), also of a covert point of another group */
export async function sheetPaper(tx: Tx, id: string, point: string): Promise<PrintedPaper> {
  const [visit, examination, experts] = [await visitOf(tx, id, point), await examinationOf(tx, id), await expertsOf(tx, id)]
  const names = await regionNames(tx, [visit.area])
  const printed = { visit, examination, area: names[visit.area]?.zh ?? visit.area, experts: experts.filter(({ team }) => team === visit.team).map(({ name }) => name) }
  return { name: `${visit.sheet.title.zh} ${visit.name}`, document: sheetDocument(printed) }
}
