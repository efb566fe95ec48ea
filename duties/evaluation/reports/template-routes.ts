import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { Problem, problems } from '../../../platform/core/problem.ts'
import { readPaper } from '../../../platform/documents/paper.ts'
import type { Duty } from '../../../platform/duty.ts'
import { readStored } from '../../../platform/evidence/bytes.ts'
import { findFile } from '../../../platform/evidence/files.ts'
import { disposition } from '../../../platform/evidence/media.ts'
import type { Routes } from '../../../platform/http/routes.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import { departmentFunctions } from '../../../platform/identity/functions.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { idText } from '../../../platform/register/schema.ts'
import { readable } from '../../../platform/register/serve.ts'
import { worldOf, type World } from '../facts.ts'
import { editionOf, editionsOf, offeredTemplates } from './editions.ts'
import { templateFromPaper } from './from-paper.ts'
import { reportTemplates, type TemplateRow } from './registers.ts'
import { fileOf, templateIn } from './template-file.ts'
import { changeTemplate, createTemplate, namesOf, retireTemplate, templatesInUse } from './templates.ts'

problems({
  'report.paper-long': [422, '材料太长，模板正文最多{limit}个字符。请只留需要的部分后再试。', 'The paper is too long: a template has {limit} characters at most. Keep the part that is needed and try again.'],
})

const tag = 'reports'
const say = (zh: string, en: string) => ({ zh, en })
const byId = z.object({ id: idText })
const version = z.int().min(1)
const name = z.string().trim().min(1).max(100)
const change = {
  name,
  name_en: name,
  title: z.string().trim().min(1).max(200),
  note: z.string().trim().max(500).nullable(),
}
const issuers = departmentFunctions.map(({ code }) => code)
const head = {
  ...change,
  mark: z.string().trim().min(1).max(10),
  issuer: z.string().refine((code) => issuers.includes(code)),
  over: z.enum(['year', 'half-year']),
}
/** Longest text of a template, characters. */
const LONGEST_BODY = 100_000
const text = z.string().min(1).max(LONGEST_BODY)

/** Report templates: made from another, from a text, from a paper or from nothing; changed; taken out of use. */
export function templateRoutes(routes: Routes, world: World): void {
  routes.read('/reports/templates', { tag, summary: say('报告模板', 'Report templates') }, async ({ tx, actor }) => {
    mustMay(actor, 'evaluation.read')
    const items = await templatesInUse(tx)
    return {
      items,
      shipped: offeredTemplates(items),
      indicators: [...world.indicators.values()].map(({ name: code, title, unit }) => ({ name: code, title, unit })),
    }
  })
  routes.write(
    'post',
    '/reports/templates',
    {
      tag,
      status: 201,
      summary: say('新建报告模板', 'Make a report template'),
      body: z.strictObject({ ...head, body: text }),
    },
    async ({ tx, actor, body }) => {
      mustMay(actor, 'evaluation.manage', { region: tx.work.city })
      return { id: (await createTemplate(tx, world, body)).id }
    },
  )
  routes.write(
    'post',
    '/reports/templates/import',
    {
      tag,
      status: 202,
      summary: say('由一份材料（docx）生成模板，文件先传到 /files', 'Make a template from a paper (docx), uploaded to /files first'),
      body: z.strictObject({ ...head, file: idText }),
    },
    async ({ tx, actor, body: { file: id, ...given } }) => {
      mustMay(actor, 'evaluation.manage', { region: tx.work.city })
      const file = await findFile(tx, id)
      if (!file || (file.person_id !== actor.person && !can(actor, 'files.read', { region: file.region, enterprise: file.own_id })))
        throw new Problem('row.not-found')
      return { job: await addJob(tx, IMPORT_JOB, { file: file.id, ...given }, { region: tx.work.city, title: given.name }) }
    },
  )
  routes.write(
    'put',
    '/reports/templates/:id',
    {
      tag,
      summary: say('修改报告模板', 'Change a report template'),
      params: byId,
      body: z.strictObject({ version, ...change, body: text }),
    },
    async ({ tx, actor, params, body: { version: at, ...given } }) => {
      mustMay(actor, 'evaluation.manage', { region: tx.work.city })
      await readable(tx, reportTemplates, actor, params.id)
      return changeTemplate(tx, world, params.id, at, given)
    },
  )
  routes.write(
    'post',
    '/reports/templates/:id/retire',
    { tag, summary: say('停用报告模板', 'Take a report template out of use'), params: byId, body: z.strictObject({ version }) },
    async ({ tx, actor, params, body }) => {
      mustMay(actor, 'evaluation.manage', { region: tx.work.city })
      await readable(tx, reportTemplates, actor, params.id)
      await retireTemplate(tx, params.id, body.version)
      return {}
    },
  )
}

/** The editions of a template, and a template as a JSON file, out and in. */
export function editionRoutes(routes: Routes, world: World): void {
  const byEdition = byId.extend({ edition: z.coerce.number().int().min(1) })
  routes.read(
    '/reports/templates/:id/editions',
    { tag, summary: say('模板的各版', 'The editions of a template'), params: byId },
    async ({ tx, actor, params }) => {
      const { id, code } = (await readable(tx, reportTemplates, actor, params.id)) as unknown as TemplateRow
      return { items: await editionsOf(tx, id, code) }
    },
  )
  routes.read(
    '/reports/templates/:id/editions/:edition',
    { tag, summary: say('模板的一版', 'One edition of a template'), params: byEdition },
    async ({ tx, actor, params }) => editionOf(tx, (await readable(tx, reportTemplates, actor, params.id)).id, params.edition),
  )
  routes.read(
    '/reports/templates/:id/editions/:edition/export',
    { tag, summary: say('导出一版模板（json）', 'One edition as a JSON file'), params: byEdition },
    async ({ tx, actor, params, reply }) => {
      const edition = await editionOf(tx, (await readable(tx, reportTemplates, actor, params.id)).id, params.edition)
      reply.header('content-disposition', disposition(`${edition.name} 第${edition.edition}版.json`, false))
      return fileOf(edition)
    },
  )
  routes.write(
    'post',
    '/reports/templates/take',
    {
      tag,
      status: 201,
      summary: say('由模板文件（json）新建模板，或存为某模板的新版', 'Take a template file (JSON) in, as a template or as an edition of one'),
      body: z.strictObject({ text: z.string().min(1).max(400_000), into: z.strictObject({ id: idText, version }).nullable().default(null) }),
    },
    async ({ tx, actor, body }) => {
      mustMay(actor, 'evaluation.manage', { region: tx.work.city })
      const given = templateIn(body.text, namesOf(world))
      if (body.into === null) return { id: (await createTemplate(tx, world, given)).id }
      await readable(tx, reportTemplates, actor, body.into.id)
      return { id: (await changeTemplate(tx, world, body.into.id, body.into.version, given)).id }
    },
  )
}

const IMPORT_JOB = 'report.template-import'
const payload = z.object({ ...head, file: idText })

/** Reads a paper and keeps its headings and sentences as a template. */
export const templateImportJob = (duties: readonly Duty[]): JobDeclaration => ({
  kind: IMPORT_JOB,
  title: { zh: '由材料生成报告模板', en: 'Make a report template from a paper' },
  maxAttempts: 1,
  run: async ({ job, files, read, write }) => {
    const { file: id, ...given } = payload.parse(job.payload)
    const file = await read((tx) => findFile(tx, id))
    if (!file) throw new Problem('row.not-found')
    const { title, body } = templateFromPaper(readPaper(file.name, await buffer(readStored(files, file.hash))))
    if (body.length > LONGEST_BODY) throw new Problem('report.paper-long', { limit: LONGEST_BODY })
    const made = await write(async (tx) => {
      const by = file.person_id === null ? undefined : await tx.selectFrom('person').select('name').where('id', '=', file.person_id).executeTakeFirst()
      tx.work.reason = `${by ? `${by.name}：` : ''}由材料“${file.name}”生成`
      return createTemplate(tx, worldOf(duties), { ...given, title: title ?? given.title, body })
    })
    return { template: made.id }
  },
})
