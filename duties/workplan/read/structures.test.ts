import { describe, expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'
import type { Task } from './types.ts'

/** Small papers of structures met in notices, each with the reading thought out before the reader saw it. All names are invented. */
const planOf = (text: string, name = 'notice.txt') => readPlan(readPaper(name, Buffer.from(text))).plan
const units = ({ number, mode, lead, assisting, joint }: Task) =>
  [number, mode, lead.join('、'), assisting.join('、'), joint.join('、')] as const
const aims = (task: Task) => task.targets.map(({ value, unit }) => `${value}${unit}`)
const limits = (task: Task) => task.deadlines.map(({ text, date, repeats }) => date ?? repeats ?? text)

test('a table whose unit cell says roles in brackets, on lines or behind stars', () => {
  const { tasks } = planOf(
    `# 2024年食品安全重点工作分工表

| 序号 | 重点工作 | 具体措施 | 工作目标 | 责任单位（牵头/配合） | 责任领导 | 完成时限 | 备注 |
|---|---|---|---|---|---|---|---|
| 1 | 校园守护 | 排查学校食堂隐患。 | 覆盖率100% | 区甲业局（牵头）、区乙业局、各街道办事处 | 张某某 | 9月底前 | 首次列入 |
| 2 | 农资治理 | 规范农药经营。 | 抽检300批次 | 牵头：区丙业局；配合：区甲业局、区丁业局 | 李某某 | 持续推进 | |
| 3 | 小餐饮提升 | 改造后厨。 | 提升50家 | 牵头单位：区甲业局<br>配合单位：区戊业局<br>区丁业局 | 王某某 | 四季度 | |
| 4 | 宣传引导 | 开展宣传周。 | 举办活动4场 | ★区己业局、区甲业局 | 赵某某 | 2024年6月 | |
| 5 | 冷链监管 | 登记冷库。 | 全覆盖 | 【牵头】区庚业局【配合】区甲业局 | 钱某某 | 上半年前 | |
| 6 | 应急演练 | 修订预案。 | 演练2轮次 | 区食安办牵头，区甲业局等按职责分工负责 | 孙某某 | 全年 | |
`,
    'table.md',
  )
  expect(tasks.map(units)).toEqual([
    ['1', 'lead_divided', '区甲业局', '区乙业局、各街道办事处', ''],
    ['2', 'lead_assist', '区丙业局', '区甲业局、区丁业局', ''],
    ['3', 'lead_assist', '区甲业局', '区戊业局、区丁业局', ''],
    ['4', 'lead_divided', '区己业局', '区甲业局', ''],
    ['5', 'lead_assist', '区庚业局', '区甲业局', ''],
    ['6', 'lead_divided', '区食安办', '区甲业局', ''],
  ])
  expect(tasks.map(({ heading }) => heading)).toEqual(['校园守护', '农资治理', '小餐饮提升', '宣传引导', '冷链监管', '应急演练'])
  expect(tasks.map(aims)).toEqual([['100%'], ['300批次'], ['50家'], ['4场'], ['100%'], ['2轮次']])
  expect(tasks.map(limits)).toEqual([['2024-09-30'], ['持续推进'], ['2024-12-31'], ['2024-06-30'], ['2024-06-30'], ['全年']])
  expect(tasks[5]!.unclear.join()).toContain('等')
})

test('a table with names of persons, compound headings and a measure list in one cell', () => {
  const { tasks } = planOf(
    `# 2025年食品安全工作要点任务分解

| 工作任务 | 主要内容和工作要求 | 责任单位及责任人 | 完成时限及报送要求 |
|---|---|---|---|
| 一、源头治理 | 1.调查土壤点位20个以上。<br>2.建立台账。 | 县甲业局 张某某 | 6月底前报县食安办 |
| 二、过程监管 | 检查小作坊120户次，一是查原料，二是查标签。 | 县乙业局、县丙业局 | 长期坚持 |
`,
    'table.md',
  )
  expect(tasks.map(units)).toEqual([
    ['1.1', 'single', '县甲业局', '', ''],
    ['1.2', 'single', '县甲业局', '', ''],
    ['2', 'unmarked', '', '', '县乙业局、县丙业局'],
  ])
  expect(tasks.map(({ heading }) => heading)).toEqual(['源头治理', '源头治理', '过程监管'])
  expect(tasks.map(aims)).toEqual([['20个'], [], ['120户次']])
  expect(tasks.map(limits)).toEqual([['2025-06-30'], ['2025-06-30'], ['长期坚持']])
  expect(tasks[0]!.deadlines[0]!.to).toEqual(['县食安办'])
})

test('brackets with labels, limits and roles in all orders', () => {
  const { tasks } = planOf(`某某县食品安全委员会办公室关于印发2024年专项行动方案的通知
各成员单位：
一、整治重点
（一）清查冷库。全面登记。（牵头单位：县甲业局；责任单位：县乙业局、县丙业局）
（二）严查网售。清理违规店铺。（责任单位：县甲业局、县丁业局，完成时限：9月底前）
（三）规范标签。抽查标签。【牵头】县甲业局　【配合】县丁业局
（四）管住农资。检查门店。[县戊业局牵头，县甲业局参与]
（五）强化培训。组织轮训。责任单位：县甲业局（牵头）、县食安办
（六）打击犯罪。侦办案件。（县己业局牵头负责，县检察院、县法院等配合）
（七）包保到位。督导企业。（各乡镇人民政府负总责，县甲业局、县戊业局按职责负责）
（八）查处走私。（县己业局、县甲业局、县丁业局，各乡镇）
（九）夜市巡查。加密频次。（县甲业局 县丁业局/县己业局；各街道办事处）
`)
  expect(tasks.map(units)).toEqual([
    ['1', 'lead_divided', '县甲业局', '县乙业局、县丙业局', ''],
    ['2', 'unmarked', '', '', '县甲业局、县丁业局'],
    ['3', 'lead_assist', '县甲业局', '县丁业局', ''],
    ['4', 'lead_assist', '县戊业局', '县甲业局', ''],
    ['5', 'lead_divided', '县甲业局', '县食安办', ''],
    ['6', 'lead_assist', '县己业局', '县检察院、县法院', ''],
    ['7', 'lead_divided', '各乡镇人民政府', '县甲业局、县戊业局', ''],
    ['8', 'unmarked', '', '', '县己业局、县甲业局、县丁业局、各乡镇'],
    ['9', 'unmarked', '', '', '县甲业局、县丁业局、县己业局、各街道办事处'],
  ])
  expect(limits(tasks[1]!)).toEqual(['2024-09-30'])
  expect(tasks[2]!.text).toBe('规范标签。抽查标签。')
})

test('a paper that says the first named unit leads is read so', () => {
  const { tasks } = planOf(`2024年食品安全重点任务清单
（责任单位中列第一位的为牵头单位）
1.治土。查清底数。（市甲业局、市乙业局、市丙业局）
2.治水。建立台账。（市乙业局）
3.治气。公开信息。（市丙业局、市甲业局按职责分工负责）
4.共治。加强协作。（市甲业局牵头，市乙业局配合）
`)
  expect(tasks.map(units)).toEqual([
    ['1', 'lead_divided', '市甲业局', '市乙业局、市丙业局', ''],
    ['2', 'single', '市乙业局', '', ''],
    ['3', 'lead_divided', '市丙业局', '市甲业局', ''],
    ['4', 'lead_assist', '市甲业局', '市乙业局', ''],
  ])
})

test('a closing sentence about all tasks above gives them its unit', () => {
  const { tasks } = planOf(`2024年工作安排
一、监管提升
（一）检查。完成检查。
（二）培训。组织培训。
以上任务均由市甲业局牵头，市乙业局配合。
二、社会共治
（一）宣传。（市丙业局）
`)
  expect(tasks.map(units)).toEqual([
    ['1.1', 'lead_assist', '市甲业局', '市乙业局', ''],
    ['1.2', 'lead_assist', '市甲业局', '市乙业局', ''],
    ['2.1', 'single', '市丙业局', '', ''],
  ])
  expect(tasks[1]!.text).toBe('培训。组织培训。')
})

test('headings on their own lines, restarts, circled items, 一是 inside text', () => {
  const { tasks } = planOf(`某某区2024年食品安全
重点工作安排

一、夯实基础
1.强化网格管理
一是明确网格员。二是开展巡查，三是上报问题。
责任单位：各镇人民政府
完成时限：11月底
2.强化培训考核
①培训网格员2期。
②考核网格员。
责任单位：区甲业局
完成时限：2024年12月
二、守牢底线
1.强化风险监测
完成监测200份。
牵头单位：区乙业局
配合单位：区甲业局
完成时限：持续推进
`)
  expect(tasks.map(units)).toEqual([
    ['1.1', 'single', '各镇人民政府', '', ''],
    ['1.2.1', 'single', '区甲业局', '', ''],
    ['1.2.2', 'single', '区甲业局', '', ''],
    ['2.1', 'lead_assist', '区乙业局', '区甲业局', ''],
  ])
  expect(tasks.map(({ heading }) => heading)).toEqual(['强化网格管理', '培训网格员2期', '考核网格员', '强化风险监测'])
  expect(tasks.map(aims)).toEqual([[], ['2期'], [], ['200份']])
  expect(tasks.map(limits)).toEqual([['2024-11-30'], ['2024-12-31'], ['2024-12-31'], ['持续推进']])
})

test('two annexes, each with its own numbers, after a letter', () => {
  const plan = planOf(`某某市食品安全委员会办公室
关于印发2024年专项行动方案的通知
各县区食安办：
现将两个方案印发给你们。
附件：1.校园方案
2.夜市方案
某某市食品安全委员会办公室
2024年3月1日
附件1
校园专项行动方案
一、检查食堂。覆盖率达到100%。（市甲业局）
二、开展培训。（市乙业局）
附件2
夜市专项行动方案
一、登记摊位。（市丙业局牵头，市甲业局配合）
二、公示信息。4月底前完成公示。（市丙业局）
`)
  expect(plan.date).toBe('2024-03-01')
  expect(plan.tasks.map(({ heading, lead }) => `${heading}:${lead[0]}`)).toEqual([
    '检查食堂:市甲业局',
    '开展培训:市乙业局',
    '登记摊位:市丙业局',
    '公示信息:市丙业局',
  ])
  expect(new Set(plan.tasks.map(({ number }) => number)).size).toBe(4)
})

test('a scanned paper: running heads, page numbers, soft hyphens and gaps in names', () => {
  const plan = planOf(`某食安办〔2024〕3 号
某某区食品安全委员会
2024年食品安全工作要点
一、加强校园监管。学校食堂“明厨亮灶”覆盖
率达到９８.５％以上,每学
某某区2024年工作要点
— 1 —
期检查不少于 2 次。（区 甲业 局牵头，区乙\u00ad业局、区丙
某某区2024年工作要点
— 2 —
业局配合)
二、加强农资监管。（区丁业局、区甲业局按职责分
某某区2024年工作要点
— 3 —
工负责）
某某区食品安全委员会
２０２４年３月８日
`)
  expect(plan).toMatchObject({ title: '某某区食品安全委员会2024年食品安全工作要点', issuer: '某某区食品安全委员会', date: '2024-03-08' })
  expect(plan.tasks.map(units)).toEqual([
    ['1', 'lead_assist', '区甲业局', '区乙业局、区丙业局', ''],
    ['2', 'joint', '', '', '区丁业局、区甲业局'],
  ])
  expect(aims(plan.tasks[0]!)).toEqual(['98.5%', '2次'])
  expect(plan.tasks[0]!.text).not.toContain('工作要点')
})

test('labels parted by full stops, alone in their line, or numbered under the task', () => {
  const { tasks } = planOf(`2024年工作要点
1.整治假冒食品。曝光案例10起。牵头单位：县甲业局。配合单位：县乙业局、县丙业局。完成时限：11月底前。
2.宣传教育。发放资料5000份。
责任单位
县甲业局、县丁业局
3.保障校园
（1）主要任务：检查食堂120家。
（2）牵头单位：县丁业局
（3）责任单位：县甲业局、各镇人民政府
（4）完成时限：2024年9月底
4.农药减量。（县乙业局，县丙业局配合）
`)
  expect(tasks.map(units)).toEqual([
    ['1', 'lead_assist', '县甲业局', '县乙业局、县丙业局', ''],
    ['2', 'unmarked', '', '', '县甲业局、县丁业局'],
    ['3', 'lead_divided', '县丁业局', '县甲业局、各镇人民政府', ''],
    ['4', 'lead_assist', '县乙业局', '县丙业局', ''],
  ])
  expect(tasks.map(aims)).toEqual([['10起'], ['5000份'], ['120家'], []])
  expect(tasks[2]).toMatchObject({ heading: '保障校园', text: '保障校园\n主要任务：检查食堂120家。' })
  expect(limits(tasks[2]!)).toEqual(['2024-09-30'])
})

describe('what a number counts', () => {
  const targets = (words: string) => aims(planOf(`2024年要点\n一、任务。${words}（市甲业局）\n二、其他。（市乙业局）`).tasks[0]!)
  test.each([
    ['小作坊提档升级120家。', ['120家']],
    ['培育年产值千万元以上食品加工企业3家。', ['3家']],
    ['围绕快速检测立项攻关课题4项。', ['4项']],
    ['侦办食品犯罪案件6起以上。', ['6起']],
    ['建成快检室15个、示范街2条。', ['15个', '2条']],
    ['每季度发布消费提示一期。', ['1期']],
    ['人均培训不少于40学时。', ['40学时']],
    ['完成12家作坊改造验收。', ['12家']],
    ['推动2个以上县申报示范县。', ['2个']],
    ['打造30家放心肉菜超市，创建5条美食街区。', ['30家', '5条']],
    ['规范化改造农贸市场8个。', ['8个']],
    ['年内新增“三品一标”认证20个。', ['20个']],
    ['“你点我检”活动12场次。', ['12场次']],
    ['问题整改率、案件移送率均达100%。', ['100%']],
    ['全年监督抽检1350批次，其中食用农产品500批次。', ['1350批次', '500批次']],
    ['不合格率控制在3%以内。', ['3%']],
    ['创建示范街区不少于2条，示范店20个。', ['2条', '20个']],
    ['供餐留样48小时以上。', ['48小时']],
  ])('%s binds', (words, expected) => expect(targets(words)).toEqual(expected))

  test.each([
    '对氧乐果等4种农药开展监测。',
    '做好3项地方标准的宣贯。',
    '聚焦11个重点品种。',
    '落实5个方面18项措施。',
    '涉及企业30家的风险逐一核查。',
    '全区现有小作坊86家，逐户建档。',
    '对3家以上连锁门店的企业开展体系检查。',

    '用餐100人以上的单位须备案。',
    '校园周边100米内不得设摊。',
    '按照4个最严要求落实监管。',
    '组织7个部门联合检查。',
    '企业年内2次以上违法的从重处罚。',
    '落实“两个责任”，健全“三书一函”。',
  ])('%s does not', (words) => expect(targets(words)).toEqual([]))

  test('things counted without a verb of attaining are told', () => {
    const [task] = planOf('一、任务。全市2000家餐饮单位接入平台。（市甲业局）\n二、其他。（市乙业局）').tasks
    expect([task!.targets, task!.unclear.join()]).toEqual([[], expect.stringContaining('2000家')])
  })

  test('an aim counted in words is not taken for one, but told', () => {
    const [task] = planOf('一、任务。打造三条示范街区。（市甲业局）\n二、其他。（市乙业局）').tasks
    expect(task!.targets).toEqual([])
    expect(task!.unclear.join()).toContain('三条')
  })
})
