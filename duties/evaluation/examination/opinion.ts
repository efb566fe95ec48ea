import { sql } from 'kysely'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import { writtenDate, type Block, type OfficialDocument } from '../../../platform/documents/official.ts'
import { mustMay } from '../../../platform/identity/actor.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { schemeFor } from '../state.ts'
import { examinationOf, expertsOf } from './find.ts'
import { standingFor } from './judging.ts'
import type { PrintedPaper } from './print.ts'
import { MANAGE, type ExaminationRow } from './registers.ts'
import type { ItemScore, Standing } from './standing.ts'

/** A heading of the opinion with the sections or items whose scores stand under it. */
type Heading = { readonly title: string; readonly of: readonly string[] }
const heading = (title: string, ...of: readonly string[]): Heading => ({ title, of })

/** 工作成效: eighteen headings. @source the structure of a published provincial opinion; the words are ours */
const DONE: readonly Heading[] = [
  heading('落实党政同责', 'A1'), heading('健全工作机制', 'A2', 'A3'), heading('推进风险监测', 'A4'), heading('强化源头治理', 'A5'), heading('严把粮食质量', 'A6'),
  heading('加强过程监管', 'A7'), heading('推进食品抽检', 'A8'), heading('提升执法办案水平', 'A9'), heading('开展集中整治', 'A10'), heading('构建社会共治格局', 'A11'),
  heading('加大经费保障', 'B1'), heading('夯实基层装备', 'B2'), heading('提升队伍素质', 'B3'), heading('加强检验检测能力建设', 'B4'), heading('开展应急处置', 'B5', 'B6'),
  heading('提供科技支撑', 'B7'), heading('落实管理责任', 'C1', 'C2'), heading('推广食品安全责任保险', 'C4'),
]
/** 示范引领: five. */
const LEADING: readonly Heading[] = [
  heading('信用监管', 'C5'), heading('智慧监管', 'B7-2'), heading('食品产业和追溯', 'C3'), heading('农贸市场和制度标准', 'A3', 'C3-2'), heading('学校食堂', 'A7-4', 'A7-5', 'C2-4'),
]

type Titled = ItemScore & { readonly title: string }

/** What an opinion is written from: figures of the examination, nothing else. */
export type OpinionFacts = {
  readonly examination: Pick<ExaminationRow, 'title' | 'starts_on' | 'ends_on' | 'teams' | 'opinion'>
  readonly city: string
  readonly issuer: string
  readonly scheme: string
  readonly experts: number
  readonly papers: number
  readonly items: readonly Titled[]
  readonly standing: Standing
  readonly visits: readonly { readonly covert: boolean; readonly areas: readonly string[]; readonly kinds: number; readonly points: number }[]
  readonly interviews: number
  readonly findings: readonly { readonly title: string; readonly text: string; readonly state: string }[]
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const head = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text })
const points = (value: number): string => String(Math.round(value * 100) / 100)

function scoresText({ of }: Heading, items: readonly Titled[]): string {
  const here = items.filter(({ item, section }) => of.includes(section) || of.includes(item))
  const judged = here.filter(({ score }) => score !== null)
  if (judged.length === 0) return `涉及指标${here.length}项，本次均未评分。`
  const lost = judged.filter(({ score }) => score! < 100).map(({ item, title, score }) => `${item}${title}${points(score!)}分`)
  const open = here.length > judged.length ? `，${here.length - judged.length}项未评分` : ''
  return `涉及指标${here.length}项，已评${judged.length}项${open}。${lost.length > 0 ? `按百分制，${lost.join('、')}；其余已评指标为满分。` : '已评指标均为满分。'}`
}

const visitsText = ({ visits, findings, interviews, papers, standing }: OpinionFacts): string => [
  `对照评价细则${standing.items.length}项指标评分，已评${standing.items.filter(({ score }) => score !== null).length}项；报送资料${papers}份。`,
  ...visits.map(({ covert, areas, kinds, points: count }) => `${covert ? '暗访' : '现场检查'}${areas.join('、')}，共${kinds}类业态${count}个点位。`),
  `开展领导访谈${interviews}次，交办整改问题${findings.length}项。`,
].join('')

function verdictText({ standing, city }: OpinionFacts): string {
  const veto = standing.verdict === 'failed' ? `否决项${standing.vetoFailed.join('、')}未达标，${city}不符合要求。` : standing.verdict === 'open' ? `否决项${standing.vetoOpen.join('、')}未评分，尚不能作出结论。` : '否决项全部达标。'
  const rest = standing.total - standing.of
  return `${veto}已评指标应得${points(standing.of)}分，实得${points(standing.points)}分${rest > 0.005 ? `，另有${points(rest)}分的指标未评` : ''}。`
}

/** The opinion as an official document: 18 headings of what was done, 5 of what leads, what falls short, and the opinion. Pure. */
export function opinionDocument(facts: OpinionFacts, date: OfficialDocument['date']): OfficialDocument {
  const { examination, city, issuer, items, findings } = facts
  const under = (headings: readonly Heading[]): Block[] => headings.flatMap((one) => [head(3, one.title), paragraph(scoresText(one, items))])
  const open = findings.filter(({ state }) => state !== 'closed' && state !== 'withdrawn')
  return {
    title: `${city}创建国家食品安全示范城市初评情况`, issuer, date,
    body: [
      head(1, '初评组织实施情况'), head(2, '实施方式'),
      paragraph(`依据${facts.scheme}，${examination.title}于${writtenDate(examination.starts_on)}至${writtenDate(examination.ends_on)}进行，选派专家${facts.experts}名，组成${examination.teams}个工作组，采取资料审查、现场检查、暗访和领导访谈等方式。`),
      head(2, '评价内容'), paragraph(visitsText(facts)),
      head(1, '食品安全总体情况'), head(2, '工作成效'), ...under(DONE), head(2, '示范引领'), ...under(LEADING),
      head(2, '存在的不足和下一步建议'),
      ...(findings.length === 0 ? [paragraph('没有交办整改的问题。')] : [{ kind: 'table' as const, head: ['问题', '情况', '状态'], rows: findings.map(({ title, text, state }) => [title, text, state === 'closed' ? '复查合格' : state === 'withdrawn' ? '已撤销' : '整改中']), widths: [4, 7, 2] }]),
      ...(open.length > 0 ? [paragraph(`对尚未销号的${open.length}项问题，由责任单位按期整改，整改后复查。`)] : []),
      head(1, '初评意见'), paragraph(verdictText(facts)), ...(examination.opinion ? examination.opinion.split('\n').filter((line) => line.trim()).map(paragraph) : []),
    ],
  }
}

async function factsOf(tx: Tx, row: ExaminationRow): Promise<OpinionFacts> {
  const { id, region } = row
  const scheme = await schemeFor(tx, tx.work.today, row.evaluation_scheme)
  const standing = await standingFor(tx, row)
  const { rows: visits } = await sql<{ covert: boolean; areas: string[]; kinds: number; points: number }>`select covert, array_agg(distinct area order by area) as areas, count(distinct kind)::int as kinds, count(*)::int as points
    from examination_point where examination_id = ${id} group by covert order by covert`.execute(tx)
  const { rows: findings } = await sql<OpinionFacts['findings'][number]>`select title, text, state from examination_finding where examination_id = ${id} and closed_at is null order by title, id`.execute(tx)
  const { rows: [counted] } = await sql<{ papers: number; interviews: number }>`select (select count(*)::int from evaluation_paper where region = ${region} and closed_at is null) as papers,
    (select count(*)::int from examination_interview where examination_id = ${id} and closed_at is null and minutes <> '') as interviews`.execute(tx)
  const { rows: [unit] } = await sql<{ name: string }>`select name from org_unit where function = 'fso' and region = ${region} and closed_at is null order by sort_order limit 1`.execute(tx)
  const names = await regionNames(tx, [region, ...visits.flatMap(({ areas }) => areas)])
  const nameOf = (code: string): string => names[code]?.zh ?? code
  return {
    examination: row, city: nameOf(region), issuer: row.kind === 'provincial' ? `${row.title}工作组` : unit?.name ?? nameOf(region), scheme: scheme.title.zh, experts: (await expertsOf(tx, id)).length, standing,
    items: standing.items.map((one) => ({ ...one, title: scheme.items.find(({ code }) => code === one.item)!.title.zh })),
    visits: visits.map((one) => ({ ...one, areas: one.areas.map(nameOf) })), findings, ...counted!,
  }
}

/** The opinion as it stands, as a paper. @throws Problem `right.missing` (403), `examination.not-published` (404) before the covert points are released */
export async function opinionPaper(tx: Tx, id: string): Promise<PrintedPaper> {
  const row = await examinationOf(tx, id)
  // Examiners' draft until it is concluded, then everybody's.
  if (row.state !== 'concluded') mustMay(tx.work.actor, MANAGE, { region: row.region })
  if (row.state !== 'released' && row.state !== 'concluded') throw new Problem('examination.not-published')
  return { name: `${row.title}情况和意见`, document: opinionDocument(await factsOf(tx, row), row.concluded_on ?? tx.work.today) }
}
