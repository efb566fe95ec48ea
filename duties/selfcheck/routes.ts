import { sql } from 'kysely'
import { z } from 'zod'
import type { DateOnly } from '../../platform/core/dates.ts'
import { addDays } from '../../platform/core/dates.ts'
import { monthSpan } from '../../platform/core/periods.ts'
import { Problem } from '../../platform/core/problem.ts'
import { attachFiles } from '../../platform/evidence/attach.ts'
import { disposition } from '../../platform/evidence/media.ts'
import type { Routes } from '../../platform/http/routes.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { createSchema, dateText, idText, regionText } from '../../platform/register/schema.ts'
import { checkRules, present } from '../../platform/register/serve.ts'
import { findRow, insertRow, type AnyRow } from '../../platform/register/store.ts'
import { bookInput, plainText } from './book-contract.ts'
import { bookKinds, disposeSamples, keepInBook, withdrawEntry } from './book.ts'
import { coverage } from './coverage.ts'
import { addForm } from './forms.ts'
import { hooks } from './hooks.ts'
import { asWord, asWorkbook, fileName, monthFile } from './month-file.ts'
import { ownToday } from './own.ts'
import { correctSelfCheck, ownPlace, recordSelfCheck } from './record.ts'
import { schoolChecks, selfCheckForms, selfChecks } from './registers.ts'
import { schoolCoverage, schoolList } from './schools.ts'
import { formGroups, kindChoices, levelChoices, RECORD, roleChoices } from './words.ts'

const tag = 'self_check'
const say = (zh: string, en: string) => ({ zh, en })
const codes = <const C extends string>(options: readonly { readonly code: C }[]): readonly C[] => options.map(({ code }) => code)
const text = plainText
const day = dateText.transform((given) => given as DateOnly)
const region = regionText.optional()
const photos = z.array(idText).max(20).default([])
const why = z.strictObject({ reason: text(500).min(1) })
const byId = z.object({ id: idText })

const content = {
  role: z.enum(codes(roleChoices)), attended: z.array(z.enum(codes(roleChoices))).max(3).default([]), filled_by: text(60).min(1), zero_risk: z.boolean(),
  answers: z.record(z.string().regex(/^[a-z0-9-]{1,40}$/), z.enum(['ok', 'bad', 'none'])),
  problems: z.array(z.strictObject({ text: text(500), measure: text(500), code: plainText(40).exactOptional() })).max(60), decision: text(2000).default(''), photos,
}
/** A record as a business sends it. */
export const selfCheckRecord = z.strictObject({ id: idText, premises: idText, kind: z.enum(codes(kindChoices)), on: day, ...content })
const form = z.strictObject({
  kind: z.enum(codes(kindChoices)), applies: z.enum(codes(formGroups)), title: text(120).min(1), valid_from: dateText, source: text(300).default(''),
  items: z.array(z.strictObject({ code: z.string().regex(/^[a-z0-9-]{1,40}$/).optional(), zh: text(200).min(1), en: text(200).min(1) })).min(1).max(60),
})
const since = z.object({ region, from: day.optional(), until: day.optional() })
/** The half-year before today where nothing is said: about a term. */
const spanOf = ({ from, until }: { from?: DateOnly | undefined; until?: DateOnly | undefined }, today: DateOnly) => ({ from: from ?? addDays(today, -182), until: until ?? today })

/** What a business does: its first screen, its records, its book, its photos. */
function ownRoutes(routes: Routes): void {
  routes.read('/own/today', { tag, query: z.object({ premises: idText.optional() }), summary: say('本单位今日要记、要改、要办', 'What a business must record or correct today') }, ({ tx, query }) => ownToday(tx, query.premises))
  routes.write('post', '/self-checks', { tag, status: 201, body: selfCheckRecord, summary: say('提交日管控、周排查、月调度', 'Send a day’s, week’s or month’s record') }, async ({ tx, actor, body }) =>
    ({ row: present(selfChecks, actor, await recordSelfCheck(tx, body) as unknown as AnyRow) }))
  routes.write('post', '/self-checks/:id/correct', { tag, params: byId, body: z.strictObject({ version: z.int().min(1), ...content, reason: text(500).min(1) }), summary: say('更正自查记录（原记录保留）', 'Correct a record; the one before is kept') }, async ({ tx, actor, params, body }) => {
    const { version, reason, ...given } = body
    return { row: present(selfChecks, actor, await correctSelfCheck(tx, params.id, version, given, reason) as unknown as AnyRow) }
  })
  routes.write('post', '/canteen-book', { tag, status: 201, body: bookInput, summary: say('填写食堂台账', 'Write into the canteen book') }, ({ tx, body }) => keepInBook(tx, body))
  routes.write('post', '/canteen-book/dispose', { tag, body: z.strictObject({ premises: idText, ids: z.array(idText).min(1).max(60), at: z.iso.datetime(), by: text(60).min(1) }), summary: say('登记留样已处理', 'Say that samples were thrown away') }, ({ tx, body }) => disposeSamples(tx, body))
  routes.write('post', '/canteen-book/:kind/:id/withdraw', { tag, params: z.object({ kind: z.enum(bookKinds), id: idText }), body: why, summary: say('作废一条台账记录', 'Take a wrong entry out of the book') }, async ({ tx, params, body }) =>
    ({ id: (await withdrawEntry(tx, params.kind, params.id, body.reason)).id }))
  routes.write('post', '/own/school-check', { tag, status: 201, body: createSchema(schoolChecks.fields).extend({ id: idText, premises_id: idText }), summary: say('登记校级自查', 'Record a school’s own check') }, async ({ tx, actor, body }) => {
    const { id, premises_id, ...given } = body as Record<string, unknown> & { id: string; premises_id: string } // read by the schema above
    const place = await ownPlace(tx, premises_id)
    const before = await findRow(tx, schoolChecks, id)
    if (before) return { row: present(schoolChecks, actor, before as unknown as AnyRow) }
    const values = { ...given, region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id }
    const whole = { ...values, ...await hooks.complete['school_check']!(tx, values) }
    checkRules(schoolChecks, whole, tx.work.today)
    return { row: present(schoolChecks, actor, await insertRow(tx, schoolChecks, whole, id) as unknown as AnyRow) }
  })
  routes.write('post', '/own/orders/:id/photos', { tag, params: byId, body: z.strictObject({ photos: z.array(idText).min(1).max(20) }), summary: say('给整改附上照片', 'Put photos to an order to correct') }, async ({ tx, actor, params, body }) => {
    const { rows: [order] } = await sql<{ region: string; enterprise_id: string }>`select region, enterprise_id from rectification where id = ${params.id}::uuid and closed_at is null`.execute(tx)
    if (!order) throw new Problem('row.not-found')
    mustMay(actor, RECORD, { region: order.region, enterprise: order.enterprise_id })
    await attachFiles(tx, body.photos, { table: 'rectification', id: params.id, region: order.region })
    return {}
  })
}

/** What the office sees: coverage, schools, the month's file; and new versions of forms. */
export function selfCheckRoutes(routes: Routes): void {
  ownRoutes(routes)
  routes.read('/self-check-coverage', { tag, query: z.object({ region, month: day.optional(), by: z.enum(['region', 'business']).default('region') }), summary: say('自查和食堂台账完成情况', 'Who keeps self-checks and canteen books') }, ({ tx, actor, query }) =>
    coverage(tx, query.region ?? actor.region, monthSpan(query.month ?? tx.work.today).from, query.by))
  routes.read('/school-check-coverage', { tag, query: since, summary: say('学校三级检查覆盖', 'Schools checked at three levels') }, async ({ tx, actor, query }) =>
    ({ span: spanOf(query, tx.work.today), items: await schoolCoverage(tx, query.region ?? actor.region, spanOf(query, tx.work.today)) }))
  routes.read('/school-check-schools', {
    tag, summary: say('学校与最近的三级检查', 'Schools with their last checks'),
    query: since.extend({ without: z.enum(codes(levelChoices)).optional(), cursor: z.string().max(600).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  }, ({ tx, actor, query }) => schoolList(tx, { region: query.region ?? actor.region, span: spanOf(query, tx.work.today), cursor: query.cursor, limit: query.limit, without: query.without }))
  routes.read('/self-check-file', { tag, query: z.object({ premises: idText, month: day, format: z.enum(['docx', 'xlsx']).default('docx') }), summary: say('一户一月的自查记录（docx、xlsx）', 'A place’s records of a month (docx, xlsx)') }, async ({ tx, query, reply }) => {
    const file = await monthFile(tx, query.premises, query.month)
    const type = query.format === 'docx' ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    reply.header('content-type', type).header('content-disposition', disposition(fileName(file, query.format), false))
    return query.format === 'docx' ? asWord(file, tx.work.today) : asWorkbook(file)
  })
  routes.write('post', '/self-check-forms', { tag, status: 201, body: form, summary: say('新版自查表单', 'The next version of a form') }, async ({ tx, actor, body }) =>
    ({ row: present(selfCheckForms, actor, await addForm(tx, body) as unknown as AnyRow) }))
}
