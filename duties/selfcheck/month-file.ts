import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { monthSpan } from '../../platform/core/periods.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Block } from '../../platform/documents/official.ts'
import { writeWorkbook, type SheetSource } from '../../platform/documents/spreadsheet/index.ts'
import { officialDocument } from '../../platform/documents/word.ts'
import { can } from '../../platform/identity/actor.ts'
import type { Problem_ } from './registers.ts'
import { placesOf } from './store.ts'
import { disinfectionChoices, kindChoices, mealChoices, READ, roleChoices } from './words.ts'

/** A table of the file: its heading, columns and rows, Chinese as the file goes to Chinese authorities. */
type Part = { readonly title: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly widths?: readonly number[] }
export type MonthFile = { readonly name: string; readonly month: DateOnly; readonly parts: readonly Part[] }

const word = (options: readonly { readonly code: string; readonly label: { readonly zh: string } }[], code: string): string => options.find((one) => one.code === code)?.label.zh ?? code
const found = (problems: readonly Problem_[]): string => problems.map(({ text, measure }) => `${text}；措施：${measure}`).join('\n')
/** `05-06 12:30` in Asia/Shanghai. */
const at = (instant: string | null): string => (instant === null ? '' : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' '))

type Check = { on_day: string; kind: string; role: string; filled_by: string; attended: readonly string[]; zero_risk: boolean; problems: readonly Problem_[]; decision: string | null; late: boolean }
type Missed = { kind: string; due_on: string }

/**
 * All that a place recorded in a month. Who was checked in the morning is told by numbers only.
 * @throws Problem `row.not-found` where the place is neither in the actor's area nor their own
 */
export async function monthFile(tx: Tx, premises: string, first: DateOnly): Promise<MonthFile> {
  const { actor } = tx.work
  const [place] = await placesOf(tx, [premises])
  if (!place || !(can(actor, READ, { region: place.region }) || actor.enterprise === place.enterprise_id)) throw new Problem('row.not-found')
  const { from, until } = monthSpan(first)
  const where = sql`premises_id = ${place.id}::uuid and on_day between ${from}::date and ${until}::date and closed_at is null`
  const ask = async <R>(columns: string, table: string): Promise<readonly R[]> => (await sql<R>`select ${sql.raw(columns)} from ${sql.table(table)} where ${where} order by on_day, id`.execute(tx)).rows
  const checks = await ask<Check>('on_day, kind, role, filled_by, attended, zero_risk, problems, decision, late', 'self_check')
  const { rows: [month] } = await sql<{ owed: number; kept: number; late: number; missed: number; missed_list: readonly Missed[] }>`select owed, kept, late, missed, missed_list from self_check_month
    where premises_id = ${place.id}::uuid and month = ${from}::date and closed_at is null`.execute(tx)
  const of = (kind: string): readonly (readonly string[])[] => checks.filter((one) => one.kind === kind).map((one) => [
    one.on_day + (one.late ? '（补记）' : ''), `${one.filled_by}（${word(roleChoices, one.role)}）`, one.zero_risk ? '零风险' : found(one.problems),
    [one.decision ?? '', one.attended.length > 0 ? `参加：${one.attended.map((role) => word(roleChoices, role)).join('、')}` : ''].filter((text) => text !== '').join('\n'),
  ])
  const parts: Part[] = [
    { title: '完成情况', head: ['应报', '已报', '其中补报', '漏报'], rows: [month ? [month.owed, month.kept, month.late, month.missed].map(String) : ['0', '0', '0', '0']] },
    ...kindChoices.map(({ code, label }): Part => ({ title: label.zh, head: ['日期', '记录人', '结果', '安排和参加人员'], rows: of(code), widths: [2, 2, 4, 3] })),
    { title: '漏报明细', head: ['类别', '应报日期'], rows: (month?.missed_list ?? []).map(({ kind, due_on }) => [word(kindChoices, kind), due_on]) },
  ]
  if (place.calendar !== null && place.calendar.meals.length > 0) parts.push(...await bookParts(ask))
  return { name: place.name, month: from, parts: parts.filter(({ rows, title }) => rows.length > 0 || title !== '漏报明细') }
}

type Ask = <R>(columns: string, table: string) => Promise<readonly R[]>
type Person = { on_day: string; fit: boolean; checked_by: string }

function morningRows(people: readonly Person[]): readonly (readonly string[])[] {
  return [...Map.groupBy(people, ({ on_day }) => on_day)].map(([day, all]) => [day, String(all.length), String(all.filter(({ fit }) => !fit).length), all[0]!.checked_by])
}

async function bookParts(ask: Ask): Promise<readonly Part[]> {
  const people = await ask<Person>('on_day, fit, checked_by', 'morning_check')
  const goods = await ask<{ on_day: string; goods: string; supplier: string; quantity: number; unit: string; best_before: string | null; papers: string | null; refused: boolean }>('on_day, goods, supplier, quantity, unit, best_before, papers, refused', 'goods_in')
  const clean = await ask<{ on_day: string; meal: string; method: string; reached: number; seconds: number; done_by: string | null }>('on_day, meal, method, reached, seconds, done_by', 'tableware_disinfection')
  const samples = await ask<{ on_day: string; meal: string; dish: string; weight: number; kept_at: string; celsius: number; kept_by: string; disposed_at: string | null }>('on_day, meal, dish, weight, kept_at, celsius, kept_by, disposed_at', 'food_sample')
  const meals = await ask<{ on_day: string; meal: string; leader: string; post: string; opinion: string | null }>('on_day, meal, leader, post, opinion', 'leader_meal')
  return [
    { title: '晨检', head: ['日期', '检查人数', '异常人数', '检查人'], rows: morningRows(people) },
    { title: '进货查验', head: ['日期', '货品', '供货者', '数量', '保质期至', '票证'], rows: goods.map((one) => [one.on_day, one.goods + (one.refused ? '（拒收）' : ''), one.supplier, `${one.quantity} ${one.unit}`, one.best_before ?? '', one.papers ?? '']) },
    { title: '餐饮具消毒', head: ['日期', '餐次', '方式', '温度（浓度）', '时间（秒）', '操作人'], rows: clean.map((one) => [one.on_day, word(mealChoices, one.meal), word(disinfectionChoices, one.method), String(one.reached), String(one.seconds), one.done_by ?? '']) },
    { title: '食品留样', head: ['餐次', '菜品', '克', '留样时间', '℃', '留样人', '处理时间'], rows: samples.map((one) => [word(mealChoices, one.meal), one.dish, String(one.weight), at(one.kept_at), String(one.celsius), one.kept_by, at(one.disposed_at)]), widths: [2, 4, 2, 3, 2, 2, 3] },
    { title: '陪餐', head: ['日期', '餐次', '陪餐人', '意见'], rows: meals.map((one) => [one.on_day, word(mealChoices, one.meal), `${one.leader}（${one.post}）`, one.opinion ?? '']), widths: [2, 1, 2, 4] },
  ]
}

const titleOf = ({ name, month }: MonthFile): string => `${name}食品安全自查记录（${month.slice(0, 4)}年${Number(month.slice(5, 7))}月）`
export const fileName = (file: MonthFile, ending: string): string => `${titleOf(file)}.${ending}`

/** The month as a .docx to print, sign and file. */
export const asWord = (file: MonthFile, today: DateOnly): Promise<Buffer> => officialDocument({
  title: titleOf(file), issuer: file.name, date: today,
  body: file.parts.flatMap(({ title, head, rows, widths }): Block[] => [
    { kind: 'heading', level: 1, text: title },
    rows.length === 0 ? { kind: 'paragraph', text: '本月没有记录。' } : { kind: 'table', head, rows, ...(widths && { widths }) },
  ]),
})

/** The month as a workbook, a sheet for each table. */
export async function asWorkbook(file: MonthFile): Promise<Buffer> {
  const out = new PassThrough()
  const whole = buffer(out)
  await writeWorkbook(out, { sheets: file.parts.map(({ title, head, rows }): SheetSource => ({ name: title, columns: head.map((header) => ({ header, width: 18 })), rows })) })
  return whole
}
