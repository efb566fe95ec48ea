import { describe, expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { isAssignment, readParts, settle } from './assignment.ts'
import { splitNames } from './bodies.ts'
import { readDeadlines } from './deadlines.ts'
import { markerOf } from './markers.ts'
import { misprintTeller } from './misprints.ts'
import { readPlan } from './read.ts'
import { readTargets } from './targets.ts'
import { fold, hanNumber } from './text.ts'

const shared = (phrase: string) => {
  const { mode, lead, assisting, joint, superior } = settle(readParts(phrase))
  return [mode, lead.join(), assisting.join(), joint.join(), superior]
}
const sheet = (text: string) => ({ text, folded: fold(text) })
const targets = (text: string) => readTargets(sheet(text)).targets.map(({ value, unit }) => `${value}${unit}`)
const limits = (text: string, cell = false) =>
  readDeadlines(sheet(text), 2024, cell).deadlines.map(({ text: printed, date, repeats }) => [printed, date ?? repeats])
const plan = (text: string) => readPlan(readPaper('notice.txt', Buffer.from(text))).plan

describe('phrases of assignment', () => {
  test.each([
    ['市甲局牵头，市乙局、市丙局按职责分工负责', 'lead_divided', '市甲局', '市乙局,市丙局', '', null],
    ['由市甲局会同市乙局、各街道办事处落实', 'lead_assist', '市甲局', '市乙局,各街道办事处', '', null],
    ['市甲局、市乙局共同牵头，市丙局参与', 'lead_assist', '市甲局,市乙局', '市丙局', '', null],
    ['市甲局负责，市乙局协助', 'lead_assist', '市甲局', '市乙局', '', null],
    ['市甲局、市乙局分别负责', 'joint', '', '', '市甲局,市乙局', null],
    ['市甲局，各县（市、区）人民政府', 'unmarked', '', '', '市甲局,各县（市、区）人民政府', null],
    ['区甲局积极配合市甲局开展工作', 'assists_superior', '', '区甲局', '', '市甲局'],
    ['市甲委（市乙局）', 'single', '市甲委（市乙局）', '', '', null],
  ])('%s', (phrase, ...expected) => expect(shared(phrase)).toEqual(expected))

  test('和 parts names only between whole names', () => {
    expect(splitNames('市发展和改革局和市住房和城乡建设局')).toEqual(['市发展和改革局', '市住房和城乡建设局'])
  })

  test('brackets that hold no bodies assign nothing', () => {
    for (const text of ['2022版', '园长', '试行', '含季节性作坊', '以下简称市食安办', '']) expect(isAssignment(text), text).toBe(false)
  })

  test('an open list and a supervising body are told, not assigned', () => {
    expect(settle(readParts('市甲局牵头，市乙局等部门配合')).unclear.join()).toContain('等部门')
    expect(settle(readParts('县甲局负责，县政府督查室督办'))).toMatchObject({
      lead: ['县甲局'],
      assisting: [],
      unclear: ['县政府督查室督办'],
    })
  })
})

describe('targets', () => {
  test('a figure with a unit that no list has, a fraction and a bare count of firms are told, not taken', () => {
    const told = (text: string) => readTargets(sheet(text))
    for (const text of ['完成检测不少于300样次', '配备试剂2000毫升', '覆盖率不低于三分之二', '食品生产企业320家'])
      expect(told(text), text).toMatchObject({ targets: [], unclear: [expect.stringContaining(text)] })
    for (const text of ['发放宣传册2万份', '覆盖12大类食品', '2026年完成']) expect(told(text).unclear, text).toEqual([])
  })

  test.each([
    ['合格率稳定在９８．５％以上', ['98.5%']],
    ['覆盖率达到百分之九十五', ['95%']],
    ['实现县级全覆盖', ['100%']],
    ['100%全覆盖', ['100%']],
    ['抽检1.2万批次以上', ['12000批次']],
    ['完成抽检1,200批次', ['1200批次']],
    ['每半年至少检查1次', ['1次']],
    ['监督抽检每年1次', ['1次']],
    ['覆盖率由80%提升到92%', ['92%']],
    ['广播播发提示信息24条', ['24条']],
    ['常住人口8万人', []],
    ['采样密度不低于1.8份/千亩', ['1.8份/千亩']],
    ['快检不少于6头/万头', ['6头/万头']],
    ['车辆配备标准达到1.5辆/所', ['1.5辆/所']],
    ['形成25吨/日的处理能力', ['25吨/日']],
    ['全年回收包装废弃物45吨', ['45吨']],
    ['平均办理时间压缩到12个工作日以内', ['12个工作日']],
    ['社区食堂每季度检查一次', ['1次']],
    ['每个乡镇配备不少于3名协管员', ['3名']],
    ['投入不少于50万元', ['500000元']],
    ['食品抽检量达到6批次/千人', ['6批次/千人']],
  ])('%s binds', (text, expected) => expect(targets(text)).toEqual(expected))

  test.each([
    '开展三年行动',
    '聚焦11个重点品种',
    '收到材料后5个工作日内反馈',
    '产生量25吨/日的企业自建设施',
    '《细则（2022版）》',
    '做好3项地方标准的宣贯',
    '监测克百威等4种农药',
    '落实两个责任',
    '以50人以上的集体聚餐为重点',
    '学校周边200米范围内',
    '进一步检查一次性用品',
    '对残留超过5%的企业',
  ])('%s does not', (text) => expect(targets(text)).toEqual([]))
})

describe('time limits', () => {
  test.each([
    ['11月1日前', '11月1日前', '2024-11-01'],
    ['6月底前完成', '6月底前', '2024-06-30'],
    ['二月底前', '二月底前', '2024-02-29'],
    ['2025年3月15日前', '2025年3月15日前', '2025-03-15'],
    ['到2025年达标', '到2025年', '2025-12-31'],
    ['年底前建成', '年底前', '2024-12-31'],
    ['第三季度末前', '第三季度末前', '2024-09-30'],
    ['上半年完成', '上半年', '2024-06-30'],
    ['每半年报告', '每半年', 'half-year'],
    ['按季度通报', '按季度', 'quarter'],
    ['每年更新', '每年', 'year'],
  ])('%s', (text, printed, expected) => expect(limits(text)).toEqual([[printed, expected]]))

  test('a column of limits may say less', () => {
    expect(limits('7月—9月', true)).toEqual([['7月—9月', '2024-09-30']])
    expect(limits('长期坚持', true)).toEqual([['长期坚持', null]])
  })

  test.each(['近年来', '《办法（2022年版）》', '去年底', '上半年工作总结', '采收前自检'])('%s limits nothing', (text) =>
    expect(limits(text)).toEqual([]),
  )
})

describe('the outline', () => {
  test('numbers in many outer forms', () => {
    const style = (line: string) => markerOf(fold(line))?.style
    expect(['一、', '（二）', '3.治', '（4）', '⑤', '第六条 治', '２.４.１　治', '7）'].map(style)).toEqual([
      'han',
      'han-paren',
      'num',
      'num-paren',
      'circled',
      'article',
      'dotted-3',
      'num-half',
    ])
    expect(style('⑤治理')).toBe(style('①治理'))
    expect(['6.5批次', '100批次', '2023年'].map(style)).toEqual([undefined, undefined, undefined])
    expect([hanNumber('二十一'), hanNumber('一百零五'), hanNumber('二〇二三')]).toEqual([21, 105, 2023])
  })

  test('attachments listed in the letter are no tasks, and guiding sections without units are left out', () => {
    const text =
      '关于印发工作要点的通知\n各单位：\n附件：1.工作要点\n2.清单\n二〇二四年三月五日\n附件1\n一、总体要求\n合格率98%以上。\n' +
      '二、重点任务\n（一）治土。查清底数。（市甲局）\n（二）治水。建立台账。（市乙局）\n三、保障措施\n（一）加强领导。高度重视。'
    const { tasks, date } = plan(text)
    expect(date).toBe('2024-03-05')
    expect(tasks.map(({ section, heading, lead }) => [section, heading, lead[0]])).toEqual([
      ['重点任务', '治土', '市甲局'],
      ['重点任务', '治水', '市乙局'],
    ])
  })

  test('two lists in one task are both kept and told', () => {
    const [task] = plan('一、管食堂。检查食堂。（市甲局）组织培训。（市乙局牵头，市丙局配合）\n二、管市场。（市甲局）').tasks
    expect(task).toMatchObject({ mode: 'lead_assist', lead: ['市甲局', '市乙局'], assisting: ['市丙局'] })
    expect(task!.unclear.join()).toContain('2处责任单位')
  })

  test('a list in its own line after the last sub-item belongs to all', () => {
    const { tasks } = plan('一、强基\n（一）培训。\n1.培训人员。\n2.配备设备。\n（市甲局、市乙局按职责分工负责）\n（二）宣传。（市丙局）')
    expect(tasks.map(({ number, mode }) => [number, mode])).toEqual([
      ['1.1', 'joint'],
      ['1.2', 'joint'],
      ['2', 'single'],
    ])
  })
})

describe('tables and lists that lost their shape', () => {
  test('a table whose cells stand one below the other is a table again', () => {
    const { tasks } = plan(
      '2024年分工表\n序号\n重点任务\n牵头单位\n配合单位\n完成时限\n一、源头\n1\n调查点位20个以上。\n县甲局\n县乙局\n6月底\n2\n加强监管。\n县甲局\n12月底\n',
    )
    expect(
      tasks.map(({ number, section, lead, assisting, deadlines }) => [number, section, lead[0], assisting[0], deadlines[0]?.date]),
    ).toEqual([
      ['1', '源头', '县甲局', '县乙局', '2024-06-30'],
      ['2', '源头', '县甲局', undefined, '2024-12-31'],
    ])
  })

  test('items numbered within one line are items when each closes with its units', () => {
    const { tasks } = plan('一、治理。1.治土。（市甲局）2.治水。（市乙局）\n二、宣传。（市丙局）')
    expect(tasks.map(({ number, lead }) => [number, lead[0]])).toEqual([
      ['1.1', '市甲局'],
      ['1.2', '市乙局'],
      ['2', '市丙局'],
    ])
  })

  test('tab-separated columns, a heading over two, and a limit named among the units', () => {
    const { tasks } = plan('2024年清单\n序号\t任务\t责任分工\t责任分工\n\t\t牵头单位\t配合单位\n1\t治土\t市甲局\t市乙局\n')
    expect(tasks).toMatchObject([{ number: '1', mode: 'lead_assist', lead: ['市甲局'], assisting: ['市乙局'] }])
    const [task] = plan('一、2024年治土。（市甲局牵头，市乙局配合，10月底前完成）\n二、治水。（市甲局）').tasks
    expect([task!.assisting, task!.deadlines.map(({ text }) => text)]).toEqual([['市乙局'], ['10月底前']])
  })
})

describe('misprints', () => {
  const uses = new Map([
    ['区发改局', 4],
    ['区发政局', 1],
    ['区民政局', 1],
    ['区财政局', 3],
    ['东城街道', 1],
    ['西城街道', 3],
  ])
  const tell = misprintTeller(uses, ['民政局', '财政局', '发改局'])
  test('one sign away from a unit printed more often', () => expect(tell('区发政局')).toMatch(/区发政局.*区发改局/))
  test('a unit known to exist, or a place, is none', () => expect([tell('区民政局'), tell('东城街道')]).toEqual([null, null]))
})

describe('recipients and receivers', () => {
  const head = (lines: string) => plan(`某某市食品安全委员会关于下达年度任务的通知\n${lines}\n一、任务。排查。（市甲局）\n`)

  test.each([
    ['各县（市、区）人民政府，市直有关单位：\n为推动工作，现将任务下达如下：', ['各县（市、区）人民政府', '市直有关单位']],
    [
      '主送：各县（市、区）人民政府，市食安委各成\n员单位\n为推动工作，现将任务下达如下：',
      ['各县（市、区）人民政府', '市食安委各成员单位'],
    ],
    ['为推动问题整治，经会议研究，决定开展行动，现将任务下达如下：', []],
  ])('%s', (lines, expected) => expect(head(lines).recipients).toEqual(expected))

  test('a copy goes to an organ named 机关, and what follows 并 receives nothing', () => {
    const [task] = plan('一、报告。县甲局于12月20日前向县政府报告全年情况，并抄送县纪委监委机关。（县甲局）').tasks
    expect(task!.deadlines).toMatchObject([{ to: ['县政府'], copy: ['县纪委监委机关'] }])
    const [other] = plan('一、会商。每季度形成会商报告并通报相关单位。（县甲局）').tasks
    expect(other!.deadlines).toMatchObject([{ repeats: 'quarter', to: [] }])
  })
})
