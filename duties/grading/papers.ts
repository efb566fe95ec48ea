import { buffer } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import type { Block } from '../../platform/documents/official.ts'
import { writeWorkbook } from '../../platform/documents/spreadsheet/index.ts'
import { officialDocument } from '../../platform/documents/word.ts'
import { inRegion } from '../../platform/register/scope.ts'
import { findType } from '../registry/index.ts'
import type { InspectionPlanRow } from './registers.ts'
import { drawPlan, plannedPlaces, type Drawn } from './plan.ts'
import { AUDIT } from './rules/planning.ts'
import { frequencyOf } from './rules/frequency.ts'
import { riskGrades } from './rules/risk-grade.ts'
import { monthsOf, planReasons } from './rules/yearly-plan.ts'
import { summaryOf } from './plan.ts'

const sum = (numbers: readonly number[]): number => Math.round(numbers.reduce((all, one) => all + one, 0) * 10) / 10
const figure = (count: number): string => String(Math.round(count * 10) / 10)

async function namesOf(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('shian.region').select(['code', 'name_zh']).where('code', 'in', [...codes, '']).where('valid_to', 'is', null).execute()
  return new Map(rows.map(({ code, name_zh }) => [code, name_zh]))
}

async function issuerOf(tx: Tx, region: string): Promise<string> {
  const { rows: [unit] } = await sql<{ name: string }>`select name from org_unit where function = 'market' and ${inRegion(region)} and closed_at is null order by length(region), region, sort_order limit 1`.execute(tx)
  return unit?.name ?? ''
}

function gradeTable({ tables }: Drawn, row: InspectionPlanRow): Block {
  return {
    kind: 'table', head: ['风险等级', '户数', '每年检查次数', '计划检查户次'], widths: [2, 2, 3, 3],
    rows: riskGrades.map((grade) => {
      const { least, most } = frequencyOf({ types: ['CATE', 'CATERING'] }, grade, tables.frequency)
      const here = row.by_grade[grade] ?? { premises: 0, visits: 0 }
      return [`${grade} 级`, String(here.premises), least === most ? `不少于 ${least} 次` : `${least}–${most} 次`, String(here.visits)]
    }),
  }
}

/** 食品安全年度监督管理计划, as an official document. @source 食品安全法 art.109; 总局令49号 art.21, 22 */
export async function planDocument(tx: Tx, row: InspectionPlanRow): Promise<Buffer> {
  const drawn = await drawPlan(tx, row.region, row.year, row.choice)
  const { counties, byReason, byGrade } = summaryOf(drawn)
  const names = await namesOf(tx, [row.region, ...counties.map(({ county }) => county)])
  const { tables } = drawn
  const focus = byGrade['D']?.premises ?? 0
  const body: Block[] = [
    { kind: 'paragraph', text: `依据《中华人民共和国食品安全法》第一百零九条和《食品生产经营监督检查管理办法》，按照风险分级结果、检查频次和检查力量，制定本计划。` },
    { kind: 'heading', level: 1, text: '检查对象和频次' },
    { kind: 'paragraph', text: `本行政区域在营并已评定风险等级的食品生产经营场所共${row.premises ?? 0}户，计划检查${row.visits ?? 0}户次，其中全项检查${row.full_checks ?? 0}户次；另对特殊食品生产企业开展体系检查${row.audits ?? 0}次。` },
    gradeTable(drawn, row),
    { kind: 'paragraph', text: `每${tables.frequency.fullCheckMonths}个月内对每户至少完成一次覆盖全部检查要点的检查（${tables.frequency.source}）。` },
    { kind: 'heading', level: 1, text: '检查重点' },
    { kind: 'paragraph', text: `D级单位${focus}户、特殊食品生产者、中央厨房和集体用餐配送单位列为重点监督检查对象；春秋两季开学前后优先检查学校食堂和校外供餐单位。` },
    { kind: 'heading', level: 1, text: '检查力量和进度' },
    {
      kind: 'table', head: ['县（市、区）', '户数', '检查户次', '检查人员', '可用人天', '计划用人天'], widths: [4, 2, 3, 2, 3, 3],
      rows: counties.map((one) => [names.get(one.county) ?? one.county, String(one.premises), String(one.visits), String(one.inspectors), figure(one.capacity), figure(sum(one.used))]),
    },
    {
      kind: 'table', head: ['月份', '可用人天', '计划用人天'],
      rows: Array.from({ length: 12 }, (_, m) => [`${m + 1}月`, figure(sum(counties.map(({ free }) => free[m] ?? 0))), figure(sum(counties.map(({ used }) => used[m] ?? 0)))]),
    },
    ...((row.unplaced ?? 0) > 0 ? [
      { kind: 'heading', level: 1, text: '尚未排入的检查' } as const,
      { kind: 'paragraph', text: `按现有力量有${row.unplaced}户次未能排入：${Object.entries(byReason).map(([reason, count]) => `${planReasons[reason as keyof typeof planReasons].zh}${count}户次`).join('，')}。应通过增加检查力量、跨区协作或调整留用比例解决，不得减少法定频次。` } as const,
    ] : []),
    { kind: 'heading', level: 1, text: '计划的执行和公开' },
    { kind: 'paragraph', text: '检查结果在形成之日起20个工作日内向社会公开。有投诉举报、抽检不合格、发生事故等情形的，及时增加检查，不受本计划频次限制。' },
    { kind: 'paragraph', text: `本计划依据的规则版本：${row.rules ?? ''}。` },
  ]
  return officialDocument({ title: row.title, body, issuer: await issuerOf(tx, row.region), date: row.published_on ?? row.made_on })
}

/** The plan place by place, as a workbook; a draft is drawn again by the rules of today. */
export async function planWorkbook(tx: Tx, row: InspectionPlanRow): Promise<Buffer> {
  const drawn = await drawPlan(tx, row.region, row.year, row.choice)
  const { counties } = summaryOf(drawn)
  const names = await namesOf(tx, counties.map(({ county }) => county))
  const at = new Map(drawn.rows.map(({ id }, index) => [id, index]))
  const without = new Map(drawn.plan.unplaced.map((one) => [one.index, one]))
  const lines = (await plannedPlaces(tx, row.region, row.year)).map((place) => {
    const index = at.get(place.id)!
    const audit = at.get(place.id + AUDIT)
    const lack = without.get(index)
    return [place.name, names.get(drawn.rows[index]!.region) ?? drawn.rows[index]!.region, findType(place.type)?.label.zh ?? place.type, place.grade, place.visits, monthsOf(drawn.plan.months[index]!).join('、'),
      drawn.plan.fullCheck[index]! > 0 ? `${drawn.plan.fullCheck[index]}月` : null, audit === undefined ? null : monthsOf(drawn.plan.months[audit]!).map((month) => `${month}月`).join('、'),
      lack?.visits ?? null, lack ? planReasons[lack.reason].zh : null]
  })
  const months = Array.from({ length: 12 }, (_, m) => `${m + 1}月`)
  const stream = new PassThrough()
  const [bytes] = await Promise.all([buffer(stream), writeWorkbook(stream, { sheets: [
    {
      name: '检查对象',
      columns: [{ header: '名称', width: 36 }, { header: '县（市、区）' }, { header: '类型', width: 20 }, { header: '风险等级', width: 10 }, { header: '应查次数', kind: 'number', width: 10 }, { header: '计划月份' },
        { header: '全项检查', width: 10 }, { header: '体系检查', width: 10 }, { header: '排不下', kind: 'number', width: 10 }, { header: '原因', width: 20 }],
      rows: lines,
    },
    {
      name: '检查力量',
      columns: [{ header: '县（市、区）' }, { header: '检查人员', kind: 'number', width: 10 }, { header: '人天', width: 10 }, ...months.map((header) => ({ header, kind: 'number' as const, width: 8 })), { header: '合计', kind: 'number' as const, width: 10 }],
      rows: counties.flatMap((one) => [
        [names.get(one.county) ?? one.county, one.inspectors, '可用', ...one.free, one.capacity],
        [null, null, '计划', ...one.used, sum(one.used)],
      ]),
    },
  ] })])
  return bytes
}
