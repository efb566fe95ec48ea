import { sql } from 'kysely'
import { Problem, type FieldProblem } from '../../platform/core/problem.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import type { Tx } from '../../platform/database/database.ts'
import { mustMay } from '../../platform/identity/actor.ts'
import { insertRow } from '../../platform/register/store.ts'
import { canteenLimits } from './registers-canteen.ts'
import { selfCheckForms, selfCheckRules, type SelfCheckFormRow } from './registers.ts'
import { selfCheckKinds, type SelfCheckKind } from './rules/self-check.ts'
import { shippedCanteenLimits } from './shipped/canteen-book.ts'
import { shippedSelfCheckTables } from './shipped/self-check.ts'
import { shippedForms, type FormItem } from './shipped/forms.ts'
import { MANAGE, type FormGroup } from './words.ts'

export type NewForm = {
  readonly kind: SelfCheckKind; readonly applies: FormGroup; readonly title: string; readonly valid_from: string; readonly source: string
  readonly items: readonly { readonly code?: string | undefined; readonly zh: string; readonly en: string }[]
}

const keep = async (tx: Tx, form: Omit<NewForm, 'items'>, version: number, items: readonly FormItem[]): Promise<SelfCheckFormRow> =>
  await insertRow(tx, selfCheckForms, { region: tx.work.city, ...form, form_version: version, item_count: items.length, items }) as SelfCheckFormRow

/** The next version of a form; records made by the one before keep it. @throws Problem `input.invalid` with every fault */
export async function addForm(tx: Tx, { items: given, ...form }: NewForm): Promise<SelfCheckFormRow> {
  mustMay(tx.work.actor, MANAGE, { region: tx.work.city })
  const { rows: [last] } = await sql<{ version: number }>`select coalesce(max(form_version), 0) as version from self_check_form where kind = ${form.kind} and applies = ${form.applies}`.execute(tx)
  const version = last!.version + 1
  const items = given.map(({ code, zh, en }, at): FormItem => ({ code: code ?? `v${version}-${at + 1}`, text: { zh, en } }))
  const twice = items.filter(({ code }, at) => items.findIndex((one) => one.code === code) !== at)
  const faults: FieldProblem[] = [
    ...(form.valid_from < tx.work.today ? [{ path: 'valid_from', sentence: { zh: '启用日期不能早于今天：已填的记录按原来的表单。', en: 'It cannot begin before today: records made keep the form they were made by.' } }] : []),
    ...twice.map(({ code }) => ({ path: 'items', sentence: { zh: `项目代码重复：${code}。`, en: `Two items have the code ${code}.` } })),
  ]
  if (faults.length > 0) throw new Problem('input.invalid', {}, faults)
  return keep(tx, form, version, items)
}

const FROM = '2022-11-01' as DateOnly

/** The shipped rules, where a city has none. */
async function seedSelfCheckRules(tx: Tx): Promise<void> {
  const { rows } = await sql`select 1 from self_check_rule limit 1`.execute(tx)
  if (rows.length > 0) return
  for (const { valid_from, source, appliesTo, duties: { daily, weekly, monthly }, ...table } of shippedSelfCheckTables) {
    await insertRow(tx, selfCheckRules, {
      region: tx.work.city, valid_from, types: appliesTo.types ?? [], not_types: appliesTo.notTypes ?? [], daily_roles: daily.roles, weekly_roles: weekly.roles, monthly_roles: monthly.roles, monthly_with: monthly.with,
      on_behalf: selfCheckKinds.filter((kind) => ({ daily, weekly, monthly })[kind].onBehalf), source: table.confidence === 'recalled_high' ? source : `${source}（待法制人员核定）`,
    })
  }
}

/** Every city starts with the shipped forms and limits. */
export async function seedSelfCheck(tx: Tx): Promise<void> {
  for (const { kind, applies, title, items } of shippedForms) await keep(tx, { kind, applies, title: title.zh, valid_from: FROM, source: '总局令第60号（2025年起第97号）；项目按食品安全法和操作规范整理，待替换为本市清单' }, 1, items)
  await seedSelfCheckRules(tx)
  for (const limits of shippedCanteenLimits) await insertRow(tx, canteenLimits, { ...limits, region: tx.work.city })
}

/** Brings them to a city that was made before. */
export async function upgradeSelfCheck(tx: Tx): Promise<void> {
  const { rows } = await sql`select 1 from self_check_form limit 1`.execute(tx)
  if (rows.length === 0) await seedSelfCheck(tx)
  else await seedSelfCheckRules(tx)
}
