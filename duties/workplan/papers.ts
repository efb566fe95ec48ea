import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Tx } from '../../platform/database/database.ts'
import { writeWorkbook, type Column } from '../../platform/documents/spreadsheet/index.ts'
import type { Block } from '../../platform/documents/official.ts'
import { officialDocument } from '../../platform/documents/word.ts'
import { boardOf, tasksOf, unitNames } from './board.ts'
import { isMet, type TargetValue, type WallTask } from './contract.ts'
import { modes, taskStates, type PlanRow, type TaskRow } from './registers.ts'
import { unreportedOf } from './unreported.ts'

const LIGHTS = { red: '▲ 红', yellow: '◆ 黄', green: '● 绿', done: '✓ 完成' } as const satisfies Record<WallTask['light'], string>

const PRESENT = { value: '现值', reported: '上报值', 'no-data': '暂无数据', 'not-linked': '未填报' } as const satisfies Record<
  TargetValue['state'],
  string
>

/** 目标 with what was attained, and where several units told of it what each told; no data is said, never 0. */
function targetText(target: TargetValue, names: ReadonlyMap<string, string>): string {
  const { text, value, unit, present, state, told } = target
  const met = isMet(target)
  const attained = met === undefined ? PRESENT[state] : `${PRESENT[state]} ${present}${unit}，${met ? '已达到' : '未达到'}`
  const others = present !== null && told.length === 1 && state === 'reported' ? [] : told
  const each = others.map((one) => `${one.unit === null ? '' : (names.get(one.unit) ?? '')} ${one.value}${unit}`)
  return `${text}（目标 ${value}${unit}；${[attained, ...each].join('；')}）`
}

const toldUnits = (board: readonly WallTask[]): string[] =>
  board.flatMap(({ targets }) => targets.flatMap(({ told }) => told.flatMap(({ unit }) => (unit === null ? [] : [unit]))))

const columns: readonly Column[] = [
  { header: '序号', kind: 'text', width: 8 },
  { header: '部分', width: 24 },
  { header: '任务', width: 30 },
  { header: '内容', width: 60 },
  { header: '分工方式', width: 18 },
  { header: '承办（汇总）单位', width: 26 },
  { header: '牵头单位', width: 26 },
  { header: '配合单位', width: 40 },
  { header: '分工负责单位', width: 40 },
  { header: '目标', width: 40 },
  { header: '期限', kind: 'date', width: 12 },
  { header: '状态', width: 10 },
  { header: '进度（%）', kind: 'number', width: 10 },
  { header: '预警', width: 10 },
  { header: '办理情况', width: 50 },
  { header: '未明确事项', width: 40 },
]

/** The task list as a workbook. */
export async function taskList(tx: Tx, plan: PlanRow): Promise<Buffer> {
  const [rows, board] = [await tasksOf(tx, plan), await boardOf(tx, plan)]
  const names = await unitNames(
    tx,
    rows
      .flatMap(({ lead_units, assisting_units, joint_units, holder_unit }) => [
        ...lead_units,
        ...assisting_units,
        ...joint_units,
        ...(holder_unit ? [holder_unit] : []),
      ])
      .concat(toldUnits(board)),
  )
  const stream = new PassThrough()
  const written = buffer(stream)
  await writeWorkbook(stream, {
    sheets: [{ name: `${plan.year}年任务清单`, columns, rows: rows.map((task, at) => cells(task, board[at]!, names)) }],
  })
  return written
}

function cells(task: TaskRow, lit: WallTask, names: ReadonlyMap<string, string>): (string | number | null)[] {
  const named = (ids: readonly string[]): string => ids.map((id) => names.get(id) ?? '').join('、')
  return [
    task.number,
    task.section,
    task.heading,
    task.text,
    modes.find(({ code }) => code === task.mode)!.label.zh,
    named(task.holder_unit ? [task.holder_unit] : []),
    named(task.lead_units),
    named(task.assisting_units),
    named(task.joint_units),
    lit.targets.map((target) => targetText(target, names)).join('；'),
    task.due_on,
    taskStates[task.state].zh,
    task.progress,
    LIGHTS[lit.light],
    task.note,
    task.unclear.join('；'),
  ]
}

/** 年度总结: what was done section by section, what is late, who has not reported. From the records alone. */
export async function summary(tx: Tx, plan: PlanRow): Promise<Buffer> {
  const rows = await tasksOf(tx, plan)
  const [board, owed] = [await boardOf(tx, plan), await unreportedOf(tx, plan)]
  const names = await unitNames(tx, [
    ...(plan.office_unit ? [plan.office_unit] : []),
    ...rows.flatMap(({ holder_unit }) => (holder_unit ? [holder_unit] : [])),
    ...toldUnits(board),
  ])
  const lit = new Map(board.map((task) => [task.id, task]))
  const body: Block[] = [
    { kind: 'heading', level: 1, text: '总体情况' },
    { kind: 'paragraph', text: overall(board) },
    { kind: 'heading', level: 1, text: '任务完成情况' },
    ...sections(rows, lit, names),
    { kind: 'heading', level: 1, text: '逾期和未报送情况' },
    ...lateness(board, owed),
  ]
  const office = plan.office_unit ? (names.get(plan.office_unit) ?? '') : ''
  return officialDocument({ title: `关于${plan.year}年食品安全重点工作完成情况的总结`, body, issuer: office, date: tx.work.today })
}

function overall(board: readonly WallTask[]): string {
  const count = (light: WallTask['light']): number => board.filter((task) => task.light === light).length
  const known = board
    .flatMap(({ targets }) => targets)
    .map(isMet)
    .filter((met) => met !== undefined)
  return (
    `全年共${board.length}项任务，已完成${count('done')}项，正常推进${count('green')}项，需要关注${count('yellow')}项，逾期${count('red')}项。` +
    (known.length > 0 ? `有数据的${known.length}项目标中，达到${known.filter(Boolean).length}项。` : '目标暂无可用数据。')
  )
}

function sections(rows: readonly TaskRow[], lit: ReadonlyMap<string, WallTask>, names: ReadonlyMap<string, string>): Block[] {
  return [...Map.groupBy(rows, ({ section }) => section ?? '')].flatMap(([section, own]): Block[] => [
    ...(section === '' ? [] : [{ kind: 'heading', level: 2, text: section } as const]),
    {
      kind: 'table',
      widths: [2, 4.5, 4.5, 2.6, 10.4],
      head: ['序号', '任务', '承办单位', '状态', '办理情况和目标'],
      rows: own.map((task) => [
        task.number,
        // Its number stands in the first column.
        task.heading || task.title.slice(task.number.length).trim(),
        task.holder_unit ? (names.get(task.holder_unit) ?? '') : '汇总单位未指定',
        taskStates[task.state].zh,
        // What was written ends with its own full stop, which is none before more.
        [(task.note ?? '').replace(/。$/, ''), ...lit.get(task.id)!.targets.map((target) => targetText(target, names))]
          .filter((text) => text !== '')
          .join('；') || '未上报',
      ]),
    },
  ])
}

function lateness(board: readonly WallTask[], { units }: Awaited<ReturnType<typeof unreportedOf>>): Block[] {
  const late = board.filter(({ light }) => light === 'red').map(({ number, why }) => `第${number}项${why.zh}`)
  const owing = units
    .map(({ name, items }) => ({ name, late: items.filter(({ overdue_days }) => overdue_days > 0).length }))
    .filter((one) => one.late > 0)
  return [
    { kind: 'paragraph', text: late.length === 0 ? '没有逾期任务。' : `逾期任务${late.length}项：${late.join('，')}。` },
    {
      kind: 'paragraph',
      text:
        owing.length === 0
          ? '没有逾期未报送的单位。'
          : `逾期未报送的单位：${owing.map(({ name, late: count }) => `${name}（${count}件）`).join('、')}。`,
    },
  ]
}
