import { sql } from 'kysely'
import type { Bilingual, Language } from '../../../platform/core/bilingual.ts'
import { inForce } from '../../../platform/core/dated.ts'
import type { DateOnly } from '../../../platform/core/dates.ts'
import { Problem } from '../../../platform/core/problem.ts'
import type { Tx } from '../../../platform/database/database.ts'
import type { PublicGiven, PublicPage, PublicRoute } from '../../../platform/http/public.ts'
import { escapeHtml, pairsHtml, publicHtml } from '../../../platform/http/public-html.ts'
import { idText } from '../../../platform/register/schema.ts'
import type { InspectionPlanRow } from '../registers.ts'
import { versionsOf } from '../tables.ts'
import { planLink } from './link.ts'

const words = {
  title: { zh: '食品安全年度监督管理计划', en: 'Yearly plans of food safety supervision' },
  all: { zh: '全部计划', en: 'All plans' },
  none: { zh: '还没有公布的年度计划。', en: 'No yearly plan has been published yet.' },
  year: { zh: '年度', en: 'Year' },
  region: { zh: '行政区域', en: 'Region' },
  version: { zh: '版次', en: 'Version' },
  published: { zh: '公布日期', en: 'Published on' },
  superseded: { zh: '本版已由后来公布的一版替代。', en: 'A version published later has replaced this one.' },
  old: { zh: '已被替代', en: 'replaced' },
  what: { zh: '检查对象和频次', en: 'Who is inspected, how often' },
  premises: { zh: '在营并已评级的食品生产经营场所（户）', en: 'Food businesses that trade and are graded' },
  visits: { zh: '计划检查（户次）', en: 'Visits planned' },
  full: { zh: '其中全项检查（户次）', en: 'Of them full checks' },
  audits: { zh: '特殊食品生产企业体系检查（次）', en: 'System audits of special-food producers' },
  grade: { zh: '风险等级', en: 'Risk grade' },
  none_graded: { zh: '未评级', en: 'not graded' },
  count: { zh: '户数', en: 'Places' },
  planned: { zh: '检查户次', en: 'Visits' },
  focus: { zh: '重点监督检查对象', en: 'Checked first' },
  force: { zh: '检查力量（人天）', en: 'Inspectors’ days' },
  county: { zh: '县（市、区）', en: 'County' },
  days: { zh: '计划用', en: 'Planned' },
  capacity: { zh: '可用', en: 'There are' },
  unplaced: { zh: '按现有力量未能排入（户次），将另行补充力量安排', en: 'Visits that find no place with the inspectors there are; they are arranged apart' },
  rules: { zh: '所依规则', en: 'By the rules' },
  law: { zh: '依据《食品安全法》第一百零九条、《食品生产经营监督检查管理办法》（市场监管总局令第49号）制定并公布。检查不预先告知，具体单位和日期不公开；检查结果在形成后二十个工作日内公开。', en: 'Made and published under the Food Safety Law, art. 109, and Order 49 of the State Administration for Market Regulation. Visits are unannounced: which place is visited when is not told; results are published within 20 working days.' },
} as const satisfies Record<string, Bilingual>

type Listed = Pick<InspectionPlanRow, 'id' | 'title' | 'year' | 'plan_number' | 'state' | 'published_on' | 'premises' | 'visits'> & { readonly place: string | null }
type Shown = Listed & Pick<InspectionPlanRow, 'full_checks' | 'audits' | 'unplaced' | 'by_grade' | 'load' | 'rules'>

const isPublic = sql<boolean>`p.state in ('published', 'superseded') and p.published_on is not null and p.closed_at is null`
/** Columns are named one by one: which place is visited in which month is for nobody outside. */
const listed = sql`p.id, p.title, p.year, p.plan_number, p.state, p.published_on, p.premises, p.visits, (select name_zh from shian.region r where r.code = p.region and r.valid_to is null) as place`

const n = (count: number | null): string => (count ?? 0).toLocaleString('en-US')

/** `/public/<city>/plans`: what was published, the newest first. */
async function list({ tx, language }: PublicGiven): Promise<PublicPage> {
  const { rows } = await sql<Listed>`select ${listed} from inspection_plan p where ${isPublic} order by p.year desc, p.published_on desc, p.id limit 200`.execute(tx)
  const items = rows.map((row) => `<li><a href="${planLink(tx.work.city, row.id)}?lang=${language}" lang="zh-CN">${escapeHtml(row.title)}</a><br>
<span><span lang="zh-CN">${escapeHtml(row.place ?? '')}</span> · ${row.year} · ${words.published[language]} ${row.published_on}${row.state === 'superseded' ? ` · ${words.old[language]}` : ''}</span></li>`).join('')
  return { html: publicHtml(language, words.title[language], null, `<section>${rows.length === 0 ? `<p>${words.none[language]}</p>` : `<ul>${items}</ul>`}</section><p class="small">${words.law[language]}</p>`) }
}

async function namesOf(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`select code, name_zh as name from shian.region where code = any(${[...codes]}::text[]) and valid_to is null`.execute(tx)
  return new Map(rows.map(({ code, name }) => [code, name]))
}

const sum = (numbers: readonly number[]): string => n(Math.round(numbers.reduce((all, one) => all + one, 0)))
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((one, at) => `<th scope="col"${at > 0 ? ' class="n"' : ''}>${one}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((one, at) => (at === 0 ? `<th scope="row">${one}</th>` : `<td class="n">${one}</td>`)).join('')}</tr>`).join('')}</tbody></table>`

async function planHtml(tx: Tx, row: Shown, language: Language): Promise<string> {
  const say = (name: keyof typeof words): string => words[name][language]
  const [counties, frequency] = [Object.keys(row.load).toSorted(), inForce(await versionsOf(tx, 'frequency'), row.published_on as DateOnly, 'frequency')]
  const names = await namesOf(tx, counties)
  const grades = Object.entries(row.by_grade).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([grade, { premises, visits }]) => [grade === 'none' ? say('none_graded') : grade, n(premises), n(visits)])
  const focus = [...new Set(frequency.focus.map(({ title }) => title[language]))]
  return `${row.state === 'superseded' ? `<section><p role="status">▲ ${say('superseded')}</p></section>` : ''}
<section>${pairsHtml([[say('region'), `<span lang="zh-CN">${escapeHtml(row.place ?? '')}</span>`], [say('year'), String(row.year)], [say('version'), String(row.plan_number)], [say('published'), String(row.published_on)]])}</section>
<section><h2>${say('what')}</h2>${pairsHtml([[say('premises'), n(row.premises)], [say('visits'), n(row.visits)], [say('full'), n(row.full_checks)], [say('audits'), n(row.audits)], (row.unplaced ?? 0) > 0 && [say('unplaced'), n(row.unplaced)]])}${table([say('grade'), say('count'), say('planned')], grades)}</section>
<section><h2>${say('focus')}</h2><ul>${focus.map((title) => `<li>${escapeHtml(title)}</li>`).join('')}</ul></section>
<section><h2>${say('force')}</h2>${table([say('county'), say('days'), say('capacity')], counties.map((code) => [`<span lang="zh-CN">${escapeHtml(names.get(code) ?? code)}</span>`, sum(row.load[code]!.used), sum(row.load[code]!.capacity)]))}</section>
<p class="small">${say('rules')}：<span lang="zh-CN">${escapeHtml(row.rules ?? '')}</span></p><p class="small">${say('law')}</p>`
}

/** `/public/<city>/plans/<id>`: one published plan in figures; nothing of a single place. */
async function one({ tx, params, language }: PublicGiven): Promise<PublicPage> {
  if (!idText.safeParse(params['id']).success) throw new Problem('route.not-found')
  const { rows: [row] } = await sql<Shown>`select ${listed}, p.full_checks, p.audits, p.unplaced, p.by_grade, p.load, p.rules from inspection_plan p where p.id = ${params['id']} and ${isPublic}`.execute(tx)
  if (!row) throw new Problem('route.not-found')
  return { html: publicHtml(language, row.title, { to: '../plans', words: words.all }, await planHtml(tx, row, language)) }
}

const fault: PublicRoute['fault'] = (problem, language) => publicHtml(language, words.title[language], null, `<p role="alert">${escapeHtml(problem.sentence[language])}</p>`)

export const publicPlans: readonly PublicRoute[] = [{ path: '/plans', get: list, fault }, { path: '/plans/:id', get: one, fault }]
