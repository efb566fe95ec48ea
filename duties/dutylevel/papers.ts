import { sql } from 'kysely'
import type { Block } from '../../platform/documents/official.ts'
import { officialDocument } from '../../platform/documents/word.ts'
import type { Tx } from '../../platform/database/database.ts'
import { loadCalendar } from '../../platform/calendar/load.ts'
import { regionNames } from '../../platform/register/labels.ts'
import { readable } from '../../platform/register/serve.ts'
import type { Handover, PersonHandover } from './contract.ts'
import { dutyBindings, dutyVisits, problemStates, rankChoices, visitModes, type BindingRow, type CadreRow, type ProblemRow, type VisitRow } from './registers.ts'
import { asRule, cadreOf, dutyPremises } from './store.ts'
import { promiseOf } from './rules/duty-level.ts'
import { linesOf } from './tables.ts'

/** Papers go to Chinese authorities and are in Chinese, whatever language the page is in. */
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const heading = (text: string): Block => ({ kind: 'heading', level: 1, text })
const rankOf = (cadre: Pick<CadreRow, 'rank'>): string => rankChoices.find(({ code }) => code === cadre.rank)!.label.zh
const placeName = async (tx: Tx, code: string): Promise<string> => (await regionNames(tx, [code]))[code]?.zh ?? code
const officer = ({ unit, office_held, name }: Pick<CadreRow, 'unit' | 'office_held' | 'name'>): string => `${unit ?? ''}${office_held} ${name}`

/** 承诺书 of one binding, to be signed; the lists in force on the day of the binding are its annex. */
export async function promisePaper(tx: Tx, id: string): Promise<{ readonly name: string; readonly content: Buffer }> {
  const row = await readable(tx, dutyBindings, tx.work.actor, id) as unknown as BindingRow
  const [place, cadre] = [await dutyPremises(tx, row.premises_id), row.cadre === null ? null : await cadreOf(tx, row.cadre)]
  const on = row.bound_on ?? tx.work.today
  const { limits, calendar } = await loadCalendar(tx)
  const until = row.bound_on === null ? null : promiseOf(asRule(row), limits, calendar, tx.work.today).dueOn
  const lists = await Promise.all((['responsibility', 'task', 'supervision'] as const).map(async (list) => [list, await linesOf(tx, list, on)] as const))
  const names = { responsibility: '责任清单', task: '任务清单', supervision: '督查清单' } as const
  const own = (lines: Awaited<ReturnType<typeof linesOf>>): readonly string[] => lines.filter(({ levels }) => levels.includes(row.level)).map(({ text }) => text.zh)
  const body: Block[] = [
    paragraph(`包保主体：${place.name}（${row.level}级，${await placeName(tx, place.region)}）。`),
    paragraph(`包保干部：${cadre === null ? '（待绑定）' : `${officer(cadre)}（${rankOf(cadre)}）`}。绑定日期：${row.bound_on ?? '—'}${until === null ? '' : `，承诺书应于 ${until} 前签订`}。`),
    heading('承诺'), ...own(await linesOf(tx, 'promise', on)).map(paragraph),
    ...lists.flatMap(([list, lines]): Block[] => [heading(names[list]), { kind: 'table', head: ['序号', '内容'], widths: [1, 8], rows: own(lines).map((text, at) => [String(at + 1), text]) }]),
    paragraph(`承诺人（签字）：　　　　　　　　签订日期：${row.promised_on ?? '　　　　年　　月　　日'}`),
  ]
  return { name: `承诺书 ${place.name}.docx`, content: await officialDocument({ title: '食品安全包保干部承诺书', body, issuer: cadre?.name ?? '', date: row.promised_on ?? tx.work.today }) }
}

/** 督导记录 of one visit. */
export async function visitPaper(tx: Tx, id: string): Promise<{ readonly name: string; readonly content: Buffer }> {
  const row = await readable(tx, dutyVisits, tx.work.actor, id) as unknown as VisitRow
  const [place, cadre] = [await dutyPremises(tx, row.premises_id), await cadreOf(tx, row.cadre)]
  const { rows: found } = await sql<ProblemRow>`select * from duty_problem where visit = ${id} and closed_at is null order by id`.execute(tx)
  const mode = visitModes.find(({ code }) => code === row.mode)?.label.zh ?? '（待督导）'
  const body: Block[] = [
    {
      kind: 'table', head: ['项目', '内容'], widths: [2, 7],
      rows: [
        ['包保主体', `${place.name}（${row.level}级，${await placeName(tx, place.region)}）`], ['包保干部', `${officer(cadre)}（${rankOf(cadre)}）`], ['督导日期', row.visited_on ?? `应于 ${row.due_on} 前`],
        ['督导方式', `${mode}${row.leader ? `，带队领导 ${row.leader}` : ''}`], ...(row.recorded_for ? [['代录', `代 ${row.recorded_for} 录入，附照片 ${row.photos.length} 张`]] : []), ['督导情况', row.note ?? '—'],
      ],
    },
    heading('任务清单'),
    { kind: 'table', head: ['序号', '内容', '结果', '说明'], widths: [1, 6, 2, 3], rows: row.checks.map(({ text, ok, note }, at) => [String(at + 1), text, ok ? '符合' : '不符合', note ?? '']) },
    heading('发现的问题和移交'),
    ...(found.length === 0 ? [paragraph('未发现问题。')] : [{ kind: 'table', head: ['问题', '移交', '接收', '销号'], widths: [6, 2, 2, 2], rows: found.map((one) => [one.found, one.found_on, one.received_on ?? '待接收', one.closed_on ?? '—']) } as const]),
    paragraph('包保干部（签字）：　　　　　　　　被督导单位（签字）：'),
  ]
  return { name: `督导记录 ${place.name}.docx`, content: await officialDocument({ title: '食品安全包保督导记录', body, issuer: cadre.unit ?? cadre.name, date: row.visited_on ?? tx.work.today }) }
}

const QUARTER = { none: '本季度无任务', done: '已完成', waiting: '待督导', missed: '已逾期' } as const
const problemWord = (state: string): string => problemStates[state as keyof typeof problemStates]?.zh ?? state

/** 交接单 of a cadre. */
export async function handoverPaper(tx: Tx, pack: Handover): Promise<{ readonly name: string; readonly content: Buffer }> {
  const { cadre } = pack
  const body: Block[] = [
    paragraph(`${officer({ unit: cadre.unit, office_held: cadre.officeHeld, name: cadre.name })}（${rankOf(cadre)}，${await placeName(tx, cadre.region)}）移交包保主体 ${pack.units.length} 户，未销号问题 ${pack.problems.length} 件，接任干部应签订承诺书 ${pack.promises.length} 份。`),
    heading('包保主体'),
    { kind: 'table', head: ['名称', '级别', '包保起始', '本季度督导', '期限', '接任干部'], widths: [5, 1, 2, 2, 2, 2], rows: pack.units.map(({ name, level, since, quarter, successor }) => [name, level, since, QUARTER[quarter.state], quarter.dueOn ?? '—', successor ?? '']) },
    heading('未销号的问题'),
    ...(pack.problems.length === 0 ? [paragraph('没有未销号的问题。')] : [{ kind: 'table', head: ['名称', '问题', '发现日期', '天数', '状态'], widths: [3, 5, 2, 1, 2], rows: pack.problems.map(({ name, found, foundOn, days, state }) => [name, found, foundOn, String(days), problemWord(state)]) } as const]),
    heading('接任干部应签订的承诺书'),
    { kind: 'table', head: ['名称', '签订期限', '签订日期'], widths: [6, 2, 2], rows: pack.promises.map(({ name, dueOn, signedOn }) => [name, dueOn, signedOn ?? '']) },
    paragraph('移交人（签字）：　　　　　　接收人（签字）：　　　　　　监交人（签字）：'),
  ]
  return { name: `包保工作交接单 ${cadre.name}.docx`, content: await officialDocument({ title: '食品安全包保工作交接单', body, issuer: cadre.unit ?? cadre.name, date: pack.on }) }
}

/** 交接单 of an inspector or official: what is open in his name. */
export async function personPaper(tx: Tx, { person, items, passing }: PersonHandover): Promise<{ readonly name: string; readonly content: Buffer }> {
  const taken = passing?.lines.filter(({ to }) => to !== null).length
  const rows = passing === null ? items.map(({ title, dueOn }) => [title, dueOn ?? '—'])
    : [...passing.lines, ...passing.others.map((one) => ({ ...one, toName: null, why: { zh: '由原单位办理' } }))].map(({ title, dueOn, toName, why }) => [title, dueOn ?? '—', toName ?? '不移交', why?.zh ?? ''])
  const body: Block[] = [
    paragraph(passing === null ? `${person.name} 名下未办结事项 ${items.length} 件，移交如下。` : `${person.name} 名下未办结事项 ${rows.length} 件，移交 ${taken} 件，接手人 ${passing.to.name}；不移交的写明原因。`),
    ...(rows.length === 0 ? [] : [{ kind: 'table', head: passing === null ? ['事项', '期限'] : ['事项', '期限', '接手人', '说明'], widths: passing === null ? [7, 2] : [5, 2, 2, 4], rows } as const]),
    paragraph('移交人（签字）：　　　　　　接收人（签字）：　　　　　　监交人（签字）：'),
  ]
  return { name: `工作交接单 ${person.name}.docx`, content: await officialDocument({ title: '工作交接单', body, issuer: person.name, date: tx.work.today }) }
}
