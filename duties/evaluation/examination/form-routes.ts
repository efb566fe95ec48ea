import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { Problem } from '../../../platform/core/problem.ts'
import type { Duty } from '../../../platform/duty.ts'
import { readStored } from '../../../platform/evidence/bytes.ts'
import { findFile } from '../../../platform/evidence/files.ts'
import { disposition } from '../../../platform/evidence/media.ts'
import type { Routes } from '../../../platform/http/routes.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { idText } from '../../../platform/register/schema.ts'
import { schemeFor } from '../state.ts'
import { formFaults } from './form-rules.ts'
import { formCode, lineSchema, premisesKind, readForm, writeForm } from './form-sheet.ts'
import { activateForm, changeForm, draftForm, formAnswer, formsOf, newForm, retireForm } from './forms.ts'
import { premisesTypesOf, type Parents } from './pool.ts'
import { MANAGE } from './registers.ts'

const tag = 'examination'
const say = (zh: string, en: string) => ({ zh, en })
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const byForm = z.object({ form: idText })
const version = z.int().min(1)
const title = z.string().trim().min(1).max(200)
const count = z.int().min(0).max(50)
const part = z.strictObject({
  areas: z.strictObject({ district: count, county: count }),
  quotas: z.record(premisesKind, z.int().min(1).max(200)),
})
const content = z.union([
  z.strictObject({ kinds: z.array(premisesKind).max(60), lines: z.array(lineSchema).max(60) }),
  z.strictObject({ open: part, covert: part }),
])
const from = z.union([idText, z.string().regex(/^shipped:[a-z0-9-]{1,40}$/)]).nullable()

/** Check sheets and quotas: list, one, a new edition, change of a draft, in force, out of use, as a workbook out and in. */
export function formRoutes(routes: Routes, parents: Parents): void {
  routes.read('/examinations/forms', { tag, summary: say('检查表和抽取配额', 'Check sheets and quotas') }, ({ tx }) => formsOf(tx))
  routes.read('/examinations/forms/:form', { tag, params: byForm, summary: say('一版检查表或配额', 'One edition') }, ({ tx, params }) =>
    formAnswer(tx, params.form),
  )
  routes.read(
    '/examinations/forms/:form/export',
    { tag, params: byForm, summary: say('导出检查表或配额（xlsx）', 'One edition as xlsx') },
    async ({ tx, params, reply }) => {
      const form = await formAnswer(tx, params.form)
      reply.header('content-type', XLSX).header('content-disposition', disposition(`${form.title.zh} 第${form.edition}版.xlsx`, false))
      return writeForm({ kind: form.kind, code: form.code, title: form.title.zh, title_en: form.title.en, content: form.content })
    },
  )
  routes.write(
    'post',
    '/examinations/forms',
    {
      tag,
      status: 201,
      summary: say('新建一版（复制或从空白开始）', 'A new edition, from another or from nothing'),
      body: z.strictObject({ kind: z.enum(['sheet', 'quotas']), code: formCode, title, title_en: title, from }),
    },
    ({ tx, body }) => newForm(tx, body),
  )
  routes.write(
    'put',
    '/examinations/forms/:form',
    {
      tag,
      params: byForm,
      summary: say('修改草稿', 'Change a draft'),
      body: z.strictObject({ version, title, title_en: title, content }),
    },
    ({ tx, params, body: { version: at, ...change } }) => changeForm(tx, params.form, at, change, parents),
  )
  routes.write(
    'post',
    '/examinations/forms/:form/activate',
    { tag, params: byForm, summary: say('启用', 'Put in force'), body: z.strictObject({ version }) },
    ({ tx, params, body }) => activateForm(tx, params.form, body.version, parents),
  )
  routes.write(
    'post',
    '/examinations/forms/:form/retire',
    { tag, params: byForm, summary: say('停用', 'Take out of use'), body: z.strictObject({ version }) },
    ({ tx, params, body }) => retireForm(tx, params.form, body.version),
  )
  routes.write(
    'post',
    '/examinations/forms/import',
    {
      tag,
      status: 202,
      summary: say('导入为草稿（文件先传到 /files）', 'Take a workbook in as a draft (upload it to /files first)'),
      body: z.strictObject({ file: idText }),
    },
    async ({ tx, actor, body }) => {
      mustMay(actor, MANAGE, { region: tx.work.city })
      const file = await findFile(tx, body.file)
      if (!file || (file.person_id !== actor.person && !can(actor, 'files.read', { region: file.region, enterprise: file.own_id })))
        throw new Problem('row.not-found')
      return { job: await addJob(tx, IMPORT_JOB, { file: file.id, by: actor.person }, { region: tx.work.city, title: file.name }) }
    },
  )
}

const IMPORT_JOB = 'examination.form-import'

/** Reads a workbook as a draft of its code. */
export const formImportJob = (duties: readonly Duty[]): JobDeclaration => ({
  kind: IMPORT_JOB,
  title: { zh: '导入检查表或配额', en: 'Take in a check sheet or quotas' },
  maxAttempts: 1,
  run: async ({ job, files, read, write }) => {
    const { file: id } = z.object({ file: idText }).parse(job.payload)
    const file = await read((tx) => findFile(tx, id))
    if (!file) throw new Problem('row.not-found')
    const form = await readForm(await buffer(readStored(files, file.hash)))
    const kinds = new Set(premisesTypesOf(duties).keys())
    const made = await write(async (tx) => {
      const { items } = await schemeFor(tx, tx.work.today)
      const faults = formFaults(form.kind, form.content, { items: new Set(items.map(({ code }) => code)), kinds })
      if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
      return draftForm(tx, form)
    })
    return { form: made.id }
  },
})
