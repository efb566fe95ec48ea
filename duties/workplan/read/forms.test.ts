import { expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'

const TITLE = '某区2025年食品安全工作安排\n'
const plan = (text: string, name = 'notice.txt') => readPlan(readPaper(name, Buffer.from(TITLE + text)))
const brief = (text: string, name?: string) =>
  plan(text, name).plan.tasks.map(({ number, heading, mode, lead, assisting, joint }) => [number, heading, mode, lead, assisting, joint])

test('paragraphs without a number, each with its own list, are tasks under their heading', () => {
  const text =
    '一、加强源头治理\n　　完成农药抽检300批次。（区甲局）\n　　检查农资店20家。（区乙局牵头，区丙局配合）\n二、加强监管。检查50家。（区甲局）\n'
  expect(brief(text)).toEqual([
    ['1.1', '完成农药抽检300批次', 'single', ['区甲局'], [], []],
    ['1.2', '检查农资店20家', 'lead_assist', ['区乙局'], ['区丙局'], []],
    ['2', '加强监管', 'single', ['区甲局'], [], []],
  ])
})

test('a paper without any number is read by its headings', () => {
  const text = '\n**加强源头治理**\n\n抽检300批次。（区甲局）\n\n**加强校园监管**\n\n检查覆盖率100%。（区乙局、区丙局）\n'
  expect(brief(text, 'notice.md')).toEqual([
    ['1', '加强源头治理', 'single', ['区甲局'], [], []],
    ['2', '加强校园监管', 'unmarked', [], [], ['区乙局', '区丙局']],
  ])
})

test('rows parted by bars are a table, with a rule, without one and with lines drawn between them', () => {
  const read = [
    ['1', '检查30家', 'single', ['区甲局'], [], []],
    ['2', '检查40家', 'single', ['区乙局'], [], []],
  ]
  expect(brief('序号 | 任务 | 责任单位\n1 | 检查30家 | 区甲局\n2 | 检查40家 | 区乙局\n')).toEqual(read)
  expect(brief('┌──┬──┬──┐\n│序号│任务│责任单位│\n├──┼──┼──┤\n│1│检查30家│区甲局│\n├──┼──┼──┤\n│2│检查40家│区乙局│\n└──┴──┴──┘\n')).toEqual(
    read,
  )
})

test('a Markdown list that says 1. throughout counts on, and one that is indented stands beneath', () => {
  expect(brief('1. 农药监管。（区甲局）\n1. 兽药监管。（区乙局）\n', 'notice.md').map(([number]) => number)).toEqual(['1', '2'])
  expect(
    brief('1. 农药\n   1. 检查50家。（区甲局）\n   2. 抽检9批次。（区甲局）\n2. 兽药。（区乙局）\n', 'notice.md').map(([number]) => number),
  ).toEqual(['1.1', '1.2', '2'])
})

test('where no list names anybody the running text does', () => {
  const text =
    '（一）耕地治理。由区甲局牵头，区乙局配合，完成治理1200亩。\n（二）粮食监测。区丙局负责收购环节监测。\n（三）区丁局：检查20家。\n'
  expect(brief(text)).toMatchObject([
    ['1', '耕地治理', 'lead_assist', ['区甲局'], ['区乙局'], []],
    ['2', '粮食监测', 'single', ['区丙局'], [], []],
    ['3', '检查20家', 'single', ['区丁局'], [], []],
  ])
  expect(plan(text).plan.tasks[1]!.unclear).toContain('区丙局负责收购环节监测')
})

test('an annex that prints the tasks again adds none, and one that assigns them alone is the plan', () => {
  const table = '附件\n序号 | 任务 | 责任单位\n1 | 农药监管 | 区甲局\n2 | 兽药监管 | 区乙局\n'
  const text = '一、源头治理\n（一）农药监管。检查50家。（区甲局）\n（二）兽药监管。检查20家。（区乙局）\n'
  expect(plan(text + table).plan.tasks.map(({ text: words }) => words)).toEqual(['农药监管。检查50家。', '兽药监管。检查20家。'])
  const bare = plan(text.replace(/（区.局）/g, '') + table.replaceAll('监管', '治理'))
  expect(bare.plan.tasks.map(({ text: words }) => words)).toEqual(['农药治理', '兽药治理'])
  expect(bare.leftOut.map(({ text: words }) => words)).toContain('（一）农药监管。检查50家。')
})

test('a table of division gives its units and limits to the tasks of a text that names nobody, and 同上 is what stands above', () => {
  const text = '一、源头治理\n（一）农药监管。检查50家。\n（二）兽药监管。检查20家。\n任务分工表\n序号 | 任务 | 牵头单位 | 配合单位 | 时限\n'
  const rows = '1 | 农药监管 | 区甲局 | 区乙局 | 6月底前\n2 | 兽药监管。 | 区丙局 | 同上 | 同上\n'
  const { tasks } = plan(text + rows).plan
  expect(tasks).toMatchObject([
    { number: '1', section: '源头治理', text: '农药监管。检查50家。', lead: ['区甲局'], assisting: ['区乙局'], targets: [{ value: 50 }] },
    { number: '2', lead: ['区丙局'], assisting: ['区乙局'], targets: [{ value: 20 }], deadlines: [{ date: '2025-06-30' }], unclear: [] },
  ])
  // a row that says more than the text does is the task itself
  expect(plan(text + rows.replace('兽药监管。', '兽药监管，抽检9批次')).plan.tasks.map(({ text: words }) => words)).toEqual([
    '农药监管',
    '兽药监管，抽检9批次',
  ])
})

test('tables under headings of their own stand in these sections; what no column rule knows is told', () => {
  const table = (n: number) => `| 序号 | 任务 | 目标及要求 | 牵头县领导 | 责任单位 | 颜色 |\n|---|---|---|---|---|---|\n| ${n} | 农药 | 检查${n}家 | 某甲 | 县甲局 | 红 |\n| ${n + 1} | 兽药 | 抽检9批次 | 某乙 | 县乙局 | |\n\n`
  const { tasks } = plan(`## 一、总体目标\n\n向好。\n\n## 二、任务分工\n\n### （一）源头\n\n${table(1)}### （二）过程\n\n${table(3)}`, 'n.md').plan
  expect(tasks.map(({ number, section, text }) => [number, section, text])).toEqual([
    ['1', '源头', '检查1家'],
    ['2', '源头', '抽检9批次'],
    ['3', '过程', '检查3家'],
    ['4', '过程', '抽检9批次'],
  ])
  expect(tasks[0]!.unclear).toEqual(['牵头县领导：某甲', '未读入的列：颜色：红'])
  expect(tasks[1]!.unclear).toEqual(['牵头县领导：某乙'])
})

test('a column whose heading says nothing is told by what stands in it', () => {
  const [task] = plan(
    '序号 | 任务 | 责任单位 | 何时 | 谁看\n1 | 检查20家 | 区甲局 | 6月底前 | 区丙局\n2 | 检查30家 | 区乙局 | 10月底前 | 区丁局\n',
  ).plan.tasks
  expect(task!.deadlines).toMatchObject([{ date: '2025-06-30' }])
  expect(task!.unclear).toEqual(['另列单位：区丙局'])
})

test('what a list says of other tasks, and what one of its bodies only watches, is told and assigns nobody', () => {
  const [first, second] = plan('1.检查50家。（区甲局负责；以下任务均需各镇负责落实，不再列出）\n2.抽检9批次。（区乙局，区丙局指导）\n').plan
    .tasks
  expect(first).toMatchObject({ mode: 'single', lead: ['区甲局'] })
  expect(first!.unclear.join()).toContain('以下任务均需各镇负责落实，不再列出')
  expect(second).toMatchObject({ mode: 'single', lead: ['区乙局'], unclear: ['区丙局指导'] })
})

test('four thousand different names are told apart quickly', () => {
  const signs = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'
  const name = (i: number) => `区${signs[i % 20]}${signs[Math.floor(i / 20) % 20]}${signs[Math.floor(i / 400)]}管理局`
  const line = (_: unknown, i: number) => `${i + 1}.检查企业。（${Array.from({ length: 10 }, (__, k) => name(i * 10 + k)).join('、')}）\n`
  const text = Array.from({ length: 400 }, line).join('')
  const began = process.cpuUsage()
  expect(plan(text).plan.tasks.flatMap(({ joint }) => joint)).toHaveLength(4_000)
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(3_000)
})
