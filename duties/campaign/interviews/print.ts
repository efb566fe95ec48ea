import { sql } from 'kysely'
import { z } from 'zod'
import type { DateOnly } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { writtenDate, type Block, type OfficialDocument } from '../../../platform/documents/official.ts'
import { printDocument } from '../../../platform/documents/printed.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { idText } from '../../../platform/register/schema.ts'
import { findRow } from '../../../platform/register/store.ts'
import { interviews, type InterviewRow } from './registers.ts'

export const PRINT_JOB = 'campaign.print-interview'

const payload = z.object({ interview: idText, paper: z.enum(['notify', 'hold']) })
type Content = Omit<OfficialDocument, 'number' | 'date'>
type Names = { readonly office: string; readonly subject: string }

const heading = (text: string): Block => ({ kind: 'heading', level: 1, text })
const paragraphs = (text: string): Block[] => text.split('\n').filter((line) => line.trim() !== '').map((line) => ({ kind: 'paragraph', text: line.trim() }))

/** 责任约谈通知书. Pure. */
export const letterOf = (row: InterviewRow, { office, subject }: Names): Content => ({
  masthead: office, title: '食品安全责任约谈通知书', recipients: subject, issuer: office,
  body: [
    { kind: 'paragraph', text: `依据${row.basis}，现就以下事项对你单位进行责任约谈。` },
    heading('约谈事由'), ...paragraphs(row.why),
    heading('时间和地点'), { kind: 'paragraph', text: `${writtenDate(row.meet_on)}${row.time}，${row.place}。` },
    heading('参加人员'), { kind: 'paragraph', text: `${row.office_held}须到场，并携带身份证明和相关材料；因故不能参加的，提前书面说明。` },
    heading('约谈内容'), ...paragraphs(row.outline),
  ],
})

/** 责任约谈纪要: what was said and promised, signed by hand by both. Pure. */
export const minutesOf = (row: InterviewRow, promises: readonly { readonly text: string; readonly due_on: DateOnly }[], { office, subject }: Names): Content => ({
  title: '食品安全责任约谈纪要', form: true, issuer: office,
  body: [
    { kind: 'table', head: ['项目', '内容'], widths: [1, 4], rows: [
      ['约谈单位', office || '—'], ['约谈对象', `${subject}（${row.office_held}）`], ['约谈日期', writtenDate(row.held_on ?? row.meet_on)], ['约谈地点', row.place],
      ['约谈依据', row.basis], ['参加人员', row.attendees ?? '—'],
    ] },
    heading('约谈事由'), ...paragraphs(row.why),
    heading('约谈情况'), ...paragraphs(row.minutes ?? ''),
    heading('承诺事项'),
    ...(promises.length === 0 ? [{ kind: 'paragraph', text: '没有承诺事项。' } as const]
      : [{ kind: 'table', head: ['序号', '承诺内容', '期限'], widths: [2, 14, 6], rows: promises.map(({ text, due_on }, at) => [String(at + 1), text, writtenDate(due_on)]) } as const]),
    { kind: 'paragraph', text: '被约谈人签字：　　　　　　　　日期：' },
    { kind: 'paragraph', text: '约谈人签字：　　　　　　　　　日期：' },
  ],
})

async function namesOf(tx: Tx, row: InterviewRow): Promise<Names> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from org_unit where id = any(${[row.holder_unit, row.unit].filter((id) => id !== null)}::uuid[])
    union all select id, name from enterprise where id = ${row.enterprise}::uuid`.execute(tx)
  const name = (id: string | null): string => rows.find((one) => one.id === id)?.name ?? ''
  return { office: name(row.holder_unit), subject: name(row.enterprise ?? row.unit) }
}

async function print(tx: Tx, files: string, { interview, paper }: z.output<typeof payload>, job: string): Promise<string | null> {
  const row = await findRow(tx, interviews, interview)
  if (!row) return null
  const names = await namesOf(tx, row)
  const { rows: promises } = await sql<{ text: string; due_on: DateOnly }>`select text, due_on from undertaking where interview_id = ${row.id} and closed_at is null order by due_on, id`.execute(tx)
  const kind = { notify: ['interview_letter', '责任约谈通知书'], hold: ['interview_minutes', '责任约谈纪要'] } as const
  const [code, name] = kind[paper]
  const printed = await printDocument(tx, { files }, { kind: code, name, mark: '约', region: row.region, ownId: row.enterprise, matter: interviews.name, matterId: row.id, actionId: job },
    paper === 'notify' ? letterOf(row, names) : minutesOf(row, promises, names))
  return printed.id
}

export const interviewPrintJob: JobDeclaration = {
  kind: PRINT_JOB,
  title: { zh: '印制约谈文书', en: 'Print the paper of an interview' },
  run: async ({ job, files, write }) => ({ document: await write((tx) => print(tx, files, payload.parse(job.payload), job.id)) }),
}
