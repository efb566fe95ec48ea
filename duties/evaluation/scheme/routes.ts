import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { z } from 'zod'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Duty } from '../../../platform/duty.ts'
import { readStored } from '../../../platform/evidence/bytes.ts'
import { findFile } from '../../../platform/evidence/files.ts'
import { disposition } from '../../../platform/evidence/media.ts'
import type { Routes } from '../../../platform/http/routes.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import type { JobDeclaration } from '../../../platform/jobs/declare.ts'
import { addJob } from '../../../platform/jobs/queue.ts'
import { dateText, idText } from '../../../platform/register/schema.ts'
import { readable } from '../../../platform/register/serve.ts'
import { worldOf, type World } from '../facts.ts'
import { schemes, type SchemeRow } from '../registers.ts'
import { activate, changeHead, changeItem, copyScheme, headSchema, itemSchema, mustBeSound } from './edit.ts'
import { readScheme, writeScheme } from './sheet.ts'
import { itemsOf, keepScheme, schemeOf } from './store.ts'

const tag = 'evaluation'
const byId = z.object({ id: idText })
const version = z.int().min(1)
const edition = z.string().trim().min(1).max(40)
const say = (zh: string, en: string) => ({ zh, en })
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Schemes: list, read, copy, change a draft, put it in force, and the whole as a workbook out and in. Only whoever keeps the city's may write. */
export function schemeRoutes(routes: Routes, world: () => World): void {
  routes.read('/evaluation/schemes', { tag, summary: say('评价细则列表', 'Evaluation schemes') }, async ({ tx, actor }) => {
    mustMay(actor, 'evaluation.read')
    const { rows } = await sql`select s.id, s.version, s.code, s.edition, s.title, s.title_en, s.state, s.reconstructed, s.valid_from, s.valid_to, s.copied_from,
      (select count(*)::int from evaluation_item i where i.evaluation_scheme_id = s.id and i.closed_at is null) as items
      from evaluation_scheme s where s.closed_at is null order by s.valid_from desc nulls last, s.created_at desc limit 200`.execute(tx)
    return { items: rows, may: can(actor, 'evaluation.manage', { region: tx.work.city }) ? ['manage'] : [] }
  })
  routes.read('/evaluation/schemes/:id', { tag, summary: say('一版评价细则', 'One scheme'), params: byId }, async ({ tx, actor, params }) => {
    const row = await readable(tx, schemes, actor, params.id) as unknown as SchemeRow
    const rows = await itemsOf(tx, row.id)
    const whole = schemeOf(row, rows)
    return {
      ...whole, id: row.id, version: row.version, state: row.state, valid_from: row.valid_from,
      items: whole.items.map((item, at) => ({ ...item, id: rows[at]!.id, version: rows[at]!.version })),
      indicators: [...world().indicators.keys()].map((name) => ({ name, title: world().shown(name).title, computed: world().shown(name).computed })),
      may: row.state === 'draft' && can(actor, 'evaluation.manage', { region: tx.work.city }) ? ['change'] : [],
    }
  })
  routes.read('/evaluation/schemes/:id/export', { tag, summary: say('导出整版细则（xlsx）', 'The whole scheme as xlsx'), params: byId }, async ({ tx, actor, params, reply }) => {
    const row = await readable(tx, schemes, actor, params.id) as unknown as SchemeRow
    reply.header('content-type', XLSX).header('content-disposition', disposition(`${row.title} ${row.edition}.xlsx`, false))
    return writeScheme(schemeOf(row, await itemsOf(tx, row.id)))
  })
  schemeWrites(routes, world)
}

function schemeWrites(routes: Routes, world: () => World): void {
  routes.write('post', '/evaluation/schemes/import', { tag, status: 202, summary: say('导入整版细则为草稿（文件先传到 /files）', 'Take a workbook in as a draft (upload it to /files first)'), body: z.strictObject({ file: idText }) }, async ({ tx, actor, body }) => {
    mustMay(actor, 'evaluation.manage', { region: tx.work.city })
    const file = await findFile(tx, body.file)
    if (!file || (file.person_id !== actor.person && !can(actor, 'files.read', { region: file.region, enterprise: file.own_id }))) throw new Problem('row.not-found')
    return { job: await addJob(tx, IMPORT_JOB, { file: file.id }, { region: tx.work.city, title: file.name }) }
  })
  routes.write('post', '/evaluation/schemes/:id/copy', { tag, status: 201, summary: say('复制为草稿', 'Copy as a draft'), params: byId, body: z.strictObject({ edition }) }, async ({ tx, actor, params, body }) => {
    mustMay(actor, 'evaluation.manage', { region: tx.work.city })
    return { id: (await copyScheme(tx, params.id, body.edition)).id }
  })
  routes.write('put', '/evaluation/schemes/:id', { tag, summary: say('修改草稿的名称、说明和计分方式', 'Change a draft’s title, notes and scoring'), params: byId, body: headSchema.extend({ version }) }, async ({ tx, actor, params, body: { version, ...head } }) => {
    mustMay(actor, 'evaluation.manage', { region: tx.work.city })
    return { version: (await changeHead(tx, params.id, version, head)).version }
  })
  routes.write('put', '/evaluation/schemes/:id/items/:item', { tag, summary: say('修改草稿的一项指标', 'Change one item of a draft'), params: byId.extend({ item: idText }), body: itemSchema.extend({ version }) }, async ({ tx, actor, params, body: { version, ...item } }) => {
    mustMay(actor, 'evaluation.manage', { region: tx.work.city })
    return { version: (await changeItem(tx, world(), params.id, params.item, version, item)).version }
  })
  routes.write('post', '/evaluation/schemes/:id/activate', { tag, summary: say('启用草稿', 'Put a draft in force'), params: byId, body: z.strictObject({ from: dateText.transform((text) => text as DateOnly) }) }, async ({ tx, actor, params, body }) => {
    mustMay(actor, 'evaluation.manage', { region: tx.work.city })
    return { version: (await activate(tx, world(), params.id, body.from)).version }
  })
}

const IMPORT_JOB = 'evaluation.scheme-import'

/** Reads a workbook as a draft of the city's own. Its edition must be another than those on record. */
export const schemeImportJob = (duties: readonly Duty[]): JobDeclaration => ({
  kind: IMPORT_JOB,
  title: { zh: '导入评价细则', en: 'Take in an evaluation scheme' },
  maxAttempts: 1,
  run: async ({ job, files, read, write }) => {
    const { file: id } = z.object({ file: idText }).parse(job.payload)
    const file = await read((tx) => findFile(tx, id))
    if (!file) throw new Problem('row.not-found')
    const scheme = await readScheme(await buffer(readStored(files, file.hash)))
    mustBeSound(scheme, worldOf(duties), true)
    const row = await write((tx) => keepScheme(tx, { ...scheme, valid_to: null }, { state: 'draft' }))
    return { scheme: row.id, items: scheme.items.length }
  },
})

