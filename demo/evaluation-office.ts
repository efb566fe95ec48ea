import { sql } from 'kysely'
import { assignDecision, decisionService, meetings, papers, quotas, shipped2021, surveyAnswers, surveys } from '../duties/evaluation/index.ts'
import { addDays, date, startOf, type DateOnly } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import { storeBytes } from '../platform/evidence/bytes.ts'
import { addFile } from '../platform/evidence/files.ts'
import { act, getMatter } from '../platform/matter/act.ts'
import { insertMany } from '../platform/register/bulk.ts'
import { insertRow } from '../platform/register/store.ts'
import { COUNTIES, COUNTY_WEIGHTS, DEMO_CITY } from './geography.ts'
import { idsOf, randomOf } from './random.ts'
import { standard } from './rows.ts'

const regions = [DEMO_CITY, ...COUNTIES.filter((code) => COUNTY_WEIGHTS[code]! > 0)]

/** Special sessions a year of each region where it is not five; two counties held too few this year. */
const SESSIONS: Readonly<Record<string, number>> = { [DEMO_CITY]: 6, 140721: 3, 140724: 2 }
const DAYS = ['01-18', '03-06', '04-22', '05-29', '06-12', '06-26', '08-20', '10-16', '11-20', '12-18'] as const

type Held = { readonly kind: 'special' | 'consultation' | 'committee'; readonly title: string; readonly days: readonly string[] }

const heldIn = (region: string, year: number, thisYear: boolean): readonly Held[] => [
  { kind: 'special', title: `${year}年食品安全专题会议`, days: DAYS.slice(0, thisYear ? (SESSIONS[region] ?? 5) : 5) },
  { kind: 'consultation', title: `${year}年食品安全风险会商会`, days: ['02-27', '05-15'] },
  { kind: 'committee', title: `${year}年食安委全体会议`, days: ['03-20', '09-18'] },
]

/** Meetings of three years, as far as their day has come: what the sessions of A1-1 and A2-2 are counted from. */
function heldMeetings(today: DateOnly, newId: () => string): readonly Record<string, unknown>[] {
  const year = Number(today.slice(0, 4))
  return regions.flatMap((region) => [year - 2, year - 1, year].flatMap((of) => heldIn(region, of, of === year).flatMap(({ kind, title, days }) => days
    .map((day) => date(`${of}-${day}`)).filter((day) => day < today)
    .map((day) => ({
      ...standard(newId(), region, startOf(day)), title: `${title}（${day.slice(5, 7)}月）`, kind, day, time: '09:00', place: '会议室', chair: region === DEMO_CITY ? '副市长' : '副县长',
      agenda: '一、听取食品安全工作情况汇报；二、研究重点问题；三、部署下一步工作。', attending: [], attendees: null, state: 'held', minutes: '会议听取了汇报，研究了重点问题，明确了下一步工作。（演示数据，虚构）',
      brief_on: null, brief_docx: null, brief_pdf: null,
    })))))
}

type Unit = { readonly id: string; readonly function: string; readonly region: string }

/** A meeting of last month with three decisions, one of them late; and one tomorrow, whose brief the evening job makes. */
async function writeMeetings(tx: Tx, today: DateOnly, unit: (owner: string) => string | null): Promise<void> {
  const plan = { region: DEMO_CITY, time: '09:00', place: '市政府第二会议室', chair: '副市长', attending: [], attendees: null }
  const { id } = await insertRow(tx, meetings, { ...plan, title: '食安委办公室主任会议', kind: 'dispatch', day: addDays(today, -34), agenda: '一、通报重点任务进展；二、研究校园周边整治。', state: 'held', minutes: '议定三项工作。（演示数据，虚构）' })
  const decide = async (owner: string, title: string, due: number): Promise<string | null> => {
    const holder = unit(owner) ?? unit('fso')
    return holder === null ? null : (await assignDecision(tx, id, { title, text: `${title}，按期报送情况。`, holder_unit: holder, due_on: addDays(today, due) })).id
  }
  const done = await decide('market', '开展校园周边食品店集中检查', 3)
  if (done !== null) {
    await act(tx, decisionService, await getMatter(tx, decisionService, done), 'report', { note: '已检查到位，台账随附。' })
    await act(tx, decisionService, await getMatter(tx, decisionService, done), 'close', {})
  }
  await decide('education', '学校食堂大宗食材采购情况摸底', -6)
  await decide('agriculture', '蔬菜种植户用药指导全覆盖', 12)
  await insertRow(tx, meetings, { ...plan, title: '食安委专题调度会', kind: 'dispatch', day: addDays(today, 1), agenda: '一、通报评价进展；二、督办逾期事项。', state: 'planned', minutes: null })
}

/** A third party's satisfaction survey of the city that holds, one of a county that is too small to say much, and one of our own at work. */
async function writeSurveys(tx: Tx, today: DateOnly, random: () => number): Promise<void> {
  const year = today.slice(0, 4)
  const plan = { question: '总的来说，您对本地的食品安全状况满意吗？', run_by: 'third-party', method: 'phone', frame: '当地常住居民固定和移动电话号码，按县（区、市）分层随机拨号', seed: null, pool_hash: null, figure_id: null, used_on: null, state: 'closed', starts_on: addDays(today, -80), ends_on: addDays(today, -50) }
  const source = '调查报告（演示数据，虚构）'
  const city = await insertRow(tx, surveys, { ...plan, region: DEMO_CITY, title: `${year}年食品安全满意度调查`, kind: 'satisfaction', organisation: '第三方调查机构', source, sample: 3300, answered: 3312, refused: 1904, unreached: 4120, positive: 2908 })
  for (const region of regions.slice(1)) await insertRow(tx, quotas, { region: DEMO_CITY, survey_id: city.id, area: region, planned: 300, answered: region === '140729' ? 262 : 305, link: null })
  await insertRow(tx, surveys, { ...plan, region: DEMO_CITY, title: `${year}年创建知晓率调查`, kind: 'awareness', question: '您知道本市正在创建国家食品安全示范城市吗？', organisation: '第三方调查机构', source, sample: 3300, answered: 3312, refused: null, unreached: null, positive: 2560 })
  const small = await insertRow(tx, surveys, { ...plan, region: '140728', title: `${year}年县城食品安全满意度拦截访问`, kind: 'satisfaction', method: 'intercept', organisation: '大学生社会实践队', frame: '县城四个农贸市场的顾客，按时段拦截', source, sample: 60, answered: null, refused: null, unreached: null, positive: null })
  for (let at = 1; at <= 74; at++) {
    const outcome = at <= 52 ? 'answered' : at <= 69 ? 'refused' : 'unreached'
    const drawn = random()
    await insertRow(tx, surveyAnswers, {
      region: '140728', survey_id: small.id, number: String(at).padStart(3, '0'), area: '140728', outcome, channel: 'sheet', answered_on: addDays(today, -55), device: null,
      answer: outcome === 'answered' ? (drawn < 0.5 ? 'very' : drawn < 0.8 ? 'fairly' : drawn < 0.92 ? 'middling' : 'little') : null,
    })
  }
  await insertRow(tx, surveys, {
    ...plan, region: '140702', title: `${year}年支持率链接调查`, kind: 'support', question: '您支持本市创建国家食品安全示范城市吗？', run_by: 'own', method: 'link', organisation: null,
    frame: '全区乡镇（街道）随机抽取，由社区工作人员向居民发放链接', source: '本办抽样', sample: 400, state: 'draft', starts_on: addDays(today, -5), ends_on: addDays(today, 25), answered: null, refused: null, unreached: null, positive: null,
  })
}

/** Papers of the city and one county; about a third is still missing, one has no file, one was returned. */
async function writePapers(tx: Tx, today: DateOnly, files: string, unit: (owner: string, region: string) => string | null): Promise<void> {
  const year = today.slice(0, 4)
  const asked = shipped2021.items.flatMap((item) => item.papers.map((paper) => ({ item, paper })))
  for (const region of [DEMO_CITY, '140728']) {
    for (const [at, { item, paper }] of asked.entries()) {
      if (at % 3 === 2 || (region !== DEMO_CITY && item.applicable === 'city')) continue
      const state = at === 4 ? 'returned' : at % 4 === 0 ? 'waiting' : 'accepted'
      const row = await insertRow(tx, papers, {
        region, item: item.code, paper: paper.zh, title: `${paper.zh}（${year}年，演示）`, starts_on: date(`${year}-01-01`), ends_on: today, note: null,
        unit_id: unit(item.owner, region), person_id: null, supplied_at: tx.work.now, review: state, review_note: state === 'returned' ? '缺少落款和日期，请补正。' : null,
        reviewed_by: null, reviewed_on: state === 'waiting' ? null : today,
      })
      if (at === 7) continue
      const bytes = await storeBytes(files, Buffer.from(`${item.code} ${paper.zh}\n演示数据，内容虚构。\n`))
      await addFile(tx, bytes, { region, own_id: null, name: `${item.code} ${paper.zh}.txt`, about: { table: papers.name, id: row.id } })
    }
  }
}

/** Evidence, surveys and meetings of the demo, not all green: a function of seed and reference date. */
export async function loadEvaluationOffice(tx: Tx, { today, seed, files }: { readonly today: DateOnly; readonly seed: string; readonly files: string }): Promise<void> {
  const { rows: units } = await sql<Unit>`select id, function, region from org_unit where closed_at is null order by sort_order, id`.execute(tx)
  const unit = (owner: string, region: string = DEMO_CITY): string | null => units.find((one) => one.function === owner && one.region === region)?.id ?? null
  const random = randomOf(`${seed}:evaluation-office:${today}`)
  await insertMany(tx, meetings, heldMeetings(today, idsOf(`${seed}:meetings:${today}`, Date.parse(startOf(today)) + 3000)) as never)
  await writeMeetings(tx, today, unit)
  await writeSurveys(tx, today, () => random.next())
  await writePapers(tx, today, files, unit)
}
