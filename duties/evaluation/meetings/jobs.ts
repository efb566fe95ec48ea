import { sql } from 'kysely'
import { z } from 'zod'
import { addDays } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { officialPdf } from '../../../platform/documents/pdf.ts'
import { officialDocument } from '../../../platform/documents/word.ts'
import type { Duty } from '../../../platform/duty.ts'
import { notify } from '../../../platform/events/notifications.ts'
import { storeBytes } from '../../../platform/evidence/bytes.ts'
import { addFile } from '../../../platform/evidence/files.ts'
import { Interrupted, type JobDeclaration } from '../../../platform/jobs/declare.ts'
import { FOOD_SAFETY_OFFICE } from '../../../platform/matter/escalation.ts'
import { changeRow, findRow } from '../../../platform/register/store.ts'
import { idText } from '../../../platform/register/schema.ts'
import { escalateJobOf } from '../../workplan/index.ts'
import { worldOf, type World } from '../facts.ts'
import { unitOf } from '../gaps.ts'
import { peopleOf } from '../people.ts'
import { briefOf, briefPaper } from './brief.ts'
import { meetings } from './registers.ts'
import { decisionService } from './store.ts'

export const BRIEF_JOB = 'evaluation.meeting-brief'

const payload = z.object({ meeting: idText.optional() })

/** Meetings of tomorrow whose brief of today is not made. */
async function tomorrows(tx: Tx): Promise<readonly string[]> {
  const { today } = tx.work
  const { rows } = await sql<{ id: string }>`select id from meeting where closed_at is null and state = 'planned' and day = ${addDays(today, 1)}::date
    and (brief_on is null or brief_on < ${today}::date) order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Writes the brief of one meeting as .docx and .pdf about its row and tells its office. @returns whether the meeting is still to come */
async function makeBrief(tx: Tx, world: World, files: string, id: string): Promise<boolean> {
  const meeting = await findRow(tx, meetings, id, { lock: true })
  if (!meeting || meeting.closed_at !== null || meeting.state !== 'planned') return false
  const office = await unitOf(tx, FOOD_SAFETY_OFFICE, meeting.region) ?? await unitOf(tx, FOOD_SAFETY_OFFICE, tx.work.city)
  const { rows: [unit] } = await sql<{ name: string }>`select name from org_unit where id = ${office}`.execute(tx)
  const paper = briefPaper(await briefOf(tx, world, meeting), unit?.name ?? '')
  const about = { region: meeting.region, own_id: null, about: { table: meetings.name, id } }
  const name = `${meeting.title}会前情况 ${tx.work.today}`
  const docx = await addFile(tx, await storeBytes(files, await officialDocument(paper)), { ...about, name: `${name}.docx` })
  const pdf = await addFile(tx, await storeBytes(files, await officialPdf(paper)), { ...about, name: `${name}.pdf` })
  await changeRow(tx, meetings, meeting, { brief_on: tx.work.today, brief_docx: docx.id, brief_pdf: pdf.id })
  const people = office === null ? [] : ((await peopleOf(tx, [office])).get(office) ?? [])
  await notify(tx, people.map((person) => ({ person, kind: 'meeting.brief', title: { zh: `会前情况已生成：${meeting.title}`, en: `Brief made: ${meeting.title}` }, link: `/meetings/${id}` })))
  return true
}

/** 会前情况: the evening before a meeting; or for the one that was asked for. Harmless to repeat: what was made today is not made again. */
const briefJob = (duties: readonly Duty[]): JobDeclaration => {
  let world: World | undefined
  return {
    kind: BRIEF_JOB,
    title: { zh: '会前情况', en: 'Brief before a meeting' },
    schedule: '0 18 * * *',
    run: async ({ job, files, read, write, stopping }) => {
      const { meeting } = payload.parse(job.payload)
      let made = 0
      for (const id of meeting ? [meeting] : await read(tomorrows)) {
        if (stopping()) throw new Interrupted()
        if (await write((tx) => makeBrief(tx, (world ??= worldOf(duties)), files, id))) made++
      }
      return { made }
    },
  }
}

export const meetingJobs = (duties: readonly Duty[]): readonly JobDeclaration[] => [
  briefJob(duties),
  escalateJobOf({ kind: 'evaluation.escalate', title: { zh: '议定事项催办', en: 'Urge late decisions' }, schedule: '35 6 * * *' }, [decisionService]),
]
