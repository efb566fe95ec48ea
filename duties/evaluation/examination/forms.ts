import { sql } from 'kysely'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can, mustMay } from '../../../platform/identity/actor.ts'
import { readable } from '../../../platform/register/serve.ts'
import { changeRow, columnList, insertRow } from '../../../platform/register/store.ts'
import { differing, untouched } from '../../../platform/register/untouched.ts'
import { schemeFor } from '../state.ts'
import type { CheckSheet, DrawRules, Form, FormKind, FormLine, SheetContent } from './contract.ts'
import { formFaults } from './form-rules.ts'
import type { Parents } from './pool.ts'
import { forms, MANAGE, type FormRow } from './registers.ts'
import { pointsOf, shippedRules } from './shipped-rules.ts'
import { shippedSheets } from './sheets.ts'

problems({
  'examination.form-in-use': [
    409,
    '这一版已经启用过，不能改动。请另建新版次。',
    'This edition is in force, or was, and stays as it is. Make a new edition.',
  ],
  'examination.form-draft': [
    409,
    '“{title}”已有一版正在编辑，请先编辑或停用那一版。',
    '“{title}” has a draft already. Edit that one, or retire it.',
  ],
  'examination.form-kinds': [
    409,
    '业态 {kinds} 已有启用的检查表（{titles}），一种业态只能用一张。',
    '{kinds} have a check sheet in force already ({titles}); a kind of business has one.',
  ],
})

export type NewForm = {
  readonly kind: FormKind
  readonly code: string
  readonly title: string
  readonly title_en: string
  readonly content: SheetContent | DrawRules
}
export type FormChange = Pick<NewForm, 'title' | 'title_en' | 'content'>

/** What ships, in the form of a new edition. */
export const shippedForms: readonly NewForm[] = [
  ...shippedSheets.map(({ code, title, kinds, lines }): NewForm => ({
    kind: 'sheet',
    code,
    title: title.zh,
    title_en: title.en,
    content: { kinds, lines },
  })),
  { kind: 'quotas', code: 'standard', title: '抽取配额（22 类业态）', title_en: 'Quotas (22 kinds of business)', content: shippedRules },
]

/**
 * Every city starts with the shipped sheets and quotas in force. One that an earlier release made gets those it never had, and the next
 * edition of one that nobody here touched; where it has its own for the same kinds of business, as a draft only.
 */
export async function seedForms(tx: Tx, shipped: readonly NewForm[] = shippedForms): Promise<void> {
  const { rows } = await sql<FormRow>`select ${columnList(forms as never)} from examination_form order by edition for update`.execute(tx)
  const own = await untouched(tx, forms, rows.map(({ id }) => id))
  const open = rows.filter(({ closed_at }) => closed_at === null)
  for (const form of shipped) {
    const known = rows.filter(({ kind, code }) => kind === form.kind && code === form.code)
    if (!known.every(({ id }) => own.has(id)) || known.some((row) => Object.keys(differing(row, { title: form.title, title_en: form.title_en, content: form.content })).length === 0)) continue
    const before = known.find(({ state, closed_at }) => state === 'in_force' && closed_at === null)
    const { content } = form
    const others = isSheet(content) ? open.filter((row) => row.state === 'in_force' && row !== before && isSheet(row.content) && row.content.kinds.some((kind) => content.kinds.includes(kind))) : []
    const state = others.length > 0 ? 'draft' : 'in_force'
    if (before && state === 'in_force') await changeRow(tx, forms, before as never, { state: 'retired', retired_on: tx.work.today })
    await insertRow(tx, forms, { region: tx.work.city, ...form, edition: (known.at(-1)?.edition ?? 0) + 1, state, in_force_on: state === 'in_force' ? tx.work.today : null })
  }
}

const isSheet = (content: SheetContent | DrawRules): content is SheetContent => 'lines' in content
const isQuotas = (content: SheetContent | DrawRules): content is DrawRules => 'open' in content
const sizeOf = (content: SheetContent | DrawRules): number =>
  isSheet(content) ? content.lines.length : isQuotas(content) ? pointsOf(content.open) + pointsOf(content.covert) : 0

const lineOf = ({
  id,
  kind,
  code,
  edition,
  title,
  title_en,
  state,
  in_force_on,
  retired_on,
  content,
}: FormRow): FormLine & { readonly id: string } => ({
  id,
  kind,
  code,
  edition,
  title: { zh: title, en: title_en },
  state,
  in_force_on,
  retired_on,
  size: sizeOf(content),
})

async function allForms(tx: Tx): Promise<readonly FormRow[]> {
  const { rows } = await sql<FormRow>`select ${columnList(forms as never)} from examination_form
    where closed_at is null order by kind desc, code, edition desc`.execute(tx)
  return rows
}

/** Whether an edition of this city ever took the place of what ships. */
const known = (rows: readonly FormRow[], { kind, code }: Pick<NewForm, 'kind' | 'code'>): boolean =>
  rows.some((row) => row.kind === kind && row.code === code && row.in_force_on !== null)

/** Every edition; of a city that has none of its own, what ships. */
export async function formsOf(tx: Tx): Promise<{ readonly items: readonly FormLine[]; readonly may: readonly 'manage'[] }> {
  mustMay(tx.work.actor, 'evaluation.read')
  const rows = await allForms(tx)
  const shipped = shippedForms
    .filter((one) => !known(rows, one))
    .map(({ kind, code, title, title_en, content }): FormLine => ({
      id: null,
      kind,
      code,
      edition: 1,
      title: { zh: title, en: title_en },
      state: 'in_force',
      in_force_on: null,
      retired_on: null,
      size: sizeOf(content),
    }))
  return { items: [...rows.map(lineOf), ...shipped], may: can(tx.work.actor, MANAGE, { region: tx.work.city }) ? ['manage'] : [] }
}

const formOf = async (tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<FormRow> =>
  (await readable(tx, forms as never, tx.work.actor, id, options)) as unknown as FormRow

export async function formAnswer(tx: Tx, id: string): Promise<Form> {
  const row = await formOf(tx, id)
  const { items } = await schemeFor(tx, tx.work.today)
  return {
    ...lineOf(row),
    version: row.version,
    content: row.content,
    items: items.map(({ code, title }) => ({ code, title })),
    may: can(tx.work.actor, MANAGE, { region: tx.work.city }) ? ['manage'] : [],
  }
}

/** What an empty one begins with. */
const EMPTY: Readonly<Record<FormKind, SheetContent | DrawRules>> = {
  sheet: { kinds: [], lines: [] },
  quotas: { open: { areas: { district: 1, county: 1 }, quotas: {} }, covert: { areas: { district: 0, county: 1 }, quotas: {} } },
}

async function contentFrom(
  tx: Tx,
  kind: FormKind,
  from: string | null,
): Promise<{ content: SheetContent | DrawRules; row: FormRow | null }> {
  if (from === null) return { content: EMPTY[kind], row: null }
  if (from.startsWith('shipped:')) {
    const shipped = shippedForms.find((one) => one.kind === kind && one.code === from.slice('shipped:'.length))
    if (!shipped) throw new Problem('row.not-found')
    return { content: shipped.content, row: null }
  }
  const row = await formOf(tx, from)
  if (row.kind !== kind) throw new Problem('row.not-found')
  return { content: row.content, row }
}

/** A draft with the next edition of its code. @throws Problem `examination.form-draft` (409) where one is being edited */
export async function draftForm(tx: Tx, given: NewForm, copied_from: string | null = null): Promise<{ id: string }> {
  mustMay(tx.work.actor, MANAGE, { region: tx.work.city })
  const own = (await allForms(tx)).filter(({ kind, code }) => kind === given.kind && code === given.code)
  const open = own.find(({ state }) => state === 'draft')
  if (open) throw new Problem('examination.form-draft', { title: open.title })
  // What ships was the first edition of its code, whether it was ever written here or not.
  const shipped = shippedForms.some(({ kind, code }) => kind === given.kind && code === given.code) ? 1 : 0
  const edition = Math.max(shipped, ...own.map((row) => row.edition)) + 1
  const row = await insertRow(tx, forms, { region: tx.work.city, ...given, edition, state: 'draft', copied_from })
  return { id: row.id }
}

export type Asked = Omit<NewForm, 'content'> & { readonly from: string | null }

/** A draft made from another one, from what ships, or from nothing. */
export async function newForm(tx: Tx, { from, ...head }: Asked): Promise<{ id: string }> {
  const { content, row } = await contentFrom(tx, head.kind, from)
  return draftForm(tx, { ...head, content }, row?.id ?? null)
}

async function faultsOf(tx: Tx, kind: FormKind, content: SheetContent | DrawRules, parents: Parents): Promise<readonly FieldProblem[]> {
  const { items } = await schemeFor(tx, tx.work.today)
  return formFaults(kind, content, { items: new Set(items.map(({ code }) => code)), kinds: new Set(parents.keys()) })
}

async function draftOf(tx: Tx, id: string, version: number): Promise<FormRow> {
  mustMay(tx.work.actor, MANAGE, { region: tx.work.city })
  const row = await formOf(tx, id, { lock: true })
  if (row.state !== 'draft') throw new Problem('examination.form-in-use')
  if (row.version !== version) throw new Problem('row.changed', { version: row.version })
  return row
}

/** Changes a draft. @throws Problem `examination.form-in-use` (409), `row.changed` (409), `input.invalid` (400) naming every line */
export async function changeForm(tx: Tx, id: string, version: number, change: FormChange, parents: Parents): Promise<Form> {
  const row = await draftOf(tx, id, version)
  const faults = await faultsOf(tx, row.kind, change.content, parents)
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  await changeRow(tx, forms, row, change)
  return formAnswer(tx, id)
}

/** A kind of business has one sheet in force. */
async function mustNotMeet(tx: Tx, row: FormRow): Promise<void> {
  if (!isSheet(row.content)) return
  const kinds = new Set(row.content.kinds)
  const others = (await allForms(tx)).filter((one) => one.kind === 'sheet' && one.state === 'in_force' && one.code !== row.code)
  const met = others.filter(({ content }) => isSheet(content) && content.kinds.some((kind) => kinds.has(kind)))
  if (met.length === 0) return
  const twice = met.flatMap(({ content }) => (isSheet(content) ? content.kinds.filter((kind) => kinds.has(kind)) : []))
  throw new Problem('examination.form-kinds', { kinds: [...new Set(twice)].join('、'), titles: met.map(({ title }) => title).join('、') })
}

/** Puts a draft in force; the edition before it is retired. Points that were drawn keep their sheet. */
export async function activateForm(tx: Tx, id: string, version: number, parents: Parents): Promise<Form> {
  const row = await draftOf(tx, id, version)
  const faults = await faultsOf(tx, row.kind, row.content, parents)
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  await mustNotMeet(tx, row)
  const before = (await allForms(tx)).find((one) => one.kind === row.kind && one.code === row.code && one.state === 'in_force')
  if (before) await changeRow(tx, forms, before, { state: 'retired', retired_on: tx.work.today })
  await changeRow(tx, forms, row, { state: 'in_force', in_force_on: tx.work.today })
  return formAnswer(tx, id)
}

/** Takes an edition out of use, or gives a draft up. */
export async function retireForm(tx: Tx, id: string, version: number): Promise<Form> {
  mustMay(tx.work.actor, MANAGE, { region: tx.work.city })
  const row = await formOf(tx, id, { lock: true })
  if (row.version !== version) throw new Problem('row.changed', { version: row.version })
  if (row.state === 'retired') throw new Problem('examination.form-in-use')
  await changeRow(tx, forms, row, { state: 'retired', retired_on: tx.work.today })
  return formAnswer(tx, id)
}

/** The sheets that a draw gives to its points; what ships stands in where a city never had one of its code. */
export async function sheetsInForce(tx: Tx): Promise<readonly CheckSheet[]> {
  const rows = (await allForms(tx)).filter(({ kind }) => kind === 'sheet')
  const own = rows.flatMap(({ state, code, edition, title, title_en, content }): CheckSheet[] =>
    state === 'in_force' && isSheet(content) ? [{ code, edition: String(edition), title: { zh: title, en: title_en }, ...content }] : [],
  )
  return [...own, ...shippedSheets.filter(({ code }) => !known(rows, { kind: 'sheet', code }))]
}
