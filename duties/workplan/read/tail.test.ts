import { describe, expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'

/** What stands behind the last measure, or behind several, and how far it reaches. All names are invented. */
const read = (text: string) => readPlan(readPaper('notice.txt', Buffer.from(text)))
const shared = (text: string) =>
  read(text).plan.tasks.map(({ number, mode, lead, assisting, joint }) => [number, mode, lead.join(), assisting.join(), joint.join()])

const TASKS = `一、守住源头
（一）清查库房。5月底前登记库房30座。（县甲业局）
（二）检查门店。全年检查120户次。（县乙业局）
`

describe('a paragraph behind the last measure that speaks to all', () => {
  test.each([
    '以上各项任务，各单位要于12月10日前将落实情况报县食安办。',
    '上述所有工作任务，请各乡镇、各部门认真抓好落实。',
    '以上8项重点任务请各责任单位于每季度末报送\n进展情况，县食安办汇总后通报。',
    '请各单位于12月10日前报送总结。',
    '各成员单位要按月调度。',
  ])('%s', (paragraph) => {
    const { plan, leftOut } = read(TASKS + paragraph)
    expect(plan.tasks.map(({ text }) => text)).toEqual(['清查库房。5月底前登记库房30座。', '检查门店。全年检查120户次。'])
    expect(plan.tasks[1]!.deadlines).toEqual([])
    expect(plan.tasks[1]!.lead).toEqual(['县乙业局'])
    expect(leftOut.map(({ text }) => text)).toEqual([paragraph])
  })

  test('is told apart from one that assigns', () => {
    const both = shared(`一、守住源头\n（一）清查库房。\n（二）检查门店。\n以上各项任务，县甲业局、各乡镇按职责分工负责。`)
    expect(both.map(([, mode, , , joint]) => [mode, joint])).toEqual(['1', '2'].map(() => ['joint', '县甲业局,各乡镇']))
  })

  test('does not end a measure that goes on in a second paragraph', () => {
    const [task] = read(
      `一、守住源头\n（一）清查库房。登记造册。\n各单位要逐一核对，12月1日前完成。（县甲业局）\n（二）查门店。（县乙业局）`,
    ).plan.tasks
    expect(task!.text).toContain('逐一核对')
    expect(task!.deadlines.map(({ date, text }) => date ?? text)).toHaveLength(1)
  })
})

describe('a labelled line behind several measures', () => {
  const section = (units: string) => `一、守住源头
（一）清查库房。登记造册。
（二）检查门店。逐户建档。
${units}
二、管住餐桌
（一）查食堂。（县丁业局）
`

  test('of a section counts for each of them', () => {
    expect(shared(section('责任单位：县甲业局牵头，县乙业局配合'))).toEqual([
      ['1.1', 'lead_assist', '县甲业局', '县乙业局', ''],
      ['1.2', 'lead_assist', '县甲业局', '县乙业局', ''],
      ['2.1', 'single', '县丁业局', '', ''],
    ])
    expect(
      shared(section('牵头单位：县甲业局\n配合单位：县乙业局'))
        .slice(0, 2)
        .map(([, mode]) => mode),
    ).toEqual(['lead_assist', 'lead_assist'])
  })

  test('counts for the last alone where another has its own, or where it stands within the text', () => {
    const own = section('责任单位：县甲业局').replace('登记造册。', '登记造册。（县丙业局）')
    expect(
      shared(own)
        .slice(0, 2)
        .map(([, , lead]) => lead),
    ).toEqual(['县丙业局', '县甲业局'])
    const inline = section('').replace('逐户建档。\n', '逐户建档。责任单位：县甲业局')
    expect(
      shared(inline)
        .slice(0, 2)
        .map(([, , lead]) => lead),
    ).toEqual(['', '县甲业局'])
  })
})

describe('a name broken by the end of a line', () => {
  const joint = (units: string) => read(`一、任务。排查。\n责任单位：${units}\n二、其他。（市乙局）`).plan.tasks[0]!.joint

  test('is one name where the next piece is a branch of the organ before', () => {
    expect(joint('市甲局\n某河分局、市乙局')).toEqual(['市甲局某河分局', '市乙局'])
    expect(joint('市乙局、市甲局\n巡查支队')).toEqual(['市乙局', '市甲局巡查支队'])
  })

  test('stays two where the next piece stands alone', () => {
    expect(joint('市甲局\n市巡查支队')).toEqual(['市甲局', '市巡查支队'])
    expect(joint('甲业局\n巡查大队')).toEqual(['甲业局', '巡查大队'])
    expect(joint('市甲局\n丁业局')).toEqual(['市甲局', '丁业局'])
  })
})

describe('chapters over headings over measures', () => {
  const chapter = (n: string, name: string) => `第${n}部分　${name}
1、源头管理
（1）查农资。全覆盖。（市甲局）
（2）查投入品。（市乙局）
2、过程管理
（1）查作坊。（市甲局）
（2）查门店。（市乙局）
`

  test('the chapter is the section, what stands under it the heading', () => {
    const { tasks } = read(chapter('一', '甲类攻坚') + chapter('二', '乙类攻坚')).plan
    expect(new Set(tasks.map(({ section }) => section))).toEqual(new Set(['甲类攻坚', '乙类攻坚']))
    expect(tasks.map(({ heading }) => heading)).toEqual([
      '查农资',
      '查投入品',
      '查作坊',
      '查门店',
      '查农资',
      '查投入品',
      '查作坊',
      '查门店',
    ])
  })
})
