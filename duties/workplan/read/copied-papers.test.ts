import { describe, expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'
import type { Task } from './types.ts'

/** Forms met in papers copied from web pages, with invented cities: parts of papers, duties by department, lost line breaks. */
const read = (lines: readonly string[]) => readPlan(readPaper('n.txt', Buffer.from(lines.join('\n')))).plan
const who = ({ mode, lead, assisting, joint }: Task) =>
  [mode, ...[lead, assisting, joint].filter((names) => names.length > 0).map(String)].join(' | ')
const all = (lines: readonly string[]) => read(lines).tasks.map((task) => `${task.number} ${who(task)}`)

describe('a part of a paper', () => {
  test('counts on from the number it begins with, and a higher number leaves the lower ones', () => {
    const part = [
      '澄川省放心食品工程2025年责任分工',
      '责任单位：省丁局',
      '6、推进定点屠宰，实现屠宰率达到98%的目标。',
      '牵头单位：省甲局',
      '参加单位：省乙局、省丙局',
      '7、规范食品标签。',
      '牵头单位：省乙局',
      '（七）整治农村市场。',
      '责任单位：省丙局',
      '（八）查办案件。',
      '责任单位：省甲局、省丁局',
    ]
    expect(all(part)).toEqual([
      '6 lead_assist | 省甲局 | 省乙局,省丙局',
      '7 single | 省乙局',
      '7-2 single | 省丙局',
      '8 unmarked | 省甲局,省丁局',
    ])
    expect(read(part).tasks[0]!.targets).toMatchObject([{ value: 98, unit: '%' }])
  })

  test('a number that nothing counts on from is text', () => {
    expect(
      all(['某县2025年食品安全工作安排', '一、检查。', '按第三条和', '9、甲类名录检查门店。（县甲局）', '二、抽检。（县乙局）']),
    ).toHaveLength(2)
  })
})

describe('what each body does', () => {
  test('a paragraph for each body, opened by its name and a colon, is its task', () => {
    const paper = [
      '岚口镇节日食品安全检查工作方案',
      '一、工作目标',
      '消除隐患，保障安全。',
      '二、职责分工',
      '镇食安办：负责统筹协调，督促各村落实。',
      '各村（居）委会：负责本村的检查，覆盖率达到100%。',
      '市场监管所：负责门店的检查。',
      '派出所：负责打击违法犯罪。',
    ]
    expect(all(paper)).toEqual(['1 single | 镇食安办', '2 single | 各村（居）委会', '3 single | 市场监管所', '4 single | 派出所'])
  })

  test('甲部门负责…: each paragraph has its own body', () => {
    const paper = [
      '关于加强食品安全工作的意见',
      '一、总体要求',
      '坚持统筹推进。',
      '二、落实责任',
      '（一）落实各部门的监管责任。',
      '农业部门负责产地的监管。具体包括：抽检农产品，查处违法行为。',
      '质监部门负责生产加工的监管。具体包括：检查工厂。',
      '（二）加强宣传。（市甲局）',
    ]
    expect(all(paper)).toEqual(['1.1 single | 农业部门', '1.2 single | 质监部门', '2 single | 市甲局'])
  })

  test('bodies named in the text divide nothing that has a list behind it', () => {
    const paper = [
      '岚口市2025年食品安全工作安排',
      '一、加强校园监管',
      '教育部门负责落实主体责任。',
      '市场监管部门负责检查食堂。',
      '（市教育局牵头，市市场监管局配合）',
      '二、抽检。（市乙局）',
    ]
    expect(all(paper)).toEqual(['1 lead_assist | 市教育局 | 市市场监管局', '2 single | 市乙局'])
  })

  test('a heading that is a department leads the paragraph below it', () => {
    const paper = [
      '岚口市食品安全监管职责',
      '（一）质量监督部门',
      '严格生产许可，检查工厂。',
      '（二）工商行政管理部门',
      '检查门店，索证率达到95%以上。',
      '（三）工作要求',
      '密切配合。',
    ]
    expect(all(paper).slice(0, 2)).toEqual(['1 single | 质量监督部门', '2 single | 工商行政管理部门'])
  })
})

describe('lost line breaks', () => {
  const LETTER = '各县、区人民政府：现将《2025年全市食品安全工作安排》印发给你们，请认真贯彻执行。岚口市人民政府办公室2025年3月10日'

  test('headings and numbers that run into each other are parted, and so is the signature', () => {
    const plan = read([
      '岚口市人民政府办公室关于印发2025年全市食品安全工作安排的通知',
      LETTER,
      '2025年全市食品安全工作安排',
      '为做好今年工作，现安排如下：一、严格监管执法，解决突出问题（一）加强产地监管。开展专项整治，抽检500批次（市甲局、水产局分别负责，丙丁局配合）。（二）整治农村市场。检查门店（市丙局负责）。二、健全机制（一）加强会商。每季度召开一次会议（市食安办负责）。',
    ])
    expect(plan.date).toBe('2025-03-10')
    expect(plan.tasks.map(({ number, section, heading }) => [number, section, heading])).toEqual([
      ['1.1', '严格监管执法，解决突出问题', '加强产地监管'],
      ['1.2', '严格监管执法，解决突出问题', '整治农村市场'],
      ['2.1', '健全机制', '加强会商'],
    ])
    expect(plan.tasks.map(who)).toEqual(['lead_assist | 市甲局,水产局 | 丙丁局', 'single | 市丙局', 'single | 市食安办'])
  })

  test('an item in its own line with one list for all its points stays whole', () => {
    const paper = [
      '某市2025年食品安全工作安排',
      '一、强化监管：（一）加强检查；（二）加强抽检；（三）加强宣传。（市甲局）',
      '二、抽检。（市乙局）',
    ]
    expect(all(paper)).toEqual(['1 single | 市甲局', '2 single | 市乙局'])
  })

  test.each(['检查重点：（一）甲；（二）乙。', '坚持第一、二季度检查。', '统筹一、二类门店检查。'])(
    'a sentence stays whole: %s',
    (text) => {
      expect(read(['某市2025年食品安全工作安排', `1.${text}（市甲局）`, '2.抽检。（市乙局）']).tasks.map(({ number }) => number)).toEqual([
        '1',
        '2',
      ])
    },
  )
})

describe('tables', () => {
  const DUTIES = [
    '1',
    '市教育局',
    '指导学校落实责任。',
    '2',
    '市市场监管局',
    '检查食堂，覆盖率达到100%。',
    '',
    '相关依据：',
    '1.《学校食堂检查办法》（教育部令第9号）',
    '2.《校园守护行动方案》',
  ]

  test('which body does what: its column needs no word of responsibility, and the headings may stand in one line', () => {
    for (const headings of [['序号 涉及部门 职责分工'], ['序号', '成员单位', '主要职责']]) {
      const { tasks } = read(['岚口市校园食品安全部门职责', ...headings, ...DUTIES])
      expect(tasks.map((task) => [task.number, who(task), task.text])).toEqual([
        ['1', 'single | 市教育局', '指导学校落实责任。'],
        ['2', 'single | 市市场监管局', '检查食堂，覆盖率达到100%。'],
      ])
    }
  })

  test('rows that begin with the number of their first cell, for want of a column of numbers', () => {
    const { tasks } = read([
      '岚口市农业局2025年工作任务',
      '工作任务',
      '',
      '目标及进度',
      '',
      '责任部门',
      '',
      '（一）加强蔬菜监管。',
      '',
      '目标：抽检合格率达到98%以上。',
      '',
      '进度：1-3月，抽检300批次。',
      '',
      '监管处、检测检验中心',
      '',
      '（二）加强肉品监管。',
      '',
      '目标：检疫率达到100%。',
      '',
      '畜牧处、动物卫生监督所',
    ])
    expect(tasks.map((task) => [task.heading, who(task), task.targets.map(({ value, unit }) => `${value}${unit}`).join()])).toEqual([
      ['加强蔬菜监管', 'unmarked | 监管处,检测检验中心', '98%,300批次'],
      ['加强肉品监管', 'unmarked | 畜牧处,动物卫生监督所', '100%'],
    ])
  })

  test('one cell in a line with a bar behind it; scores are no aims, and what leads is described, not named', () => {
    const { tasks } = read([
      '岚口市创建任务分解表',
      ...['一级 指标', '建设内容', '考评标准', '任务内容', '责任单位', '备注'].map((heading) => `${heading} |`),
      '一、属地 责任（6 分） |',
      '1. 成立由主要领导牵头的 工作领导机构（2 分）。 |',
      '建立由主要领导牵头的领导机构。 |',
      '市府办 各县（市、区）政府 |',
      '|||',
      '*2. 监管纳入当地',
      '发展规划，权重高于 5%（4 分）。 |',
      '将监管纳入规划。 |',
      '市发展改革委 |',
      '||',
    ])
    expect(tasks.map((task) => [who(task), task.targets.map(({ value, unit }) => `${value}${unit}`).join()])).toEqual([
      ['unmarked | 市府办,各县（市、区）政府', ''],
      ['single | 市发展改革委', '5%'],
    ])
  })
})

test('a rate of so many in a hundred thousand is an aim; a count behind …管理的 tells which', () => {
  const { tasks } = read([
    '某市2025年食品安全责任清单',
    '1.食物中毒发生率控制在4/10万以下，实施追溯管理的44个品种上传率达到100%。（各区政府）',
    '2.抽检。（市甲局）',
  ])
  expect(tasks[0]!.targets.map(({ value, unit }) => `${value}${unit}`)).toEqual(['4/10万', '100%'])
})

test('aims in the cell that names the task are its own; of several measures none is chosen, and a person is told', () => {
  const table = [
    '| 序号 | 任务名称 | 工作措施 | 责任单位 |',
    '|---|---|---|---|',
    '| 1 | 抽检合格率达到98%，11月底前完成 | 组织抽检。 | 市甲局 |',
  ]
  const md = (rows: readonly string[]) =>
    readPlan(readPaper('n.md', Buffer.from(['# 岚口市2025年任务清单', '', ...rows].join('\n')))).plan.tasks
  const [one] = md(table)
  expect([one!.targets.map(({ value }) => value), one!.deadlines.map(({ date }) => date)]).toEqual([[98], ['2025-11-30']])
  const several = md([...table, '| 2 | 覆盖率达到90% | 1.检查门店。<br>2.检查食堂。 | 市乙局 |']).slice(1)
  expect(several.map(({ targets }) => targets.length)).toEqual([0, 0])
  expect(several[0]!.unclear.join()).toContain('覆盖率达到90%')
})

test('aims that stand over several tasks are told at the first', () => {
  const { tasks } = read([
    '岚口市2025年治理方案',
    '一、治理畜牧业污染。工作目标：定点屠宰率达到85%以上。',
    '（一）建设基地。（市甲局）',
    '（二）检疫。（市乙局）',
  ])
  expect(tasks.map(({ targets, unclear }) => [targets.length, unclear.join().includes('定点屠宰率达到85%')])).toEqual([
    [0, true],
    [0, false],
  ])
})

describe('words of assignment', () => {
  const one = (text: string) => read(['岚口市2025年食品安全工作方案', `1.${text}`, '2.抽检。（市甲局）']).tasks[0]!

  test('等省有关部门 leaves a list open like 等有关部门', () => {
    const task = one('推进项目。（省发展改革委、能源局等省有关部门和各市人民政府按职责分工负责）')
    expect([who(task), task.unclear.join().includes('等省有关部门')]).toEqual(['joint | 省发展改革委,能源局,各市人民政府', true])
  })

  test('what a list says of other measures names nobody for its own', () => {
    const task = one('推进项目。（责任单位：市财政局、市商务局。以下政策措施均需各县区人民政府落实，不再单独列出）')
    expect(who(task)).toBe('unmarked | 市财政局,市商务局')
  })

  test('要求企业… is no name, and what stands before 分别由 neither', () => {
    expect(who(one('商务部门负责流通管理，要求企业加强配送，防止流入市场。'))).toBe('single | 商务部门')
    expect(who(one('餐馆的自查由市场监管部门负责。机关、学校等各类食堂分别由市各主管部门负责。'))).toBe('joint | 市场监管部门,市各主管部门')
  })

  test('从9月1日至9月30日 ends on its last day', () => {
    expect(one('从9月1日至9月30日，集中开展自查。（市甲局）').deadlines).toMatchObject([{ date: '2025-09-30' }])
  })

  test.each([
    ['开展“全流程、全覆盖”改革。', 0],
    ['实现检查“全覆盖”。', 1],
    ['推进明厨亮灶、智慧监管全覆盖。', 1],
  ])('%s has %i aims', (text, aims) => expect(one(`${text}（市甲局）`).targets).toHaveLength(aims))
})
