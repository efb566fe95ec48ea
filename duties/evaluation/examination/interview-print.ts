import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { Block } from '../../../platform/documents/official.ts'
import { readable } from '../../../platform/register/serve.ts'
import { examinationOf } from './find.ts'
import type { PrintedPaper } from './print.ts'
import { interviews, type InterviewRow } from './registers.ts'

const lines = (text: string | null): Block[] => (text ?? '').split('\n').filter((line) => line.trim() !== '').map((line) => ({ kind: 'paragraph', text: line.trim() }))
/** No numbered heading: outlines bring numbers of their own. */
const head = (text: string): Block => ({ kind: 'paragraph', text: `【${text}】` })
/** Room to write by hand, where an interview was not held yet. */
const ROOM: readonly Block[] = Array.from({ length: 8 }, () => ({ kind: 'paragraph', text: '　' }))

/** 访谈记录: the outline before, the minutes after; signed by both sides. @throws Problem `row.not-found` (404), `right.missing` (403) */
export async function interviewPaper(tx: Tx, id: string, interview: string): Promise<PrintedPaper> {
  const [examination, row] = [await examinationOf(tx, id), await readable(tx, interviews as never, tx.work.actor, interview) as unknown as InterviewRow]
  if (row.examination_id !== id) throw new Problem('row.not-found')
  return {
    name: `访谈记录 ${row.office}`,
    document: {
      title: `${examination.title}访谈记录`, form: true, issuer: row.interviewers ?? '访谈组', date: row.day ?? examination.ends_on,
      body: [
        { kind: 'table', head: ['访谈对象（职务）', '日期', '访谈人'], rows: [[row.office, row.day ?? '', row.interviewers ?? '']], widths: [6, 4, 6] },
        head('访谈提纲'), ...lines(row.outline), head('访谈纪要'), ...(row.minutes ? lines(row.minutes) : ROOM),
        { kind: 'paragraph', text: '访谈对象签字：　　　　　　　　访谈人签字：' },
      ],
    },
  }
}
