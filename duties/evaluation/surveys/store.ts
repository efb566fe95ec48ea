import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { can } from '../../../platform/identity/actor.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { inRegion } from '../../../platform/register/scope.ts'
import { readable } from '../../../platform/register/serve.ts'
import { changeRow, insertRow, type AnyRow } from '../../../platform/register/store.ts'
import { reportedFigures } from '../../../platform/settings/registers.ts'
import { mustManage } from '../access.ts'
import type { SurveyResult } from './contract.ts'
import { quotas, surveyKinds, surveys, type SurveyRow } from './registers.ts'
import { allocate, drawFrom, INDICATOR, intervalWords, poolHash, positiveOf, WIDE, wilson } from './rules.ts'

problems({
  'survey.own-only': [409, '只有本办实施的链接调查可以抽样和开放作答。', 'Only a survey that we run by link is drawn and opened here.'],
  'survey.state': [409, '调查现在的状态不能这样办理，请刷新后再看。', 'The survey is not in the state for this. Reload to see where it stands.'],
  'survey.not-drawn': [409, '还没有抽样，请先抽样再开放作答。', 'Nothing has been drawn yet. Draw before opening.'],
  'survey.pool': [422, '该区划下的乡镇（街道）只有 {count} 个，抽不出这么多。', 'The region has only {count} townships; so many cannot be drawn.'],
  'survey.no-answers': [409, '还没有有效样本，不能采用。', 'There are no valid answers yet, so there is nothing to use.'],
  'survey.used': [409, '结果已采用为数据，不能再改。如有错误，请先注销该填报数据，另行登记调查。', 'The result is used as a figure and stays. Close that figure first and enter the survey anew.'],
  'survey.by-link': [409, '链接作答由公众填写，不能录入或修改。', 'Answers by link come from the public; they can be neither entered nor changed.'],
})

/** What a survey that is made starts with; one by a third party is over when it is entered. */
export const completeSurvey = async (_: Tx, values: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> => ({
  state: values['run_by'] === 'own' ? (['open', 'closed'].includes(String(values['state'])) ? values['state'] : 'draft') : 'closed',
})

/** What is used as a figure stays as it is. @throws Problem `survey.used` (409) */
export async function keepUsed(_: Tx, __: AnyRow, before: AnyRow | null): Promise<void> {
  if (before !== null && before['figure_id'] !== null) throw new Problem('survey.used')
}

const ownerOf = async (tx: Tx, id: unknown): Promise<{ run_by: string; figure_id: string | null } | undefined> =>
  (await sql<{ run_by: string; figure_id: string | null }>`select run_by, figure_id from survey where id = ${String(id)}`.execute(tx)).rows[0]

/** People enter a third party's answers only. @throws Problem `survey.by-link`, `survey.used` (409) */
export async function completeAnswer(tx: Tx, values: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  const owner = await ownerOf(tx, values['survey_id'])
  if (values['channel'] === 'link' || owner?.run_by === 'own') throw new Problem('survey.by-link')
  if (owner?.figure_id) throw new Problem('survey.used')
  return { channel: 'sheet' }
}
/** @throws Problem `survey.by-link` (409): what the public answered is not closed either */
export async function keepAnswer(_: Tx, __: AnyRow, before: AnyRow | null): Promise<void> {
  if (before?.['channel'] === 'link') throw new Problem('survey.by-link')
}
/** @throws Problem `survey.by-link` (409): quotas of a draw stand */
export async function keepQuota(_: Tx, __: AnyRow, before: AnyRow | null): Promise<void> {
  if (before !== null && before['link'] !== null) throw new Problem('survey.by-link')
}

const locked = async (tx: Tx, id: string): Promise<SurveyRow> => {
  const row = await readable(tx, surveys as never, tx.work.actor, id, { lock: true }) as unknown as SurveyRow
  mustManage(tx.work.actor, row.region)
  if (row.closed_at !== null) throw new Problem('row.closed')
  if (row.figure_id !== null) throw new Problem('survey.used')
  return row
}

/**
 * Draws townships of the survey's region by a seed, shares the sample among them and gives each a link. Seed and the pool's hash are
 * kept, so that anyone can draw again.
 * @throws Problem `survey.own-only`, `survey.state` (409), `survey.pool` (422)
 */
export async function drawSurvey(tx: Tx, id: string, { areas, seed }: { readonly areas: number; readonly seed: string }): Promise<{ drawn: readonly string[] }> {
  const row = await locked(tx, id)
  if (row.run_by !== 'own') throw new Problem('survey.own-only')
  if (row.state !== 'draft' || row.seed !== null) throw new Problem('survey.state')
  const { rows } = await sql<{ code: string }>`select code from shian.region where level = 'township' and valid_to is null and ${inRegion(row.region, 'code')} order by code`.execute(tx)
  const pool = rows.map(({ code }) => code)
  if (pool.length < areas) throw new Problem('survey.pool', { count: pool.length })
  const drawn = drawFrom(pool, areas, seed).toSorted()
  const planned = allocate(drawn.map(() => 1), Math.max(row.sample, drawn.length))
  for (const [at, area] of drawn.entries()) await insertRow(tx, quotas, { region: row.region, survey_id: id, area, planned: planned[at]!, answered: null, link: randomBytes(12).toString('base64url') })
  await changeRow(tx, surveys, row, { seed, pool_hash: poolHash(pool) })
  return { drawn }
}

/** Opens a drawn survey to answers, or ends it. @throws Problem `survey.own-only`, `survey.not-drawn`, `survey.state` (409) */
export async function moveSurvey(tx: Tx, id: string, to: 'open' | 'closed'): Promise<{ state: string }> {
  const row = await locked(tx, id)
  if (row.run_by !== 'own') throw new Problem('survey.own-only')
  if (row.seed === null) throw new Problem('survey.not-drawn')
  if (row.state !== (to === 'open' ? 'draft' : 'open')) throw new Problem('survey.state')
  await changeRow(tx, surveys, row, { state: to })
  return { state: to }
}

type Counted = { readonly area: string | null; readonly outcome: string; readonly positive: number; readonly count: number }
type Quota = { readonly id: string; readonly area: string; readonly planned: number; readonly answered: number | null; readonly link: string | null }

const warningsOf = (row: SurveyRow, { answered, refused, wide, areas }: Pick<SurveyResult, 'answered' | 'refused' | 'wide' | 'areas'>): readonly Bilingual[] => [
  ...(wide ? [{ zh: '样本太少，误差超过5个百分点，不宜与门槛比较。', en: 'Too few answers: the error exceeds 5 points, so it should not be held against a threshold.' }] : []),
  ...(answered > 0 && refused === null && row.run_by === 'third-party' ? [{ zh: '没有登记拒访数，无法判断样本的代表性。', en: 'Refusals are not told, so nobody can say how far the sample stands for the public.' }] : []),
  ...(areas.some((area) => area.answered < area.planned) && row.state === 'closed' ? [{ zh: '有区域没有完成配额。', en: 'Some areas fell short of their quota.' }] : []),
  ...(row.run_by === 'own' ? [{ zh: '链接作答者自行决定是否参加，没有拒访数；一台设备只能答一次。', en: 'Who answers by link chose to; there is no count of refusals. One device answers once.' }] : []),
]

/** What came of a survey so far. */
export async function resultOf(tx: Tx, row: SurveyRow): Promise<SurveyResult> {
  const { rows: counted } = await sql<Counted>`select area, outcome, count(*)::int as count, (count(*) filter (where answer = any(${[...positiveOf(row.kind)]}::text[])))::int as positive
    from survey_answer where survey_id = ${row.id} and closed_at is null group by area, outcome`.execute(tx)
  const { rows: planned } = await sql<Quota>`select id, area, planned, answered, link from survey_quota where survey_id = ${row.id} and closed_at is null order by area`.execute(tx)
  const one = counted.length > 0 || row.run_by === 'own'
  const total = (outcome: string): number => counted.filter((of) => of.outcome === outcome).reduce((sum, { count }) => sum + count, 0)
  const own = row.run_by === 'own'
  const [answered, positive] = one ? [total('answered'), counted.reduce((sum, of) => sum + of.positive, 0)] : [row.answered ?? 0, row.positive ?? 0]
  const [refused, unreached] = own ? [null, null] : one ? [total('refused'), total('unreached')] : [row.refused, row.unreached]
  const areas = planned.map(({ id, area, planned: of, answered: told, link }) =>
    ({ id, area, planned: of, link, answered: one ? counted.filter((count) => count.area === area && count.outcome === 'answered').reduce((sum, { count }) => sum + count, 0) : (told ?? 0) }))
  const interval = wilson(positive, answered)
  const wide = interval !== null && interval.margin > WIDE
  const asked = answered + (refused ?? 0) + (unreached ?? 0)
  const manages = can(tx.work.actor, 'evaluation.manage', { region: row.region }) && row.figure_id === null
  const may = !manages ? [] : own ? (row.state === 'draft' ? [row.seed === null ? ('draw' as const) : ('open' as const)] : row.state === 'open' ? ['close' as const] : ['use' as const]) : ['use' as const]
  return {
    counted: one ? 'answers' : 'totals', answered, refused, unreached, positive, share: interval?.share ?? null, low: interval?.low ?? null, high: interval?.high ?? null,
    margin: interval?.margin ?? null, words: interval && intervalWords(interval), wide, response: refused === null || asked === 0 ? null : answered / asked, areas,
    warnings: warningsOf(row, { answered, refused, wide, areas }), labels: await regionNames(tx, areas.map(({ area }) => area)), indicator: INDICATOR[row.kind],
    may: may.filter((action) => action !== 'use' || answered > 0),
  }
}

/** Takes the result as the reported figure of its indicator, with method, sample and error as its source. @throws Problem `survey.state`, `survey.no-answers`, `survey.used` (409) */
export async function useSurvey(tx: Tx, id: string): Promise<{ figure: string }> {
  const row = await locked(tx, id)
  if (row.state !== 'closed') throw new Problem('survey.state')
  const result = await resultOf(tx, row)
  if (result.share === null || result.low === null || result.high === null) throw new Problem('survey.no-answers')
  const value = Math.round(result.share * 10_000) / 100
  const kind = surveyKinds.find(({ code }) => code === row.kind)!.label.zh
  const range = `${(result.low * 100).toFixed(1)}%—${(result.high * 100).toFixed(1)}%`
  const source = `${row.title}（${kind}，${row.organisation ?? '本办链接调查'}，有效样本${result.answered}，95%置信区间${range}；${row.source}）`
  const { id: figure } = await insertRow(tx, reportedFigures, { region: row.region, indicator: INDICATOR[row.kind], starts_on: row.starts_on, ends_on: row.ends_on, value, source: source.slice(0, 300), unit_id: tx.work.actor.unit })
  await changeRow(tx, surveys, row, { figure_id: figure, used_on: tx.work.today })
  return { figure }
}
