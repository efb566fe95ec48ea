import { z } from 'zod'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { Duty } from '../../../platform/duty.ts'
import type { Given, Routes } from '../../../platform/http/routes.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { dateText, idText, regionText } from '../../../platform/register/schema.ts'
import { readable } from '../../../platform/register/serve.ts'
import { changeRow } from '../../../platform/register/store.ts'
import { worldOf, type World } from '../facts.ts'
import type { ReportAnswer } from './contract.ts'
import { copyReport } from './copy.ts'
import { askPrint, draftDocx } from './print.ts'
import { evaluationReports, reportTemplates, type ParagraphRow, type ReportRow } from './registers.ts'
import { addParagraph, createReport, editParagraph, openReport, paragraphsOf, regenerate, removeParagraph } from './store.ts'
import { differencesTo, versionsOf } from './versions.ts'
import { editionRoutes, templateRoutes } from './template-routes.ts'

const tag = 'reports'
const say = (zh: string, en: string) => ({ zh, en })
const byId = z.object({ id: idText })
const byParagraph = byId.extend({ paragraph: idText })
const day = dateText.transform((text) => text as DateOnly)
const version = z.int().min(1)
const words = z.string().trim().min(1).max(20_000)
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const reportFor = async (tx: Tx, id: string): Promise<ReportRow> =>
  (await readable(tx, evaluationReports, tx.work.actor, id)) as unknown as ReportRow

/** Who contributes words: whoever works on the evaluation in the region, and its managers. */
const mayEdit = (tx: Tx, region: string): boolean =>
  ['evaluation.work', 'evaluation.manage'].some((right) => can(tx.work.actor, right, { region }))

/** The report locked for a change of its words. @throws Problem `row.not-found`, `right.missing`, `report.locked` */
async function editable(tx: Tx, id: string): Promise<ReportRow> {
  const { region } = await reportFor(tx, id)
  if (!mayEdit(tx, region)) mustMay(tx.work.actor, 'evaluation.work', { region })
  return openReport(tx, id)
}

async function managed(tx: Tx, id: string): Promise<ReportRow> {
  mustMay(tx.work.actor, 'evaluation.manage', { region: (await reportFor(tx, id)).region })
  return openReport(tx, id)
}

const paragraphAnswer = (row: ParagraphRow): ReportAnswer['paragraphs'][number] => ({
  id: row.id,
  version: row.version,
  kind: row.kind,
  level: row.level,
  pieces: row.pieces,
  table: row.table_content,
  chart: row.chart_content,
  text: row.text,
  edited: row.edited,
  edited_by: row.edited_by,
})

/** A report with its paragraphs and figures, and what this actor may do with it. */
export async function reportAnswer(tx: Tx, report: ReportRow): Promise<ReportAnswer> {
  const { actor } = tx.work
  const names = await regionNames(tx, [report.region])
  const open = report.state === 'draft'
  return {
    id: report.id,
    version: report.version,
    title: report.title,
    region: report.region,
    region_name: names[report.region] ?? { zh: report.region, en: report.region },
    template: report.report_template,
    template_edition: report.template_edition,
    starts_on: report.starts_on,
    ends_on: report.ends_on,
    day: report.day,
    state: report.state,
    number: report.number,
    sent_on: report.sent_on,
    hash: report.hash,
    files: { docx: report.file_docx, pdf: report.file_pdf },
    paragraphs: (await paragraphsOf(tx, report.id)).map(paragraphAnswer),
    figures: report.figures,
    changes: report.changes,
    ...(await versionsOf(tx, report)),
    may: [
      ...(open && mayEdit(tx, report.region) ? ['edit' as const] : []),
      ...(open && can(actor, 'evaluation.manage', { region: report.region }) ? ['manage' as const] : []),
      ...(report.state === 'sent' && can(actor, 'evaluation.manage', { region: report.region }) ? ['copy' as const] : []),
    ],
  }
}

type Reply = Given<z.ZodType, z.ZodType, z.ZodType>['reply']
/** A file made for this answer, under a name in Chinese (RFC 6266). */
function asFile(reply: Reply, name: string, content: Buffer): Buffer {
  reply.header('content-type', DOCX).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  return content
}

function paragraphRoutes(routes: Routes): void {
  routes.write(
    'put',
    '/reports/:id/paragraphs/:paragraph',
    {
      tag,
      summary: say('报告：修改一段', 'Reports: change a paragraph'),
      params: byParagraph,
      body: z.strictObject({ version, text: words }),
    },
    async ({ tx, params, body }) =>
      paragraphAnswer(await editParagraph(tx, await editable(tx, params.id), params.paragraph, body.version, body.text)),
  )
  routes.write(
    'post',
    '/reports/:id/paragraphs',
    {
      tag,
      status: 201,
      summary: say('报告：加一段', 'Reports: add a paragraph'),
      params: byId,
      body: z
        .strictObject({
          after: idText.nullable(),
          kind: z.enum(['heading', 'paragraph']),
          level: z.int().min(1).max(4).nullable(),
          text: words,
        })
        .refine(({ kind, level }) => (kind === 'heading') === (level !== null), { path: ['level'] }),
    },
    async ({ tx, params, body: { after, ...block } }) =>
      paragraphAnswer(await addParagraph(tx, await editable(tx, params.id), after, block)),
  )
  routes.write(
    'post',
    '/reports/:id/paragraphs/:paragraph/remove',
    {
      tag,
      summary: say('报告：删除一段', 'Reports: take a paragraph out'),
      params: byParagraph,
      body: z.strictObject({ version }),
    },
    async ({ tx, params, body }) => {
      await removeParagraph(tx, await editable(tx, params.id), params.paragraph, body.version)
      return {}
    },
  )
}

function lifeRoutes(routes: Routes, world: World): void {
  routes.write(
    'post',
    '/reports',
    {
      tag,
      status: 201,
      summary: say('生成报告', 'Make a report'),
      body: z.strictObject({ template: idText, region: regionText, starts_on: day, ends_on: day, day }),
    },
    async ({ tx, actor, body }) => {
      mustMay(actor, 'evaluation.manage', { region: body.region })
      await readable(tx, reportTemplates, actor, body.template)
      return { id: (await createReport(tx, world, body)).id }
    },
  )
  routes.read('/reports/:id', { tag, summary: say('报告', 'A report'), params: byId }, async ({ tx, params }) =>
    reportAnswer(tx, await reportFor(tx, params.id)),
  )
  routes.read('/reports/:id/differences', { tag, summary: say('报告：与上一版比对', 'Reports: what changed since the version before'), params: byId }, async ({ tx, params }) =>
    differencesTo(tx, await reportFor(tx, params.id)),
  )
  routes.write(
    'post',
    '/reports/:id/regenerate',
    {
      tag,
      summary: say('报告：更新数据', 'Reports: renew the figures'),
      params: byId,
      body: z.strictObject({ day }),
    },
    async ({ tx, params, body }) => reportAnswer(tx, await regenerate(tx, world, await managed(tx, params.id), body.day)),
  )
  routes.write(
    'post',
    '/reports/:id/copy',
    { tag, status: 201, summary: say('报告：据已报送的起草新版', 'Reports: begin a new version of one that was sent'), params: byId, body: z.strictObject({}) },
    async ({ tx, params }) => {
      const report = await reportFor(tx, params.id)
      mustMay(tx.work.actor, 'evaluation.manage', { region: report.region })
      return { id: (await copyReport(tx, report)).id }
    },
  )
  routes.write(
    'post',
    '/reports/:id/send',
    {
      tag,
      status: 202,
      summary: say('报告：报送并锁定', 'Reports: send and lock'),
      params: byId,
      body: z.strictObject({ version, recipients: z.string().trim().max(200).nullable() }),
    },
    async ({ tx, params, body }) => {
      const report = await managed(tx, params.id)
      // The figures must be those that the sender has seen.
      if (report.version !== body.version) throw new Problem('row.changed', { version: report.version })
      const locked = await changeRow(tx, evaluationReports, report, { state: 'sealing', recipients: body.recipients })
      return { job: await askPrint(tx, locked, true) }
    },
  )
}

function fileRoutes(routes: Routes): void {
  routes.read(
    '/reports/:id/draft.docx',
    { tag, summary: say('报告稿（docx）', 'The draft (docx)'), params: byId },
    async ({ tx, actor, params, reply }) => {
      const report = await reportFor(tx, params.id)
      mustMay(actor, 'export', { region: report.region })
      return asFile(reply, `${report.title}.docx`, await draftDocx(tx, report))
    },
  )
  routes.write(
    'post',
    '/reports/:id/pdf',
    { tag, status: 202, summary: say('报告稿（PDF）', 'The draft (PDF)'), params: byId, body: z.strictObject({}) },
    async ({ tx, actor, params }) => {
      const report = await reportFor(tx, params.id)
      mustMay(actor, 'export', { region: report.region })
      return { job: await askPrint(tx, report, false) }
    },
  )
}

/** `/reports`: templates, generation, the editor, sending. Lists go through `/evaluation-report`. */
export function reportRoutes(routes: Routes, duties: readonly Duty[] = []): void {
  const world = worldOf(duties)
  templateRoutes(routes, world)
  editionRoutes(routes, world)
  paragraphRoutes(routes)
  lifeRoutes(routes, world)
  fileRoutes(routes)
}
