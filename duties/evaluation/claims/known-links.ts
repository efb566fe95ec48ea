import { sql } from 'kysely'
import { z } from 'zod'
import { date } from '../../../platform/core/dates.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { dateText } from '../../../platform/register/schema.ts'
import type { Row } from '../../../platform/register/declare.ts'
import { changeRow, columnList, insertRow } from '../../../platform/register/store.ts'
import { differing, untouched } from '../../../platform/register/untouched.ts'
import { settings } from '../../../platform/settings/registers.ts'
import { setting } from '../../../platform/settings/settings.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { ReadClaim } from './contract.ts'

problems({
  'claims.links': [422, '设置“{code}”的内容有误，请在设置中改正。', 'The setting “{code}” is not right. Correct it in the settings.'],
})

/** Words of papers and the indicator they mean, from one day to another: all the words stand in subject and measure, and the unit is one of these. */
const link = z.object({
  words: z.array(z.string().min(1)).min(1),
  units: z.array(z.string()).min(1),
  indicator: z.string().min(1),
  valid_from: dateText,
  valid_to: dateText.nullable(),
})
export type ClaimLink = z.output<typeof link>

export const LINKS_SETTING = 'evaluation.claim-links'

const SINCE = date('2015-10-01')
const row = (indicator: string, words: readonly string[], ...units: readonly string[]): ClaimLink => ({
  words: [...words],
  units: [...units],
  indicator,
  valid_from: SINCE,
  valid_to: null,
})

/** Ours, until a city sets its own: only words that mean one thing in every paper. */
export const defaultLinks: readonly ClaimLink[] = [
  row('registry.premises', ['食品生产经营', '数量'], '户', '家', '个'),
  row('registry.premises', ['食品生产经营主体'], '户', '家', '个'),
  row('registry.three-small', ['三小', '数量'], '户', '家', '个'),
  row('registry.licensed-share', ['持证率'], '%'),
  row('bound-duty.covered', ['包保', '覆盖率'], '%'),
  row('registry.director-appointed', ['食品安全总监', '配备率'], '%'),
  row('registry.officer-appointed', ['食品安全员', '配备率'], '%'),
  row('bound-duty.visits-done', ['督导', '完成率'], '%'),
  row('sampling.per-thousand', ['食品', '抽检量'], '批次/千人', '份/千人'),
  row('sampling.agri-per-thousand', ['农产品', '抽检量'], '批次/千人', '份/千人'),
  row('sampling.pass-rate', ['监督抽检', '合格率'], '%'),
  row('sampling.evaluative-pass-rate', ['评价性', '合格率'], '%'),
  row('sampling.plan-done', ['抽检', '完成率'], '%'),
  row('sampling.disposal-on-time', ['核查处置', '率'], '%'),
  row('sampling.published', ['抽检', '公开率'], '%'),
  row('kitchens.school-connected', ['学校', '明厨亮灶'], '%'),
  row('kitchens.open-share', ['餐饮', '明厨亮灶'], '%'),
  row('catering.graded-share', ['量化分级', '率'], '%'),
  row('complaints.on-time', ['投诉举报', '按时办结率'], '%'),
  row('handlers.health-cards', ['健康证', '率'], '%'),
  row('insurance.insured', ['责任', '参保'], '户', '家', '个'),
  row('budget.spent', ['食品安全', '经费'], '元'),
  row('survey.satisfaction', ['满意度'], '%'),
  row('survey.awareness', ['知晓率'], '%'),
  row('survey.support', ['支持率'], '%'),
]

/** The links of the city. @throws Problem `claims.links` (422) where what a person has put there cannot be used */
export async function claimLinks(tx: Tx): Promise<readonly ClaimLink[]> {
  const read = z.array(link).safeParse(await setting<unknown>(tx, LINKS_SETTING, defaultLinks))
  if (!read.success) throw new Problem('claims.links', { code: LINKS_SETTING })
  return read.data
}

/** Puts the shipped links on record, where the city edits them; asked again, those of this release where nobody did. */
export async function seedClaimLinks(tx: Tx): Promise<void> {
  const { rows: [row] } = await sql<Row<typeof settings>>`select ${columnList(settings)} from setting where code = ${LINKS_SETTING} order by id for update`.execute(tx)
  if (!row) await insertRow(tx, settings, { region: tx.work.city, code: LINKS_SETTING, value: defaultLinks, note: '材料核验：用语与本市指标的对应（按日期生效；系统默认）' })
  else if ((await untouched(tx, settings, [row.id])).has(row.id)) await changeRow(tx, settings, row, differing(row, { value: defaultLinks }))
}

/** The indicator that a claim speaks of, or null. Of several rows that fit, the one with the most words wins. */
export function linkOf(
  { subject, measure, unit, scope }: Pick<ReadClaim, 'subject' | 'measure' | 'unit' | 'scope'>,
  day: string,
  links: readonly ClaimLink[],
): string | null {
  if (!['', '全市'].includes(scope)) return null
  const said = subject + measure
  const fitting = links.filter(
    (one) =>
      one.valid_from <= day &&
      (one.valid_to === null || day < one.valid_to) &&
      one.units.includes(unit) &&
      one.words.every((word) => said.includes(word)),
  )
  return fitting.toSorted((a, b) => b.words.length - a.words.length)[0]?.indicator ?? null
}
