import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/database.ts'
import { widthOf, writtenDate, type Block, type OfficialDocument } from '../../../platform/documents/official.ts'
import { isLateNow } from '../../../platform/matter/inbox.ts'
import { regionNames } from '../../../platform/register/labels.ts'
import { inRegion } from '../../../platform/register/scope.ts'
import type { World } from '../facts.ts'
import { schemeFor, statesOf } from '../state.ts'
import type { Brief, DecisionLine, OnTime } from './contract.ts'
import type { MeetingRow } from './registers.ts'
import { decisionStates } from './registers.ts'

/** What fits on the page. */
const MOST = { decisions: 5, items: 4, units: 4, named: 3, title: 16 } as const

const line = sql`d.id, d.title, d.state, u.name as unit, d.due_on, d.reported_on`

/** Decisions of a meeting, or those still open in a region and below; the latest first. */
export async function decisionsOf(tx: Tx, of: { readonly meeting: string } | { readonly region: string }): Promise<readonly DecisionLine[]> {
  const where = 'meeting' in of ? sql`d.meeting_id = ${of.meeting}` : sql`${inRegion(of.region, 'd.region')} and d.state in ('assigned', 'returned', 'reported')`
  const { rows } = await sql<DecisionLine>`select ${line}, case when d.state in ('assigned', 'returned') and d.due_on < ${tx.work.today}::date then ${tx.work.today}::date - d.due_on else 0 end as late
    from meeting_decision d left join org_unit u on u.id = d.holder_unit where d.closed_at is null and ${where} order by late desc, d.due_on, d.id limit 200`.execute(tx)
  return rows
}

/** Of the decisions whose day is past, how many were reported by it. */
export async function onTimeOf(tx: Tx, of: { readonly meeting: string } | { readonly region: string }): Promise<OnTime> {
  const where = 'meeting' in of ? sql`meeting_id = ${of.meeting}` : inRegion(of.region)
  const { rows } = await sql<OnTime>`select count(*)::int as of, (count(*) filter (where reported_on <= due_on and state in ('reported', 'closed')))::int as done
    from meeting_decision where closed_at is null and state <> 'withdrawn' and due_on < ${tx.work.today}::date and ${where}`.execute(tx)
  return rows[0]!
}

async function lateUnits(tx: Tx, region: string): Promise<Brief['late']> {
  const { rows } = await sql<Brief['late'][number]>`select u.id, u.name as unit, count(distinct i.matter_id)::int as count from inbox i join org_unit u on u.id = i.unit_id
    where ${isLateNow(tx)} and ${inRegion(region, 'i.region')} group by u.id, u.name order by count desc, u.name limit ${MOST.units}`.execute(tx)
  return rows
}

/** Where a meeting's region stands now. Veto items come first, then what weighs most. */
export async function briefOf(tx: Tx, world: World, meeting: Pick<MeetingRow, 'id' | 'title' | 'day' | 'region'>): Promise<Brief> {
  const { today } = tx.work
  const { id, title, day } = meeting
  // Townships are not evaluated: their county is.
  const region = meeting.region.slice(0, 6)
  const scheme = await schemeFor(tx, today)
  const state = (await statesOf(tx, world, scheme, { root: region, regions: [region], moment: { day: today, frozen: false } })).get(region)!
  const [open, onTime, late, names] = await Promise.all([decisionsOf(tx, { region: meeting.region }), onTimeOf(tx, { region: meeting.region }), lateUnits(tx, meeting.region), regionNames(tx, [meeting.region])])
  const named = (codes: readonly string[]): Brief['vetoFailed'] => scheme.items.filter(({ code }) => codes.includes(code)).map(({ code, title: of }) => ({ code, title: of }))
  const standing = (wanted: string): readonly string[] => scheme.items.filter(({ code }) => state.items[code]!.state === wanted).toSorted((a, b) => b.weight - a.weight).map(({ code }) => code)
  return {
    meeting: { id, title, day, region: meeting.region, regionName: names[meeting.region]?.zh ?? meeting.region }, on: today, points: state.points, of: state.of,
    met: standing('met').length, short: standing('short').length, noData: standing('no-data').length, vetoFailed: named(state.vetoFailed), vetoOpen: named(state.vetoOpen),
    shortItems: named(standing('short').slice(0, MOST.items)), open: open.slice(0, MOST.decisions), more: Math.max(0, open.length - MOST.decisions), onTime, late,
  }
}

const listed = (items: Brief['shortItems']): string =>
  items.slice(0, MOST.named).map(({ code, title }) => `${code}${title.zh}`).join('、') + (items.length > MOST.named ? `等${items.length}项` : '')

function standingText(brief: Brief): string {
  const score = brief.points === null ? '暂无得分' : `得分${brief.points.toFixed(1)}分（满分${brief.of}分）`
  const vetoes = [brief.vetoFailed.length > 0 && `${listed(brief.vetoFailed)}未达标`, brief.vetoOpen.length > 0 && `${listed(brief.vetoOpen)}暂无数据`].filter((text) => text !== false)
  const veto = vetoes.length > 0 ? `否决项${vetoes.join('，')}。` : '否决项均已达标。'
  const short = brief.shortItems.length > 0 ? `未达标的主要有：${brief.shortItems.map(({ code, title }) => `${code}${title.zh}`).join('、')}。` : ''
  return `截至${writtenDate(brief.on)}，${brief.meeting.regionName}${score}，达标${brief.met}项，未达标${brief.short}项，暂无数据${brief.noData}项。${veto}${short}`
}

const onTimeText = ({ done, of }: OnTime): string => (of === 0 ? '尚无到期的议定事项。' : `到期议定事项${of}项，按期报办结${done}项。`)
/** One decision in half a line: what, who, until when. */
function decisionText({ title, unit, state, due_on, late }: DecisionLine): string {
  const name = title.length > MOST.title ? `${title.slice(0, MOST.title - 1)}…` : title
  const when = late > 0 ? `逾期${late}天` : state === 'assigned' && due_on !== null ? `${Number(due_on.slice(5, 7))}月${Number(due_on.slice(8))}日到期` : decisionStates[state].zh
  return `${name}（${unit === null ? '' : `${unit}，`}${when}）`
}

function decisionsText({ open, more, onTime }: Brief): string {
  if (open.length === 0) return `没有未办结的议定事项。${onTimeText(onTime)}`
  return `未办结${open.length + more}项：${open.map(decisionText).join('；')}${more > 0 ? '等' : ''}。${onTimeText(onTime)}`
}

const lateText = ({ late }: Brief): string => (late.length === 0 ? '没有逾期未办的单位。' : `${late.map(({ unit, count }) => `${unit}${count}件`).join('，')}。`)

/** Lines that title and paragraphs may take beside headings and signature, so that all stands on one page (GB/T 9704-2012: 22 lines of 28 characters, titles of 20). */
const ROOM = { lines: 11, characters: 27, title: 20 } as const
const titleOf = ({ meeting }: Brief): string => `${meeting.title}会前情况`
const linesOf = (text: string): number => Math.ceil((widthOf(text) + 2) / ROOM.characters)
const paragraphs = (brief: Brief): readonly string[] => [standingText(brief), decisionsText(brief), lateText(brief)]

/** What stands last is left out until the rest fits; how much there is stays told. */
function fitting(brief: Brief): Brief {
  const lines = paragraphs(brief).reduce((sum, text) => sum + linesOf(text), Math.ceil(widthOf(titleOf(brief)) / ROOM.title))
  if (lines <= ROOM.lines) return brief
  if (brief.open.length > 1) return fitting({ ...brief, open: brief.open.slice(0, -1), more: brief.more + 1 })
  return brief.shortItems.length > 0 ? fitting({ ...brief, shortItems: brief.shortItems.slice(0, -1) }) : brief
}

/** The brief as a paper: one page, without a letterhead, for whoever chairs. */
export function briefPaper(brief: Brief, issuer: string): OfficialDocument {
  const texts = paragraphs(fitting(brief))
  const headings = ['评价进展', '议定事项', '逾期单位'] as const
  return {
    title: titleOf(brief), issuer, date: brief.on,
    body: headings.flatMap((text, at): Block[] => [{ kind: 'heading', level: 1, text }, { kind: 'paragraph', text: texts[at]! }]),
  }
}
