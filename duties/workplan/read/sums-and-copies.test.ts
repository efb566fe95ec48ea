import { describe, expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'
import type { Task } from './types.ts'

/** Forms met in further printed papers, with invented cities: sums that are granted, bodies in running text, cells lost in copying. */
const read = (lines: readonly string[]) => readPlan(readPaper('n.txt', Buffer.from(lines.join('\n')))).plan
const who = ({ mode, lead, assisting, joint }: Task) =>
  [mode, ...[lead, assisting, joint].filter((names) => names.length > 0).map(String)].join(' | ')
const one = (text: string) => read(['岚口市2025年食品安全工作方案', `1.${text}`, '2.抽检。（市甲局）']).tasks[0]!
const aims = ({ targets }: Task) => targets.map(({ value, unit }) => `${value}${unit}`)

describe('what is granted, levied or lent is no aim', () => {
  test.each([
    '适用3%征收率的应税收入，减按1%征收率征收增值税。',
    '按照税额的50%减征印花税。',
    '购置设备的贷款按3.45%的年利率给予贴息。',
    '对首次通过认证的企业给予一次性奖励2万元。',
    '有机肥按实际投入的30%给予补助。',
    '每家最高给予10万元补助。',
  ])('%s', (text) => {
    const task = one(`${text}（市甲局）`)
    expect(aims(task)).toEqual([])
    expect(task.unclear.join()).toMatch(/未作目标|^$/)
  })

  test('of a sum that might be taken for an aim a person is told', () => {
    expect(one('对获证企业给予奖励2万元。（市甲局）').unclear).toEqual(['读作奖补或税费的标准，未作目标：对获证企业给予奖励2万元'])
  })

  test.each([
    ['举报奖励兑现率达到100%。', ['100%']],
    ['兑现举报奖励资金不低于20万元。', ['200000元']],
    ['财政给予30%的保费补助，投保率达到60%。', ['30%', '60%']],
    ['农药使用量较上年下降2%。', ['2%']],
  ])('to be reached all the same: %s', (text, found) => expect(aims(one(`${text}（市甲局）`))).toEqual(found))
})

describe('counts', () => {
  test('of those that there are so many are to attain something', () => {
    expect(aims(one('信用企业80%达到市级标准，其中有3个以上行业的30家以上企业达到国家级标准。（市甲局）'))).toEqual(['80%', '3个', '30家'])
    expect(aims(one('全市现有食堂30家以上企业达到标准。（市甲局）'))).not.toContain('30家')
  })

  test('all of so many complete something; 一期2座 is the first stage', () => {
    expect(aims(one('全区38所学校食堂完成“明厨亮灶”升级改造。（市甲局）'))).toEqual(['38所'])
    expect(aims(one('完成新校一期2座教学楼建设。（市甲局）'))).toEqual(['2座'])
  })
})

describe('how a count is told', () => {
  test.each([
    ['完成第三批30个村级站点建设。', ['30个']],
    ['11月1日前全区21家养老机构食堂全部完成排查。', ['21家']],
    ['满意度提升2个位次。', ['2个位次']],
    ['每季度末前5个工作日内上报数据。', []],
  ])('%s', (text, found) => expect(aims(one(`${text}（市甲局）`))).toEqual(found))
})

describe('bodies in the running text', () => {
  test('each sentence its own body: all share the task, and whose sentence is whose is told', () => {
    const task = one('种植环节由市乙局负责，抽查260批次；林产品由市丙局负责，抽查50批次；土壤由市丁局负责监测。')
    expect(who(task)).toBe('joint | 市乙局,市丙局,市丁局')
    expect(task.unclear.join()).toMatch(
      /3处责任单位，各管一句：由市乙局负责（“种植环节由市乙局负责.*｜由市丙局负责（“林产品由.*｜.*（“土壤由/,
    )
  })

  test('a body told to do something does it, a group is only exhorted', () => {
    const task = one('市乙局要督促市场落实查验；市丙局应将查验纳入改造内容，年内改造6家。')
    expect([who(task), task.unclear.join().includes('责任单位读自正文')]).toEqual(['joint | 市乙局,市丙局', true])
    expect(who(one('各县区要高度重视，抓好落实。'))).toBe('unmarked')
  })

  test('what another sends on is not received by the last in the chain', () => {
    const { deadlines } = one('各单位每月25日前向镇食安办报送进展，11月15日前报送总结，镇食安办汇总后报县食安办。（各村）')
    expect(deadlines.map(({ to }) => to)).toEqual([['镇食安办'], ['镇食安办']])
  })
})

test('who reports is named by the sentence, even a group, where no list names anybody', () => {
  const task = one('各县（区）、各成员单位要于11月底前向市食安办报送总结。')
  expect([who(task), task.unclear]).toEqual(['unmarked | 各县（区）,各成员单位', ['责任单位读自正文：各县（区）、各成员单位']])
})

test('a report behind a semicolon has the receiver of the one before, unless somebody else is named', () => {
  const two = one('各单位每季度首月10日前向市食安办提交情况；11月20日前报送全年总结。（市甲局）')
  expect(two.deadlines.map(({ to }) => to)).toEqual([['市食安办'], ['市食安办']])
  const other = one('结果于1月15日前报市政府；各县于11月底前报送自评报告。（市甲局）')
  expect(other.deadlines.map(({ to }) => to)).toEqual([['市政府'], []])
})

test('the name in the letterhead beside a page number is printed on every page and breaks no name', () => {
  const { tasks } = read([
    '岚口市人民政府办公室文件',
    '关于印发2025年食品安全工作安排的通知',
    '1.开展整治。（市甲局牵头，市市场监管',
    '— 2 —',
    '岚口市人民政府办公室',
    '局、市乙局配合）',
    '2.抽检。（市甲局）',
  ])
  expect(tasks.map(who)).toEqual(['lead_assist | 市甲局 | 市市场监管局,市乙局', 'single | 市甲局'])
})

describe('lists', () => {
  test('in mid-sentence a list that says who does what is one; of bare names a person is told', () => {
    const led = one('开展整治行动（市甲局牵头，市乙局配合），每月上报战果。')
    expect([who(led), led.text]).toEqual(['lead_assist | 市甲局 | 市乙局', '开展整治行动，每月上报战果。'])
    const bare = one('开展整治行动（市甲局、市乙局），每月上报战果。')
    expect([who(bare), bare.unclear.join()]).toEqual([
      'unmarked',
      expect.stringContaining('句中括号内的单位未读作责任单位，请核：市甲局、市乙局'),
    ])
  })

  test('a name known with 和 is no misprint without it', () => {
    expect(one('检查。（市人力资源社会保障局、市甲局）').unclear).toEqual([])
  })

  test('who helps may stand in a bracket behind the name, or behind 要会同', () => {
    expect(who(one('培训。（市甲局（市委组织部配合））'))).toBe('lead_assist | 市甲局 | 市委组织部')
    expect(who(one('市乙局要会同市丙局推进责任险，投保50家。'))).toBe('lead_assist | 市乙局 | 市丙局')
  })

  test('即进机关、进企业 explains and names nobody', () => {
    expect(who(one('开展“五进”（即进机关、进企业、进社区）活动。（市甲局、市乙局）'))).toBe('unmarked | 市甲局,市乙局')
    expect(one('开展“五进”（即进机关、进企业、进社区）活动。（市甲局）').text).toContain('进社区')
  })

  test('a bracket on the next line belongs to the group before it', () => {
    const task = one('整治小作坊。\n牵头单位：镇市场监管所\n配合单位：派出所、各村\n（社区）')
    expect([task.assisting, task.text]).toEqual([['派出所', '各村（社区）'], '整治小作坊。'])
  })

  test('a labelled list in a line of its own behind the last of all tasks is theirs, and a person is told', () => {
    const { tasks } = read(['岚口市2025年实事方案', '1.培育示范店40家。', '2.纳入考核。', '责任单位：市甲局'])
    expect(tasks.map(who)).toEqual(['single | 市甲局', 'single | 市甲局'])
    expect(tasks[0]!.unclear.join()).toContain('写在最后一款之后')
  })

  test('a misprinted ending is told with what is near', () => {
    const { tasks } = read([
      '岚口市2025年食品安全工作方案',
      '1.检查。（市教育局、市文旅居按职责分工负责）',
      '2.抽检。（市文旅局、市教育局按职责分工负责）',
    ])
    expect([tasks[0]!.joint, tasks[0]!.unclear]).toEqual([['市教育局', '市文旅居'], ['不像单位名称：市文旅居（相近：市文旅局）']])
  })

  test('各省、自治区、直辖市人民政府 is one recipient', () => {
    const lines = ['某办公厅关于印发2025年工作安排的通知', '各省、自治区、直辖市人民政府，各部门：', '1.抽检。（市甲局）']
    expect(read(lines).recipients).toEqual(['各省、自治区、直辖市人民政府', '各部门'])
  })
})

describe('what copying took', () => {
  test('a cell merged over rows stands in the first only; numbers in names are the tasks’ own; what was done is not read', () => {
    const { tasks } = read([
      '岚口市2025年实事进展',
      '类别 | 事项名称 | 年度任务目标 | 责任单位 | 分管领导 | 1-9月份工作完成情况 | 取得成效 | 监督电话 |',
      '四、教育 | 14.扩建甲校 | 建成教学楼2座。 | 市教育局 | 某某 | 完成施工70%。 | 正在推进。 | 123 |',
      '15.改造食堂 | 改造食堂13处。 | 市教育局 | 某某 | 完成30%。 | 正在铺设。 | 123 | |',
      '16.课后服务 | 实行全覆盖。 | 市体育局 | 某某 | 参与率100%。 | 已拨付。 | 123 |',
    ])
    expect(tasks.map((task) => [task.number, task.section, task.heading, who(task), aims(task).join()])).toEqual([
      ['14', '教育', '扩建甲校', 'single | 市教育局', '2座'],
      ['15', '教育', '改造食堂', 'single | 市教育局', '13处'],
      ['16', '教育', '课后服务', 'single | 市体育局', '100%'],
    ])
  })

  test('目标与任务 is a column of tasks', () => {
    const cells = ['序号', '目标与任务', '牵头责任单位', '责任单位', '80', '新增托位400个以上。', '县教育局', '县各有关单位']
    const { tasks } = read(['岚口县2025年任务分解表', ...cells.map((cell) => `${cell} |`)])
    expect(tasks.map((task) => [task.number, who(task), aims(task).join()])).toEqual([
      ['80', 'lead_divided | 县教育局 | 县各有关单位', '400个'],
    ])
  })

  test('a title that runs into the first heading', () => {
    const { tasks } = read([
      '市场改造方案一、改造范围纳入改造的市场共8个。二、改造内容改造硬件。三、工作步骤（一）制定方案。8月底前，由县甲局负责制定方案。',
    ])
    expect(tasks.map(who)).toEqual(['single | 县甲局'])
  })
})
